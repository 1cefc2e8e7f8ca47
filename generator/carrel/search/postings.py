"""Where words stand: of each word the papers that have it, in the text in which a shard tells them.

They are written down at once, for a number of Python takes as much room as thirty characters. Most words of a list
stand in one place only, and take no more than that place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from carrel.search.numbers import CELL, read, written
from carrel.search.tokens import taken_apart, terms

LAST_PLACE = 31  # of a word in a title; those after it are told as this one


@dataclass(frozen=True, slots=True)
class Named:
    """What papers can be narrowed down to: a person, a topic, a year."""

    id: str
    name: str
    spellings: Sequence[str] = ()
    papers: Sequence[int] = ()  # their numbers, rising


@dataclass(frozen=True, slots=True)
class Document:
    """What is said of a paper: its texts; `names` are those of authors, topics, venue; `card` is what is shown."""

    title: str
    names: Sequence[str]
    abstract: str
    card: Sequence[object]


class _Row:
    """The numbers of a word that stands in several places."""

    __slots__ = ("last", "text")

    def __init__(self, last: int, text: bytes) -> None:
        self.last = last
        self.text = bytearray(text)


class Postings:
    """Of each word numbers that never fall, each as its distance from the one before."""

    def __init__(self) -> None:
        self._rows: dict[str, bytes | _Row] = {}

    def add(self, word: str, number: int, note: bytes = b"") -> None:
        """Add a number, and what is to be told with it."""
        row = self._rows.get(word)
        if row is None:
            self._rows[word] = written(number) + note
            return
        if isinstance(row, bytes):
            row = self._rows[word] = _Row(next(read(row)), row)
        row.text += written(number - row.last) + note
        row.last = number

    def text(self, word: str) -> bytes | bytearray:
        """Return the numbers of a word as they are told."""
        row = self._rows.get(word, b"")
        return row if isinstance(row, bytes) else row.text

    def clear(self) -> None:
        """Forget all words."""
        self._rows.clear()

    def __contains__(self, word: str) -> bool:
        return word in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)


class Words:
    """Where the words of all texts stand; each table in which they do is a cell of their row."""

    def __init__(self) -> None:
        self.title = Postings()  # number of the paper and place in it, and whether that is the last one
        self.names = Postings()
        self.once = Postings()
        self.more = Postings()
        self.people = Postings()
        self.values = Postings()
        # In the order in which a row tells them: most words are in few abstracts, and nowhere else.
        self.tables = (self.once, self.more, self.title, self.names, self.people, self.values)

    def add(self, number: int, document: Document, abstract: Iterable[str]) -> None:
        """Note the words of a paper, whose abstract is given in pieces; a word counts where it weighs most."""
        title = terms(document.title)
        last = max((place for _, place in title), default=0)
        for term, place in title:
            self.title.add(term, number, written(min(place, LAST_PLACE) * 2 + (place == last)))
        seen = {term for term, _ in title}
        names = {term for name in document.names for term in _terms_of(name)} - seen
        for term in names:
            self.names.add(term, number)
        seen |= names
        times: dict[str, int] = {}
        for piece, often in Counter(abstract).items():
            for part, _ in taken_apart(piece)[0]:
                times[part] = times.get(part, 0) + often
        once, more = self.once.add, self.more.add
        for term, often in times.items():
            if term not in seen:
                (once if often == 1 else more)(term, number)

    def add_named(self, people: Iterable[Named], values: Iterable[Named]) -> None:
        """Note the words of what papers can be narrowed down to; those of an id find what another script writes."""
        for postings, named in ((self.people, people), (self.values, values)):
            for number, one in enumerate(named):
                names = (one.name, *one.spellings, one.id)
                for term in dict.fromkeys(term for name in names for term, _ in terms(name)):
                    postings.add(term, number)

    def texts(self, word: str) -> list[bytes | bytearray]:
        """Return where a word stands, as each table tells it."""
        return [table.text(word) for table in self.tables]

    def cells(self, word: str) -> str:
        """Return the cells of the row of a word, each after what parts them; nothing for what is no word."""
        texts = self.texts(word)
        return "".join(CELL + text.decode() for text in texts) if any(texts) else ""

    def clear(self) -> None:
        """Forget all words."""
        for table in self.tables:
            table.clear()


@lru_cache(maxsize=1 << 10)
def _terms_of(name: str) -> tuple[str, ...]:
    return tuple(term for term, _ in terms(name))
