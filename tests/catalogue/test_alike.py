"""Who is maybe the same: which names fit each other, which do not, and what makes it likelier."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel import latex, names
from carrel.catalogue import alike
from carrel.catalogue.people import identify
from carrel.model import Assignment, Authors, Field, Kind, Likeness, Origin, Paper, Person, Resemblance
from carrel.problem import Place

HERE = Origin(Kind.RECORD, Place("seeds/papers/a.yml", 1))


def paper(paper_id: str, *authors: str, topics: tuple[str, ...] = ()) -> Paper:
    """Return a paper by these authors on these topics."""
    return Paper(
        id=paper_id,
        title=Field(latex.parse(paper_id), HERE),
        authors=Field(Authors(tuple(names.parse(author) for author in authors)), HERE),
        assignments=tuple(Assignment(topic) for topic in topics),
    )


def compared(*papers: Paper) -> dict[str, Person]:
    """Return the people of some papers, each with those who are maybe the same."""
    made, people, _ = identify(papers)
    return alike.compare(people, made)


def likeness(one: str, other: str) -> Likeness | None:
    """Return what makes two names look like one, if anything does; both sides say the same."""
    people = list(compared(paper("a", one), paper("b", other)).values())
    if len(people) == 1:
        return Likeness.SAME
    said = {r.likeness for person in people for r in person.maybe}
    assert len(said) <= 1
    assert len({bool(person.maybe) for person in people}) == 1
    return said.pop() if said else None


FITTING = {
    Likeness.SAME: [  # one folded name: not told, for it is one person
        ("Xiao-Yang Liu", "Xiao Yang Liu"),
        ("José Núñez", "JOSE NUNEZ"),
        ("Jane O'Neill", "Jane ONeill"),
        ("Liu, Xiao-Yang", "Xiao-Yang Liu"),
    ],
    Likeness.INITIALS: [
        ("E. K. Ardestani", "Ehsan K. Ardestani"),
        ("E.K. Ardestani", "Ehsan Karim Ardestani"),
        ("E. Ardestani", "Ehsan K. Ardestani"),
        ("X.-Y. Liu", "Xiao-Yang Liu"),
        ("X. Liu", "Xiao-Yang Liu"),
        ("KR Kishore", "Kumar R. Kishore"),
        ("J. P. Q. R. Rivers", "Jan Paul Quint Rolf Rivers"),
        ("van der Maaten, L.", "Laurens van der Maaten"),
    ],
    Likeness.MIDDLE: [("Steven Abney", "Steven P. Abney"), ("Jie Yang", "Jie Amy Yang")],
    Likeness.FLIPPED: [("Ding Liang", "Liang Ding"), ("Wang Xiao-Dong", "Xiaodong Wang")],
    Likeness.LETTERS: [
        ("Xiao-Yang Liu", "Xiaoyang Liu"),
        ("Amjad Abu-Jbara", "Amjad AbuJbara"),
        ("Jörg Müller", "Joerg Mueller"),
    ],
    Likeness.SCRIPT: [
        ("林海", "Hai Lin"),
        ("潘月亮", "Yueliang Pan"),
        ("曾国藩", "Guofan Zeng"),
        ("欧阳修", "Xiu Ouyang"),
        ("Иван Петров", "Ivan Petrov"),
    ],
    None: [
        ("Liang Ding", "Liang Deng"),
        ("Xi Li", "Xia Li"),
        ("Ann Bell", "Anna Bell"),
        ("A. Bell", "Bob Bell"),
        ("E. K. Ardestani", "Ehsan L. Ardestani"),
        ("Xue Li", "Xu Li"),
        ("Li", "Li Wei"),
    ],
}


@pytest.mark.parametrize(("expected", "pair"), [(kind, pair) for kind, pairs in FITTING.items() for pair in pairs])
def test_names_fit(expected: Likeness | None, pair: tuple[str, str]) -> None:
    """Each way in which two spellings can be one name is known by its name; what only looks alike is none of them."""
    assert likeness(*pair) is expected


def test_what_both_share_is_told() -> None:
    """Shared co-authors come before shared topics, and those before nothing."""
    people = compared(
        paper("a", "A. Bell", "Bo Du", "Jun Rao", topics=("tides", "gulls")),
        paper("b", "Ann Bell", "Bo Du", topics=("tides",)),
        paper("c", "Amy Bell", topics=("gulls",)),
        paper("d", "Abe Bell"),
    )
    assert people["a-bell"].maybe == (
        Resemblance("ann-bell", Likeness.INITIALS, ("bo-du",), ("tides",)),
        Resemblance("amy-bell", Likeness.INITIALS, (), ("gulls",)),
        Resemblance("abe-bell", Likeness.INITIALS),
    )


def test_two_names_on_one_paper_are_two_people() -> None:
    """Nobody writes a paper with themselves."""
    people = compared(paper("a", "E. Ardestani", "Ehsan Ardestani"))
    assert [person.maybe for person in people.values()] == [(), ()]


def test_where_many_fit_only_co_authors_count() -> None:
    """`X. Wang` fits half a university: only the one who writes with the same people is worth a word."""
    fitting = [paper(f"p{n}", f"X{n * 'a'}o Wang", topics=("tides",)) for n in range(8)]
    people = compared(paper("a", "X. Wang", "Bo Du", topics=("tides",)), paper("b", "Xiaodong Wang", "Bo Du"), *fitting)
    assert [r.person for r in people["x-wang"].maybe] == ["xiaodong-wang"]


def test_a_person_is_shown_a_few_at_most() -> None:
    """However many fit, the list of them stays short."""
    people = compared(paper("a", "X. Wang", "Bo Du"), *(paper(f"p{n}", f"X{n * 'a'}o Wang", "Bo Du") for n in range(9)))
    assert len(people["x-wang"].maybe) == alike.SHOWN


def test_the_work_grows_with_the_names() -> None:
    """Of names that fit by the thousand, only a bounded number of pairs is looked at for each."""
    parts = ["xi", "ya", "wei", "li", "ming", "x", "y"]
    given = [f"{a.title()} {b.title()}{c}" for a, b, c in product(parts, parts, parts)]
    people = identify([paper(f"p{n}", f"{name} Wang") for n, name in enumerate(given)])[1]
    pairs = alike._pairs(people)
    assert sum(map(len, pairs.values())) <= 20 * len(people)


WORDS = st.sampled_from(["Xi", "X.", "Yang", "Xi-Yang", "XY", "Ö.", "Öl", "von", "李"])


@given(st.lists(st.lists(WORDS, min_size=1, max_size=5).map(" ".join), min_size=1, max_size=8))
def test_likeness_is_mutual_and_nobody_is_like_themselves(written: list[str]) -> None:
    """Whom somebody is maybe the same as exists, is somebody else, and knows of it, while there are few."""
    people = compared(*(paper(f"p{n}", name) for n, name in enumerate(written)))
    for person in people.values():
        for other in person.maybe:
            assert other.person in people.keys() - {person.id}
            mutual = {r.person for r in people[other.person].maybe}
            assert person.id in mutual or len(people) > alike.FEW
