"""Title and authors glued into one line, then the abstract; before some papers a marker line.

    21.1LGApr 7, 2023Code                                  a score, an arXiv category, a date, whether there is code
    A Title in Full WordsJun Rao, Fei Wang et al.          no space where the title ends
    This article aims …

The marker belongs to the paper after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any

from carrel import arxiv, prose
from carrel import names as naming
from carrel.model import Authors, Entry, Reading, Rule
from carrel.problem import Problem, warning
from carrel.readers.contract import Context, Document, Line, groups
from carrel.readers.glued import glue

MARKER, HEADING, ABSTRACT, STRAY = "marker", "title and authors", "abstract", "stray"
PARTS = (MARKER, HEADING, ABSTRACT)  # of a paper, in their order

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MARKER = re.compile(
    r"(?P<score>\d{1,4}(?:\.\d+)?)?\s*"
    r"(?P<category>[a-z-]+\.[A-Za-z-]{2,}|[A-Z]{2}|[a-z]+-[a-z]+)\s*"
    rf"(?P<month>{'|'.join(_MONTHS)})[a-z]* (?P<day>\d{{1,2}}), (?P<year>\d{{4}})\s*"
    r"(?P<code>Code)?"
)
FLOOR = 80  # of weight; a lighter line is no abstract
MOST_STRAY = 0.4  # of all lines
FEWEST_GLUED = 0.2  # of all lines but the markers


def sniff(document: Document) -> float:
    """Be sure of a document in which glued lines stand before paragraphs, or under markers."""
    roles = _roles_of_sample(document)
    markers, glued = roles.count(MARKER), roles.count(HEADING)
    # A line before a paragraph that can be parted is likely one more, though it could not be told by itself.
    unsure = (n for n, pair in enumerate(pairwise(roles)) if pair == (STRAY, ABSTRACT))
    parted = sum(1 for n in unsure if glue.split(document.filled[n][1]))
    if not markers + glued or roles.count(STRAY) - parted > MOST_STRAY * len(roles):
        return 0.0
    return 0.85 if glued + parted >= FEWEST_GLUED * (len(roles) - markers) > 0 else 0.0


def names(document: Document) -> Iterable[str]:
    """Return the names that are not glued: all but the first of each line."""
    for (_, line), role in zip(document.filled, _roles(document), strict=True):
        split = glue.split(line) if role == HEADING else None
        yield from (str(naming.given_first(name)) for name in split.names[1:]) if split else ()


def read(document: Document, context: Context) -> Reading:
    """Read markers, glued lines and abstracts; what stands alone is told and kept."""
    problems: list[Problem] = []
    evidence = glue.gather((line for _, line in document.filled), context.names)
    lines = zip(document.filled, _roles(document), strict=True)
    splits = {number: glue.split(line, evidence) for (number, line), role in lines if role in {HEADING, STRAY}}
    roles = _settled(document, splits)
    found = [(roles[number], (number, line)) for number, line in document.filled if number in roles]
    entries: list[Entry] = []
    for group in groups(found, PARTS):
        if group.keys() == {MARKER}:
            problems.append(warning(document.place(group[MARKER][0]), "a marker, but no paper after it"))
        else:
            entries.append(_entry(document, group, splits, len(entries) + 1, problems))
    strays = [number for number, _ in document.filled if number not in roles]
    problems.extend(
        warning(document.place(n), "neither authors nor an abstract belong to it; left out") for n in strays
    )
    return Reading(tuple(entries), tuple(problems), roles)


# --- roles -----------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def _roles(document: Document) -> tuple[str, ...]:
    """Return what each filled line is, as far as it can be told by itself."""
    told = _roles_of_sample(document)
    return (*told, *(_role(line) for _, line in document.filled[len(told) :]))


@lru_cache(maxsize=8)
def _roles_of_sample(document: Document) -> tuple[str, ...]:
    return tuple(_role(line) for _, line in document.sample)


def _role(line: str) -> str:
    if _MARKER.fullmatch(line):
        return MARKER
    if glue.looks_glued(line):
        return HEADING
    return ABSTRACT if prose.is_paragraph(line, FLOOR) else STRAY


def _settled(document: Document, splits: Mapping[int, glue.Split | None]) -> dict[int, str]:
    """Return the role of each line: one that seemed stray may be a heading after all, by its neighbours."""
    roles: dict[int, str] = {}
    before = ""
    told = _roles(document)
    for (number, _), role, after in zip(document.filled, told, [*told, ""][1:], strict=True):
        split = splits.get(number)
        in_place = (before == MARKER and after != HEADING) or (before != HEADING and after == ABSTRACT)
        several = split and (len(split.names) > 1 or not split.complete)
        settled = HEADING if role == STRAY and (several or in_place) else role
        if settled != STRAY:
            roles[number] = before = settled
    return roles


# --- papers ----------------------------------------------------------------------------------------------------------


def _entry(
    document: Document,
    group: dict[str, Line],
    splits: Mapping[int, glue.Split | None],
    position: int,
    problems: list[Problem],
) -> Entry:
    """Make a paper of its lines."""
    first = document.place(min(number for number, _ in group.values()))
    fields: dict[str, Any] = {}
    if MARKER in group:
        fields |= _marker(document, *group[MARKER], problems)
    if HEADING in group:
        number, line = group[HEADING]
        fields |= _heading(document, number, line, splits[number])
        if not splits[number]:
            message = "no authors found at the end of the line; all of it is the title"
            problems.append(warning(document.place(number), message))
    else:
        problems.append(warning(first, "an abstract without a title before it"))
    if ABSTRACT in group:
        number, line = group[ABSTRACT]
        fields["abstract"] = document.abstract(line, number)
    else:
        problems.append(warning(first, "a paper without an abstract"))
    return Entry(place=first, position=position, **fields)


def _heading(document: Document, number: int, line: str, split: glue.Split | None) -> dict[str, Any]:
    if split is None:
        return {"title": document.title(line, number)}
    written = Authors(tuple(naming.given_first(name) for name in split.names), split.complete)
    return {
        "title": document.title(split.title, number, Rule.UNGLUED),
        "authors": document.field(written, number, Rule.UNGLUED),
    }


def _marker(document: Document, number: int, line: str, problems: list[Problem]) -> dict[str, Any]:
    """Read what a marker says of the paper after it."""
    found = _MARKER.fullmatch(line)
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
        written = f"{found['month']} {found['day']}, {found['year']}"
        problems.append(warning(document.place(number), f"'{written}' is no date"))
    return fields
