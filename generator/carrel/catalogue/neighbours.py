"""What a paper may have to do with another one: words that both have, so that a change finds what it touches."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from carrel import sameness, spelling
from carrel.catalogue import works
from carrel.catalogue.attach import attach
from carrel.catalogue.people import folded
from carrel.catalogue.works import Work
from carrel.model import Reading, Record


def parted(readings: Mapping[str, Reading], records: Sequence[Record]) -> dict[str, Work]:
    """Return all that is one work by itself, by its id: a record with its entry, a record or an entry alone."""
    return works.named(works._parts(readings, records, attach(readings, records)[0]))  # noqa: SLF001  # one room


def close(paper: str, part: Work) -> Iterator[int]:
    """Return what only those share that may be one work, or that name each other."""
    yield from sameness.blocks(sameness.card(0, works._said(part)))  # noqa: SLF001  # one room
    yield from mentions([paper, *works.aliases(part)])
    for record in part.records:
        yield from mentions([record.id, *record.same_as, *record.not_same_as])


def mentions(ids: Iterable[str]) -> Iterator[int]:
    """Return what stands for ids of papers."""
    return (_key("id", name) for name in ids)


def loose(part: Work) -> Iterator[int]:
    """Return what many may share, of whom a few are enough to know: people, and spellings of a venue."""
    said = works._said(part)  # noqa: SLF001  # one room
    if said.authors:
        yield from (_key("person", folded(name)) for name in said.authors.value.names)
    if said.venue:
        yield from (_key("venue", piece) for piece in spelling.pieces(said.venue.value))


def _key(*parts: str) -> int:
    """Return a number that no block of `sameness` has."""
    return 1 << 32 | zlib.crc32("\n".join(parts).encode(errors="replace"))
