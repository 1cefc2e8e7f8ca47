"""Records as files: their fields in one order and one layout. What is written is read as the same record.

`fitted` makes a record of what a reader found: what no field of a record takes as it is stays under `extra`. `file` is
the file. Comments are no part of a record: a file that people wrote is not written anew from here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from carrel import latex, latex_source, markup, names, prose
from carrel.model import Abstract, Authors, Description, Field, Kind, Name, Origin, Record, Text
from carrel.problem import Place
from carrel.records import layout, modeline, nodes, papers, values
from carrel.records.layout import Long, Quoted
from carrel.records.nodes import Node

ORDER = (
    *("title", "seed", "starts", "position", "authors", "date", "venue", "issued", "volume", "issue", "pages"),
    *("publisher", "url", "code", "has_code", "arxiv", "doi", "category", "score", "topics", "language", "abstract"),
    *(
        "why",
        "note",
        "status",
        "retracted",
        "removed",
        "aliases",
        "same_as",
        "not_same_as",
        "evidence",
        "remark",
        "extra",
    ),
)
MAX_DEPTH = 12  # of what `extra` holds; what is deeper stands there as JSON
MAX_BYTES = nodes.MAX_BYTES

# --- writing ---------------------------------------------------------------------------------------------------------


def text(record: Record) -> str:
    """Return what a record says, as YAML."""
    return layout.document(_all_said(record))


def file(record: Record, name: str = "") -> str:
    """Return the file of a record, `name` below the list's root: where its schema is, and what it says."""
    return f"{modeline.line(name or record.place.path)}\n{text(record)}"


def says(record: Record) -> frozenset[tuple[str, str]]:
    """Return each thing that a record says, to see whether another one says it, too."""
    said = _all_said(record)
    extra = {f"extra: {name}": value for name, value in said.pop("extra", {}).items()}
    return frozenset((name, json.dumps(value, sort_keys=True)) for name, value in {**said, **extra}.items())


def _all_said(record: Record) -> dict[str, Any]:
    return {name: value for name in ORDER if (value := _said(record, name)) not in ("", None, ())}


def _said(record: Record, name: str) -> Any:  # noqa: ANN401  # strings, lists and mappings
    held = getattr(record, name)
    value = held.value if isinstance(held, Field) else held
    if name == "abstract" and value:
        return _abstract(value, record.language.value if record.language else "")
    return value if value is None else _LAYOUTS.get(name, lambda plain: plain)(value)


def _abstract(abstract: Abstract, language: str) -> Any:  # noqa: ANN401  # a text, or a mapping
    """Return an abstract as a text; with its language and its translator, where these are not understood."""
    typed = abstract.text.source
    if not abstract.translator and abstract.language == (language or prose.language(typed)):
        return Long(typed)
    parts = {"text": Long(typed), "language": abstract.language, "translator": abstract.translator}
    return {part: said for part, said in parts.items() if said}


def _authors(authors: Authors) -> list[Any]:
    return [*map(_name, authors.names), *(() if authors.complete else ("et al.",))]


def _name(name: Name) -> str | dict[str, str]:
    """Return a name as one says it where that is read as the same name, or else in its parts."""
    for written in (str(name), f"{name.family}, {name.given}"):
        if names.parse(written) == name and not values.ET_AL.fullmatch(written):
            return written
    return {"family": name.family, "given": name.given} if name.given else {"family": name.family}


_LAYOUTS: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        **dict.fromkeys(papers.PROSE, Quoted),
        "title": lambda title: Quoted(title.source),
        **dict.fromkeys(("retracted", "removed"), lambda why: Quoted(why) if why else True),
        "position": str,
        "authors": _authors,
    }
)

# --- fitting ---------------------------------------------------------------------------------------------------------


def fitted(record_id: str, described: Description) -> Record:
    """Return what a reader found as a record; what its fields do not take, or would change, is under `extra`."""
    place = _place(record_id)
    extra: dict[str, Any] = dict(described.extra.value) if described.extra else {}
    facts: dict[str, Any] = {}
    for name in papers.FIELDS:
        field: Field[Any] | None = getattr(described, name)
        if field is None or name == "extra":
            continue
        value = _fit(name, field.value, extra)
        if value is not None:
            facts[name] = Field(value, Origin(Kind.RECORD, place))
    if extra:
        facts["extra"] = Field(_simple(extra), Origin(Kind.RECORD, place))
    return Record(place=place, id=record_id, **facts)


def as_another(record: Record, record_id: str) -> Record:
    """Return what a record says under another id, as the same paper."""
    return replace(record, place=_place(record_id), id=record_id, same_as=(record.id,))


def _place(record_id: str) -> Place:
    return Place(f"{papers.FOLDER}/{record_id}.yml", 1)


def _fit(name: str, value: Any, extra: dict[str, Any]) -> Any:  # noqa: ANN401  # any field's
    """Return the value as a record's field takes it; None if it takes none like it."""
    match value:
        case Text():
            return _text(name, value, extra)
        case Abstract():
            found = _text(name, value.text, extra)
            return replace(value, text=found) if found else None
        case Authors():
            known = tuple(folded for one in value.names if (folded := _folded(one)).family)
            return replace(value, names=known) if known else None
        case bool():
            return value
        case tuple():
            listed = tuple(words for one in value if (words := markup.fold_space(one)))
            return _taken(name, nodes.Sequence(tuple(nodes.Scalar(words, 0) for words in listed), 0), listed, extra)
    in_lines = papers.FIELDS[name] in {values.markdown, values.reason}
    words = value.strip("\n").rstrip() if in_lines else markup.fold_space(value)
    return _taken(name, nodes.Scalar(words, 0), words, extra)


def _taken(name: str, node: Node, said: Any, extra: dict[str, Any]) -> Any:  # noqa: ANN401  # any field's
    """Return what a field says, if it is read as that; or else keep it."""
    try:
        if papers.FIELDS[name](node) == said:
            return said
    except values.BadValueError:
        pass
    _keep(extra, name, said)
    return None


def _text(name: str, typed: Text, extra: dict[str, Any]) -> Text | None:
    """Return a text as it is typed in a record; what cannot be typed is words there."""
    source = latex_source.of(typed)
    if source is None:
        _keep(extra, f"{name}_as_typed", typed.source)
        source = latex_source.of_words(markup.plain(typed))
    return latex.parse(source) if source else None


def _folded(name: Name) -> Name:
    family, given = markup.fold_space(name.family), markup.fold_space(name.given)
    return Name(family, given) if family else Name(given)


def _keep(extra: dict[str, Any], name: str, value: Any) -> None:  # noqa: ANN401  # any field's
    """Keep a value under its name, beside what stands there already."""
    if not value:
        return
    before = extra.get(name)
    value = list(value) if isinstance(value, tuple) else value
    extra[name] = value if before is None else [*before, value] if isinstance(before, list) else [before, value]


def _simple(value: Any, depth: int = 0) -> Any:  # noqa: ANN401  # any format's
    """Return a value as YAML holds it here: strings, in lists and mappings."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping | Iterable) and depth >= MAX_DEPTH:
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        return {str(key): _simple(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, Iterable):
        return [_simple(inner, depth + 1) for inner in value]
    return json.dumps(value)
