"""RIS: a tag and a value a line, as reference managers import it (https://en.wikipedia.org/wiki/RIS_(file_format))."""

from __future__ import annotations

from collections.abc import Iterator

from carrel.exports.citation import Author, Citation
from carrel.exports.venues import Sort

_TYPES = {Sort.ARTICLE: "JOUR", Sort.CONFERENCE: "CONF", Sort.PREPRINT: "RPRT", Sort.OTHER: "GEN"}
END = "\r\n"


def entry(citation: Citation, key: str, abstract: str = "") -> str:
    """Return an entry, in several lines, each ended; an empty one parts it from the next."""
    tags = (("TY", _TYPES[citation.sort]), *_tags(citation, key), ("AB", abstract))
    return "".join(f"{tag}  - {value}{END}" for tag, value in tags if value) + f"ER  - {END}{END}"


def _tags(citation: Citation, key: str) -> Iterator[tuple[str, str]]:
    yield "ID", key
    yield "TI", citation.plain_title
    yield from (("AU", _name(author)) for author in citation.authors)
    yield "AU", "" if citation.complete else "et al."
    year, month, day = (*citation.date_parts, "", "", "")[:3]
    yield "PY", year
    yield "DA", f"{year}/{month}/{day}/" if month else ""
    yield "T2", citation.container
    yield "VL", citation.volume
    yield "IS", citation.issue
    first, last = citation.page_range
    yield "SP", first
    yield "EP", last
    yield "PB", citation.publisher or ("arXiv" if citation.sort is Sort.PREPRINT and citation.arxiv else "")
    yield "DO", citation.doi
    yield "UR", citation.url
    yield from (("KW", keyword) for keyword in citation.keywords)
    yield "LA", citation.language
    if citation.arxiv:
        yield "DB", "arXiv"
        yield "AN", f"arXiv:{citation.arxiv}"


def _name(author: Author) -> str:
    """Return a name as `van der Maaten, Laurens, Jr.`."""
    family = f"{author.particle} {author.family}".strip()
    return ", ".join(part for part in (family, author.given, author.suffix) if part)
