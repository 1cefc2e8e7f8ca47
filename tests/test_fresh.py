"""What is made from the code and committed is what the code makes now."""

import pytest

import refresh_docs


@pytest.mark.parametrize("name", refresh_docs.made())
def test_it_is_fresh(name: str) -> None:
    """If this fails, run `python tests/refresh_docs.py`."""
    assert (refresh_docs.ROOT / name).read_text("utf-8") == refresh_docs.made()[name]
