"""COinS: a reference within a page, as an OpenURL context object in the title of an empty span (class Z3988)."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from carrel.exports.citation import Citation
from carrel.exports.venues import Sort

AUTHORS = 12  # named; on the pages of three thousand authors each of them would name all
# Per sort: the metadata format, the genre, and what the title of the paper and that of the whole are called.
_FORMS = {
    Sort.ARTICLE: ("journal", "article", "atitle", "jtitle"),
    Sort.CONFERENCE: ("book", "proceeding", "atitle", "btitle"),
    Sort.PREPRINT: ("journal", "preprint", "atitle", "jtitle"),
    Sort.OTHER: ("journal", "article", "atitle", "jtitle"),
}


def context(citation: Citation) -> str:
    """Return the context object: ASCII letters, digits and `%.-&=`, so only the `&` needs an escape in HTML."""
    return "&".join(f"{name}={_quoted(value)}" for name, value in _pairs(citation) if value)


def _quoted(value: str) -> str:
    return quote(value, safe="").replace("_", "%5F").replace("~", "%7E")


def _pairs(citation: Citation) -> Iterator[tuple[str, str]]:
    form, genre, title, container = _FORMS[citation.sort]
    yield "ctx_ver", "Z39.88-2004"
    yield "rft_val_fmt", f"info:ofi/fmt:kev:mtx:{form}"
    yield "rft.genre", genre
    yield f"rft.{title}", citation.plain_title
    yield f"rft.{container}", citation.container
    yield "rft.volume", citation.volume
    yield "rft.issue", citation.issue
    yield "rft.pages", "-".join(part for part in citation.page_range if part)
    yield "rft.date", citation.date
    yield from (("rft.au", author.filed) for author in citation.authors[:AUTHORS])
    yield "rft_id", f"info:doi/{citation.doi}" if citation.doi else ""
    yield "rft_id", citation.url
