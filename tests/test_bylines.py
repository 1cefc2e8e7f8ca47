"""Authors in one string: golden lists, what looks like one, and laws."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel import bylines
from carrel.bylines import Order
from tables import rows

NAMES = st.sampled_from(["Ada Vale", "Ben van der Zee", "Chloé d'Aubigné", "J. F. Doe", "Eve Moss", "Anne-Marie Li"])


def written(found: bylines.Byline) -> str:
    """Return authors as a golden table has them."""
    names = [f"{name.family}, {name.given}" if name.given else name.family for name in found.authors.names]
    return "; ".join([*names, *([] if found.authors.complete else ["…"])])


@pytest.mark.parametrize("row", rows("bylines/lists.tsv"), ids=lambda row: row["written"])
def test_golden(row: dict[str, str]) -> None:
    """Each list of authors is taken apart as a person would."""
    found = bylines.read(row["written"], Order(row["order"]) if row["order"] else None)
    assert written(found) == row["names"]
    assert "; ".join(found.affiliations) == row["affiliations"]


@pytest.mark.parametrize("row", rows("bylines/looks.tsv"), ids=lambda row: row["piece"])
def test_looks(row: dict[str, str]) -> None:
    """Authors are told from titles, venues and places."""
    assert bylines.looks_like(row["piece"]) == (row["looks"] == "yes")
    assert bylines.looks_like(row["piece"], expected=True) == (row["looks"] != "no")


def test_a_column_has_an_order() -> None:
    """What one cell does not show, most cells of the column do."""
    assert bylines.judge(["Vale A, Moss E.", "Zee B.", "Li D, Vale A."]) is Order.INITIALS_LAST
    assert bylines.judge(["Vale, Ada, Moss, Eve", "Zee, Ben"]) is Order.PAIRS
    assert bylines.judge(["Ada Vale, Eve Moss", "Plato"]) is Order.GIVEN_FIRST
    assert bylines.judge(["Plato", ""]) is None
    assert bylines.judge([]) is None


@given(st.lists(NAMES, min_size=1, max_size=6), st.sampled_from(["|", "; ", ", ", " and ", ", and ", " & "]))
def test_separators_mean_the_same(names: list[str], separator: str) -> None:
    """However whole names are joined, the same names come out."""
    assert [str(name) for name in bylines.read(separator.join(names)).authors.names] == names


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    """Any text gives some names, none of them empty."""
    assert all(str(name) for name in bylines.read(text).authors.names)
    assert bylines.looks_like(text) in {True, False}
    bylines.judge([text])


@pytest.mark.parametrize("unit", [",", ", ", "(", "()", " and ", "A ", "et al ", "; ", "1", "{", "&#x41;"])
def test_time_is_linear(unit: str) -> None:
    """A monstrous list takes no time to speak of."""
    text = unit * (1_000_000 // len(unit))
    start = time.process_time()
    bylines.read(text)
    bylines.looks_like(text)
    assert time.process_time() - start < 5
