"""seeds/ids.txt: the addresses that a list has published, so that none goes without somebody seeing it.

The file is made and lengthened by `carrel check --fix`; a list may do without. A line is the address of a page without
its `.html`: `papers/lancet`, `authors/jun-rao`, `topics/pruning`, `venues/acl`. A line that is taken out is an address
given up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from carrel import files
from carrel.model import Field, Library, Paper, Person, Topic, Venue
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
    """Return the addresses that last, sorted.

    The page of a topic that nobody has defined is none of them: it comes and goes with a keyword.
    """
    passing = {f"topics/{topic.id}" for topic in library.topics.values() if topic.uncurated}
    return sorted({f"{room}/{one}" for room, held in _rooms(library) for one in held} - passing)


def reached(library: Library) -> frozenset[str]:
    """Return every address at which something is found, or which leads on."""
    return frozenset([*(f"{room}/{one}" for room, held in _rooms(library) for one in held), *leading_on(library)])


def leading_on(library: Library) -> dict[str, str]:
    """Return the old addresses, each with the one that it leads to."""
    return {
        f"{room}/{old}": f"{room}/{one.id}"
        for room, held in _rooms(library)
        for one in held.values()
        for old in (one.aliases.value if isinstance(one.aliases, Field) else one.aliases or ())
    }


def _rooms(library: Library) -> Iterator[tuple[str, Mapping[str, Paper | Person | Topic | Venue]]]:
    yield "papers", {**library.papers, **library.removed}
    yield "authors", library.people
    yield "topics", library.topics
    yield "venues", library.venues


def lengthened(text: str, new: Iterable[str]) -> str:
    """Return the file with new addresses; every line that stands there stays, and keeps its order."""
    kept = text or HEAD
    return kept + ("" if kept.endswith("\n") else "\n") + "".join(f"{address}\n" for address in sorted(new))
