"""Venue and time in one piece: golden pieces, what is none, and laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel import imprint
from tables import GOLDEN, rows


@pytest.mark.parametrize("row", rows("imprint/pieces.tsv"), ids=lambda row: row["piece"])
def test_golden(row: dict[str, str]) -> None:
    """Each piece says where and when."""
    assert imprint.parse(row["piece"]) == imprint.Imprint(row["venue"], row["when"])


@pytest.mark.parametrize("piece", (GOLDEN / "imprint" / "others.txt").read_text("utf-8").splitlines())
def test_other_pieces(piece: str) -> None:
    """Names, titles and sentences say nothing of it."""
    assert imprint.parse(piece) is None


@given(st.text(), st.text(st.sampled_from("ICLR 2019'(),. ")))
def test_no_text_is_too_strange(text: str, near: str) -> None:
    """What is told of any text is part of it."""
    for piece in (text, near):
        told = imprint.parse(piece)
        assert told is None or set(told.venue) <= set(piece) | {" "}
