"""seeds/ids.txt: the addresses that a list has published, so that none goes without somebody seeing it.

The file is made and lengthened by `carrel check --fix`; a list may do without. A line is the address of a page without
its `.html`: `papers/lancet`, `authors/jun-rao`. A line that is taken out is an address given up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from carrel import files
from carrel.model import Library
from carrel.problem import Place, Problem, error

PATH = "seeds/ids.txt"
MAX_BYTES = 64 * 2**20
HEAD = "# Addresses of this list that others may have linked to. `carrel check --fix` adds new ones.\n"


def read(root: Path) -> tuple[Mapping[str, int] | None, list[Problem]]:
    """Return the addresses of the list at `root` with their lines; None if it keeps no such file."""
    path = root / PATH
    if not path.exists() and not path.is_symlink():
        return None, []
    try:
        text = files.read(path, root / "seeds", MAX_BYTES).decode("utf-8-sig")
    except files.Unreadable as fault:
        return None, [error(Place(PATH, fault.line), str(fault), "unreadable")]
    except UnicodeDecodeError:
        return None, [error(Place(PATH), "not UTF-8; save it as UTF-8", "unreadable")]
    lines = ((n, line.strip()) for n, line in enumerate(text.split("\n"), 1))
    return {line: n for n, line in lines if line and not line.startswith("#")}, []


def addresses(library: Library) -> list[str]:
    """Return the addresses that a library has, sorted; those that only lead on are none."""
    return sorted([*(f"papers/{paper}" for paper in library.papers), *(f"authors/{one}" for one in library.people)])


def leading_on(library: Library) -> frozenset[str]:
    """Return the old addresses that lead on to a page."""
    papers = (f"papers/{once}" for p in library.papers.values() for once in (p.aliases.value if p.aliases else ()))
    people = (f"authors/{once}" for person in library.people.values() for once in person.aliases)
    return frozenset([*papers, *people])


def lengthened(text: str, new: Iterable[str]) -> str:
    """Return the file with new addresses; every line that stands there stays, and keeps its order."""
    kept = text or HEAD
    return kept + ("" if kept.endswith("\n") else "\n") + "".join(f"{address}\n" for address in sorted(new))
