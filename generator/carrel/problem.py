"""A problem: what is wrong, where, and what would be right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Severity(StrEnum):
    """How bad a problem is: an error stops publication, a warning does not; a hint is told by `carrel check` alone."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a file of the list.

    `path` is relative to the list's root and uses `/`; `line` counts from 1, and 0 means the file as a whole.
    """

    path: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault, told in one line: `seeds/papers/lancet.yml:14: error: no title; add 'title:'`.

    `check` is the id of the check that it belongs to (see `carrel.checks`); it makes no other problem of it.
    """

    place: Place
    severity: Severity
    message: str
    check: str = field(default="", compare=False)

    def __str__(self) -> str:
        return one_line(f"{self.place}: {self.severity}: {self.message}")


def one_line(text: str) -> str:
    """Return a stranger's text as a terminal may show it: it stays one line, and no terminal escape passes."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def error(place: Place, message: str, check: str = "") -> Problem:
    """Return a problem that stops publication."""
    return Problem(place, Severity.ERROR, message, check)


def warning(place: Place, message: str, check: str = "") -> Problem:
    """Return a problem that is told while the build goes on."""
    return Problem(place, Severity.WARNING, message, check)


def hint(place: Place, message: str, check: str = "") -> Problem:
    """Return what could be better; nothing is wrong with the list."""
    return Problem(place, Severity.HINT, message, check)


def filed(problems: Iterable[Problem], check: str) -> list[Problem]:
    """Return the problems, those that belong to no check yet under this one."""
    return [problem if problem.check else replace(problem, check=check) for problem in problems]


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether any of the problems stops publication."""
    return any(p.severity is Severity.ERROR for p in problems)
