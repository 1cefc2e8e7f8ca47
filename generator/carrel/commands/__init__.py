"""The commands of `carrel`: one module each, found by being here.

A command has its name from its module, and:

- `HELP`: a line for `carrel --help`; the module's docstring is what `carrel COMMAND --help` says first
- `arguments(parser)`: add what it takes; `--root` it has already (see `NEEDS_LIST`)
- `run(root, chosen)`: do it; return 0 if there was no error, 1 if there was, 2 for wrong usage
- `NEEDS_LIST = False`, if it does not need a list at `--root`

A command imports what it needs when it runs, so that help is there at once.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Protocol, cast

HELPERS = frozenset({"printing"})
GOOD, BAD, MISUSED = 0, 1, 2  # exit codes


class Command(Protocol):
    """What every module of this folder has."""

    HELP: str

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add the arguments."""

    def run(self, root: Path, chosen: argparse.Namespace) -> int:
        """Do it, and return the exit code."""


@cache
def registry() -> Mapping[str, Command]:
    """Return every command by its name, in the order of the alphabet."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name not in HELPERS)
    return {name: cast("Command", importlib.import_module(f"{__name__}.{name}")) for name in names}
