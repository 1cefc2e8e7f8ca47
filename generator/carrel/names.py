"""Names as written: their parts, and the folded form under which two spellings are the same name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from carrel import cjk, latex, markup
from carrel.model import Name

# A word written small inside a name belongs to the family name after it (`van`, `de la`, `bint`), as in BibTeX. In a
# name that is all small, only these do.
PARTICLES = frozenset(("al", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "van", "von", "zu"))
# Written large they do too, unless they are given names more often (`Le`, `Da`, `San`).
LARGE_PARTICLES = frozenset(
    ("Abou", "Abu", "Al", "Ben", "Bin", "De", "Del", "Della", "Den", "Der", "Di", "El", "Ibn", "Van", "Vander", "Von")
)
CONJUNCTIONS = frozenset(("e", "i", "y"))  # `Ortega y Gasset`
SUFFIX = re.compile(r"(?:[Jj]r|JR|[Ss]r|SR)\.?|I{2,3}|IV")
_JUNIOR = re.compile(r"Filho|Neto|J[uú]nior|Sobrinho")  # stand after a family name, but can be one
_MARKS = " ,;*∗†‡§¶"  # of footnotes
_TEX = re.compile(r"[\\{]")
_DOTS = str.maketrans("", "", "·・ ")  # part names where no space does


def parse(written: str) -> Name:
    """Read a name in either order: `Wang, Xiaodong` or `Xiaodong Wang`."""
    words = _clean(written)
    before, comma, after = words.rpartition(",")
    if not comma:
        return given_first(words)
    if SUFFIX.fullmatch(after.strip()) and "," not in before and " " in before:  # `William A. Baumgartner, Jr.`
        return given_first(before + after)
    return family_first(words)


def family_first(written: str) -> Name:
    """Read `Family, Given`; of `Family, Jr., Given` the suffix stays with the family name."""
    words = _clean(written)
    family, *rest = [part for piece in words.split(",") if (part := piece.strip())] or [words]
    suffix = next((part for part in rest if SUFFIX.fullmatch(part)), "") if len(rest) > 1 else ""
    given = " ".join(part for part in rest if part is not suffix)
    if _is_unparted(family + given):  # where the family name comes first, nothing stands between
        return Name(family + given)
    return Name(f"{family} {suffix}".strip(), given)


def given_first(written: str) -> Name:
    """Read `Given Family`: the last word and the particles before it are the family name."""
    words = _clean(written).split()
    if _is_unparted("".join(words)):
        return Name(" ".join(words))
    last = len(words) - 1
    while last > 1 and (SUFFIX.fullmatch(words[last]) or _JUNIOR.fullmatch(words[last])):
        last -= 1
    mixed = any(word[0].isupper() for word in words)
    start = next((n for n in range(1, last) if _is_particle(words[n], mixed)), last)
    if start > 1 and words[start] in CONJUNCTIONS:
        start -= 1
    return Name(" ".join(words[max(start, 0) :]), " ".join(words[: max(start, 0)]))


def _is_particle(word: str, mixed: bool) -> bool:
    return word in PARTICLES or word in LARGE_PARTICLES or (mixed and word[0].islower())


def _clean(written: str) -> str:
    """Return a name in one line, without LaTeX and without marks of footnotes."""
    words = markup.plain(latex.parse(written)) if _TEX.search(written) else " ".join(written.split())
    return words.strip(_MARKS)


# --- comparing -------------------------------------------------------------------------------------------------------

# Letters with a stroke, which Unicode does not take apart; spellings without it are common.
_STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})


_PARTING = str.maketrans(dict.fromkeys("-\u2010\u2011.,·・", " "))


@lru_cache(maxsize=2**14)
def fold(name: Name) -> str:
    """Return the form in which spellings agree: accents, case, dots and hyphens do not count, the order does."""
    parted = _letters(str(name)).translate(_PARTING)
    kept = unicodedata.normalize("NFC", "".join(c for c in parted if c.isalnum() or c.isspace()))
    if kept.isascii():
        return " ".join(kept.split())
    words = [f" {word}" for word in kept.split()]
    for n in range(1, len(words)):
        if cjk.unparted.match(words[n][1]) and cjk.unparted.match(words[n - 1][-1]):
            words[n] = words[n][1:]
    return "".join(words)[1:]


def _is_unparted(words: str) -> bool:
    return cjk.is_unparted(words.translate(_DOTS))


def sort_key(name: Name) -> tuple[str, str]:
    """Return what a list of people is sorted by: family, then given name, accents aside."""
    return _letters(name.family), _letters(name.given)


def _letters(text: str) -> str:
    """Return small letters without accents."""
    if text.isascii():
        return text.lower()
    small = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(c for c in small if not unicodedata.combining(c)).translate(_STROKES)
