"""How alike two cards are, and what that makes of them.

A card is what an entry says of a work, as plain values. Titles are compared by their trigrams of letters, abstracts by
their runs of three words (of characters in Chinese, Japanese and Korean): case, accents, punctuation, hyphens, LaTeX
and HTML do not matter, and the order of words little. Nothing but the two cards themselves counts.
"""

from __future__ import annotations

import html
import re
import unicodedata
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cached_property
from itertools import pairwise

from carrel import cjk
from carrel.arxiv import parse_id

# --- cards and reasons -----------------------------------------------------------------------------------------------


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


class Why(StrEnum):
    """What speaks for a pair; what begins with `but` speaks against it."""

    SAID = "a record says so"
    COPY = "the same to the letter"
    ARXIV = "same arXiv id"
    DOI = "same DOI"
    PLACE = "printed in the same place"
    TITLE = "same title"
    TITLES = "titles alike"
    ABSTRACT = "same abstract"
    ABSTRACTS = "abstracts alike"
    AUTHORS = "same authors"
    SHARED = "authors shared"
    YET_IDS = "but other ids"
    YET_AUTHORS = "but other authors"
    YET_YEARS = "but years far apart"
    YET_NUMBERS = "but other numbers in the titles"
    YET_PLACE = "but printed in another place"
    YET_GROUP = "but one of them goes with another paper"


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason, and the detail of it, which is the same in every language: `87 %`, `3/4`, an id."""

    why: Why
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.why} ({self.detail})" if self.detail else str(self.why)


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


def _words(text: str) -> list[str]:
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


def _overlap(a: array[int], b: array[int]) -> int:
    return len(set(a).intersection(b))


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
        words = _words(card.title)
        self.letters = "".join(words)
        self.wide = _is_wide(self.letters)
        self.title = shingles(self.letters, 2 if self.wide else 3)
        self.head = "".join(_words(_COLON.split(" ".join(card.title.split()), maxsplit=1)[0]))
        self.generic = all(_NUMBER.sub("", word) in _GENERIC for word in words) or self.letters in _GENERIC_WIDE
        self.nameable = _is_nameable(words, self.wide)
        self.about = next((word for word in (*words[:2], self.letters[:2]) if word in _ABOUT), "")
        self.numbers = _numbers(words)
        self.abstract = shingles(_words(card.abstract), 3, " ")
        self.authors = tuple(_without_suffix(name) for name in card.authors if name.strip() and name not in _NOBODY)
        self.initials = frozenset(map(_initials, self.authors))
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


def _initials(name: str) -> str:
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
    return "".join(_words(card.venue)), "-".join(volume), "-".join(issue), "".join(pages[:1])


# --- one pair --------------------------------------------------------------------------------------------------------

# How alike is how much: 0 is nothing shared, 1 is everything.
_SAME_TITLES = 0.95
_LONG_WORD, _WORD_START = 6, 3  # letters of a word that may be misspelled, and those at its start that may not
_SAME_HEAD = 0.6  # titles that begin with the same name before the colon are no less alike
_SAME_ABSTRACTS = 0.95
_CUT_OFF = 0.97  # of a long abstract, found in the other one
_LONG = 50  # shingles that an abstract needs to settle a pair by itself
_FRAGMENT = 20  # shingles that it needs to be compared
_REPEATED = 0.5  # abstracts that put parts of a series before a person
_NEAR = 0.3  # abstracts that support a short title
_UNLIKE = 0.1  # as alike as any two of their field: abstracts that contradict titles with a slip
_BOTH_ALIKE = 1.4  # title and abstract together: certain, if authors agree
_AKIN = 0.7  # title, and abstract counted twice: likely, if authors agree
_AKIN_UNSEEN = 0.8  # the same where an abstract is missing
_AKIN_ALONE = 0.9  # the same where only one author is shared
_AKIN_LOOSELY = 1.2  # the same where most authors are others
_MOST = 0.5  # of the shorter list of authors: they agree
YEARS = 2  # between a preprint and its publication


class Look:
    """Two cards side by side: how alike they are where both say something (None where one of them does not)."""

    def __init__(self, a: Profile, b: Profile) -> None:
        self.a, self.b = a, b
        self.same_letters = a.letters == b.letters != ""
        self.title = self._title()
        self.abstract = _abstract_likeness(a.abstract, b.abstract)

    @cached_property
    def place(self) -> _Place:
        """How the places compare where they were printed."""
        return _compare_places(self.a.place, self.b.place)

    @cached_property
    def shared(self) -> int:
        """How many authors are in both lists."""
        return _shared_authors(self.a, self.b)

    @cached_property
    def people(self) -> float | None:
        """Return which part of the shorter list of authors is in the other; names in two scripts say nothing."""
        fewer = min(len(self.a.authors), len(self.b.authors))
        if not fewer or (not self.shared and self.a.wide_authors != self.b.wide_authors):
            return None
        return self.shared / fewer

    def _title(self) -> float | None:
        """Return which part of the trigrams is shared; a title that names no work says nothing."""
        a, b = self.a, self.b
        if not a.letters or not b.letters or a.generic or b.generic:
            return None
        if self.same_letters or (a.nameable and b.nameable and (a.letters == b.head or b.letters == a.head)):
            return 1.0  # at most a subtitle is missing
        likeness = 2 * _overlap(a.title, b.title) / (len(a.title) + len(b.title))
        return max(likeness, _SAME_HEAD) if a.head == b.head != "" else likeness

    # --- the verdict

    def is_near(self) -> bool:
        """Tell whether title and abstract alone leave it open that they are one work."""
        title, abstract = self.title or 0, self.abstract or 0
        return self.same_letters or abstract >= _NEAR or title + 2 * abstract >= _AKIN

    def is_apart(self) -> bool:
        """Tell whether something known makes them two works, however alike they are."""
        a, b = self.a, self.b
        return (
            a.about != b.about
            or (a.arxiv != b.arxiv and bool(a.arxiv and b.arxiv))
            or (a.doi != b.doi and bool(a.doi and b.doi) and not self.is_founded())
            or (self._is_another_part() and (self.abstract or 0) < _REPEATED)
        )

    def _is_another_part(self) -> bool:
        """Tell whether they are two parts of a series, or two pieces of one journal."""
        a, b = self.a, self.b
        if self.place is _Place.OTHER or (self.place is _Place.UNSURE and not (a.nameable and b.nameable)):
            return True
        return self._other_numbers() and not (a.numbers <= b.numbers or b.numbers <= a.numbers)

    def is_founded(self) -> bool:
        """Tell whether they share enough to be certain, if nothing speaks against it."""
        if (self.place is _Place.SAME and self.same_letters) or self._is_same_abstract():
            return True
        if self.people is None or self.people < _MOST:
            return False
        return self._is_same_title() or self._are_both_alike()

    def is_akin(self) -> bool:
        """Tell whether they share enough for a person to look at them."""
        title, abstract = self.title or 0, self.abstract or 0
        if self.people is None:
            return abstract >= _NEAR or (title >= _SAME_TITLES and self.a.nameable and self.b.nameable)
        if self.people < _MOST:
            needed = _AKIN_LOOSELY
        elif self.shared == 1:
            needed = _AKIN_ALONE
        else:
            needed = _AKIN if self.abstract is not None else _AKIN_UNSEEN
        return self.people > 0 and title + 2 * abstract >= needed

    def against(self) -> list[Reason]:
        """Return what makes even a founded pair uncertain."""
        years = sorted((self.a.card.year or 0, self.b.card.year or 0))
        found = self._other_ids()
        if self.people == 0:
            found.append(Reason(Why.YET_AUTHORS))
        if years[0] and years[1] - years[0] > YEARS:
            found.append(Reason(Why.YET_YEARS, f"{years[0]}–{years[1]}"))
        if self._other_numbers():
            found.append(Reason(Why.YET_NUMBERS))
        if self.place in {_Place.OTHER, _Place.UNSURE}:
            found.append(Reason(Why.YET_PLACE))
        return found

    def against_ids(self) -> list[Reason]:
        """Return what makes even a shared id doubtful: an id that differs, or nothing else in common."""
        found = self._other_ids()
        if self.people == 0 and (self.title or 0) < _SAME_HEAD and (self.abstract or 0) < _NEAR:
            found.append(Reason(Why.YET_AUTHORS))
        return found

    # --- what it rests on

    def same_ids(self) -> list[Reason]:
        """Return the strong ids on which both agree."""
        return [Reason(why, mine) for why, mine, other in self._ids() if mine and mine == other]

    def _other_ids(self) -> list[Reason]:
        return [Reason(Why.YET_IDS, f"{a}, {b}") for _, a, b in self._ids() if a and b and a != b]

    def _ids(self) -> tuple[tuple[Why, str, str], ...]:
        return (Why.ARXIV, self.a.arxiv, self.b.arxiv), (Why.DOI, self.a.doi, self.b.doi)

    def _is_same_title(self) -> bool:
        """Tell whether the titles agree and name a work; one that is too short for that needs support."""
        if self.title is None or (self.title < 1 and not self._is_slip()):
            return False
        sure = self.same_letters and self._have_same_authors()
        if not sure and self.abstract is not None and self.abstract < _UNLIKE:
            return False
        return (self.a.nameable and self.b.nameable) or self.shared > 1 or (self.abstract or 0) >= _NEAR

    def _is_slip(self) -> bool:
        """Tell whether the titles are a letter in one long word apart."""
        if abs(len(self.a.letters) - len(self.b.letters)) > 1:
            return False
        a, b = _words(self.a.card.title), _words(self.b.card.title)
        other = [pair for pair in zip(a, b, strict=False) if pair[0] != pair[1]]
        return len(a) == len(b) and len(other) == 1 and _is_misspelled(*other[0])

    def _is_same_abstract(self) -> bool:
        long = min(len(self.a.abstract), len(self.b.abstract)) >= _LONG
        return long and self.abstract is not None and self.abstract >= _SAME_ABSTRACTS

    def _are_both_alike(self) -> bool:
        title, abstract = self.title or 0, self.abstract or 0
        return self._have_same_authors() and title + abstract >= _BOTH_ALIKE

    def _have_same_authors(self) -> bool:
        """Tell whether more is shared than one author among several, who may be a namesake."""
        return self.shared > 1 or len(self.a.authors) == len(self.b.authors) == 1

    def _other_numbers(self) -> bool:
        """Tell whether the titles are alike but for their numbers."""
        return not self.same_letters and (self.title or 0) >= _SAME_HEAD and self.a.numbers != self.b.numbers

    # --- how it is told

    def speaking_for(self) -> Iterator[Reason]:
        """Return what they have in common besides ids, as far as it is worth telling."""
        if self.same_letters:
            yield Reason(Why.TITLE)
        elif self.title is not None and self.title >= _UNLIKE:
            yield Reason(Why.TITLES, f"{self.title:.0%}")
        if self._is_same_abstract():
            yield Reason(Why.ABSTRACT)
        elif self.abstract is not None and self.abstract >= _UNLIKE:
            yield Reason(Why.ABSTRACTS, f"{self.abstract:.0%}")
        longer = max(len(self.a.authors), len(self.b.authors))
        if self.shared:
            yield Reason(Why.AUTHORS) if self.shared == longer else Reason(Why.SHARED, f"{self.shared}/{longer}")
        if self.place is _Place.SAME:
            yield Reason(Why.PLACE)

    def score(self) -> float:
        """Return the mean of the likenesses that are known."""
        known = [likeness for likeness in (self.title, self.abstract, self.people) if likeness is not None]
        return round(sum(known) / len(known), 3) if known else 0.0


def _abstract_likeness(a: array[int], b: array[int]) -> float | None:
    """Return which part of all their shingles is shared; where one was cut off, which part of it is in the other."""
    fewer = min(len(a), len(b))
    if fewer < _FRAGMENT:
        return None
    shared = _overlap(a, b)
    if fewer >= _LONG and shared >= _CUT_OFF * fewer:
        return shared / fewer
    return shared / (len(a) + len(b) - shared)


def _is_misspelled(a: str, b: str) -> bool:
    """Tell whether a long word is another one with a letter too many, or with two letters swapped.

    A letter in place of another may change the meaning (sulfite is not sulfate), as may the first ones (asymmetric).
    """
    start = next((n for n, pair in enumerate(zip(a, b, strict=False)) if pair[0] != pair[1]), min(len(a), len(b)))
    a, b = sorted((a[start:], b[start:]), key=len)
    swapped = a[1::-1] + a[2:]
    return start >= _WORD_START and start + len(a) >= _LONG_WORD and b in (swapped, b[:1] + a)


def _shared_authors(a: Profile, b: Profile) -> int:
    """Return how many authors are in both lists."""
    if a.initials.isdisjoint(b.initials):
        return 0
    both = set(a.authors).intersection(b.authors)
    shared = len(both)
    left: defaultdict[str, list[str]] = defaultdict(list)
    for name in b.authors:
        if name not in both:
            left[_initials(name)].append(name)
    for name in a.authors:
        alike = left.get(_initials(name), []) if name not in both else []
        match = next((other for other in alike if _same_name(name.split(), other.split())), None)
        if match is not None:
            alike.remove(match)
            shared += 1
    return shared


def _same_name(a: list[str], b: list[str]) -> bool:
    """Tell whether two names can be one: in another order, joined, with initials, without a middle name."""
    if a[-1] == b[-1] and len(a) > 1 and len(b) > 1:
        # `w` is `wei`, and `alex` is `alexander`; but two letters are a name: `yu` is not `yuan`.
        short, long = sorted((a[0], b[0]), key=len)
        if short == long or (len(short) != len("yu") and long.startswith(short)):
            return True
    return sorted(a) == sorted(b) or "".join(a) == "".join(b)


class _Place(IntEnum):
    """How two places in print compare."""

    UNKNOWN = 0
    SAME = 1
    UNSURE = 2  # other pages of one venue, which people mistype; or nothing agrees, but the venues may be two
    OTHER = 3  # another volume or issue of one venue


def _compare_places(a: tuple[str, str, str, str], b: tuple[str, str, str, str]) -> _Place:
    """Compare venue, volume, issue and first page as far as both say them."""
    known = [bool(mine and other) for mine, other in zip(a, b, strict=True)]
    _, volume, issue, page = (both and mine != other for both, mine, other in zip(known, a, b, strict=True))
    if not known[0] or a[0] != b[0]:
        return _Place.UNSURE if volume and page else _Place.UNKNOWN
    if volume or issue:
        return _Place.OTHER
    if page:
        return _Place.UNSURE
    return _Place.SAME if known[1] and known[3] else _Place.UNKNOWN
