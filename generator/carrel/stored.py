"""What a step made, as JSON and back: the dataclasses of the model, nested, and nothing else.

Unlike a pickle it makes nothing but what the model knows, whoever wrote it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import Any, cast

from carrel import model, problem

_TUPLE, _MAPPING = "", "{"
_THEMSELVES = frozenset((str, int, float, bool, type(None)))


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


@cache
def _parts(kind: str) -> Callable[[object], tuple[object, ...]]:
    """Return what takes a dataclass of the model apart."""
    names = _names(kind)
    return attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)


def _plain(value: object) -> object:
    """Return a list that begins with what the value is; words, numbers and None are themselves."""
    kind = type(value)
    if kind in _THEMSELVES:
        return value
    if kind is tuple or kind is list:
        return [_TUPLE, *map(_plain, cast("tuple[object, ...]", value))]
    if issubclass(kind, StrEnum):
        return [kind.__name__, str(value)]
    if isinstance(value, Mapping):
        return [_MAPPING, *((key, _plain(inner)) for key, inner in value.items())]
    return [kind.__name__, *map(_plain, _parts(kind.__name__)(value))]


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
