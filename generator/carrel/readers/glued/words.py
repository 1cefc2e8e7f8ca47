"""What is known of words: from the rest of the library, from the lists in `data/`, and from their letters."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from html import unescape

from carrel import wordlists

# Weights, in natural log-odds.
SEEN = 3.0  # a word that stands elsewhere, in a name (+) or in ordinary text (-)
LISTED = 2.5  # a word of our lists
_LETTERS = 1.5  # at most this for the letters of a word that nobody knows

TOKEN = re.compile(r"[^\W_](?:[^\s,;()]*[^\W_])?")
_ACCENT = re.compile(r"\\[^a-zA-Z\s]|\\[a-zA-Z](?=[{\s])\s?|[{}\\\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_HUMP = re.compile(r"A{2,}a(?!a)|A+(?!a)|A?a+|1+|c+")
_LETTERS_AND_DIGITS: tuple[tuple[Callable[[str], object], str], ...] = (
    (str.isupper, "A"),
    (str.istitle, "A"),
    (str.islower, "a"),
    (unicodedata.combining, "a"),
    (str.isdigit, "1"),
    (str.isalpha, "c"),
)
_MARKS = {c: marks[0] for marks in ("-‐‑–", "'’‘`ʼ", '"“”', ".", "(", ")") for c in marks}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the rest of the library says: whole names, their first and last words, and the words of ordinary text."""

    names: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    family: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


NOTHING = Evidence()


@lru_cache(1 << 16)
def plain(word: str) -> str:
    """Return a word without TeX accents, entities, footnote marks and what cannot be seen."""
    if "&" in word:
        word = unescape(word)
    return _ACCENT.sub("", word).rstrip("*†‡§¶∗⋆")


@lru_cache(1 << 16)
def shape_of(word: str) -> str:
    """Write A for a capital, a for a small letter, 1 for a digit, c for a letter without case, ? for a stranger."""
    return "".join(map(_mark_of, word))


@cache
def _mark_of(character: str) -> str:
    found = (mark for test, mark in _LETTERS_AND_DIGITS if test(character))
    return next(found, _MARKS.get(character, "?"))


@lru_cache(1 << 16)
def humps_of(word: str) -> tuple[str, ...]:
    """Cut a word where its case changes: LiDARTag is Li, DAR, Tag."""
    return tuple(word[m.start() : m.end()] for m in _HUMP.finditer(shape_of(word)))


def folded(word: str) -> str:
    """Return a word in small letters without accents."""
    if word.isascii():
        return word.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))


def _trigrams(word: str) -> list[str]:
    word = f"^{word}$"
    return [word[i : i + 3] for i in range(len(word) - 2)]


class Lexicon:
    """The lists of names and of words, and what their letters tell of a word in neither."""

    def __init__(self) -> None:
        self.family = wordlists.words("family_names")
        self.words = wordlists.words("title_words")
        self.particles = wordlists.words("particles")
        self.names = frozenset(map(folded, wordlists.words("given_names") | self.family))
        names = Counter(g for w in self.names for g in _trigrams(w))
        words = Counter(g for w in self.words if w.islower() for g in _trigrams(w))
        seen = names.keys() | words.keys()
        base = math.log((words.total() + len(seen) / 2) / (names.total() + len(seen) / 2))
        self.letters = {g: base + math.log((names[g] + 0.5) / (words[g] + 0.5)) for g in seen}

    def lean(self, word: str) -> float:
        """Tell whether a word is rather a part of a name (+) or of a title (-)."""
        small = folded(word)
        name, text = small in self.names, word.lower() in self.words
        if name or text:
            return LISTED * (name - text)
        # Trigrams overlap, so each counts for less than its own log-odds.
        odds = sum(self.letters.get(g, 0.0) for g in _trigrams(small)) / 4
        return max(-_LETTERS, min(_LETTERS, odds))


@cache
def lexicon() -> Lexicon:
    """Return what the lists say."""
    return Lexicon()


@lru_cache(1 << 16)
def _listed_lean(word: str) -> float:
    return lexicon().lean(word)


def lean(word: str, evidence: Evidence) -> float:
    """Tell whether a word is rather a part of a name (+) or of a title (-)."""
    listed = _listed_lean(word)
    name = word in evidence.given or word in evidence.family
    text = word.lower() in evidence.words
    if name == text:  # known as neither, or as both
        return listed
    if name:
        return SEEN
    return 0.0 if listed == LISTED else -SEEN
