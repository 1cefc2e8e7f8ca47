"""Show a list in a browser, and follow its files: what is saved is on screen in a moment."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from carrel.commands import GOOD, printing

if TYPE_CHECKING:
    from carrel.problem import Problem

HELP = "show the list in a browser and follow its files"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on")


def run(root: Path, chosen: argparse.Namespace) -> int:
    """Serve until it is interrupted."""
    from carrel import build, pages
    from carrel.publish.serve import serve

    def write() -> tuple[list[Problem], str | None]:
        outcome = build.write(root)
        return outcome.problems, build.newest(outcome.library)

    templates = Path(pages.__file__).parent  # for whoever works on Carrel itself
    serve(root, host=chosen.host, port=chosen.port, write=write, say=printing.tell, also=[templates])
    return GOOD
