"""A newer scrape in the place of a seed: what came, went and moved, and every record still with its paper.

Nothing is lost. A record whose paper begins with other words now gets these words. A paper that went stays as a record
of its own, or goes if it has none and somebody says so. A paper whose id would change keeps it, by a record. All is
tried on a copy of the list first: where that has a fault that was not there before, nothing is written.
"""

from __future__ import annotations

import shutil
import tempfile
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from carrel import build, files, markup, readers, records
from carrel.beginnings import Beginnings, heads
from carrel.catalogue import works
from carrel.catalogue.attach import attach
from carrel.curate import difference
from carrel.curate.difference import Difference
from carrel.model import Entry, Library, Reading, Record
from carrel.problem import Problem, has_errors
from carrel.records import layout, nodes, papers, rewriting, writing

SHOWN = 80  # of a title


class RefusedError(Exception):
    """Why there is nothing to compare; one line."""


class Gone(StrEnum):
    """What becomes of papers that went."""

    ASK = "ask"
    KEEP = "keep"  # as records of their own
    DROP = "drop"  # but for those that have a record


@dataclass(frozen=True, slots=True)
class Seen:
    """A paper of a seed: how it is called and where it stands, in the newer one if it is there, and its record."""

    title: str
    line: int
    record: str = ""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a newer scrape brings, and what was done, or would be: the files to write, and all that is wrong."""

    held: tuple[int, int] = (0, 0)  # papers in the old one and in the new one
    came: tuple[Seen, ...] = ()
    went: tuple[Seen, ...] = ()
    moved: tuple[Seen, ...] = ()
    lost: tuple[str, ...] = ()  # ids of papers that would leave the library
    files: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    told: tuple[str, ...] = ()  # what is done to which record
    library: Difference = field(default_factory=Difference)
    problems: tuple[Problem, ...] = ()


def refresh(root: Path, seed: str, newer: Path, gone: Gone = Gone.ASK) -> Refreshed:
    """Find what it takes to put `newer` in the place of a seed (relative to seeds/); nothing is written.

    There are no files to write if something would be lost and nobody said what is to become of it.
    """
    data = _bytes(root, newer)
    if data == files.read(root / "seeds" / seed, root / "seeds", readers.LIMIT.size):
        return Refreshed()
    library, before = build.load(root)
    curated, _ = records.read_all(root)
    others = {newer.name: newer}
    readings, unread = readers.read_all(root, papers.names_of(curated.records), others)
    fresh = readings.get(readers.ELSEWHERE + newer.name)
    wrong = [p for p in unread if p.place.path == newer.name]
    if fresh is None or seed not in readings:
        return Refreshed(problems=tuple(wrong))
    mine = [record for record in curated.records if record.seed == seed]
    found = _Comparison(seed, (readings[seed][1], fresh[1]), mine, library)
    plan = {f"seeds/{seed}": data, **found.attached(root)}
    if gone is not Gone.ASK:
        plan |= found.adopted(root, every=gone is Gone.KEEP)
    known = {(problem.place.path, problem.message) for problem in before}
    return _tried(root, plan, found, known, ask=gone is Gone.ASK)


def _bytes(root: Path, newer: Path) -> bytes:
    if newer.resolve().is_relative_to((root / "seeds").resolve()):
        raise RefusedError(f"{newer}: stands in seeds/ and so is a seed already; keep the newer one elsewhere")
    try:
        return files.read(newer, newer.parent, readers.LIMIT.size)
    except files.Unreadable as fault:
        raise RefusedError(f"{newer}: {fault}") from None


def put(root: Path, refreshed: Refreshed) -> None:
    """Write what a refresh found, the records before the seed; each file is whole at any moment."""
    for name, data in sorted(refreshed.files.items(), key=lambda one: not one[0].startswith(papers.FOLDER)):
        files.put(root / name, data)


# --- comparing -------------------------------------------------------------------------------------------------------


class _Comparison:
    """The papers of two scrapes, paired; a paper is the same by the judgement of the catalogue."""

    def __init__(self, seed: str, both: tuple[Reading, Reading], mine: Sequence[Record], library: Library) -> None:
        self.seed, self.mine, self.before = seed, mine, library
        self.old, self.new = old, new = both
        self.home, _ = attach({seed: old}, mine)  # record → entry
        self.records = {entry.position: record for record in mine for entry in [self.home.get(record.id)] if entry}
        self.heir = _paired(old.entries, new.entries)  # position → entry of the newer one
        self.ids = {(s.seed, s.position): one.id for one in library.papers.values() for s in one.sources}
        self.told: list[str] = []

    def went(self) -> Iterator[Entry]:
        return (entry for entry in self.old.entries if entry.position not in self.heir)

    def came(self) -> Iterator[Entry]:
        known = {entry.position for entry in self.heir.values()}
        return (entry for entry in self.new.entries if entry.position not in known)

    def moved(self) -> Iterator[Entry]:
        """Return what stands in another order: as few papers as explain it."""
        order = [self.heir[entry.position] for entry in self.old.entries if entry.position in self.heir]
        staying = _longest_rise([entry.position for entry in order])
        return (entry for n, entry in enumerate(order) if n not in staying)

    def seen(self, entries: Iterator[Entry], *, old: bool = False) -> tuple[Seen, ...]:
        about = {position: record.id for position, record in self.records.items()} if old else {}
        return tuple(Seen(_called(one), one.place.line, about.get(one.position, "")) for one in entries)

    def attached(self, root: Path) -> dict[str, bytes]:
        """Return the records whose paper begins otherwise now, or stands elsewhere, as they find it there."""
        homes = {record: entry.position for record, entry in self.home.items()}
        heirs = {record: self.heir[at] for record, at in homes.items() if at in self.heir}
        still, _ = attach({self.seed: self.new}, [record for record in self.mine if record.id in heirs])
        lost = {one: heir for one, heir in heirs.items() if one not in still or still[one].position != heir.position}
        openings = _openings(self.new, lost)
        changed: dict[str, bytes] = {}
        for record in self.mine:
            if record.id not in heirs:
                continue
            fields = {"starts": openings[record.id]} if record.id in openings else {}
            if record.position not in {None, heirs[record.id].position}:
                fields["position"] = str(heirs[record.id].position)
            if fields:
                changed[record.place.path] = _rewritten(root, record, fields)
            if "starts" in fields:
                self.told.append(f"{record.place.path}: starts with '{fields['starts']}' now")
        return changed

    def adopted(self, root: Path, *, every: bool) -> dict[str, bytes]:
        """Return the papers that went as records of their own: those that have a record, or all."""
        made: dict[str, bytes] = {}
        for entry in self.went():
            record = self.records.get(entry.position)
            paper = self.ids.get((self.seed, entry.position), "")
            name = f"{papers.FOLDER}/{paper}.yml"
            if record:
                made[record.place.path] = _independent(root, record, entry)
                self.told.append(f"{record.place.path}: a paper of its own now")
            elif every and paper and not (root / name).exists() and name not in made:
                made[name] = writing.file(writing.fitted(paper, entry)).encode()
                self.told.append(f"{name}: new, for '{_called(entry)}'")
        return made


def _paired(old: Sequence[Entry], new: Sequence[Entry]) -> dict[int, Entry]:
    """Return for each paper of the old scrape the one of the newer, by its position there."""
    found, _, _ = works.join({"old": Reading(tuple(old)), "new": Reading(tuple(new))}, [])
    there = {id(entry) for entry in old}
    pairs: dict[int, Entry] = {}
    for work in found.values():
        before = [entry for entry in work.entries if id(entry) in there]
        after = [entry for entry in work.entries if id(entry) not in there]
        if before and after:
            pairs |= {entry.position: after[min(n, len(after) - 1)] for n, entry in enumerate(before)}
    return pairs


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """Return where the numbers stand of a longest run that rises."""
    ends: list[int] = []  # the smallest end of a run of each length
    at: list[int] = []
    before: list[int] = []
    for n, number in enumerate(numbers):
        length = bisect_left(ends, number)
        if length == len(ends):
            ends.append(number)
            at.append(n)
        ends[length], at[length] = number, n
        before.append(at[length - 1] if length else -1)
    run: set[int] = set()
    last = at[-1] if at else -1
    while last >= 0:
        run.add(last)
        last = before[last]
    return run


def _called(entry: Entry) -> str:
    text = entry.title.value if entry.title else entry.abstract.value.text if entry.abstract else None
    words = markup.plain(text) if text else "a paper without a title"
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"


# --- records ---------------------------------------------------------------------------------------------------------


def _openings(reading: Reading, wanted: Mapping[str, Entry]) -> dict[str, str]:
    """Return for each record the first words of its paper that tell it from the others, where some do."""
    document = Beginnings(map(heads, reading.entries))
    found = {one: document.telling(heads(entry)) for one, entry in wanted.items()}
    return {one: starts for one, starts in found.items() if starts}


def _rewritten(root: Path, record: Record, fields: Mapping[str, Any]) -> bytes:
    text = _text(root, record)
    for name, value in fields.items():
        text = rewriting.with_field(text, name, value)
    return text.encode()


def _independent(root: Path, record: Record, entry: Entry) -> bytes:
    """Return a record that says all that the seed said of its paper, and needs the seed no more."""
    said = nodes.parse(writing.text(writing.fitted(record.id, entry)), record.place.path, [])
    facts = nodes.simple(said) if said else {}
    text = _text(root, record)
    held = set(record.lines)
    for name, value in facts.items() if isinstance(facts, dict) else ():
        if name not in held:
            text = rewriting.with_field(text, name, value)
        elif name == "extra" and record.extra:
            text = rewriting.with_field(text, name, {**value, **record.extra.value})
    for name in ("seed", "starts", "position"):
        text = rewriting.without_field(text, name)
    return text.encode()


def _text(root: Path, record: Record) -> str:
    return files.read(root / record.place.path, root / "seeds", nodes.MAX_BYTES).decode("utf-8-sig")


# --- trying ----------------------------------------------------------------------------------------------------------


def _tried(
    root: Path, plan: dict[str, bytes], found: _Comparison, known: set[tuple[str, str]], *, ask: bool
) -> Refreshed:
    """Try a plan on a copy of the list; papers whose id would change get a record that keeps it."""
    after, now = _loaded(root, plan)
    what = difference.compare(found.before, after)
    if kept := _addresses(what, after, found):
        plan |= kept
        found.told += [f"{name}: new, so that the address of the paper stays" for name in kept]
        after, now = _loaded(root, plan)
        what = difference.compare(found.before, after)
    faults = tuple(p for p in now if has_errors([p]) and (p.place.path, p.message) not in known)
    lost = tuple(one.id for one in what.removed if not one.into)
    asks = ask and bool(lost or any(p.place.path.startswith(papers.FOLDER) for p in faults))
    return Refreshed(
        held=(len(found.old.entries), len(found.new.entries)),
        came=found.seen(found.came()),
        went=found.seen(found.went(), old=True),
        moved=found.seen(found.moved()),
        lost=lost,
        files={} if asks or faults else plan,
        told=tuple(found.told),
        library=what,
        problems=() if asks else faults,
    )


def _loaded(root: Path, plan: Mapping[str, bytes]) -> tuple[Library, list[Problem]]:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copytree(root / "seeds", copy / "seeds", symlinks=True)
        if (root / "mkdocs.yml").is_file():
            shutil.copy(root / "mkdocs.yml", copy)
        for name, data in plan.items():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).unlink(missing_ok=True)
            (copy / name).write_bytes(data)
        return build.load(copy)


def _addresses(what: Difference, after: Library, found: _Comparison) -> dict[str, bytes]:
    """Return records that keep the ids of papers of this seed that are called otherwise in the newer one."""
    made: dict[str, bytes] = {}
    entries = {entry.position: entry for entry in found.new.entries}
    for told in what.changed:
        paper = after.papers[told.id]
        here = next((entries[s.position] for s in paper.sources if s.seed == found.seed), None)
        if told.was == told.id or paper.record or here is None or f"papers/{told.was}" not in what.vanished:
            continue
        starts = _openings(found.new, {told.was: here}).get(told.was, "")
        if starts:
            said = {"seed": found.seed, "starts": layout.Quoted(starts), "position": str(here.position)}
            made[f"{papers.FOLDER}/{told.was}.yml"] = layout.document(said).encode()
    return made
