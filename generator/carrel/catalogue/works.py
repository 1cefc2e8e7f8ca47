"""Which entries and records are one work, and what is chosen to be said of it."""

from __future__ import annotations

import difflib
import hashlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from carrel import markup, names, slugs
from carrel.catalogue import titles
from carrel.model import (
    FIELDS,
    Description,
    Entry,
    Field,
    Kind,
    Link,
    Origin,
    Paper,
    Reading,
    Record,
    Run,
    Source,
    Styled,
    Words,
)
from carrel.problem import Place, Problem, error

SHOWN = 60  # characters of a line in a message
CODE_HOSTS = ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gitee.com")


@dataclass(frozen=True, slots=True)
class Work:
    """What one paper is made from: the entries that are it, and the record about it, if there is one."""

    entries: tuple[Entry, ...] = ()
    record: Record | None = None


# --- joining ---------------------------------------------------------------------------------------------------------


def join(readings: Mapping[str, Reading], records: Sequence[Record]) -> tuple[list[Work], list[Problem]]:
    """Join entries that say the same, and each record with the entry it is about."""
    groups = _same(entry for seed in sorted(readings) for entry in readings[seed].entries)
    problems: list[Problem] = []
    shelves = {seed: _Shelf(readings[seed].entries) for seed in {r.seed for r in records if r.seed in readings}}
    about: dict[int, Record] = {}
    works: list[Work] = []
    group_of = {id(entry): n for n, group in enumerate(groups) for entry in group}
    for record in sorted(records, key=lambda r: r.id):
        if not record.seed:
            works.append(Work(record=record))
            continue
        found = _find(record, readings, shelves, group_of, problems)
        if found is None:
            continue
        if found in about:
            other = about[found].place.path
            problems.append(error(_at(record, "starts"), f"{other} is about the same paper of '{record.seed}' already"))
            continue
        about[found] = record
    works.extend(Work(group, about.get(n)) for n, group in enumerate(groups))
    return works, problems


def _same(entries: Iterable[Entry]) -> list[tuple[Entry, ...]]:
    """Group entries whose title, authors and abstract agree to the letter, white space and case aside."""
    groups: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[_words(entry).casefold()].append(entry)
    return [tuple(group) for group in groups.values()]


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
        """Return the words that look most like these, and the line on which they stand."""
        cut = {head[: len(starts) + 10]: (head, entry) for head, _, entry in self.heads}
        near = difflib.get_close_matches(starts, cut, 1, 0.4)
        if not near:
            return None
        head, entry = cut[near[0]]
        return head, _heads(entry)[head]


def _heads(entry: Entry) -> dict[str, int]:
    """Return what an entry begins with, as it is typed and as it is read, and the line of each."""
    texts = [(entry.abstract.value.text, entry.abstract.origin.place)] if entry.abstract else []
    texts += [(entry.title.value, entry.title.origin.place)] if entry.title else []
    return {head: at.line for text, at in texts for head in (markup.fold_space(text.source), markup.plain(text))}


def _find(
    record: Record,
    readings: Mapping[str, Reading],
    shelves: Mapping[str, _Shelf],
    group_of: Mapping[int, int],
    problems: list[Problem],
) -> int | None:
    """Return the group that a record is about, or say why it is not found."""
    if record.seed not in readings:
        close = difflib.get_close_matches(record.seed, readings, 1, 0.6)
        hint = f"; did you mean '{close[0]}'?" if close else ""
        problems.append(error(_at(record, "seed"), f"'{record.seed}' is no document of seeds/ that can be read{hint}"))
        return None
    starts = markup.fold_space(record.starts)
    found = shelves[record.seed].beginning(starts)
    groups = sorted({group_of[id(entry)] for entry in found})
    if len(groups) == 1:
        return groups[0]
    shown = starts[:SHOWN]
    if not groups:
        near = shelves[record.seed].nearest(starts)
        hint = f"; the nearest is line {near[1]}, '{near[0][:SHOWN]}'" if near else ""
        problems.append(error(_at(record, "starts"), f"no paper of '{record.seed}' starts with '{shown}'{hint}"))
    else:
        lines = " and ".join(str(entry.place.line) for entry in found[:3])
        problems.append(
            error(
                _at(record, "starts"),
                f"several papers of '{record.seed}' start with '{shown}' (lines {lines}); say more",
            )
        )
    return None


def _at(record: Record, key: str) -> Place:
    return Place(record.place.path, record.lines.get(key, record.place.line))


# --- describing ------------------------------------------------------------------------------------------------------


def describe(work: Work, paper_id: str) -> Paper:
    """Choose what is said of a work: the record's word first, then the seeds' in their order; all of it is kept."""
    entries = sorted(work.entries, key=lambda entry: entry.place)
    sources: list[Description] = [*([work.record] if work.record else []), *entries]
    chosen: dict[str, Any] = {name: _choose(name, sources) for name in FIELDS}
    if chosen["code"] is None and chosen["abstract"]:
        chosen["code"] = _code(chosen["abstract"])
    if chosen["language"] is None and chosen["abstract"]:
        abstract = chosen["abstract"]
        chosen["language"] = Field(
            abstract.value.language, Origin(Kind.RULE, abstract.origin.place, "the abstract's script")
        )
    working = chosen["title"] is None
    if working:
        chosen["title"] = titles.working(chosen["abstract"], work.entries[0].place)
    return Paper(
        id=paper_id,
        title_is_working=working,
        record=work.record.place if work.record else None,
        sources=tuple(
            Source(entry.place.path.removeprefix("seeds/"), entry.place.line, entry.position) for entry in entries
        ),
        **chosen,
    )


def _choose(name: str, sources: Sequence[Description]) -> Field[Any] | None:
    said: list[Field[Any]] = [field for source in sources if (field := getattr(source, name)) is not None]
    if not said:
        return None
    best = said[0]
    if name in {"date", "issued"}:  # of two dates that agree the finer wins
        best = max((f for f in said if f.value.startswith(best.value)), key=lambda f: len(f.value))
    return replace(best, others=tuple(field for field in said if field is not best))


def _code(abstract: Field[Any]) -> Field[str] | None:
    """Find where the code is in an abstract: the address that follows the word, or else the first of a code host."""
    runs = tuple(_flat(abstract.value.text.runs))
    hosted = [
        (n, run.url)
        for n, run in enumerate(runs)
        if isinstance(run, Link) and run.url.split("/")[2].removeprefix("www.") in CODE_HOSTS
    ]
    if not hosted:
        return None
    said = [url for n, url in hosted if n and _speaks_of_code(runs[n - 1])]
    url = said[0] if said else hosted[0][1]
    return Field(url, Origin(Kind.RULE, abstract.origin.place, "an address in the abstract"))


def _speaks_of_code(run: Run) -> bool:
    return isinstance(run, Words) and "code" in run.text[-80:].lower()


def _flat(runs: tuple[Run, ...]) -> list[Run]:
    return [flat for run in runs for flat in (_flat(run.runs) if isinstance(run, Styled) else [run])]


# --- ids -------------------------------------------------------------------------------------------------------------


def base_id(work: Work) -> str:
    """Name a paper without a record after its title, or after the words it begins with."""
    entry = work.entries[0]
    title = entry.title or titles.working(entry.abstract, entry.place)
    return slugs.slug(markup.plain(title.value), f"paper-{hashlib.sha256(own_words(work).encode()).hexdigest()[:8]}")


def own_words(work: Work) -> str:
    """Return all that a paper says of itself."""
    return _words(work.entries[0])


def _words(entry: Entry) -> str:
    title = entry.title.value.source if entry.title else ""
    authors = " ".join(names.fold(name) for name in entry.authors.value.names) if entry.authors else ""
    abstract = entry.abstract.value.text.source if entry.abstract else ""
    return markup.fold_space(f"{title}\n{authors}\n{abstract}")


def aliases(work: Work) -> tuple[str, ...]:
    """Return the ids that the paper once had."""
    return work.record.aliases.value if work.record and work.record.aliases else ()
