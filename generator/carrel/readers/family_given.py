"""A person's list in groups of three lines: title, authors as `Family, Given, Family, Given, …`, abstract.

The first line may be the person whose list it is. A line may be missing from a group, and one that belongs to none may
stand between, so the lines are not counted off: each is weighed as title, authors and abstract, and the likeliest
sequence of roles is taken (Viterbi's algorithm).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from carrel import names as naming
from carrel import prose
from carrel.model import Authors, Entry, Reading
from carrel.problem import Problem, warning
from carrel.readers.contract import Context, Document, Line, groups

OWNER, TITLE, AUTHORS, ABSTRACT, STRAY = "owner", "title", "authors", "abstract", "stray"
PARTS = (TITLE, AUTHORS, ABSTRACT)  # of a paper, in their order
ROLES = (OWNER, *PARTS, STRAY)

# What it costs to go from one role to the next; the regular round is free, a missing line has its price.
STEP = {
    (OWNER, TITLE): 0.0,
    (TITLE, AUTHORS): 0.0,
    (AUTHORS, ABSTRACT): 0.0,
    (ABSTRACT, TITLE): 0.0,
    (AUTHORS, TITLE): 3.0,  # no abstract
    (TITLE, ABSTRACT): 4.0,  # no authors
    (ABSTRACT, AUTHORS): 3.5,  # no title
    (ABSTRACT, ABSTRACT): 5.0,
    (TITLE, TITLE): 6.0,
    **dict.fromkeys(((role, STRAY) for role in ROLES), 5.0),
    (STRAY, TITLE): 0.0,
    (STRAY, AUTHORS): 1.0,
    (STRAY, ABSTRACT): 1.0,
}
START = {OWNER: 1.5, TITLE: 0.0, AUTHORS: 6.0, ABSTRACT: 6.0, STRAY: 5.0}
NEVER = 1e9
LIKELY = 1.5  # a line that costs less as authors looks like authors

_ET_AL = re.compile(r"(?:[,;]|\band\b)?\s*(?:et al\.?|and others|…|\.\.\.)\s*$", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|&)\s+")
_SEPARATOR = re.compile(r"[,;]|\s(?:and|&)\s")
# What no name has: digits, small words of titles, five words, many letters.
_WORDY = re.compile(
    r"[:?!\d]|\b(?:an?|the|of|for|in|on|with|to|by|from|via|using|is|are|as|at|through|towards?)\b|(?:\S+\s+){4}\S|.{41}"
)
_TAIL = 80  # characters at the end in which `et al.` may stand
LOOKED_AT = 50  # pieces of an author list
LONGEST_NAME = 60


def sniff(document: Document) -> float:
    """Be sure of a document in which author lists in this form come between titles and abstracts."""
    lines = [line for _, line in document.sample]
    authored = [_author_cost(line) < LIKELY for line in lines]
    followed = sum(1 for n, line in enumerate(lines[1:]) if authored[n] and prose.is_paragraph(line, 80))
    return 0.8 if followed >= 0.2 * len(lines) > 0 and sum(authored) <= 0.6 * len(lines) else 0.0


def names(document: Document) -> Iterable[str]:
    """Return every author of the document."""
    for (_, line), role in zip(document.filled, _roles(document), strict=True):
        if role == AUTHORS:
            yield from (str(name) for name in split_authors(line)[0].names)


def read(document: Document, context: Context) -> Reading:  # noqa: ARG001  # the contract's signature
    """Read the groups; what a group lacks is told, and the rest of it is kept."""
    problems: list[Problem] = []
    entries: list[Entry] = []
    found = [(role, line) for line, role in zip(document.filled, _roles(document), strict=True)]
    roles = {number: role for role, (number, _) in found}
    for group in groups((pair for pair in found if pair[0] in PARTS), PARTS):
        if len(group) > 1 or ABSTRACT in group:
            entries.append(_entry(document, group, len(entries) + 1, problems))
        else:
            roles |= {number: STRAY for number, _ in group.values()}
    strays = [number for number, role in roles.items() if role == STRAY]
    problems.extend(
        warning(document.place(n), "neither authors nor an abstract belong to it; left out") for n in strays
    )
    owner = next((naming.parse(line) for role, (_, line) in found if role == OWNER), None)
    return Reading(tuple(entries), tuple(problems), {n: role for n, role in roles.items() if role != STRAY}, owner)


def _entry(document: Document, group: dict[str, Line], position: int, problems: list[Problem]) -> Entry:
    """Make a paper of a group of lines."""
    first = min(number for number, _ in group.values())
    problems.extend(
        warning(document.place(first), f"a paper without {_a(role)}") for role in PARTS if role not in group
    )
    title, authors, abstract = (group.get(role) for role in PARTS)
    return Entry(
        place=document.place(first),
        position=position,
        title=document.title(title[1], title[0]) if title else None,
        authors=document.field(_authors(document, *authors, problems), authors[0]) if authors else None,
        abstract=document.abstract(abstract[1], abstract[0]) if abstract else None,
    )


def _a(role: str) -> str:
    return role if role == AUTHORS else f"an {role}" if role == ABSTRACT else f"a {role}"


# --- authors ---------------------------------------------------------------------------------------------------------


def _authors(document: Document, number: int, line: str, problems: list[Problem]) -> Authors:
    found, odd = split_authors(line)
    if odd:
        message = f"an odd number of names; '{odd}' is taken for a whole name"
        problems.append(warning(document.place(number), message))
    return found


def _without_et_al(line: str) -> str:
    return line[:-_TAIL] + _ET_AL.sub("", line[-_TAIL:])


def split_authors(line: str) -> tuple[Authors, str]:
    """Read an author list; the second value is a part that found no partner in a list of pairs, or ''."""
    shortened = _without_et_al(line)
    complete = shortened == line
    line = shortened.strip().rstrip(",;")
    parts = [part.strip() for part in (line.split(";") if ";" in line else _AND.split(line)) if part.strip()]
    if ";" in line or (len(parts) > 1 and all(part.count(",") == 1 for part in parts)):
        return Authors(tuple(naming.parse(part) for part in parts), complete), ""
    pieces = [piece.strip() for piece in _AND.sub(", ", line).split(",") if piece.strip()]
    if _are_whole_names(pieces):
        return Authors(tuple(map(naming.given_first, pieces)), complete), ""
    found = list(_pairs(pieces))
    odd = found[-1] if found and "," not in found[-1] else ""
    return Authors(tuple(map(naming.family_first, found)), complete), odd


def _are_whole_names(pieces: Sequence[str]) -> bool:
    """Tell whether names stand here as `Given Family`, against the custom: a given name is one word, most often."""
    return len(pieces) > len(("Family", "Given")) and sum(" " in piece for piece in pieces) >= 0.8 * len(pieces)


def _pairs(pieces: Iterable[str]) -> Iterator[str]:
    """Pair `Family` with `Given`; `Jr.` between commas belongs to the name before it."""
    pair: list[str] = []
    for piece in pieces:
        if pair and naming.SUFFIX.fullmatch(piece):
            pair.append(piece)
        elif sum(not naming.SUFFIX.fullmatch(part) for part in pair[1:]):
            yield ", ".join(pair)
            pair = [piece]
        else:
            pair.append(piece)
    if pair:
        yield ", ".join(pair)


# --- roles -----------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def _roles(document: Document) -> tuple[str, ...]:
    """Return the likeliest role of each filled line."""
    lines = [line for _, line in document.filled]
    if not lines:
        return ()
    costs = {role: START[role] + _COSTS[role](lines[0]) for role in ROLES}
    ways: list[dict[str, str]] = []  # of each line but the first: role → the best role before it
    for line in lines[1:]:
        way = {role: _best_before(role, costs) for role in ROLES}
        costs = {role: costs[way[role]] + STEP.get((way[role], role), NEVER) + _COSTS[role](line) for role in ROLES}
        ways.append(way)
    path = [min(ROLES, key=costs.__getitem__)]
    for way in reversed(ways):
        path.append(way[path[-1]])
    return tuple(reversed(path))


def _best_before(role: str, costs: Mapping[str, float]) -> str:
    return min(ROLES, key=lambda before: costs[before] + STEP.get((before, role), NEVER))


def _abstract_cost(line: str) -> float:
    """A paragraph; the longer and the more it speaks as abstracts do, the surer."""
    cost = 0.0 if prose.is_paragraph(line, 250) else 2.0 if prose.is_paragraph(line, 100) else 7.0
    return cost + (0.0 if prose.ends_a_sentence(line) else 0.5) + max(0.0, 2.0 - prose.signs_of_research(line) * 0.5)


def _title_cost(line: str) -> float:
    """One short phrase."""
    length = prose.weight(line)
    cost = next((cost for longest, cost in ((200, 0.0), (300, 3.0)) if length <= longest), 8.0)
    return cost + (1.0 if line.endswith(".") else 0.0)


def _author_cost(line: str) -> float:
    """Pairs of short pieces in which nothing reads as a sentence or a title."""
    if "," not in line and ";" not in line:
        return 8.0
    pieces = [piece for piece in _SEPARATOR.split(_without_et_al(line)) if piece.strip()]
    if not pieces:
        return 8.0
    weighed = pieces[:LOOKED_AT]
    wordy = sum(1 for piece in weighed if _WORDY.search(piece)) / len(weighed)
    odd = ";" not in line and len(pieces) % 2
    return 6.0 * wordy + min(2.0, 8.0 * wordy) + (1.0 if odd else 0.0)


def _owner_cost(line: str) -> float:
    """One name, with its family name in front or not."""
    parts = [part.split() for part in line.split(",")]
    words = [word for part in parts for word in part if word not in naming.PARTICLES]
    small = sum(word[0].islower() for word in words)
    if len(line) > LONGEST_NAME or _WORDY.search(line) or small not in {0, len(words)} or not all(parts):
        return NEVER
    return {1: 1.0, 2: 0.0}.get(len(parts), NEVER) if len(words) > 1 else NEVER


def _stray_cost(line: str) -> float:
    """A line that says little; a paragraph is never stray."""
    return NEVER if prose.is_paragraph(line, 100) else 0.0


_COSTS: Mapping[str, Callable[[str], float]] = {
    OWNER: _owner_cost,
    TITLE: _title_cost,
    AUTHORS: _author_cost,
    ABSTRACT: _abstract_cost,
    STRAY: _stray_cost,
}
