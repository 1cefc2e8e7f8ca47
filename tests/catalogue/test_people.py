"""Who is who: what entries of people.yml decide, what the name alone decides, and what is wrong with an entry."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel import build, latex, names
from carrel.catalogue import catalogue
from carrel.catalogue.people import folded, identify
from carrel.model import (
    Authors,
    Claim,
    Curated,
    Entry,
    Field,
    Ground,
    Identity,
    Kind,
    Likeness,
    Origin,
    Paper,
    Person,
    Reading,
)
from carrel.problem import Place

HOUSE = Path(__file__).parents[2]
PEOPLE = "seeds/people.yml"


def field(value: object, line: int = 0) -> Field:  # type: ignore[type-arg]  # of whatever is put into it
    """Return a value that a record says."""
    return Field(value, Origin(Kind.RECORD, Place(PEOPLE, line)))


def paper(paper_id: str, *authors: str, aliases: tuple[str, ...] = ()) -> Paper:
    """Return a paper by these authors."""
    return Paper(
        id=paper_id,
        title=field(latex.parse(paper_id)),
        authors=field(Authors(tuple(names.parse(author) for author in authors))),
        aliases=field(aliases) if aliases else None,
    )


def entry(
    line: int,
    person: str,
    name: str,
    *variants: str,
    papers: Iterable[str] = (),
    perhaps: Iterable[str] = (),
    distinct: Iterable[str] = (),
    aliases: Iterable[str] = (),
    evidence: tuple[str, ...] = (),
) -> Identity:
    """Return an entry of people.yml that stands in this line, all of it."""
    place = Place(PEOPLE, line)
    return Identity(
        place=place,
        id=person,
        name=field(names.parse(name), line),
        variants=tuple(field(names.parse(variant), line) for variant in variants),
        papers=tuple(Claim(p, place) for p in papers),
        perhaps=tuple(Claim(p, place, "the co-authors") for p in perhaps),
        distinct=tuple(Claim(p, place) for p in distinct),
        aliases=tuple(Claim(p, place) for p in aliases),
        evidence=evidence,
    )


def who(papers: Iterable[Paper]) -> dict[str, list[str]]:
    """Return the people of each paper."""
    return {p.id: [authorship.person for authorship in p.authorships] for p in papers}


def told(papers: list[Paper], *entries: Identity) -> list[str]:
    """Return what is wrong with the entries, in words."""
    return [str(problem).removeprefix(f"{PEOPLE}:") for problem in identify(papers, entries)[2]]


# --- by the name alone -----------------------------------------------------------------------------------------------


def test_one_folded_name_is_one_person() -> None:
    """Without an entry, spellings that fold alike are one unverified person, and nothing else is."""
    papers, people, problems = identify([paper("a", "José Núñez", "J. Núñez"), paper("b", "Nunez, Jose")])
    assert problems == []
    assert who(papers) == {"a": ["jose-nunez", "j-nunez"], "b": ["jose-nunez"]}
    assert people["jose-nunez"].papers == ("a", "b")
    assert [str(v) for v in people["jose-nunez"].variants] == ["Jose Nunez", "José Núñez"]
    assert not people["jose-nunez"].verified


# --- what entries decide ---------------------------------------------------------------------------------------------


def test_an_entry_without_papers_has_its_names_wherever_they_stand() -> None:
    """Its variants lead to it as well; the name as written stays on the paper; the old address leads on."""
    ada = entry(1, "ada", "Ada Vale", "艾达", "Vale, A.", evidence=("https://example.org",))
    papers, people, problems = identify([paper("a", "A. Vale"), paper("b", "艾达"), paper("c", "ADA VALE")], [ada])
    assert problems == []
    assert who(papers) == {"a": ["ada"], "b": ["ada"], "c": ["ada"]}
    assert people.keys() == {"ada"}
    assert people["ada"].papers == ("a", "b", "c")
    assert people["ada"].verified
    assert people["ada"].aliases == ("ada-vale", "aida", "a-vale")
    assert str(papers[0].authorships[0].name) == "A. Vale"
    assert papers[0].authorships[0].ground is Ground.NAME


def test_an_entry_with_papers_has_those() -> None:
    """What is assigned and what is inferred stays apart; what nobody assigned is left on the page of the name."""
    papers, people, problems = identify(
        [paper("a", "Wei Li", "Bo Du"), paper("b", "Li, Wei"), paper("c", "Wei Li")],
        [entry(1, "wei-li-x", "Wei Li", papers=["a"], perhaps=["b"])],
    )
    assert problems == []
    assert who(papers) == {"a": ["wei-li-x", "bo-du"], "b": ["wei-li-x"], "c": ["wei-li"]}
    assert [(p.authorships[0].ground, p.authorships[0].why) for p in papers] == [
        (Ground.ASSIGNED, ""),
        (Ground.INFERRED, "the co-authors"),
        (Ground.NAME, ""),
    ]
    assert people["wei-li"].bearers == ("wei-li-x",)
    assert people["wei-li-x"].papers == ("a", "b")


def test_a_shared_name_is_a_signpost() -> None:
    """Two bearers have a page of their name between them, though nothing is left on it; its id gives way to theirs."""
    papers, people, _ = identify(
        [paper("a", "Liang Ding"), paper("b", "Liang Ding"), paper("c", "Liang Ding")],
        [
            entry(1, "liang-ding", "Liang Ding", papers=["a"], evidence=("x",)),
            entry(2, "liang-ding-b", "Liang Ding", papers=["b"], evidence=("x",)),
            entry(3, "ding-liang", "Ding Liang", "Liang Ding", papers=["c"]),
        ],
    )
    assert who(papers) == {"a": ["liang-ding"], "b": ["liang-ding-b"], "c": ["ding-liang"]}
    signpost = people["liang-ding-shared-name"]
    assert (signpost.bearers, signpost.papers) == (("ding-liang", "liang-ding", "liang-ding-b"), ())
    assert "ding-liang-shared-name" not in people
    assert [(r.person, r.likeness) for r in people["liang-ding"].distinct] == [("liang-ding-b", Likeness.SAME)]


def test_a_name_that_stands_twice_on_a_paper_is_two_people() -> None:
    """Two entries may have the same paper if two authors of it are called so."""
    papers, _, problems = identify(
        [paper("a", "Wei Li", "Wei Li")],
        [entry(1, "one", "Wei Li", papers=["a"]), entry(2, "two", "Wei Li", papers=["a"])],
    )
    assert (problems, who(papers)) == ([], {"a": ["one", "two"]})


def test_a_paper_is_found_by_an_id_that_it_once_had() -> None:
    """A record may be called anew without an entry being wrong."""
    papers, _, problems = identify(
        [paper("new", "Wei Li", aliases=("old",))], [entry(1, "one", "Wei Li", papers=["old"])]
    )
    assert (problems, who(papers)) == ([], {"new": ["one"]})


def test_not_to_be_confused_is_said_on_both_sides() -> None:
    """What one entry says of another person, or of a name, stands on both pages."""
    _, people, problems = identify([paper("a", "Wei Li", "Li Wei")], [entry(1, "one", "Wei Li", distinct=["li-wei"])])
    assert problems == []
    assert [(r.person, r.likeness) for r in people["one"].distinct] == [("li-wei", Likeness.FLIPPED)]
    assert [(r.person, r.likeness) for r in people["li-wei"].distinct] == [("one", Likeness.FLIPPED)]


# --- what is wrong with an entry -------------------------------------------------------------------------------------

SHELF = [paper("tidenet", "Ada Vale", "Bo Du"), paper("rivers", "Ada Vale"), paper("gulls", "Jun Rao")]
WRONG = [
    (
        [entry(1, "one", "Ada Vale", papers=["tidenet"]), entry(2, "two", "Ada Vale", papers=["rivers", "tidenet"])],
        "2: error: the paper 'tidenet' is that of 'one' (line 1) already",
    ),
    (
        [entry(1, "one", "Ada Vale", papers=["tidenet"]), entry(2, "two", "Ada Vale", perhaps=["tidenet"])],
        "2: error: the paper 'tidenet' is that of 'one' (line 1) already",
    ),
    (
        [entry(1, "one", "Ada Vale"), entry(2, "two", "A. V.", "Vale, Ada")],
        "2: error: the name Ada Vale is that of 'one' (line 1) already; say which 'papers:' are whose",
    ),
    ([entry(1, "one", "Ada Vale", papers=["tidnet"])], "1: error: there is no paper 'tidnet'; did you mean 'tidenet'?"),
    ([entry(1, "one", "Ada Vale", papers=["xyzzy"])], "1: error: there is no paper 'xyzzy'"),
    (
        [entry(1, "one", "Ada Veil", papers=["tidenet"])],
        "1: error: nobody on the paper 'tidenet' is called Ada Veil; the nearest is Ada Vale: add it to 'variants:'",
    ),
    (
        [entry(1, "one", "Ada Vale", distinct=["jun-roa"])],
        "1: error: there is no person 'jun-roa'; did you mean 'jun-rao'?",
    ),
    ([entry(1, "one", "Ada Vale", distinct=["one"])], "1: error: 'one' is this very person"),
    (
        [entry(1, "jun-rao", "Ada Vale")],
        "1: error: the id 'jun-rao' is that of Jun Rao, who is somebody else; choose another one",
    ),
    (
        [entry(1, "one", "Ada Vale", aliases=["bo-du"])],
        "1: error: the id 'bo-du' is that of Bo Du, who is somebody else; choose another one",
    ),
]


@pytest.mark.parametrize(("entries", "message"), WRONG, ids=[message[9:50] for _, message in WRONG])
def test_a_mistake_is_told_with_its_line(entries: list[Identity], message: str) -> None:
    """One line each: where, what, and what would be right."""
    assert told(SHELF, *entries) == [message]


def test_the_id_of_ones_own_name_is_no_clash() -> None:
    """A name that looks the same in Latin letters gives way to an entry that is called so itself."""
    papers, _, problems = identify([paper("a", "林海"), paper("b", "Linhai")], [entry(1, "linhai", "林海")])
    assert problems == []
    assert who(papers)["a"] == ["linhai"]
    assert who(papers)["b"][0].startswith("linhai-")


# --- laws ------------------------------------------------------------------------------------------------------------

CALLED = ["Ada Vale", "Vale Ada", "A. Vale", "ADA VALE", "Bo Du", "李伟", "Wei Li", "w.-l. Li"]
IDS = ["p1", "p2", "p3", "p4", "nowhere"]
PAPERS = st.lists(st.lists(st.sampled_from(CALLED), max_size=5), max_size=4).map(
    lambda found: [paper(f"p{n}", *authors) for n, authors in enumerate(found, 1)]
)
ENTRIES = st.lists(
    st.builds(
        lambda n, name, variants, papers, perhaps, distinct: entry(
            n, f"x{n}", name, *variants, papers=papers, perhaps=perhaps, distinct=distinct
        ),
        st.integers(1, 5),
        st.sampled_from(CALLED),
        st.lists(st.sampled_from(CALLED), max_size=2),
        st.lists(st.sampled_from(IDS), max_size=2),
        st.lists(st.sampled_from(IDS), max_size=2),
        st.lists(st.sampled_from(["x1", "x2", "bo-du", "nobody"]), max_size=2),
    ),
    max_size=4,
    unique_by=lambda made: made.id,
)


@given(PAPERS, ENTRIES)
def test_nobody_is_lost(papers: list[Paper], entries: list[Identity]) -> None:
    """Whatever is decided, each name on each paper leads to a person who has the paper, and to no other one."""
    made, people, _ = identify(papers, entries)
    for before, after in zip(papers, made, strict=True):
        assert before.authors is not None
        assert tuple(a.name for a in after.authorships) == before.authors.value.names
    has = {(person.id, p) for person in people.values() for p in person.papers}
    assert has == {(a.person, p.id) for p in made for a in p.authorships}
    assert {made.id for made in entries} <= people.keys()
    for person in people.values():
        assert set(person.bearers) <= {made.id for made in entries}
        assert {r.person for r in person.distinct} <= people.keys() - {person.id}


@given(PAPERS, ENTRIES)
def test_what_is_inferred_never_stands_as_fact(papers: list[Paper], entries: list[Identity]) -> None:
    """A paper is assigned only if the entry says so without "perhaps", and a reason stands by each inference."""
    assigned = {(e.id, claim.id) for e in entries for claim in e.papers}
    for made in identify(papers, entries)[0]:
        for a in made.authorships:
            assert a.ground is not Ground.ASSIGNED or (a.person, made.id) in assigned
            assert bool(a.why) == (a.ground is Ground.INFERRED)


@given(PAPERS)
def test_entries_for_others_change_nothing(papers: list[Paper]) -> None:
    """An entry for somebody who wrote none of the papers leaves all other people as they were."""
    before, people, _ = identify(papers)
    after, more, _ = identify(papers, [entry(1, "somebody-else", "Somebody Else")])
    assert after == before
    assert {key: value for key, value in more.items() if key != "somebody-else"} == people


def library(seeds: dict[str, list[Paper]], entries: list[Identity]) -> tuple[dict[str, Person], dict[str, list[str]]]:
    """Return the people of a list whose documents hold these papers, and who wrote what."""
    readings = {
        path: (
            "test",
            Reading(
                tuple(
                    Entry(place=Place(f"seeds/{path}", n), position=n, title=p.title, authors=p.authors)
                    for n, p in enumerate(papers, 1)
                )
            ),
        )
        for path, papers in seeds.items()
    }
    found, _ = catalogue(readings, Curated(people=tuple(entries)))
    return dict(found.people), who(found.papers.values())


@given(PAPERS, ENTRIES, st.integers(0, 4))
def test_documents_do_not_matter(papers: list[Paper], entries: list[Identity], cut: int) -> None:
    """Seeds in another order, or one seed as two: the same people with the same papers."""
    whole = library({"a": papers}, entries)
    assert library({"a": papers[::-1]}, entries) == whole
    assert library({"b": papers[:cut], "a": papers[cut:]}, entries) == whole


# --- the first list --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def first() -> tuple[dict[str, list[str]], dict[str, Person]]:
    """Return who wrote what in the list that stands beside the code, by seed and position."""
    found, _ = build.load(HOUSE)
    wrote = {
        f"{source.seed[:3]}-{source.position}": [f"{a.person} {a.ground}" for a in p.authorships]
        for p in found.papers.values()
        for source in p.sources
    }
    return wrote, dict(found.people)


def of(wrote: dict[str, list[str]], person: str) -> dict[str, str]:
    """Return the papers of a person, and on what ground they are theirs."""
    found = {p: [a.split()[1] for a in people if a.split()[0] == person] for p, people in wrote.items()}
    return {p: grounds[0] for p, grounds in found.items() if grounds}


def test_three_people_are_called_liang_ding(first: tuple[dict[str, list[str]], dict[str, Person]]) -> None:
    """The one of the listing, the statistician, and Ding Liang, whose name the listing flips."""
    wrote, people = first
    flipped, shown = {28, 39, 40, 41, 47, 48}, {2, 7, 10, 13, 14, 20, 30, 37, 38, 42, 43}
    assert of(wrote, "ding-liang") == {f"004-{n}": "assigned" for n in flipped}
    assert of(wrote, "liang-ding-statistics") == {"004-46": "assigned"}
    assert of(wrote, "liang-ding") == {
        f"004-{n}": "assigned" if n in shown else "inferred" for n in range(1, 51) if n not in flipped | {46}
    }
    assert people["liang-ding-shared-name"].bearers == ("ding-liang", "liang-ding", "liang-ding-statistics")
    assert of(wrote, "liang-ding-shared-name") == {}


def test_several_people_are_called_xiaodong_wang(first: tuple[dict[str, list[str]], dict[str, Person]]) -> None:
    """What is not known of a paper stays on the page of the name."""
    wrote, people = first
    assert of(wrote, "xiaodong-wang-nudt") == {"000-2": "assigned", "000-3": "inferred", "000-4": "inferred"}
    assert of(wrote, "xiaodong-wang-meta") == {"000-10": "assigned"}
    assert of(wrote, "xiaodong-wang-wenge") == {"000-5": "assigned"}
    assert of(wrote, "xiaodong-wang-microsoft") == {"000-7": "inferred"}
    assert of(wrote, "xiaodong-wang") == {f"000-{n}": "name" for n in (1, 6, 8, 9)}
    assert len(people["xiaodong-wang"].bearers) == 4


def test_ming_gong_is_written_in_the_wrong_order(first: tuple[dict[str, list[str]], dict[str, Person]]) -> None:
    """The paper keeps the name as written; the person has the right one, and the old address leads there."""
    wrote, people = first
    assert of(wrote, "ming-gong") == {"000-7": "assigned"}
    assert (people["ming-gong"].name.family, people["ming-gong"].aliases) == ("Gong", ("gong-ming",))
    assert {folded(v) for v in people["ming-gong"].variants} == {"ming gong", "gong ming"}
