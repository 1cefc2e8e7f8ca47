"""Columns of tables: what headings mean, what cells say, and dates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel import columns, wordlists
from carrel.columns import Habits
from tables import rows

ROLES = sorted(wordlists.groups("column_headings"))


@pytest.mark.parametrize("row", rows("columns/dates.tsv"), ids=lambda row: f"{row['written']} {row['day first']}")
def test_dates(row: dict[str, str]) -> None:
    """A date is read as far as it goes, and no farther."""
    day_first = {"yes": True, "no": False}.get(row["day first"])
    found = columns.when(row["written"], day_first=day_first)
    assert found == ((row["date"], row["exact"] == "yes") if row["date"] else None)


def test_headings_stand_once() -> None:
    """No heading has two roles, and each is folded already."""
    headings = [heading for group in wordlists.groups("column_headings").values() for heading in group]
    assert len(headings) == len(set(headings))
    assert all(columns.fold(heading) == heading for heading in headings)


@pytest.mark.parametrize(
    ("headings", "roles"),
    [
        (["Title", "Author(s)", "Publication Year", "Source title"], ["title", "authors", "issued", "venue"]),
        (["**Paper**", "Paper Title", "Code"], ["url", "title", "code"]),
        (["No.", "Title", "Number"], ["", "title", ""]),
        (["Title", "Volume", "Number"], ["title", "volume", "issue"]),
        (["TI", "AU", "DE", "IS"], ["title", "authors", "topics", "issue"]),
        (["title", "DE", "IS"], ["title", "", ""]),
    ],
)
def test_headings_mean_what_stands_beside_them(headings: list[str], roles: list[str]) -> None:
    """Some headings say something only beside others."""
    assert list(columns.roles(headings)) == roles


def test_the_best_column_comes_first() -> None:
    """Of two columns for one thing the better one is believed."""
    assert columns.by_rank(["Authors", "Title", "Author full names"])[0] in {1, 2}
    assert columns.by_rank(["Authors", "Author full names"]) == [1, 0]


def test_habits_are_those_of_a_column() -> None:
    """One date shows how all are written, unless another one shows the contrary."""
    assert columns.habits([], ["3/4/2023", "13/4/2023"]).day_first is True
    assert columns.habits([], ["3/4/2023", "4/13/2023"]).day_first is False
    assert columns.habits([], ["13/4/2023", "4/13/2023"]) == Habits()


@given(st.sampled_from([*ROLES, ""]), st.text())
def test_no_cell_is_too_strange(role: str, cell: str) -> None:
    """Any cell of any column says something or nothing, and nothing empty."""
    assert all(value not in (None, "", ()) for value in columns.read(role, cell).values())
    columns.is_nothing(cell)
    columns.fold(cell)
