"""The inline part of Markdown: golden lines, laws, and the time it takes."""

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from carrel.readers.markdown_list import inline
from carrel.readers.markdown_list.inline import Piece

CASES = yaml.safe_load((Path(__file__).parents[1] / "golden" / "inline" / "pieces.yml").read_text("utf-8"))
SCRAPS = st.text(st.sampled_from("*_`[]()!<>\\ab $&;:/."), max_size=40)


def piece(parts: list[str]) -> Piece:
    """Return a piece as the golden file writes it: its text, and what is said of it in any order."""
    text, *said = parts
    url = next((one for one in said if one.startswith("http")), "")
    return Piece(text, url, *(style in said for style in ("strong", "emphasis", "code", "image")))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["line"])
def test_golden(case: dict[str, Any]) -> None:
    """Each line falls into its pieces."""
    assert inline.parse(case["line"], case.get("references", {})) == tuple(map(piece, case["pieces"]))


@given(st.text(), SCRAPS)
def test_no_text_is_too_strange(text: str, scraps: str) -> None:
    """Any text falls into pieces; no letter is invented, and no word is lost."""
    for source in (text, scraps):
        pieces = inline.parse(source)
        if "&" not in source:
            assert set("".join(piece.text for piece in pieces)) <= set(source) | {"\n"}
    plain = "".join(char for char in text if char.isalnum())
    assert inline.plain(plain) == plain


@pytest.mark.parametrize(
    "unit", ["[", "](", "[[", "[](", "<!--", "`", "``` `", "*a ", "**", "_x*", "![", "$a", "((", "<a ", "&a"]
)
def test_time_is_linear(unit: str) -> None:
    """A monstrous line takes no time to speak of."""
    start = time.process_time()
    inline.parse(unit * (1_000_000 // len(unit)))
    assert time.process_time() - start < 5
