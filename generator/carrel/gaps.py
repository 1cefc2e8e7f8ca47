"""What is missing of a paper, or said differently by two sources: the work that is left for curators."""

from __future__ import annotations

import re
from enum import StrEnum

from carrel.model import Abstract, Authors, Name, Paper, Text


class Gap(StrEnum):
    """What can be missing, in the order in which a curator would look for it."""

    TITLE = "title"
    AUTHORS = "authors"
    ABBREVIATED = "abbreviated"
    INITIALS = "initials"
    DATE = "date"
    VENUE = "venue"
    TOPIC = "topic"
    ABSTRACT = "abstract"
    DISAGREEMENT = "disagreement"


COMPARED = ("title", "authors", "date", "issued", "venue", "arxiv", "doi", "category")


def of(paper: Paper) -> tuple[Gap, ...]:
    """Return what is missing of a paper."""
    authors = paper.authors.value if paper.authors else None
    lacks = {
        Gap.TITLE: paper.title_is_working,
        Gap.AUTHORS: authors is None or not authors.names,
        Gap.ABBREVIATED: authors is not None and not authors.complete,
        Gap.INITIALS: authors is not None and any(map(_is_initials, authors.names)),
        Gap.DATE: paper.date is None,
        Gap.VENUE: paper.venue is None,
        Gap.TOPIC: not paper.assignments,
        Gap.ABSTRACT: paper.abstract is None,
        Gap.DISAGREEMENT: bool(disagreements(paper)),
    }
    return tuple(gap for gap in Gap if lacks[gap])


def _is_initials(name: Name) -> bool:
    """Tell whether nothing but initials stands before a family name: `Y. Zhong`, `J.-P. Serre`."""
    letters = [part for part in re.split(r"[\W_]+", name.given) if part]
    return bool(letters) and all(len(part) == 1 and part.isupper() and part.isascii() for part in letters)


def disagreements(paper: Paper) -> tuple[str, ...]:
    """Return the fields of which a source says something else than the page shows."""
    return tuple(name for name in COMPARED if _disagree(name, paper))


def _disagree(name: str, paper: Paper) -> bool:
    field = getattr(paper, name)
    return field is not None and any(not agree(field.value, other.value) for other in field.others)


def agree(shown: object, other: object) -> bool:
    """Tell whether two values say the same: a coarser date, a shortened list of authors, a bare category agree."""
    match shown, other:
        case Text(), Text():
            return _folded(shown.source) == _folded(other.source)
        case Abstract(), Abstract():
            return _folded(shown.text.source) == _folded(other.text.source)
        case Authors(), Authors():
            return _prefix(shown, other) or _prefix(other, shown)
        case str(), str():
            return shown.startswith(other) or other.startswith(shown) or shown.endswith(f".{other}")
        case _:
            return shown == other


def _prefix(whole: Authors, part: Authors) -> bool:
    names = [str(name).casefold() for name in whole.names]
    some = [str(name).casefold() for name in part.names]
    return names == some or (not part.complete and names[: len(some)] == some)


def _folded(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
