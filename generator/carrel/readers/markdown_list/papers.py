"""From what a line says of a paper to the entry."""

from __future__ import annotations

from typing import Any

from carrel import bylines, columns, imprint, latex, links
from carrel.imprint import Imprint
from carrel.links import Meaning
from carrel.model import Entry, Rule
from carrel.problem import Problem, warning
from carrel.readers.contract import Document
from carrel.readers.markdown_list.mentions import Mention
from carrel.readers.markdown_list.parts import Paper, Section
from carrel.references import Draft


def entry(document: Document, paper: Paper, position: int, problems: list[Problem]) -> Entry:
    """Make a paper of a mention."""
    own, line = paper.mention, paper.line
    draft = Draft(document.path, line)
    if own.title:
        draft.put("title", latex.parse(own.title), line)
    else:
        problems.append(warning(document.place(line), "a link to a paper, but no title"))
    if own.byline:
        draft.put("authors", own.byline.authors, line)
        if own.byline.affiliations:
            draft.keep(columns.AFFILIATIONS, list(own.byline.affiliations))
    _addresses(draft, own, line)
    _cells_told(draft, paper, line)
    _imprinted(draft, own.imprint, paper.section, line)
    draft.put("topics", (*paper.section.topics, *paper.topics), paper.section.line if paper.section.topics else line)
    draft.put("status", paper.status, line)
    for name, said in (("tags", own.tags), ("remarks", own.rest), ("notes", paper.notes)):
        if said:
            draft.keep(name, list(said))
    if paper.section.heading:
        draft.keep("heading", paper.section.heading)
    return draft.entry(position)


def _addresses(draft: Draft, own: Mention, line: int) -> None:
    """Take ids from the links that are the paper; the first of its kind counts, the others are kept."""
    if own.arxiv:
        draft.put("arxiv", own.arxiv, line)
    more: dict[str, Any] = {}
    for target in sorted(own.targets, key=lambda target: target.meaning is Meaning.ABOUT):
        taken = False
        if target.meaning is Meaning.CODE:
            taken = draft.put("code", target.url, line)
        elif target.meaning is Meaning.PAPER or not target.label:
            taken = draft.put("url", target.url, line)
        if target.meaning is Meaning.PAPER:
            taken |= draft.put("arxiv", links.arxiv_id(target.url), line) | draft.put(
                "doi", links.doi(target.url), line
            )
        if not taken and all(known.value != target.url for known in draft.fields.values()):
            label = target.label or "link"
            more[label if label not in more else f"{label} {len(more) + 1}"] = target.url
    if more:
        draft.keep("links", more)


def _cells_told(draft: Draft, paper: Paper, line: int) -> None:
    """Take what the other cells of a row say."""
    later: dict[str, tuple[str, int]] = {}
    for role, heading, words in paper.cells:
        strangers = role == "authors" and "," not in words and not bylines.looks_like(words, expected=True)
        venue = imprint.parse(words) if role == "venue" else None
        if venue:
            _imprinted(draft, venue, paper.section, line)
        elif strangers or not columns.take(draft, columns.read(role, words), line, later):
            draft.keep(heading or "cell", words)
    columns.settle(draft, later)


def _imprinted(draft: Draft, told: Imprint, section: Section, line: int) -> None:
    draft.put("venue", told.venue, line)
    if told.when:
        draft.put_date(told.when, line)
    if section.imprint.venue and "venue" not in draft.fields:
        draft.put("venue", section.imprint.venue, section.line, Rule.HEADING)
        draft.put("issued", section.imprint.when, section.line, Rule.HEADING)
