"""Problems: one line each, whatever they quote."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from carrel.problem import Place, error, has_errors, warning


def test_where_what_and_how_bad() -> None:
    """A line names the file, the line if there is one, and the severity."""
    assert str(error(Place("seeds/papers/lancet.yml", 14), "no title; add 'title:'")) == (
        "seeds/papers/lancet.yml:14: error: no title; add 'title:'"
    )
    assert str(warning(Place("seeds/x.txt"), "empty")) == "seeds/x.txt: warning: empty"


def test_errors_stop_a_build() -> None:
    """Warnings do not."""
    place = Place("seeds/x.txt")
    assert not has_errors([warning(place, "x")])
    assert has_errors([warning(place, "x"), error(place, "x")])


@given(st.text(), st.text())
def test_a_problem_is_one_printable_line(path: str, message: str) -> None:
    """No line end and no escape of a terminal gets through."""
    assert str(error(Place(path, 1), message)).isprintable()


def test_problems_are_sorted_by_place() -> None:
    """By file, then by line as a number."""
    places = [Place("b", 1), Place("a", 10), Place("a", 9), Place("a")]
    assert [str(place) for place in sorted(places)] == ["a", "a:9", "a:10", "b:1"]
