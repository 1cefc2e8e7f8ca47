"""Tables of a reading list: which column is what, and what a cell holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from carrel import columns, links
from carrel.links import Meaning
from carrel.readers.markdown_list import mentions
from carrel.readers.markdown_list.inline import Piece

TABLE_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")

_CELL_END = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Table:
    """The header of a table."""

    headings: tuple[str, ...]

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """What each column is for."""
        return columns.roles(self.headings)

    @property
    def titled(self) -> bool:
        """Whether a column is known to hold titles, or links to papers."""
        return "title" in self.roles or any(columns.fold(h) in _NAMES for h in self.headings)

    @property
    def of_papers(self) -> bool:
        """Whether the header says that its rows are papers."""
        return any(columns.fold(heading) in _PAPERS for heading in self.headings)

    def column(self, n: int) -> tuple[str, str]:
        """Return the role and the heading of a column."""
        return (self.roles[n], self.headings[n]) if n < len(self.headings) else ("", f"column {n + 1}")

    def title_of(self, cells: Sequence[Iterable[Piece]]) -> int:
        """Return which cell is the title: where that of the titles has but a link, the name of it."""
        titled = [n for n, role in enumerate(self.roles) if role == "title"]
        named = [n for n, heading in enumerate(self.headings) if columns.fold(heading) in _NAMES]
        for n in [*titled, *named]:
            if n < len(cells) and any(map(_is_words, cells[n])):
                return n
        return len(cells)


_PAPERS = frozenset({"paper", "paper title", "title of paper", "name of paper", "论文", "论文题目", "论文标题"})
_NAMES = frozenset({"name", "paper name", "work", "publication", "article", "reference", "paper link", "名称"})


def _is_words(piece: Piece) -> bool:
    return not piece.image and bool(re.search(r"\w{2}", piece.text)) and not (piece.url and links.promise(piece.text))


def cells_of(line: str) -> list[str]:
    """Return the cells of a row."""
    cells = _CELL_END.split(line.strip().removeprefix("|"))
    if cells and not cells[-1].strip():
        cells.pop()
    return [cell.strip().replace("\\|", "|") for cell in cells]


def cell(pieces: Iterable[Piece], role: str) -> tuple[list[mentions.Target], str]:
    """Return the links of a cell, and its words."""
    targets: list[mentions.Target] = []
    words: list[str] = []
    for piece in pieces:
        url = links.web(piece.url)
        if url and role not in {"authors", "venue", "topics"}:
            meaning = links.meaning(piece.text, url) or links.leads_to(url)
            if role == "code":
                meaning = Meaning.CODE
            targets.append(mentions.Target(mentions.clean(piece.text).strip("[]() "), url, meaning))
        elif not piece.image:
            words.append(piece.text)
    left = mentions.clean("".join(words)).strip(" ,;|[]()")
    return targets, left
