"""Small lists that have one fault: the examples of the checks."""

from collections.abc import Mapping
from pathlib import Path

from carrel import checking
from carrel.problem import Problem

TODAY = "2026-01-31"
SETTINGS = "site_name: Tides\nuse_directory_urls: false\nmarkdown_extensions: [attr_list, md_in_html]\n"


def make(files: Mapping[str, str], root: Path) -> Path:
    """Write files into a new list."""
    for name, text in {"mkdocs.yml": SETTINGS, "docs/about.md": "# About\n", **files}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    (root / "seeds").mkdir(exist_ok=True)
    return root


def told(files: Mapping[str, str], root: Path) -> list[Problem]:
    """Return the problems of a small list."""
    return checking.check(make(files, root), TODAY).problems
