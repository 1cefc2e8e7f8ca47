"""What we write we read: a paper that went out in a format of citations comes in again as it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import readings
from documents import document

import made_papers
from carrel import markup
from carrel.exports import bibtex as bibtex_out
from carrel.exports import csl_json as csl_out
from carrel.exports import ris as ris_out
from carrel.exports.citation import Citation, cite
from carrel.model import Entry, Field, Paper
from carrel.readers import bibtex, csl_json, ris
from carrel.readers.contract import Reader


def as_bibtex(citation: Citation) -> str:
    """Return a paper as BibTeX."""
    return bibtex_out.entry(citation, "key", bibtex_out.latex(citation.abstract) if citation.abstract else "")


def as_ris(citation: Citation) -> str:
    """Return a paper as RIS, its lines as a document has them."""
    return ris_out.entry(citation, "key", citation.plain_abstract).replace("\r\n", "\n")


def as_csl_json(citation: Citation) -> str:
    """Return a paper as CSL-JSON."""
    return csl_out.text([csl_out.entry(citation, "key", citation.plain_abstract)])


def value(field: Field[Any] | None) -> Any:  # noqa: ANN401  # fields of all kinds
    """Return what a field says, if anything."""
    return field.value if field else None


def said(entry: Entry) -> dict[str, object]:
    """Return what an entry says of what is cited."""
    return {
        "title": markup.plain(entry.title.value) if entry.title else "",
        "authors": value(entry.authors),
        "date": value(entry.issued) or value(entry.date),
        "container": value(entry.venue) or "",
        "volume": value(entry.volume) or "",
        "issue": value(entry.issue) or "",
        "pages": value(entry.pages) or "",
        "doi": value(entry.doi) or "",
        "arxiv": value(entry.arxiv) or "",
        "url": value(entry.url) or "",
        "language": value(entry.language) or "",
        "keywords": value(entry.topics) or (),
        "abstract": markup.plain(entry.abstract.value.text) if entry.abstract else "",
    }


def expected(paper: Paper, citation: Citation) -> dict[str, object]:
    """Return the same of what was written."""
    return {
        "title": citation.plain_title,
        "authors": value(paper.authors),
        "date": citation.date or None,
        **{name: getattr(citation, name) for name in ("container", "volume", "issue", "pages", "doi", "arxiv", "url")},
        "language": citation.language,
        "keywords": citation.keywords,
        "abstract": citation.plain_abstract,
    }


WAYS: list[tuple[Reader, Callable[[Citation], str]]] = [(bibtex, as_bibtex), (ris, as_ris), (csl_json, as_csl_json)]


@pytest.mark.parametrize("paper", made_papers.EVERY, ids=lambda paper: paper.id)
@pytest.mark.parametrize(("reader", "write"), WAYS, ids=["bibtex", "ris", "csl_json"])
def test_what_we_write_we_read(reader: Reader, write: Callable[[Citation], str], paper: Paper) -> None:
    """Title, authors, date, venue, ids, topics and abstract come back, accents, Han names and formulas included."""
    citation = cite(paper, ["a topic", "another, with a comma"] if reader is bibtex else ["a topic"])
    text = document(write(citation))
    assert reader.sniff(text) > 0.9
    reading = readings.read(reader, text)
    readings.check(text, reading)
    assert not reading.problems
    (entry,) = reading.entries
    assert said(entry) == expected(paper, citation)
    assert entry.extra
    assert entry.extra.value["citation_key"] == "key"


@pytest.mark.parametrize("doi", [*made_papers.DOIS, "10.1000/a<b>c{d}e", "10.1000/a\\\\b|c"])
@pytest.mark.parametrize(("reader", "write"), WAYS, ids=["bibtex", "ris", "csl_json"])
def test_a_doi_comes_back_to_the_letter(reader: Reader, write: Callable[[Citation], str], doi: str) -> None:
    """Whatever signs it has, those of LaTeX and of HTML among them."""
    text = document(write(cite(made_papers.paper(title="x", doi=doi))))
    (entry,) = readings.read(reader, text).entries
    assert value(entry.doi) == doi


def test_the_first_public_version_comes_back() -> None:
    """Where the venue's date is another one, the formats that can say so keep both."""
    citation = cite(made_papers.PUBLISHED)
    for reader, write in (WAYS[0], WAYS[2]):
        (entry,) = readings.read(reader, document(write(citation))).entries
        assert (value(entry.date), value(entry.issued)) == ("2023-04-07", "2024-05")
