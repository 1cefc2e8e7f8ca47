"""The home page offers the packed site where the list says so."""

from pathlib import Path

import lists
from carrel import build


def home(root: Path) -> str:
    """Write the pages of a list, and return its first."""
    assert not build.write(root).failed
    return (root / "docs/index.md").read_text("utf-8")


def test_the_packed_site_is_offered_if_the_list_says_so(tmp_path: Path) -> None:
    """By its whole address; otherwise no word of it."""
    root = lists.copy("library", tmp_path / "list")
    assert "zip" not in home(root)
    with (root / "mkdocs.yml").open("a") as file:
        file.write("site_url: https://example.org/a_list/\nextra: {download: all.zip}\n")
    assert "[Download all of it: a zip that opens from disk](https://example.org/a_list/all.zip)" in home(root)
