"""What commands print: problems to the error output, and one line that sums up."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from carrel.commands import BAD, GOOD

if TYPE_CHECKING:
    from carrel.build import Outcome
    from carrel.model import Library
    from carrel.problem import Problem


def finish(outcome: Outcome, began: float) -> int:
    """Print the problems and the one line that sums up; return the exit code."""
    problems(outcome.problems)
    pages = [f"{number(outcome.pages, 'page')} ({outcome.changed} changed)"] if outcome.pages else []
    sum_up(outcome.library, outcome.problems, began, pages)
    return BAD if outcome.failed else GOOD


def sum_up(
    library: Library | None, found: Sequence[Problem], began: float, done: Sequence[str] = (), *, hints: bool = False
) -> None:
    """Print the line that sums up: what the list holds, what was done, and how many problems there are."""
    from carrel.problem import Severity

    counts: list[str] = []
    if library is not None:
        counts.append(number(len(library.papers), "paper"))
        counts.append(number(library.authors, "author"))
        counts.append(number(len(library.topics), "topic"))
    told = Counter(problem.severity for problem in found)
    shown = Severity if hints else (Severity.ERROR, Severity.WARNING)
    counts += [*done, f"{time.monotonic() - began:.1f} s", *(number(told[s], str(s)) for s in shown)]
    print(", ".join(counts))


def problems(found: Sequence[Problem]) -> None:
    """Print problems, a line each."""
    if found:
        tell("\n".join(map(str, found)))


def tell(line: str) -> None:
    """Print a line to the error output."""
    print(line, file=sys.stderr, flush=True)


def number(n: int, what: str) -> str:
    """Return a number of things in words."""
    return f"{n:,} {what}" if n == 1 else f"{n:,} {what}s"


class Progress:
    """A line on the terminal, for work of over a second."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._shown = 0

    def show(self, done: int, of: int) -> None:
        """Show how far the work is."""
        percent = 100 * done // max(1, of)
        if time.monotonic() - self._began > 1 and percent != self._shown:
            self._shown = percent
            print(f"\r{percent:3d} % of {of:,} steps", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Clear the line."""
        if self._shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
