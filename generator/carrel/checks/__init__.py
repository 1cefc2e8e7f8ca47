"""The checks of `carrel check`: one module each, found by being here.

A check has its id from its module (`cut_abstract` is `cut-abstract`), and

- its docstring: a line that says what is wrong, and below it why that matters and what to do, in Markdown
- `EXAMPLE`: files that have the fault, and the line that is told of it
- `find(survey)`, if it looks for itself; what a step of the build meets on its way, that step tells under this id

A check says nothing of what it is not sure of, or says it as a hint. It reads neither the clock nor files.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Protocol, cast

from carrel.model import Curated, Library
from carrel.problem import Problem, filed


@dataclass(frozen=True, slots=True)
class Survey:
    """What a check may look at; `listed` holds the addresses of seeds/ids.txt with their lines, if there is one."""

    library: Library
    curated: Curated
    listed: Mapping[str, int] | None
    today: str  # `2026-01-31`


@dataclass(frozen=True, slots=True)
class Example:
    """Files of a list that has the fault, as text by their path, and the problem that is told, as it is printed."""

    files: Mapping[str, str]
    told: str


class Check(Protocol):
    """What every module of this folder has; `find` is missing where a step tells the problem."""

    __doc__: str
    EXAMPLE: Example

    def find(self, survey: Survey) -> Iterable[Problem]:
        """Return what is wrong."""


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
    fixed = "`carrel check --fix` puts it right.\n\n" if hasattr(check, "fix") else ""
    return f"## {name}\n\n{title(check)}.\n\n{explanation(check)}\n\n{fixed}{chr(10).join(shown)}\n{told}"


def find(survey: Survey) -> Iterator[Problem]:
    """Return what the checks that look for themselves find, each problem under its check."""
    for name, check in registry().items():
        if hasattr(check, "find"):
            yield from filed(check.find(survey), name)
