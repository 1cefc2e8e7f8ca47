"""CSL-JSON: what citation processors and most reference managers read (https://docs.citationstyles.org)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from carrel.exports.citation import Author, Citation
from carrel.exports.venues import Sort

_TYPES = {
    Sort.ARTICLE: "article-journal",
    Sort.CONFERENCE: "paper-conference",
    Sort.PREPRINT: "article",  # as the specification has it
    Sort.OTHER: "document",
}


def entry(citation: Citation, key: str, abstract: str = "") -> dict[str, Any]:
    """Return an entry as it stands in a list of them."""
    is_preprint = citation.sort is Sort.PREPRINT and bool(citation.arxiv)
    authors = [_name(author) for author in citation.authors]
    values = {
        "id": key,
        "citation-key": key,
        "type": _TYPES[citation.sort],
        "title": citation.plain_title,
        "author": authors if citation.complete else [*authors, {"literal": "et al."}],
        "issued": _date(citation.date),
        "available-date": _date(citation.first_date),
        "container-title": citation.container,
        "volume": citation.volume,
        "issue": citation.issue,
        "page": "-".join(part for part in citation.page_range if part),
        "publisher": citation.publisher or ("arXiv" if is_preprint else ""),
        "DOI": citation.doi,
        "URL": citation.url,
        "archive": "arXiv" if citation.arxiv else "",
        "archive_location": citation.arxiv,
        "number": f"arXiv:{citation.arxiv}" if is_preprint else "",
        "language": citation.language,
        "keyword": ", ".join(citation.keywords),
        "abstract": abstract,
    }
    return {name: value for name, value in values.items() if value}


def text(entries: Iterable[Mapping[str, Any]]) -> str:
    """Return a list of entries, one a line."""
    return "[\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in entries) + "\n]\n"


def _date(date: str) -> dict[str, Any]:
    return {"date-parts": [[int(part) for part in date.split("-")]]} if date else {}


def _name(author: Author) -> dict[str, str]:
    if not author.given:
        return {"literal": author.family}
    parts = {
        "family": author.family,
        "given": author.given,
        "non-dropping-particle": author.particle,
        "suffix": author.suffix,
    }
    return {name: part for name, part in parts.items() if part}
