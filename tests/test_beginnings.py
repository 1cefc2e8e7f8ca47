"""The first words that tell a paper of a document from the others."""

from hypothesis import given
from hypothesis import strategies as st

from carrel import beginnings
from carrel.beginnings import Beginnings

TIDES = ("The Tides in Nine Old Harbours, Measured by Hand and by Machine", "We measure tides.")


def test_a_few_words_are_enough() -> None:
    """Where they say it; a short title is taken whole."""
    document = Beginnings([TIDES, ("Ebb", "We see.")])
    assert document.telling(TIDES) == "The Tides in Nine Old Harbours, Measured by"
    assert document.telling(("Ebb", "We see.")) == "Ebb"


def test_as_many_words_as_it_takes() -> None:
    """A title with which another one begins too, or an abstract, is lengthened to the word that differs."""
    longer = ("The Tides in Nine Old Harbours, Measured by Handy Means",)
    assert Beginnings([TIDES, longer]).telling(TIDES) == "The Tides in Nine Old Harbours, Measured by Hand and"
    assert Beginnings([TIDES, longer]).telling(longer) == "The Tides in Nine Old Harbours, Measured by Handy"


def test_of_one_title_the_abstract_tells() -> None:
    """An editorial is called so every time."""
    first, second = ("Editorial", "This year we see much."), ("Editorial", "This year we see little.")
    assert Beginnings([first, second]).telling(first) == "This year we see much."
    assert Beginnings([first, ("Editorial",)]).telling(("Editorial",)) == ""


def test_copies_are_one() -> None:
    """Either is meant."""
    assert Beginnings([TIDES, TIDES]).telling(TIDES) == "The Tides in Nine Old Harbours, Measured by"


def test_where_no_words_are_parted_letters_count() -> None:
    """Chinese has no spaces."""
    one, other = ("字" * 100 + "甲" + "字" * 50,), ("字" * 100 + "乙",)
    assert Beginnings([one]).telling(one) == "字" * 80
    assert Beginnings([one, other]).telling(one) == "字" * 100 + "甲"


HEAD = st.text("ab ", max_size=12).map(lambda text: " ".join(text.split())).filter(bool)
HEADS = st.lists(HEAD, max_size=2, min_size=1)


@given(st.lists(HEADS.map(lambda heads: tuple(dict.fromkeys(heads))), max_size=8))
def test_what_is_told_begins_this_paper_alone(papers: list[beginnings.Heads]) -> None:
    """Whatever they are called; and if nothing is told, nothing could be."""
    document = Beginnings(papers)
    for paper in papers:
        others = [head for other in papers if other != paper for head in other]
        starts = document.telling(paper)
        if starts:
            assert any(head.startswith(starts) for head in paper)
            assert not any(head.startswith(starts) for head in others)
        else:
            assert all(any(other.startswith(head) for other in others) for head in paper)
