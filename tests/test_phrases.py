"""The matcher: what it finds, what it must not find, and whether the topics are those a reader would give."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from carrel.model import Topic
from carrel.phrases import Match, PhraseMatcher, TopicFinder
from carrel.records import topics as taxonomy

ROOT = Path(__file__).parent.parent


def found(phrase: str, text: str) -> list[str]:
    """Return how the phrase stands in the text, each time."""
    return [text[match.start : match.end] for match in PhraseMatcher([(0, phrase)]).find(text)]


# --- what is found ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("mixture of experts", "The Mixture-of-Expert technique"),
        ("mixture of experts", "mixtures of\n  experts"),
        ("pre-training", "Pretraining"),
        ("pretraining", "pre–training"),
        ("multimodal", "multi-modal, indeed"),
        ("multi-modal", "Multimodal"),
        ("data set", "datasets"),
        ("knowledge base", "Knowledge Bases"),
        ("knowledge bases", "a knowledge base"),
        ("query", "queries"),
        ("class", "classes"),
        ("bias", "biases"),
        ("news recommendation", "News Recommendation"),
        ("Poincaré embedding", "POINCARE EMBEDDINGS"),
        ("Poincare embedding", "Poincare\u0301 embedding"),
        ("fine-tuning", "ﬁne\u00ad-tuning"),
        ("network", "net\u00adworks"),
        ("GAN", "ＧＡＮｓ are wide"),
        ("MoE", "MoEs"),
        ("LLMs", "an LLM"),
        ("LLM", "the LLM's answer"),
        ("GNN", "GNN-based"),
        ("AutoML", "AUTOML"),
        ("PyTorch", "Pytorch"),
        ("C++", "in C++."),
        ("Q&A", "a Q & A page"),
        ("3D reconstruction", "(3d reconstruction)"),
        ("机器翻译", "神经机器翻译模型"),
        ("GAN", "基于GAN的方法"),
        ("BERT模型", "用 BERT 模型"),
        ("ガンダム", "ｶﾞﾝﾀﾞﾑ"),
        ("기계번역", "기계번역은"),
    ],
)
def test_a_phrase_is_found_however_it_is_written(phrase: str, text: str) -> None:
    """Case, accents, width, plurals, hyphens and the lack of spaces in some scripts hide nothing."""
    assert len(found(phrase, text)) == 1


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("gan", "organ began"),
        ("GAN", "gan Gan GANG SAGAN"),
        ("MoE", "moe MOE Moe"),
        ("pruning", "pruningx, unpruning"),
        ("plan", "planes planed"),
        ("plane", "plan plans"),
        ("news", "a new one"),
        ("LLM", "MLLM"),
        ("knowledge graph", "knowledge, graph"),
        ("knowledge graph", "knowledge. Graph"),
        ("prompt", "see https://example.org/a-prompt or //example.org/prompt"),
        ("LLM", "data_management_LLM"),
        ("C++", "C and c"),
        ("Q&A", "QA"),
        ("カ", "ｶﾞ ガ か\u3099"),
        ("", "anything"),
        ("…", "anything…"),
        ("/", "and/or"),
    ],
)
def test_what_is_not_the_phrase_is_not_found(phrase: str, text: str) -> None:
    """Parts of words, other capitals, words across a comma and addresses are no mentions."""
    assert found(phrase, text) == []


def test_the_places_are_those_of_the_text() -> None:
    """A match says where the phrase stands, so that a page can quote it; places may overlap."""
    matcher = PhraseMatcher([("kg", "knowledge graph"), ("gnn", "graph neural network"), ("g", "graph")])
    text = "Knowledge-Graph neural networks"
    assert matcher.find(text) == [
        Match("kg", "knowledge graph", 0, 15),
        Match("gnn", "graph neural network", 10, 31),
        Match("g", "graph", 10, 15),
    ]


def test_one_phrase_may_stand_for_several_things() -> None:
    """Each key of a phrase is told, and a phrase given twice counts once."""
    matcher = PhraseMatcher([("a", "graph"), ("b", "Graphs"), ("a", "graph")])
    assert [match.key for match in matcher.find("graph")] == ["a", "b"]


# --- laws ------------------------------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    ["graph", "neural", "network", "query", "class", "box", "of", "translation", "analysis", "naïve"]
)
PHRASES = st.lists(WORDS, min_size=1, max_size=4)
APART = st.sampled_from([" ", "  ", "\n", "\u00a0", "-", "\u2010", "–", "—"])
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def plural(word: str) -> str:
    """Return the plural by the school rule."""
    if word.endswith("y"):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x")) else "s")


@given(st.data(), PHRASES)
def test_case_hyphens_accents_and_width_do_not_matter(data: st.DataObject, words: list[str]) -> None:
    """However the words of a phrase are dressed, apart or joined, it is found, whole."""
    text = ""
    for word in words:
        ways = [
            word,
            word.upper(),
            word.title(),
            word.translate(WIDE),
            word.replace("ï", "i"),
            word.replace("ï", "i\u0308"),
        ]
        text += (data.draw(APART | st.just("")) if text else "") + data.draw(st.sampled_from(ways))
    assert text in found(" ".join(words), f"({text}), so")


@given(st.data(), PHRASES)
def test_the_plural_does_not_matter(data: st.DataObject, words: list[str]) -> None:
    """A phrase finds its plurals, and is found by them."""
    text = ""
    for word in words:
        ways = [word] if word in {"of", "analysis", "naïve"} else [word, plural(word)]
        text += (data.draw(APART) if text else "") + data.draw(st.sampled_from(ways))
    assert found(" ".join(words), text) == [text]
    assert found(text, " ".join(words)) == [" ".join(words)]


@given(PHRASES, st.text("bdgkäß", min_size=1), st.booleans())
def test_a_phrase_is_never_found_inside_a_word(words: list[str], more: str, before: bool) -> None:
    """A word that goes on before or behind the phrase hides it."""
    phrase = " ".join(words)
    text = more + phrase if before else phrase + more
    assert all(place in text.split() for place in found(words[0], text))
    assert not found(phrase, text)


@given(st.lists(st.text(), max_size=5), st.text())
def test_a_match_is_a_piece_of_the_text_between_word_ends(phrases: list[str], text: str) -> None:
    """Whatever the text, places lie in it, in order, and do not cut Latin words."""
    matches = PhraseMatcher((number, phrase) for number, phrase in enumerate([*phrases, text[:3]])).find(text)
    assert matches == sorted(matches, key=lambda match: (match.start, -match.end))
    for match in matches:
        assert 0 <= match.start < match.end <= len(text)
        around = text[max(0, match.start - 1) : match.start + 1], text[match.end - 1 : match.end + 1]
        assert not any(len(pair) == 2 and pair.isascii() and pair.isalnum() for pair in around)


@given(st.text().filter(lambda text: "//" not in text and any(map(str.isalnum, text))))
def test_a_phrase_finds_itself(phrase: str) -> None:
    """Any phrase with a word in it is found in a text that is that phrase."""
    assert found(phrase, phrase)


@given(st.text("moeMOE", min_size=3, max_size=3))
def test_an_acronym_wants_its_capitals(text: str) -> None:
    """A phrase in capitals is found in those capitals only."""
    assert bool(found("MoE", text)) == (text == "MoE")


@given(st.text("神经机器翻译", max_size=20), st.text("神经机器翻译", min_size=1, max_size=3))
def test_chinese_phrases_are_found_anywhere_in_chinese(text: str, phrase: str) -> None:
    """Where no space parts words, a phrase is found wherever it stands."""
    assert len(found(phrase, text)) == sum(text.startswith(phrase, start) for start in range(len(text)))


# --- topics ----------------------------------------------------------------------------------------------------------


FINDER = TopicFinder(
    [
        Topic("translation", "MT", phrases=("machine translation",), title_phrases=("translation",)),
        Topic("models", "LMs", twice=("language model", "LLM")),
    ]
)


@pytest.mark.parametrize(
    ("title", "abstract", "expected"),
    [
        ("Translations", "", [("translation", "Translations", "title")]),
        ("", "A translation.", []),
        ("", "On Machine  Translation.", [("translation", "Machine  Translation", "abstract")]),
        ("", "Language models (LLMs) can.", []),
        ("", "A language model is a language-model.", [("models", "language model", "abstract")]),
        ("An LLM", "", [("models", "LLM", "title")]),
        (
            "LLMs",
            "Machine translation.",
            [("models", "LLMs", "title"), ("translation", "Machine translation", "abstract")],
        ),
    ],
)
def test_topics_are_assigned_with_the_reason(title: str, abstract: str, expected: list[tuple[str, str, str]]) -> None:
    """Title and abstract weigh differently, and the words that gave a topic are quoted as they stand."""
    assigned = FINDER.assign(title, abstract)
    assert [(reason.topic, reason.words, reason.where) for reason in assigned] == expected


# --- the topics of the real list -------------------------------------------------------------------------------------


def abstracts(seed: str) -> list[str]:
    """Return the abstracts of a seed of the real list, in order."""
    (path,) = (ROOT / "seeds").glob(f"{seed}_*.txt")
    lines = path.read_text(encoding="utf-8").splitlines()
    shapes = {"000": lines[3::3], "001": lines[::2], "004": [line for line in lines if len(line) > 300]}
    return shapes.get(seed, lines)


TAXONOMY, PROBLEMS = taxonomy.read(ROOT)
TOPICS = TAXONOMY.topics
LABELS = yaml.safe_load((ROOT / "tests/golden/topics/labels.yml").read_text(encoding="utf-8"))
PARENTS = {topic.id: topic.parent for topic in TOPICS}
REAL = TopicFinder(TOPICS)
ABSTRACTS = {seed: abstracts(seed) for seed in ("000", "001", "002", "003", "004")}


def with_parents(topics: list[str]) -> set[str]:
    """Return the topics and those above them."""
    return {topic for child in topics for topic in (child, PARENTS[child]) if topic}


def assigned(label: Mapping[str, Any], title: str) -> set[str]:
    """Return the topics that the rules give a paper, and those above them."""
    abstract = ABSTRACTS[label["seed"]][label["position"] - 1]
    return with_parents([reason.topic for reason in REAL.assign(title, abstract)])


def test_the_labels_are_of_all_papers() -> None:
    """Each paper of the seeds has one label, in order."""
    places = [(seed, position) for seed, texts in ABSTRACTS.items() for position in range(1, len(texts) + 1)]
    assert [(label["seed"], label["position"]) for label in LABELS] == places
    assert len(places) == 92


def test_the_taxonomy_is_of_a_size_to_browse() -> None:
    """The topics are few enough to read through, defined in a line, and none is empty or holds nearly everything."""
    assert not PROBLEMS
    assert 25 <= len(TOPICS) <= 40
    assert all(topic.definition.endswith(".") for topic in TOPICS)
    sizes = [sum(topic.id in assigned(label, label["title"]) for label in LABELS) for topic in TOPICS]
    assert min(sizes) >= 1
    assert max(sizes) <= len(LABELS) / 2


@pytest.mark.parametrize("titles", ["curated titles", "titles of the seeds alone"])
@pytest.mark.parametrize("label", LABELS, ids=lambda label: f"{label['seed']}-{label['position']}")
def test_a_paper_has_the_topics_that_a_reader_gave_it(label: Mapping[str, Any], titles: str) -> None:
    """No paper of the real list has a wrong topic, and none lacks one that it is about."""
    untitled = titles != "curated titles" and label["seed"] in {"001", "002", "003"}
    topics = assigned(label, "" if untitled else label["title"])
    needed = with_parents(label["topics"])
    assert needed <= topics <= needed | with_parents(label.get("may", []))
