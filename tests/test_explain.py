"""Why a paper has its topics: one line a topic, with the phrase, the words as they stand, and where."""

import pytest

import lists
from carrel import build, explain
from carrel.model import Library, Topic
from made_entries import catalogued, entry, record

TAXONOMY = (
    Topic("birds", "Birds", phrases=("bird",)),
    Topic("gulls", "Gulls", parent="birds", phrases=("counting gulls",)),
    Topic("lamps", "Lamps", phrases=("lamp",)),
)
LONG = "Nobody has ever looked at it for long before we did, by night and by day, with lamps of all sorts and colours."
CUT = "…id, by night and by day, with [lamps] of all sorts and colours."


@pytest.fixture
def library() -> Library:
    """Return papers with topics for all reasons, one without."""
    entries = [
        entry("a.bib", 1, title="Counting-Gulls", abstract=LONG),
        entry("a.bib", 2, title="T", topics=("LAMPS", "sea")),
        entry("a.bib", 3, title="Nothing"),
    ]
    library, _ = catalogued(
        entries, [record("own", title="Own", topics=("birds",), aliases=("mine",))], TAXONOMY, uncurated=True
    )
    return library


def test_each_reason_has_a_line(library: Library) -> None:
    """Below its paper; the words stand in brackets in a little of the text."""
    assert list(explain.topics(library)) == [
        "counting-gulls  Counting-Gulls",
        "  gulls: the phrase 'counting gulls' in the title, seeds/a.bib:10: [Counting-Gulls]",
        f"  lamps: the phrase 'lamp' in the abstract, seeds/a.bib:11: {CUT}",
        "nothing  Nothing",
        "  (no topic)",
        "own  Own",
        "  birds: named 'birds' by seeds/papers/own.yml:4",
        "t  T",
        "  lamps: the keyword 'LAMPS', seeds/a.bib:21, which is 'Lamps'",
        "  sea: named 'sea' by seeds/a.bib:21",
        "papers: 4; topics assigned: 5; papers without a topic: 1",
    ]


def test_a_category_is_a_reason_where_there_is_no_taxonomy() -> None:
    """It stands in for topics."""
    library, _ = catalogued([entry(title="T", category="cs.LG")])
    assert list(explain.topics(library))[1] == "  cs-lg: the category 'cs.LG', seeds/a.txt:11"


def test_papers_and_a_topic_narrow_it(library: Library) -> None:
    """A paper by any id that it had; a topic with those under it."""
    assert [line.split()[0] for line in explain.topics(library, ["t", "mine"])] == [
        "t",
        "lamps:",
        "sea:",
        "own",
        "birds:",
        "papers:",
    ]
    assert [line.split()[0] for line in explain.topics(library, topic="birds")] == [
        "counting-gulls",
        "gulls:",
        "own",
        "birds:",
        "papers:",
    ]
    assert list(explain.topics(library, ["nothing"], "lamps")) == [
        "papers: 0; topics assigned: 0; papers without a topic: 0"
    ]


@pytest.mark.parametrize(
    ("papers", "topic", "told"),
    [
        (["nothin"], "", "there is no paper 'nothin'; did you mean 'nothing'?"),
        ([], "xyzzy", "there is no topic 'xyzzy'"),
    ],
)
def test_what_is_not_there_is_told(library: Library, papers: list[str], topic: str, told: str) -> None:
    """With the nearest that there is."""
    with pytest.raises(explain.UnknownError) as unknown:
        explain.topics(library, papers, topic)
    assert str(unknown.value) == told


def test_every_topic_of_the_real_list_is_explained() -> None:
    """The words quoted stand in the text, at the line that is named."""
    library, _ = build.load(lists.ROOT)
    for paper in library.papers.values():
        for assignment in paper.assignments:
            assert f"[{assignment.words}]" in explain.why(paper, assignment)
            assert assignment.place
            assert assignment.place.line
