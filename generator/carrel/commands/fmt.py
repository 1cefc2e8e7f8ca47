"""Put records, people, topics and venues into one order and layout; comments and unknown fields stay."""

from __future__ import annotations

import argparse
from pathlib import Path

from carrel.commands import BAD, GOOD, MISUSED, printing

HELP = "put records into one order and layout"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("files", type=Path, nargs="*", metavar="FILE", help="curated files (default: all of the list)")
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 and name what would change")


def run(root: Path, chosen: argparse.Namespace) -> int:
    """Format the files, or tell which would change."""
    from carrel.curate import formatting
    from carrel.problem import has_errors, one_line

    try:
        names = formatting.named(root, chosen.files) if chosen.files else formatting.every(root)
    except formatting.NotCuratedError as fault:
        printing.tell(one_line(f"carrel: {fault}"))
        return MISUSED
    changed, problems = formatting.run(root, names, write=not chosen.check)
    printing.problems(problems)
    for name in changed:
        print(one_line(f"{name}: {'would change' if chosen.check else 'formatted'}"))
    print(f"{printing.number(len(names), 'file')}, {len(changed):,} {'to change' if chosen.check else 'changed'}")
    return BAD if has_errors(problems) or (chosen.check and changed) else GOOD
