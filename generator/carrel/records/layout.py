"""YAML as Carrel writes it: one value a line, two spaces a level, quotes only where something would be misread.

`nodes` reads it back as the same strings, lists and mappings, and so does any other reader of YAML: a value that such a
one would take for a number or a date and could not give back (`2210.10`, `1e5`, `yes`) stands in quotes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

WIDTH = 100  # characters of a line of a long text
MAX_KEY = 500  # characters of a key that YAML takes for one without being told
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_PLAIN = re.compile(r"[^\W_](?:[^:#\n\t]|:(?! |$)|(?<! )#)*")
_FLOW = re.compile(r"[\[\]{},]")
_NUMBERS = re.compile(r"0|-?[1-9]\d{0,14}|-?(?:0|[1-9]\d{0,7})\.\d{0,6}[1-9]", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_FIGURES = re.compile(r"[\d.][\d.]*[eE][-+]?\d+|0[xob][\da-fA-F]+", re.ASCII)  # numbers of newer YAML
_LOOSE = re.compile(r"\A\s|[ \t]$|\t", re.MULTILINE)
_SPACED = re.compile(r"\A\s|\s\Z|\s\s|\t")
_MEANINGS = yaml.resolver.Resolver.yaml_implicit_resolvers  # by first letter: what a value is taken for


class Quoted(str):
    """A value that always stands in quotes: prose, in which a colon may come at any time."""

    __slots__ = ()


class Long(str):
    """A value that stands below its key, in lines of some length."""

    __slots__ = ()


Value = str | bool | Sequence[Any] | Mapping[str, Any]  # strings within


def document(said: Mapping[str, Any]) -> str:
    """Return a mapping of strings, lists and mappings as a document, with its last line end."""
    return "\n".join(_mapping(said)) + "\n"


def _mapping(said: Mapping[str, Any]) -> list[str]:
    lines: list[str] = []
    for key, value in said.items():
        named = key if _is_plain(key) and not _ODD.search(key) else _quoted(key)
        if len(named) > MAX_KEY:
            lines, named = [*lines, f"? {named}"], ""
        first, *rest = _value(value)
        nested = value and isinstance(value, Mapping | list | tuple)
        lines += [f"{named}:", *_indented([first, *rest])] if nested else [f"{named}: {first}", *_indented(rest)]
    return lines


def _value(value: Value) -> list[str]:
    """Return the lines of a value, the first one as it stands beside its key or its dash."""
    if isinstance(value, bool):
        return ["true" if value else "false"]
    if isinstance(value, str):
        return _scalar(value)
    if isinstance(value, Mapping):
        return _mapping(value) or ["{}"]
    return [line for one in value for line in _dashed(_value(one))] or ["[]"]


def _dashed(lines: Sequence[str]) -> list[str]:
    return [f"- {lines[0]}", *_indented(lines[1:])]


def _indented(lines: Sequence[str]) -> list[str]:
    return [f"  {line}" if line else "" for line in lines]


def _scalar(value: str) -> list[str]:
    if _ODD.search(value):
        return [_quoted(value)]
    if "\n" in value:
        loose = _LOOSE.search(value) or value.endswith("\n")
        return [_quoted(value)] if loose else ["|-", *value.split("\n")]
    if isinstance(value, Long) and len(value) > WIDTH and not _SPACED.search(value):
        return [">-", *_wrapped(value)]
    return [_quoted(value) if isinstance(value, Quoted | Long) or not _is_plain(value) else value]


def _wrapped(text: str) -> list[str]:
    """Return a text with single spaces in lines as long as they may be; a word that is longer stands alone."""
    lines: list[str] = []
    at = 0
    while len(text) - at > WIDTH:
        end = text.rfind(" ", at, at + WIDTH + 1)
        end = end if end >= 0 else text.find(" ", at)
        if end < 0:
            break
        lines.append(text[at:end])
        at = end + 1
    return [*lines, text[at:]]


def _is_plain(value: str) -> bool:
    """Tell whether a value without quotes is what it looks like, to any reader of YAML."""
    if not _PLAIN.fullmatch(value) or value != value.strip() or "  " in value or _FIGURES.fullmatch(value):
        return False
    if not any(pattern.match(value) for _, pattern in _MEANINGS.get(value[0], ())):
        return True
    return bool(_NUMBERS.fullmatch(value) or _DAY.fullmatch(value))


def _quoted(value: str) -> str:
    """Return a value in quotes: single ones where double ones would need a backslash for a sign of LaTeX."""
    if ("\\" in value or '"' in value) and not _ODD.search(value) and not re.search(r"[\t\n]", value):
        return "'" + value.replace("'", "''") + "'"
    return _ODD.sub(_escaped, json.dumps(value, ensure_ascii=False))


def _escaped(found: re.Match[str]) -> str:
    return f"\\U{ord(found.group()):08x}"
