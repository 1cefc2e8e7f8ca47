"""Documents for readers, and what a reader found, in a form that a person can check."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from carrel import markup
from carrel.model import Entry, Reading
from carrel.readers.contract import Document

GOLDEN = Path(__file__).parent.parent / "golden" / "readers"


def document(text: str, path: str = "seeds/list.txt") -> Document:
    """Return a document of these lines."""
    return Document(path, tuple(text.split("\n")))


def told(reading: Reading) -> dict[str, Any]:
    """Return what a reader found: plain values, empty ones left out."""
    found = {
        "owner": str(reading.owner or ""),
        "papers": [_paper(entry) for entry in reading.entries],
        "problems": [str(problem) for problem in reading.problems],
    }
    return {key: value for key, value in found.items() if value}


def _paper(entry: Entry) -> dict[str, Any]:
    authors = entry.authors.value if entry.authors else None
    abstract = entry.abstract.value if entry.abstract else None
    plain = markup.plain(abstract.text) if abstract else ""
    found: dict[str, Any] = {
        "line": entry.place.line,
        "title": markup.plain(entry.title.value) if entry.title else None,
        "authors": [f"{name.family} | {name.given}" for name in authors.names] if authors else None,
        "et al": authors is not None and not authors.complete,
        "abstract": f"{plain[:30]} … {plain[-20:]} ({len(plain)})" if plain else None,
        "language": abstract.language if abstract else None,
        "translator": abstract.translator if abstract else None,
        "extra": list(entry.extra.value) if entry.extra else None,
        **{key: field.value for key in ("score", "category", "date", "has_code") if (field := getattr(entry, key))},
    }
    return {key: value for key, value in found.items() if value not in (None, "", False) or key == "has_code"}
