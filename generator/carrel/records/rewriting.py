"""Curated files rewritten: text in, text out; what is not meant stays as it was typed, comments and all.

YAML is not written anew from what was read. A file is parted into its fields (`parted`), which are moved, or written
anew one at a time (`annotated`). At the end the text is read back: had it lost a comment or changed a value that was
not to change, it would not be given out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from carrel.records import nodes, papers, parted, people, topics, values, venues, writing
from carrel.records.annotated import Value, indented, new, notes_of, renamed, replaced, simple, styled, written
from carrel.records.parted import CannotRewriteError, Field, Source, admitted, joined, plain

__all__ = [
    "ENTRIES",
    "ORDER",
    "CannotRewriteError",
    "comments",
    "formatted",
    "renamed_field",
    "with_field",
    "without_field",
]

ORDER = ("id", *writing.ORDER)
# The order of the fields of each file that is a list of entries.
ENTRIES: Mapping[str, Sequence[str]] = MappingProxyType(
    {people.NAME: people.KNOWN, topics.NAME: topics.KNOWN, venues.NAME: venues.KNOWN}
)
_IN_LINES = papers.read_by(values.markdown, values.reason)  # its lines mean something
_LISTS = papers.read_by(values.authors, values.strings, values.ids)
_KEPT = re.compile(r"[|>]\d?\+")  # a block of lines of which the empty ones at its end count
_SPACE = " \t"  # to YAML
_SAYS = re.compile(r"^[ \t\ufeff]*[^#\s\ufeff]", re.MULTILINE)

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
    source = Source(text)
    block = source.block(entry)
    found = next((n for n, old in enumerate(block.fields) if old.key == key), None)
    fields = list(block.fields)
    if found is None:
        fields.insert(_place(key, [old.key for old in fields], _order(source, entry)), new(key, value, block.column))
    else:
        fields[found] = replaced(fields[found], value, block.column)
    return _checked(text, source.put(replace(block, fields=tuple(fields))), _as_typed, {key}, entry)


def renamed_field(text: str, key: str, to: str, *, entry: str = "") -> str:
    """Return the file with a field under another name; where both names stand there, it cannot be."""
    source = Source(text)
    block = source.block(entry)
    if any(old.key == to for old in block.fields):
        raise CannotRewriteError(f"'{to}' is there already; make one of '{key}' and '{to}'")
    fields = tuple(renamed(old, to) if old.key == key else old for old in block.fields)
    return _checked(text, source.put(replace(block, fields=fields)), _as_typed, {key, to}, entry)


def without_field(text: str, key: str, *, entry: str = "") -> str:
    """Return the file without a field; its comments stay."""
    source = Source(text)
    block = source.block(entry)
    fields: list[Field] = []
    above: tuple[str, ...] = ()
    for old in block.fields:
        if old.key == key:
            above += (*old.above, *indented(block.column, [comment.text for comment in old.comments]))
        else:
            fields.append(replace(old, above=(*above, *old.above)))
            above = ()
    if not fields:
        raise CannotRewriteError(f"'{key}' is all there is; delete the file, or the entry")
    after = (*above, *block.after)
    return _checked(text, source.put(replace(block, fields=tuple(fields), after=after)), _as_typed, {key}, entry)


def comments(text: str) -> list[str]:
    """Return the comments of a file, in order."""
    return [comment.text for comment in parted.comments(text)]


def _order(source: Source, entry: str) -> Sequence[str]:
    """Return the order of the fields of a file, or of its entries."""
    if not entry:
        return ORDER
    keys = {key.value for node in source.mappings() for key, _ in node.value}
    return max(ENTRIES.values(), key=lambda order: len(keys.intersection(order)))


def _place(key: str, keys: Sequence[str], order: Sequence[str]) -> int:
    """Return where a new field stands: after the last one that is before it in the order."""
    before = [n for n, old in enumerate(keys) if _rank(old, order) <= _rank(key, order)]
    return before[-1] + 1 if before else 0


def _rank(key: str, order: Sequence[str]) -> int:
    return order.index(key) if key in order else len(order)


# --- canonical form --------------------------------------------------------------------------------------------------


def _record(text: str) -> str:
    """Return a record with its fields in order, each laid out as one that is new."""
    source = Source(text)
    block = source.block()
    fields = sorted((_canonical(old, block.column) for old in block.fields), key=lambda one: _rank(one.key, ORDER))
    head = [line.strip(_SPACE) for line in block.before if line.strip(_SPACE) != "---"]
    while head and not head[0]:
        del head[0]
    lines = [line for one in fields for line in (*(text for text in one.above if text), *one.lines)]
    after = [line.strip(_SPACE) for line in block.after if line.strip(_SPACE) not in {"", "..."}]
    return joined([*_paragraphs(head), *lines, *after])


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    """Return lines with one empty line where there are several."""
    before = ""
    for line in lines:
        if line or before:
            yield line
        before = line


def _canonical(old: Field, column: int) -> Field:
    """Return a field as it is laid out; one that is not understood, as it is typed."""
    above = tuple(line.strip(_SPACE) for line in old.above if line.strip(_SPACE))
    value = _understood(old)
    if value is None:
        lines = [line[column:] if not line[:column].strip(_SPACE) else line for line in old.lines]
        counts = any(_KEPT.search(line) for line in lines)
        return replace(old, above=above, lines=tuple(lines if counts else _trimmed(lines)))
    noted, lines = written(old.key, styled(old.key, value), notes_of(old), 0)
    return replace(old, above=(*above, *noted), lines=tuple(lines))


def _trimmed(lines: Sequence[str]) -> Sequence[str]:
    """Leave out empty lines at the end."""
    filled = [n for n, line in enumerate(lines, 1) if line.strip(_SPACE)]
    return lines[: max(filled, default=0)]


def _understood(old: Field) -> Value | None:
    """Return the value of a field that is a fact of a record and is read without a fault."""
    reader = papers.FIELDS.get(old.key) or papers.ATTACHMENT.get(old.key)
    if reader is None or old.key == "extra" or old.value is None:
        return None
    value = simple(old.value)
    try:
        reader(_node(value))
    except ValueError:
        return None
    if isinstance(value, str):
        value = value.strip("\n").rstrip() if old.key in _IN_LINES else value.strip()
        return [value] if old.key in _LISTS else value
    return [item.strip() if isinstance(item, str) else item for item in value] if isinstance(value, list) else value


def _node(value: Any) -> nodes.Node:  # noqa: ANN401  # strings, in lists and mappings
    if isinstance(value, str):
        return nodes.Scalar(value, 0)
    if isinstance(value, list):
        return nodes.Sequence(tuple(map(_node, value)), 0)
    return nodes.Mapping({key: (0, _node(inner)) for key, inner in value.items()}, 0)


def _arranged(text: str, order: Sequence[str]) -> str:
    """Return a list of entries with the fields of each in order, the inner ones first; values stay as typed."""
    source = Source(text)
    inner_first = sorted(source.mappings(), key=lambda node: -int(node.start_mark.index))
    for node in inner_first:
        if node.flow_style or not node.value:
            continue
        block = source.parted(node)
        fields = tuple(sorted(block.fields, key=lambda one: _rank(one.key, order)))
        if fields != block.fields:  # as many lines as before: what stands elsewhere stays where it is
            source.lines[block.first : block.end] = replace(block, fields=fields).lines()
    return joined(source.lines if _KEPT.search(text) else _trimmed(source.lines))


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
    if after == before:
        return after
    lost = Counter(comments(plain(before))) - Counter(comments(after))
    if lost or _said(plain(before), read, but, entry) != _said(after, read, but, entry):
        raise CannotRewriteError("it cannot be rewritten without a loss; write one field a line, comments above them")
    return after


def _said(text: str, read: Callable[[str, nodes.Node], object], but: Iterable[str], entry: str) -> object:
    node = admitted(text)
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
