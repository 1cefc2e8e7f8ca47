"""YAML as people write it, read with the line of every value, and never trusted.

Everything is a string: `2210.10` stays what was typed. There are no anchors, no aliases and no tags, so a file cannot
grow in memory or name a Python object. Faults become problems; reading goes on where it can.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from carrel.problem import Place, Problem, error

MAX_BYTES = 4 * 2**20
MAX_DEPTH = 20
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN_TAGS = ("tag:yaml.org,2002:str", "tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool",
               "tag:yaml.org,2002:null", "tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:value", "tag:yaml.org,2002:merge",
               "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map")  # fmt: skip


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
    """Read a YAML file; None if it is empty or cannot be read, and then the problem says why."""
    place = Place(name)
    try:
        if path.stat().st_size > MAX_BYTES:
            problems.append(error(place, f"larger than {MAX_BYTES // 2**20} MB; no curated file is"))
            return None
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as fault:
        problems.append(error(place, f"cannot be read: {fault.strerror}"))
        return None
    except UnicodeDecodeError as fault:
        line = fault.object.count(b"\n", 0, fault.start) + 1
        problems.append(error(Place(name, line), "not UTF-8; save it as UTF-8"))
        return None
    return parse(text, name, problems)


def parse(text: str, name: str, problems: list[Problem]) -> Node | None:
    """Read one YAML document out of a text."""
    try:
        return _Walk(name, problems, yaml.parse(text, Loader=_Loader)).document()
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        what = fault.problem or fault.context or "cannot be understood"
        problems.append(error(Place(name, mark.line + 1 if mark else 0), f"not YAML: {what}"))
    except yaml.YAMLError as fault:
        problems.append(error(Place(name), f"not YAML: {' '.join(str(fault).split())}"))
    except _Refused as fault:
        problems.append(error(Place(name, fault.line), fault.why))
    return None


class _Refused(Exception):  # noqa: N818  # not an error of ours: a file that is not let in
    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line = line
        self.why = why


class _Walk:
    """Builds nodes from YAML events, so that nothing is expanded before it has been looked at."""

    def __init__(self, name: str, problems: list[Problem], events: Iterator[yaml.Event]) -> None:
        self.name = name
        self.problems = problems
        self.events = events

    def document(self) -> Node | None:
        found: Node | None = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Refused(event.start_mark.line + 1, "a second document; one file holds one")
                found = self.node(next(self.events), 0)
        empty = isinstance(found, Scalar) and not found.value
        return None if empty else found

    def node(self, event: yaml.Event, depth: int) -> Node:
        line: int = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Refused(line, "anchors (&) and aliases (*) are not used here; write the value out, or quote it")
        tag = getattr(event, "tag", None)
        if tag and tag not in _PLAIN_TAGS and tag != "!":
            raise _Refused(line, f"the tag '{tag}' is not allowed; leave it out, or quote the value")
        if depth > MAX_DEPTH:
            raise _Refused(line, f"nested more than {MAX_DEPTH} deep")
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
            value = self.node(next(self.events), depth + 1)
            if not isinstance(key, Scalar):
                raise _Refused(key.line, "a key must be a word")
            if key.value in items:
                first = items[key.value][0]
                self.problems.append(error(Place(self.name, key.line), f"'{key.value}' stands in line {first} already"))
                continue
            items[key.value] = (key.line, value)
        return Mapping(items, line)


def simple(node: Node) -> object:
    """Return a node as plain Python: strings, lists and dicts."""
    match node:
        case Scalar(value):
            return value
        case Sequence(items):
            return [simple(item) for item in items]
        case Mapping(items):
            return {key: simple(value) for key, (_, value) in items.items()}
