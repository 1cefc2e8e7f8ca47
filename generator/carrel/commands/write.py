"""Write the pages of a list into docs/; after an error nothing is written."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from carrel.commands import printing

HELP = "write the pages into docs/"


def arguments(_parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""


def run(root: Path, _chosen: argparse.Namespace) -> int:
    """Write the pages."""
    from carrel import build

    began = time.monotonic()
    return printing.finish(build.write(root), began)
