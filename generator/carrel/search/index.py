"""The index: what is to be found in, shards out.

Papers are numbered in the order of the list, newest first. Where a word stands is told as numbers of papers, written as
text (`numbers`), in a row. Rows are sorted and cut into shards, so that a browser loads a few of them and no more:

- `words`: a word, and the papers that have it in the abstract once, there more than once, in the title (with its
  places), in names; the people and the values that have it in a name; the words that have it as their stem.
- `prefixes`: for the beginnings of too many words to be looked through, the best papers.
- `endings`: English words backwards, for what is spelt wrong where it begins; only if there are many words.
- `pairs`: by a checksum of two words, the papers that have them side by side, for phrases; only in long lists.
- `people`, `values`: what papers can be narrowed down to: its name, its address, its papers.
- `cards`, `texts`: what is shown of a paper, and its abstract; `order`: its place among all titles.

The directory says where each shard begins, and how it is called: after what it holds, so that nothing old is mixed with
anything new. A shard is a classic script, for nothing else works from a double-clicked file.
"""

from __future__ import annotations

import hashlib
import heapq
import json
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from carrel.search.folding import fold
from carrel.search.numbers import CELL, DIGITS, ROW, write, write_rising
from carrel.search.tokens import pieces, stem, taken_apart, terms

FOLDER = "api/search"
HASH = 6  # letters of a name that tell what is in a file
SHORT = 1000  # papers of a list all of whose abstracts may be read for a phrase
SHARD = 24_000  # characters of a shard of words, or of one word
CARDS, TEXTS = 24, 10  # papers of a shard in a list of usual size
FEW = 16  # papers of a shard of texts in a list of FEW * TEXTS
MANY = 3000  # shards of cards, or of texts, are not many more
NEAR = 3  # shards are looked through for the beginning of a word
FEW_SHARDS = 2 * NEAR  # of words are looked through for a word that is spelt wrong
BEST = 60  # papers that stand for such a beginning, where its words are in more shards
LONGEST_BEGINNING = 8
BEST_NAMED = 6  # people, and values, likewise
LAST_PLACE = 31  # of a word in a title; those after it are told as this one
PLACES = 2 * (LAST_PLACE + 1)  # and whether it is the last one
PAIRS = 1 << 12  # checksums
LAST_CHARACTER = "\uffff"


Postings = defaultdict[str, "array[int]"]


@dataclass(frozen=True, slots=True)
class Named:
    """A person, or a value such as a topic: what narrows papers down."""

    id: str
    name: str
    spellings: Sequence[str] = ()
    papers: Sequence[int] = ()  # their numbers, rising


@dataclass(frozen=True, slots=True)
class Document:
    """A paper as it is searched; `card` is what is shown of it, in JSON."""

    title: str
    names: Sequence[str]
    abstract: str
    card: Sequence[object]


def _numbers() -> array[int]:
    return array("I")


class _Words:
    """Where each word stands. Most words are rare: a list is made only where there is something in it."""

    def __init__(self) -> None:
        self.title: Postings = defaultdict(_numbers)  # number of the paper and place in one number
        self.names: Postings = defaultdict(_numbers)
        self.once: Postings = defaultdict(_numbers)
        self.more: Postings = defaultdict(_numbers)
        self.people: Postings = defaultdict(_numbers)
        self.values: Postings = defaultdict(_numbers)

    def add(self, number: int, document: Document) -> None:
        """Note the words of a paper; a word counts where it weighs most."""
        title = terms(document.title)
        last = max((place for _, place in title), default=0)
        for term, place in sorted(title, key=_place):
            self.title[term].append(number * PLACES + min(place, LAST_PLACE) * 2 + (place == last))
        seen = {term for term, _ in title}
        names = {term for name in document.names for term in _terms_of(name)} - seen
        for term in names:
            self.names[term].append(number)
        seen |= names
        times: dict[str, int] = {}
        for piece, often in Counter(pieces(document.abstract)).items():
            for part, _ in taken_apart(piece)[0]:
                times[part] = times.get(part, 0) + often
        once, more = self.once, self.more
        for term, often in times.items():
            if term not in seen:
                (once if often == 1 else more)[term].append(number)

    def add_named(self, postings: Postings, named: Iterable[Named]) -> None:
        """Note the words of names; the words of an id find what another script writes."""
        for number, one in enumerate(named):
            for term in dict.fromkeys(t for name in (one.name, *one.spellings, one.id) for t in _terms_of(name)):
                postings[term].append(number)

    def fields(self) -> tuple[Postings, ...]:
        """Return the lists in the order in which a row tells them."""
        return (self.title, self.names, self.once, self.more, self.people, self.values)


class _Pairs:
    """Which papers have two words side by side. There are many: what is known is kept as it will be written."""

    def __init__(self) -> None:
        self._last = [0] * PAIRS
        self._rows = [bytearray() for _ in range(PAIRS)]

    def add(self, number: int, document: Document) -> None:
        """Note the pairs of a paper, in each of its texts."""
        rows, last = self._rows, self._last
        names = (pair for name in document.names for pair in _pairs_of_name(name))
        for pair in {*_pairs_of(document.title), *_pairs_of(document.abstract), *names}:
            rows[pair] += write(number - last[pair]).encode()
            last[pair] = number

    def rows(self) -> Iterator[str]:
        """Yield a row for each checksum."""
        return (_json(row.decode()) for row in self._rows)


def _pairs_of(text: str) -> Iterator[int]:
    checksums = [_checksum(term) for piece in pieces(text) for term, _ in _in_line(piece)]
    return (((31 * a + b) * 0x9E3779B1 & 0xFFFFFFFF) >> 20 for a, b in pairwise(checksums))


@lru_cache(maxsize=1 << 13)
def _pairs_of_name(name: str) -> tuple[int, ...]:
    return tuple(_pairs_of(name))


def _in_line(piece: str) -> Sequence[tuple[str, int]]:
    """Return the terms of a piece that follow one another: all but the one that joins them."""
    found, length = taken_apart(piece)
    return found[:length]


@lru_cache(maxsize=1 << 14)
def _checksum(term: str) -> int:
    checksum = 0
    for letter in term:
        checksum = (31 * checksum + ord(letter)) & 0xFFFFFFFF
    return checksum


def _place(term: tuple[str, int]) -> int:
    return term[1]


@lru_cache(maxsize=1 << 13)
def _terms_of(name: str) -> tuple[str, ...]:
    return tuple(term for term, _ in terms(name))


def make(
    documents: Iterable[Document], papers: int, people: Sequence[Named], values: Mapping[str, Sequence[Named]]
) -> Iterator[tuple[str, str]]:
    """Yield the files of the index of so many papers, as (path, content), each as soon as it can be told.

    `values` are by kind, in the order in which they are told.
    """
    words, titles = _Words(), []
    pairs = _Pairs() if papers > SHORT else None
    card = _rows_of_a_shard(CARDS, papers)
    text = FEW if papers <= FEW * TEXTS else _rows_of_a_shard(TEXTS, papers)
    cards, texts = _Table("cards", card), _Table("texts", text)
    for number, document in enumerate(documents):
        words.add(number, document)
        if pairs:
            pairs.add(number, document)
        titles.append(fold(document.title))
        yield from cards.add(_json(document.card))
        yield from texts.add(_json(document.abstract))
    yield from cards.end()
    yield from texts.end()
    order = _Table("order")
    yield order.shard(_json(_title_order(titles)))
    titles.clear()

    every = [value for kind in values.values() for value in kind]
    words.add_named(words.people, people)
    words.add_named(words.values, every)
    hashes: dict[str, list[str]] = {}
    numbers: dict[str, list[int]] = {}
    for name, rows in (
        ("people", map(_named_row, people)),
        ("values", map(_named_row, every)),
        ("pairs", pairs.rows() if pairs else ()),
    ):
        numbers[name], cut = _cut(rows)
        table = _Table(name)
        yield from (table.shard(f"[{','.join(shard)}]") for shard in cut)
        hashes[name] = table.hashes
    pairs, cut = None, []  # their memory is for what comes
    keys = sorted({term for postings in words.fields() for term in postings}, key=_order)
    firsts, told = _word_shards(words, keys)
    word_table = _Table("words")
    for rows in told:
        yield word_table.shard(_json(ROW.join(rows)))
    prefixes = list(_prefixes(words, keys, firsts))
    prefix_firsts, prefix_shards = _cut(prefixes)
    prefix_table = _Table("prefixes")
    for shard in prefix_shards:
        yield prefix_table.shard(_json(ROW.join(shard)))
    endings = _Table("endings")
    ending_firsts, ending_shards = _cut_words(_endings(words, keys) if len(firsts) > FEW_SHARDS else ())
    for shard in ending_shards:
        yield endings.shard(_json(ROW.join(shard)))
    hashes |= {table.name: table.hashes for table in (cards, texts, order, word_table, prefix_table, endings)}
    directory = {
        "papers": papers,
        "cards": card,
        "texts": text,
        "words": firsts,
        "prefixes": [prefixes[number].partition(CELL)[0] for number in prefix_firsts],
        "endings": ending_firsts,
        "pairs": numbers["pairs"],
        "people": [*numbers["people"], len(people)],
        "values": [*numbers["values"], len(every)],
        "kinds": _kinds(values),
        "hashes": {name: "".join(hashed) for name, hashed in hashes.items()},
    }
    yield f"{FOLDER}/directory.js", f"window.carrelDirectory = {_json(directory)};\n"


class _Table:
    """The shards of a table as files: their names tell what they hold, so that a browser may keep them for ever."""

    def __init__(self, name: str, rows: int = 0) -> None:
        self.name = name
        self.hashes: list[str] = []
        self._most = rows
        self._rows: list[str] = []

    def add(self, row: str) -> Iterator[tuple[str, str]]:
        """Add a row; yield a shard if it is full."""
        self._rows.append(row)
        if len(self._rows) == self._most:
            yield from self.end()

    def end(self) -> Iterator[tuple[str, str]]:
        """Yield the shard that has begun."""
        if self._rows:
            yield self.shard(f"[{','.join(self._rows)}]")
            self._rows.clear()

    def shard(self, content: str) -> tuple[str, str]:
        """Return a shard as a file."""
        hashed = hashlib.blake2b(content.encode(), digest_size=HASH // 2).hexdigest()
        self.hashes.append(hashed)
        return f"{FOLDER}/{self.name}-{len(self.hashes) - 1}-{hashed}.js", f"carrelShard({content});\n"


def _title_order(titles: Sequence[str]) -> str:
    """Return the place of each paper among the titles in alphabetical order."""
    places = [0] * len(titles)
    for place, number in enumerate(sorted(range(len(titles)), key=titles.__getitem__)):
        places[number] = place
    return "".join(map(write, places))


def _order(term: str) -> bytes:
    """Return what orders terms as JavaScript does: by UTF-16."""
    return term.encode("utf-16-be", "surrogatepass")


def _rows_of_a_shard(usual: int, papers: int) -> int:
    return max(usual, -(-papers // MANY))


# --- words -----------------------------------------------------------------------------------------------------------


def _word_shards(words: _Words, keys: Sequence[str]) -> tuple[list[str], Iterator[Iterator[str]]]:
    """Return where each shard of words begins, and the rows of each: made twice, so that they are never all there."""
    lengths = {key: len(_word_cells(words, key)) for key in keys}
    families = _families(keys)
    firsts: list[str] = []
    cut: list[list[str]] = []
    size, before = SHARD, ""
    for key in sorted({*keys, *families}, key=_order):
        row = lengths.get(key, 0) + 9 * len(families.get(key, ()))
        if size + row > SHARD:
            firsts.append(key[: _common(before, key) + 1])
            cut.append([])
            size = 0
        cut[-1].append(key)
        size += row + 6
        before = key
    return firsts, (_word_rows(shard, words, lengths, families) for shard in cut)


def _word_rows(
    shard: Sequence[str], words: _Words, known: Collection[str], families: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    """Yield the rows of a shard. It need not tell a family that is all in it and begins with its stem."""
    here, before = frozenset(shard), ""
    for key in shard:
        family = families.get(key, ())
        if all(word in here and word.startswith(key) for word in family):
            family = ()
        if key in known or family:
            shared = _common(before, key)
            told = CELL + ",".join(_ending(key, word) for word in family) if family else ""
            yield f"{DIGITS[shared]}{key[shared:]}{_word_cells(words, key)}{told}".rstrip(CELL)
            before = key


def _common(one: str, other: str) -> int:
    """Return how many letters two words have in common where they begin."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _families(keys: Iterable[str]) -> dict[str, list[str]]:
    """Return the words of each stem, but for the stem itself."""
    families: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        if (root := stem(key)) != key:
            families[root].append(key)
    return families


def _word_cells(words: _Words, key: str) -> str:
    """Return where a word stands; most are in few abstracts, so that comes first."""
    gaps, last = [], 0
    for one in words.title.get(key, ()):
        paper, place = divmod(one, PLACES)
        gaps.append(write(paper - last) + write(place))
        last = paper
    once, more, names, people, values = (
        write_rising(postings.get(key, ()))
        for postings in (words.once, words.more, words.names, words.people, words.values)
    )
    return CELL + CELL.join((once, more, "".join(gaps), names, people, values))


def _ending(root: str, word: str) -> str:
    """Return how a word comes from its stem: how many letters to take away, and which to add (`happi` 1y)."""
    common = _common(root, word)
    return f"{len(root) - common}{word[common:]}"


# --- beginnings of words ---------------------------------------------------------------------------------------------


def _prefixes(words: _Words, keys: Sequence[str], firsts: Sequence[str]) -> Iterator[str]:
    """Yield a row for each beginning of words that are in more shards than a browser looks through."""
    beginnings = {first[:length] for first in firsts for length in range(1, min(len(first), LONGEST_BEGINNING) + 1)}
    starts = [_order(first) for first in firsts]
    ordered = [_order(key) for key in keys]
    for beginning in sorted(beginnings, key=_order):
        low, high = _order(beginning), _order(beginning + LAST_CHARACTER)
        if bisect_left(starts, high) - max(0, bisect_right(starts, low) - 1) > NEAR:
            yield _prefix_row(words, beginning, keys[bisect_left(ordered, low) : bisect_left(ordered, high)])


def _prefix_row(words: _Words, beginning: str, keys: Sequence[str]) -> str:
    """Return the best papers, people and values for a beginning, and how many papers there are."""
    title, names, once, more, people, values = (
        {number for key in keys for number in postings.get(key, ())} for postings in words.fields()
    )
    in_title = {one // PLACES for one in title}
    found = [in_title, names - in_title, (once | more) - in_title - names]
    cells, left = [], BEST
    for papers in found:
        best = heapq.nsmallest(left, papers)
        cells.append(write_rising(best))
        left -= len(best)
    named = (write_rising(heapq.nsmallest(BEST_NAMED, some)) for some in (people, values))
    return CELL.join((beginning, write(sum(map(len, found))), *cells, *named)).rstrip(CELL)


def _endings(words: _Words, keys: Iterable[str]) -> list[str]:
    """Return English words backwards, sorted: a word that is spelt wrong where it begins is found by its end."""
    weighty = (words.title, words.people, words.values)
    known = (
        key
        for key in keys
        if key.isascii()
        and key.isalpha()
        and (any(key in some for some in weighty) or len(words.once.get(key, ())) + len(words.more.get(key, ())) > 1)
    )
    return sorted(key[::-1] for key in known)


def _cut_words(sorted_words: Iterable[str]) -> tuple[list[str], list[list[str]]]:
    """Cut words into shards; return the first word of each, and the shards, each word after what it shares."""
    firsts: list[str] = []
    shards: list[list[str]] = []
    size, before = SHARD, ""
    for word in sorted_words:
        if size >= SHARD:
            firsts.append(word[: _common(before, word) + 1])
            shards.append([])
            size, before = 0, ""
        shared = _common(before, word)
        shards[-1].append(DIGITS[shared] + word[shared:])
        size += len(word) - shared + 2
        before = word
    return firsts, shards


# --- what papers are narrowed down to --------------------------------------------------------------------------------


def _named_row(one: Named) -> str:
    return _json([one.id, one.name, write_rising(one.papers)])


def _kinds(values: Mapping[str, Sequence[Named]]) -> dict[str, list[int]]:
    """Return where each kind of value begins and ends."""
    at, kinds = 0, {}
    for kind, named in values.items():
        kinds[kind] = [at, at := at + len(named)]
    return kinds


def _cut(rows: Iterable[str]) -> tuple[list[int], list[list[str]]]:
    """Cut rows into shards; return the number of the first row of each, and the shards."""
    firsts: list[int] = []
    shards: list[list[str]] = []
    size = SHARD
    for number, row in enumerate(rows):
        if size + len(row) > SHARD:
            firsts.append(number)
            shards.append([])
            size = 0
        shards[-1].append(row)
        size += len(row) + 1
    return firsts, shards


def _json(value: object) -> str:
    """Return JSON that is a script too, whatever it holds, and wherever it is put."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
