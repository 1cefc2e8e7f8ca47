"""Topics: those that sources name, those whose phrases stand in a paper, and those of a list without a taxonomy."""

import time

import pytest

from carrel.model import Topic
from made_entries import catalogued, entry, record

TAXONOMY = (
    Topic("birds", "Birds", phrases=("bird",)),
    Topic("gulls", "Gulls", parent="birds", phrases=("gull",)),
    Topic("lamps", "Lamps & Lights", phrases=("lamp",)),
)


def topics_of(*named: str, taxonomy: tuple[Topic, ...] = TAXONOMY, **said: str) -> list[str]:
    """Return the topics of a paper that says this; `named` ones stand in its record."""
    about = [record("x", **said, topics=named)] if named else []
    library, problems = catalogued([] if named else [entry(**said)], about, taxonomy)  # type: ignore[arg-type]  # fields, not places
    assert problems == []
    [found] = library.papers.values()
    return [assignment.topic for assignment in found.assignments]


def test_phrases_assign_topics() -> None:
    """In the order of the taxonomy, with the phrase as it stood there."""
    library, _ = catalogued([entry(title="Lamps", abstract="They attract birds.")], [], TAXONOMY)
    [paper] = library.papers.values()
    assert [(a.topic, a.words) for a in paper.assignments] == [("birds", "birds"), ("lamps", "Lamps")]


def test_a_topic_gives_way_to_its_sub_topic() -> None:
    """Gulls are birds: that goes without saying."""
    assert topics_of(title="Birds and Gulls") == ["gulls"]


def test_a_source_that_names_topics_has_the_last_word() -> None:
    """Then phrases do not count; a topic is named by its id or by its name, in any case."""
    assert topics_of("lamps & lights", title="Gulls") == ["lamps"]
    assert topics_of("LAMPS", title="Gulls") == ["lamps"]


def test_an_unknown_topic_is_told() -> None:
    """With the nearest that there is."""
    _, [problem] = catalogued([], [record("x", title="T", topics=("guls",))], TAXONOMY)
    assert problem == "seeds/papers/x.yml:4: error: the topic 'guls' is not in seeds/topics.yml; did you mean 'gulls'?"


def test_a_working_title_assigns_nothing() -> None:
    """Its words stand in the abstract already, and count once."""
    taxonomy = (Topic("lamps", "Lamps", title_phrases=("lamp",)),)
    assert topics_of(abstract="Lamps shine. They do.", taxonomy=taxonomy) == []


def test_papers_of_a_sub_topic_count_for_its_parent() -> None:
    """Each once, the newest first."""
    entries = [
        entry(position=n, title=f"{word} {n}", date=f"200{n}") for n, word in enumerate(["Gulls", "Birds", "Lamps"])
    ]
    library, _ = catalogued(entries, [], TAXONOMY)
    assert library.by_topic == {"birds": ("birds-1", "gulls-0"), "gulls": ("gulls-0",), "lamps": ("lamps-2",)}


@pytest.mark.parametrize("reverse", [False, True])
def test_without_a_taxonomy_the_topics_are_those_named(reverse: bool) -> None:
    """By records and by categories; spellings that agree are one topic, whichever comes first."""
    records = [record("a", title="A", topics=("Lamps", "Gulls")), record("b", title="B", topics=("gulls",))]
    entries = [entry(title="C", category="cs.LG")]
    library, problems = catalogued(entries, records[::-1] if reverse else records)
    assert problems == []
    assert {topic.id: topic.name for topic in library.topics.values()} == {
        "cs-lg": "cs.LG",
        "gulls": "gulls",
        "lamps": "Lamps",
    }
    assert library.by_topic["gulls"] == ("a", "b")


# --- keywords of seeds -----------------------------------------------------------------------------------------------

WIDER = (
    *TAXONOMY,
    Topic("networks", "Adversarial networks", phrases=("GAN",), twice=("pre-training",)),
    Topic("models", "Models", title_phrases=("LM",)),
)


@pytest.mark.parametrize(
    ("keyword", "topic"),
    [
        ("gulls", "gulls"),
        ("GULL", "gulls"),
        ("Lamps & Lights", "lamps"),
        ("adversarial network", "networks"),
        ("Adversarial-Networks", "networks"),
        ("gan", "networks"),
        ("GANS", "networks"),
        ("Pretraining", "networks"),
        ("LMs", "models"),
        ("#lamps", "lamps"),
        ("gulls at sea", None),
        ("lamp; gull", None),
        ("organ", None),
        ("…", None),
    ],
)
def test_a_keyword_is_a_topic_if_it_is_the_whole_name_or_phrase(keyword: str, topic: str | None) -> None:
    """Case, plurals and hyphens do not matter, not even in an acronym; a part of a keyword says nothing."""
    assert topics_of(title="T", taxonomy=WIDER, topics=(keyword,)) == ([topic] if topic else [])  # type: ignore[arg-type]  # words, not text


def test_keywords_and_phrases_count_both() -> None:
    """The keywords of every seed, and the phrases; each topic once, with the keyword as its reason, and where it is."""
    entries = [
        entry("b.txt", title="Gulls", abstract="Seen.", topics=("pretraining", "gull")),
        entry("a.txt", title="Gulls", abstract="Seen.", topics=("lamp", "unheard of")),
    ]
    library, problems = catalogued(entries, [], WIDER)
    assert problems == []
    [paper] = library.papers.values()
    assert [(a.topic, a.where, a.words, a.phrase, str(a.place)) for a in paper.assignments] == [
        ("gulls", "topics", "gull", "Gulls", "seeds/b.txt:12"),
        ("lamps", "topics", "lamp", "lamps", "seeds/a.txt:12"),
        ("networks", "topics", "pretraining", "pre-training", "seeds/b.txt:12"),
    ]


def test_a_record_replaces_keywords() -> None:
    """A curator has the last word over seeds."""
    library, _ = catalogued(
        [entry(title="Gulls", topics=("lamp",))], [record("x", "a.txt", "Gulls", topics=("birds",))], WIDER
    )
    assert [a.topic for a in library.papers["x"].assignments] == ["birds"]


@pytest.mark.parametrize("reverse", [False, True])
def test_other_keywords_are_topics_if_the_taxonomy_says_so(reverse: bool) -> None:
    """Uncurated ones, behind the others; however a keyword is written, called as most papers call it."""
    said = [("Sea Birds", "gull"), ("sea-bird",), ("seabirds",), ("Sea Birds",), ("x" * 81,), ("Gulls!",)]
    entries = [entry(position=n, title=f"T{n}", topics=words) for n, words in enumerate(said, 1)]
    entries = entries[::-1] if reverse else entries
    for uncurated in (True, False):
        library, problems = catalogued(entries, [], TAXONOMY, uncurated=uncurated)
        assert problems == []
        assert [topic.id for topic in library.topics.values() if not topic.uncurated] == ["birds", "gulls", "lamps"]
        others = {topic.id: topic.name for topic in library.topics.values() if topic.uncurated}
        assert others == ({"sea-birds": "Sea Birds"} if uncurated else {})
        assert {*library.by_topic["gulls"]} == {"t1", "t6"}
    assert set(catalogued(entries, [], TAXONOMY, uncurated=True)[0].by_topic["sea-birds"]) == {"t1", "t2", "t3", "t4"}


def test_a_record_may_name_an_uncurated_topic() -> None:
    """One that a keyword made; anything else may be a slip."""
    entries = [entry(title="T", topics=("sea birds",))]
    records = [record("x", title="X", topics=("Sea bird",)), record("y", title="Y", topics=("Sea lions",))]
    library, problems = catalogued(entries, records, TAXONOMY, uncurated=True)
    assert library.by_topic["sea-birds"] == ("t", "x")
    assert problems == ["seeds/papers/y.yml:4: error: the topic 'Sea lions' is not in seeds/topics.yml"]


def test_an_uncurated_topic_takes_no_id_of_another() -> None:
    """Its address is another one where the taxonomy has that already."""
    taxonomy = (Topic("sea-birds", "Gulls and others"),)
    library, _ = catalogued([entry(title="T", topics=("sea / birds",))], [], taxonomy, uncurated=True)
    [curated, other] = library.topics
    assert curated == "sea-birds"
    assert other.startswith("sea-birds-")


def test_many_keywords_take_no_age() -> None:
    """Four times the keywords take about four times as long."""
    seconds = []
    for number in (1_500, 6_000):
        entries = [entry(position=n, title=f"T{n}", topics=(f"keyword a{n}", "gull")) for n in range(number)]
        began = time.process_time()
        library, _ = catalogued(entries, [], WIDER, uncurated=True)
        seconds.append(time.process_time() - began)
        assert len(library.topics) == number + len(WIDER)
    assert seconds[1] < 10 * seconds[0]
