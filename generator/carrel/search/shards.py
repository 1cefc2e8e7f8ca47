"""Shards: the rows of a table, cut into files of a size that a browser loads at once.

A shard is a classic script, for nothing else works from a double-clicked file. It is called after what it holds, so
that nothing old is mixed with anything new, and a browser may keep it for ever.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator

from carrel.search.numbers import CELL, DIGITS, ROW

FOLDER = "api/search"
HASH = 6  # letters of a name that tell what is in a file
SHARD = 24_000  # characters of a shard of words, or of one word

File = tuple[str, str]  # path and content


class Table:
    """The files of a table, and where each of them begins."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.firsts: list[str] = []  # of rows that have a key,
        self.numbers: list[int] = []  # of rows that have a number
        self.hashes: list[str] = []

    def shard(self, content: str) -> File:
        """Return a shard as a file."""
        hashed = hashlib.blake2b(content.encode(), digest_size=HASH // 2).hexdigest()
        self.hashes.append(hashed)
        return f"{FOLDER}/{self.name}-{len(self.hashes) - 1}-{hashed}.js", f"carrelShard({content});\n"

    def listed(self, rows: Iterable[str]) -> Iterator[File]:
        """Yield the shards of rows that are JSON; they are found by their numbers."""
        for number, shard in _cut(rows):
            self.numbers.append(number)
            yield self.shard(_list(shard))

    def keyed(self, rows: Iterable[str]) -> Iterator[File]:
        """Yield the shards of rows that begin with a key."""
        return self.texts((shard[0].partition(CELL)[0], shard) for _, shard in _cut(rows))

    def words(self, words: Iterable[str]) -> Iterator[File]:
        """Yield the shards of sorted words."""
        return self.texts(_cut_words(words))

    def texts(self, shards: Iterable[tuple[str, Iterable[str]]]) -> Iterator[File]:
        """Yield shards as files; given is where each begins, and its rows."""
        for first, rows in shards:
            self.firsts.append(first)
            yield self.shard(as_json(ROW.join(rows)))


class Even(Table):
    """A table whose shards have a like number of rows."""

    def __init__(self, name: str, most: int) -> None:
        super().__init__(name)
        self.most = most
        self._rows: list[str] = []

    def add(self, row: object) -> Iterator[File]:
        """Add a row; yield a shard if it is full."""
        self._rows.append(as_json(row))
        if len(self._rows) == self.most:
            yield from self.end()

    def end(self) -> Iterator[File]:
        """Yield the shard that has begun."""
        if self._rows:
            yield self.shard(_list(self._rows))
            self._rows.clear()


def _cut(rows: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """Cut rows into shards; yield the number of the first row of each, and its rows."""
    first, size = 0, 0
    shard: list[str] = []
    for number, row in enumerate(rows):
        if shard and size + len(row) > SHARD:
            yield first, shard
            first, shard, size = number, [], 0
        shard.append(row)
        size += len(row) + 1
    if shard:
        yield first, shard


def _cut_words(words: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Cut sorted words into shards; yield how each begins, and its rows: each word after what it shares."""
    first, before, size = "", "", 0
    shard: list[str] = []
    for word in words:
        if size >= SHARD:
            yield first, shard
            shard, size = [], 0
        if not shard:
            first, before = beginning(before, word), ""
        shared = common(before, word)
        shard.append(DIGITS[shared] + word[shared:])
        size += len(word) - shared + 2
        before = word
    if shard:
        yield first, shard


def beginning(before: str, word: str) -> str:
    """Return as much of a word as tells it from the one before."""
    return word[: common(before, word) + 1]


def common(one: str, other: str) -> int:
    """Return how many letters two words have in common where they begin."""
    length = min(len(one), len(other))
    while not other.startswith(one[:length]):
        length -= 1
    return length


def _list(rows: Iterable[str]) -> str:
    return f"[{','.join(rows)}]"


def as_json(value: object) -> str:
    """Return JSON that is a script too, whatever it holds, and wherever it is put."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
