"""What entries say of works, as plain values, and these values folded: what cards are compared by.

Titles are compared by their trigrams of letters, abstracts by their runs of three words (of characters in Chinese,
Japanese and Korean): case, accents, punctuation, hyphens, LaTeX and HTML do not matter, and the order of words little.
"""

from __future__ import annotations

import html
import re
import unicodedata
import zlib
from array import array
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from carrel import cjk
from carrel.arxiv import parse_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What one entry says, as plain values; empty where it says nothing. `key` is the caller's own number for it.

    `authors` are folded names (`names.fold`). Of two lists the shorter may be one that was cut off.
    """

    key: int
    title: str = ""
    authors: tuple[str, ...] = ()
    abstract: str = ""
    year: int | None = None
    arxiv: str = ""
    doi: str = ""
    venue: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""


# --- text, folded ----------------------------------------------------------------------------------------------------

_WORD = re.compile(rf"[{cjk.UNPARTED}]|[^\W_{cjk.UNPARTED}]+")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,60}>")
_ACCENT = re.compile(r"\\[`'^\"~=.]\s*\{?\\?([A-Za-z])\}?|\\[cvuHkrdb]\s*\{\\?([A-Za-z])\}")
# Commands that say how a text looks and not what it says; some listings lost the backslash.
_COMMAND = re.compile(
    r"\\(?:math|text)[a-z]+|\\(?:emph|operatorname|boldsymbol|bm|bf|it|rm|tt|sc|em|small|left|right|url|href|mbox)\b"
    r"|\\[hv]?phantom\b"
    r"|(?<=[${^_ ])(?:math(?:bf|cal|bb|rm|it|sf|frak|tt)|text(?:bf|it|rm|sc|tt)|operatorname|boldsymbol)(?=\{)"
)
_LETTERS = str.maketrans(
    {
        **{chr(c): unicodedata.name(chr(c)).rpartition(" ")[2].lower() for c in range(0x3B1, 0x3CA)},  # α is alpha
        **dict.fromkeys("${}'’ʼ`´\u00ad", ""),
        "\\": " ",
        **dict(zip("øłđıæœ", ("o", "l", "d", "i", "ae", "oe"), strict=True)),
    }
)


def folded_words(text: str) -> list[str]:
    """Return the words of a text, folded; each Chinese, Japanese or Korean character is one."""
    if "&" in text:
        text = html.unescape(html.unescape(text))  # listings escape twice
    if "<" in text:
        text = _TAG.sub("", text)
    if "\\" in text or "{" in text:
        text = _COMMAND.sub("", _ACCENT.sub(lambda found: found[1] or found[2], text))
    text = text.casefold()
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        text = unicodedata.normalize("NFC", text)  # Hangul
    return _WORD.findall(text.translate(_LETTERS))


def shingles(parts: str | list[str], size: int, joint: str = "") -> array[int]:
    """Return the sorted hashes of all runs of so many parts, each once; fewer parts are one run."""
    several = zip(*(parts[n:] for n in range(size)), strict=False) if len(parts) > size else (parts,) if parts else ()
    return array("I", sorted({zlib.crc32(joint.join(run).encode("utf-8", "replace")) for run in several}))


# --- what a card is compared by --------------------------------------------------------------------------------------

# Titles of nothing but these words name no work.
_GENERIC = frozenset(
    "a about abstract abstracts acknowledgement acknowledgements acknowledgments addresses an and announcement "  # noqa: SIM905  # lines read better than a column
    "announcements annual appendix article authors bibliography book books calendar chair chairs chapter column "
    "comment comments committee conclusion conclusions contents contributors conference correspondence cover der des "
    "die discussion editor editorial editorials editors einleitung erratum events final foreword from front future "
    "guest highlights i in index information interview introduction introductory issue items keynote letter letters "
    "list matter meeting members message news note notes obituary of on opening our overview paper papers part "
    "preface preliminary president presidents proceedings program programme prologue publications questions reader "
    "readers remarks report reports research review reviews section session some special summary supplement survey "
    "symposium table talk the this thoughts title to tutorial untitled vorwort welcome word words workshop".split()
) | {""}  # and nothing but numbers
_GENERIC_WIDE = frozenset(
    "摘要 前言 引言 导言 導言 序言 序 社论 社論 编者按 編者按 卷首语 综述 目录 書評 书评 结论 後記 后记".split()  # noqa: SIM905  # as above
)
# Titles that begin so are about another work.
_ABOUT = frozenset(
    "addendum comment comments correction corrections corrigendum discussion erratum rejoinder reply response "  # noqa: SIM905  # as above
    "retraction retracted supplement supplementary supplemental 勘误 更正".split()
)
_COUNTS = {
    word: str(n)
    for words, start in (
        ("zero one two three four five six seven eight nine ten", 0),
        ("first second third fourth fifth sixth seventh eighth ninth tenth", 1),
        ("ii iii iv v vi vii viii ix x xi xii", 2),
    )
    for n, word in enumerate(words.split(), start)
}
_SERIES = frozenset(
    "band book group heft kapitel livre part parte partie phase section series study teil tome type vol volume".split()  # noqa: SIM905  # as above
)
_WIDE_COUNTS = frozenset("一二三四五六七八九十上中下续")
_NUMBER = re.compile(r"\d+")
# What parts a title from its subtitle.
_COLON = re.compile(r"[:：—]|--|\s[-–]\s|[?!.](?=\s)")
_JUNIOR = frozenset(("jr", "sr", "ii", "iii", "iv"))
_NOBODY = frozenset(("anonymous", "anonymous author", "anonymous authors", "others", "et al", "unknown"))
# What a title needs to name a work by itself: letters, characters where each is a word, words.
_NAMEABLE, _NAMEABLE_WIDE, _NAMEABLE_WORDS = 20, 8, 3


class Profile:
    """A card as it is compared; `n` is its place among the others."""

    __slots__ = (
        "about", "abstract", "arxiv", "authors", "card", "doi", "generic", "head", "initials", "letters", "n",
        "nameable", "numbers", "place", "title", "wide", "wide_authors",
    )  # fmt: skip

    def __init__(self, n: int, card: Card) -> None:
        self.n = n
        self.card = card
        words = folded_words(card.title)
        self.letters = "".join(words)
        self.wide = _is_wide(self.letters)
        self.title = shingles(self.letters, 2 if self.wide else 3)
        self.head = "".join(folded_words(_COLON.split(" ".join(card.title.split()), maxsplit=1)[0]))
        self.generic = all(_NUMBER.sub("", word) in _GENERIC for word in words) or self.letters in _GENERIC_WIDE
        self.nameable = _is_nameable(words, self.wide)
        self.about = next((word for word in (*words[:2], self.letters[:2]) if word in _ABOUT), "")
        self.numbers = _numbers(words)
        self.abstract = shingles(folded_words(card.abstract), 3, " ")
        self.authors = tuple(_without_suffix(name) for name in card.authors if name.strip() and name not in _NOBODY)
        self.initials = frozenset(map(initials, self.authors))
        self.wide_authors = any(map(_is_wide, self.authors))
        self.arxiv, self.doi = _ids(card)
        self.place = _place(card)


def _is_wide(text: str) -> bool:
    return cjk.unparted.search(text) is not None


def _is_nameable(words: list[str], wide: bool) -> bool:
    """Tell whether a title can name a work by itself."""
    return len(words) >= _NAMEABLE_WORDS and sum(map(len, words)) >= (_NAMEABLE_WIDE if wide else _NAMEABLE)


def _without_suffix(name: str) -> str:
    first, _, last = name.rpartition(" ")
    return first if first and last in _JUNIOR else name


def initials(name: str) -> str:
    """Return what all spellings of a name share: the initials of its first and last part, in either order."""
    parts = name.split()
    return "".join(sorted((parts[0][0], parts[-1][0])))


def _numbers(words: list[str]) -> Counter[str]:
    """Return what tells the parts of a series: numbers in figures, Roman or in words, `Part B`."""
    found = Counter(figures.lstrip("0") for word in words for figures in _NUMBER.findall(word))
    found.update(_COUNTS[word] for word in words if word in _COUNTS)
    found.update(
        "1" if b == "i" else b for a, b in pairwise(words) if a in _SERIES and len(b) == 1 and b not in _COUNTS
    )
    found.update(word for word in words[-1:] if word in _WIDE_COUNTS)
    return found


def _ids(card: Card) -> tuple[str, str]:
    """Return arXiv id and DOI in one spelling; arXiv's own DOIs are arXiv ids."""
    doi = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", card.doi.strip().casefold())
    eprint = card.arxiv.strip().casefold()
    if own := re.fullmatch(r"10\.48550/arxiv\.(.+)", doi):
        doi, eprint = "", eprint or own[1]
    bare = re.sub(r"v\d+$", "", parse_id(eprint) or eprint)
    return re.sub(r"^([a-z-]+)\.[a-z]{2}/", r"\1/", bare), doi  # math.GT/0309136 is math/0309136


def _place(card: Card) -> tuple[str, str, str, str]:
    """Return venue, volume, issue and first page; of the last three the figures alone, `Vol. 3` is `3`."""
    volume, issue, pages = (_NUMBER.findall(text) for text in (card.volume, card.issue, card.pages))
    return "".join(folded_words(card.venue)), "-".join(volume), "-".join(issue), "".join(pages[:1])
