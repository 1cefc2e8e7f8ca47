"""The objects of a document of JSON, and the lines they stand in: a walk that goes on behind what is broken."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

CONTAINERS = frozenset(("items", "references", "message"))
BESIDE = frozenset(("facets", "query"))  # objects that stand before the items of an answer of Crossref
MAX_INDENT = 200
SHOWN = 40  # characters of a document in a message
MAX_DIGITS = 15  # of a number; a longer one is a name for something
MAX_DEPTH = 30  # lists and objects within each other, in one item
DEEP = 20_000  # characters that such an item may have cost, if it is deeper than can be read
ALLOWANCE, PATIENCE = 1_000_000, 3  # characters, and times the length of the document, that may be read in vain

_SPACE = re.compile(r"[\s,\ufeff]*")
_NEXT = re.compile(r"\{\s*\"(?:id|type|DOI|title|author|citation-key)\"\s*:")
_KEY = re.compile(r"\s*\"(?P<key>[\w-]+)\"\s*:")


@dataclass(frozen=True, slots=True)
class Item:
    """An item and where it begins; `lines` says where its variables stand."""

    line: int
    said: dict[str, Any]
    lines: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is no item, or a broken one, and why."""

    line: int
    message: str


def _number(written: str) -> int | str:
    return int(written) if len(written) <= MAX_DIGITS else written


class Items:
    """A walk over a document of JSON that knows where each item begins."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.wasted = 0
        self.starts = [0, *(m.end() for m in re.finditer("\n", text))]
        self.decoder = json.JSONDecoder(strict=False, parse_int=_number, parse_constant=str)

    def read(self) -> Iterator[Item | Fault]:
        """Return items and faults in their order."""
        while (char := self._next()) and self.wasted <= ALLOWANCE + PATIENCE * len(self.text):
            if char in "[]":
                self.at += 1
            elif char == "{":
                yield from self._object()
            else:
                yield from self._foreign()
        if self._next():
            yield Fault(self._line(self.at), "too much here is broken; the rest is not read")

    def _next(self) -> str:
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.text[self.at : self.at + 1]

    def _line(self, at: int) -> int:
        return bisect_right(self.starts, at)

    def _object(self) -> Iterator[Item | Fault]:
        """Read the object that begins here: an item, or what holds items."""
        start = self.at
        inner = self._contained()
        if inner is not None:
            self.at = inner
            return
        try:
            value, self.at = self.decoder.raw_decode(self.text, start)
            yield Item(self._line(start), _clean(value), self._lines(start, self.at))
        except RecursionError:
            yield Fault(self._line(start), "an item with too much inside each other; left out")
            self.wasted += DEEP
            self._resume(start, start + 1)
        except ValueError as fault:
            at = min(getattr(fault, "pos", start), len(self.text))
            message = getattr(fault, "msg", "a value that cannot be read")
            where = "" if self._line(at) == self._line(start) else f" in line {self._line(at)}"
            yield Fault(self._line(start), f"the item is no JSON ({message}{where}); left out")
            self.wasted += at - start
            self._resume(start, at)

    def _contained(self) -> int | None:
        """Return where the list inside `{"items": […]}` begins, if this is such an object."""
        at = self.at + 1
        for _ in range(20):
            key = _KEY.match(self.text, at)
            if not key:
                return None
            value = _SPACE.match(self.text, key.end())
            at = value.end() if value else key.end()
            if key["key"] in CONTAINERS and self.text[at : at + 1] in ("[", "{"):
                return at
            if self.text[at : at + 1] in "[{" and key["key"] not in BESIDE:
                return None  # an item is not looked into
            try:
                _, at = self.decoder.raw_decode(self.text, at)
            except (ValueError, RecursionError):
                return None
            comma = _SPACE.match(self.text, at)
            at = comma.end() if comma else at
        return None

    def _foreign(self) -> Iterator[Fault]:
        """Pass over what is no item; what stands beside the items in an object says nothing of papers."""
        start = self.at
        if self.text[start] == "}":
            self.at += 1
            return
        found = self._value()
        if self._next() != ":":
            shown = self.text[start : start + SHOWN].split("\n")[0]
            yield Fault(self._line(start), f"'{shown}' is no item; left out")
            return
        self.at += 1
        if found not in CONTAINERS:
            self._next()
            self._value()

    def _value(self) -> Any:  # noqa: ANN401  # JSON is anything
        """Pass over a value and return it; what cannot be read ends with its line."""
        start = self.at
        try:
            value, self.at = self.decoder.raw_decode(self.text, start)
        except (ValueError, RecursionError):
            value, self.at = None, self._line_end(start)
            self.wasted += DEEP
        return value if isinstance(value, str) else None

    def _line_end(self, at: int) -> int:
        line = self._line(at)
        return self.starts[line] if line < len(self.starts) else len(self.text)

    def _resume(self, start: int, at: int) -> None:
        """Go to the next item: the next one that stands as this one did."""
        indent = self.text[self.starts[self._line(start) - 1] : start]
        own_line = not indent.strip() and len(indent) <= MAX_INDENT and self._line(start) < len(self.starts)
        if own_line:
            following = re.compile(rf"^{indent}(?=\{{)", re.MULTILINE).search(self.text, start + 1)
        else:
            following = _NEXT.search(self.text, max(at, start + 1))
        if following is None:
            self.at = len(self.text)
        else:
            self.at = following.end() if own_line else following.start()

    def _lines(self, start: int, end: int) -> Mapping[str, int]:
        """Return where the variables of an item stand: in the lines that are indented as its first one is."""
        first, last = self._line(start), self._line(end)
        found: dict[str, int] = {}
        indent = -1
        for number in range(first + 1, last + 1):
            begun = self.starts[number - 1]
            key = _KEY.match(self.text, begun, min(end, begun + 200))
            if key:
                depth = key.start("key") - begun
                indent = depth if indent < 0 else indent
                if depth == indent:
                    found.setdefault(key["key"], number)
        return found


def _clean(value: Any, depth: int = 0) -> Any:  # noqa: ANN401  # JSON is anything
    """Return a value without halves of characters, which no file can hold."""
    if depth > MAX_DEPTH:
        raise RecursionError
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_clean(inner, depth + 1) for inner in value]
    if isinstance(value, dict):
        return {_clean(key, depth + 1): _clean(inner, depth + 1) for key, inner in value.items()}
    return value
