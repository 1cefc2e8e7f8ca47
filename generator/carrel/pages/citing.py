"""The papers of a library as they are cited: each citation made once, for every page and file that shows it."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from carrel.exports import bibtex, citation, coins, csl_json, highwire, ris, schema_org
from carrel.exports.citation import Citation
from carrel.markup import Markdown
from carrel.model import Library, Paper

MARK = "\v"  # stands for the abstract, alone in its line; no text has it


@dataclass(frozen=True, slots=True)
class Reference:
    """A paper in the three formats; the line of its abstract is there if there is one, with the mark in it."""

    key: str
    bibtex: str
    ris: str
    csl: Mapping[str, Any]  # without the abstract
    abstract: str
    latex: str  # the abstract as BibTeX has it


class Citing:
    """The citations of a library, made when they are first asked for."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._citations: dict[str, Citation] = {}
        self._references: dict[str, Reference] = {}
        self._spans: dict[str, Markdown] = {}

    @cached_property
    def _keys(self) -> Mapping[str, str]:
        return citation.keys(self._library.papers.values())

    def citation(self, paper: str) -> Citation:
        """Return the citation of a paper; its topics are its keywords."""
        if paper not in self._citations:
            found = self._library.papers[paper]
            topics = [self._library.topics[assignment.topic].name for assignment in found.assignments]
            self._citations[paper] = citation.cite(found, topics)
        return self._citations[paper]

    def reference(self, paper: str) -> Reference:
        """Return a paper in the three formats."""
        if paper not in self._references:
            cited, key = self.citation(paper), self._keys[paper]
            mark = MARK if cited.plain_abstract else ""
            self._references[paper] = Reference(
                key=key,
                bibtex=bibtex.entry(cited, key, mark),
                ris=ris.entry(cited, key, mark),
                csl=csl_json.entry(cited, key),
                abstract=cited.plain_abstract,
                latex=bibtex.latex(cited.abstract) if cited.abstract else "",
            )
        return self._references[paper]

    def span(self, paper: str) -> Markdown:
        """Return what a list says of a paper to reference managers: an empty element with a title (COinS)."""
        if paper not in self._spans:
            context = html.escape(coins.context(self.citation(paper)))
            self._spans[paper] = Markdown(f'<span class="Z3988" title="{context}"></span>')
        return self._spans[paper]

    def front(self, paper: Paper) -> dict[str, Any]:
        """Return what the page of a paper says of it to programs, as front matter."""
        cited = self.citation(paper.id)
        return {
            "cite": {"name": paper.id},
            "citation": highwire.tags(cited),
            "jsonld": schema_org.article(cited),
        }


def brief(text: str) -> str:
    """Return an entry without its abstract."""
    return re.sub(f"[^\n]*{MARK}[^\n]*\n", "", text)


def whole(text: str, abstract: str) -> str:
    """Return an entry with its abstract."""
    return text.replace(MARK, abstract)
