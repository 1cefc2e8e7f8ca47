"""Papers that are not on the list yet: looked up, read, compared with the list, and written, a record a paper."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from carrel import convert, gaps, markup, readers, records, references, sameness, slugs
from carrel.catalogue import topics, works
from carrel.catalogue.works import Work
from carrel.curate.outcome import Finding, Outcome, Verdict
from carrel.lookup import Desk, Service, Subject
from carrel.model import Curated, Description, Entry, Field, Kind, Likely, Origin, Paper, Reading
from carrel.problem import Place, Problem, Severity, error, warning
from carrel.records import papers, writing
from carrel.web import AbsentError, WebError

MOST = 500  # papers at once


@dataclass(frozen=True, slots=True)
class Brought:
    """What somebody brings: ids to look up, documents by what they are called, and facts in their own words.

    The facts are about the one paper that the rest is about, or that they describe by themselves.
    """

    subjects: Sequence[Subject] = ()
    files: Mapping[str, Path] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    facts: Description | None = None
    name: str = ""  # where the facts stand
    id: str = ""  # that the record is to have, if there is one


@dataclass(frozen=True, slots=True)
class _Read:
    """What the list says, and the papers that were brought."""

    readings: Mapping[str, Reading]
    curated: Curated
    entries: Sequence[Entry]


def add(root: Path, brought: Brought, desk: Desk | None) -> Outcome:
    """Write what was brought as new records of the list at `root`; nobody is asked for more if there is no `desk`."""
    problems: list[Problem] = []
    answers = _look_up(brought.subjects, desk, problems)
    curated, faults = records.read_all(root)
    known = papers.names_of(curated.records)
    with tempfile.TemporaryDirectory() as folder:
        texts = {**answers, **brought.texts}
        others = {**brought.files, **_files(texts, Path(folder))}
        readings, unread = readers.read_all(root, known, others)
    problems += [p for p in unread if p.place.path in others]
    problems += _doubts([*faults, *unread], others)
    entries = _entries({name: readings.get(readers.ELSEWHERE + name, ("", Reading()))[1] for name in others})
    brought_in = _completed(entries, answers, brought, problems)
    own = {name: reading for name, (_, reading) in readings.items() if not name.startswith(readers.ELSEWHERE)}
    findings = _weigh(root, _Read(own, curated, brought_in), brought.id, problems)
    return Outcome(findings, sorted(set(problems)))


def _doubts(problems: Iterable[Problem], others: Mapping[str, Path]) -> Iterator[Problem]:
    """Tell once that the list has errors: what cannot be read cannot be compared."""
    wrong = [p for p in problems if p.severity is Severity.ERROR and p.place.path not in others]
    if wrong:
        yield warning(wrong[0].place, f"{len(wrong)} errors in the list, so a duplicate may be missed: 'carrel check'")


# --- looking up ------------------------------------------------------------------------------------------------------


def _called(about: Subject) -> str:
    return f"{about.service} {about.id}"


def _look_up(subjects: Iterable[Subject], desk: Desk | None, problems: list[Problem]) -> dict[str, str | Entry]:
    """Return what the services answer: a text, or else an entry of what is known without them."""
    found: dict[str, str | Entry] = {}
    for about in subjects:
        name = _called(about)
        try:
            found[name] = desk.ask(about) if desk else _bare(about, name)
        except AbsentError as fault:
            problems.append(error(Place(name), f"{fault}; is the id right?"))
        except WebError as fault:
            problems.append(warning(Place(name), f"{fault}; only the id is written, complete it later"))
            found[name] = _bare(about, name)
    return found


def _bare(about: Subject, name: str) -> Entry:
    origin = Origin(Kind.SEED, Place(name))
    known: dict[str, Any] = {"arxiv" if about.service is Service.ARXIV else "doi": Field(about.id, origin)}
    return Entry(place=Place(name), position=1, **known)


def _files(texts: Mapping[str, Any], folder: Path) -> dict[str, Path]:
    """Put texts where readers find documents."""
    found: dict[str, Path] = {}
    for n, (name, text) in enumerate(texts.items()):
        if isinstance(text, str):
            found[name] = folder / f"{n}"
            found[name].write_text(text, "utf-8", "replace", newline="\n")
    return found


# --- what was brought, as entries ------------------------------------------------------------------------------------

_BESIDES = frozenset(("entry_type",))  # all that is kept of what Crossref says beyond the fields: it says very much


def _entries(readings: Mapping[str, Reading]) -> dict[str, list[Entry]]:
    """Return the papers of each document."""
    return {name: list(reading.entries) for name, reading in readings.items()}


def _completed(
    read: Mapping[str, list[Entry]], answers: Mapping[str, str | Entry], brought: Brought, problems: list[Problem]
) -> list[Entry]:
    """Return all papers that were brought: with the evidence of those looked up, and what is said in words."""
    asked = {_called(about): about for about in brought.subjects}
    entries: list[Entry] = []
    for name in dict.fromkeys([*answers, *read]):
        answer = answers.get(name)
        found = [answer] if isinstance(answer, Entry) else read.get(name, [])
        if isinstance(answer, str):
            found = list(_looked_up(found, asked[name], problems))
        entries += found
    if brought.facts is None:
        return entries
    if len(entries) > 1:
        left = f"{len(entries)} papers were brought, so it is not clear of which one this is said; left out"
        problems.append(warning(Place(brought.name), left))
        return entries
    facts = {name: said for name in papers.FIELDS if (said := getattr(brought.facts, name)) is not None}
    return [replace(entry, **facts) for entry in entries or [Entry(place=Place(brought.name), position=1)]]


def _looked_up(found: Iterable[Entry], about: Subject, problems: list[Problem]) -> Iterator[Entry]:
    """Return the paper that was asked for, with the address at which anybody can look; a service may answer others."""
    for entry in found:
        said = entry.arxiv if about.service is Service.ARXIV else entry.doi
        if said is None or _folded(said.value) != _folded(about.id):
            problems.append(
                warning(entry.place, f"{about.service} answers with another paper, '{_title(entry)}'; left out")
            )
            continue
        origin = Origin(Kind.SEED, entry.place)
        told = replace(entry, evidence=Field((about.page,), origin))
        if about.service is Service.CROSSREF:
            extra = {key: value for key, value in entry.extra.value.items() if key in _BESIDES} if entry.extra else {}
            resolver = entry.url and references.doi_of_url(entry.url.value)
            told = replace(told, extra=Field(extra, origin) if extra else None, url=None if resolver else entry.url)
        yield told


def _folded(paper_id: str) -> str:
    """Return an id without what may differ: capitals, and the part of an old archive (`math.DG/0211159`)."""
    return re.sub(r"^([a-z-]+)\.[a-z]{2}(?=/)", r"\1", paper_id.lower())


# --- compared with the list, and written -----------------------------------------------------------------------------


def _weigh(root: Path, brought: _Read, wanted_id: str, problems: list[Problem]) -> list[Finding]:
    """Say of each paper whether the list has it, and write those that it has not."""
    entries = brought.entries
    if len(entries) > MOST:
        problems.append(error(entries[0].place, f"{len(entries)} papers; at most {MOST} are added at once: 'convert'"))
        return []
    mine = {f"{readers.ELSEWHERE}{n}": Reading((entry,)) for n, entry in enumerate(entries)}
    found, likely, _ = works.join({**brought.readings, **mine}, brought.curated.records)
    home = {id(entry): paper for paper, work in found.items() for entry in work.entries}
    strangers = {id(entry) for entry in entries}
    first: dict[str, Entry] = {}
    findings: list[Finding] = []
    for entry in entries:
        paper = home[id(entry)]
        work = found[paper]
        listed = Work(tuple(e for e in work.entries if id(e) not in strangers), work.records)
        if listed.records or listed.entries:
            findings.append(_held(paper, entry, works.describe(listed, paper)))
        elif paper in first:
            why = f"it is the same paper as that of {first[paper].place}"
            findings.append(Finding(Verdict.HELD, paper, title=_title(entry), why=why))
        else:
            first[paper] = entry
            record_id = (wanted_id if len(entries) == 1 else "") or _id(entry, paper, found)
            why_not = _unfit(entry, record_id, paper, found)
            finding = Finding(Verdict.REFUSED, record_id, title=_title(entry), why=why_not)
            finding = finding if why_not else _written(root, finding, entry, brought.curated)
            findings.append(replace(finding, likely=tuple(_perhaps(paper, likely))))
    return findings


def _title(entry: Description) -> str:
    """Return what a paper is called, or else what is known of it."""
    if entry.title:
        return markup.plain(entry.title.value)
    ids = (("arXiv ", entry.arxiv), ("DOI ", entry.doi), ("", entry.url))
    known = next((f"{kind}{said.value}" for kind, said in ids if said), "")
    return known or (markup.plain(entry.abstract.value.text) if entry.abstract else "")


def _held(paper: str, entry: Entry, listed: Paper) -> Finding:
    """Tell that the list has a paper, where, and how one knows."""
    pairs = sameness.compare([sameness.card(0, listed), sameness.card(1, entry)]).certain
    why = ", ".join(f"{reason.why} {reason.detail}".strip() for pair in pairs for reason in pair.reasons)
    if listed.removed:
        why = f"it was removed from the list: {listed.removed.value}".removesuffix(": ")
    first = next(iter(listed.sources), None)
    where = listed.record.path if listed.record else f"seeds/{first.seed}:{first.line}" if first else ""
    return Finding(Verdict.HELD, paper, where, _title(entry), why=why or "what it says is said of that paper")


def _perhaps(paper: str, likely: Iterable[Likely]) -> Iterator[tuple[str, str]]:
    for pair in likely:
        if paper in {pair.a, pair.b}:
            why = ", ".join(f"{why.replace('_', ' ')} {detail}".strip() for why, detail in pair.reasons)
            yield (pair.b if pair.a == paper else pair.a), why


def _unfit(entry: Entry, record_id: str, paper: str, found: Mapping[str, Work]) -> str:
    """Say why an entry cannot be a record; nothing if it can."""
    taken = found.keys() | {once for work in found.values() for once in works.aliases(work)}
    if not slugs.is_valid(record_id):
        return f"'{record_id}' is no id (small letters, digits, single hyphens)"
    if record_id != paper and record_id in taken:
        return f"'{record_id}' is the id of another paper; choose one by --id"
    if not any(getattr(entry, name) for name in papers.ENOUGH):
        return "no title, no abstract, no id and no address: by what would one know it?"
    return ""


def _written(root: Path, finding: Finding, entry: Entry, curated: Curated) -> Finding:
    """Write the record of a paper that the list does not have."""
    record = writing.fitted(finding.paper, convert.on_topic(entry, curated))
    text = writing.file(record)
    if len(text.encode("utf-8", "replace")) > writing.MAX_BYTES:
        return replace(finding, why=f"more than {writing.MAX_BYTES:,} bytes; no record holds so much")
    path = f"{papers.FOLDER}/{finding.paper}.yml"
    if why := put_new(root, path, text):
        return replace(finding, why=why)
    described = works.describe(Work((), (record,)), finding.paper)
    [assigned], _, _ = topics.assign([described], curated.taxonomy)
    title = markup.plain(described.title.value)
    return replace(finding, verdict=Verdict.NEW, path=path, title=title, text=text, gaps=gaps.of(assigned))


def _id(entry: Entry, paper: str, found: Mapping[str, Work]) -> str:
    """Return the id that the catalogue gives; of a paper without words, one made of what is known."""
    if entry.title or entry.abstract:
        return paper
    known = (("arxiv", entry.arxiv), ("doi", entry.doi), ("paper", entry.url))
    made = next((slugs.slug(f"{kind} {said.value}") for kind, said in known if said), paper)
    return slugs.with_suffix(made, f"{entry.place}") if made in found else made


def put_new(root: Path, path: str, text: str) -> str:
    """Write a new file of the list, or say why not; nothing is written over, and nothing through a link."""
    target = root / path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.parent.resolve() != root.resolve() / papers.FOLDER:
            return f"{papers.FOLDER} is a link to another place; make it a folder"
        with target.open("x", encoding="utf-8", errors="replace", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        return f"{path} is there already"
    except OSError as fault:
        return f"{path} cannot be written: {fault.strerror}"
    return ""
