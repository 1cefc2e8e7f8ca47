"""What stands at a revision, kept so that what is near to a record is found without reading all of the list.

It is a database in `.carrel/`, named by the content that it was made from; where there is none it is made anew. One
that came with the repository is not looked at: somebody else may have written it.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import takewhile
from pathlib import Path

from carrel import __version__, revisions
from carrel.checking.gathering import Gathered, unpacked
from carrel.model import Entry, Reading
from carrel.publish.state import NAME, state_folder

FOLDER = "checked"
KEPT = 4  # of older revisions
CROWD = 20  # parts that share something close; if more do, it says little
FEW = 3  # parts that are enough to know a person or a venue by
_TABLES = """
create table document (seed text primary key, format text);
create table piece (part integer, ids text, record text);
create table entry (seed text, position integer, part integer, stored blob);
create table posting (keyed blob);
"""
_INDEXES = """
create index piece_of_part on piece (part);
create index entry_of_part on entry (part);
create index entry_of_seed on entry (seed, position);
"""
_PART = 31  # bits of a posting: those above are the key


class Index:
    """The parts of a list, found by what they share; a part is a piece with its copies."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def near(self, close: Iterable[int], loose: Iterable[int]) -> set[int]:
        """Return the parts that share one of these keys, of each no more than count."""
        wanted = [(key, limit) for keys, limit in ((close, CROWD), (loose, FEW)) for key in set(keys)]
        return {part for key, limit in wanted for part in self._sharing(key, limit)}

    def _sharing(self, key: int, limit: int) -> Iterator[int]:
        first = bisect_left(self._postings, key << _PART)
        found = takewhile(lambda posting: posting >> _PART == key, self._postings[first : first + limit])
        return (posting & ((1 << _PART) - 1) for posting in found)

    @cached_property
    def _postings(self) -> array[int]:
        """All keys with their parts, sorted."""
        [kept] = self._database.execute("select keyed from posting").fetchone()
        return array("Q", kept)

    def records(self, parts: Iterable[int]) -> Iterator[str]:
        """Return the paths of the records of parts."""
        for part in parts:
            yield from (
                path for (path,) in self._database.execute("select record from piece where part = ?", (part,)) if path
            )

    def ids(self, parts: Iterable[int]) -> Iterator[str]:
        """Return the ids of parts; where copies could have several, all of them."""
        for part in parts:
            for (ids,) in self._database.execute("select ids from piece where part = ?", (part,)):
                yield from json.loads(ids)

    def entries(self, parts: Iterable[int]) -> Iterator[tuple[str, Entry]]:
        """Return the entries of parts, with their seeds."""
        for part in parts:
            for seed, kept in self._database.execute("select seed, stored from entry where part = ?", (part,)):
                yield seed, unpacked(kept)

    def reading(self, seed: str) -> Reading | None:
        """Return all entries of a seed, if there is such a document."""
        if seed not in self.formats:
            return None
        ask = "select stored from entry where seed = ? order by position"
        return Reading(tuple(unpacked(kept) for (kept,) in self._database.execute(ask, (seed,))))

    @cached_property
    def formats(self) -> Mapping[str, str]:
        """The format of each document."""
        return dict(self._database.execute("select seed, format from document"))


def find(root: Path, commit: str) -> Index | None:
    """Return the index of a commit, if it was made before."""
    path = _path(root, commit)
    if not path.exists() or revisions.is_tracked(root, NAME):
        return None
    database = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    try:
        database.execute("select count(*) from document").fetchone()
    except sqlite3.DatabaseError:
        return None
    return Index(database)


def make(root: Path, commit: str, gathered: Gathered) -> Index:
    """Make the index of a commit, and keep it where that is possible."""
    made = sqlite3.connect(":memory:")
    made.executescript(_TABLES)
    _fill(made, gathered)
    made.executescript(_INDEXES)
    made.commit()
    if not revisions.is_tracked(root, NAME):
        _keep(made, root, _path(root, commit))
    return Index(made)


def _path(root: Path, commit: str) -> Path:
    content = f"{__version__}\n{revisions.key(root, commit)}"
    return root / NAME / FOLDER / f"{hashlib.sha256(content.encode(errors='replace')).hexdigest()[:32]}.db"


def _fill(made: sqlite3.Connection, gathered: Gathered) -> None:
    made.executemany("insert into document values (?, ?)", gathered.formats.items())
    parts: dict[str, int] = {}
    numbered = [(parts.setdefault(p.group, len(parts)), p) for p in gathered.pieces]
    made.executemany("insert into piece values (?, ?, ?)", ((n, json.dumps(p.ids), p.record) for n, p in numbered))
    rows = ((p.path.removeprefix("seeds/"), p.position, n, p.entry) for n, p in numbered if p.entry)
    made.executemany("insert into entry values (?, ?, ?, ?)", rows)
    postings = array("Q", sorted({key << _PART | n for n, p in numbered for key in p.keys}))
    made.execute("insert into posting values (?)", (postings.tobytes(),))


def _keep(made: sqlite3.Connection, root: Path, path: Path) -> None:
    """Write the database beside the list, and forget older ones."""
    try:
        state_folder(root)
        path.parent.mkdir(exist_ok=True)
        for old in sorted(path.parent.glob("*.db"), key=lambda old: old.stat().st_mtime)[:-KEPT]:
            old.unlink(missing_ok=True)
        fresh = path.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        with sqlite3.connect(fresh) as kept:
            made.backup(kept)
        kept.close()
        fresh.replace(path)
    except (OSError, sqlite3.Error):  # a list that may not be written to is checked all the same
        return
