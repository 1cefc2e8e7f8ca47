"""The tiny list, to the byte; how the golden files are refreshed stands in tests/refresh_library.py."""

from pathlib import Path

import pytest

from refresh_library import GOLDEN, cases


@pytest.mark.parametrize("case", cases())
def test_the_page_is_as_expected(library: Path, case: str) -> None:
    """What is written for the tiny list is what somebody looked at and found right."""
    assert (library / "docs" / case).read_text("utf-8") == (GOLDEN / case).read_text("utf-8")
