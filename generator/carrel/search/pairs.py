"""Which papers have two words side by side: what a phrase is looked for with, before any text is read.

Two words are told by a checksum of both. So a paper may seem to have a pair that it has not, and never the other way.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise

from carrel.search.numbers import written
from carrel.search.postings import Document
from carrel.search.tokens import pieces, taken_apart

PAIRS = 1 << 12  # checksums


class Pairs:
    """By the checksum of two words, the papers that have them, in the text in which a shard tells them."""

    def __init__(self) -> None:
        self._last = array("I", [0]) * PAIRS
        self._rows = [bytearray() for _ in range(PAIRS)]

    def add(self, number: int, document: Document, abstract: Sequence[str]) -> None:
        """Note the pairs of a paper, in each of its texts; its abstract is given in pieces."""
        rows, last = self._rows, self._last
        names = chain.from_iterable(map(_of_name, document.names))
        for pair in {*_of(pieces(document.title)), *_of(abstract), *names}:
            rows[pair] += written(number - last[pair])
            last[pair] = number

    def rows(self) -> Iterator[str]:
        """Yield the papers of each checksum."""
        return (row.decode() for row in self._rows)


def _of(text: Sequence[str]) -> Iterator[int]:
    checksums = chain.from_iterable(map(_checksums, text))
    return (((31 * a + b) * 0x9E3779B1 & 0xFFFFFFFF) >> 20 for a, b in pairwise(checksums))


@lru_cache(maxsize=1 << 10)
def _of_name(name: str) -> tuple[int, ...]:
    return tuple(_of(pieces(name)))


@lru_cache(maxsize=1 << 10)
def _checksums(piece: str) -> tuple[int, ...]:
    """Return the checksums of the terms of a piece that follow one another: all but the one that joins them."""
    found, length = taken_apart(piece)
    return tuple(_checksum(term) for term, _ in found[:length])


def _checksum(term: str) -> int:
    checksum = 0
    for letter in term:
        checksum = (31 * checksum + ord(letter)) & 0xFFFFFFFF
    return checksum
