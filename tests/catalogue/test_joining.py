"""The same work or not, as the whole catalogue decides it."""

from dataclasses import replace

import pytest

from carrel.model import Record
from made_entries import catalogued, entry, record

GULLS = (
    "We count gulls by a curve that passes each of them once, and prove that no gull is counted twice. "
    "In experiments on three shores the curve is faster than any observer, and it does not tire. "
    "We release the curve, the shores, and a field guide for those who would rather count by hand."
)
OTHERWISE = (
    "We count gulls by their cries, and show that listening takes longer than looking, though it is pleasant. "
    "In experiments on three shores the ear is slower than any observer, and it does not tire."
)
AUTHORS = ["Ada Vale", "Ida Fenn", "Orla Byrne"]


def tied(made: Record, *, same: tuple[str, ...] = (), apart: tuple[str, ...] = ()) -> Record:
    """Return the record with what a person settled."""
    return replace(made, same_as=same, not_same_as=apart)


def test_a_preprint_and_its_published_form_are_one_paper() -> None:
    """Both titles and both ids are kept; the record's leads."""
    published = record("gulls", title="Counting Gulls by Curves", authors=AUTHORS, issued="2021", doi="10.1000/gulls")
    preprint = entry(title="Counting gulls by curves", authors=AUTHORS, abstract=GULLS, date="2020", arxiv="2001.00001")
    library, problems = catalogued([preprint], [published])
    assert problems == []
    [paper] = library.papers.values()
    assert paper.id == "gulls"
    assert paper.doi
    assert paper.arxiv
    assert (paper.doi.value, paper.arxiv.value) == ("10.1000/gulls", "2001.00001")
    assert [other.value.source for other in paper.title.others] == ["Counting gulls by curves"]
    assert [source.seed for source in paper.sources] == ["a.txt"]


def test_what_is_only_likely_is_asked_for() -> None:
    """A warning names both, the reasons, and the line that would settle it; neither is merged."""
    one = entry(title="Counting Gulls by Curves", authors=AUTHORS, abstract=GULLS)
    two = record("gulls", title="Counting Gulls by Ear", authors=AUTHORS, abstract=OTHERWISE)
    library, problems = catalogued([one], [two])
    assert len(library.papers) == 2
    [pair] = library.likely
    assert {pair.a, pair.b} == {"counting-gulls-by-curves", "gulls"}
    [problem] = problems
    assert "perhaps the same paper as" in problem
    assert "same_as:" in problem


def test_people_settle_it() -> None:
    """`same_as` merges, the other's id leads on to the paper; `not_same_as` keeps apart, and asks no more."""
    one = record("gulls", title="Counting Gulls by Curves", authors=AUTHORS, abstract=GULLS)
    two = record("terns", title="Counting Gulls by Ear", authors=AUTHORS, abstract=OTHERWISE)
    library, problems = catalogued([], [one, tied(two, same=("gulls",))])
    assert (list(library.papers), problems) == (["gulls"], [])
    library, problems = catalogued([], [tied(one, same=("terns",)), two])
    assert (list(library.papers), problems) == (["terns"], [])
    library, problems = catalogued([], [one, tied(two, apart=("gulls",))])
    assert (sorted(library.papers), problems, library.likely) == (["gulls", "terns"], [], ())


@pytest.mark.parametrize(
    ("records", "words"),
    [
        ([("a", ("b",), ()), ("b", ("a",), ())], "seeds/papers/b.yml:1: error: a circle"),
        ([("a", ("c",), ()), ("b", ("a",), ()), ("c", ("b",), ())], "error: a circle"),
        ([("a", ("b",), ("b",)), ("b", (), ())], "'b' is said to be the same paper, too"),
        ([("a", ("b",), ()), ("b", ("c",), ()), ("c", (), ("a",))], "'a' is said to be the same paper, too"),
        ([("a", ("nobody",), ())], "there is no paper 'nobody'"),
        ([("a", ("a",), ())], "the paper itself"),
    ],
)
def test_a_circle_or_a_contradiction_is_an_error(
    records: list[tuple[str, tuple[str, ...], tuple[str, ...]]], words: str
) -> None:
    """And so is a paper that is not there."""
    made = [
        tied(record(name, title=f"Paper {name} of its own"), same=same, apart=apart) for name, same, apart in records
    ]
    _, problems = catalogued([], made)
    assert any(words in problem for problem in problems)


def test_the_order_does_not_matter() -> None:
    """The seeds may be split, doubled or reordered: the library is the same."""
    entries = [
        entry("a.txt", 1, title="Counting Gulls", authors=AUTHORS, abstract=GULLS),
        entry("a.txt", 2, title="Counting Lamps", authors=["Will Yarrow"], abstract=GULLS[:150]),
        entry("b.txt", 1, title="Counting Gulls", authors=AUTHORS, abstract=GULLS),
    ]
    library, _ = catalogued(entries)
    for other in (entries[::-1], [entries[1], entries[2], entries[0]]):
        again, _ = catalogued(other)
        assert (again.papers, again.people) == (library.papers, library.people)
    assert len(library.papers) == 2
