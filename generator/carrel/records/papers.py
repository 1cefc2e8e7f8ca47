"""seeds/papers/<id>.yml: a paper of its own, or facts about a paper of a seed.

Each field of a record is one line of `FIELDS`: what it is called, and how it is read (see docs/records.md).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from carrel import files, slugs
from carrel.model import Abstract, Field, Kind, Origin, Record
from carrel.problem import Place, Problem, error
from carrel.records import nodes, values
from carrel.records.nodes import Node, Scalar

FOLDER = "seeds/papers"
FIELDS: Mapping[str, Callable[[Node], Any]] = MappingProxyType(
    {
        "title": values.text,
        "authors": values.authors,
        "date": values.date,
        "issued": values.date,
        "venue": values.string,
        "volume": values.string,
        "issue": values.string,
        "pages": values.string,
        "publisher": values.string,
        "arxiv": values.arxiv,
        "doi": values.doi,
        "category": values.category,
        "url": values.url,
        "code": values.url,
        "has_code": values.flag,
        "score": values.score,
        "topics": values.strings,
        "language": values.language,
        "abstract": values.abstract,
        "aliases": values.ids,
        "evidence": values.strings,
        "remark": values.string,
        "note": values.markdown,
        "why": values.markdown,
        "retracted": values.reason,
        "removed": values.reason,
        "status": values.status,
        "extra": values.extra,
    }
)
# Which paper the record is about; these are no facts of a paper.
ATTACHMENT: Mapping[str, Callable[[Node], Any]] = MappingProxyType(
    {
        "seed": values.string,
        "starts": values.string,
        "position": values.position,
        "same_as": values.ids,
        "not_same_as": values.ids,
    }
)
PROSE = frozenset(
    ("title", "starts", "why", "note", "retracted", "removed", "remark")
)  # is written in quotes: a colon may come at any time
ENOUGH = frozenset(("title", "abstract", "arxiv", "doi", "url"))  # a paper can be found by any of these
RESERVED = ("versions", "reading_order")  # kept for later, not yet read
KNOWN = ("id", *ATTACHMENT, *FIELDS, *RESERVED)
RECORD_ID, UNKNOWN_FIELD = "record-id", "unknown-field"  # checks
MOST_UNKNOWN = 20  # unknown fields of a record that are told one by one


def read_all(root: Path) -> tuple[list[Record], list[Problem]]:
    """Read every record of a list, with all their problems."""
    records: list[Record] = []
    problems: list[Problem] = []
    for path, name in _paths(root):
        if wrong := _misplaced(name):
            problems.append(error(Place(name), wrong, RECORD_ID))
        elif record := _read(path, name, problems):
            records.append(record)
    problems.extend(clashes(records))
    return records, problems


def _misplaced(name: str) -> str:
    """Say why a file is no record, or nothing."""
    if not name.endswith((".yml", ".yaml")):
        return f"no record: {FOLDER}/ holds <id>.yml files only"
    return (
        "" if name.count("/") == FOLDER.count("/") + 1 else f"a record in a folder; records stand in {FOLDER}/ itself"
    )


def read_by(*readers: Callable[[Node], Any]) -> frozenset[str]:
    """Return the fields that are read by one of these functions."""
    return frozenset(name for name, reader in (*FIELDS.items(), *ATTACHMENT.items()) if reader in readers)


def paths(root: Path) -> list[str]:
    """Return the names of all records, below the root."""
    return [name for _, name in _paths(root) if not _misplaced(name)]


def names_of(records: Iterable[Record]) -> Iterator[str]:
    """Return every author that a record names, `Given Family`."""
    return (str(name) for record in records if record.authors for name in record.authors.value.names)


def _paths(root: Path) -> Iterator[tuple[Path, str]]:
    """Return what stands where records stand, with its name below the root."""
    folder = root / FOLDER
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        yield folder, FOLDER
        return
    folders = sorted(path for path in folder.glob("*.*") if path.is_dir() and not path.is_symlink())
    for path in (*files.below(folder), *folders):
        if not files.is_ignored(path.relative_to(folder)):
            yield path, path.relative_to(root).as_posix()


def read_some(root: Path, names: Iterable[str]) -> tuple[list[Record], list[Problem]]:
    """Read the records of these names below the root, as far as they are there, with what is wrong with each."""
    problems: list[Problem] = []
    found = (_read(root / name, name, problems) for name in names if os.path.lexists(root / name))
    return [record for record in found if record], problems


def _read(path: Path, name: str, problems: list[Problem]) -> Record | None:
    """Read a record; where something is wrong with it, there is none."""
    found: list[Problem] = []
    node = nodes.read(path, name, found)
    record: Record | None = None
    if isinstance(node, nodes.Mapping):
        record = _record(path.stem, name, node, found)
    elif node is not None:
        kind = "a single value" if isinstance(node, Scalar) else "a list"
        found.append(error(Place(name, node.line), f"{kind} where a record should be; write 'title: …'"))
    elif not found:
        found.append(error(Place(name), "empty; a record has 'title:', or 'seed:' and 'starts:'"))
    problems.extend(found)
    return None if found else record


def _record(stem: str, name: str, node: nodes.Mapping, problems: list[Problem]) -> Record:
    """Make a record of what the file says, and tell everything that is wrong with it."""
    facts: dict[str, Any] = {}
    attachment: dict[str, Any] = {}
    for key, (line, value) in node.items.items():
        reader = FIELDS.get(key) or ATTACHMENT.get(key)
        if reader is None:
            continue
        try:
            read = reader(value)
        except values.BadValueError as wrong:
            problems.append(error(Place(name, wrong.line or line), f"{key}: {wrong}", wrong.check))
        else:
            if key in FIELDS:
                facts[key] = Field(read, Origin(Kind.RECORD, Place(name, line)))
            else:
                attachment[key] = read
    meant = list(_unknown(name, node, problems))
    problems.extend(_identity(stem, name, node))
    problems.extend(_subject(name, node, {*node.items, *meant}))
    if "language" in facts and "abstract" in facts and isinstance(node.items["abstract"][1], Scalar):
        facts["abstract"] = _in_language(facts["abstract"], facts["language"].value)
    lines = MappingProxyType({key: line for key, (line, _) in node.items.items()})
    typed = MappingProxyType(dict(_longer(node, facts)))
    return Record(place=Place(name, node.line), id=stem, lines=lines, typed=typed, **attachment, **facts)


def _longer(node: nodes.Mapping, facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Return the ids that are written with more than the id: as an address, with a version."""
    for key in ("doi", "arxiv"):
        written = node.items[key][1] if key in facts else None
        if isinstance(written, Scalar) and written.value.strip() != facts[key].value:
            yield key, written.value.strip()


def _in_language(abstract: Field[Abstract], language: str) -> Field[Abstract]:
    """An abstract that does not say in which language it is, is in the one that the record names."""
    return replace(abstract, value=replace(abstract.value, language=language))


# --- what can be wrong with a record as a whole ----------------------------------------------------------------------


def _unknown(name: str, node: nodes.Mapping, problems: list[Problem]) -> Iterator[str]:
    """Tell of unknown fields, and return those that were meant."""
    unknown = [(key, line) for key, (line, _) in node.items.items() if key not in KNOWN]
    for key, line in unknown[:MOST_UNKNOWN]:
        meant = values.nearest(key, KNOWN)
        hint = f"did you mean '{meant}'?" if meant else "keep it under 'extra:'"
        problems.append(error(Place(name, line), f"unknown field '{key}'; {hint}", UNKNOWN_FIELD))
        yield meant
    if len(unknown) > MOST_UNKNOWN:
        place = Place(name, unknown[MOST_UNKNOWN][1])
        problems.append(
            error(place, f"{len(unknown) - MOST_UNKNOWN} more unknown fields; this is no record", UNKNOWN_FIELD)
        )


def _identity(stem: str, name: str, node: nodes.Mapping) -> Iterator[Problem]:
    """The id is the file's stem; it must be one, and an `id:` inside must agree."""
    if not slugs.is_valid(stem):
        why = "a reserved name" if stem in slugs.RESERVED else "no id (small letters, digits, single hyphens)"
        yield error(Place(name), f"'{stem}' is {why}; call it {slugs.slug(stem)}.yml", RECORD_ID)
    if "id" in node.items:
        line, value = node.items["id"]
        inside = value.value if isinstance(value, Scalar) else "…"
        if inside != stem:
            wrong = f"id '{inside}', but the file is called '{stem}'; take the line out"
            yield error(Place(name, line), wrong, RECORD_ID)


def _subject(name: str, node: nodes.Mapping, given: set[str]) -> Iterator[Problem]:
    """A record has a title, or what a title can be found by, or says which paper of a seed it is about."""
    if given & ENOUGH or {"seed", "starts"} <= given:
        return
    lacks = "'starts:'" if "seed" in given else "'seed:'" if "starts" in given else ""
    add = f"{lacks}, or 'title:'" if lacks else "'title:', or 'seed:' and 'starts:'"
    yield error(Place(name, node.line), f"no title; add {add}")


def clashes(records: Iterable[Record]) -> Iterator[Problem]:
    """Two files can hold one id: lancet.yml and lancet.yaml; an alias must be nobody's id."""
    records = list(records)
    first: dict[str, Place] = {}
    for record in records:
        if record.id in first:
            taken = f"the id '{record.id}' is that of {first[record.id].path} already"
            yield error(record.place, taken, RECORD_ID)
        first.setdefault(record.id, record.place)
    for record in records:
        for alias in record.aliases.value if record.aliases else ():
            if alias in first:
                yield error(
                    Place(record.place.path, record.lines["aliases"]),
                    f"the alias '{alias}' is the id of {first[alias].path}",
                    RECORD_ID,
                )
            first.setdefault(alias, record.place)
