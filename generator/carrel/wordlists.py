"""Words that are known by heart: lists in data/, each a text file that people can read and extend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

_FOLDER = Path(__file__).with_name("data")


def text(name: str) -> str:
    """Return data/`name`.txt as it is written."""
    return (_FOLDER / f"{name}.txt").read_text("utf-8")


@cache
def words(name: str) -> frozenset[str]:
    """Return the words of data/`name`.txt; lines that begin with `#` are remarks."""
    return frozenset(word for line in _lines(name) for word in line.split())


@cache
def groups(name: str) -> Mapping[str, tuple[str, ...]]:
    """Return the groups of data/`name`.txt: `key: a phrase; another one`, going on in lines that begin with a space."""
    found: dict[str, str] = {}
    key = ""
    for line in _lines(name):
        if line[:1].isspace():
            found[key] += line
        else:
            key, _, found[key] = (part.strip() for part in line.partition(":"))
    return MappingProxyType(
        {key: tuple(p for part in said.split(";") if (p := part.strip())) for key, said in found.items()}
    )


def _lines(name: str) -> Iterator[str]:
    return (line for line in text(name).splitlines() if line.strip() and not line.startswith("#"))
