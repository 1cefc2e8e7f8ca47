"""What a line of text looks like: an abstract, a title, a language. Pure, linear, bounded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

LOOKED_AT = 20_000  # characters; a longer line is judged by its beginning

# --- length ----------------------------------------------------------------------------------------------------------

_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7af]")
_WORD = re.compile(r"[^\W\d_]+")


def weight(line: str) -> int:
    """Return a length that is comparable between scripts: a Han character says as much as three letters."""
    return len(line) + 2 * len(_WIDE.findall(line, 0, LOOKED_AT))


# --- research --------------------------------------------------------------------------------------------------------


def signs_of_research(line: str) -> int:
    """Count the different turns of a research abstract in this line, from 0 to 8; other prose shows few at once."""
    head = line[:LOOKED_AT].casefold()
    found = {n for n, sign in enumerate(_signs()) if any(phrase in head for phrase in sign.phrases)}
    return len(found.union(*map(_signs_of_word, _WORD.findall(head))))


@dataclass(frozen=True, slots=True)
class _Sign:
    """The forms of one turn: whole words, stems, and what stands anywhere (two words, or Han characters)."""

    words: frozenset[str]
    stems: tuple[str, ...]
    phrases: tuple[str, ...]


@cache
def _signs() -> tuple[_Sign, ...]:
    text = files("carrel").joinpath("data", "signs_of_research.txt").read_text("utf-8")
    return tuple(_sign(block.split()) for block in text.split("\n\n")[1:])


def _sign(forms: Sequence[str]) -> _Sign:
    stems = tuple(form.rstrip("*") for form in forms if form.endswith("*"))
    phrases = tuple(form.replace("_", " ") for form in forms if "_" in form or _WIDE.search(form))
    return _Sign(frozenset(forms), stems, phrases)


@lru_cache(1 << 16)
def _signs_of_word(word: str) -> frozenset[int]:
    return frozenset(n for n, sign in enumerate(_signs()) if word in sign.words or word.startswith(sign.stems))


# --- shape -----------------------------------------------------------------------------------------------------------

_SENTENCE_END = re.compile(r"[.!?。！？;；)\]}\"”’]\s*$")


def ends_a_sentence(line: str) -> bool:
    """Tell whether the line ends as a sentence does."""
    return bool(_SENTENCE_END.search(line[-20:]))


def is_paragraph(line: str, floor: int = 200) -> bool:
    """Tell whether the line is running text of some length, not a title, not a list of names."""
    if weight(line) < floor:
        return False
    words = _WORD.findall(line, 0, 2_000)
    small = sum(1 for word in words if not word[0].isupper())
    return bool(words) and small >= 0.5 * len(words)


# --- language --------------------------------------------------------------------------------------------------------

_SCRIPTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff\u3400-\u4dbf]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
)
_ENGLISH = frozenset(
    ("a", "an", "and", "are", "as", "by", "for", "in", "is", "of", "on", "that", "the", "to", "we", "with")
)


def language(text: str) -> str:
    """Guess the language of running text by its script, and English by its small words; `und` if unknown."""
    head = text[:LOOKED_AT]
    if not head.isascii():
        letters = sum(map(str.isalpha, head)) or 1
        for tag, script in _SCRIPTS:
            if len(script.findall(head)) >= 0.2 * letters:
                return tag
    words = _WORD.findall(head.lower())
    return "en" if words and sum(word in _ENGLISH for word in words) >= 0.12 * len(words) else "und"
