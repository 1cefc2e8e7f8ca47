"""What other programs find in the files of a list: nothing may be lost on the way.

Each function takes a file as text and the rows of api/papers.json, and returns what is not the same, a line a fact.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator, Sequence
from typing import Any

import feedparser  # type: ignore[import-untyped]  # it has no types
import rispy  # type: ignore[import-untyped]  # it has no types
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import BlockMiddleware, LatexDecodingMiddleware, SeparateCoAuthors

Row = dict[str, Any]
_TO_THE_LETTER = re.compile(r"(?:[^{}\\<\s]|<(?![A-Za-z/!?]))+")


def title(row: Row) -> str:
    """Return the title as it is cited: a working title stands in brackets."""
    return f"[{row['title']}]" if row["title_is_working"] else str(row["title"])


def letters(text: str) -> str:
    """Return the Han letters and accented ones of a text: what no formula and no command is made of."""
    return "".join(c for c in text if not c.isascii() and c.isalpha() and c not in "ν𝒪ˆ")


def bare(text: str | None) -> str:
    """Return the letters and digits of a text that may be escaped, or that no file may hold as it stands."""
    return "".join(c for c in text or "" if c.isalnum())


def names(row: Row) -> int:
    """Return how many names are written: `and others` is one."""
    return len(row["authors"]) + (row["authors_complete"] is False)


def dated(row: Row) -> str:
    """Return the date that is cited."""
    return str(row["issued"] or row["date"] or "")


def bibtex(text: str, rows: Sequence[Row]) -> Iterator[str]:
    """Read by bibtexparser, LaTeX decoded."""
    decoded = _bibtex(text, LatexDecodingMiddleware(keep_math_mode=True))
    parted = _bibtex(text, SeparateCoAuthors())
    for fields, names_of, row in zip(decoded, parted, rows, strict=True):
        yield from _unlike(row, "title", letters(fields["title"]), letters(title(row)))
        yield from _unlike(row, "abstract", letters(fields.get("abstract", "")), letters(row["abstract"] or ""))
        yield from _unlike(row, "names", len(names_of.get("author", [])), names(row))
        if row["doi"] and _TO_THE_LETTER.fullmatch(row["doi"]):  # others are written in LaTeX
            yield from _unlike(row, "doi", names_of["doi"], row["doi"])


def _bibtex(text: str, middleware: BlockMiddleware) -> list[dict[str, Any]]:
    """Return the fields of each entry; there is nothing else in the file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the decoder, about its own future
        found = parse_string(text, append_middleware=[middleware])
    if any((found.failed_blocks, found.comments, found.strings, found.preambles)):
        raise ValueError("there is more than entries in the BibTeX")
    return [{field.key.lower(): field.value for field in entry.fields} for entry in found.entries]


def ris(text: str, rows: Sequence[Row]) -> Iterator[str]:
    """Read by rispy."""
    for entry, row in zip(rispy.loads(text), rows, strict=True):
        yield from _unlike(row, "title", entry["title"], title(row))
        yield from _unlike(row, "abstract", entry.get("abstract", ""), row["abstract"] or "")
        yield from _unlike(row, "names", len(entry.get("authors", [])), names(row))
        yield from _unlike(row, "year", entry.get("year", ""), dated(row)[:4])
        yield from _unlike(row, "doi", bare(entry.get("doi", "")), bare(row["doi"]))


def csl_json(text: str, rows: Sequence[Row]) -> Iterator[str]:
    """Read as JSON."""
    for entry, row in zip(json.loads(text), rows, strict=True):
        yield from _unlike(row, "title", entry["title"], title(row))
        yield from _unlike(row, "abstract", entry.get("abstract", ""), row["abstract"] or "")
        yield from _unlike(row, "names", len(entry.get("author", [])), names(row))
        parts = [int(part) for part in dated(row).split("-") if part]
        yield from _unlike(row, "date", entry.get("issued"), {"date-parts": [parts]} if parts else None)
        yield from _unlike(row, "arxiv", entry.get("archive_location"), row["arxiv"])
        yield from _unlike(row, "doi", bare(entry.get("DOI")), bare(row["doi"]))


def _unlike(row: Row, what: str, found: object, expected: object) -> Iterator[str]:
    if found != expected:
        yield f"{row['id']}: {what}: {found!r}, not {expected!r}"


def feed(text: str) -> Iterator[str]:
    """Read by feedparser, which has nothing to complain of."""
    found = feedparser.parse(text.encode())
    if found.bozo or found.version != "atom10":
        yield f"no Atom: {found.get('bozo_exception', found.version)}"
    for entry in found.entries:
        if not re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", entry.id):
            yield f"no id: {entry.id}"
