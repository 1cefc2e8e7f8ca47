"""The scripts of China, Japan and Korea, in which nothing parts one word from the next."""

from __future__ import annotations

import re

HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
KANA = "\u3040-\u30ff\u31f0-\u31ff"
HANGUL = "\uac00-\ud7af"
UNPARTED = f"{HAN}{KANA}{HANGUL}"  # for a class of a pattern; compiled once where it will do: such a class takes long

unparted = re.compile(f"[{UNPARTED}]")


def is_unparted(text: str) -> bool:
    """Tell whether all of a text is in these scripts."""
    return not text.isascii() and all(map(unparted.match, text))


def is_one_word(text: str) -> bool:
    """Tell whether a text is Han alone or Hangul alone, where people write their names without a space."""
    return is_unparted(text) and (all(map(_is_han, text)) or all(map(_is_hangul, text)))


def begins_in_han(text: str) -> bool:
    """Tell whether a text begins with a Han character."""
    return is_unparted(text[:1]) and _is_han(text)


def _is_han(text: str) -> bool:
    """Tell of a text without other letters how it begins."""
    return not (_is_hangul(text) or "\u3040" <= text[0] <= "\u31ff")


def _is_hangul(text: str) -> bool:
    return "\uac00" <= text[0] <= "\ud7af"
