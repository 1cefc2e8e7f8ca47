"""A YAML file as it is typed, parted into fields: some lines each, with the comments that belong to them.

Nothing is written here from what was read: lines are taken as they are, and put back in another order, or others in
their place. `nodes` reads what a file says; this is for who wants to change a file and leave the rest of it alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import yaml

from carrel.problem import Problem
from carrel.records import nodes

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COMMENT = re.compile(r"#[^\n]*")
_HEADER = re.compile(r"[|>][-+0-9]*[ \t]+(#[^\n]*)")  # of a block of lines, with a comment beside it
_SPACE = " \t"  # to YAML
_BREAKS = re.compile("[\x85\u2028\u2029]")


class CannotRewriteError(ValueError):
    """A file that is left as it is; the message says what would be right."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: where it stands, and whether it has the line to itself."""

    at: int
    column: int
    alone: bool
    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field as it is typed: lines above it that belong to it, its own lines, and what these hold."""

    key: str
    above: tuple[str, ...]  # comments and empty lines
    lines: tuple[str, ...]
    named: yaml.Node | None = None
    value: yaml.Node | None = None
    comments: tuple[Comment, ...] = ()  # in its own lines


@dataclass(frozen=True, slots=True)
class Block:
    """Keys and values that stand one below the other, from line `first` to before line `end`."""

    first: int
    end: int
    column: int
    fields: tuple[Field, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    lead: str = ""  # what stands on the line of the first key before it: "  - "

    def lines(self) -> list[str]:
        """Return the block as it is typed."""
        first, *rest = self.fields
        opened = [self.lead + first.lines[0][self.column :], *first.lines[1:]] if self.lead else first.lines
        dash = self.lead[: len(self.lead) - len(self.lead.lstrip(_SPACE))]
        above = [f"{dash}{line.lstrip(_SPACE)}" for line in first.above] if self.lead else first.above
        others = (line for one in rest for line in (*one.above, *one.lines))
        return [*self.before, *above, *opened, *others, *self.after]


@dataclass(slots=True)
class Source:
    """A text and its nodes; offsets count characters, lines are parted by line feeds only."""

    text: str
    root: yaml.Node | None = field(init=False)
    lines: list[str] = field(init=False)
    starts: list[int] = field(init=False)
    comments: list[Comment] = field(init=False)
    comments_at: list[int] = field(init=False)

    def __post_init__(self) -> None:
        admitted(self.text)
        self.text = plain(self.text).removesuffix("\n") + "\n"
        self.root = yaml.compose(self.text, Loader=_LOADER)
        self.lines = self.text[:-1].split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.comments = list(comments(self.text))
        self.comments_at = [comment.at for comment in self.comments]

    def line(self, at: int) -> int:
        """Return the number of the line of an offset, from 0."""
        return bisect_right(self.starts, at) - 1

    def mappings(self) -> Iterator[yaml.MappingNode]:
        """Return the entries of a file that is a list of them, and those below them."""
        waiting = [self.root]
        while waiting:
            node = waiting.pop()
            if isinstance(node, yaml.SequenceNode):
                waiting.extend(reversed(node.value))
            elif isinstance(node, yaml.MappingNode):
                yield node
                waiting.extend(value for key, value in node.value if key.value == "topics")

    def block(self, entry: str = "") -> Block:
        """Return the fields of a file, or of an entry of it."""
        if not entry:
            return self.parted(self.root)
        for node in self.mappings():
            if any(key.value == "id" and value.value == entry for key, value in node.value):
                return self.parted(node)
        raise CannotRewriteError(f"there is no entry '{entry}'")

    def parted(self, node: yaml.Node | None) -> Block:
        """Part keys and values into fields."""
        if not isinstance(node, yaml.MappingNode) or node.flow_style or not node.value:
            raise CannotRewriteError("it cannot be rewritten; write one field a line, 'title: …'")
        column = node.start_mark.column
        keys = [self.line(key.start_mark.index) for key, _ in node.value]
        before, above, end = self._surroundings(node, keys[0])
        fields: list[Field] = []
        for (key, value), first, until in zip(node.value, keys, (*keys[1:], end), strict=True):
            last = self.line(max(key.end_mark.index, end_of(value) - 1))
            closes = until == end and node is not self.root  # then comments at the column of the keys are its own, too
            stop = self._below(last + 1, until, column - 1 if closes else column)
            fields.append(self._field(key, value, above, first, stop))
            above = tuple(self.lines[stop:until])
        if node is self.root:
            return Block(0, end, column, tuple(fields), before, above)
        return self._entry(fields, keys[0], stop, column)

    def _surroundings(self, node: yaml.Node, first: int) -> tuple[tuple[str, ...], tuple[str, ...], int]:
        """Return what stands above a block, that of the file and that of its first field, and how far to look."""
        if node is not self.root:
            return (), (), len(self.lines)
        known = (
            n for n in range(first) if not self.lines[n].lstrip(_SPACE).startswith("#") or _is_of_file(self.lines[n])
        )
        until = max(known, default=-1) + 1
        return tuple(self.lines[:until]), tuple(self.lines[until:first]), len(self.lines)

    def _entry(self, fields: Sequence[Field], first: int, end: int, column: int) -> Block:
        """Return the block of an entry of a list; its first key stands beside a dash."""
        lead = self.lines[first][:column]
        opening = (" " * column + self.lines[first][column:], *fields[0].lines[1:])
        return Block(first, end, column, (replace(fields[0], lines=opening), *fields[1:]), lead=lead)

    def _below(self, start: int, until: int, column: int) -> int:
        """Return the line after the comments that are indented as what is in the field, not as the field itself."""
        stop = start
        for n in range(start, until):
            line = self.lines[n].lstrip(" ")
            if line.startswith("#") and len(self.lines[n]) - len(line) > column:
                stop = n + 1
            elif line.strip(_SPACE):
                break
        return stop

    def _field(self, key: yaml.Node, value: yaml.Node, above: tuple[str, ...], first: int, stop: int) -> Field:
        start, end = key.start_mark.index, self.starts[stop]
        within = self.comments[bisect_left(self.comments_at, start) : bisect_left(self.comments_at, end)]
        return Field(str(key.value), above, tuple(self.lines[first:stop]), key, value, tuple(within))

    def put(self, block: Block) -> str:
        """Return the text with a block in its place."""
        return joined([*self.lines[: block.first], *block.lines(), *self.lines[block.end :]])


def _is_of_file(line: str) -> bool:
    return "yaml-language-server:" in line


def admitted(text: str) -> nodes.Node:
    """Return what a text says, if it can be read without a fault."""
    problems: list[Problem] = []
    node = nodes.parse(text, "", problems)
    if problems:
        raise CannotRewriteError(problems[0].message)
    if node is None:
        raise CannotRewriteError("empty")
    if strange := _BREAKS.search(text):
        code = ord(strange.group())
        raise CannotRewriteError(f"U+{code:04X} ends a line in YAML; write it as \\u{code:04X}, in double quotes")
    return node


def comments(text: str) -> Iterator[Comment]:
    """Return the comments: what stands between tokens, and beside the head of a block of lines."""
    before = 0
    for token in yaml.scan(text, Loader=_LOADER):
        start, end = token.start_mark.index, token.end_mark.index
        for found in _COMMENT.finditer(text, before, max(before, start)):
            yield _comment(text, found.start(), found.group())
        if isinstance(token, yaml.ScalarToken) and (header := _HEADER.match(text, start)) and token.style in {"|", ">"}:
            yield _comment(text, header.start(1), header[1])
        before = max(before, end)
    for found in _COMMENT.finditer(text, before):
        yield _comment(text, found.start(), found.group())


def _comment(text: str, at: int, written: str) -> Comment:
    line = text.rfind("\n", 0, at) + 1
    return Comment(at, at - line, not text[line:at].strip(_SPACE), written.rstrip(_SPACE))


def end_of(node: yaml.Node) -> int:
    """Return where a node ends; YAML says of a block that it ends where the next thing begins."""
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return max(end_of(last[1]), last[0].end_mark.index) if isinstance(last, tuple) else end_of(last)


def joined(lines: Sequence[str]) -> str:
    """Return lines as a text; empty ones at its end may be part of a value."""
    return "\n".join(lines) + "\n"


def plain(text: str) -> str:
    """Return a text with the line ends of Unix."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
