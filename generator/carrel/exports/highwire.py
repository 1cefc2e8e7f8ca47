"""The `citation_*` tags of a page, which Google Scholar and Zotero read."""

from __future__ import annotations

from collections.abc import Iterator

from carrel.exports.citation import Author, Citation
from carrel.exports.venues import Sort

_CONTAINERS = {
    Sort.ARTICLE: "journal_title",
    Sort.CONFERENCE: "conference_title",
    Sort.PREPRINT: "technical_report_institution",
    Sort.OTHER: "journal_title",
}


def tags(citation: Citation) -> list[tuple[str, str]]:
    """Return names and contents, those of the authors in their order."""
    return [(f"citation_{name}", value) for name, value in _tags(citation) if value]


def _tags(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "title", citation.plain_title
    alone = len(citation.authors) == 1
    yield from (("author", _name(author, alone=alone)) for author in citation.authors)
    yield "publication_date", citation.date.replace("-", "/")
    yield "online_date", citation.first_date.replace("-", "/")
    is_preprint = citation.sort is Sort.PREPRINT
    yield _CONTAINERS[citation.sort], citation.container or ("arXiv" if is_preprint and citation.arxiv else "")
    yield "technical_report_number", f"arXiv:{citation.arxiv}" if is_preprint and citation.arxiv else ""
    yield "volume", citation.volume
    yield "issue", citation.issue
    first, last = citation.page_range
    yield "firstpage", first
    yield "lastpage", last
    yield "publisher", citation.publisher
    yield "doi", citation.doi
    yield "arxiv_id", citation.arxiv
    yield "language", citation.language
    yield from (("keywords", keyword) for keyword in citation.keywords)
    yield "public_url", citation.url
    yield "pdf_url", citation.pdf
    yield "abstract", citation.plain_abstract


def _name(author: Author, *, alone: bool) -> str:
    """`van der Maaten, Laurens`; a semicolon would part it.

    Zotero takes a lone name with spaces on both sides of its comma for two names, so there the family name has others.
    """
    name = author.filed.replace(";", " ")
    family, comma, given = name.partition(", ")
    if alone and " " in given:
        family = family.replace(" ", "\u00a0")
    return f"{family}{comma}{given}"
