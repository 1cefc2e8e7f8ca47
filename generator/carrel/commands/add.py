"""Add papers to the list: from an arXiv id, a DOI or an address that holds one, from files, or from standard input.

What the list has already is not added. A record is written for each other paper, and what is missing of it is told.
With --from-issue, the answers of an issue form add a paper or correct one.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from carrel.commands import BAD, GOOD, MISUSED, printing

if TYPE_CHECKING:
    from carrel.curate.outcome import Outcome
    from carrel.lookup import Desk, Subject

HELP = "add papers by arXiv id, DOI, BibTeX …"
ISSUE = "CARREL_ISSUE"  # the variable that holds an issue
STDIN = "standard input"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "papers",
        nargs="*",
        metavar="PAPER",
        help="arxiv:2404.19429, a DOI, an address that holds one; or a file of BibTeX, RIS, CSL-JSON …, - for "
        "standard input (default)",
    )
    parser.add_argument("--id", default="", help="the id of the new record, if it is one")
    parser.add_argument("--offline", action="store_true", help="ask nobody; write what is known")
    parser.add_argument(
        "--from-issue",
        nargs="?",
        const="",
        metavar="FILE",
        help=f"take an issue form's answers: from FILE (text, or a forge's event as JSON; -: standard input), "
        f"or else from the variable {ISSUE}",
    )
    parser.add_argument("--report", type=Path, metavar="FILE", help="write what came of it as Markdown")


def run(root: Path, chosen: argparse.Namespace) -> int:
    """Add the papers, and tell what came of it."""
    from carrel import lookup, settings

    desk = None if chosen.offline else lookup.Desk(settings.read(root).contact)
    if chosen.from_issue is not None:
        return _from_issue(root, chosen, desk)
    subjects, files, strange = _sorted(chosen.papers or ["-"])
    if strange:
        printing.tell(f"carrel: '{strange}' is no file, no arXiv id, no DOI and no address that holds one")
        return MISUSED
    return _finish(_add(root, subjects, files, chosen.id, desk), chosen.report)


def _sorted(named: Sequence[str]) -> tuple[list[Subject], dict[str, Path | None], str]:
    """Part what was named into ids and files (None: standard input); the last is what is neither."""
    from carrel import lookup

    subjects: list[Subject] = []
    files: dict[str, Path | None] = {}
    for one in named:
        if one == "-":
            files[STDIN] = None
        elif Path(one).is_file():
            files[Path(one).as_posix()] = Path(one).resolve()
        elif about := lookup.subject(one):
            subjects.append(about)
        else:
            return subjects, files, one
    return list(dict.fromkeys(subjects)), files, ""


def _add(
    root: Path, subjects: Sequence[Subject], files: Mapping[str, Path | None], record_id: str, desk: Desk | None
) -> Outcome:
    from carrel.curate import adding

    texts = {name: _standard_input() for name, path in files.items() if path is None}
    paths = {name: path for name, path in files.items() if path}
    return adding.add(root, adding.Brought(subjects, paths, texts, id=record_id), desk)


def _from_issue(root: Path, chosen: argparse.Namespace, desk: Desk | None) -> int:
    from carrel import issue_forms
    from carrel.curate import issues

    body = _issue(chosen.from_issue)
    if body is None:
        printing.tell(f"carrel: no issue: name its file, or put it into the variable {ISSUE}")
        return MISUSED
    outcome = issues.take(root, issue_forms.body_of_event(body), desk)
    if outcome is None:
        print("the issue was written with no form of the list; nothing to do")
        return GOOD
    return _finish(outcome, chosen.report)


def _issue(source: str) -> str | None:
    if source == "-":
        return _standard_input()
    if not source:
        return os.environ.get(ISSUE)
    try:
        return Path(source).read_text("utf-8", "replace")
    except OSError:
        return None


def _standard_input() -> str:
    return sys.stdin.buffer.read().decode("utf-8-sig", "replace")


def _finish(outcome: Outcome, report: Path | None) -> int:
    from carrel.curate import report as reports
    from carrel.problem import one_line

    printing.problems(outcome.problems)
    for line in reports.lines(outcome):
        print(one_line(line))
    if report:
        report.write_text(reports.markdown(outcome), "utf-8")
    return BAD if outcome.failed else GOOD
