"""Tell what a change does to the library: papers, authors, topics that came, went or changed since a revision."""

from __future__ import annotations

import argparse
from pathlib import Path

from carrel.commands import GOOD, MISUSED, printing

HELP = "tell what changed in the library since a revision of git"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("revision", metavar="REV", help="what to compare with: HEAD, main, a commit …")
    parser.add_argument("--format", choices=("text", "markdown"), default="text", help="how to tell it")


def run(root: Path, chosen: argparse.Namespace) -> int:
    """Compare the list as it was with the list as it is."""
    import tempfile

    from carrel import build, trees
    from carrel.curate import difference, telling
    from carrel.problem import Severity, one_line

    with tempfile.TemporaryDirectory() as folder:
        try:
            trees.unpack(root, chosen.revision, Path(folder))
        except trees.NoTreeError as fault:
            printing.tell(one_line(f"carrel: {fault}"))
            return MISUSED
        before, wrong_before = build.load(Path(folder))
    after, wrong_after = build.load(root)
    found = difference.compare(before, after)
    notes = []
    for when, problems in ((f"at {chosen.revision}", wrong_before), ("now", wrong_after)):
        errors = sum(problem.severity is Severity.ERROR for problem in problems)
        if errors:
            notes.append(
                f"{printing.number(errors, 'error')} {when}: what cannot be read looks as if it were not there"
            )
    if chosen.format == "markdown":
        print(telling.as_markdown(found, f"What changes since {chosen.revision}", notes), end="")
    else:
        print("\n".join([*map(one_line, notes), *telling.lines(found)]))
    return GOOD
