"""What a line of text looks like: an abstract, a title, a language. Pure, linear, bounded."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from carrel import cjk, wordlists

LOOKED_AT = 20_000  # characters; a longer line is judged by its beginning

# --- length ----------------------------------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W\d_]+")


def weight(line: str) -> int:
    """Return a length that is comparable between scripts: a Han character says as much as three letters."""
    return len(line) + 2 * len(cjk.unparted.findall(line, 0, LOOKED_AT))


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
    return tuple(_sign(block.split()) for block in wordlists.text("signs_of_research").split("\n\n")[1:])


def _sign(forms: Sequence[str]) -> _Sign:
    stems = tuple(form.rstrip("*") for form in forms if form.endswith("*"))
    phrases = tuple(form.replace("_", " ") for form in forms if "_" in form or cjk.unparted.search(form))
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
    return weight(line) >= floor and _is_running(line)


@lru_cache(maxsize=1024)  # several readers ask, each with a floor of its own
def _is_running(line: str) -> bool:
    """Tell whether half of the words, at least, begin small."""
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
_SMALL_WORDS = {
    tag: frozenset(words.split())
    for tag, words in (
        ("en", "a an and are as by for in is of on that the to we with"),
        ("fr", "au ce dans de des du en est et la le les nous par pour que qui sur un une"),
        ("de", "auf das dass dem den der des die ein eine für im in ist mit sich sie und von wir zu"),
        ("es", "con de del el en es este la las los para por que se su un una y"),
        ("pt", "as com da de do dos e em este na no o os para por que se um uma"),
        ("it", "che con da dei del della di e è gli i il in la le nel per si un una"),
    )
}
_SURE = 0.12  # of all words are such small ones, at least


_TAG = re.compile(  # BCP 47: language, script, region, variants, extensions, private use
    r"[a-z]{2,3}(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*"
    r"(?:-[\da-wyz](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?",
    re.IGNORECASE | re.ASCII,
)


def is_language(tag: str) -> bool:
    """Tell whether a text is well formed as the tag of a language: `en`, `zh-Hans`, `pt-BR`."""
    return _TAG.fullmatch(tag) is not None


def language(text: str) -> str:
    """Guess the language of running text by its script, or by its small words; `und` if unknown."""
    head = text[:LOOKED_AT]
    if not head.isascii():
        letters = sum(map(str.isalpha, head)) or 1
        for tag, script in _SCRIPTS:
            if len(script.findall(head)) >= 0.2 * letters:
                return tag
    words = Counter(_WORD.findall(head.lower()))
    share, tag = max((sum(words[small] for small in _SMALL_WORDS[tag]), tag) for tag in _SMALL_WORDS)
    return tag if share and share >= _SURE * words.total() else "und"
