"""Pack site/ into a zip that opens from disk; the same site gives the same bytes."""

from __future__ import annotations

import argparse
from pathlib import Path

from carrel.commands import BAD, GOOD, printing

HELP = "pack site/ into a zip that opens from disk"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("zip", type=Path, nargs="?", default=None, metavar="FILE", help="where to (default: site.zip)")


def run(root: Path, chosen: argparse.Namespace) -> int:
    """Pack the site."""
    from carrel.problem import has_errors
    from carrel.publish.pack import pack_site

    target: Path = chosen.zip or root / "site.zip"
    problems = pack_site(root, target.absolute())
    printing.problems(problems)
    if has_errors(problems):
        return BAD
    print(f"{target}: {target.stat().st_size:,} bytes")
    return GOOD
