"""A field written anew with the comments of the old one: each stays with what it is about, if that stays."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from carrel.records import layout, papers, values
from carrel.records.layout import Long, Quoted
from carrel.records.parted import CannotRewriteError, Comment, Field, end_of

WIDTH = 120  # characters of a line that holds a list in brackets
_FLAGS = papers.read_by(values.flag, values.reason)
_IN_BRACKETS = re.compile(r"[\[\]{},]")

Value = str | bool | Sequence[Any] | Mapping[str, Any]


@dataclass(slots=True)
class Notes:
    """The comments of a field, by what they are about."""

    above: list[str] = field(default_factory=list)
    key: str = ""  # beside it
    items: dict[int, list[str]] = field(default_factory=dict)  # above each
    beside: dict[int, str] = field(default_factory=dict)
    below: list[str] = field(default_factory=list)


def notes_of(old: Field) -> Notes:
    """Tell what each comment of a field is about."""
    notes = Notes()
    listed = isinstance(old.value, yaml.SequenceNode)
    items = old.value.value if isinstance(old.value, yaml.SequenceNode) else []
    starts, ends = [item.start_mark.index for item in items], [end_of(item) for item in items]
    for comment in old.comments:
        if listed:
            _note(notes, comment, starts, ends)
        elif old.value and not comment.alone and comment.at >= end_of(old.value) and not notes.key:
            notes.key = comment.text
        else:
            notes.above.append(comment.text)
    return notes


def _note(notes: Notes, comment: Comment, starts: Sequence[int], ends: Sequence[int]) -> None:
    """Note what a comment of a list is about: the list, or one of its items."""
    before = bisect_left(starts, comment.at)
    inside = before and comment.at < ends[before - 1]
    if inside:
        notes.items.setdefault(before - 1, []).append(comment.text)
    elif comment.alone and before == len(starts):
        notes.below.append(comment.text)
    elif comment.alone:
        notes.items.setdefault(before, []).append(comment.text)
    elif not before and not notes.key:
        notes.key = comment.text
    elif before and before - 1 not in notes.beside:
        notes.beside[before - 1] = comment.text
    else:
        notes.items.setdefault(max(0, before - 1), []).append(comment.text)


def written(key: str, value: Value, notes: Notes, column: int) -> tuple[list[str], list[str]]:
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
    return list(indented(column, above)), list(indented(column, lines))


def _item(value: Any, above: Sequence[str], beside: str) -> list[str]:  # noqa: ANN401  # strings and mappings
    lines = _laid_out("x", [value])[1:]
    if beside and len(lines) == 1:
        return [*(f"  {text}" for text in above), f"{lines[0]}  {beside}"]
    return [*(f"  {text}" for text in (*above, *([beside] if beside else []))), *lines]


def _laid_out(key: str, value: Value) -> list[str]:
    return layout.document({key: value}).removesuffix("\n").split("\n")


def indented(column: int, lines: Iterable[str]) -> Iterator[str]:
    """Return lines that begin at a column."""
    return (" " * column + line if line else line for line in lines)


def new(key: str, value: Value, column: int) -> Field:
    """Return a field that was not there."""
    _, lines = written(key, styled(key, value), Notes(), column)
    return Field(key, (), tuple(lines))


def replaced(old: Field, value: Value, column: int) -> Field:
    """Return a field with another value; what a list keeps, keeps its comments."""
    notes = notes_of(old)
    if isinstance(old.value, yaml.SequenceNode) and isinstance(value, list | tuple):
        notes = _moved(notes, [simple(item) for item in old.value.value], list(value))
        if old.value.flow_style and not old.comments and (line := _in_brackets(old.key, value, column)):
            return replace(old, lines=(line,))
    above, lines = written(old.key, styled(old.key, value), notes, column)
    return replace(old, above=(*old.above, *above), lines=tuple(lines))


def _moved(notes: Notes, before: list[Any], after: list[Any]) -> Notes:
    """Return the comments of a list that became another one."""
    moved = Notes(notes.above.copy(), notes.key, {}, {}, notes.below)
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


def renamed(old: Field, to: str) -> Field:
    """Return a field under another name, its value as it is typed."""
    if old.named is None or old.named.start_mark.line != old.named.end_mark.line:
        raise CannotRewriteError(f"'{old.key}' cannot be renamed; write it in one line")
    start = old.named.start_mark.column
    length = old.named.end_mark.index - old.named.start_mark.index
    first = old.lines[0]
    name = _laid_out(to, [])[0].removesuffix(": []")
    return replace(old, key=to, lines=(first[:start] + name + first[start + length :], *old.lines[1:]))


def styled(key: str, value: Any) -> Any:  # noqa: ANN401  # strings, in lists and mappings
    """Return a value with the way in which its field is written."""
    if key == "abstract":
        if isinstance(value, Mapping):
            return {part: Long(said) if part == "text" else said for part, said in value.items()}
        return Long(value)
    if key in _FLAGS and value in {"true", "false"}:
        return value == "true"
    return Quoted(value) if key in papers.PROSE and isinstance(value, str) else value


def simple(node: yaml.Node) -> Any:  # noqa: ANN401  # strings, in lists and mappings
    """Return what a node says: strings, lists and mappings."""
    if isinstance(node, yaml.ScalarNode):
        return "" if not node.style and node.value in {"~", "null", "Null", "NULL"} else node.value
    if isinstance(node, yaml.SequenceNode):
        return [simple(item) for item in node.value]
    return {key.value: simple(value) for key, value in node.value}
