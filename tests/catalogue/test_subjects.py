"""Topics: those that sources name, those whose phrases stand in a paper, and those of a list without a taxonomy."""

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
