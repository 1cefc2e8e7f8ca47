"""What letters are compared as: accents, case, width and the kind of hyphen do not matter. See `folding_table`."""

from __future__ import annotations

import json
import unicodedata
from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).parents[1] / "theme" / "assets" / "carrel" / "search" / "folding.js"


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    text = TABLE.read_text("utf-8")
    read: dict[str, str] = json.loads(text[text.index("{") : text.rindex("}") + 1])
    return read


@lru_cache(maxsize=1)
def _folds() -> dict[int, str]:
    """Return what each letter becomes; the others stay."""
    folds: dict[int, str] = {}
    at = 0
    for packed in _table()["folds"].split("|"):
        numbers, into = packed.rsplit(",", 1)
        gap, many, step = ([int(n or "1", 36) for n in numbers.split(",")] + [1, 1])[:3]
        at += gap
        for n in range(0, many * step, step):
            folds[at + n] = chr(ord(into) + n) if many > 1 and into else into
        at += (many - 1) * step
    return folds


def fold(text: str) -> str:
    """Return a text as it is compared."""
    if text.isascii():
        return text.lower().replace("`", "'")
    composed = unicodedata.normalize("NFC", text).translate(_folds())
    return unicodedata.normalize("NFC", composed)


def letters(kind: str) -> str:
    """Return which folded letters make words, as what stands between the brackets of a pattern; `words`, `unspaced`."""
    numbers = [int(n, 36) for n in _table()[kind].split(" ")]
    pattern, at = "", 0
    for gap, length in zip(numbers[::2], numbers[1::2], strict=True):
        pattern += f"{chr(at + gap)}-{chr(at + gap + length)}"
        at += gap + length
    return pattern


def unicode_version() -> str:
    """Return which Unicode the table was made by."""
    return _table()["unicode"]
