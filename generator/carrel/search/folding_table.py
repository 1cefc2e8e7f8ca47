"""Makes the table by which Python and browsers fold text: `python -m carrel.search.folding_table`.

The two know different versions of Unicode. So neither is asked what a letter is: the table says it, for both, and it is
made by hand, when there is a new Unicode worth having. It stands where a page can load it, as a classic script.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from carrel.search.folding import TABLE

LAST = 0x10FFFF
LONGEST_BRIDGE = 0x400  # letters

# Accents and points, which people leave out; vowel signs of Indian scripts are marks too, and stay.
_ACCENTS = re.compile("[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
                      "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")  # fmt: skip
# Letters that no decomposition takes apart, and signs that join words.
_LETTERS = dict(zip("łøđðħıŋŧĸɑə", "loddhintkae", strict=True)) | {"æ": "ae", "œ": "oe", "þ": "th"}
_JOINTS = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\u2043\ufe58\ufe63\uff0d", "-"),
    **dict.fromkeys("\u2018\u2019\u201b\u02bc\u02b9\u2032\uff07`\u00b4", "'"),
}
# Scripts that put no space between words. What is voiced in Japanese stays so: は is not ば.
UNSPACED = (
    "\u3005-\u3007\u3021-\u3029\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e\u31a0-\u31bf"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u1100-\u11ff\ua960-\ua97c\uac00-\ud7a3"
    "\ud7b0-\ud7fb\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecd\u1000-\u103f\u1050-\u109f\u1780-\u17d3"
)
# Signs for letters in boxes, for several letters, for words (🄰, Arabic ligatures, ㈱): nobody spells so, and they stay.
_LEFT_ALONE = re.compile("[\u3200-\u3357\ufc00-\ufdff\U0001f100-\U0001f2ff]")
_KEPT_WHOLE = re.compile(f"[{UNSPACED}\uff66-\uffdc]")


def fold(letter: str) -> str:
    """Return what one character is compared as; an empty text if it does not count."""
    if letter in _JOINTS:
        return _JOINTS[letter]
    if unicodedata.category(letter) == "Cf":
        return ""  # soft hyphens, signs of direction
    if "\ufe00" <= letter <= "\ufe0f":
        return ""  # which picture of a letter is wanted
    if _LEFT_ALONE.match(letter):
        return letter
    if _KEPT_WHOLE.match(letter):
        return unicodedata.normalize("NFKC", letter)
    before, now = "", letter
    while now != before:
        before = now
        bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", now))
        now = "".join(_LETTERS.get(c, _JOINTS.get(c, c)) for c in bare.casefold())
    return "".join(c if c in "-'." or _makes_words(c) else " " for c in unicodedata.normalize("NFC", now))


def _makes_words(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LNM"


def _letters() -> Iterator[str]:
    """Yield what there is, as it is after composition (NFC), which is the same in all versions of Unicode."""
    for code in range(LAST + 1):
        letter = chr(code)
        if unicodedata.category(letter) not in {"Cn", "Cs", "Co"} and unicodedata.normalize("NFC", letter) == letter:
            yield letter


def runs() -> Iterator[tuple[int, int, int, str]]:
    """Yield what is folded: first letter, how many, step, into what; in a run both sides go up by the step."""
    run: list[tuple[int, str]] = []
    step = 0
    for letter in _letters():
        folded = fold(letter)
        if folded in {letter, " "}:  # what parts words may stay what it is
            continue
        code = ord(letter)
        if run:
            wide = code - run[-1][0]
            follows = len(folded) == len(run[-1][1]) == 1 and ord(folded) - ord(run[-1][1]) == wide
            same = folded == run[-1][1] == ""
            if (follows or (same and wide == 1)) and wide in ({step} if step else {1, 2}):
                run.append((code, folded))
                step = wide
                continue
            yield run[0][0], len(run), step or 1, run[0][1]
        run, step = [(code, folded)], 0
    if run:
        yield run[0][0], len(run), step or 1, run[0][1]


def bridged(kept: set[int]) -> set[int]:
    """Add what lies between and is in no folded text, or in none yet: fewer ranges say the same."""
    some = sorted(kept)
    gaps = (range(a + 1, b) for a, b in pairwise(some) if b - a <= LONGEST_BRIDGE)
    return kept.union(*(gap for gap in gaps if all(map(_never_stands, gap))))


def _never_stands(code: int) -> bool:
    letter = chr(code)
    if unicodedata.category(letter) == "Cn":
        return True
    return unicodedata.normalize("NFC", letter) != letter or fold(letter) not in {letter, " "}


def ranges(kept: set[int]) -> list[int]:
    """Return runs of numbers, each as the gap before it and its length."""
    found: list[int] = []
    end = begin = -1
    at = 0
    for code in [*sorted(kept), LAST + 9]:
        if code != end + 1:
            if begin >= 0:
                found += [begin - at, end - begin]
                at = end
            begin = code
        end = code
    return found


def make() -> str:
    """Return the table as a script, in JSON."""
    solid = {ord(letter) for letter in _letters() if fold(letter) == letter}
    unspaced = re.compile(f"[{UNSPACED}]")
    words = {code for code in solid if _makes_words(chr(code))}
    packed, at = [], 0
    for first, many, step, into in runs():
        gap = "" if first - at == 1 else _short(first - at)
        packed.append(f"{gap},{_short(many)},{step},{into}" if many > 1 else f"{gap},{into}")
        at = first + (many - 1) * step
    table = {
        "unicode": unicodedata.unidata_version,
        "folds": "|".join(packed),
        "words": " ".join(map(_short, ranges(bridged({code for code in words if not unspaced.match(chr(code))})))),
        "unspaced": " ".join(map(_short, ranges({code for code in words if unspaced.match(chr(code))}))),
    }
    text = json.dumps(table, ensure_ascii=False, indent=0)
    what = "what a letter is compared as, and which letters make words"
    return f"/* Made by carrel.search.folding_table: {what}. */\nwindow.carrelFolding = {text};\n"


def _short(number: int) -> str:
    """Return a number in base 36."""
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


if __name__ == "__main__":
    TABLE.write_text(make(), "utf-8")
