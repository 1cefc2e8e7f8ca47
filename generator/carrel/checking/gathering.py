"""All that stands in a list, piece by piece, read by several processes: what the index of a revision is made of."""

from __future__ import annotations

import hashlib
import zlib
from array import array
from collections.abc import Collection, Generator, Sequence
from pathlib import Path
from typing import NamedTuple

from carrel import abreast, readers, stored
from carrel.catalogue import neighbours, works
from carrel.catalogue.works import Work
from carrel.model import Entry, Record
from carrel.records import papers

A_RECORD = 1_000  # bytes, as most have
ENOUGH = 2**19  # bytes to read that are worth a process


class Piece(NamedTuple):
    """An entry and the record about it, or a record alone; copies are of one group.

    Its keys are those of `neighbours.keys`, its entry is as `stored` keeps it, and none where there is a record alone.
    """

    path: str
    position: int
    group: str
    ids: tuple[str, ...]
    record: str  # its path
    keys: array[int]
    entry: bytes


class Gathered(NamedTuple):
    """What stands in documents: the format of each, and the pieces of all."""

    formats: dict[str, str]
    pieces: list[Piece]


class _Told(NamedTuple):
    """What a process tells the others before it reads documents."""

    names: frozenset[str]
    records: list[Record]  # about entries


def gather(root: Path, changed: Collection[str], old: Sequence[Record]) -> Gathered:
    """Return all of the list at `root`, in order; the changed records are as they were."""
    names = [name for name in papers.paths(root) if name not in changed]
    documents = sorted(((path.lstat().st_size, path) for path in readers.find(root / "seeds")), reverse=True)

    def share(mine: int, of: int) -> Generator[_Told, list[_Told], Gathered]:
        own = [*papers.read_some(root, names[mine::of])[0], *old[mine::of]]
        opened = readers.open_all(root, (path for _, path in documents[mine::of]))
        told = yield _Told(frozenset((*opened.names, *papers.names_of(own))), [record for record in own if record.seed])
        found, _ = opened.read(frozenset().union(*(said.names for said in told)))
        about = [record for said in told for record in said.records if record.seed in found]
        alone = [record for record in own if not record.seed]
        pieces = neighbours.pieces({seed: reading for seed, (_, reading) in found.items()}, [*about, *alone])
        return Gathered({seed: form for seed, (form, _) in found.items()}, list(map(_piece, pieces)))

    size = sum(size for size, _ in documents) + A_RECORD * len(names)
    shares = abreast.run(share, abreast.processes(size, ENOUGH))
    formats = {seed: form for found in shares for seed, form in found.formats.items()}
    return Gathered(formats, sorted(piece for found in shares for piece in found.pieces))


def _piece(work: Work) -> Piece:
    ids = neighbours.ids(work)
    close, loose = neighbours.keys(work, ids)
    keys = array("Q", close | loose)
    record = work.records[0].place.path if work.records else ""
    if not work.entries:
        return Piece(record, 0, record, ids, record, keys, b"")
    [entry] = work.entries
    group = hashlib.sha256(works.all_words(entry).casefold().encode(errors="replace")).hexdigest()
    return Piece(entry.place.path, entry.position, group, ids, record, keys, packed(entry))


def packed(entry: Entry) -> bytes:
    """Return an entry as bytes."""
    return zlib.compress(stored.dumps(entry).encode("utf-8", "surrogatepass"), 1)


def unpacked(kept: bytes) -> Entry:
    """Return the entry that was packed."""
    entry: Entry = stored.loads(zlib.decompress(kept).decode("utf-8", "surrogatepass"))
    return entry
