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
    parser.add_argument("--pages", action="store_true", help="tell which pages of the site change, too")


def run(root: Path, chosen: argparse.Namespace) -> int:
    """Compare the list as it was with the list as it is."""
    import tempfile

    from carrel import build, trees
    from carrel.curate import difference, pages_changed, telling
    from carrel.problem import Severity, one_line

    with tempfile.TemporaryDirectory() as folder:
        try:
            trees.unpack(root, chosen.revision, Path(folder))
        except trees.NoTreeError as fault:
            printing.tell(one_line(f"carrel: {fault}"))
            return MISUSED
        before, wrong_before = build.load(Path(folder))
        pages_before = pages_changed.rendered(Path(folder), before, wrong_before) if chosen.pages else {}
    after, wrong_after = build.load(root)
    pages_after = pages_changed.rendered(root, after, wrong_after) if chosen.pages else {}
    touched = pages_changed.compare(pages_before, pages_after)
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
        print(f"\n{pages_changed.as_markdown(touched)}" if chosen.pages else "", end="")
    else:
        print("\n".join([*map(one_line, notes), *telling.lines(found), *pages_changed.lines(touched)]))
    return GOOD
