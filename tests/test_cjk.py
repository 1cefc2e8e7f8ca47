"""Han, Kana and Hangul, and what is none of them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel import cjk

HAN, KATAKANA, HANGUL = "汉々龥𠀀", "タナカ", "김민준"


@pytest.mark.parametrize(
    ("text", "unparted", "one_word", "begins_in_han"),
    [
        (HAN, True, True, True),
        (KATAKANA, True, False, False),
        (HANGUL, True, True, False),
        (HAN + HANGUL, True, False, True),
        (HAN + KATAKANA, True, False, True),
        ("汉 字", False, False, True),
        ("Ø汉", False, False, False),
        ("", False, False, False),
    ],
)
def test_what_is_known_of_a_text(text: str, unparted: bool, one_word: bool, begins_in_han: bool) -> None:
    """Han and Hangul are written without a space in names; words from elsewhere, in Kana, are parted."""
    known = cjk.is_unparted(text), cjk.is_one_word(text), cjk.begins_in_han(text)
    assert known == (unparted, one_word, begins_in_han)


@given(st.characters())
def test_the_ranges_hold_what_their_names_say(sign: str) -> None:
    """Unicode's own names are the judge."""
    name = unicodedata.name(sign, "")
    if name.startswith(("CJK UNIFIED IDEOGRAPH", "CJK COMPATIBILITY IDEOGRAPH")):
        assert cjk.begins_in_han(sign)
    elif name.startswith(("HANGUL SYLLABLE", "HIRAGANA LETTER A", "KATAKANA LETTER A")):
        assert cjk.is_unparted(sign)
        assert not cjk.begins_in_han(sign)
    elif name.startswith(("LATIN", "GREEK", "CYRILLIC", "ARABIC", "DEVANAGARI")):
        assert not cjk.is_unparted(sign)
