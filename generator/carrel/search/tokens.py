"""The one tokeniser: a text in, the terms by which it is found out. tokens.js of the theme does the same to the letter.

Words are split at what makes no word. `image-text` is found as both words and as `imagetext`. Scripts without spaces
are found by pairs of characters; the last one of a run stands alone too, so that each is the beginning of a term.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from typing import cast

from carrel.search.folding import fold, letters

LONGEST = 40  # characters of a term; what is longer is found by its beginning
JOINED = 6  # parts of a word that are joined; more are no word but a sentence, or an address

_WORD = f"[{letters('words')}]+"
_PIECES = re.compile(f"({_WORD}(?:[-'.]{_WORD})*)|([{letters('unspaced')}]+)")
_ASCII_PIECES = re.compile(r"[a-z0-9]+(?:[-'.][a-z0-9]+)*")
_JOINTS = re.compile("[-'.]")
_ENGLISH = re.compile("[a-z]{3,}")

Term = tuple[str, int]  # and which word of the text it is, from 0


def terms(text: str) -> list[Term]:
    """Return the terms of a text, in order."""
    found: list[Term] = []
    at = 0
    for piece in pieces(text):
        parts, length = taken_apart(piece)
        found += [(term, at + place) for term, place in parts]
        at += length
    return found


def pieces(text: str) -> list[str]:
    """Return the pieces of a folded text: words with their joints, and runs of a script without spaces."""
    folded = fold(text)
    if folded.isascii():
        return _ASCII_PIECES.findall(folded)
    return [word or run for word, run in _PIECES.findall(folded)]


@lru_cache(maxsize=1 << 10)
def taken_apart(piece: str) -> tuple[tuple[Term, ...], int]:
    """Return the terms of a piece, and over how many words it goes."""
    if _is_unspaced(piece):
        pairs = [(piece[n : n + 2], n) for n in range(len(piece) - 1)]
        return (*pairs, (piece[-1], len(piece) - 1)), len(piece)
    parts = [part[:LONGEST] for part in _JOINTS.split(piece)]
    found = [(part, n) for n, part in enumerate(parts)]
    if 1 < len(parts) <= JOINED:
        found.append(("".join(parts)[:LONGEST], 0))
    return tuple(found), len(parts)


def _is_unspaced(piece: str) -> bool:
    found = None if piece.isascii() else _PIECES.match(piece)
    return found is not None and found[2] is not None


# Stems that other releases of Snowball give otherwise: 2.2 says `ad` and `emerg`, 3.1 says `internat`.
_RELEASE = {"added": "add", "emergency": "emergenc", "international": "intern"}


def _snowball() -> Callable[[str], str]:
    """Return the stemmer of the release whose JavaScript the theme has: in C, where that is installed."""
    with suppress(ImportError):
        import Stemmer  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415  # not for every Python

        found = cast("Callable[[str], str]", Stemmer.Stemmer("english", 0).stemWord)  # each word is asked for once
        if all(found(word) == stem for word, stem in _RELEASE.items()):
            return found
    # It has no types, and thirty languages come with it.
    from snowballstemmer.english_stemmer import EnglishStemmer  # type: ignore[import-untyped]  # noqa: PLC0415

    return cast("Callable[[str], str]", EnglishStemmer().stemWord)


_stem_of = _snowball()


def stem(term: str) -> str:
    """Return what the inflections of an English word have in common; any other term is its own stem."""
    return _stem_of(term) if _ENGLISH.fullmatch(term) else term
