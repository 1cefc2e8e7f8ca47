"""What stands at a revision, kept so that what is near to a record is found without reading all of the list.

It is a database in `.carrel/`, named by the content that it was made from; where there is none it is made anew. One
that came with the repository is not looked at: somebody else may have written it.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from carrel import __version__, revisions, stored
from carrel.catalogue import neighbours
from carrel.catalogue.works import Work
from carrel.model import Entry, Reading
from carrel.publish.state import NAME, state_folder

FOLDER = "checked"
KEPT = 4  # of older revisions
CROWD = 20  # parts that share something close; if more do, it says little
FEW = 3  # parts that are enough to know a person or a venue by
_TABLES = """
create table document (seed text primary key, format text);
create table part (n integer primary key, id text, records text);
create table entry (seed text, position integer, part integer, stored blob, primary key (seed, position)) without rowid;
create index entry_of_part on entry (part);
create table posting (key integer, part integer, primary key (key, part)) without rowid;
"""


class Index:
    """The parts of a list, found by what they share."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def near(self, close: Iterable[int], loose: Iterable[int]) -> set[int]:
        """Return the parts that share one of these keys, of each no more than count."""
        ask = "select part from posting where key = ? limit ?"
        wanted = [(key, limit) for keys, limit in ((close, CROWD), (loose, FEW)) for key in set(keys)]
        return {part for pair in wanted for (part,) in self._database.execute(ask, pair)}

    def records(self, parts: Iterable[int]) -> Iterator[str]:
        """Return the paths of the records of parts."""
        for part in parts:
            for (paths,) in self._database.execute("select records from part where n = ?", (part,)):
                yield from json.loads(paths)

    def ids(self, parts: Iterable[int]) -> Iterator[str]:
        """Return the ids of parts."""
        for part in parts:
            yield from (name for (name,) in self._database.execute("select id from part where n = ?", (part,)))

    def entries(self, parts: Iterable[int]) -> Iterator[tuple[str, Entry]]:
        """Return the entries of parts, with their seeds."""
        for part in parts:
            for seed, packed in self._database.execute("select seed, stored from entry where part = ?", (part,)):
                yield seed, _unpacked(packed)

    def reading(self, seed: str) -> Reading | None:
        """Return all entries of a seed, if there is such a document."""
        if seed not in self.formats:
            return None
        ask = "select stored from entry where seed = ? order by position"
        return Reading(tuple(_unpacked(packed) for (packed,) in self._database.execute(ask, (seed,))))

    @property
    def formats(self) -> Mapping[str, str]:
        """The format of each document."""
        return dict(self._database.execute("select seed, format from document"))


def _packed(entry: Entry) -> bytes:
    return zlib.compress(stored.dumps(entry).encode("utf-8", "surrogatepass"), 1)


def _unpacked(packed: bytes) -> Entry:
    entry: Entry = stored.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))
    return entry


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


def make(root: Path, commit: str, readings: Mapping[str, tuple[str, Reading]], parts: Mapping[str, Work]) -> Index:
    """Make the index of a commit, and keep it where that is possible."""
    made = sqlite3.connect(":memory:")
    made.executescript(_TABLES)
    _fill(made, readings, parts)
    made.commit()
    if not revisions.is_tracked(root, NAME):
        _keep(made, root, _path(root, commit))
    return Index(made)


def _path(root: Path, commit: str) -> Path:
    content = f"{__version__}\n{revisions.key(root, commit)}"
    return root / NAME / FOLDER / f"{hashlib.sha256(content.encode(errors='replace')).hexdigest()[:32]}.db"


def _fill(made: sqlite3.Connection, readings: Mapping[str, tuple[str, Reading]], parts: Mapping[str, Work]) -> None:
    made.executemany("insert into document values (?, ?)", ((seed, form) for seed, (form, _) in readings.items()))
    used: Counter[int] = Counter()
    for n, (name, part) in enumerate(parts.items()):
        made.execute("insert into part values (?, ?, ?)", (n, name, json.dumps([r.place.path for r in part.records])))
        rows = ((e.place.path.removeprefix("seeds/"), e.position, n, _packed(e)) for e in part.entries)
        made.executemany("insert or replace into entry values (?, ?, ?, ?)", rows)
        close, loose = neighbours.keys(name, part)
        enough = {key for key in loose if used[key] > FEW}
        used.update(loose)
        made.executemany("insert into posting values (?, ?)", ((key, n) for key in {*close, *loose} - enough))


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
