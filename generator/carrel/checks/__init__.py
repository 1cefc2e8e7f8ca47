"""The checks of `carrel check`: one module each, found by being here.

A check has its id from its module (`cut_abstract` is `cut-abstract`), and

- its docstring: a line that says what is wrong, and below it why that matters and what to do, in Markdown
- `EXAMPLE`: files that have the fault, and the line that is told of it
- `find(survey)`, if it looks for itself; what a step of the build meets on its way, that step tells under this id
- `fix(survey, problem)`, if it can be sure: the edits that put a problem right, or none

A check says nothing of what it is not sure of, or says it as a hint. It reads neither the clock nor files.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Protocol, cast

from carrel.model import Curated, Library, Record
from carrel.problem import Problem, filed


@dataclass(frozen=True)
class Survey:
    """What a check may look at.

    `listed` holds the addresses of seeds/ids.txt with their lines, if there is one; `broken` the records that are left
    out since something is wrong with them.
    """

    library: Library
    curated: Curated
    listed: Mapping[str, int] | None
    today: str  # `2026-01-31`
    broken: frozenset[str] = frozenset()

    @cached_property
    def records(self) -> Mapping[str, Record]:
        """The records by their path."""
        return {record.place.path: record for record in self.curated.records}

    def field(self, problem: Problem) -> tuple[Record, str] | None:
        """Return the record that a problem is in, and the field of its line."""
        record = self.records.get(problem.place.path)
        key = next((key for key, line in record.lines.items() if line == problem.place.line), "") if record else ""
        return (record, key) if record and key else None


@dataclass(frozen=True, slots=True)
class SetField:
    """A field of a record gets this value."""

    path: str
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class RenameField:
    """A field of a record gets this name."""

    path: str
    key: str
    to: str


@dataclass(frozen=True, slots=True)
class AddAddresses:
    """seeds/ids.txt gets these lines."""

    path: str
    addresses: tuple[str, ...]


Edit = SetField | RenameField | AddAddresses


@dataclass(frozen=True, slots=True)
class Example:
    """Files of a list that has the fault, as text by their path, and the problem that is told, as it is printed."""

    files: Mapping[str, str]
    told: str


class Check(Protocol):
    """What every module of this folder has; `find` is missing where a step tells, `fix` where people must."""

    __doc__: str
    EXAMPLE: Example

    def find(self, survey: Survey) -> Iterable[Problem]:
        """Return what is wrong."""

    def fix(self, survey: Survey, problem: Problem) -> Iterable[Edit]:
        """Return what puts a problem right, if that is certain."""


@cache
def registry() -> Mapping[str, Check]:
    """Return every check by its id, in the order of the alphabet."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {n.replace("_", "-"): cast("Check", importlib.import_module(f"{__name__}.{n}")) for n in names}


def title(check: Check) -> str:
    """Return the line that says what is wrong."""
    return check.__doc__.partition("\n")[0].removesuffix(".")


def explanation(check: Check) -> str:
    """Return why it matters and what to do, in Markdown."""
    return check.__doc__.partition("\n")[2].strip()


def described(name: str) -> str:
    """Return all that people should know of a check, in Markdown; titles are of the second level."""
    check = registry()[name]
    shown = [
        f"`{path}`\n\n```{'yaml' if path.endswith('.yml') else 'text'}\n{text}```\n"
        for path, text in check.EXAMPLE.files.items()
    ]
    told = f"```text\n{check.EXAMPLE.told}\n```\n"
    fixed = "`carrel check --fix` puts it right where that is certain.\n\n" if hasattr(check, "fix") else ""
    return f"## {name}\n\n{title(check)}.\n\n{explanation(check)}\n\n{fixed}{chr(10).join(shown)}\n{told}"


def find(survey: Survey) -> Iterator[Problem]:
    """Return what the checks that look for themselves find, each problem under its check."""
    for name, check in registry().items():
        if hasattr(check, "find"):
            yield from filed(check.find(survey), name)


def fixes(survey: Survey, problems: Iterable[Problem]) -> list[Edit]:
    """Return the edits that put problems right, as far as checks are sure of them."""
    able = {name: check for name, check in registry().items() if hasattr(check, "fix")}
    return [edit for p in problems if p.check in able for edit in able[p.check].fix(survey, p)]
