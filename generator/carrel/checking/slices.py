"""The part of a list that a change of some records may touch, as it is and as it was at a revision."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from carrel import checks, published, records, trees
from carrel.catalogue import catalogue, neighbours
from carrel.catalogue.attach import attach
from carrel.catalogue.people import folded
from carrel.catalogue.works import Work
from carrel.checking import index as indexes
from carrel.checking.gathering import gather
from carrel.checking.index import Index
from carrel.model import Curated, Entry, Identity, Reading, Record
from carrel.problem import Problem, filed
from carrel.records import papers

MANY = 200  # changed records, of which it is quicker to look at the whole list
_RECORD = re.compile(rf"{papers.FOLDER}/[^/]+\.ya?ml")


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of the list in one state: what there is to see, and what is wrong."""

    survey: checks.Survey
    problems: list[Problem]


@dataclass(frozen=True, slots=True)
class _Around:
    """What is near, and did not change."""

    records: tuple[Record, ...]
    readings: Mapping[str, tuple[str, Reading]]
    rest: Curated  # without records
    listed: Mapping[str, int] | None


def around(root: Path, commit: str, changed: Collection[str], today: str) -> tuple[Slice, Slice] | None:
    """Return what is near to the changed records, now and at the commit; None if other things changed, or many."""
    if len(changed) > MANY or not all(map(_RECORD.fullmatch, changed)):
        return None
    with TemporaryDirectory() as folder:
        if changed:
            trees.unpack(root, commit, Path(folder), changed)
        old, once_wrong = papers.read_some(Path(folder), sorted(changed))
    new, wrong = papers.read_some(root, sorted(changed))
    index = indexes.find(root, commit) or indexes.make(root, commit, gather(root, changed, old))
    near = _near(root, index, [*old, *new], changed)
    before, faults_before = _seen(near, old, once_wrong, today)
    there = published.reached(before.library)
    listed = None if near.listed is None else {one: line for one, line in near.listed.items() if one in there}
    now, faults = _seen(near, new, wrong, today)
    return _slice(replace(now, listed=listed), faults), _slice(replace(before, listed=listed), faults_before)


def _near(root: Path, index: Index, mine: Sequence[Record], changed: Collection[str]) -> _Around:
    """Find what is near to records."""
    whole = {seed: reading for seed in {r.seed for r in mine if r.seed} if (reading := index.reading(seed))}
    attached, _ = attach(whole, mine)
    own = [(record, Work((attached[record.id],) if record.id in attached else (), (record,))) for record in mine]
    parts = {n for _, part in own for n in index.near(*neighbours.keys(part, neighbours.ids(part)))}
    found = papers.read_some(root, sorted(set(index.records(parts)) - set(changed)))[0]
    entries: defaultdict[str, dict[int, Entry]] = defaultdict(dict)
    for seed, entry in index.entries(parts):
        entries[seed][entry.position] = entry
    for record, part in own:
        for entry in part.entries or (whole[record.seed].entries if record.seed in whole else ()):
            entries[record.seed][entry.position] = entry
    formats = index.formats
    readings = {
        seed: (formats[seed], Reading(tuple(entries[seed][n] for n in sorted(entries[seed]))))
        for seed in sorted(entries)
    }
    every = [*found, *mine]
    ids = {*index.ids(parts), *(record.id for record in every), *(a for r in every for a in _aliases(r))}
    return _Around(tuple(found), readings, _rest(root, ids, every, readings), published.read(root)[0])


def _aliases(record: Record) -> tuple[str, ...]:
    return record.aliases.value if record.aliases else ()


def _rest(
    root: Path, ids: Collection[str], near: Sequence[Record], readings: Mapping[str, tuple[str, Reading]]
) -> Curated:
    """Return people, topics and venues; of people those who have to do with what is near."""
    identities, _ = records.people.read(root)
    said = [*near, *(entry for _, reading in readings.values() for entry in reading.entries)]
    names = {folded(name) for one in said if one.authors for name in one.authors.value.names}
    kept = tuple(kept for identity in identities if (kept := _cut(identity, ids, names)))
    return Curated(people=kept, taxonomy=records.topics.read(root)[0], venues=tuple(records.venues.read(root)[0]))


def _cut(identity: Identity, ids: Collection[str], names: Collection[str]) -> Identity | None:
    """Return a person with the papers that are near; one who has papers keeps one at least, or is none of them."""
    claims = (*identity.papers, *identity.perhaps)
    mine = tuple(claim for claim in identity.papers if claim.id in ids)
    perhaps = tuple(claim for claim in identity.perhaps if claim.id in ids)
    called = {folded(name.value) for name in (identity.name, *identity.variants)}
    if not claims:
        return identity if called & set(names) else None
    if mine or perhaps:
        return replace(identity, papers=mine, perhaps=perhaps)
    return replace(identity, papers=identity.papers[:1], perhaps=identity.perhaps[:1]) if called & set(names) else None


def _seen(
    near: _Around, mine: Sequence[Record], wrong: Sequence[Problem], today: str
) -> tuple[checks.Survey, list[Problem]]:
    """Catalogue a part of the list: what there is to look at, and what is wrong so far."""
    every = tuple(sorted((*near.records, *mine), key=lambda record: record.place))
    curated = replace(near.rest, records=every)
    library, disagreements = catalogue(near.readings, curated, ties=False)
    faults = filed([*wrong, *papers.clashes(every)], "schema")
    broken = frozenset(fault.place.path for fault in faults)
    return checks.Survey(library, curated, near.listed, today, broken), [*faults, *disagreements]


def _slice(survey: checks.Survey, faults: Sequence[Problem]) -> Slice:
    return Slice(survey, sorted({*faults, *checks.find(survey)}))
