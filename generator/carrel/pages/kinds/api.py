"""Data for programs, documented in docs/api.md: api/papers.json, api/authors.json, api/topics.json."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from carrel import markup
from carrel.model import Field, Paper, T
from carrel.pages.view import File, View


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
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    return File(path, "[\n" + ",\n".join(lines) + "\n]\n")


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
        "topics": [assignment.topic for assignment in paper.assignments],
        "language": _value(paper.language),
        "abstract": markup.plain(abstract.text) if abstract else None,
        "translator": abstract.translator or None if abstract else None,
        "sources": [{"seed": s.seed, "line": s.line, "position": s.position} for s in paper.sources] or None,
        "page": f"papers/{paper.id}.html",
    }


def _value(field: Field[T] | None) -> T | None:
    return field.value if field else None
