"""The library as a whole: its order, and what it does not depend on."""

from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from carrel.catalogue import newest_first
from carrel.model import UNDATED, Library
from made_entries import catalogued, entry, record

WORDS = st.sampled_from(["Gulls", "Terns", "Lamps", "海鸥", "$x^2$", "A/B", ""])
PEOPLE = st.lists(st.sampled_from(["Ada Vale", "Vale, Ada", "José Núñez", "Jose Nunez", "林海", "X"]), max_size=3)
DATES = st.sampled_from([None, "2019", "2020-05", "2020-05-17"])
SAID = st.fixed_dictionaries({"title": WORDS, "abstract": WORDS, "authors": PEOPLE, "date": DATES})
PAPERS = st.lists(st.tuples(st.sampled_from(["a.txt", "b.txt", "c/d.txt"]), SAID), max_size=7)


def library_of(papers: list[tuple[int, tuple[str, dict[str, Any]]]]) -> Library:
    """Return the library of papers, each with its position."""
    entries = [entry(seed, n, **{k: v for k, v in said.items() if v}) for n, (seed, said) in papers]
    library, _ = catalogued(entries, [record("own", title="Own", date="2020")])
    return library


@given(PAPERS, st.randoms(use_true_random=False))
def test_the_order_of_what_comes_in_does_not_matter(papers: list[tuple[str, dict[str, Any]]], chance: Random) -> None:
    """Shuffled seeds make the same library: same ids, same people, same everything, in the same order."""
    numbered = list(enumerate(papers, 1))
    first = library_of(numbered)
    seeds = sorted({seed for seed, _ in papers})
    chance.shuffle(seeds)
    again = library_of([one for seed in seeds for one in numbered if one[1][0] == seed])
    assert again == first
    assert [list(part) for part in (again.papers, again.people, again.topics, again.seeds, again.by_year)] == [
        list(part) for part in (first.papers, first.people, first.topics, first.seeds, first.by_year)
    ]


@given(PAPERS)
def test_all_is_tied_together(papers: list[tuple[str, dict[str, Any]]]) -> None:
    """Every entry is a source of one paper; people, years and documents know just the papers that know them."""
    library = library_of(list(enumerate(papers, 1)))
    sources = [(s.seed, s.position) for paper in library.papers.values() for s in paper.sources]
    assert sorted(sources) == sorted((seed, n) for n, (seed, _) in enumerate(papers, 1))
    for paper in library.papers.values():
        for authorship in paper.authorships:
            assert paper.id in library.people[authorship.person].papers
        assert paper.id in library.by_year[str(paper.year) if paper.year else UNDATED]
    for person in library.people.values():
        for one in person.papers:
            assert person.id in {a.person for a in library.papers[one].authorships}
    listed = [paper for seed in library.seeds.values() for paper in seed.papers]
    assert len(listed) == len(papers)
    assert set(listed) | {"own"} == set(library.papers)


def test_papers_come_newest_first() -> None:
    """By the finest date that is known, then by id; those without a date come last."""
    dates = {"a": "2020", "b": "2020-05", "c": None, "d": "2021", "e": "2020"}
    library, _ = catalogued([], [record(name, title=name, **({"date": d} if d else {})) for name, d in dates.items()])
    assert list(library.papers) == ["d", "b", "a", "e", "c"]
    assert newest_first(list(library.papers.values())[::-1]) == list(library.papers.values())
    assert library.by_year == {"2021": ("d",), "2020": ("b", "a", "e"), UNDATED: ("c",)}


def test_the_year_of_the_venue_stands_in() -> None:
    """Where nobody knows when a paper was first public."""
    library, _ = catalogued([], [record("a", title="A", issued="2019-03")])
    assert library.by_year == {"2019": ("a",)}


def test_two_spellings_are_one_person() -> None:
    """Accents, case and order do not make another person; the fullest spelling is shown."""
    library, _ = catalogued(
        [entry(position=1, title="A", authors=["José Núñez"]), entry(position=2, title="B", authors=["NUNEZ, JOSE"])]
    )
    [person] = library.people.values()
    assert str(person.name) == "José Núñez"
    assert {str(name) for name in person.variants} == {"José Núñez", "JOSE NUNEZ"}
    assert set(person.papers) == {"a", "b"}
