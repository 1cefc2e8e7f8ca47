"""What a paper may have to do with another one: words that both have, so that a change finds what it touches."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping

from carrel import sameness, slugs, spelling
from carrel.catalogue import works
from carrel.catalogue.attach import attach
from carrel.catalogue.people import folded
from carrel.catalogue.works import Work
from carrel.model import Description, Reading, Record


def pieces(readings: Mapping[str, Reading], records: Iterable[Record]) -> Iterator[Work]:
    """Return each entry with the record about it, and each record that is about none."""
    given = list(records)
    attached, _ = attach(readings, given)
    about = {works.spot(attached[record.id]): (record,) for record in given if record.id in attached}
    for record in given:
        if not record.seed:
            yield Work(records=(record,))
    for reading in readings.values():
        for entry in reading.entries:
            yield Work((entry,), about.get(works.spot(entry), ()))


def ids(piece: Work) -> tuple[str, ...]:
    """Return the id that a piece has as a paper, or those of which it has one."""
    if piece.records:
        return (piece.records[0].id,)
    base = works.base_id(piece)
    return base, slugs.with_suffix(base, works.own_words(piece))


def keys(piece: Work, own: Iterable[str]) -> tuple[frozenset[int], frozenset[int]]:
    """Return what only those share that may be one work, or name each other; and what a few are enough to know by.

    `own` are the ids of the piece.
    """
    said = works.said(piece)
    called = {*own, *works.aliases(piece)}
    called.update(name for record in piece.records for name in (*record.same_as, *record.not_same_as))
    if piece.records and piece.entries:  # without its record, it would have this id, or one with a suffix
        called.add(works.base_id(piece))
    close = sameness.blocks(sameness.card(0, said)).union(_key("id", name) for name in called)
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
