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

The directory says where each shard begins, and how it is called.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby

from carrel.search import beginnings, shards
from carrel.search.beginnings import order
from carrel.search.folding import fold
from carrel.search.numbers import CELL, DIGITS, write, write_rising
from carrel.search.pairs import Pairs
from carrel.search.postings import Document, Named, Words
from carrel.search.shards import FOLDER, Even, File, Table, as_json, beginning, common
from carrel.search.tokens import pieces, stem

SHORT = 1000  # papers of a list all of whose abstracts may be read for a phrase
CARDS, TEXTS = 24, 10  # papers of a shard in a list of usual size
FEW = 16  # papers of a shard of texts in a list of FEW * TEXTS
MANY = 3000  # shards of cards, or of texts, are not many more
FEW_SHARDS = 2 * beginnings.NEAR  # of words are looked through for a word that is spelt wrong
NO_CELLS = 6 * CELL

Families = Mapping[str, str]  # the words of a stem, parted as cells are


def make(
    documents: Iterable[Document], papers: int, people: Sequence[Named], values: Mapping[str, Sequence[Named]]
) -> Iterator[File]:
    """Yield the files of the index of so many papers, each as soon as it can be told.

    `values` are by kind, in the order in which they are told.
    """
    every = [value for kind in values.values() for value in kind]
    tables = [Table(name) for name in ("people", "values", "pairs", "order", "words", "prefixes", "endings")]
    of_people, of_values, of_pairs, of_order, of_words, of_prefixes, of_endings = tables
    cards = Even("cards", _rows_of_a_shard(CARDS, papers))
    texts = Even("texts", FEW if papers <= FEW * TEXTS else _rows_of_a_shard(TEXTS, papers))
    words, pairs = Words(), Pairs() if papers > SHORT else None

    titles: list[str] = []
    for number, document in enumerate(documents):
        abstract = pieces(document.abstract)
        words.add(number, document, abstract)
        if pairs:
            pairs.add(number, document, abstract)
        titles.append(fold(document.title))
        yield from cards.add(document.card)
        yield from texts.add(document.abstract)
    yield from cards.end()
    yield from texts.end()
    if pairs:
        yield from of_pairs.listed(map(as_json, pairs.rows()))
        pairs = None  # its memory is for what comes
    yield of_order.shard(as_json(_title_order(titles)))
    titles.clear()
    yield from of_people.listed(map(_named_row, people))
    yield from of_values.listed(map(_named_row, every))
    words.add_named(people, every)
    yield from _words(words, papers, of_words, of_prefixes, of_endings)
    directory = {
        "papers": papers,
        "cards": cards.most,
        "texts": texts.most,
        "words": of_words.firsts,
        "prefixes": of_prefixes.firsts,
        "endings": of_endings.firsts,
        "pairs": of_pairs.numbers,
        "people": [*of_people.numbers, len(people)],
        "values": [*of_values.numbers, len(every)],
        "kinds": _kinds(values),
        "hashes": {table.name: "".join(table.hashes) for table in (*tables[:3], cards, texts, *tables[3:])},
    }
    yield f"{FOLDER}/directory.js", f"window.carrelDirectory = {as_json(directory)};\n"


def _rows_of_a_shard(usual: int, papers: int) -> int:
    return max(usual, -(-papers // MANY))


def _title_order(titles: Sequence[str]) -> str:
    """Return the place of each paper among the titles in alphabetical order."""
    places = array("I", [0]) * len(titles)
    for place, number in enumerate(sorted(range(len(titles)), key=titles.__getitem__)):
        places[number] = place
    return "".join(map(write, places))


def _named_row(one: Named) -> str:
    return as_json([one.id, one.name, write_rising(one.papers)])


def _kinds(values: Mapping[str, Sequence[Named]]) -> dict[str, list[int]]:
    """Return where each kind of value begins and ends."""
    at, kinds = 0, {}
    for kind, named in values.items():
        kinds[kind] = [at, at := at + len(named)]
    return kinds


# --- words -----------------------------------------------------------------------------------------------------------


def _words(words: Words, papers: int, of_words: Table, of_prefixes: Table, of_endings: Table) -> Iterator[File]:
    """Yield the shards of all words, of beginnings and of ends; afterwards there are no words any more."""
    keys = _in_order(chain.from_iterable(words.tables))
    yield from of_words.texts(_word_shards(words, keys))
    broad = beginnings.broad(of_words.firsts)
    yield from of_prefixes.keyed(beginnings.rows(broad, keys, words, papers))
    ends = beginnings.ends(words, keys) if len(of_words.firsts) > FEW_SHARDS else ()
    words.clear()
    keys.clear()
    yield from of_endings.words(sorted(word[::-1] for word in ends))


def _in_order(words: Iterable[str]) -> list[str]:
    """Return each word once, in order; no set of them, which would be large."""
    return [word for word, _ in groupby(sorted(words, key=order))]


def _families(keys: Iterable[str]) -> Families:
    """Return the words of each stem, but for the stem itself."""
    families: dict[str, str] = {}
    for key in keys:
        if (root := stem(key)) != key:
            families[root] = f"{families[root]}{CELL}{key}" if root in families else key
    return families


def _word_shards(words: Words, keys: Sequence[str]) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield how each shard of words begins, and its rows. A stem has a row even if it is no word."""
    families = _families(keys)
    first, before, size = "", "", 0
    shard: dict[str, str] = {}
    for key in _in_order([*keys, *families]):
        cells = words.cells(key)
        length = len(cells) + 9 * len(families.get(key, "").split())
        if shard and size + length > shards.SHARD:
            yield first, _word_rows(shard, families)
            shard, size = {}, 0
        if not shard:
            first = beginning(before, key)
        shard[key] = cells
        size += length + 6
        before = key
    if shard:
        yield first, _word_rows(shard, families)


def _word_rows(shard: Mapping[str, str], families: Families) -> Iterator[str]:
    """Yield the rows of a shard. It need not tell a family that is all in it and begins with its stem."""
    before = ""
    for key, cells in shard.items():
        family = families.get(key, "").split()
        if all(word in shard and word.startswith(key) for word in family):
            family = []
        if cells or family:
            shared = common(before, key)
            told = ",".join(_ending(key, word) for word in family)
            yield f"{DIGITS[shared]}{key[shared:]}{cells or NO_CELLS}{CELL}{told}".rstrip(CELL)
            before = key


def _ending(root: str, word: str) -> str:
    """Return how a word comes from its stem: how many letters to take away, and which to add (`happi` 1y)."""
    shared = common(root, word)
    return f"{len(root) - shared}{word[shared:]}"
