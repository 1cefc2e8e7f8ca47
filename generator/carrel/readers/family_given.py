"""A person's list in groups of three lines: title, authors as `Family, Given, Family, Given, …`, abstract.

The first line may be the person whose list it is. A line may be missing from a group, so the lines are not counted off:
each is weighed as title, authors and abstract, and the likeliest sequence of roles is taken (Viterbi's algorithm).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from carrel import latex, names as naming, prose
from carrel.model import Abstract, Authors, Entry, Name
from carrel.problem import Problem, warning
from carrel.readers.contract import Context, Document, Reading

NAME = "title / authors as 'Family, Given' / abstract"

OWNER, TITLE, AUTHORS, ABSTRACT = "owner", "title", "authors", "abstract"
ROLES = (OWNER, TITLE, AUTHORS, ABSTRACT)

# What it costs to go from one role to the next; the regular round is free, a missing line has its price.
STEP = {
    (OWNER, TITLE): 0.0,
    (TITLE, AUTHORS): 0.0,
    (AUTHORS, ABSTRACT): 0.0,
    (ABSTRACT, TITLE): 0.0,
    (AUTHORS, TITLE): 3.0,  # no abstract
    (TITLE, ABSTRACT): 4.0,  # no authors
    (ABSTRACT, AUTHORS): 4.0,  # no title
    (TITLE, TITLE): 6.0,
    (ABSTRACT, ABSTRACT): 5.0,
}
START = {OWNER: 1.5, TITLE: 0.0, AUTHORS: 6.0, ABSTRACT: 6.0}
NEVER = 1e9

ET_AL = re.compile(r"(?:[,;]|\band\b|^)?\s*(?:et al\.?|and others|…|\.\.\.)\s*$", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|&)\s+")
_SMALL_WORD = re.compile(r"\b(?:a|an|the|of|for|in|on|with|to|by|from|via|using|is|are|as|at|through|towards?)\b")


def sniff(document: Document) -> float:
    """Be sure of a document in which author lists in this form come between titles and abstracts."""
    lines = [line for _, line in document.filled]
    authored = sum(1 for line in lines if _author_cost(line) < 1.5)
    followed = sum(
        1 for one, two in pairwise(lines) if _author_cost(one) < 1.5 and prose.is_paragraph(two, 80)
    )
    return 0.8 if followed >= 0.2 * len(lines) and authored <= 0.6 * len(lines) else 0.0


def names(document: Document) -> Iterable[str]:
    """Return every author of the document."""
    roles = _roles([line for _, line in document.filled])
    for (_, line), role in zip(document.filled, roles, strict=True):
        if role == AUTHORS:
            yield from (str(name) for name in split_authors(line)[0].names)


def read(document: Document, context: Context) -> Reading:  # noqa: ARG001  # the contract's signature
    """Read the groups; what a group lacks is told, and the rest of it is kept."""
    lines = document.filled
    roles = _roles([line for _, line in lines])
    owner: Name | None = None
    problems: list[Problem] = []
    groups: list[dict[str, tuple[int, str]]] = []
    for (number, line), role in zip(lines, roles, strict=True):
        if role == OWNER:
            owner = naming.family_first(line)
        elif not groups or ROLES.index(role) <= max(ROLES.index(r) for r in groups[-1]):
            groups.append({role: (number, line)})
        else:
            groups[-1][role] = (number, line)
    entries = tuple(_entry(document, group, n, problems) for n, group in enumerate(groups, 1))
    return Reading(entries, tuple(problems), {n: r for (n, _), r in zip(lines, roles, strict=True)}, owner)


def _entry(document: Document, group: dict[str, tuple[int, str]], position: int, problems: list[Problem]) -> Entry:
    """Make a paper of a group of lines."""
    first = min(number for number, _ in group.values())
    title, authors, abstract = None, None, None
    for role in (TITLE, AUTHORS, ABSTRACT):
        if role not in group:
            problems.append(warning(document.place(first), f"a paper without {_a(role)}"))
    if TITLE in group:
        number, line = group[TITLE]
        title = document.field(latex.parse(line), number)
    if AUTHORS in group:
        number, line = group[AUTHORS]
        read_authors, odd = split_authors(line)
        authors = document.field(read_authors, number)
        if odd:
            problems.append(warning(document.place(number), f"an odd number of names; '{odd}' is taken for a whole name"))
    if ABSTRACT in group:
        number, line = group[ABSTRACT]
        abstract = document.field(Abstract(latex.parse(line), prose.language(line)), number)
    return Entry(place=document.place(first), position=position, title=title, authors=authors, abstract=abstract)


def _a(role: str) -> str:
    return role if role == AUTHORS else f"an {role}" if role == ABSTRACT else f"a {role}"


# --- authors ---------------------------------------------------------------------------------------------------------


def split_authors(line: str) -> tuple[Authors, str]:
    """Read an author list; the second value is a part that found no partner in a list of pairs, or ''."""
    shortened = ET_AL.sub("", line)
    complete = shortened == line
    line = shortened.strip().rstrip(",;")
    parts = [part.strip() for part in (line.split(";") if ";" in line else _AND.split(line)) if part.strip()]
    if ";" in line or len(parts) > 1 and all(part.count(",") == 1 for part in parts):
        return Authors(tuple(naming.parse(part) for part in parts), complete), ""
    found, odd = _pairs(_AND.sub(", ", line))
    return Authors(tuple(found), complete), odd


def _pairs(line: str) -> tuple[list[Name], str]:
    """Read `Family, Given, Family, Given`; `Jr.` between commas belongs to the name before it."""
    parts: list[str] = []
    suffixes: dict[int, str] = {}
    for part in (p.strip() for p in line.split(",")):
        if part and parts and naming.SUFFIX.fullmatch(part):
            suffixes[(len(parts) - 1) // 2] = part
        elif part:
            parts.append(part)
    odd = parts.pop() if len(parts) % 2 else ""
    found = [
        Name(f"{family} {suffixes[n]}" if n in suffixes else family, given)
        for n, (family, given) in enumerate(zip(parts[::2], parts[1::2], strict=True))
    ]
    if odd:
        found.append(Name(odd))
    return found, odd


# --- roles -----------------------------------------------------------------------------------------------------------


def _roles(lines: Sequence[str]) -> list[str]:
    """Return the likeliest role of each line."""
    if not lines:
        return []
    costs = {role: START[role] + _cost(role, lines[0]) for role in ROLES}
    back: list[dict[str, str]] = []
    for line in lines[1:]:
        best = {role: min(ROLES, key=lambda before, r=role: costs[before] + STEP.get((before, r), NEVER)) for role in ROLES}  # type: ignore[misc]
        costs = {role: costs[best[role]] + STEP.get((best[role], role), NEVER) + _cost(role, line) for role in ROLES}
        back.append(best)
    last = min(ROLES, key=lambda role: costs[role])
    path = [last]
    for best in reversed(back):
        path.append(best[path[-1]])
    return path[::-1]


def _cost(role: str, line: str) -> float:
    if role == AUTHORS:
        return _author_cost(line)
    if role == ABSTRACT:
        return _abstract_cost(line)
    if role == TITLE:
        return _title_cost(line)
    authors, odd = split_authors(line)  # the owner of the list is one name
    return 0.0 if line.count(",") == 1 and len(authors.names) == 1 and not odd and _author_cost(line) < 1.5 else NEVER


def _abstract_cost(line: str) -> float:
    """A paragraph; the longer and the more it speaks as abstracts do, the surer."""
    cost = 0.0 if prose.is_paragraph(line, 250) else 2.0 if prose.is_paragraph(line, 100) else 7.0
    return cost + (0.0 if prose.ends_a_sentence(line) else 0.5) + max(0.0, 2.0 - prose.signs_of_research(line) * 0.5)


def _title_cost(line: str) -> float:
    """One short phrase."""
    length = prose.weight(line)
    return (0.0 if length <= 200 else 3.0 if length <= 300 else 8.0) + (1.0 if line.endswith(".") else 0.0)


def _author_cost(line: str) -> float:
    """Pairs of short pieces in which nothing reads as a sentence or a title."""
    bare = ET_AL.sub("", line[: prose.LOOKED_AT]).strip()
    pieces = [p.strip() for p in re.split(r"[,;]|\s(?:and|&)\s", bare) if p.strip()]
    if "," not in bare and ";" not in bare:
        return 8.0
    wordy = sum(1 for p in pieces if len(p.split()) > 4 or len(p) > 40 or _SMALL_WORD.search(p) or re.search(r"[:?!\d]", p))
    cost = 6.0 * wordy / max(1, len(pieces)) + (2.0 if wordy else 0.0)
    if ";" not in bare and len(pieces) % 2:
        cost += 1.0
    return cost
