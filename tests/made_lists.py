"""Small lists to publish: an mkdocs.yml and a docs/ folder, made anew for each test."""

from collections.abc import Mapping
from pathlib import Path

SETTINGS = """\
site_name: A Small List
theme:
  name: material
  font: false
use_directory_urls: false
plugins: []
nav:
  - Home: index.md
  - Papers: papers/index.md
not_in_nav: |
  /papers/*.md
"""

PAGES = {
    "index.md": "# Home\n\nSee [the first](papers/first.md).\n",
    "papers/index.md": "# Papers\n\n- [First](first.md)\n- [Second](second.md)\n",
    "papers/first.md": "---\ntitle: First\n---\n# First\n\nSee [the second](second.md#method).\n",
    "papers/second.md": "# Second\n\n## Method\n\nWords.\n",
    "assets/note.txt": "a note\n",
}


def write_list(root: Path, pages: Mapping[str, str] = PAGES, settings: str = SETTINGS) -> Path:
    """Write a list into `root`, its files in the order in which they are given."""
    for page, text in pages.items():
        write(root / "docs" / page, text)
    write(root / "mkdocs.yml", settings)
    return root


def write(path: Path, text: str) -> None:
    """Write a file, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder and what they hold."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
