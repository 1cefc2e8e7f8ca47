"""Problems as text, as JSON, and as GitHub shows them: a line each; what they quote is a stranger's and stays words."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from carrel import markup
from carrel.problem import Problem, Severity, one_line

LONGEST = 1_000  # characters of a problem
ROWS = 100  # problems in a table; more say nothing that these do not
WORST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.HINT)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def text(problems: Iterable[Problem]) -> Iterator[str]:
    """Return a line for each problem, with the check that it belongs to."""
    return (f"{_cut(str(problem))} [{problem.check}]" for problem in problems)


def _cut(words: str) -> str:
    """Return words as far as a line can hold them: a message may quote a value of a megabyte."""
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"


def as_json(problems: Sequence[Problem]) -> str:
    """Return all problems, and how many there are of each severity."""
    told = [
        {
            "path": problem.place.path,
            "line": problem.place.line,
            "severity": str(problem.severity),
            "check": problem.check,
            "message": problem.message,
        }
        for problem in problems
    ]
    return json.dumps({"problems": told, **counts(problems)}, ensure_ascii=True, indent=1)


def counts(problems: Iterable[Problem]) -> dict[str, int]:
    """Return how many problems there are of each severity, the worst first."""
    found = Counter(problem.severity for problem in problems)
    return {f"{severity}s": found[severity] for severity in WORST_FIRST}


# --- GitHub ----------------------------------------------------------------------------------------------------------


def github(problems: Iterable[Problem]) -> Iterator[str]:
    """Return commands of a workflow that mark the lines, the worst first: a step shows ten of a kind.

    Each line begins with our own command, so whatever a message quotes is no command of its own.
    """
    for problem in worst_first(problems):
        place = f"file={_property(one_line(problem.place.path))}"
        if problem.place.line:
            place += f",line={problem.place.line}"
        title = f"title={_property(problem.check)}"
        yield f"::{_LEVELS[problem.severity]} {place},{title}::{_message(_cut(one_line(problem.message)))}"


def worst_first(problems: Iterable[Problem]) -> list[Problem]:
    """Sort problems by severity, and leave them in their order otherwise."""
    return sorted(problems, key=lambda problem: WORST_FIRST.index(problem.severity))


def _message(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _message(words).replace(":", "%3A").replace(",", "%2C")


def summary(problems: Sequence[Problem]) -> Iterator[str]:
    """Return a summary in Markdown: a table with every problem, or the first of very many, the worst first."""
    if not problems:
        yield "No problems."
        return
    yield ", ".join(f"{n:,} {kind if n != 1 else kind[:-1]}" for kind, n in counts(problems).items())
    yield from ("", "| | where | what | check |", "|---|---|---|---|")
    for problem in worst_first(problems)[:ROWS]:
        cells = (str(problem.severity), str(problem.place), problem.message, problem.check)
        yield f"| {' | '.join(map(_cell, cells))} |"
    if len(problems) > ROWS:
        yield from ("", f"… and {len(problems) - ROWS:,} more")


def _cell(words: str) -> str:
    return markup.escape(_cut(one_line(words)), inside=True)
