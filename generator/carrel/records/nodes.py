"""YAML as people write it, read with the line of every value, and never trusted.

Everything is a string: `2210.10` stays what was typed. There are no anchors, aliases, merge keys or tags, so a file
cannot grow in memory or name a Python object. Faults become problems; reading goes on where it can.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from carrel import files, yaml_faults
from carrel.problem import Place, Problem, error

MAX_BYTES = 4 * 2**20
MAX_DEPTH = 20
MAX_NODES = 300_000
UNREADABLE = "unreadable"  # the check that faults of a whole file belong to
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "value", "merge", "seq", "map")
)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value as typed."""

    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values, in order; keys are unique."""

    items: dict[str, tuple[int, Node]]  # key → its line, its value
    line: int


Node = Scalar | Sequence | Mapping


def read(path: Path, name: str, problems: list[Problem]) -> Node | None:
    """Read a YAML file of the list, called `name` below its root; None if it is empty or cannot be read."""
    seeds = path.parents[name.count("/") - 1]
    try:
        text = files.read(path, seeds, MAX_BYTES).decode("utf-8-sig")
    except files.Unreadable as fault:
        problems.append(error(Place(name, fault.line), str(fault), UNREADABLE))
        return None
    except UnicodeDecodeError as fault:
        line = fault.object.count(b"\n", 0, fault.start) + 1
        problems.append(error(Place(name, line), "not UTF-8; save it as UTF-8", UNREADABLE))
        return None
    return parse(text, name, problems)


def parse(text: str, name: str, problems: list[Problem]) -> Node | None:
    """Read one YAML document out of a text."""
    try:
        return _Walk(name, problems, yaml.parse(text, Loader=_Loader)).document()
    except yaml.MarkedYAMLError as fault:
        line, what = yaml_faults.explain(text, fault)
        problems.append(error(Place(name, line), f"not YAML: {what}", UNREADABLE))
    except yaml.reader.ReaderError:
        strange = yaml.reader.Reader.NON_PRINTABLE.search(text)
        line = text.count("\n", 0, strange.start()) + 1 if strange else 0
        what = f"the character U+{ord(strange.group()):04X}" if strange else "a character"
        problems.append(error(Place(name, line), f"not YAML: {what} is not allowed; take it out", UNREADABLE))
    except _Refused as fault:
        problems.append(error(Place(name, fault.line), str(fault), UNREADABLE))
    return None


class _Refused(Exception):  # noqa: N818  # not an error of ours: a file that is not let in
    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line = line


class _Walk:
    """Builds nodes from YAML events, so that nothing is expanded before it has been looked at."""

    def __init__(self, name: str, problems: list[Problem], events: Iterator[yaml.Event]) -> None:
        self.name = name
        self.problems = problems
        self.events = events
        self.left = MAX_NODES

    def document(self) -> Node | None:
        found: Node | None = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Refused(_line(event), "a second document; one file holds one")
                found = self.node(next(self.events), 0)
        empty = isinstance(found, Scalar) and not found.value
        return None if empty else found

    def node(self, event: yaml.Event, depth: int) -> Node:
        line = _line(event)
        self.left -= 1
        if self.left < 0:
            raise _Refused(line, f"more than {MAX_NODES:,} values; no curated file holds so many")
        if depth > MAX_DEPTH:
            raise _Refused(line, f"nested more than {MAX_DEPTH} deep")
        _admit(event, line)
        if isinstance(event, yaml.ScalarEvent):
            null = not event.style and event.value in {"~", "null", "Null", "NULL"}
            return Scalar("" if null else event.value, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self.items(depth)), line)
        return self.mapping(line, depth)

    def items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            yield self.node(event, depth + 1)

    def mapping(self, line: int, depth: int) -> Mapping:
        items: dict[str, tuple[int, Node]] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, depth + 1)
            merges = isinstance(event, yaml.ScalarEvent) and not event.style and event.value == "<<"
            value = self.node(next(self.events), depth + 1)
            if not isinstance(key, Scalar):
                raise _Refused(key.line, "a key must be a word")
            if merges:
                raise _Refused(key.line, "merge keys (<<) are not used here; write the fields out")
            if key.value in items:
                first = items[key.value][0]
                self.problems.append(error(Place(self.name, key.line), f"'{key.value}' stands in line {first} already"))
                continue
            items[key.value] = (key.line, value)
        return Mapping(items, line)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


def _admit(event: yaml.Event, line: int) -> None:
    """Refuse what would expand, or make something other than text."""
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _Refused(line, "anchors (&) and aliases (*) are not used here; write the value out, or quote it")
    tag = getattr(event, "tag", None)
    if tag and tag not in _PLAIN_TAGS and tag != "!":
        raise _Refused(line, f"the tag '{tag}' is not allowed; leave it out, or quote the value")


def simple(node: Node) -> object:
    """Return a node as plain Python: strings, lists and dicts."""
    match node:
        case Scalar(value):
            return value
        case Sequence(items):
            return [simple(item) for item in items]
        case Mapping(items):
            return {key: simple(value) for key, (_, value) in items.items()}
