"""Tell what is wrong in a list, and what each of its documents holds."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from carrel.commands import printing

HELP = "tell what is wrong, and what each document holds"


def arguments(_parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""


def run(root: Path, _chosen: argparse.Namespace) -> int:
    """Read the list and tell."""
    from carrel import build, readers
    from carrel.problem import one_line

    began = time.monotonic()
    library, problems = build.load(root)
    for seed in library.seeds.values():
        print(
            one_line(
                f"seeds/{seed.path}: {printing.number(len(seed.papers), 'paper')} ({readers.in_words(seed.format)})"
            )
        )
    return printing.finish(build.Outcome(library, problems), began)
