"""Which entries and records are one work, and what is chosen to be said of it."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from carrel import markup, names, sameness, slugs
from carrel.catalogue import titles
from carrel.catalogue.attach import at, attach
from carrel.likeness import YEARS
from carrel.model import (
    FIELDS,
    Description,
    Entry,
    Field,
    Kind,
    Likely,
    Link,
    Origin,
    Paper,
    Reading,
    Record,
    Rule,
    Run,
    Source,
    Styled,
    Words,
)
from carrel.problem import Place, Problem, error, warning

CODE_HOSTS = ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gitee.com")


@dataclass(frozen=True, slots=True)
class Work:
    """What one paper is made from: the entries that are it, and the records about it, the leading one first.

    `once` are the ids that its parts have where each is a paper by itself: somebody may have published them.
    """

    entries: tuple[Entry, ...] = ()
    records: tuple[Record, ...] = ()
    once: tuple[str, ...] = ()

    @property
    def whereabouts(self) -> tuple[tuple[Place, int], ...]:
        """Where all that is said of it stands, the record first: places, and positions in a seed."""
        return (*((r.place, 0) for r in self.records), *((e.place, e.position) for e in self.entries))


# --- joining ---------------------------------------------------------------------------------------------------------


def join(
    readings: Mapping[str, Reading], records: Sequence[Record]
) -> tuple[dict[str, Work], tuple[Likely, ...], list[Problem]]:
    """Join what is one work: ({id: work}, pairs that may be one, problems).

    A record joins the entry it is about; then whatever `sameness` is certain of, and what records say, is joined.
    """
    attached, problems = attach(readings, records)
    parts = dict(sorted(named(separate(readings, records, attached)).items()))
    keys = {part: n for n, part in enumerate(parts)}
    same, apart = _settled(records, parts, keys, problems)
    cards = [sameness.card(n, said(parts[part])) for part, n in keys.items()]
    verdicts = sameness.compare(cards, same=same, apart=apart)
    order = list(parts)
    groups = [[order[key] for key in group] for group in verdicts.groups]
    alone = parts.keys() - {part for group in groups for part in group}
    groups += [[part] for part in order if part in alone]
    works = named(_merged([parts[part] for part in group]) for group in groups)
    became = _became(works, parts)
    works = _remembering(works, parts, became)
    likely = tuple(
        Likely(
            became[order[pair.a]], became[order[pair.b]], tuple((r.why.name.lower(), r.detail) for r in pair.reasons)
        )
        for pair in verdicts.likely
    )
    problems.extend(unsettled(pair, works) for pair in likely)
    return works, likely, problems


def separate(
    readings: Mapping[str, Reading], records: Sequence[Record], attached: Mapping[str, Entry]
) -> Iterator[Work]:
    """Return what is one work by itself: a record and its entry, a record alone, entries that agree to the letter."""
    about: defaultdict[tuple[Place, int], list[Record]] = defaultdict(list)
    for record in sorted(records, key=lambda r: r.id):
        if not record.seed:
            yield Work(records=(record,))
        elif record.id in attached:
            about[spot(attached[record.id])].append(record)
    copies: defaultdict[str, list[Entry]] = defaultdict(list)
    for seed in sorted(readings):
        for entry in readings[seed].entries:
            copies[all_words(entry).casefold()].append(entry)
    for words in sorted(copies):
        for entries in _told_apart(copies[words]):
            found = [record for entry in entries for record in about.get(spot(entry), ())]
            yield Work(_ranked(entries), tuple(sorted(found, key=lambda r: r.id)))


def spot(entry: Entry) -> tuple[Place, int]:
    """Return where an entry stands."""
    return entry.place, entry.position


def _told_apart(entries: Sequence[Entry]) -> Iterable[list[Entry]]:
    """Part entries of the same words that ids, pages or years tell apart: an editorial is so called every year."""
    groups: defaultdict[tuple[str, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[_telling(entry)].append(entry)
    *facts, years = ({*said} - {""} for said in zip(*groups, strict=True))
    span = int(max(years)) - int(min(years)) if years else 0
    if span > YEARS or any(len(said) > 1 for said in facts):
        return [groups[telling] for telling in sorted(groups)]
    return [[*entries]]


def _telling(entry: Entry) -> tuple[str, ...]:
    """Return what tells works of the same words apart."""
    fields = (entry.arxiv, entry.doi, entry.volume, entry.pages)
    dated = entry.date or entry.issued
    year = dated.value[:4] if dated and dated.value[:4].isdecimal() else ""
    return (*(field.value.casefold() if field else "" for field in fields), year)


def said(part: Work) -> Description:
    """Return what is said of a part."""
    sources: list[Description] = [*part.records, *part.entries]
    if len(sources) == 1:
        return sources[0]
    return Description(**{name: _choose(name, sources) for name in FIELDS})


def _merged(parts: Sequence[Work]) -> Work:
    """Make one work of several; of its records, one that others are said to be the same as leads."""
    records = sorted((r for part in parts for r in part.records), key=lambda r: (bool(r.same_as), r.id))
    return Work(_ranked([entry for part in parts for entry in part.entries]), tuple(records))


def _ranked(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Sort entries by how much they say, then by what: in which seed each stands decides nothing but a draw.

    Of two spellings that with small letters and accents comes first.
    """
    if len(entries) == 1:
        return tuple(entries)
    ranked = sorted(entries, key=spot)
    ranked.sort(key=lambda entry: (all_words(entry), repr(_values(entry))), reverse=True)
    ranked.sort(key=lambda entry: -len(_values(entry)))
    return tuple(ranked)


def _values(entry: Entry) -> dict[str, Any]:
    return {name: field.value for name in FIELDS if (field := getattr(entry, name)) is not None}


def _became(works: Mapping[str, Work], parts: Mapping[str, Work]) -> dict[str, str]:
    """Return the work that each part went into: {id of the part: id of the work}."""
    home = {where: work_id for work_id, work in works.items() for where in work.whereabouts}
    return {part_id: home[part.whereabouts[0]] for part_id, part in parts.items()}


def _remembering(works: Mapping[str, Work], parts: Mapping[str, Work], became: Mapping[str, str]) -> dict[str, Work]:
    """Note of each joined work what its parts are called alone, so that an id never depends on what came later.

    An id that two works could claim leads to neither.
    """
    joined = Counter(became.values())
    claims: defaultdict[str, set[str]] = defaultdict(set)
    for part_id, work_id in became.items():
        if (
            joined[work_id] > 1 and not parts[part_id].records
        ):  # what a record was called before is its curator's to say
            for own in (part_id, base_id(parts[part_id])):
                claims[own].add(work_id)
    taken = {*works, *(alias for work in works.values() for alias in aliases(work))}
    once: defaultdict[str, list[str]] = defaultdict(list)
    for own in sorted(claims.keys() - taken):
        if len(claims[own]) == 1:
            once[min(claims[own])].append(own)
    return {work_id: replace(work, once=tuple(once[work_id])) for work_id, work in works.items()}


# --- what people settled ---------------------------------------------------------------------------------------------


def _settled(
    records: Sequence[Record], parts: Mapping[str, Work], keys: Mapping[str, int], problems: list[Problem]
) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Return the pairs that records say are the same work, and those they say are not."""
    key_of = dict(keys) | {r.id: keys[part] for part, work in parts.items() for r in work.records}
    pairs: dict[str, set[tuple[int, int]]] = {"same_as": set(), "not_same_as": set()}
    leaders = _Leaders()
    for record in sorted((r for r in records if r.id in key_of), key=lambda r: r.id):
        for field, said in pairs.items():
            for other in getattr(record, field):
                if other not in key_of or other == record.id:
                    problems.append(error(at(record, field), _no_such(field, other, record, key_of)))
                    continue
                if field == "same_as" and not leaders.follow(key_of[record.id], key_of[other]):
                    problems.append(error(at(record, field), f"a circle: '{other}' is said to be the same already"))
                said.add((key_of[record.id], key_of[other]))
    for record in records:
        for other in record.not_same_as:
            if other in key_of and record.id in key_of and leaders.are_one(key_of[record.id], key_of[other]):
                wrong = f"'{other}' is said to be the same paper, too; take one of the two out"
                problems.append(error(at(record, "not_same_as"), wrong))
    return pairs["same_as"], pairs["not_same_as"]


def _no_such(field: str, other: str, record: Record, known: Collection[str]) -> str:
    if other == record.id:
        return f"{field}: the paper itself"
    near = difflib.get_close_matches(other, known, 1, 0.6)
    hint = f"; did you mean '{near[0]}'?" if near else ""
    return f"{field}: there is no paper '{other}'{hint}"


class _Leaders:
    """Which works are said to be one: a union-find."""

    def __init__(self) -> None:
        self._leader: dict[int, int] = {}

    def follow(self, one: int, other: int) -> bool:
        """Note that two are one; False if that was known."""
        if self.are_one(one, other):
            return False
        self._leader[self._of(one)] = self._of(other)
        return True

    def are_one(self, one: int, other: int) -> bool:
        return self._of(one) == self._of(other)

    def _of(self, key: int) -> int:
        while key in self._leader:
            key = self._leader[key]
        return key


def unsettled(pair: Likely, works: Mapping[str, Work]) -> Problem:
    """Ask people to settle what is only likely."""
    why = ", ".join(f"{why.replace('_', ' ')} {detail}".strip() for why, detail in pair.reasons)
    ask = f"settle it in seeds/papers/{pair.b}.yml by 'same_as: {pair.a}' or 'not_same_as: {pair.a}'"
    return warning(
        works[pair.b].whereabouts[0][0], f"perhaps the same paper as '{pair.a}' ({why}); {ask}", "likely-duplicate"
    )


# --- describing ------------------------------------------------------------------------------------------------------


def describe(work: Work, paper_id: str) -> Paper:
    """Choose what is said of a work: the record's word first, then that of the entry that says most; all is kept."""
    sources: list[Description] = [*work.records, *work.entries]
    chosen: dict[str, Any] = {name: _choose(name, sources) for name in FIELDS}
    if chosen["code"] is None and chosen["abstract"]:
        chosen["code"] = _code(chosen["abstract"])
    if chosen["language"] is None and chosen["abstract"]:
        abstract = chosen["abstract"]
        chosen["language"] = Field(abstract.value.language, Origin(Kind.RULE, abstract.origin.place, Rule.SCRIPT))
    if once := aliases(work):  # the ids of what joined another one lead on, too
        by_record = Origin(Kind.RECORD, work.records[0].place) if work.records else None
        origin = by_record or Origin(Kind.RULE, work.entries[0].place, Rule.PARTS)
        chosen["aliases"] = Field(once, origin)
    working = chosen["title"] is None
    if working:
        chosen["title"] = titles.working(chosen["abstract"], work.whereabouts[0][0])
    return Paper(
        id=paper_id,
        title_is_working=working,
        record=work.records[0].place if work.records else None,
        sources=tuple(
            Source(entry.place.path.removeprefix("seeds/"), entry.place.line, entry.position)
            for entry in sorted(work.entries, key=lambda entry: entry.place)
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
    return Field(url, Origin(Kind.RULE, abstract.origin.place, Rule.ADDRESS))


def _speaks_of_code(run: Run) -> bool:
    return isinstance(run, Words) and "code" in run.text[-80:].lower()


def _flat(runs: tuple[Run, ...]) -> list[Run]:
    return [flat for run in runs for flat in (_flat(run.runs) if isinstance(run, Styled) else [run])]


# --- ids -------------------------------------------------------------------------------------------------------------


_SUFFIXED = re.compile(rf"-[0-9a-f]{{{slugs.SUFFIX_LENGTH}}}$")


def base_id(work: Work) -> str:
    """Name a paper without a record after its title, or after the words it begins with."""
    entry = _leading(work)
    title = entry.title or titles.working(entry.abstract, entry.place)
    words = "untitled" if title.origin.rule is Rule.UNTITLED else markup.plain(title.value)
    return slugs.slug(words, f"paper-{hashlib.sha256(own_words(work).encode()).hexdigest()[:8]}")


def own_words(work: Work) -> str:
    """Return what tells a paper from others of its title."""
    entry = _leading(work)
    ids = [field.value for field in (entry.arxiv, entry.doi) if field]
    return "\n".join([all_words(entry), *ids])


def _leading(work: Work) -> Entry:
    """Return the entry that a work is named after: the first with a title, if any has one."""
    return next((entry for entry in work.entries if entry.title), work.entries[0])


def all_words(entry: Entry) -> str:
    """Return title, authors and abstract; entries that agree in them to the letter are copies."""
    title = entry.title.value.source if entry.title else ""
    authors = " ".join(names.fold(name) for name in entry.authors.value.names) if entry.authors else ""
    abstract = entry.abstract.value.text.source if entry.abstract else ""
    return markup.fold_space(f"{title}\n{authors}\n{abstract}")


def aliases(work: Work) -> tuple[str, ...]:
    """Return the ids that the paper once had, those of the records that follow its leading one, those of its parts."""
    once = [alias for record in work.records if record.aliases for alias in record.aliases.value]
    return tuple(dict.fromkeys([*once, *(record.id for record in work.records[1:]), *work.once]))


def named(works: Iterable[Work]) -> dict[str, Work]:
    """Give each work its id: that of its leading record; any other is named after its own words."""
    given = list(works)
    curated = {work.records[0].id: work for work in given if work.records}
    once = {alias for work in curated.values() for alias in aliases(work)}
    taken = {*curated, *once, *_bases_of_twins(curated)}
    return curated | slugs.assign((w for w in given if not w.records), base_id, own_words, taken)


def _bases_of_twins(curated: Mapping[str, Work]) -> Iterator[str]:
    """Return the ids that papers would have but for others of their title: these others keep their suffix, too.

    Otherwise a first record for the one paper would give another address to the other one.
    """
    for paper, work in curated.items():
        if work.entries and _SUFFIXED.search(paper):
            base = base_id(work)
            if paper == slugs.with_suffix(base, own_words(work)):
                yield base
