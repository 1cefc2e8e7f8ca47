"""Curated files rewritten: text in, text out; what is not meant stays as it was typed, comments and all.

YAML is not written anew from what was read. A file is parted into its fields, each of which is some lines with the
comments above them; these are moved, or replaced one at a time. At the end the text is read back: had it lost a
comment or changed a value that was not to change, it would not be given out.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import yaml

from carrel.problem import Problem
from carrel.records import layout, nodes, papers, people, topics, venues, writing
from carrel.records.layout import Long, Quoted

ORDER = ("id", *writing.ORDER)
# The order of the fields of each file that is a list of entries.
ENTRIES: Mapping[str, Sequence[str]] = MappingProxyType(
    {people.NAME: people.KNOWN, topics.NAME: topics.KNOWN, venues.NAME: venues.KNOWN}
)
WIDTH = 120  # characters of a line that holds a list in brackets
_QUOTED = frozenset(("title", "starts", "remark", "why", "note"))
_IN_LINES = frozenset(("note", "why"))  # Markdown: its lines mean something
_FLAGS = frozenset(("has_code",))
_LISTS = frozenset(("authors", "topics", "aliases", "same_as", "not_same_as", "evidence"))
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COMMENT = re.compile(r"#[^\n]*")
_HEADER = re.compile(r"[|>][-+0-9]*[ \t]+(#[^\n]*)")  # of a block of lines, with a comment beside it
_KEPT = re.compile(r"[|>]\d?\+")  # a block of lines of which the empty ones at its end count
_SAYS = re.compile(r"^[ \t\ufeff]*[^#\s\ufeff]", re.MULTILINE)
_BREAKS = re.compile("[\x85\u2028\u2029]")
_IN_BRACKETS = re.compile(r"[\[\]{},]")

Value = str | bool | Sequence[Any] | Mapping[str, Any]


class CannotRewriteError(ValueError):
    """A file that is left as it is; the message says what would be right."""


# --- what can be done ------------------------------------------------------------------------------------------------


def formatted(text: str, name: str) -> str:
    """Return a curated file, `name` below the list's root, in its canonical order and layout."""
    if not _SAYS.search(text):  # comments alone
        return text
    if name in ENTRIES:
        return _checked(text, _arranged(text, ENTRIES[name]), _as_typed)
    return _checked(text, _record(text), _as_read)


def with_field(text: str, key: str, value: Value, *, entry: str = "") -> str:
    """Return the file with a field that has this value: strings, in lists and mappings.

    A new field stands where the order of fields puts it. `entry` is the id of an entry, where a file is a list of them.
    """
    source = _Source(text)
    block = source.block(entry)
    found = next((n for n, old in enumerate(block.fields) if old.key == key), None)
    fields = list(block.fields)
    if found is None:
        fields.insert(_place(key, [old.key for old in fields], source.order(entry)), _new(key, value, block.column))
    else:
        fields[found] = _replaced(fields[found], value, block.column)
    return _checked(text, source.put(replace(block, fields=tuple(fields))), _as_typed, {key}, entry)


def renamed_field(text: str, key: str, to: str, *, entry: str = "") -> str:
    """Return the file with a field under another name; where both names stand there, it cannot be."""
    source = _Source(text)
    block = source.block(entry)
    if any(old.key == to for old in block.fields):
        raise CannotRewriteError(f"'{to}' is there already; make one of '{key}' and '{to}'")
    fields = tuple(_renamed(old, to) if old.key == key else old for old in block.fields)
    return _checked(text, source.put(replace(block, fields=fields)), _as_typed, {key, to}, entry)


def without_field(text: str, key: str, *, entry: str = "") -> str:
    """Return the file without a field; its comments stay."""
    source = _Source(text)
    block = source.block(entry)
    fields: list[_Field] = []
    above: tuple[str, ...] = ()
    for old in block.fields:
        if old.key == key:
            above += (*old.above, *_at(block.column, [comment.text for comment in old.comments]))
        else:
            fields.append(replace(old, above=(*above, *old.above)))
            above = ()
    if not fields:
        raise CannotRewriteError(f"'{key}' is all there is; delete the file, or the entry")
    after = (*above, *block.after)
    return _checked(text, source.put(replace(block, fields=tuple(fields), after=after)), _as_typed, {key}, entry)


def comments(text: str) -> list[str]:
    """Return the comments of a file, in order."""
    return [comment.text for comment in _comments(text)]


# --- a file, parted --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Comment:
    """A comment: where it stands, and whether it has the line to itself."""

    at: int
    column: int
    alone: bool
    text: str


@dataclass(frozen=True, slots=True)
class _Field:
    """A field as it is typed: lines above it that belong to it, its own lines, and what these hold."""

    key: str
    above: tuple[str, ...]  # comments and empty lines
    lines: tuple[str, ...]
    named: yaml.Node | None = None
    value: yaml.Node | None = None
    comments: tuple[_Comment, ...] = ()  # in its own lines


@dataclass(frozen=True, slots=True)
class _Block:
    """Keys and values that stand one below the other, from line `first` to before line `end`."""

    first: int
    end: int
    column: int
    fields: tuple[_Field, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    lead: str = ""  # what stands on the line of the first key before it: "  - "

    def lines(self) -> list[str]:
        """Return the block as it is typed."""
        first, *rest = self.fields
        opened = [self.lead + first.lines[0][self.column :], *first.lines[1:]] if self.lead else first.lines
        dash = self.lead[: len(self.lead) - len(self.lead.lstrip())]
        above = [f"{dash}{line.lstrip()}" for line in first.above] if self.lead else first.above
        others = (line for one in rest for line in (*one.above, *one.lines))
        return [*self.before, *above, *opened, *others, *self.after]


@dataclass(slots=True)
class _Source:
    """A text and its nodes; offsets count characters, lines are parted by line feeds only."""

    text: str
    root: yaml.Node | None = field(init=False)
    lines: list[str] = field(init=False)
    starts: list[int] = field(init=False)
    comments: list[_Comment] = field(init=False)

    def __post_init__(self) -> None:
        _admit(self.text)
        self.text = self.text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
        self.root = yaml.compose(self.text, Loader=_LOADER)
        self.lines = self.text.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.comments = list(_comments(self.text))

    def line(self, at: int) -> int:
        """Return the number of the line of an offset, from 0."""
        return bisect_right(self.starts, at) - 1

    def order(self, entry: str) -> Sequence[str]:
        """Return the order of fields."""
        if not entry:
            return ORDER
        keys = {key.value for node in self.mappings() for key, _ in node.value}
        return max(ENTRIES.values(), key=lambda order: len(keys.intersection(order)))

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

    def block(self, entry: str = "") -> _Block:
        """Return the fields of a file, or of an entry of it."""
        if not entry:
            return self.parted(self.root)
        for node in self.mappings():
            if any(key.value == "id" and value.value == entry for key, value in node.value):
                return self.parted(node)
        raise CannotRewriteError(f"there is no entry '{entry}'")

    def parted(self, node: yaml.Node | None) -> _Block:
        """Part keys and values into fields."""
        if not isinstance(node, yaml.MappingNode) or node.flow_style or not node.value:
            raise CannotRewriteError("it cannot be rewritten; write one field a line, 'title: …'")
        column = node.start_mark.column
        keys = [self.line(key.start_mark.index) for key, _ in node.value]
        before, above, end = self._surroundings(node, keys[0])
        fields: list[_Field] = []
        for (key, value), first, until in zip(node.value, keys, (*keys[1:], end), strict=True):
            last = self.line(max(key.end_mark.index, _end(value) - 1))
            deeper = column - (until == end and node is not self.root)
            stop = self._below(last + 1, until, deeper)
            fields.append(self._field(key, value, above, first, stop))
            above = tuple(self.lines[stop:until])
        if node is self.root:
            return _Block(0, end, column, tuple(fields), before, above)
        return self._entry(fields, keys[0], stop, column)

    def _surroundings(self, node: yaml.Node, first: int) -> tuple[tuple[str, ...], tuple[str, ...], int]:
        """Return what stands above a block, that of the file and that of its first field, and how far to look."""
        if node is not self.root:
            return (), (), len(self.lines)
        known = (n for n in range(first) if not self.lines[n].lstrip().startswith("#") or _is_of_file(self.lines[n]))
        until = max(known, default=-1) + 1
        return tuple(self.lines[:until]), tuple(self.lines[until:first]), len(self.lines)

    def _entry(self, fields: Sequence[_Field], first: int, end: int, column: int) -> _Block:
        """Return the block of an entry of a list; its first key stands beside a dash."""
        lead = self.lines[first][:column]
        opening = (" " * column + self.lines[first][column:], *fields[0].lines[1:])
        return _Block(first, end, column, (replace(fields[0], lines=opening), *fields[1:]), lead=lead)

    def _below(self, start: int, until: int, column: int) -> int:
        """Return the line after the comments that are indented as what is in the field, not as the field itself."""
        stop = start
        for n in range(start, until):
            line = self.lines[n].lstrip(" ")
            if line.startswith("#") and len(self.lines[n]) - len(line) > column:
                stop = n + 1
            elif line.strip():
                break
        return stop

    def _field(self, key: yaml.Node, value: yaml.Node, above: tuple[str, ...], first: int, stop: int) -> _Field:
        start, end = key.start_mark.index, self.starts[stop]
        within = tuple(comment for comment in self.comments if start <= comment.at < end)
        return _Field(str(key.value), above, tuple(self.lines[first:stop]), key, value, within)

    def put(self, block: _Block) -> str:
        """Return the text with a block in its place."""
        return _ended([*self.lines[: block.first], *block.lines(), *self.lines[block.end :]])


def _is_of_file(line: str) -> bool:
    return "yaml-language-server:" in line


def _admit(text: str) -> nodes.Node:
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


def _comments(text: str) -> Iterator[_Comment]:
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


def _comment(text: str, at: int, written: str) -> _Comment:
    line = text.rfind("\n", 0, at) + 1
    return _Comment(at, at - line, not text[line:at].strip(), written.rstrip())


def _end(node: yaml.Node) -> int:
    """Return where a node ends; YAML says of a block that it ends where the next thing begins."""
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return max(_end(last[1]), last[0].end_mark.index) if isinstance(last, tuple) else _end(last)


def _ended(lines: Sequence[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"


# --- fields, written -------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Notes:
    """The comments of a field, by what they are about."""

    above: list[str] = field(default_factory=list)
    key: str = ""  # beside it
    items: dict[int, list[str]] = field(default_factory=dict)  # above each
    beside: dict[int, str] = field(default_factory=dict)
    below: list[str] = field(default_factory=list)


def _notes(old: _Field) -> _Notes:
    """Tell what each comment of a field is about."""
    notes = _Notes()
    listed = old.value.value if isinstance(old.value, yaml.SequenceNode) else ()
    for comment in old.comments:
        if isinstance(old.value, yaml.SequenceNode):
            _note(notes, comment, [(item.start_mark.index, _end(item)) for item in listed])
        elif old.value and not comment.alone and comment.at >= _end(old.value) and not notes.key:
            notes.key = comment.text
        else:
            notes.above.append(comment.text)
    return notes


def _note(notes: _Notes, comment: _Comment, items: Sequence[tuple[int, int]]) -> None:
    """Note what a comment of a list is about: the list, or one of its items."""
    before = sum(start < comment.at for start, _ in items)
    inside = before and comment.at < items[before - 1][1]
    if inside:
        notes.items.setdefault(before - 1, []).append(comment.text)
    elif comment.alone and before == len(items):
        notes.below.append(comment.text)
    elif comment.alone:
        notes.items.setdefault(before, []).append(comment.text)
    elif not before and not notes.key:
        notes.key = comment.text
    elif before and before - 1 not in notes.beside:
        notes.beside[before - 1] = comment.text
    else:
        notes.items.setdefault(max(0, before - 1), []).append(comment.text)


def _written(key: str, value: Value, notes: _Notes, column: int) -> tuple[list[str], list[str]]:
    """Return the comments above a field, and its lines."""
    above = list(notes.above)
    if isinstance(value, str | bool | Mapping) or not value:
        lines = _laid_out(key, value)
        if notes.key and len(lines) == 1:
            lines = [f"{lines[0]}  {notes.key}"]
        elif notes.key:
            above.append(notes.key)
        above += [text for texts in notes.items.values() for text in texts]
        above += [*notes.beside.values(), *notes.below]
    else:
        lines = [f"{_laid_out(key, [])[0][:-3]}{f'  {notes.key}' if notes.key else ''}"]
        for n, item in enumerate(value):
            lines += _item(item, notes.items.get(n, []), notes.beside.get(n, ""))
        lines += [f"  {text}" for text in notes.below]
    return list(_at(column, above)), list(_at(column, lines))


def _item(value: Any, above: Sequence[str], beside: str) -> list[str]:  # noqa: ANN401  # strings and mappings
    lines = _laid_out("x", [value])[1:]
    if beside and len(lines) == 1:
        return [*(f"  {text}" for text in above), f"{lines[0]}  {beside}"]
    return [*(f"  {text}" for text in (*above, *([beside] if beside else []))), *lines]


def _laid_out(key: str, value: Value) -> list[str]:
    return layout.document({key: value}).removesuffix("\n").split("\n")


def _at(column: int, lines: Iterable[str]) -> Iterator[str]:
    return (" " * column + line if line else line for line in lines)


def _new(key: str, value: Value, column: int) -> _Field:
    _, lines = _written(key, _styled(key, value), _Notes(), column)
    return _Field(key, (), tuple(lines))


def _replaced(old: _Field, value: Value, column: int) -> _Field:
    """Return a field with another value; what a list keeps, keeps its comments."""
    notes = _notes(old)
    if isinstance(old.value, yaml.SequenceNode) and isinstance(value, list | tuple):
        notes = _moved(notes, [_simple(item) for item in old.value.value], list(value))
        if old.value.flow_style and not old.comments and (line := _in_brackets(old.key, value, column)):
            return replace(old, lines=(line,))
    above, lines = _written(old.key, _styled(old.key, value), notes, column)
    return replace(old, above=(*old.above, *above), lines=tuple(lines))


def _moved(notes: _Notes, before: list[Any], after: list[Any]) -> _Notes:
    """Return the comments of a list that became another one."""
    moved = _Notes(notes.above.copy(), notes.key, {}, {}, notes.below)
    for n, item in enumerate(before):
        above, beside = notes.items.get(n, []), notes.beside.get(n, "")
        if item in after:
            at = after.index(item)
            moved.items.setdefault(at, []).extend(above)
            if beside and at not in moved.beside:
                moved.beside[at] = beside
            elif beside:
                moved.items[at].append(beside)
        else:
            moved.above += [*above, *([beside] if beside else [])]
    return moved


def _in_brackets(key: str, value: Sequence[Any], column: int) -> str:
    """Return a list in one line, or '' if it is too long, or more than words."""
    if not all(isinstance(item, str) for item in value):
        return ""
    items = [_laid_out("x", [item])[1:] for item in value]
    if any(len(lines) != 1 for lines in items):
        return ""
    words = [lines[0].removeprefix("  - ") for lines in items]
    safe = [word if word[:1] in "\"'" or not _IN_BRACKETS.search(word) else json.dumps(word) for word in words]
    line = f"{' ' * column}{_laid_out(key, [])[0][:-2]}[{', '.join(safe)}]"
    return line if len(line) <= WIDTH else ""


def _renamed(old: _Field, to: str) -> _Field:
    """Return a field under another name, its value as it is typed."""
    if old.named is None or old.named.start_mark.line != old.named.end_mark.line:
        raise CannotRewriteError(f"'{old.key}' cannot be renamed; write it in one line")
    start = old.named.start_mark.column
    length = old.named.end_mark.index - old.named.start_mark.index
    first = old.lines[0]
    name = _laid_out(to, [])[0].removesuffix(": []")
    return replace(old, key=to, lines=(first[:start] + name + first[start + length :], *old.lines[1:]))


def _place(key: str, keys: Sequence[str], order: Sequence[str]) -> int:
    """Return where a new field stands: after the last one that is before it in the order."""
    before = [n for n, old in enumerate(keys) if _rank(old, order) <= _rank(key, order)]
    return before[-1] + 1 if before else 0


def _rank(key: str, order: Sequence[str]) -> int:
    return order.index(key) if key in order else len(order)


# --- canonical form --------------------------------------------------------------------------------------------------


def _record(text: str) -> str:
    """Return a record with its fields in order, each laid out as one that is new."""
    source = _Source(text)
    block = source.block()
    fields = sorted((_canonical(old, block.column) for old in block.fields), key=lambda one: _rank(one.key, ORDER))
    head = [line.strip() for line in block.before if line.strip() != "---"]
    while head and not head[0]:
        del head[0]
    lines = [line for one in fields for line in (*(text for text in one.above if text), *one.lines)]
    after = [line.strip() for line in block.after if line.strip() not in {"", "..."}]
    return _ended([*_paragraphs(head), *lines, *after])


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    """Return lines with one empty line where there are several."""
    before = ""
    for line in lines:
        if line or before:
            yield line
        before = line


def _canonical(old: _Field, column: int) -> _Field:
    """Return a field as it is laid out; one that is not understood, as it is typed."""
    above = tuple(line.strip() for line in old.above if line.strip())
    value = _understood(old)
    if value is None:
        lines = [line[column:] if not line[:column].strip() else line for line in old.lines]
        return replace(old, above=above, lines=tuple(_trimmed(lines, old)))
    noted, lines = _written(old.key, _styled(old.key, value), _notes(old), 0)
    return replace(old, above=(*above, *noted), lines=tuple(lines))


def _trimmed(lines: list[str], old: _Field) -> list[str]:
    """Leave out empty lines at the end, unless they are said to count."""
    counts = any(_KEPT.search(line) for line in old.lines)
    while lines and not lines[-1].strip() and not counts:
        lines = lines[:-1]
    return lines


def _understood(old: _Field) -> Value | None:
    """Return the value of a field that is a fact of a record and is read without a fault."""
    reader = papers.FIELDS.get(old.key) or papers.ATTACHMENT.get(old.key)
    if reader is None or old.key == "extra" or old.value is None:
        return None
    value = _simple(old.value)
    try:
        reader(_node(value))
    except ValueError:
        return None
    if isinstance(value, str):
        value = value.strip("\n").rstrip() if old.key in _IN_LINES else value.strip()
        return [value] if old.key in _LISTS else value
    return [item.strip() if isinstance(item, str) else item for item in value] if isinstance(value, list) else value


def _styled(key: str, value: Any) -> Any:  # noqa: ANN401  # strings, in lists and mappings
    """Return a value with the way in which its field is written."""
    if key == "abstract":
        if isinstance(value, Mapping):
            return {part: Long(said) if part == "text" else said for part, said in value.items()}
        return Long(value)
    if key in _FLAGS and value in {"true", "false"}:
        return value == "true"
    return Quoted(value) if key in _QUOTED and isinstance(value, str) else value


def _simple(node: yaml.Node) -> Any:  # noqa: ANN401  # strings, in lists and mappings
    if isinstance(node, yaml.ScalarNode):
        return "" if not node.style and node.value in {"~", "null", "Null", "NULL"} else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_simple(item) for item in node.value]
    return {key.value: _simple(value) for key, value in node.value}


def _node(value: Any) -> nodes.Node:  # noqa: ANN401  # strings, in lists and mappings
    if isinstance(value, str):
        return nodes.Scalar(value, 0)
    if isinstance(value, list):
        return nodes.Sequence(tuple(map(_node, value)), 0)
    return nodes.Mapping({key: (0, _node(inner)) for key, inner in value.items()}, 0)


def _arranged(text: str, order: Sequence[str]) -> str:
    """Return a list of entries with the fields of each in order, the inner ones first; values stay as typed."""
    source = _Source(text)
    inner_first = sorted(source.mappings(), key=lambda node: -int(node.start_mark.index))
    for node in inner_first:
        if node.flow_style or not node.value:
            continue
        block = source.parted(node)
        fields = tuple(sorted(block.fields, key=lambda one: _rank(one.key, order)))
        if fields != block.fields:  # as many lines as before: what stands elsewhere stays where it is
            source.lines[block.first : block.end] = replace(block, fields=fields).lines()
    return _ended([line if line.strip() else "" for line in source.lines])


# --- nothing is lost -------------------------------------------------------------------------------------------------


def _as_typed(key: str, value: nodes.Node) -> object:  # noqa: ARG001  # the same for all
    return nodes.simple(value)


def _as_read(key: str, value: nodes.Node) -> object:
    """Return what a field of a record says; where it says nothing, what is typed."""
    reader = papers.FIELDS.get(key) or papers.ATTACHMENT.get(key)
    try:
        return reader(value) if reader else nodes.simple(value)
    except ValueError:
        return nodes.simple(value)


def _checked(
    before: str,
    after: str,
    read: Callable[[str, nodes.Node], object],
    but: Iterable[str] = (),
    entry: str = "",
) -> str:
    """Return a text that was rewritten, if it still has every comment and says the same but for some fields."""
    lost = Counter(comments(_plain(before))) - Counter(comments(after))
    if lost or _said(_plain(before), read, but, entry) != _said(after, read, but, entry):
        raise CannotRewriteError("it cannot be rewritten without a loss; write one field a line, comments above them")
    return after


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _said(text: str, read: Callable[[str, nodes.Node], object], but: Iterable[str], entry: str) -> object:
    node = _admit(text)
    if isinstance(node, nodes.Mapping):
        left = () if entry else but
        return {key: read(key, value) for key, (_, value) in node.items.items() if key not in left}
    return _without(nodes.simple(node), set(but), entry) if entry else nodes.simple(node)


def _without(said: object, keys: set[str], entry: str) -> object:
    """Return what is said but for some fields of one entry."""
    if isinstance(said, list):
        return [_without(item, keys, entry) for item in said]
    if isinstance(said, dict):
        left = keys if said.get("id") == entry else set()
        return {key: _without(value, keys, entry) for key, value in said.items() if key not in left}
    return said
