"""Explain which topics each paper has, and why: one line an assignment, with the words that gave it."""

from __future__ import annotations

import argparse
from pathlib import Path

from carrel.commands import BAD, GOOD, MISUSED, printing

HELP = "explain which topics each paper has, and why"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("papers", nargs="*", metavar="PAPER", help="id of a paper (default: all)")
    parser.add_argument("--topic", default="", metavar="ID", help="only this topic, and those under it")


def run(root: Path, chosen: argparse.Namespace) -> int:
    """Explain the topics."""
    from carrel import build, explain
    from carrel.problem import Severity, one_line

    library, problems = build.load(root)
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    try:
        for line in explain.topics(library, chosen.papers, chosen.topic):
            print(one_line(line))
    except explain.UnknownError as unknown:
        printing.tell(one_line(f"carrel: {unknown}"))
        return MISUSED
    printing.problems(errors)
    return BAD if errors else GOOD
