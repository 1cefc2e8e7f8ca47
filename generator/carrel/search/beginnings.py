"""What answers before a word is typed to its end, or if it is spelt wrong where it begins."""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, islice

from carrel.search.numbers import CELL, read, write, write_rising
from carrel.search.postings import Words

NEAR = 3  # shards are looked through for the beginning of a word
BEST = 60  # papers that stand for such a beginning, where its words are in more shards
BEST_NAMED = 6  # people, and values, likewise
LONGEST = 8  # letters of such a beginning
LAST_CHARACTER = "\uffff"
TITLE, NAMES, TEXT = 4, 2, 1  # where words stand, each worth more than those after it
MOST_WORTH = bytes(1 << sign.bit_length() >> 1 for sign in range(256))


def order(term: str) -> str:
    """Return what orders terms as JavaScript does, by UTF-16: for all but a few that is the term itself."""
    if term.isascii() or max(term) <= LAST_CHARACTER:
        return term
    halves = term.encode("utf-16-be", "surrogatepass")
    return "".join(chr(high << 8 | low) for high, low in zip(halves[::2], halves[1::2], strict=True))


def broad(firsts: Sequence[str]) -> list[str]:
    """Return the beginnings of words that are in more shards than a browser looks through, in order."""
    beginnings = {first[:length] for first in firsts for length in range(1, min(len(first), LONGEST) + 1)}
    starts = [order(first) for first in firsts]

    def shards(beginning: str) -> int:
        low, high = order(beginning), order(beginning + LAST_CHARACTER)
        return bisect_left(starts, high) - max(0, bisect_right(starts, low) - 1)

    return sorted((beginning for beginning in beginnings if shards(beginning) > NEAR), key=order)


def rows(beginnings: Sequence[str], keys: Iterable[str], words: Words, papers: int) -> list[str]:
    """Return a row for each of the beginnings; both they and the words come in order."""
    told: dict[str, str] = {}
    waiting = deque(beginnings)
    held: list[_Best] = []  # each begins as the one before it

    def end(word: str) -> None:
        """Tell those that the words have left behind."""
        while held and not word.startswith(held[-1].beginning):
            best = held.pop()
            told[best.beginning] = best.row()
            if held:
                held[-1].join(best)

    for key in keys:
        while waiting and order(waiting[0]) <= order(key):
            end(waiting[0])
            held.append(_Best(waiting.popleft(), papers))
        end(key)
        if held:
            held[-1].add(words.texts(key))
    end("")
    return [told[beginning] for beginning in beginnings if beginning in told]


class _Best:
    """What is found by the words that begin so."""

    def __init__(self, beginning: str, papers: int) -> None:
        self.beginning = beginning
        self._where = bytearray(papers)  # of each paper, where such words stand
        self._people: list[int] = []
        self._values: list[int] = []

    def add(self, texts: Iterable[bytes | bytearray]) -> None:
        """Add where a word stands."""
        once, more, title, names, people, values = map(read, texts)
        where = self._where
        for gaps, sign in ((once, TEXT), (more, TEXT), (names, NAMES), (islice(title, 0, None, 2), TITLE)):
            for paper in accumulate(gaps):
                where[paper] |= sign
        self._name(accumulate(people), accumulate(values))

    def join(self, longer: _Best) -> None:
        """Add what a longer beginning finds."""
        both = int.from_bytes(self._where, "big") | int.from_bytes(longer._where, "big")
        self._where = bytearray(both.to_bytes(len(self._where), "big"))
        self._name(longer._people, longer._values)

    def _name(self, people: Iterable[int], values: Iterable[int]) -> None:
        self._people = heapq.nsmallest(BEST_NAMED, {*self._people, *people})
        self._values = heapq.nsmallest(BEST_NAMED, {*self._values, *values})

    def row(self) -> str:
        """Return the best papers, people and values, and how many papers there are."""
        where, cells, left = self._where.translate(MOST_WORTH), [], BEST
        for sign in (TITLE, NAMES, TEXT):
            best = list(islice(_places(where, sign), left))
            cells.append(write_rising(best))
            left -= len(best)
        named = (write_rising(some) for some in (self._people, self._values))
        return CELL.join((self.beginning, write(len(where) - where.count(0)), *cells, *named)).rstrip(CELL)


def _places(where: bytearray, sign: int) -> Iterator[int]:
    at = where.find(sign)
    while at >= 0:
        yield at
        at = where.find(sign, at + 1)


def ends(words: Words, keys: Iterable[str]) -> list[str]:
    """Return English words: one that is spelt wrong where it begins is found by its end.

    One that stands in a single abstract is not worth it.
    """
    weighty = (words.title, words.people, words.values)

    def known(key: str) -> bool:
        papers = chain(read(words.once.text(key)), read(words.more.text(key)))
        return any(key in some for some in weighty) or len(list(islice(papers, 2))) > 1

    return [key for key in keys if key.isascii() and key.isalpha() and known(key)]
