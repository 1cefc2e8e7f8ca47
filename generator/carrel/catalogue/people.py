"""Who is who: a name as written points to a person.

People decide (seeds/people.yml), and nothing else is guessed: a name that nobody claims is a person of its own, known
by that name alone. A name that several are known to bear has a page of its own, a signpost, which also holds the
papers that nobody assigned yet.
"""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from itertools import chain, islice

from carrel import filing, names, slugs
from carrel.model import (
    Authorship,
    Claim,
    Ground,
    Identity,
    Likeness,
    Name,
    Paper,
    Person,
    Profile,
    Resemblance,
)
from carrel.problem import Place, Problem, error

SHARED = "-shared-name"  # what the id of a signpost ends in where one of its bearers has the bare id
BEARERS_NAMED = 12  # other bearers of a name named on a person's page; the signpost has them all
LOOKED_AT = 2000  # ids that are compared to find the nearest one

Spot = tuple[str, int]  # a paper, and the place of a name in its list of authors


@dataclass(slots=True)
class _Decisions:
    """What people.yml says, as far as it fits the papers."""

    identities: Mapping[str, Identity] = field(default_factory=dict)
    held: dict[Spot, Authorship] = field(default_factory=dict)  # one name on one paper
    whole: dict[str, str] = field(default_factory=dict)  # folded name → who has it wherever it stands
    bearers: dict[str, list[str]] = field(default_factory=dict)  # folded name → all who are known to bear it


def identify(
    papers: Sequence[Paper], identities: Sequence[Identity] = ()
) -> tuple[list[Paper], dict[str, Person], list[Problem]]:
    """Give each name its person: (papers with their authorships, people sorted by name, problems).

    `papers` come newest first, and so do the papers of each person.
    """
    problems: list[Problem] = []
    decisions = _decide(papers, identities, problems)
    pages = _pages(papers, decisions, problems)
    papers = [_with_people(paper, decisions, pages) for paper in papers]
    people = _people(papers, decisions, pages)
    problems.extend(_unknown_people(identities, people))
    people |= _kept_apart(people, identities)
    return papers, dict(sorted(people.items(), key=lambda pair: (filing.sort_key(pair[1].name), pair[0]))), problems


def by_name(people: Mapping[str, Person]) -> dict[str, str]:
    """Return whom a folded name points to where nothing but the name is known."""
    found: dict[str, str] = {}
    for person in people.values():
        for name in person.variants:
            if person.place is None:
                found[folded(name)] = person.id
            else:
                found.setdefault(folded(name), person.id)
    return found


@lru_cache(maxsize=2**16)
def folded(name: Name) -> str:
    """Return the form in which the spellings of a name agree; no name is without one."""
    return names.fold(name) or str(name).casefold()


def _authors(paper: Paper) -> tuple[Name, ...]:
    return paper.authors.value.names if paper.authors else ()


# --- what people decided ---------------------------------------------------------------------------------------------


def _decide(papers: Sequence[Paper], identities: Sequence[Identity], problems: list[Problem]) -> _Decisions:
    decisions = _Decisions({identity.id: identity for identity in identities})
    if not identities:
        return decisions
    shelf = _Shelf(papers)
    for identity in identities:
        _hold(identity, shelf, decisions, problems)
        for name in _names(identity):
            decisions.bearers.setdefault(folded(name), []).append(identity.id)
        if not (identity.papers or identity.perhaps):
            _take_whole(identity, decisions, problems)
    return decisions


def _names(identity: Identity) -> list[Name]:
    """Return the spellings of a person, one for each folded name, their own name first."""
    spellings = [identity.name.value, *(variant.value for variant in identity.variants)]
    return list({folded(name): name for name in reversed(spellings)}.values())[::-1]


class _Hints:
    """Finds the id that looks most like a mistyped one; only those that share a word with it are looked at."""

    def __init__(self, ids: Iterable[str]) -> None:
        self.ids = ids
        self._by_piece: defaultdict[str, list[str]] = defaultdict(list)

    def nearest(self, wanted: str) -> str:
        """Return a hint, or nothing."""
        if not self._by_piece:
            for known in self.ids:
                for piece in _pieces(known):
                    self._by_piece[piece].append(known)
        near = chain.from_iterable(self._by_piece.get(piece, ()) for piece in sorted(_pieces(wanted)))
        close = difflib.get_close_matches(wanted, list(islice(near, LOOKED_AT)), 1, 0.6)
        return f"; did you mean '{close[0]}'?" if close else ""


def _pieces(known: str) -> set[str]:
    return {known[:3], *known.split("-")}


class _Shelf:
    """The papers as entries name them: by their id, or by one that they once had."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self.papers = {paper.id: paper for paper in papers}
        self.once = {alias: p.id for p in papers for alias in (p.aliases.value if p.aliases else ())}
        self.hints = _Hints(self.papers)
        self._places: dict[str, dict[str, list[int]]] = {}

    def find(self, wanted: str) -> Paper | None:
        """Return the paper of this id."""
        return self.papers.get(self.once.get(wanted, wanted))

    def places(self, paper: Paper) -> Mapping[str, Sequence[int]]:
        """Return where each folded name stands among the authors."""
        if paper.id not in self._places:
            found: dict[str, list[int]] = {}
            for n, author in enumerate(_authors(paper)):
                found.setdefault(folded(author), []).append(n)
            self._places[paper.id] = found
        return self._places[paper.id]


def _hold(identity: Identity, shelf: _Shelf, decisions: _Decisions, problems: list[Problem]) -> None:
    """Give a person the names on the papers that the entry claims."""
    claims = [(claim, Ground.ASSIGNED) for claim in identity.papers]
    claims += [(claim, Ground.INFERRED) for claim in identity.perhaps]
    keys = [folded(name) for name in _names(identity)]
    done: set[str] = set()  # the second naming of a paper in one entry is told by who reads the file
    for claim, ground in claims:
        paper = shelf.find(claim.id)
        if paper is None:
            problems.append(error(claim.place, f"there is no paper '{claim.id}'{shelf.hints.nearest(claim.id)}"))
        elif paper.id not in done:
            done.add(paper.id)
            places = [n for key in keys for n in shelf.places(paper).get(key, ())]
            free = next((n for n in places if (paper.id, n) not in decisions.held), None)
            if free is None:
                check = "name-clash" if places else "dangling"
                problems.append(error(claim.place, _why_not(identity, claim, paper, places, decisions), check))
            else:
                name = _authors(paper)[free]
                decisions.held[paper.id, free] = Authorship(name, identity.id, ground, claim.why, claim.place)


def _why_not(identity: Identity, claim: Claim, paper: Paper, places: Sequence[int], decisions: _Decisions) -> str:
    """Say why a person cannot have a paper."""
    if places:
        other = decisions.held[paper.id, places[0]]
        line = other.place.line if other.place else 0
        return f"the paper '{claim.id}' is that of '{other.person}' (line {line}) already"
    written = {folded(author): str(author) for author in _authors(paper)}
    near = difflib.get_close_matches(folded(identity.name.value), written, 1, 0.6)
    hint = f"; the nearest is {written[near[0]]}: add it to 'variants:'" if near else ""
    return f"nobody on the paper '{claim.id}' is called {identity.name.value}{hint}"


def _take_whole(identity: Identity, decisions: _Decisions, problems: list[Problem]) -> None:
    """Give a person their names wherever they stand, for the entry names no papers."""
    mine: set[str] = set()
    for spelling in (identity.name, *identity.variants):
        key = folded(spelling.value)
        other = decisions.whole.setdefault(key, identity.id)
        if other != identity.id and key not in mine:
            line = decisions.identities[other].place.line
            claim = f"the name {spelling.value} is that of '{other}' (line {line}) already"
            problems.append(error(spelling.origin.place, f"{claim}; say which 'papers:' are whose", "name-clash"))
        mine.add(key)


# --- pages for names -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Pages:
    """The people known by a name alone, and the signposts: ids and spellings by folded name."""

    ids: Mapping[str, str]
    shown: Mapping[str, Name]
    aliases: Mapping[str, tuple[str, ...]]  # person → ids that lead to them


def _pages(papers: Sequence[Paper], decisions: _Decisions, problems: list[Problem]) -> _Pages:
    """Name those whom no entry names."""
    left: defaultdict[str, Counter[Name]] = defaultdict(Counter)
    seen: set[str] = set()
    for paper in papers:
        for n, name in enumerate(_authors(paper)):
            seen.add(key := folded(name))
            if (paper.id, n) not in decisions.held and key not in decisions.whole:
                left[key][name] += 1
    shown = {key: _canonical(spellings) for key, spellings in left.items()}
    for key, bearers in decisions.bearers.items():
        if len(bearers) > 1 and key not in shown:
            shown[key] = _spelling(key, [decisions.identities[bearer] for bearer in bearers])
    given = {given for given, _, _ in _given_ids(decisions)}

    def base(key: str) -> str:
        slug = slugs.slug(str(shown[key]), "person")
        bare = not (decisions.bearers.get(key) and slug in given)
        return slug if bare else slug[: slugs.MAX_LENGTH - len(SHARED)].rstrip("-") + SHARED

    ids = slugs.assign(sorted(shown), base, str, given)
    problems.extend(_clashes(shown, decisions))
    aliases = _aliases(decisions, seen - shown.keys(), {*ids, *given})
    return _Pages({key: person for person, key in ids.items()}, shown, aliases)


def _canonical(spellings: Counter[Name]) -> Name:
    """Choose the spelling that papers use most; then the one with most accents, then the first in order."""
    return min(spellings, key=lambda n: (-spellings[n], str(n).isascii(), -len(str(n)), str(n), n.family))


def _spelling(key: str, bearers: Sequence[Identity]) -> Name:
    """Choose how a name is written that stands on no page of its own: as the first in order who is called so."""
    own = [bearer.name.value for bearer in bearers if folded(bearer.name.value) == key]
    every = own or [name for bearer in bearers for name in _names(bearer) if folded(name) == key]
    return _canonical(Counter(every))


def _given_ids(decisions: _Decisions) -> Iterator[tuple[str, Place, str]]:
    """Return the ids that entries give, those of old included: (id, where, whose)."""
    for identity in decisions.identities.values():
        yield identity.id, identity.place, identity.id
        yield from ((alias.id, alias.place, identity.id) for alias in identity.aliases)


def _clashes(shown: Mapping[str, Name], decisions: _Decisions) -> Iterator[Problem]:
    """An entry may not take the address of somebody else; two names that look alike in Latin letters are told apart."""
    owners = {slugs.slug(str(name), "person"): (key, name) for key, name in sorted(shown.items())}
    for given, place, person in _given_ids(decisions):
        key, name = owners.get(given, ("", None))
        own = {slugs.slug(str(name)) for name in _names(decisions.identities[person])}
        if name is not None and given not in own and person not in decisions.bearers.get(key, ()):
            yield error(
                place, f"the id '{given}' is that of {name}, who is somebody else; choose another one", "name-clash"
            )


def _aliases(decisions: _Decisions, claimed: AbstractSet[str], taken: set[str]) -> dict[str, tuple[str, ...]]:
    """Keep old addresses: those that entries name, and those that names had before an entry claimed them."""
    found: dict[str, tuple[str, ...]] = {}
    for identity in decisions.identities.values():
        before = (slugs.slug(str(name), "person") for name in _names(identity) if folded(name) in claimed)
        free = [slug for slug in dict.fromkeys(before) if slug not in taken]
        taken.update(free)
        found[identity.id] = (*(alias.id for alias in identity.aliases), *free)
    return found


# --- people ----------------------------------------------------------------------------------------------------------


def _with_people(paper: Paper, decisions: _Decisions, pages: _Pages) -> Paper:
    return replace(
        paper,
        authorships=tuple(
            decisions.held.get((paper.id, n)) or Authorship(name, _by_name_alone(folded(name), decisions, pages))
            for n, name in enumerate(_authors(paper))
        ),
    )


def _by_name_alone(key: str, decisions: _Decisions, pages: _Pages) -> str:
    return decisions.whole.get(key) or pages.ids[key]


def _people(papers: Sequence[Paper], decisions: _Decisions, pages: _Pages) -> dict[str, Person]:
    written: defaultdict[str, set[Name]] = defaultdict(set)
    wrote: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for paper in papers:
        for authorship in paper.authorships:
            written[authorship.person].add(authorship.name)
            wrote[authorship.person][paper.id] = None
    people = {}
    for key, person in pages.ids.items():
        name, spellings = pages.shown[key], _sorted(written[person] or {pages.shown[key]})
        bearers = tuple(sorted(decisions.bearers.get(key, ())))
        people[person] = Person(person, name, spellings, tuple(wrote[person]), bearers=bearers)
    for identity in decisions.identities.values():
        people[identity.id] = Person(
            id=identity.id,
            name=identity.name.value,
            variants=_sorted(written[identity.id].union(_names(identity))),
            papers=tuple(wrote[identity.id]),
            place=identity.place,
            aliases=pages.aliases[identity.id],
            **{f.name: getattr(identity, f.name) for f in fields(Profile)},
        )
    return people


def _sorted(spellings: Iterable[Name]) -> tuple[Name, ...]:
    return tuple(sorted(spellings, key=lambda name: (str(name), name.family)))


# --- people who are not to be confused -------------------------------------------------------------------------------


def _unknown_people(identities: Iterable[Identity], people: Mapping[str, Person]) -> Iterator[Problem]:
    hints = _Hints(people)
    for identity in identities:
        for claim in identity.distinct:
            if claim.id == identity.id:
                yield error(claim.place, f"'{claim.id}' is this very person")
            elif claim.id not in people:
                yield error(claim.place, f"there is no person '{claim.id}'{hints.nearest(claim.id)}")


def _kept_apart(people: Mapping[str, Person], identities: Iterable[Identity]) -> dict[str, Person]:
    """Tell people whom they are not to be confused with: whom an entry says, and who shows to bear their name."""
    found: defaultdict[str, dict[str, Resemblance]] = defaultdict(dict)
    for identity in identities:
        for claim in identity.distinct:
            if claim.id in people and claim.id != identity.id:
                alike = _alike(people[identity.id], people[claim.id])
                found[identity.id][claim.id] = Resemblance(claim.id, alike, why=claim.why)
                found[claim.id].setdefault(identity.id, Resemblance(identity.id, alike, why=claim.why))
    for signpost in people.values():
        for bearer in signpost.bearers:
            for other in signpost.bearers[: BEARERS_NAMED + 1]:
                if other != bearer and people[bearer].verified and people[other].verified:
                    found[bearer].setdefault(other, Resemblance(other, Likeness.SAME))
    return {
        person: replace(people[person], distinct=tuple(others[other] for other in sorted(others)))
        for person, others in found.items()
    }


def _alike(one: Person, other: Person) -> Likeness | None:
    """Return what makes people be confused, if it is their names."""
    mine, theirs = ({folded(name) for name in person.variants} for person in (one, other))
    if folded(one.name) == folded(other.name):
        return Likeness.SAME
    if sorted(folded(one.name).split()) == sorted(folded(other.name).split()):
        return Likeness.FLIPPED
    return Likeness.SAME if mine & theirs else None
