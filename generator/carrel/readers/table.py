"""A table with a header: CSV or TSV, one paper a row.

    UID,title,authors,abstract,keywords,sessions
    B1x,"A Title, Quoted",Jane Roe|John Doe,"An abstract …",frobs|nobs,Monday

Commas, semicolons and tabs are known as separators, and the line `sep=;` that Excel writes. Columns are known by their
headings (see `carrel.columns`); what stands in any other one is kept under `extra`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import islice

from carrel import columns
from carrel.columns import Habits
from carrel.model import Entry, Reading
from carrel.problem import Problem, warning
from carrel.readers.contract import BULKY, Context, Document
from carrel.references import Draft

MOST_BYTES = BULKY
DELIMITERS = ",;\t"
SAMPLE = 20  # rows that show whether a header is followed by a table
FEWEST_KNOWN = 2  # headings of a header that are known
MOST_COLUMNS = 500
MOST_MENDED = 100  # quotes that never close; after so many, quotes mean nothing
_SEPARATOR = re.compile(r'"?sep=([,;|:\t])"?', re.IGNORECASE)
# A line after the last one: if it comes out as part of a cell, a quote was left open.
_END = "\ue000"


def sniff(document: Document) -> float:
    """Be sure of a document whose first row names a title and something else, over rows of that many cells."""
    table = _header(document)
    if table is None:
        return 0.0
    sample = [len(row.cells) for row in islice(_rows(document, table), SAMPLE)]
    fitting = sum(1 for width in sample if width == len(table.headings))
    return 0.9 if not sample or fitting >= len(sample) / 2 else 0.0


def names(document: Document) -> Iterable[str]:
    """Return every author whose name has two parts."""
    for entry in _reading(document).entries:
        if entry.authors:
            yield from (str(name) for name in entry.authors.value.names if name.given)


def read(document: Document, context: Context) -> Reading:  # noqa: ARG001  # the contract's signature
    """Read each row as a paper; a ragged one is told, and what it has too much is kept."""
    return _reading(document)


@lru_cache(maxsize=2)  # a document is asked for names, and read
def _reading(document: Document) -> Reading:
    table = _header(document)
    if table is None:
        return Reading(problems=(warning(document.place(1), "no header that names a title"),))
    problems: list[Problem] = []
    roles: dict[int, str] = dict.fromkeys(range(1, table.line + 1), "header")
    rows = list(_rows(document, table, problems))
    habits = _habits(table, rows)
    entries: list[Entry] = []
    filled = {number for number, _ in document.filled}
    for row in rows:
        role = _role(table, row) if row.line in filled else "empty row"
        if role == "paper":
            entry, doubts = _entry(document, table, row, habits)
            problems += doubts
            entries += [replace(entry, position=len(entries) + 1)] if entry else []
            role = "paper" if entry else "no paper"
        roles.update(dict.fromkeys(range(row.line, row.last + 1), role))
    return Reading(tuple(entries), tuple(problems), {n: role for n, role in roles.items() if n in filled})


# --- rows ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Table:
    """The header of a table: where it stands, and what its columns are."""

    line: int
    delimiter: str
    headings: tuple[str, ...]

    @cached_property
    def roles(self) -> tuple[str, ...]:
        return columns.roles(self.headings)

    @cached_property
    def best(self) -> list[int]:
        return columns.by_rank(self.headings)

    def key(self, n: int) -> str:
        """Return under which name a cell is kept that has no field."""
        heading = self.headings[n].strip() if n < len(self.headings) else ""
        return heading or f"column {n + 1}"


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells between two lines of the document, both included."""

    line: int
    last: int
    cells: tuple[str, ...]

    def line_of(self, n: int) -> int:
        """Return the line on which a cell begins: quoted ones may go over several."""
        return min(self.last, self.line + sum(cell.count("\n") for cell in self.cells[:n]))


def _header(document: Document) -> _Table | None:
    """Find the header: the first filled line, or the one after `sep=`."""
    filled = list(islice(document.filled, 2))
    if not filled:
        return None
    separator = _SEPARATOR.fullmatch(filled[0][1])
    number = filled[-1][0] if separator else filled[0][0]
    if len(document.lines[number - 1]) > columns.LONGEST_HEADING * MOST_COLUMNS:
        return None
    candidates = [_split(document.lines[number - 1], d) for d in (separator[1] if separator else DELIMITERS)]
    known = [sum(map(bool, columns.roles(headings))) for headings in candidates]
    best = max(range(len(candidates)), key=known.__getitem__)
    headings = candidates[best]
    if known[best] < FEWEST_KNOWN or "title" not in columns.roles(headings) or len(headings) > MOST_COLUMNS:
        return None
    if any(len(heading) > columns.LONGEST_HEADING for heading in headings):
        return None
    return _Table(number, separator[1] if separator else DELIMITERS[best], headings)


def _split(line: str, delimiter: str) -> tuple[str, ...]:
    try:
        return tuple(next(csv.reader([line.lstrip("\ufeff")], delimiter=delimiter), ()))
    except csv.Error:
        return ()


def _rows(document: Document, table: _Table, problems: list[Problem] | None = None) -> Iterator[_Row]:
    """Yield the rows below the header; a quote that never closes is taken for a character."""
    at = table.line  # lines that are read already
    quoted = _has_quotes(document, table)
    for attempt in range(MOST_MENDED + 1):
        quoted = quoted and attempt < MOST_MENDED
        for row in _rows_from(document, table, at, quoted=quoted):
            if row.last > len(document.lines) or row.last < 0:  # swallowed all that follows, or too much
                if problems is not None:
                    problems.append(warning(document.place(row.line), "a quote that is never closed; close it"))
                yield _Row(row.line, row.line, _unquoted(document.lines[row.line - 1], table.delimiter))
                at = row.line
                break
            yield row
            at = row.last
        else:
            return


def _rows_from(document: Document, table: _Table, at: int, *, quoted: bool) -> Iterator[_Row]:
    """Yield the rows below a line; one that runs past the end, or past all bounds, has no good `last`."""
    lines = (_line(document.lines[n]) for n in range(at, len(document.lines)))
    reader = csv.reader(
        _and_end(lines), delimiter=table.delimiter, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    )
    total = len(document.lines)
    line = at + 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:  # a cell longer than the csv module takes
            yield _Row(line, -1, ())
            return
        last = at + reader.line_num
        if last > total and line > total:
            return
        if cells:
            yield _Row(line, last, tuple(cells))
        line = last + 1


def _line(line: str) -> str:
    """Return a line as the csv module wants it: it takes a carriage return within a line for an error."""
    return line.replace("\r", " ") + "\n"


def _and_end(lines: Iterable[str]) -> Iterator[str]:
    yield from lines
    yield _END


def _unquoted(line: str, delimiter: str) -> tuple[str, ...]:
    return tuple(cell.removeprefix('"') for cell in line.split(delimiter))


def _has_quotes(document: Document, table: _Table) -> bool:
    """Between tabs, quotes are often but characters: they mean something only if all of them are in their places."""
    if table.delimiter != "\t":
        return True
    lines = (_line(line) for line in document.lines[table.line :])
    try:
        widths = [len(row) for row in csv.reader(lines, delimiter="\t", strict=True) if row]
    except csv.Error:
        return False
    return all(width == len(table.headings) for width in widths)


# --- papers ----------------------------------------------------------------------------------------------------------


def _habits(table: _Table, rows: Sequence[_Row]) -> Habits:
    def column(*wanted: str) -> list[str]:
        numbers = [n for n, role in enumerate(table.roles) if role in wanted]
        return [row.cells[n] for row in rows for n in numbers if n < len(row.cells) and row.cells[n].strip()]

    return columns.habits(column("authors"), column("date", "issued", "year"))


def _role(table: _Table, row: _Row) -> str:
    if row.cells == table.headings:
        return "header"
    return "paper" if any(cell.strip() for cell in row.cells) else "empty row"


def _entry(document: Document, table: _Table, row: _Row, habits: Habits) -> tuple[Entry | None, list[Problem]]:
    """Make a paper of a row, if it names one, and say what is doubtful about it."""
    draft = Draft(document.path, row.line)
    doubts = _ragged(document, table, row)
    later: dict[str, tuple[str, int]] = {}
    for n in [*table.best, *range(len(table.headings), len(row.cells))]:
        role = table.roles[n] if n < len(table.roles) else ""
        if n >= len(row.cells) or columns.is_nothing(row.cells[n], role):
            continue
        line = row.line_of(n)
        told = columns.read(role, row.cells[n], habits)
        if not columns.take(draft, told, line, later):
            draft.keep(table.key(n), row.cells[n].strip())
        if role in columns.CHECKED and not told:
            doubts.append(warning(document.place(line), columns.doubt(role, row.cells[n])))
    columns.settle(draft, later)
    if "title" not in draft.fields:
        left_out = "" if "abstract" in draft.fields else "; left out"
        doubts.append(warning(document.place(row.line), f"a row without a title{left_out}"))
    return draft.entry(0) if "title" in draft.fields or "abstract" in draft.fields else None, doubts


def _ragged(document: Document, table: _Table, row: _Row) -> list[Problem]:
    """Tell that a row has too few cells, or too many that hold something."""
    found, wanted = len(row.cells), len(table.headings)
    if found < wanted:
        kept = "the last ones are missing"
    elif any(cell.strip() for cell in row.cells[wanted:]):
        kept = "the rest is kept under 'extra'"
    else:
        return []
    return [warning(document.place(row.line), f"{found} cells where the header has {wanted}; {kept}")]
