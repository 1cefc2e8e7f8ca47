"""Answers in the browser: what is found, in which order, what is marked, and that nothing is missed."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from carrel.search import folding, index, shards
from carrel.search.postings import Document, Named
from corpora import corpus

SCRIPTS = folding.TABLE.parent
PARTS = (
    *("folding", "snowball/base-stemmer", "snowball/english-stemmer", "tokens", "turn", "shards", "query"),
    *("titles", "words", "narrow", "phrases", "passages", "engine"),
)


def paper(id: str, title: str, authors: str = "", abstract: str = "", **more: str) -> tuple[Document, dict[str, str]]:  # noqa: A002  # it is one
    """Make a paper; its card is as `carrel.pages.kinds.search` makes it."""
    named = [name for name in authors.split("; ") if name]
    topics = [more["topic"]] if "topic" in more else []
    card = [id, title, named, more.get("year", ""), more.get("venue", ""), topics]
    return Document(title, [*named, *topics, more.get("venue", ""), more.get("year", "")], abstract, card), more


PAPERS = [
    paper("a", "On Rivers", "Ada Łukasiewicz; Bo Du", "Nothing of sharpness here.", year="2024"),
    paper("b", "Sharpness-Aware Maps", "José Núñez", "About rivers.", year="2022", venue="KDD"),
    paper("c", "Visualising with t-SNE", "", "A method with zero-shot use.", topic="Dimension reduction", year="2021"),
    paper("d", "推荐系统", "王晓东", "基于深度学习的模型占主导地位的生产推荐系统。", lang="zh"),
    paper(
        "e", "Distillation of Large Models", "Bo Chen", "We distilled a constructor of __proto__ and hasOwnProperty."
    ),
    paper("f", "Large Distillation", "Du Bo", "Models of models: a distillery distills, models large."),
    paper("g", "Rivers on the River Large", "", "The large river of rivers on a map.", year="2022"),
]


def named(name: str, of: Callable[[Document, dict[str, str]], bool], *spellings: str) -> Named:
    """Make what papers can be narrowed down to; the id is the name with hyphens."""
    numbers = [n for n, (document, more) in enumerate(PAPERS) if of(document, more)]
    return Named(name.lower().replace(" ", "-"), name, spellings, numbers)


PEOPLE = [
    named("Bo Du", lambda d, _: "Bo Du" in d.names),
    named("José Núñez", lambda d, _: "José Núñez" in d.names),
    named("王晓东", lambda d, _: "王晓东" in d.names, "Xiaodong Wang"),
    named("Du Bo", lambda d, _: "Du Bo" in d.names),
]
NAMES = {
    "topic": [named("Dimension reduction", lambda _, m: "topic" in m)],
    "venue": [named("KDD", lambda _, m: "venue" in m, "Knowledge Discovery and Data Mining")],
    "year": [named(year, lambda _, m, y=year: m.get("year") == y) for year in ("2024", "2022", "2021")],  # type: ignore[misc]  # mypy takes `y` for a third argument
    "lang": [named("zh", lambda _, m: m.get("lang") == "zh")],
}


def lay_out(folder: Path, documents: list[Document], people: list[Named], values: dict[str, list[Named]]) -> Path:
    """Write an index, and a page that has the engine and nothing else."""
    for path, content in index.make(documents, len(documents), people, values):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, "utf-8")
    (folder / "assets" / "carrel").mkdir(parents=True)
    (folder / "assets" / "carrel" / "search").symlink_to(SCRIPTS)
    scripts = "".join(f'<script src="assets/carrel/search/{part}.js"></script>' for part in PARTS)
    (folder / "engine.html").write_text(f'<!doctype html><meta charset="utf-8"><title>.</title>{scripts}', "utf-8")
    return folder / "engine.html"


@pytest.fixture(scope="module")
def engine(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Return a page with the engine, and the papers above; no test changes it."""
    page = browser.new_page()
    folder = tmp_path_factory.mktemp("engine")
    page.goto(lay_out(folder, [document for document, _ in PAPERS], PEOPLE, NAMES).as_uri())
    yield page
    page.close()


@pytest.fixture(scope="module")
def real_engine(browser: Browser, real: Path) -> Iterator[Page]:
    """Return the page of the search of the real list."""
    page = browser.new_page()
    page.goto((real / "site" / "search.html").as_uri())
    page.evaluate("carrelReady()")
    yield page
    page.close()


def ask(page: Page, query: str) -> dict[str, Any]:
    """Return an answer; papers, people and values by their ids."""
    script = """async (query) => {
        const found = await carrelEngine.find(query);
        const ids = async (all) => (await all).map((one) => one.id);
        found.papers = await ids(Promise.all(found.papers.map(carrelIndex.card)));
        found.people = await ids(carrelIndex.named('people', found.people));
        found.values = await ids(carrelIndex.named('values', found.values));
        delete found.wanted;
        return found;
    }"""
    answer: dict[str, Any] = page.evaluate(script, query)
    return answer


@pytest.mark.parametrize(
    ("query", "papers"),
    [
        ("rivers", "a g b"),  # the title before the abstract
        ("sharpness", "b a"),
        ("SHARPNESS rivers", "b a"),  # all words, wherever they stand; a rare one in the title counts more
        ("nunez", "b"),  # accents do not matter,
        ("lukasiewicz", "a"),  # nor a letter that no accent made,
        ("ＫＤＤ", "b"),  # nor width
        ("t-sne", "c"),  # nor hyphens
        ("tsne", "c"),
        ("t‑SNE", "c"),
        ("zero shot", "c"),
        ("zeroshot", "c"),
        ("reduction", "c"),  # topics
        ("2022 kdd", "b"),  # year and venue
        ("推荐", "d"),
        ("荐系", "d"),  # any piece of Chinese
        ("主", "d"),  # of one character, too
        ("深度学习 推荐系统", "d"),
        ("生产推荐系统模型", ""),
        ("“rivers” (sharpness)", "b a"),
        ("distill ", "e f"),  # inflections,
        ("distilled ", "e f"),  # before other words that begin so
        ("distillation of large models", "e f"),  # a title that is known before one of its words
        ("large distillation", "f e"),
        ("riv", "a g b"),  # the beginning of a word
        ("", ""),
        ("  -  ", ""),
        ('":*" () {}', ""),
        ('"large models"', "e"),
        ('"models large"', "f"),
        ('"主导地位的生产"', "d"),
        ('"推荐 基于"', ""),
        ('rivers -"nothing of"', "g b"),
        ("rivers -sharpness", "g"),
        ("-rivers", "c d e f"),
        ("--sharpness rivers--", "b a"),  # no minus, but a line
        ('author:"Bo Du"', "a f"),  # names in either order
        ("author:bo-du", "a"),  # but an id is one
        ("author:du large", "f"),
        ("author:xiaodong", "d"),  # another spelling
        ("-author:du rivers", "g b"),
        ("topic:dimension", "c"),
        ("venue:kdd", "b"),
        ("venue:discovery", "b"),
        ("year:2022", "b g"),
        ("year:2021..2022", "b c g"),
        ("year:2022..", "a b g"),
        ("year:..2021", "c"),
        ("lang:zh", "d"),
        ("title:rivers", ""),  # no field: words
        ("constructor", "e"),
        ("__proto__", "e"),
        ("hasownproperty", "e"),
    ],
)
def test_what_a_query_finds(engine: Page, query: str, papers: str) -> None:
    """All words must be found; accents, case, width and hyphens do not matter; the title counts most."""
    answer = ask(engine, query)
    assert " ".join(answer["papers"] if answer["whole"] else []) == papers


def test_a_name_is_worth_more_than_its_words(browser: Browser, tmp_path: Path) -> None:
    """A paper by somebody of this name comes before one by two people who share the words of it."""
    two = Document("Newer", ["Bo Chen", "Li Du"], "", ["two", "Newer"])
    one = Document("Older", ["Bo Du"], "", ["one", "Older"])
    people = [Named("bo-du", "Bo Du", (), [1]), Named("bo-chen", "Bo Chen", (), [0]), Named("li-du", "Li Du", (), [0])]
    page = browser.new_page()
    page.goto(lay_out(tmp_path, [two, one], people, {}).as_uri())
    assert ask(page, "bo du")["papers"] == ["one", "two"]
    page.close()


def test_words_that_are_not_together_anywhere(engine: Page) -> None:
    """If no paper has all the words, those that have most of them are shown, and it is said that they have not all."""
    answer = ask(engine, "rivers map tsne")
    assert (answer["whole"], answer["papers"]) == (False, ["g", "b"])


@pytest.mark.parametrize(
    ("typed", "word"), [("sharpnes", ""), ("shrapness", "sharpness"), ("distllation", "distillation")]
)
def test_the_nearest_spelling_answers(engine: Page, typed: str, word: str) -> None:
    """A word that is found nowhere is answered by the one that is spelt most like it, and that is said."""
    answer = ask(engine, typed)
    assert answer["papers"]
    assert answer["corrected"] == ([[typed, word]] if word else [])


def test_a_word_that_is_like_none(engine: Page) -> None:
    """It is said which word is found nowhere."""
    assert ask(engine, "xyzzyxyzzy")["nowhere"] == ["xyzzyxyzzy"]


def test_people_and_values_are_found_by_name(engine: Page) -> None:
    """By the beginnings of their words, by other spellings, a Chinese one by any piece."""
    asked = ["jose nun", "晓东", "xiaodong", "reduc", "rivers"]
    found = [[*answer["people"], *answer["values"]] for answer in (ask(engine, query) for query in asked)]
    assert found == [["josé-núñez"], ["王晓东"], ["王晓东"], ["dimension-reduction"], []]


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Sharpness-Aware", "sharpness", "Sharpness"),
        ("a t-SNE map", "tsne", "t-SNE"),
        ("Nu\u0301n\u0303ez", "nunez", "Nu\u0301n\u0303ez"),  # accents as letters of their own are marked with theirs
        ("ﬁne-tuning", "fine", "ﬁne"),
        ("Straße", "strasse", "Straße"),
        ("生产推荐系统", "推荐", "推荐"),
        ("distilled and distills", "distillation ", "distilled|distills"),
        ("that a cat", "a ", "a"),
        ("models model", "mod", "models|model"),
        ("<b>bold</b>", "bold", "bold"),
        ("nothing", "else", ""),
    ],
)
def test_what_is_marked(engine: Page, text: str, query: str, marked: str) -> None:
    """What is marked is the text as it is written, whatever was folded to find it; all of the text is there."""
    script = """async ([text, query]) =>
        carrelPassages.runs(text, (await carrelEngine.find(query)).wanted).map((run) => [run.text, run.hit])"""
    runs = engine.evaluate(script, [text, query])
    assert "".join(run for run, _ in runs) == text
    assert "|".join(run for run, hit in runs if hit) == marked


def test_the_passage_shows_the_words(engine: Page) -> None:
    """Of a long abstract, the stretch is shown that holds most of what was asked for, between whole words."""
    text = "begin " + "word " * 200 + "river and delta " + "word " * 200
    script = "async ([t, q]) => carrelPassages.passage(t, (await carrelEngine.find(q)).wanted)"
    passage = engine.evaluate(script, [text, "river delta"])
    assert passage.startswith("… word")
    assert passage.endswith("word …")
    assert "river and delta" in passage
    assert engine.evaluate(script, [text, "absent"]).startswith("begin word")


def test_counts_are_of_what_is_found(engine: Page) -> None:
    """Each value has as many papers as narrowing down to it finds."""
    script = """async ([query, kind]) => {
        const counted = await carrelNarrow.counts((await carrelEngine.find(query)).papers, kind, () => false);
        return Promise.all(counted.map(async ({ one, count }) =>
            [count, (await carrelEngine.find(`${query} ${kind}:${one.id}`)).papers.length]));
    }"""
    for query in ("rivers", "large", "year:2021.."):
        for kind in ("author", "year", "venue"):
            for told, found in engine.evaluate(script, [query, kind]):
                assert told == found


def test_years_are_told_in_their_order(engine: Page) -> None:
    """The newest first, however many papers each has."""
    script = """async () => (await carrelNarrow.counts([0, 1, 2, 3, 4, 5, 6], 'year', () => false))
        .map(({ one, count }) => [one.name, count])"""
    assert engine.evaluate(script) == [["2024", 1], ["2022", 2], ["2021", 1]]


# --- many words in few shards ----------------------------------------------------------------------------------------


def test_a_beginning_of_too_many_words_has_its_best_papers(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first letter answers from a row made beforehand; the more is typed, the more is found by the words."""
    monkeypatch.setattr(shards, "SHARD", 300)
    words = [f"{a}{b}{c}" for a in "bd" for b in "aeiou" for c in ("rk", "st", "nd", "lm", "pt", "sk")]
    documents = [Document(f"Of {word}", [], f"{word} and all", [word]) for word in words for _ in range(4)]
    page = browser.new_page()
    page.goto(lay_out(tmp_path, documents, [], {}).as_uri())
    letter = ask(page, "b")
    assert letter["total"] == len(words) // 2 * 4
    assert {found[0] for found in letter["papers"]} == {"b"}
    assert len(ask(page, "bark")["papers"]) == 4
    assert len(ask(page, "ba")["papers"]) == 24
    assert ask(page, "xesk")["corrected"] in ([["xesk", "besk"]], [["xesk", "desk"]])  # wrong where it begins
    page.close()


def test_a_phrase_of_a_long_list_is_read_where_it_may_be(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of many papers with its words only those are read where they follow one another, and none of those is missed."""
    monkeypatch.setattr(index, "SHORT", 10)
    apart = [
        Document(f"Paper {n}", ["Ada Lee"], "A network that is deep. 系统。推荐", [f"a{n}", ".", ["Ada Lee"]])
        for n in range(1200)
    ]
    held = Document("Other", [], "It is a deep network 推荐系统的 network.", ["held", "Other"])
    page = browser.new_page()
    page.goto(lay_out(tmp_path, [*apart, held], [], {}).as_uri())
    for query in ('"deep network"', '"推荐系统"', '"推荐系统的 network"', '"is a deep"'):
        assert (query, ask(page, query)["papers"]) == (query, ["held"])
    named = page.evaluate("carrelEngine.find('\"Ada Lee\"').then((found) => [found.papers.length, found.unread])")
    assert sum(named) == len(apart)
    page.close()


# --- the real list ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def papers(real: Path) -> list[dict[str, Any]]:
    """Return what the papers of the real list say."""
    found: list[dict[str, Any]] = json.loads((real / "site" / "api" / "papers.json").read_text("utf-8"))
    return found


def test_every_word_finds_its_papers(real_engine: Page, papers: list[dict[str, Any]]) -> None:
    """Any word of a title, an abstract, an author, a venue, and any two characters of Chinese, finds that paper."""
    wanted: dict[str, set[str]] = {}
    for one in papers:
        for text in (one["title"], one["abstract"] or "", one["venue"] or "", *(a["name"] for a in one["authors"])):
            for word in [*re.findall(r"\w+", text), *text.split(), *re.findall("(?=([\u4e00-\u9fff]{2}))", text)]:
                if re.search(r"[^\W_]", word):
                    wanted.setdefault(word.lstrip("-"), set()).add(one["id"])
    script = """async (cases) => {
        const missed = [];
        for (const [word, ids] of cases) {
            const { papers } = await carrelEngine.find(`${word} `);
            const found = new Set();
            for (const paper of papers) found.add((await carrelIndex.card(paper)).id);
            if (!ids.every((id) => found.has(id))) missed.push(word);
        }
        return missed;
    }"""
    assert len(wanted) > 5000
    assert real_engine.evaluate(script, [[word, sorted(ids)] for word, ids in wanted.items()]) == []


def rate(page: Page, cases: list[tuple[str, str]], among: int) -> float:
    """Return in how many cases the paper is among so many first ones."""
    script = """async ([cases, among]) => {
        let good = 0;
        for (const [query, id] of cases) {
            const { papers } = await carrelEngine.find(query);
            const first = await Promise.all(papers.slice(0, among).map(carrelIndex.card));
            if (first.some((card) => card.id === id)) good += 1;
        }
        return good / cases.length;
    }"""
    good: float = page.evaluate(script, [cases, among])
    return good


def test_a_known_paper_comes_first(real_engine: Page, papers: list[dict[str, Any]]) -> None:
    """By a piece of its title, by its whole title, by rare words of its abstract, by an author and a title word."""
    titles = {one["id"]: re.findall(r"\w+", one["title"].lower()) for one in papers}
    pieces = [(three, id_) for id_, title in titles.items() for three in zip(title, title[1:], title[2:], strict=False)]
    times = Counter(three for three, _ in pieces)
    assert rate(real_engine, [(" ".join(three), id_) for three, id_ in pieces if times[three] == 1], 1) >= 0.98
    assert rate(real_engine, [(one["title"], one["id"]) for one in papers], 1) >= 0.98
    words = {one["id"]: set(re.findall("[a-z]{4,}", (one["abstract"] or "").lower())) for one in papers}
    often = Counter(word for some in words.values() for word in some)
    rare = [
        (sorted(some, key=lambda word: (often[word], word))[:2], id_) for id_, some in words.items() if len(some) > 1
    ]
    assert rate(real_engine, [(" ".join(two), id_) for two, id_ in rare], 1) >= 0.95
    by = [
        (f"{author['name']} {word}", one["id"])
        for one in papers
        for author in one["authors"][:3]
        for word in islice((w for w in titles[one["id"]] if len(w) > 4), 3)
    ]
    assert rate(real_engine, by, 3) >= 0.98


def test_nothing_that_is_typed_does_harm(real_engine: Page) -> None:
    """Naughty strings, very long ones, operators alone: an answer each, in a moment, and no error."""
    files = sorted(path for path in corpus("adversarial/blns").rglob("*.txt") if path.is_file())
    lines = [line for path in files for line in path.read_text("utf-8", "replace").splitlines()]
    odd = [
        "x" * 10_000,
        "推" * 10_000,
        "a " * 5000,
        '"' * 999,
        "-" * 999,
        "a:" * 999,
        "\u202eabc",
        "ـ" * 500,
        "😀 🏳️‍🌈",
        "author:",
        'year:"',
        "year:..",
        '-author:"',
        "topic:constructor",
        "author:__proto__",
        "lang:toString",
    ]
    script = """async (all) => {
        let longest = 0;
        for (const query of all) {
            const began = performance.now();
            await carrelEngine.find(query);
            longest = Math.max(longest, performance.now() - began);
        }
        return longest;
    }"""
    assert lines
    faults: list[str] = []
    real_engine.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    assert real_engine.evaluate(script, [*lines, *odd]) < 5000
    assert faults == []
