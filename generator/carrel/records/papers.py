"""seeds/papers/<id>.yml: a paper of its own, or facts about a paper of a seed.

Each field of a record is one line of `FIELDS`: what it is called, how it is read, what it is for (see docs/records.md).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from carrel import arxiv, latex, names, prose, slugs
from carrel.model import Abstract, Authors, Field, Kind, Origin, Record
from carrel.problem import Place, Problem, error
from carrel.records import nodes
from carrel.records.nodes import Node, Scalar, Sequence

STATUSES = ("to-read", "reading", "read")


class _Wrong(ValueError):
    """A value that its field does not take; the message says what would be right."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def _string(node: Node) -> str:
    if not isinstance(node, Scalar):
        raise _Wrong("must be a single value", node.line)
    if not node.value.strip():
        raise _Wrong("is empty; fill it in, or take the line out", node.line)
    return node.value.strip()


def _strings(node: Node) -> tuple[str, ...]:
    return tuple(_string(n) for n in node.items) if isinstance(node, Sequence) else (_string(node),)


def _text(node: Node) -> Any:
    return latex.parse(_string(node))


def _authors(node: Node) -> Authors:
    written = _strings(node)
    complete = written[-1].rstrip(".") != "et al"
    return Authors(tuple(names.parse(w) for w in (written if complete else written[:-1])), complete)


def _abstract(node: Node) -> Abstract:
    text = latex.parse(_string(node))
    return Abstract(text, prose.language(text.source))


_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def _date(node: Node) -> str:
    written = _string(node)
    found = _DATE.fullmatch(written)
    try:
        if not found:
            raise ValueError
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        raise _Wrong(f"'{written}' is no date; write 2023, 2023-04 or 2023-04-07") from None
    return written


def _arxiv(node: Node) -> str:
    written = _string(node)
    found = arxiv.parse_id(written)
    if found is None:
        raise _Wrong(f"'{written}' is no arXiv id; write one like 2404.19429 or cs/0112017")
    return found


_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)


def _doi(node: Node) -> str:
    written = _string(node)
    found = _DOI.fullmatch(written)
    if not found:
        raise _Wrong(f"'{written}' is no DOI; write one like 10.18653/v1/D19-1032")
    return found[1]


def _category(node: Node) -> str:
    return arxiv.full_category(_string(node))


def _url(node: Node) -> str:
    written = _string(node)
    parts = urlsplit(written)
    if parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"\s", written):
        raise _Wrong(f"'{written}' is no web address; write one that begins with https://")
    return written


def _status(node: Node) -> str:
    written = _string(node)
    if written not in STATUSES:
        raise _Wrong(f"'{written}' is none of {', '.join(STATUSES)}")
    return written


def _aliases(node: Node) -> tuple[str, ...]:
    for alias in _strings(node):
        if not slugs.is_valid(alias):
            raise _Wrong(f"'{alias}' is no id; ids are small letters, digits and single hyphens")
    return _strings(node)


def _extra(node: Node) -> Mapping[str, Any]:
    if not isinstance(node, nodes.Mapping):
        raise _Wrong("must be keys and values")
    simple = nodes.simple(node)
    return simple if isinstance(simple, dict) else {}


def _reserved(node: Node) -> Any:
    return nodes.simple(node)


FIELDS: Mapping[str, Callable[[Node], Any]] = MappingProxyType(
    {
        "title": _text,
        "authors": _authors,
        "date": _date,
        "issued": _date,
        "venue": _string,
        "volume": _string,
        "issue": _string,
        "pages": _string,
        "publisher": _string,
        "arxiv": _arxiv,
        "doi": _doi,
        "category": _category,
        "url": _url,
        "code": _url,
        "topics": _strings,
        "language": _string,
        "abstract": _abstract,
        "aliases": _aliases,
        "evidence": _strings,
        "remark": _string,
        "note": _string,
        "why": _string,
        "status": _status,
        "extra": _extra,
    }
)
ATTACHMENT = ("seed", "starts", "position")
RESERVED = ("versions", "retracted", "same_as", "not_same_as", "reading_order")  # kept for later, not yet read
KNOWN = ("id", *ATTACHMENT, *FIELDS, *RESERVED)


def read_all(root: Path) -> tuple[list[Record], list[Problem]]:
    """Read every record of a list, with all their problems."""
    records: list[Record] = []
    problems: list[Problem] = []
    folder = root / "seeds" / "papers"
    for path in sorted(folder.rglob("*")) if folder.is_dir() else []:
        name = path.relative_to(root).as_posix()
        if path.is_dir() or path.name.startswith(".") or path.name.endswith("~"):
            continue
        if path.suffix not in {".yml", ".yaml"}:
            problems.append(error(Place(name), "no record: seeds/papers/ holds <id>.yml files only"))
            continue
        record = _read(path, name, problems)
        if record:
            records.append(record)
    problems.extend(_duplicates(records))
    return records, problems


def names_of(records: Iterable[Record]) -> Iterator[str]:
    """Return every author that a record names, `Given Family`."""
    return (str(name) for record in records if record.authors for name in record.authors.value.names)


def _read(path: Path, name: str, problems: list[Problem]) -> Record | None:
    before = len(problems)
    node = nodes.read(path, name, problems)
    if node is None:
        if len(problems) == before:
            problems.append(error(Place(name), "empty; a record has 'title:', or 'seed:' and 'starts:'"))
        return None
    if not isinstance(node, nodes.Mapping):
        kind = "a list" if isinstance(node, Sequence) else "a single value"
        problems.append(error(Place(name, node.line), f"{kind} where a record should be; write 'title: …'"))
        return None
    faults: list[Problem] = []
    record = _record(path.stem, name, node, faults)
    problems.extend(faults)
    return None if faults else record


def _record(stem: str, name: str, node: nodes.Mapping, problems: list[Problem]) -> Record:
    """Make a record of what the file says, and tell everything that is wrong with it."""
    values: dict[str, Any] = {}
    lines = {key: line for key, (line, _) in node.items.items()}
    for key, (line, value) in node.items.items():
        place = Place(name, line)
        if key not in KNOWN:
            problems.append(error(place, f"unknown field '{key}'{_nearest(key)}"))
        elif key in FIELDS:
            try:
                values[key] = Field(FIELDS[key](value), Origin(Kind.RECORD, place))
            except _Wrong as wrong:
                problems.append(error(Place(name, wrong.line or line), f"'{key}' {wrong}" if wrong.line else f"{key}: {wrong}"))
    attachment = {key: _attachment(key, node, name, problems) for key in ATTACHMENT}
    problems.extend(_identity(stem, name, node))
    if "title" not in node.items and not ("seed" in node.items and "starts" in node.items):
        lacks = "'starts:'" if "seed" in node.items else "'seed:'" if "starts" in node.items else ""
        add = f"{lacks}, or 'title:'" if lacks else "'title:', or 'seed:' and 'starts:'"
        problems.append(error(Place(name, node.line), f"no title; add {add}"))
    hint = attachment["position"]
    record = Record(
        place=Place(name, node.line),
        id=stem,
        seed=attachment["seed"],
        starts=attachment["starts"],
        position=int(hint) if hint.isdecimal() else None,
        lines=MappingProxyType(lines),
        **values,
    )
    return _in_language(record)


def _in_language(record: Record) -> Record:
    """An abstract is in the language that the record names."""
    if record.abstract is None or record.language is None:
        return record
    abstract = replace(record.abstract.value, language=record.language.value)
    return replace(record, abstract=replace(record.abstract, value=abstract))


def _attachment(key: str, node: nodes.Mapping, name: str, problems: list[Problem]) -> str:
    if key not in node.items:
        return ""
    line, value = node.items[key]
    try:
        return _string(value)
    except _Wrong as wrong:
        problems.append(error(Place(name, line), f"'{key}' {wrong}"))
        return ""


def _identity(stem: str, name: str, node: nodes.Mapping) -> list[Problem]:
    """The id is the file's stem; it must be one, and an `id:` inside must agree."""
    if "/" in name.removeprefix("seeds/papers/"):
        return [error(Place(name), "a record in a folder; records stand in seeds/papers/ itself")]
    found: list[Problem] = []
    if not slugs.is_valid(stem):
        better = slugs.slug(stem)
        found.append(error(Place(name), f"'{stem}' is no id (small letters, digits, single hyphens); call it {better}.yml"))
    if "id" in node.items:
        line, value = node.items["id"]
        inside = value.value if isinstance(value, Scalar) else "…"
        if inside != stem:
            found.append(error(Place(name, line), f"id '{inside}', but the file is called '{stem}'; take the line out"))
    return found


def _duplicates(records: list[Record]) -> list[Problem]:
    """Two files can hold one id: lancet.yml and lancet.yaml; an alias must be nobody's id."""
    first: dict[str, Place] = {}
    problems: list[Problem] = []
    for record in records:
        if record.id in first:
            problems.append(error(record.place, f"the id '{record.id}' is that of {first[record.id].path} already"))
        first.setdefault(record.id, record.place)
    for record in records:
        for alias in record.aliases.value if record.aliases else ():
            place = Place(record.place.path, record.lines["aliases"])
            if alias in first:
                problems.append(error(place, f"the alias '{alias}' is the id of {first[alias].path}"))
            first.setdefault(alias, record.place)
    return problems


def _nearest(key: str) -> str:
    near = difflib.get_close_matches(key.lower(), KNOWN, 1, 0.6)
    return f"; did you mean '{near[0]}'?" if near else "; keep it under 'extra:'"
