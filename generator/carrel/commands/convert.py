"""Write what files hold as records, a paper a file: nothing is lost, and nothing that is there is overwritten."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from carrel.commands import BAD, GOOD, printing

HELP = "write what files hold as records, a paper a file"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="BibTeX, RIS, CSL-JSON, CSV, Markdown …")
    parser.add_argument("--to", type=Path, default=None, metavar="DIR", help="where to (default: seeds/papers)")


def run(root: Path, chosen: argparse.Namespace) -> int:
    """Convert the files."""
    from carrel import convert
    from carrel.problem import Severity

    began = time.monotonic()
    done = convert.convert(root, chosen.files, chosen.to)
    printing.problems(done.problems)
    errors = sum(problem.severity is Severity.ERROR for problem in done.problems)
    counts = [
        f"{printing.number(len(done.written), 'record')} written",
        f"{printing.number(done.left, 'paper')} left alone",
        f"{time.monotonic() - began:.1f} s",
        printing.number(errors, "error"),
        printing.number(len(done.problems) - errors, "warning"),
    ]
    print(", ".join(counts))
    return BAD if errors else GOOD
