"""Write the pages of a list and publish them as site/; after an error the last good site stays."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from carrel.commands import printing

HELP = "write the pages and publish them as site/"


def arguments(_parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""


def run(root: Path, _chosen: argparse.Namespace) -> int:
    """Write the pages and publish them."""
    from carrel import build

    began = time.monotonic()
    progress = printing.Progress()
    outcome = build.build(root, progress.show if sys.stderr.isatty() else None)
    progress.end()
    return printing.finish(outcome, began)
