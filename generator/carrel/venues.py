"""When two spellings mean one venue: the year, the number and the word `Proceedings` do not count."""

from __future__ import annotations

import re

from carrel import names
from carrel.model import Name

_ORDINAL = (
    r"(?:\d+(?:st|nd|rd|th)|(?:(?:twen|thir|for|fif|six|seven|eigh|nine)ty )?"
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)|[a-z]+(?:tieth|teenth))"
)
_ASIDE = re.compile(r"\([^)]*\)|\bvolume \d.*|\bvol\b.*")
_NOISE = re.compile(
    r"\b(?:(?:in )?proc(?:eedings)?(?: of)?(?: the)?|(?:19|20)\d\d|annual"
    rf"|{_ORDINAL}(?: (?:and|{_ORDINAL}))*)\b|^(?:in|the)\b"
)


def fold(spelling: str) -> str:
    """Return the form in which spellings of a venue agree; at least the spelling itself, in small letters."""
    plain = names.fold(Name(_ASIDE.sub(" ", spelling.casefold())))
    bare = " ".join(_NOISE.sub(" ", plain).split())
    return bare or plain or spelling.casefold()
