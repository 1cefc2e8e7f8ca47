"""What the lines of a reading list are: one pass over a document that knows lists, tables, fences and headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from carrel import columns
from carrel.links import Meaning
from carrel.readers.contract import Document
from carrel.readers.markdown_list import headings, inline, mentions, rows, wording
from carrel.readers.markdown_list.headings import FENCE, LONGEST_TOPIC
from carrel.readers.markdown_list.mentions import Mention
from carrel.readers.markdown_list.parts import (
    CODE,
    COMMENT,
    CONTENTS,
    FRONT,
    HEADING,
    HTML,
    LINK,
    NOTE,
    PAPER,
    PROSE,
    REFERENCE,
    RULE,
    TABLE,
    Block,
    Listing,
    Paper,
    Section,
)
from carrel.readers.markdown_list.rows import TABLE_RULE, Table

TAB = 4  # spaces
STEP = 2  # spaces by which an entry below another one is indented, at least
MAX_DEPTH = 20  # entries below entries; deeper ones stand beside each other
SHORT_REMARK = 80  # characters that may stand beside a title in a paragraph
LONGEST_LINE = 100_000  # characters; a longer one mentions no paper

_UNDERLINE = re.compile(r"(=+|-{2,})")
_BULLET = re.compile(
    r"(?P<marker>[-*+•●◦▪]|\d{1,4}[.)])(?:\s+(?P<box>\[[ xX]\])(?=\s))?(?:\s+|$)(?P<text>.*)", re.DOTALL
)
_RULE = re.compile(r"(?:[-*_]\s*){3,}")
_HTML = re.compile(r"</?[A-Za-z][^<>]*>")
_REFERENCE = re.compile(r"\[(?P<label>[^\]]{1,200})\]:\s+<?(?P<url>\S+?)>?(?:\s+[\"'(].*)?")
_INDEXED = re.compile(r"[*_]*\[\d{1,4}\][*_]*\s")


@lru_cache(maxsize=2)  # a document is sniffed, asked for names, and read
def listing(document: Document) -> Listing:
    """Return what the lines of a document are."""
    return _Reader(document).run()


class _Reader:
    """One pass over the lines of a document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.found = Listing()
        self.path: list[tuple[int, str]] = []  # headings, with their levels
        self.section = Section()
        self.open: list[Block] = []  # the entry that is read, and those that it hangs below
        self.roots: list[Block] = []
        self.paragraph: list[tuple[int, str]] = []
        self.table: Table | None = None
        self.fence = ""
        self.comment = False
        self.blank = False  # whether the line before was empty
        self.references = _references(document)
        self.title_level = headings.title_level(document)

    def run(self) -> Listing:
        start = _front_matter(self.document.lines)
        filled = dict(self.document.filled)
        for number, raw in enumerate(self.document.lines, 1):
            line = filled.get(number, "")
            if number > start:
                self._line(number, raw, line)
            elif line:
                self.found.roles[number] = FRONT
        self._close()
        return self.found

    def _line(self, number: int, raw: str, line: str) -> None:
        """Find out what a line is."""
        if not line:
            self.blank = True
            self.table = None
            self._end_paragraph()
            return
        if self._inside(number, line):
            return
        indent = _indent(raw)
        blank, self.blank = self.blank, False
        heading = headings.heading(line) if indent < TAB else None
        bullet = _BULLET.match(line) if not _RULE.fullmatch(line) else None
        if heading:
            self._heading(number, *heading)
        elif self.table or ("|" in line and self._begins_table(number)):
            self._row(number, line)
        elif bullet:
            self._bullet(number, indent, bullet)
        elif self.paragraph and len(self.paragraph) == 1 and _UNDERLINE.fullmatch(line) and not self.open:
            self._underlined(number, line)
        elif _RULE.fullmatch(line):
            self._close()
            self.found.roles[number] = RULE
        elif _REFERENCE.fullmatch(line):
            self.found.roles[number] = REFERENCE
        elif self.open and (indent >= STEP or not blank):
            self.open[-1 if indent > self.open[-1].indent or not blank else 0].lines.append((number, line))
        else:
            self._close_list()
            self.paragraph.append((number, line))

    def _inside(self, number: int, line: str) -> bool:
        """Tell whether a line stands in a fence or in a comment, or begins one."""
        fence = FENCE.match(line)
        if self.fence:
            if fence and fence["fence"].startswith(self.fence) and not line.strip("`~"):
                self.fence = ""
            self.found.roles[number] = CODE
        elif self.comment or (line.startswith("<!--") and "-->" not in line):
            self.comment = "-->" not in line
            self.found.roles[number] = COMMENT
        elif fence:
            self._close()
            self.fence = fence["fence"][:3]
            self.found.roles[number] = CODE
        elif line.startswith("<!--") and line.endswith("-->"):
            self.found.roles[number] = COMMENT
        else:
            return False
        return True

    # --- headings ---

    def _heading(self, number: int, level: int, text: str) -> None:
        self._close()
        self.found.roles[number] = HEADING
        self.path = [(one, above) for one, above in self.path if one < level]
        self.path.append((level, text))
        above = [text for one, text in self.path if one != self.title_level]
        told = headings.imprint_of(above)
        topics = tuple(dict.fromkeys(topic for text in above if (topic := headings.topic(text))))
        heading = mentions.clean(above[-1]) if above and headings.DATE.search(above[-1]) else ""
        self.section = Section(number, topics, heading, told)

    def _underlined(self, number: int, line: str) -> None:
        """The line before was a heading: this one underlines it."""
        ((before, text),) = self.paragraph
        self.paragraph = []
        self._heading(before, 1 if line[0] == "=" else 2, inline.plain(text))
        self.found.roles[number] = HEADING

    # --- entries ---

    def _bullet(self, number: int, indent: int, bullet: re.Match[str]) -> None:
        self._end_paragraph()
        while self.open and (indent < self.open[-1].indent + STEP or len(self.open) == MAX_DEPTH):
            self.open.pop()
        box = bullet["box"] or ""
        status = "" if not box else "to-read" if box == "[ ]" else "read"
        block = Block(number, indent, [(number, bullet["text"].strip())], status, section=self.section)
        (self.open[-1].children if self.open else self.roots).append(block)
        self.open.append(block)

    def _close_list(self) -> None:
        for root in self.roots:
            self._settle(root, ())
        self.roots, self.open = [], []

    def _end_paragraph(self) -> None:
        """Read each line of a paragraph, or each of its numbered entries, which may go over several lines."""
        entries: list[list[tuple[int, str]]] = []
        for number, line in self.paragraph:
            if entries and _INDEXED.match(entries[-1][0][1]) and not _INDEXED.match(line):
                entries[-1].append((number, line))
            else:
                entries.append([(number, line)])
        for lines in entries:
            self._settle_lines(lines)
        self.paragraph = []

    def _close(self) -> None:
        self._close_list()
        self._end_paragraph()
        self.table = None

    def _mention(self, lines: Iterable[tuple[int, str]]) -> Mention:
        text = "\n".join(line for _, line in lines)
        return wording.read(inline.parse(text, self.references)) if len(text) < LONGEST_LINE else Mention()

    def _settle(self, block: Block, above: tuple[str, ...]) -> None:
        """Say what an entry is, and what hangs below it: notes of a paper, or papers of a topic."""
        text = "\n".join(line for _, line in block.lines)
        own = self._mention(block.lines)
        labels = [child for child in block.children if self._is_labels(child)]
        if labels and own.title and not own.is_paper:  # `- Title`, and its links below
            own = self._mention([*block.lines, *(line for child in labels for line in child.lines)])
        elif labels:
            for child in labels:
                own.targets += self._mention(child.lines).targets
        if _is_contents(text, self.references):
            self._give(block, CONTENTS, deep=False)
        elif own.is_paper:
            self._paper(block, own, labels, above)
            return
        elif own.targets or not block.children:
            self._other(block, own)
        else:
            self._give(block, HEADING, deep=False)
        topic = headings.topic(inline.plain(text)) if not own.targets and len(text) <= LONGEST_TOPIC else ""
        for child in block.children:
            self._settle(child, (*above, topic) if topic else above)

    def _paper(self, block: Block, own: Mention, labels: list[Block], above: tuple[str, ...]) -> None:
        paper = Paper(block.line, own, block.section or Section(), above, block.status)
        self.found.papers.append(paper)
        self._give(block, PAPER, deep=False)
        for child in block.children:
            if child in labels:
                self._give(child, PAPER)
                continue
            below = self._mention(child.lines)
            linked = any(target.meaning is Meaning.PAPER for target in below.targets)
            if below.is_paper and below.marked and (linked or own.byline):
                self._settle(child, above)
            elif (
                below.byline and not own.byline and len(below.title.split()) > 1
            ):  # the name above, the reference below
                paper.notes.append(own.title)
                own.title, own.byline, own.imprint = below.title, below.byline, below.imprint
                self._give(child, PAPER)
            elif below.byline and not own.byline and not below.title:
                own.byline, own.rest = below.byline, [*own.rest, *below.rest]
                self._give(child, PAPER)
            else:
                paper.notes.append(_shown(child))
                self._give(child, NOTE)

    def _is_labels(self, block: Block) -> bool:
        """Tell whether a bullet has links only: `- [pdf](…)`."""
        if block.children:
            return False
        mention = self._mention(block.lines)
        return bool(mention.targets) and not mention.title and not mention.rest and not mention.byline

    def _other(self, block: Block, own: Mention) -> None:
        """An entry that leads to no paper is told if it leads anywhere; else it is prose."""
        if own.targets or own.marked:
            self.found.others.setdefault((block.section or Section()).line or block.line, []).append(block.line)
            self._give(block, LINK, deep=False)
        else:
            self._give(block, PROSE, deep=False)

    def _give(self, block: Block, role: str, *, deep: bool = True) -> None:
        for number in block.numbers() if deep else (number for number, _ in block.lines):
            self.found.roles[number] = role

    def _settle_lines(self, lines: list[tuple[int, str]]) -> None:
        """A line of a paragraph is a paper only if it is numbered, or says nothing else."""
        first, line = lines[0]
        role = HTML if _HTML.match(line) else PROSE
        if _HTML.sub("", line).strip() and role == PROSE:
            own = self._mention(lines)
            said = sum(len(words) for words in own.rest)
            if own.is_paper and own.marked and (said <= max(SHORT_REMARK, len(own.title)) or _INDEXED.match(line)):
                self.found.papers.append(Paper(first, own, self.section))
                role = PAPER
        self.found.roles.update((number, role) for number, _ in lines)

    # --- tables ---

    def _begins_table(self, number: int) -> bool:
        """Tell whether the next line underlines this one as the header of a table."""
        lines = self.document.lines
        below = lines[number].strip() if number < len(lines) else ""
        return "-" in below and bool(TABLE_RULE.fullmatch(below)) and ("|" in below)

    def _row(self, number: int, line: str) -> None:
        self.found.roles[number] = TABLE
        if self.table is None:
            self._close()
            self.found.roles[number] = TABLE
            self.table = Table(tuple(inline.plain(cell) for cell in rows.cells_of(line)))
        elif not TABLE_RULE.fullmatch(line) and self.table.titled:
            paper = self._row_paper(number, self.table, rows.cells_of(line))
            if paper:
                self.found.papers.append(paper)
                self.found.roles[number] = PAPER
            elif any("](" in cell for cell in rows.cells_of(line)):
                self.found.others.setdefault(self.section.line or number, []).append(number)
                self.found.roles[number] = LINK

    def _row_paper(self, number: int, table: Table, cells: list[str]) -> Paper | None:
        """Read a row: the title with what stands beside it, the links of all cells, and what the headings say."""
        parsed = [inline.parse(cell, self.references) for cell in cells]
        titled = table.title_of(parsed)
        own = wording.read(parsed[titled]) if titled < len(cells) else Mention()
        told: list[tuple[str, str, str]] = []
        for n, pieces in enumerate(parsed):
            if n == titled:
                continue
            role, heading = table.column(n)
            targets, words = rows.cell(pieces, role)
            own.targets += targets
            if not columns.is_nothing(words):
                told.append((role, heading, words))
        known = {role for role, _, _ in told}
        if own.title and (
            own.is_paper or table.of_papers or known & {"authors", "venue", "year", "issued", "doi", "arxiv"}
        ):
            return Paper(number, own, self.section, cells=told)
        return None


# --- what stands around the entries ----------------------------------------------------------------------------------


def _indent(raw: str) -> int:
    wide = raw.expandtabs(TAB)
    return len(wide) - len(wide.lstrip())


def _front_matter(lines: tuple[str, ...]) -> int:
    """Return how many lines the front matter takes, if there is one."""
    if not lines or lines[0].strip() != "---":
        return 0
    return next((n for n, line in enumerate(lines[1:200], 2) if line.strip() == "---"), 0)


def _references(document: Document) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for line in document.lines:
        if line.lstrip().startswith("[") and (reference := _REFERENCE.fullmatch(line.strip())):
            found.setdefault(inline.fold_label(reference["label"]), reference["url"])
    return found


def _is_contents(text: str, references: Mapping[str, str]) -> bool:
    """Tell whether an entry leads to another place of the same document."""
    pieces = [piece for piece in inline.parse(text, references) if piece.url]
    return bool(pieces) and all(piece.url.startswith(("#", "./#", "/#")) for piece in pieces)


def _shown(block: Block) -> str:
    """Return a note as it was written, with what hangs below it."""
    own = " ".join(line for _, line in block.lines)
    return "\n".join([own, *(f"- {_shown(child)}" for child in block.children)])
