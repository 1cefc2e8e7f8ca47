"""The door: the command `carrel`. It parses arguments, runs a command, and says by its exit code how it went."""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

from carrel import __version__, commands
from carrel.commands import BAD, GOOD, MISUSED, printing


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0: no errors, 1: errors, 2: wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that lacks a letter is shown its number
            stream.reconfigure(errors="backslashreplace")
    try:
        chosen = _parser().parse_args(arguments)
    except SystemExit as done:
        return int(done.code or 0)
    atexit.register(gc.freeze)  # what is there at the end need not be looked through once more
    root: Path = chosen.root
    if chosen.needs_list and not (root / "seeds").is_dir():
        printing.tell(f"carrel: {root}: no list here; a list is a folder with seeds/, docs/ and mkdocs.yml")
        return MISUSED
    from carrel.publish import RefusedError

    try:
        code: int = chosen.run(root.resolve(), chosen)
        sys.stdout.flush()
    except RefusedError as refused:
        printing.tell(f"carrel: {refused}")
        return BAD
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `carrel check | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return GOOD
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="carrel", description="A reading list, from messy seeds to a site.")
    parser.add_argument("--version", action="version", version=f"carrel {__version__}")
    subparsers = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--root", type=Path, default=Path(), metavar="DIR", help="the list: it holds seeds/, docs/, mkdocs.yml"
    )
    for name, command in commands.registry().items():
        added = subparsers.add_parser(name, parents=[common], help=command.HELP, description=command.__doc__)
        command.arguments(added)
        added.set_defaults(run=command.run, needs_list=getattr(command, "NEEDS_LIST", True))
    return parser
