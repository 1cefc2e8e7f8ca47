"""Who is maybe the same: people whose names fit each other, and what they share. It is told, and merges nobody."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product

from anyascii import anyascii

from carrel import filing, names
from carrel.catalogue.people import folded
from carrel.model import Likeness, Name, Paper, Person, Resemblance

SHOWN = 5  # people who are maybe the same, for one person
TIES = 2  # co-authors and topics that are named as shared
FEW = 5  # if more people than this fit a name, most of them do so by chance: only co-authors count then
BLOCK = 40  # of names with the same letters no more are compared, so the work stays linear
BEARERS = 12  # of one name that are compared
SPELLINGS = 8  # of one person that are looked at
WORDS = 3  # given names of which every abbreviation is tried; of more, the usual ones

Pairs = defaultdict[str, dict[str, Likeness]]  # person → other people, and what makes them look alike


def compare(people: Mapping[str, Person], papers: Sequence[Paper]) -> dict[str, Person]:
    """Give each person those who are maybe the same: the more they share, the further in front."""
    pairs = _pairs(people)
    traces = _traces(papers, pairs, people)
    rare = Counter(assignment.topic for paper in papers for assignment in paper.assignments)
    return {
        person.id: replace(person, maybe=_nearest(person, pairs[person.id], people, traces, rare))
        if person.id in pairs
        else person
        for person in people.values()
    }


# --- names that fit --------------------------------------------------------------------------------------------------


def _pairs(people: Mapping[str, Person]) -> Pairs:
    """Find whose names fit, by looking up what a name could have been written as: never all pairs."""
    shared = {folded(person.name) for person in people.values() if person.bearers}
    spellings = [
        (person.id, name)
        for person in people.values()
        for name in person.variants[:SPELLINGS]
        if person.bearers or folded(name) not in shared  # a shared name stands for all its bearers
    ]
    found: Pairs = defaultdict(dict)
    for one, other, likeness in (*_same_name(people), *_same_letters(spellings), *_abbreviated(spellings)):
        if one != other:
            found[one].setdefault(other, likeness)
            found[other].setdefault(one, likeness)
    return found


def _same_name(people: Mapping[str, Person]) -> Iterator[tuple[str, str, Likeness]]:
    """Entries for one name, which nobody could yet show to be different people."""
    for signpost in people.values():
        for one, other in combinations(signpost.bearers[:BEARERS], 2):
            yield one, other, Likeness.SAME


def _same_letters(spellings: Iterable[tuple[str, Name]]) -> Iterator[tuple[str, str, Likeness]]:
    """Names that have the same letters, in either order, in whatever script, however they are parted."""
    blocks: defaultdict[tuple[str, ...], list[tuple[str, Name, tuple[str, str]]]] = defaultdict(list)
    for person, name in spellings:
        for letters in sorted(_letters(name)):
            blocks[tuple(sorted(letters))].append((person, name, letters))
    for block in blocks.values():
        for (one, a, left), (other, b, right) in combinations(block[:BLOCK], 2):
            if _is_latin(a) != _is_latin(b):
                yield one, other, Likeness.SCRIPT
            else:
                yield one, other, Likeness.LETTERS if left == right else Likeness.FLIPPED


_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def _letters(name: Name) -> set[tuple[str, str]]:
    """Return (family, given) in bare Latin letters; more than once where it can be read in several ways."""
    if name.given:
        parted = [(name.family, name.given)]
        if not str(name).isascii():
            parted.append((name.family.translate(_GERMAN), name.given.translate(_GERMAN)))
    else:  # a Han name is not parted: its family name has one sign, rarely two
        ends = () if _is_latin(name) else (1, 2)
        parted = [(name.family[:end], name.family[end:]) for end in ends]
    read = ((_bare(filing.reading(family)), _bare(anyascii(given))) for family, given in parted)
    return {(family, given) for family, given in read if family and given}


def _bare(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower())


def _is_latin(name: Name) -> bool:
    return not any(c.isalpha() and c > "\u02ff" and not "\u1e00" <= c <= "\u1eff" for c in str(name))


def _abbreviated(spellings: Sequence[tuple[str, Name]]) -> Iterator[tuple[str, str, Likeness]]:
    """Names of which one is the other with initials, or without a middle name."""
    written: defaultdict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
    for person, name in spellings:
        if name.given:
            written[folded(Name(name.family)), _whole(name)].add(person)
    for person, name in spellings:
        family, whole = folded(Name(name.family)), _whole(name)
        for short in sorted(_abbreviations(name)) if name.given else ():
            for other in written.get((family, short), ()) if short != whole else ():
                yield person, other, Likeness.INITIALS if _initials(short) - _initials(whole) else Likeness.MIDDLE


def _initials(words: Iterable[str]) -> Counter[str]:
    return Counter(word for word in words if len(word) == 1)


def _given(name: Name) -> list[tuple[str, ...]]:
    """Return the given names in folded words, each with its parts: `Xiao-Yang M.` is (xiao, yang), (m)."""
    words = [_spaced_initials(word, name) for word in name.given.split()]
    return [parts for word in words if (parts := tuple(names.fold(Name(word)).split()))]


def _spaced_initials(word: str, name: Name) -> str:
    """Part initials that are written without dots: `KR Kishore`."""
    initials = word.isupper() and 1 < len(word) <= WORDS and word.isalpha() and not name.family.isupper()
    return " ".join(word) if initials and _is_latin(name) else word


def _whole(name: Name) -> tuple[str, ...]:
    return tuple(part for word in _given(name) for part in word)


def _abbreviations(name: Name) -> set[tuple[str, ...]]:
    """Return how the given names could have been shortened: initials for words, middle names left out."""
    words = _given(name)
    if not words:
        return set()
    choices = [_shorter(word, middle=n > 0) for n, word in enumerate(words[:WORDS])]
    rest = words[WORDS:]
    if rest:
        choices.append([tuple(part for word in rest for part in word), tuple(word[0][0] for word in rest), ()])
    return {tuple(part for word in chosen for part in word) for chosen in product(*choices)}


def _shorter(word: tuple[str, ...], *, middle: bool) -> list[tuple[str, ...]]:
    initials = tuple(part[0] for part in word)
    return [word, initials, initials[:1], *([()] if middle else [])]


# --- what they share -------------------------------------------------------------------------------------------------


class _Trace:
    """What is known of a person: papers, co-authors, topics."""

    __slots__ = ("papers", "people", "topics")

    def __init__(self) -> None:
        self.papers: set[str] = set()
        self.people: set[str] = set()
        self.topics: set[str] = set()


def _traces(papers: Iterable[Paper], pairs: Pairs, people: Mapping[str, Person]) -> Mapping[str, _Trace]:
    """Gather what is known of those whose names fit somebody's; a signpost is nobody's co-author."""
    traces: defaultdict[str, _Trace] = defaultdict(_Trace)
    for paper in papers:
        here = {authorship.person for authorship in paper.authorships}
        known = {person for person in here if not people[person].bearers}
        for person in here & pairs.keys():
            trace = traces[person]
            trace.papers.add(paper.id)
            trace.people |= known
            trace.topics.update(assignment.topic for assignment in paper.assignments)
    return traces


def _nearest(
    person: Person,
    pairs: Mapping[str, Likeness],
    people: Mapping[str, Person],
    traces: Mapping[str, _Trace],
    rare: Mapping[str, int],
) -> tuple[Resemblance, ...]:
    apart = {other.person for other in person.distinct} | {person.id, *person.bearers}
    found = []
    for other in pairs.keys() - apart:
        mine, theirs = traces.get(person.id, _Trace()), traces.get(other, _Trace())
        # Two names on one paper are two people.
        if not mine.papers & theirs.papers and person.id not in people[other].bearers:
            both = sorted((mine.people & theirs.people) - {person.id, other})
            topics = sorted(mine.topics & theirs.topics, key=lambda topic: (rare[topic], topic))
            found.append(Resemblance(other, pairs[other], tuple(both), tuple(topics)))
    if len(found) > FEW:
        found = [resemblance for resemblance in found if resemblance.people]
    found.sort(key=lambda r: (-len(r.people), -len(r.topics), r.person))
    return tuple(replace(r, people=r.people[:TIES], topics=r.topics[:TIES]) for r in found[:SHOWN])
