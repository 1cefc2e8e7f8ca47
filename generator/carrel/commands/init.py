"""Make a list of your own in a new folder, with two examples or from what you have: BibTeX, Zotero, CSV, Markdown."""

from __future__ import annotations

import argparse
from pathlib import Path

from carrel.commands import BAD, GOOD, MISUSED, printing

HELP = "make a list of your own in a new folder"
NEEDS_LIST = False


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a new folder, or an empty one")
    parser.add_argument("--title", default="Reading list", help="what the list is called")
    parser.add_argument("--forge", default="", metavar="URL", help="where it is kept: https://github.com/you/your-list")
    parser.add_argument(
        "--from", type=Path, nargs="+", default=[], dest="seeds", metavar="FILE", help="documents to start from"
    )


def run(_root: Path, chosen: argparse.Namespace) -> int:
    """Make the list, and say what to do next."""
    from carrel.curate import beginning
    from carrel.problem import has_errors, one_line

    folder: Path = chosen.folder
    try:
        library, problems = beginning.begin(folder, beginning.Wishes(chosen.title, chosen.forge, chosen.seeds))
    except beginning.RefusedError as refused:
        printing.tell(one_line(f"carrel: {refused}"))
        return MISUSED
    printing.problems(problems)
    if has_errors(problems):
        printing.tell(one_line(f"carrel: {folder}: not made, for the errors above"))
        return BAD
    for seed in library.seeds.values():
        print(one_line(f"{folder}/seeds/{seed.path}: {printing.number(len(seed.papers), 'paper')} ({seed.format})"))
    print(one_line(f"{folder}: a list of {printing.number(len(library.papers), 'paper')}"))
    print(one_line(f"next: cd {folder} && carrel build"))
    return GOOD
