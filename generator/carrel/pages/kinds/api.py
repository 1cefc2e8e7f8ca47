"""Data for programs, documented in docs/api.md: api/papers.json, api/authors.json, api/topics.json."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from carrel import markup
from carrel.model import FIELDS, Abstract, Authors, Field, Paper, T, Text
from carrel.pages.view import File, View, folded

TOLD = tuple(name for name in FIELDS if name not in {"remark", "extra"})  # fields whose origins are told


def files(view: View) -> Iterator[File]:
    """Three files, each a list in the order of the site."""
    library = view.library
    yield _json("api/papers.json", (_paper(paper) for paper in library.papers.values()))
    yield _json(
        "api/authors.json",
        (
            {
                "id": person.id,
                "name": str(person.name),
                "variants": [str(name) for name in person.variants],
                "verified": person.verified,
                "affiliations": list(person.affiliations),
                "orcid": person.orcid or None,
                "homepage": person.homepage or None,
                "evidence": list(person.evidence),
                "bearers": list(person.bearers),
                "papers": list(person.papers),
                "perhaps": view.perhaps.get(person.id, {}),
                "page": f"authors/{person.id}.html",
            }
            for person in library.people.values()
        ),
    )
    yield _json(
        "api/topics.json",
        (
            {
                "id": topic.id,
                "name": topic.name,
                "definition": topic.definition,
                "curated": not topic.uncurated,
                "parent": topic.parent or None,
                "papers": list(library.by_topic[topic.id]),
                "page": f"topics/{topic.id}.html",
            }
            for topic in library.topics.values()
        ),
    )


def _json(path: str, rows: Iterable[Mapping[str, Any]]) -> File:
    """One row a line, so that a change to one paper is a change to one line."""
    lines = (json.dumps(_as_text(row), ensure_ascii=False) for row in rows)
    return File(path, "[\n" + ",\n".join(lines) + "\n]\n")


def _as_text(row: Mapping[str, Any]) -> dict[str, Any]:
    """Leave nothing that is no text, but in the names of seed documents: they have to be found again."""
    return {key: value if key == "sources" else folded(value) for key, value in row.items()}


def _paper(paper: Paper) -> dict[str, Any]:
    abstract = paper.abstract.value if paper.abstract else None
    return {
        "id": paper.id,
        "title": markup.plain(paper.title.value),
        "title_is_working": paper.title_is_working,
        "authors": [{"name": str(a.name), "id": a.person} for a in paper.authorships],
        "authors_complete": paper.authors.value.complete if paper.authors else None,
        "date": _value(paper.date),
        "year": paper.year,
        "issued": _value(paper.issued),
        "venue": _value(paper.venue),
        "venue_id": paper.venue_id or None,
        "volume": _value(paper.volume),
        "issue": _value(paper.issue),
        "pages": _value(paper.pages),
        "category": _value(paper.category),
        "score": float(paper.score.value) if paper.score else None,
        "has_code": _value(paper.has_code),
        "arxiv": _value(paper.arxiv),
        "doi": _value(paper.doi),
        "url": _value(paper.url),
        "code": _value(paper.code),
        "retracted": (paper.retracted.value or True) if paper.retracted else None,
        "topics": [assignment.topic for assignment in paper.assignments],
        "language": _value(paper.language),
        "abstract": markup.plain(abstract.text) if abstract else None,
        "translator": abstract.translator or None if abstract else None,
        "sources": [{"seed": s.seed, "line": s.line, "position": s.position} for s in paper.sources] or None,
        "origins": {name: _origins(field) for name in TOLD if (field := getattr(paper, name)) is not None},
        "page": f"papers/{paper.id}.html",
    }


def _origins(field: Field[Any]) -> list[dict[str, Any]]:
    """Return where a value comes from, and then what else other sources say, with where they do."""
    others = [{**_origin(other), "value": _plain(other.value)} for other in field.others]
    return [_origin(field), *others]


def _origin(field: Field[Any]) -> dict[str, Any]:
    origin = field.origin
    found = {"kind": str(origin.kind), "file": origin.place.path, "line": origin.place.line or None}
    return {**found, "rule": str(origin.rule), "by": origin.by or None} if origin.rule else found


def _plain(value: object) -> object:
    """Return a value as JSON has it."""
    match value:
        case Text():
            return markup.plain(value)
        case Abstract():
            return markup.plain(value.text)
        case Authors():
            return [str(name) for name in value.names]
        case _:
            return value


def _value(field: Field[T] | None) -> T | None:
    return field.value if field else None
