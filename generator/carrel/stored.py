"""What a step made, as JSON and back: the dataclasses of the model, nested, and nothing else.

Unlike a pickle it makes nothing but what the model knows, whoever wrote it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from carrel import model, problem

_TUPLE, _MAPPING = "", "{"


def dumps(value: object) -> str:
    """Return a value as JSON."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def loads(text: str) -> Any:  # noqa: ANN401  # whatever was put in
    """Return the value that was made JSON."""
    return _value(json.loads(text))


@cache
def _classes() -> Mapping[str, type[Any]]:
    found = [*vars(model).values(), *vars(problem).values()]
    return {c.__name__: c for c in found if isinstance(c, type) and (is_dataclass(c) or issubclass(c, StrEnum))}


@cache
def _names(kind: str) -> tuple[str, ...]:
    return tuple(field.name for field in fields(_classes()[kind]))


def _plain(value: object) -> object:
    """Return a list that begins with what the value is; words, numbers and None are themselves."""
    if isinstance(value, StrEnum):
        return [type(value).__name__, str(value)]
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Mapping):
        return [_MAPPING, *((key, _plain(inner)) for key, inner in value.items())]
    if isinstance(value, tuple | list):
        return [_TUPLE, *map(_plain, value)]
    kind = type(value).__name__
    return [kind, *(_plain(getattr(value, name)) for name in _names(kind))]


def _value(plain: Any) -> Any:  # noqa: ANN401  # JSON
    if not isinstance(plain, list):
        return plain
    kind, *parts = plain
    if kind == _TUPLE:
        return tuple(map(_value, parts))
    if kind == _MAPPING:
        return {key: _value(inner) for key, inner in parts}
    made = _classes()[kind]
    if issubclass(made, StrEnum):
        return made(parts[0])
    return made(**dict(zip(_names(kind), map(_value, parts), strict=True)))
