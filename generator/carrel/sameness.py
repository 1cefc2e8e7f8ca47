"""Which cards describe the same work: pairs that are certain, pairs that are likely, and why.

Cards that could be one work are found in blocks (an id, a title, two authors, a few shingles that both abstracts have),
so that the time grows with their number and not with its square. Each such pair is judged by itself: what other cards
say changes nothing. At last the certain pairs become groups, the best founded first, and no group takes in what known
facts keep apart.
"""

from __future__ import annotations

import zlib
from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from itertools import combinations, groupby
from typing import NamedTuple

from carrel import markup, names
from carrel.cards import Card, Profile, shingles
from carrel.likeness import YEARS, Look, Reason, Why
from carrel.model import Description

__all__ = ["Card", "Pair", "Reason", "Verdicts", "Why", "blocks", "card", "compare"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cards that are or may be one work, the lower key first; `score` tells from 0 to 1 how alike they are."""

    a: int
    b: int
    reasons: tuple[Reason, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What is thought of the cards, the best founded first.

    `groups` are the works that several cards describe. `certain` are pairs enough to connect each group, and no others.
    `likely` are for people to settle: of any two works at most one pair, the best.
    """

    certain: tuple[Pair, ...] = ()
    likely: tuple[Pair, ...] = ()
    groups: tuple[tuple[int, ...], ...] = ()


def card(key: int, said: Description) -> Card:
    """Return the card of an entry, a record or a paper."""
    dated = said.date or said.issued
    told = {name: getattr(said, name) for name in ("arxiv", "doi", "venue", "volume", "issue", "pages")}
    return Card(
        key=key,
        title=markup.plain(said.title.value) if said.title else "",
        authors=tuple(map(names.fold, said.authors.value.names)) if said.authors else (),
        abstract=markup.plain(said.abstract.value.text) if said.abstract else "",
        year=int(dated.value[:4]) if dated and dated.value[:4].isdecimal() else None,
        **{name: field.value for name, field in told.items() if field},
    )


def compare(
    cards: Iterable[Card], *, same: Collection[tuple[int, int]] = (), apart: Collection[tuple[int, int]] = ()
) -> Verdicts:
    """Tell which cards describe the same work; `same` and `apart` are pairs of keys that people have settled."""
    copies: defaultdict[Card, list[Card]] = defaultdict(list)
    for each in sorted(cards, key=lambda each: each.key):
        copies[replace(each, key=0)].append(each)
    # From here on in the order of what they say: so the order of the cards cannot matter.
    alike = [copies[content] for content in sorted(copies, key=_order)]
    profiles = [Profile(n, first) for n, (first, *_) in enumerate(alike)]
    found = [_Found(Pair(min(pair), max(pair), (Reason(Why.SAID),), 1.0), _Rank.SAID) for pair in same]
    found += [_copy(first, other) for first, *others in alike for other in others if _says_something(first)]
    found += [judged for a, b in _candidates(profiles) if (judged := _judge(a, b))]
    of = {each.key: profile for profile, copies_of_it in zip(profiles, alike, strict=True) for each in copies_of_it}
    return _Works(of, apart).settle(found)


def _says_something(card: Card) -> bool:
    return bool(card.title or card.authors or card.abstract or card.arxiv or card.doi)


def _copy(first: Card, other: Card) -> _Found:
    return _Found(Pair(first.key, other.key, (Reason(Why.COPY),), 1.0), _Rank.COPY)


def _order(card: Card) -> tuple[object, ...]:
    """Return what cards are sorted by."""
    year = -1 if card.year is None else card.year
    told = (card.title, card.authors, card.abstract, card.arxiv, card.doi)
    return *told, year, card.venue, card.volume, card.issue, card.pages


# --- blocks: which pairs are worth a look ----------------------------------------------------------------------------

_SKETCH = 12  # shingles that an abstract is found by: of pairs that share a tenth 70 % are found, of a third 99 %
_TITLE_SKETCH = 8  # the same of a title, of which a pair likely to be one shares the half
_CROWD = 20  # cards of a block beyond which sharing it says little
_LEADERS = 8  # authors of a long list that it is found by


def _candidates(profiles: list[Profile]) -> Iterator[tuple[Profile, Profile]]:
    """Return the pairs that share something rare, each once."""
    pairs: set[int] = set()
    for keys in _BLOCKS:
        postings = array("Q", (key << 32 | profile.n for profile in profiles for key in keys(profile)))
        for _, found in groupby(sorted(postings), lambda posting: posting >> 32):
            block = [posting & 0xFFFFFFFF for posting in found]
            if len(block) <= _CROWD:
                pairs.update(a << 32 | b for a, b in combinations(block, 2))
            elif keys in _TELLING:  # each with the next ones, in the order of titles
                pairs.update(a << 32 | b for n, a in enumerate(block) for b in block[n + 1 : n + _CROWD])
    for pair in sorted(pairs):
        a, b = profiles[pair >> 32], profiles[pair & 0xFFFFFFFF]
        if not _are_strangers(a, b):
            yield a, b


def _are_strangers(a: Profile, b: Profile) -> bool:
    """Tell at a glance, as of most pairs, that they share no author, and nothing to make up for it."""
    if not a.authors or not b.authors or a.wide_authors != b.wide_authors or not a.initials.isdisjoint(b.initials):
        return False
    if a.letters == b.letters or (a.arxiv and a.arxiv == b.arxiv) or (a.doi and a.doi == b.doi):
        return False
    return 2 * len(set(a.abstract[:_SKETCH]).intersection(b.abstract[:_SKETCH])) < _SKETCH


def blocks(card: Card) -> frozenset[int]:
    """Return the blocks of a card: two that share none are never compared."""
    profile = Profile(0, card)
    return frozenset(key for keys in _BLOCKS for key in keys(profile))


def _key(*parts: str) -> int:
    return zlib.crc32("\n".join(parts).encode(errors="replace"))


def _by_id(profile: Profile) -> Iterable[int]:
    return {_key(kind, value) for kind, value in (("arxiv", profile.arxiv), ("doi", profile.doi)) if value}


def _by_title(profile: Profile) -> Iterable[int]:
    return {_key(letters) for letters in (profile.letters, profile.head) if letters}


def _by_authors(profile: Profile) -> Iterable[int]:
    """Return pairs of authors by family name and initial; a single author stands alone."""
    parts = [name.split() for name in profile.authors[:_LEADERS]]
    people = sorted({f"{name[-1]} {name[0][0]}" for name in parts})
    return {_key(*pair) for pair in combinations(people, 2)} if len(people) > 1 else map(_key, people)


def _by_words_of_title(profile: Profile) -> Iterable[int]:
    return shingles(profile.letters, 4 if profile.wide else 8)[:_TITLE_SKETCH]


def _by_words_of_abstract(profile: Profile) -> Iterable[int]:
    return profile.abstract[:_SKETCH]


# The smallest hashes of a set are a fair sample of it: two sets that share much share some of them.
_TELLING: tuple[Callable[[Profile], Iterable[int]], ...] = (_by_id, _by_title, _by_authors)
_BLOCKS = (*_TELLING, _by_words_of_title, _by_words_of_abstract)


# --- one pair --------------------------------------------------------------------------------------------------------


class _Rank(IntEnum):
    """How well a pair is founded; what is only likely comes last."""

    SAID = 0
    COPY = 1
    ID = 2
    TEXT = 3
    LIKELY = 4


class _Found(NamedTuple):
    """A pair with its rank, and the places of its cards in the order of what they say."""

    pair: Pair
    rank: _Rank
    order: tuple[int, int] = (0, 0)

    def sort_key(self) -> tuple[object, ...]:
        """Return what puts the best founded pair first."""
        return self.rank, -self.pair.score, self.order, self.pair.a, self.pair.b


def _judge(a: Profile, b: Profile) -> _Found | None:
    """Judge a pair by what both cards say, and by nothing else."""
    look = Look(a, b)
    agreed = look.same_ids()
    if not agreed and (not look.is_near() or look.is_apart() or not (look.is_founded() or look.is_akin())):
        return None
    against = look.against_ids() if agreed else look.against()
    rank = _Rank.LIKELY if against or not (agreed or look.is_founded()) else _Rank.ID if agreed else _Rank.TEXT
    low, high = sorted((a.card.key, b.card.key))
    score = 1.0 if rank is _Rank.ID else look.score()
    return _Found(Pair(low, high, (*agreed, *look.speaking_for(), *against), score), rank, (a.n, b.n))


# --- groups ----------------------------------------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class _Work:
    """The cards of one work so far, and what is known of it."""

    keys: set[int]
    arxiv: set[str] = field(default_factory=set)
    doi: set[str] = field(default_factory=set)
    years: set[int] = field(default_factory=set)
    strangers: set[int] = field(default_factory=set)  # keys that people have set apart from it

    def take(self, other: _Work) -> None:
        """Take in another work."""
        self.keys |= other.keys
        self.arxiv |= other.arxiv
        self.doi |= other.doi
        self.years |= other.years
        self.strangers |= other.strangers

    def may_join(self, other: _Work, rank: _Rank) -> bool:
        """Tell whether nothing known keeps them apart; what people say is beyond doubt."""
        if rank is _Rank.SAID:
            return True
        years = self.years | other.years
        span = max(years) - min(years) if years and rank is _Rank.TEXT else 0
        return not self.is_stranger_to(other) and not self.has_other_ids(other) and span <= YEARS

    def is_stranger_to(self, other: _Work) -> bool:
        """Tell whether people have set them apart."""
        return not (self.strangers.isdisjoint(other.keys) and other.strangers.isdisjoint(self.keys))

    def has_other_ids(self, other: _Work) -> bool:
        """Tell whether both have ids of a kind, and none in common."""
        kinds = (self.arxiv, other.arxiv), (self.doi, other.doi)
        return any(mine and theirs and mine.isdisjoint(theirs) for mine, theirs in kinds)


class _Works:
    """Cards become works by the best founded pairs first."""

    def __init__(self, profiles: Mapping[int, Profile], apart: Iterable[tuple[int, int]]) -> None:
        self._profiles = profiles
        self._strangers: defaultdict[int, set[int]] = defaultdict(set)
        for a, b in apart:
            self._strangers[a].add(b)
            self._strangers[b].add(a)
        self._works: dict[int, _Work] = {}  # of the cards that are in a pair

    def settle(self, found: Iterable[_Found]) -> Verdicts:
        """Join what is certain and may be joined; the rest is likely at most."""
        certain: list[Pair] = []
        rest: list[Pair] = []
        for pair, rank, _ in sorted(found, key=_Found.sort_key):
            a, b = self._of(pair.a), self._of(pair.b)
            if rank is _Rank.LIKELY:
                rest.append(pair)
            elif a is not b and a.may_join(b, rank):
                self._join(a, b)
                certain.append(pair)
            elif a is not b:
                rest.append(replace(pair, reasons=(*pair.reasons, Reason(Why.YET_GROUP))))
        works = {id(work): work for work in self._works.values()}  # each once, however many cards it has
        groups = sorted(tuple(sorted(work.keys)) for work in works.values() if len(work.keys) > 1)
        return Verdicts(tuple(certain), tuple(self._likely(rest)), tuple(groups))

    def _likely(self, pairs: Iterable[Pair]) -> Iterator[Pair]:
        """Return the best pair of any two works that could be one."""
        seen: set[frozenset[int]] = set()
        for pair in pairs:
            a, b = self._of(pair.a), self._of(pair.b)
            works = frozenset((id(a), id(b)))
            told = any(reason.why in {Why.YET_IDS, Why.YET_GROUP} for reason in pair.reasons)
            if a is b or works in seen or a.is_stranger_to(b) or (a.has_other_ids(b) and not told):
                continue
            seen.add(works)
            yield pair

    def _of(self, key: int) -> _Work:
        if key not in self._works:
            profile = self._profiles[key]
            year = profile.card.year
            self._works[key] = _Work(
                keys={key},
                arxiv={profile.arxiv} - {""},
                doi={profile.doi} - {""},
                years=set() if year is None else {year},
                strangers=set(self._strangers.get(key, ())),
            )
        return self._works[key]

    def _join(self, a: _Work, b: _Work) -> None:
        small, large = sorted((a, b), key=lambda work: len(work.keys))
        large.take(small)
        self._works.update(dict.fromkeys(small.keys, large))
