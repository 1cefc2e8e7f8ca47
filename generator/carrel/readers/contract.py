"""What a reader of a seed format is: a module of this folder with the four names below.

    NAME: str                                        what the format is called in messages
    def sniff(document) -> float                     how sure it is that the document is of its kind, 0 to 1
    def names(document) -> Iterable[str]             names that stand in the document beyond doubt, `Given Family`
    def read(document, context) -> Reading           its entries, and a problem for every line that fits nowhere

Every filled line of the document must end in `Reading.roles` or in a problem with its line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from carrel.model import Field, Kind, Origin, Reading, T
from carrel.problem import Place

__all__ = ["Context", "Document", "Reader", "Reading"]


@dataclass(frozen=True)
class Document:
    """A seed as text; `path` is relative to the list's root, `lines` has no line ends."""

    path: str
    lines: tuple[str, ...]

    @cached_property
    def filled(self) -> tuple[tuple[int, str], ...]:
        """The lines that hold something, stripped, with their number from 1."""
        return tuple((n, line.strip()) for n, line in enumerate(self.lines, 1) if line.strip())

    def place(self, line: int = 0) -> Place:
        """Return the place of a line of this document."""
        return Place(self.path, line)

    def field(self, value: T, line: int, rule: str = "") -> Field[T]:
        """Return a value that stands in a line of this document."""
        return Field(value, Origin(Kind.SEED, self.place(line), rule))


@dataclass(frozen=True, slots=True)
class Context:
    """What the rest of the library knows: the names that stand somewhere beyond doubt."""

    names: frozenset[str] = frozenset()


class Reader(Protocol):
    """A module of this folder, as the registry sees it."""

    NAME: str

    def sniff(self, document: Document) -> float:
        """Return how sure the reader is that the document is of its kind, 0 to 1."""

    def names(self, document: Document) -> Iterable[str]:
        """Return names that stand in the document beyond doubt, `Given Family`."""

    def read(self, document: Document, context: Context) -> Reading:
        """Read a document of its kind."""
