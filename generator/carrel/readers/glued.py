"""Title and authors glued into one line, then the abstract; before some papers a marker line.

    21.1LGApr 7, 2023Code                                  a score, an arXiv category, a date, whether there is code
    A Title in Full WordsJun Rao, Fei Wang et al.          no space where the title ends
    This article aims …

The marker belongs to the paper after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from carrel import arxiv, glue, latex, names as naming, prose
from carrel.model import Abstract, Authors, Entry
from carrel.problem import Problem, warning
from carrel.readers.contract import Context, Document, Reading

NAME = "title glued to authors / abstract"

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MARKER = re.compile(
    r"(?P<score>\d{1,4}(?:\.\d+)?)?"
    r"(?P<category>[a-z-]+\.[A-Za-z-]{2,}|[A-Z]{2})"
    rf"(?P<month>{'|'.join(_MONTHS)})[a-z]* (?P<day>\d{{1,2}}), (?P<year>\d{{4}})"
    r"(?P<code>Code)?"
)
FLOOR = 80  # characters; a shorter line is no abstract


def sniff(document: Document) -> float:
    """Be sure of a document in which glued lines stand before paragraphs, or under markers."""
    lines = [line for _, line in document.filled]
    markers = sum(1 for line in lines if MARKER.fullmatch(line))
    glued = sum(1 for line in lines if not MARKER.fullmatch(line) and glue.looks_glued(line))
    paragraphs = sum(1 for line in lines if prose.is_paragraph(line, FLOOR))
    if not glued or markers + glued + paragraphs < 0.8 * len(lines):
        return 0.0
    return 0.85 if glued >= 0.25 * (len(lines) - markers) else 0.0


def names(document: Document) -> Iterable[str]:
    """Return the names that are not glued: all but the first of each line."""
    for _, line in document.filled:
        if glue.looks_glued(line):
            yield from ()


@dataclass(slots=True)
class _Draft:
    """The lines of one paper, as they are found: (line, text)."""

    marker: tuple[int, str] | None = None
    heading: tuple[int, str] | None = None
    abstract: tuple[int, str] | None = None


def read(document: Document, context: Context) -> Reading:
    """Read markers, glued lines and abstracts; what stands alone is told and kept."""
    problems: list[Problem] = []
    roles: dict[int, str] = {}
    drafts = _drafts(document, roles, problems)
    evidence = glue.gather(line for _, line in document.filled)
    entries = tuple(_entry(document, draft, n, evidence, problems) for n, draft in enumerate(drafts, 1))
    return Reading(entries, tuple(problems), roles)


def _drafts(document: Document, roles: dict[int, str], problems: list[Problem]) -> list[_Draft]:
    """Sort the lines into papers: a marker or a glued line begins one, a paragraph ends it."""
    drafts: list[_Draft] = []
    current = _Draft()

    def close() -> None:
        nonlocal current
        if current.heading or current.abstract:
            drafts.append(current)
        elif current.marker:
            problems.append(warning(document.place(current.marker[0]), "a marker, but no paper after it"))
        current = _Draft()

    for number, line in document.filled:
        role = _role(line)
        roles[number] = role
        if role == "marker":
            close()
            current.marker = (number, line)
        elif role == "abstract":
            if current.abstract:
                close()
            current.abstract = (number, line)
            close()
        else:
            if current.heading:
                close()
            current.heading = (number, line)
    close()
    return drafts


def _role(line: str) -> str:
    if MARKER.fullmatch(line):
        return "marker"
    return "abstract" if prose.is_paragraph(line, FLOOR) and not glue.looks_glued(line) else "heading"


def _entry(
    document: Document, draft: _Draft, position: int, evidence: glue.Evidence, problems: list[Problem]
) -> Entry:
    """Make a paper of its lines."""
    first = min(part[0] for part in (draft.marker, draft.heading, draft.abstract) if part)
    fields: dict[str, Any] = {}
    if draft.marker:
        fields |= _marker(document, draft.marker[0], draft.marker[1], problems)
    if draft.heading:
        fields |= _heading(document, draft, evidence, problems)
    else:
        problems.append(warning(document.place(first), "an abstract without a title before it"))
    if draft.abstract:
        number, line = draft.abstract
        fields["abstract"] = document.field(Abstract(latex.parse(line), prose.language(line)), number)
    else:
        problems.append(warning(document.place(first), "a paper without an abstract"))
    return Entry(place=document.place(first), position=position, **fields)


def _heading(
    document: Document, draft: _Draft, evidence: glue.Evidence, problems: list[Problem]
) -> dict[str, Any]:
    number, line = draft.heading or (0, "")
    split = glue.split(line, evidence)
    if split is None:
        problems.append(warning(document.place(number), "no authors found at the end of the line; all of it is the title"))
        return {"title": document.field(latex.parse(line), number)}
    written = Authors(tuple(naming.given_first(name) for name in split.names), split.complete)
    rule = "title and authors were glued together"
    return {
        "title": document.field(latex.parse(split.title), number, rule),
        "authors": document.field(written, number, rule),
    }


def _marker(document: Document, number: int, line: str, problems: list[Problem]) -> dict[str, Any]:
    """Read what a marker says of the paper after it."""
    found = MARKER.fullmatch(line)
    if not found:
        return {}
    fields = {
        "category": document.field(arxiv.full_category(found["category"]), number),
        "has_code": document.field(bool(found["code"]), number),
    }
    if found["score"]:
        fields["score"] = document.field(found["score"], number)
    try:
        day = date(int(found["year"]), _MONTHS.index(found["month"]) + 1, int(found["day"]))
        fields["date"] = document.field(day.isoformat(), number)
    except ValueError:
        problems.append(warning(document.place(number), f"'{found['month']} {found['day']}, {found['year']}' is no date"))
    return fields
