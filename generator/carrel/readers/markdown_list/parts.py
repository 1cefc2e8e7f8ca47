"""What a reading list in Markdown is made of: entries below entries, the headings above them, and papers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from carrel.imprint import Imprint
from carrel.problem import Problem
from carrel.readers.markdown_list.mentions import Mention

HEADING, PAPER, NOTE, LINK, PROSE, CODE, HTML = "heading", "paper", "note", "link", "prose", "code", "html"
CONTENTS, RULE, TABLE, COMMENT, FRONT, REFERENCE = "contents", "rule", "table", "comment", "front matter", "reference"


@dataclass(slots=True)
class Block:
    """An entry of a list, or a line of a paragraph, with what hangs below it."""

    line: int
    indent: int
    lines: list[tuple[int, str]]  # its own, without the marker
    status: str = ""
    children: list[Block] = field(default_factory=list)
    topics: tuple[str, ...] = ()
    section: Section | None = None
    bullet: bool = True

    def numbers(self) -> Iterator[int]:
        """Yield every line of it, and of what hangs below it."""
        yield from (number for number, _ in self.lines)
        for child in self.children:
            yield from child.numbers()


@dataclass(frozen=True, slots=True)
class Section:
    """Where an entry stands: the headings above it."""

    line: int = 0
    topics: tuple[str, ...] = ()
    heading: str = ""
    imprint: Imprint = field(default_factory=Imprint)


@dataclass(slots=True)
class Paper:
    """A mention with its place, and what stands around it."""

    line: int
    mention: Mention
    section: Section
    topics: tuple[str, ...] = ()
    status: str = ""
    notes: list[str] = field(default_factory=list)
    cells: list[tuple[str, str, str]] = field(default_factory=list)  # of a row: role, heading, text


@dataclass(slots=True)
class Listing:
    """What the lines of a document are."""

    papers: list[Paper] = field(default_factory=list)
    roles: dict[int, str] = field(default_factory=dict)
    others: dict[int, list[int]] = field(default_factory=dict)  # entries that lead to no paper, by their section
    problems: list[Problem] = field(default_factory=list)
