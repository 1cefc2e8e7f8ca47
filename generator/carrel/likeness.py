"""How alike two cards are, and what that makes of them. Nothing but the two cards themselves counts."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cached_property

from carrel.cards import Profile, folded_words, initials

# --- reasons ---------------------------------------------------------------------------------------------------------


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
        a, b = folded_words(self.a.card.title), folded_words(self.b.card.title)
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
            left[initials(name)].append(name)
    for name in a.authors:
        alike = left.get(initials(name), []) if name not in both else []
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


def _overlap(a: array[int], b: array[int]) -> int:
    return len(set(a).intersection(b))
