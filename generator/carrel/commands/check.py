"""Tell what is wrong in a list, what could be better, and what each of its documents holds.

Every problem belongs to a check; docs/checks.md tells what each of them means and what to do.
"""

from __future__ import annotations

import argparse
import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from carrel.commands import BAD, GOOD, MISUSED, printing

if TYPE_CHECKING:
    from carrel.checking import Checked
    from carrel.problem import Problem

HELP = "tell what is wrong, and what each document holds"
ROUNDS = 3  # of fixing: a record with an unknown field is not looked at any further until that is put right
FORMATS = ("text", "json", "github")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("--format", choices=FORMATS, default="text", help="github: marks at the lines, and a summary")
    parser.add_argument("--only", metavar="ID,…", help="the problems of these checks, and no others")
    parser.add_argument("--fix", action="store_true", help="put right what is certain; nothing of yours is lost")
    parser.add_argument("--explain", metavar="ID", help="tell what a check means and what to do, and look at nothing")
    parser.add_argument("--since", metavar="REV", help="the problems of what changed since a revision of git")


def run(root: Path, chosen: argparse.Namespace) -> int:
    """Read the list and tell."""
    from carrel import trees
    from carrel.problem import has_errors, one_line

    began = time.monotonic()
    only = chosen.only.split(",") if chosen.only else []
    if wrong := _unknown([*only, *([chosen.explain] if chosen.explain else [])]):
        printing.tell(f"carrel: {wrong}")
        return MISUSED
    if chosen.explain:
        return _explain(chosen.explain)
    try:
        outcome, found = _look(root, chosen.since, only)
        for _ in range(ROUNDS if chosen.fix else 0):
            if not _fix(root, outcome, found):
                break
            outcome, found = _look(root, chosen.since, only)
    except trees.NoTreeError as fault:
        printing.tell(one_line(f"carrel: --since {fault}"))
        return MISUSED
    _tell(outcome, found, chosen.format, began)
    return BAD if has_errors(found) else GOOD


def _look(root: Path, since: str | None, only: list[str]) -> tuple[Checked, list[Problem]]:
    """Check the list; return all that was seen, and the problems that are asked for."""
    from carrel import checking

    today = datetime.now(UTC).date().isoformat()
    outcome = checking.check_since(root, since, today) if since else checking.check(root, today)
    return outcome, [problem for problem in outcome.problems if not only or problem.check in only]


def _fix(root: Path, outcome: Checked, found: list[Problem]) -> bool:
    """Put right what is certain; tell whether anything changed."""
    from carrel import checks
    from carrel.curate import fixing
    from carrel.problem import one_line

    changed, left = fixing.run(root, checks.fixes(outcome.survey, found))
    for name in changed:
        printing.tell(one_line(f"{name}: fixed"))
    printing.problems(left)
    return bool(changed)


def _unknown(only: list[str]) -> str:
    """Say which check there is not, or nothing."""
    from carrel import checks

    wrong = [name for name in only if name not in checks.registry()]
    return f"there is no check '{wrong[0]}'; there are {', '.join(checks.registry())}" if wrong else ""


def _explain(name: str) -> int:
    """Print what a check means."""
    from carrel import checks

    print(checks.described(name), end="")
    return GOOD


def _tell(outcome: Checked, found: list[Problem], form: str, began: float) -> None:
    """Print what was found."""
    from carrel import readers, reports
    from carrel.problem import one_line

    if form == "json":
        print(reports.as_json(found))
        return
    if form == "github":
        for line in reports.github(found):
            print(line)
        _summarise(found)
    else:
        for seed in outcome.library.seeds.values() if outcome.whole else ():
            papers = printing.number(len(seed.papers), "paper")
            print(one_line(f"seeds/{seed.path}: {papers} ({readers.in_words(seed.format)})"))
        for line in reports.text(found):
            printing.tell(line)
    printing.sum_up(outcome.library if outcome.whole else None, found, began, hints=True)


def _summarise(found: list[Problem]) -> None:
    """Add the table to the summary of the job, where there is one."""
    from carrel import reports

    if where := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(where).open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in reports.summary(found))
