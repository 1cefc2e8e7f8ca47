"""Another whole: documents from anywhere → entries → records, a paper a file. Nothing is lost, nothing overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from carrel import markup, readers, records, slugs
from carrel.catalogue import topics, works
from carrel.catalogue.works import Work
from carrel.model import Curated, Entry, Field, Record
from carrel.problem import Place, Problem, Severity, error, has_errors, warning
from carrel.records import papers, writing

SHOWN = 60  # characters of a title in a message


@dataclass(frozen=True, slots=True)
class Converted:
    """What came of it: the files written, how many papers were left alone, and all that is to be told."""

    written: tuple[Path, ...] = ()
    left: int = 0
    problems: list[Problem] = field(default_factory=list)


def convert(root: Path, files: Sequence[Path], to: Path | None = None) -> Converted:
    """Write every paper of these files as a record into `to`, or else into the list at `root`; all or nothing.

    A paper that the list holds already is told and left alone, and so is a file that is there already.
    """
    curated, faults = records.read_all(root)
    seeds = {path.resolve(): path.relative_to(root).as_posix() for path in readers.find(root / "seeds")}
    named = {path.resolve(): seeds.get(path.resolve(), path.as_posix()) for path in files}
    others = {name: path for path, name in named.items() if path not in seeds}
    readings, unread = readers.read_all(root, papers.names_of(curated.records), others)
    found, likely, unsettled = works.join({name: reading for name, (_, reading) in readings.items()}, curated.records)
    mine = frozenset(named.values())
    problems = [
        problem
        for problem in (*faults, *unread, *unsettled)
        if problem.severity is Severity.ERROR or problem.place.path in mine
    ]
    fresh = {paper: work for paper, work in found.items() if not _is_held(work, mine)}
    doubts = {works.unsettled(pair, found) for pair in likely if {pair.a, pair.b} & fresh.keys()}
    kept = [_told(entry, f"is the paper '{paper}' of the list already") for paper, entry in _held(found, mine)]
    made, repeated = _records(fresh, found, curated)
    folder = to or root / papers.FOLDER
    texts, left = _texts(made, folder, root)
    told = sorted({*problems, *doubts, *kept, *repeated, *left})
    if has_errors(told):
        return Converted(problems=told)
    try:
        written = _write(texts)
    except OSError as fault:
        return Converted(problems=[*told, error(Place(folder.as_posix()), f"cannot be written: {fault.strerror}")])
    return Converted(written, len(kept) + len(repeated) + len(left), told)


def _is_held(work: Work, mine: frozenset[str]) -> bool:
    """Tell whether the list says something of a work, apart from the files that are converted."""
    return bool(work.records) or any(entry.place.path not in mine for entry in work.entries)


def _held(found: Mapping[str, Work], mine: frozenset[str]) -> Iterator[tuple[str, Entry]]:
    """Return the entries to convert that are papers of the list already."""
    for paper, work in found.items():
        if _is_held(work, mine):
            yield from ((paper, entry) for entry in work.entries if entry.place.path in mine)


def _told(entry: Entry, why: str) -> Problem:
    title = markup.plain(entry.title.value)[:SHOWN] if entry.title else "a paper without a title"
    return warning(entry.place, f"'{title}' {why}; left alone")


# --- records ---------------------------------------------------------------------------------------------------------


def _records(
    fresh: Mapping[str, Work], found: Mapping[str, Work], curated: Curated
) -> tuple[list[tuple[Entry, Record]], list[Problem]]:
    """Make a record of each entry; of several that are one work, the others are the same as the first.

    One that says nothing which the first does not say is no record of its own.
    """
    made: list[tuple[Entry, Record]] = []
    repeated: list[Problem] = []
    more: list[tuple[Entry, Record]] = []
    for paper, work in fresh.items():
        fitted = [(entry, writing.fitted(paper, on_topic(entry, curated))) for entry in work.entries]
        (first, leader), *others = fitted
        made.append((first, leader))
        said = writing.says(leader) if others else frozenset()
        for entry, record in others:
            if writing.says(record) <= said:
                repeated.append(_told(entry, f"says nothing that {first.place} does not say"))
            else:
                more.append((entry, record))
    taken = {*found, *(record.id for record in curated.records)}
    ids = slugs.assign(more, lambda one: one[1].id, lambda one: writing.text(one[1]), taken)
    made += [(entry, writing.as_another(record, own)) for own, (entry, record) in ids.items()]
    return made, repeated


def on_topic(entry: Entry, curated: Curated) -> Entry:
    """Leave to `topics` the words that are topics of the list; the others are keywords, and kept."""
    if entry.topics is None:
        return entry
    named, others = topics.known(entry.topics.value, curated.taxonomy)
    extra = dict(entry.extra.value) if entry.extra else {}
    if others:
        extra["keywords"] = list(others) if "keywords" not in extra else [*others, extra["keywords"]]
    return replace(
        entry,
        topics=replace(entry.topics, value=named) if named else None,
        extra=Field(extra, entry.topics.origin) if extra else None,
    )


# --- files -----------------------------------------------------------------------------------------------------------


def _texts(made: Iterable[tuple[Entry, Record]], folder: Path, root: Path) -> tuple[dict[Path, str], list[Problem]]:
    """Return the files to write, and tell what is not written and why; outside the list, no schema is named."""
    texts: dict[Path, str] = {}
    told: list[Problem] = []
    real, list_root = folder.resolve(), root.resolve()
    below = real.relative_to(list_root) if real.is_relative_to(list_root) else None
    for entry, record in made:
        path = folder / f"{record.id}.yml"
        text = writing.text(record) if below is None else writing.file(record, (below / path.name).as_posix())
        if len(text.encode()) > writing.MAX_BYTES:
            told.append(
                error(entry.place, f"a paper of more than {writing.MAX_BYTES:,} bytes; no record holds so much")
            )
        elif not any(getattr(record, name) for name in papers.ENOUGH):
            told.append(_told(entry, "has no title, no abstract, no id and no address"))
        elif path.exists() or path.is_symlink():
            told.append(_told(entry, f"would be {path.name}, which is there already"))
        else:
            texts[path] = text
    return texts, told


def _write(texts: Mapping[Path, str]) -> tuple[Path, ...]:
    """Write new files; where one cannot be written, none is."""
    written: list[Path] = []
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                written.append(path)
                file.write(text)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return tuple(written)
