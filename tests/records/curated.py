"""Small lists of curated files, made anew for each test, and golden cases of what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

GOLDEN = Path(__file__).parent.parent / "golden"


def make(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below `root`/seeds, and return the root."""
    (root / "seeds").mkdir(exist_ok=True)
    for name, content in files.items():
        path = root / "seeds" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def cases(folder: str) -> list[tuple[Path, list[str]]]:
    """Return each file of a golden folder with the lines that are told of it: those of `<stem>.told` beside it."""
    paths = sorted((GOLDEN / folder).glob("*.yml"))
    return [(path, path.with_suffix(".told").read_text("utf-8").splitlines()) for path in paths]


def stem(value: object) -> str:
    """Call a case by its file."""
    return value.stem if isinstance(value, Path) else ""
