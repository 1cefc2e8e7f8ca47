"""JSON Schema (draft-07) of the curated files, so that editors complete and check them while people type.

A schema says less than the readers: it knows no check digit and no other file. What it refuses, they refuse. A value
that looks like a number is one to an editor, and text to Carrel.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from carrel import slugs
from carrel.records import fields, papers, people, topics, values, venues
from carrel.records.fields import Told
from carrel.records.modeline import FOLDER

Shape = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"

_SCALAR: Shape = {"type": ["string", "number", "boolean"]}
_ID: Shape = {"type": ["string", "integer"], "pattern": f"^{slugs.VALID.pattern}$", "maxLength": slugs.MAX_LENGTH}


def _several(one: Shape) -> Shape:
    """Return the shape of one value, or a list of them."""
    return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}


def _parts(*names: str, needs: Sequence[str]) -> Shape:
    parts = dict.fromkeys(names, _SCALAR)
    return {"type": "object", "properties": parts, "required": list(needs), "additionalProperties": False}


def _text(pattern: str) -> Shape:
    return {"type": "string", "pattern": pattern}


# What each reader of a value takes.
_SHAPES: Mapping[Callable[..., Any], Shape] = MappingProxyType(
    {
        values.text: _SCALAR,
        values.string: _SCALAR,
        values.markdown: _SCALAR,
        values.strings: _several(_SCALAR),
        values.ids: _several(_ID),
        values.authors: _several({"anyOf": [_SCALAR, _parts("family", "given", needs=["family"])]}),
        values.abstract: {"anyOf": [_SCALAR, _parts("text", "language", "translator", needs=["text"])]},
        values.date: {"type": ["string", "integer"], "pattern": r"^\s*\d{4}(-\d{2}(-\d{2})?)?\s*$"},
        values.arxiv: {"type": ["string", "number"], "pattern": r"\d{4}\.\d{4,5}|[a-z]/\d{7}"},
        values.doi: _text(r"10\.\d{4,9}/\S+"),
        values.category: _text(r"^\s*[A-Za-z-]+(\.[A-Za-z-]+)?\s*$"),
        values.url: _text(r"^\s*[hH][tT][tT][pP][sS]?://[^\s<>\"]+\s*$"),
        values.language: _text(r"^\s*[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*\s*$"),
        values.status: {"enum": list(values.STATUSES)},
        values.flag: {"type": "boolean"},
        values.reason: {"anyOf": [_SCALAR, {"const": True}]},
        values.score: {"type": ["number", "string"], "pattern": r"^\s*\d{1,6}(\.\d{1,6})?\s*$", "minimum": 0},
        values.position: {"type": ["integer", "string"], "minimum": 1},
        values.extra: {"type": "object"},
    }
)
_NAMES = _several(_SCALAR)
_CALLED: Mapping[str, Shape] = MappingProxyType({"id": _ID, "name": _SCALAR, "aliases": _several(_ID)})
_PERSON: Mapping[str, Shape] = MappingProxyType(
    {
        "name": _SCALAR,
        "variants": _NAMES,
        "known_for": _SCALAR,
        "affiliations": _several(_SCALAR),
        "orcid": _text(r"(\d{4}-){3}\d{3}[\dXx]/?\s*$"),
        "homepage": _SHAPES[values.url],
        "papers": _several(_SCALAR),
        "perhaps": _several(
            {
                "type": "object",
                "properties": {"papers": _several(_SCALAR), "why": _SCALAR},
                "required": ["papers", "why"],
                "additionalProperties": False,
            }
        ),
        "evidence": _several(_SCALAR),
        "not": _several({"anyOf": [_SCALAR, _parts("id", "why", needs=["id", "why"])]}),
        "aliases": _several(_ID),
        "remark": _SCALAR,
    }
)


def files() -> dict[str, str]:
    """Return the schemas as files of a list, by their path below its root."""
    made = {
        "record": _schema("A record of a reading list", _record()),
        "people": _schema(
            "The people of a reading list", _entries(people.NAME, {"id": _ID, **_PERSON}, ["id", "name"])
        ),
        "topics": _schema("The topics of a reading list", _topics()),
        "venues": _schema(
            "The venues of a reading list",
            _entries(venues.NAME, {**_CALLED, "title": _SCALAR, "spellings": _NAMES}, ["id"]),
        ),
    }
    return {
        f"{FOLDER}/{name}.json": json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        for name, schema in made.items()
    }


def _schema(title: str, shape: Shape) -> Shape:
    return {"$schema": DRAFT, "title": title, **shape}


def _record() -> Shape:
    shapes = {name: _SHAPES[reader] for name, reader in (*papers.ATTACHMENT.items(), *papers.FIELDS.items())}
    shapes |= {"id": _ID, **{name: {} for name in papers.RESERVED}}
    enough = [{"required": [name]} for name in fields.RECORD if name in papers.ENOUGH]
    return {**_object(fields.RECORD, shapes), "anyOf": [*enough, {"required": ["seed", "starts"]}]}


def _object(told: Mapping[str, Told], shapes: Mapping[str, Shape]) -> Shape:
    """Return the shape of keys and values, in the order in which people are told of them."""
    parts = {
        name: {"description": f"{field.what}. Example: {field.example}", **shapes[name]} for name, field in told.items()
    }
    return {"type": "object", "properties": parts, "additionalProperties": False}


def _entries(name: str, shapes: Mapping[str, Shape], needs: Sequence[str]) -> Shape:
    """Return the shape of a list of entries."""
    return {"type": "array", "items": {**_object(fields.ENTRIES[name], shapes), "required": list(needs)}}


def _topics() -> Shape:
    """Two levels, so that the lower one is a shape without `topics`; an entry may be the setting instead."""
    shapes = {**_CALLED, "definition": _SCALAR, **dict.fromkeys(topics.PHRASES, _several(_SCALAR))}
    told = {name: field for name, field in fields.TOPIC.items() if name != "topics"}
    lower = {"type": "array", "items": {**_object(told, shapes), "required": ["id"]}}
    schema = _entries(topics.NAME, {**shapes, "topics": lower}, ["id"])
    setting = {
        "type": "object",
        "properties": {topics.SETTING: {"type": "boolean", "description": "Other keywords of seeds are topics, too."}},
        "required": [topics.SETTING],
        "additionalProperties": False,
    }
    return {**schema, "items": {"anyOf": [schema["items"], setting]}}
