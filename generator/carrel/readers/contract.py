"""What a reader of a seed format is: a module of this folder with the three names below.

    def sniff(document) -> float                     how sure it is that the document is of its kind, 0 to 1
    def names(document) -> Iterable[str]             names that stand in the document beyond doubt, `Given Family`
    def read(document, context) -> Reading           its entries, and a problem for every line that fits nowhere

and `MOST_BYTES`, if no document of more bytes is read: where a paper takes much more memory than its lines (`BULKY`).

What the format is called stands in the strings files as `format.<module>`.
Every filled line of the document must end in `Reading.roles` or in a problem with its line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from carrel import latex, prose
from carrel.model import Abstract, Field, Kind, Origin, Reading, Rule, T, Text
from carrel.problem import Place

__all__ = ["Context", "Document", "Reader", "Reading"]

SAMPLE = 200  # lines
BULKY = 32 * 2**20  # bytes of a document; each takes some twenty bytes of memory once it is read
# What may stand around a line and cannot be seen.
_BLANK = "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + "\u200b\u200e\u200f\u2060\ufeff"


@dataclass(frozen=True)
class Document:
    """A seed as text; `path` is relative to the list's root, `lines` has no line ends."""

    path: str
    lines: tuple[str, ...]

    @cached_property
    def filled(self) -> tuple[tuple[int, str], ...]:
        """The lines that hold something, stripped, with their number from 1."""
        stripped = ((n, line.strip(_BLANK)) for n, line in enumerate(self.lines, 1))
        return tuple((n, line) for n, line in stripped if line)

    @property
    def sample(self) -> tuple[tuple[int, str], ...]:
        """The first filled lines, enough to know a document by."""
        return self.filled[:SAMPLE]

    def place(self, line: int = 0) -> Place:
        """Return the place of a line of this document."""
        return Place(self.path, line)

    def field(self, value: T, line: int, rule: Rule | None = None) -> Field[T]:
        """Return a value that stands in a line of this document."""
        return Field(value, Origin(Kind.SEED, self.place(line), rule))

    def title(self, typed: str, line: int, rule: Rule | None = None) -> Field[Text]:
        """Return a title that stands in a line of this document."""
        return self.field(latex.parse(typed), line, rule)

    def abstract(self, typed: str, line: int) -> Field[Abstract]:
        """Return an abstract that stands in a line of this document, in the language that it looks to be in."""
        return self.field(Abstract(latex.parse(typed), prose.language(typed)), line)


Line = tuple[int, str]  # its number, and what it says


def groups(lines: Iterable[tuple[str, Line]], order: Sequence[str]) -> list[dict[str, Line]]:
    """Sort lines with their roles into papers: a role no later in `order` than the last one begins a new paper."""
    found: list[dict[str, Line]] = []
    last = len(order)
    for role, line in lines:
        if order.index(role) <= last:
            found.append({})
        found[-1][role] = line
        last = order.index(role)
    return found


@dataclass(frozen=True, slots=True)
class Context:
    """What the rest of the library knows: the names that stand somewhere beyond doubt."""

    names: frozenset[str] = frozenset()


class Reader(Protocol):
    """A module of this folder, as the registry sees it."""

    __name__: str

    def sniff(self, document: Document) -> float:
        """Return how sure the reader is that the document is of its kind, 0 to 1."""

    def names(self, document: Document) -> Iterable[str]:
        """Return names that stand in the document beyond doubt, `Given Family`."""

    def read(self, document: Document, context: Context) -> Reading:
        """Read a document of its kind."""
