"""The words of the interface, one file a language in theme/strings: what the theme says, and what the pages say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from jinja2 import Environment, FileSystemLoader

from carrel import compiled

_FOLDER = Path(__file__).with_name("theme") / "strings"
_PLACE = re.compile(r"\{(\w+)\}")


@lru_cache(maxsize=1)
def languages() -> Mapping[str, str]:
    """Return which file serves which language tag; tags are in lower case."""
    return MappingProxyType(_read("languages", "languages"))


def choose(language: str) -> str:
    """Return the language whose words serve this tag best: `zh-CN` has those of `zh`, an unknown tag English ones."""
    return languages().get(language.lower().replace("_", "-"), "en")


def load(language: str) -> Mapping[str, str]:
    """Return the words of the interface in this language, by the place where they stand (`paper.abstract`)."""
    return _load(choose(language))


@lru_cache
def _load(name: str) -> Mapping[str, str]:
    return MappingProxyType(_read(name, "strings"))


def fill(words: str, **values: object) -> str:
    """Fill the places of a string in one pass: `{n} papers`, n=3. A value may hold braces of its own."""
    return (
        words
        if "{" not in words
        else _PLACE.sub(lambda place: str(values[place[1]]) if place[1] in values else place[0], words)
    )


def count(strings: Mapping[str, str], what: str, n: int) -> str:
    """Say a number of things: `count(strings, "papers", 1)` is `1 paper`."""
    return fill(strings[f"count.{what}.{'one' if n == 1 else 'other'}"], n=n)


def _read(name: str, variable: str) -> dict[str, str]:
    """Read a file of the folder as the theme's templates do: it sets one variable."""
    # The files hold no text to print, only a mapping: there is nothing that escaping could make safer.
    loader = FileSystemLoader(_FOLDER)
    templates = Environment(loader=loader, autoescape=False, bytecode_cache=compiled.Templates())  # noqa: S701
    return dict(getattr(templates.get_template(f"{name}.html").module, variable))
