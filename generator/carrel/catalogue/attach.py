"""Which entry of a seed each record is about, found by how its title or abstract begins."""

from __future__ import annotations

import difflib
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from heapq import nsmallest

from carrel import markup
from carrel.model import Entry, Reading, Record
from carrel.problem import Place, Problem, error

SHOWN = 60  # characters of a line in a message
COMPARED = 120  # characters of a beginning, to find what looks most like it
CANDIDATES = 8  # beginnings compared to it at length


def attach(readings: Mapping[str, Reading], records: Sequence[Record]) -> tuple[dict[str, Entry], list[Problem]]:
    """Find the entry of each record that names a seed: {record: entry}; each entry has one record at most."""
    shelves = {seed: _Shelf(readings[seed].entries) for seed in {r.seed for r in records if r.seed in readings}}
    problems: list[Problem] = []
    found: dict[str, Entry] = {}
    first: dict[tuple[str, int], Record] = {}
    for record in sorted((r for r in records if r.seed), key=lambda r: r.id):
        entry = _find(record, readings, shelves, problems)
        if entry is None:
            continue
        holder = first.setdefault((record.seed, entry.position), record)
        if holder is not record:
            taken = f"{holder.place.path} is about the same paper of '{record.seed}' already"
            problems.append(error(at(record, "starts"), taken, "duplicate"))
            continue
        found[record.id] = entry
    return found, problems


def at(record: Record, key: str) -> Place:
    """Return the place of a field of a record."""
    return Place(record.place.path, record.lines.get(key, record.place.line))


class _Shelf:
    """The entries of one seed, found by how their title or abstract begins."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.heads = sorted(
            ((head, n, entry) for n, entry in enumerate(entries) for head in _heads(entry)), key=lambda h: h[:2]
        )
        self.keys = [head for head, _, _ in self.heads]

    def beginning(self, starts: str) -> list[Entry]:
        at = bisect_left(self.keys, starts)
        found: dict[int, Entry] = {}
        while at < len(self.keys) and self.keys[at].startswith(starts):
            found[self.heads[at][1]] = self.heads[at][2]
            at += 1
        return list(found.values())

    def nearest(self, starts: str) -> tuple[str, int] | None:
        """Return the words that look most like these, and the line on which they stand.

        Only those that share the most pieces are compared at length: all records of a list may miss at once.
        """
        wanted = starts[:COMPARED]
        shared = Counter(n for piece in _pieces(wanted) for n in self._by_piece.get(piece, ()))
        best = nsmallest(CANDIDATES, shared, key=lambda n: (-shared[n], n))
        cut = {self.keys[n][: len(wanted) + 10]: n for n in best}
        near = difflib.get_close_matches(wanted, cut, 1, 0.4)
        if not near:
            return None
        head, _, entry = self.heads[cut[near[0]]]
        return head, _heads(entry)[head]

    @cached_property
    def _by_piece(self) -> Mapping[str, Sequence[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for n, head in enumerate(self.keys):
            for piece in _pieces(head):
                found[piece].append(n)
        return found


def _pieces(head: str) -> set[str]:
    """Return the words of a beginning; of scripts that put no space between words, the letters."""
    return set(re.findall(r"[a-z0-9]+|\w", head[:COMPARED].casefold()))


def _heads(entry: Entry) -> dict[str, int]:
    """Return what an entry begins with, as it is typed and as it is read, and the line of each."""
    texts = [(entry.abstract.value.text, entry.abstract.origin.place)] if entry.abstract else []
    texts += [(entry.title.value, entry.title.origin.place)] if entry.title else []
    return {head: at.line for text, at in texts for head in (markup.fold_space(text.source), markup.plain(text))}


def _find(
    record: Record, readings: Mapping[str, Reading], shelves: Mapping[str, _Shelf], problems: list[Problem]
) -> Entry | None:
    """Return the entry that a record is about, or say why it is not found."""
    if record.seed not in readings:
        close = difflib.get_close_matches(record.seed, readings, 1, 0.6)
        hint = f"; did you mean '{close[0]}'?" if close else ""
        problems.append(error(at(record, "seed"), f"'{record.seed}' is no document of seeds/ that can be read{hint}"))
        return None
    starts = markup.fold_space(record.starts)
    found = shelves[record.seed].beginning(starts)
    if found and all(_heads(entry).keys() == _heads(found[0]).keys() for entry in found):
        return min(found, key=lambda entry: entry.position)  # of copies the first stands for all
    shown = starts[:SHOWN]
    if not found:
        near = shelves[record.seed].nearest(starts)
        hint = f"; the nearest is line {near[1]}, '{near[0][:SHOWN]}'" if near else ""
        problems.append(error(at(record, "starts"), f"no paper of '{record.seed}' starts with '{shown}'{hint}"))
    else:
        lines = " and ".join(str(entry.place.line) for entry in found[:3])
        problems.append(
            error(
                at(record, "starts"),
                f"several papers of '{record.seed}' start with '{shown}' (lines {lines}); say more",
            )
        )
    return None
