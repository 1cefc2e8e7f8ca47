"""Laws of the whole catalogue: how entries are spread over seeds changes nothing but where things come from."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from carrel.model import FIELDS, Entry, Library, Paper, Topic
from made_entries import catalogued, entry, record

GULLS = (
    "We count gulls by a curve that passes each of them once, and prove that no gull is counted twice. "
    "In experiments on three shores the curve is faster than any observer, and it does not tire. "
)
LAMPS = (
    "We measure how lamps change the attention of readers, and where they should stand in a library. "
    "In a study of forty readers the lamp by the window is the one that nobody sees, and it is dark. "
)
TAXONOMY = [Topic("birds", "Birds", phrases=("gull",)), Topic("light", "Light", phrases=("lamp",))]

TITLES = ["Counting Gulls by Curves", "COUNTING GULLS BY CURVES", "How Gulls Count", "Where Lamps Stand", "Editorial"]
NAMES = ["Ada Vale", "Vale, Ada", "A. Vale", "José Núñez", "Jose Nunez", "林海"]
SAID = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(TITLES),
        "abstract": st.sampled_from([GULLS, GULLS.upper(), GULLS[:120], LAMPS, "Dark."]),
        "authors": st.lists(st.sampled_from(NAMES), min_size=1, max_size=3),
        "date": st.sampled_from(["2010", "2019", "2020", "2020-05", "2020-05-17"]),
        "arxiv": st.sampled_from(["2001.00001", "2001.00002"]),
        "doi": st.sampled_from(["10.1000/a", "10.1000/b"]),
        "topics": st.sampled_from([("lamp",), ("sea", "gulls"), ("Seas",)]),
        "venue": st.sampled_from(["ACL", "KDD"]),
        "pages": st.sampled_from(["1-9", "7"]),
    },
)
PAPERS = st.lists(st.tuples(st.sampled_from(["a.txt", "b.txt", "c/d.txt"]), SAID.filter(bool)), max_size=7)


def library_of(papers: list[tuple[str, dict[str, Any]]]) -> Library:
    """Return the library of these papers, which are counted in each seed, beside a record."""
    entries = [entry(seed, n, **said) for n, (seed, said) in enumerate(papers, 1)]
    own = record("own", title="Counting Gulls by Curves", authors=["Ida Fenn"], date="2020")
    return catalogued(entries, [own], TAXONOMY, uncurated=True)[0]


def essence(library: Library) -> dict[str, Any]:
    """Return what does not depend on where anything stands."""
    return {
        "papers": {paper.id: said(paper) for paper in library.papers.values()},
        "people": {person.id: (str(person.name), person.variants, person.papers) for person in library.people.values()},
        "topics": library.topics,
        "by topic": library.by_topic,
        "by year": library.by_year,
        "by venue": library.by_venue,
        "likely": {frozenset((pair.a, pair.b)) for pair in library.likely},
    }


def said(paper: Paper) -> dict[str, Any]:
    """Return what is said of a paper, without the places."""
    fields = {name: field.value for name in FIELDS if (field := getattr(paper, name)) is not None}
    return fields | {
        "authorships": [(a.name, a.person) for a in paper.authorships],
        "assignments": [(a.topic, a.where, a.words) for a in paper.assignments],
        "related": [related.paper for related in paper.related],
    }


@given(PAPERS, st.permutations(["a.txt", "b.txt", "c/d.txt", "e.txt"]), st.randoms(use_true_random=False))
def test_seeds_may_be_named_and_ordered_at_will(papers: list[Any], names: list[str], chance: Any) -> None:  # noqa: ANN401  # hypothesis's own kind
    """Other names for the seeds, and another order of papers in each."""
    renamed = dict(zip(["a.txt", "b.txt", "c/d.txt"], names, strict=False))
    mixed = [(renamed[seed], said) for seed, said in papers]
    chance.shuffle(mixed)
    assert essence(library_of(mixed)) == essence(library_of(papers))


@given(PAPERS, st.integers(0, 7), st.sampled_from(["0.txt", "a2.txt", "z.txt"]))
def test_a_seed_may_be_split(papers: list[Any], at: int, name: str) -> None:
    """What stands behind some paper goes into a seed of its own, which may sort before all others."""
    split = [(name if seed == "a.txt" and n >= at else seed, said) for n, (seed, said) in enumerate(papers)]
    assert essence(library_of(split)) == essence(library_of(papers))


@given(PAPERS, st.sampled_from(["a.txt", "b.txt"]), st.sampled_from(["0.txt", "z.txt"]))
def test_a_seed_may_come_twice(papers: list[Any], twice: str, name: str) -> None:
    """A copy under another name adds nothing but sources."""
    copied = [*papers, *((name, said) for seed, said in papers if seed == twice)]
    assert essence(library_of(copied)) == essence(library_of(papers))


def ids(library: Library) -> dict[str, str]:
    """Return each id that leads to a paper, old ones included."""
    return {
        own: paper.id
        for paper in library.papers.values()
        for own in (paper.id, *(paper.aliases.value if paper.aliases else ()))
    }


@given(PAPERS)
def test_the_id_of_a_part_leads_to_the_paper(papers: list[Any]) -> None:
    """What a paper is called while nothing else is on the list still leads to it, unless another one is called so."""
    whole = library_of(papers)
    home = {(s.seed, s.position): paper.id for paper in whole.papers.values() for s in paper.sources}
    alone = {
        (seed, n): next(iter(catalogued([entry(seed, n, **said)])[0].papers))
        for n, (seed, said) in enumerate(papers, 1)
    }
    for place, own in alone.items():
        if all(home[other] == home[place] for other in alone if alone[other] == own):
            assert ids(whole)[own] == home[place]


def test_an_id_of_old_leads_on() -> None:
    """A seed that sorts first, and says more, gives the paper another id; the one it had is not lost."""
    old = entry("b.txt", title="How to Count Gulls", authors=["Ada Vale"], arxiv="2001.00001")
    new = entry("a.bib", title="Counting Gulls by Curves", authors=["Ada Vale"], arxiv="2001.00001", venue="ACL")
    assert list(catalogued([old])[0].papers) == ["how-to-count-gulls"]
    [paper] = catalogued([old, new])[0].papers.values()
    assert paper.id == "counting-gulls-by-curves"
    assert paper.aliases
    assert paper.aliases.value == ("how-to-count-gulls",)
    for name in ("0.txt", "z.txt"):
        moved = replace(new, place=replace(new.place, path=f"seeds/{name}"))
        assert list(catalogued([old, moved])[0].papers) == [paper.id]


def test_an_id_that_somebody_has_stays_theirs() -> None:
    """A part does not take the address of another paper with it."""
    part = entry("a.txt", 1, title="Notes", authors=["Ada Vale"], arxiv="2001.00001")
    other = entry("a.txt", 2, title="Notes", authors=["Ida Fenn"], arxiv="2001.00002", abstract=LAMPS)
    whole = entry("b.txt", 1, title="Counting Gulls by Curves", authors=["Ada Vale"], arxiv="2001.00001", venue="ACL")
    library, _ = catalogued([part, other, whole])
    assert ids(library)["notes"] == "notes"
    assert library.papers["notes"].arxiv
    assert library.papers["notes"].arxiv.value == "2001.00002"


def entries_of(library: Library) -> set[tuple[str, int]]:
    """Return the places of all papers of seeds."""
    return {(source.seed, source.position) for paper in library.papers.values() for source in paper.sources}


def made(count: int) -> list[Entry]:
    """Return parts of a work, each under a title of its own."""
    return [entry(f"{n}.txt", n, title=f"Title {'x' * n}", arxiv="2001.00001") for n in range(1, count + 1)]


def test_every_part_is_remembered() -> None:
    """Of many parts, each has its address."""
    library, _ = catalogued(made(5))
    assert len(library.papers) == 1
    assert ids(library).keys() == {f"title-{'x' * n}" for n in range(1, 6)}
    assert len(entries_of(library)) == 5
