"""What a paper may have to do with another one: words that both have, so that a change finds what it touches."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence

from carrel import sameness, spelling
from carrel.catalogue import works
from carrel.catalogue.attach import attach
from carrel.catalogue.people import folded
from carrel.catalogue.works import Work
from carrel.model import Description, Reading, Record


def parted(readings: Mapping[str, Reading], records: Sequence[Record]) -> dict[str, Work]:
    """Return all that is one work by itself, by its id: a record with its entry, a record or an entry alone."""
    return works.named(works.separate(readings, records, attach(readings, records)[0]))


def keys(paper: str, part: Work) -> tuple[frozenset[int], frozenset[int]]:
    """Return what only those share that may be one work, or name each other; and what a few are enough to know by."""
    said = works.said(part)
    ids = {paper, *works.aliases(part)}
    ids.update(name for record in part.records for name in (record.id, *record.same_as, *record.not_same_as))
    if part.entries:
        ids.add(works.base_id(part))  # without its record, it would have this id, or one with a suffix
    close = sameness.blocks(sameness.card(0, said)).union(_key("id", name) for name in ids)
    return close, frozenset(_loose(said))


def _loose(said: Description) -> Iterator[int]:
    """Return people, and spellings of a venue."""
    if said.authors:
        yield from (_key("person", folded(name)) for name in said.authors.value.names)
    if said.venue:
        yield from (_key("venue", piece) for piece in spelling.pieces(said.venue.value))


def _key(*parts: str) -> int:
    """Return a number that no block of `sameness` has."""
    return 1 << 32 | zlib.crc32("\n".join(parts).encode(errors="replace"))
