"""Spellings of venues."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel import venues


@pytest.mark.parametrize(
    "spelling",
    [
        "Annual Meeting of the Association for Computational Linguistics",
        "Proceedings of the 61st Annual Meeting of the Association for Computational Linguistics (Volume 1)",
        "In Proceedings of the Fifty-Ninth Meeting of the Association for Computational Linguistics 2021",
        "MEETING OF THE ASSOCIATION FOR COMPUTATIONAL LINGUISTICS",
    ],
)
def test_year_number_and_proceedings_do_not_count(spelling: str) -> None:
    """Each of these is the same meeting."""
    assert venues.fold(spelling) == "meeting of the association for computational linguistics"


@pytest.mark.parametrize(
    ("one", "other"), [("ACL", "NAACL"), ("ACL", "Findings of ACL"), ("Neural Networks", "Neural Computation")]
)
def test_other_venues_stay_apart(one: str, other: str) -> None:
    """A shared word makes no shared venue."""
    assert venues.fold(one) != venues.fold(other)


@given(st.text(min_size=1))
def test_folding_never_empties_what_holds_a_letter_and_is_stable(spelling: str) -> None:
    """A venue called only `Proceedings 2023` keeps that as its name, and folding twice changes no verdict."""
    assert venues.fold(spelling) == venues.fold(spelling)
    assert venues.fold(spelling) or not any(c.isalnum() for c in spelling)
