"""A reading list in Markdown: bullets, numbered lists, tables, or paragraphs of one paper each, under headings.

    ## Pruning
    - [A Title](https://arxiv.org/abs/2404.19429). Jane Roe, John Doe. ACL 2024. [[code](https://github.com/x/y)]
      - a bullet below it is a note, or has its links

    | Title | Authors | Year | Link |
    | --- | --- | --- | --- |

Headings become topics, but for the name of the document, and for dates. Where a line says what is told by
`carrel.mentions`; a line that leads to no paper (prose, contents, badges, tools) is known for what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from carrel import bylines, columns, imprint, inline, latex, links, mentions
from carrel.imprint import Imprint
from carrel.inline import Piece
from carrel.links import Meaning
from carrel.mentions import Mention
from carrel.model import Entry, Reading, Rule
from carrel.problem import Problem, warning
from carrel.readers.contract import Context, Document
from carrel.references import Draft

MARKED = 0.1  # of its lines, so many begin as lines of Markdown do
PAPERS = 0.5  # of the entries of a reading list, so many are papers;
MANY = 20  # or so many at all, among tools and courses,
SOME = 0.15  # if they are this part of it
FLOOR = 0.2  # for each line of prose or code, so many papers
SAMPLE = 3_000  # lines that show what a document is
TAB = 4  # spaces
STEP = 2  # spaces by which an entry below another one is indented, at least
MAX_DEPTH = 20  # entries below entries; deeper ones stand beside each other
SHORT_REMARK = 80  # characters that may stand beside a title in a paragraph
LONGEST_LINE = 100_000  # characters; a longer one mentions no paper


def sniff(document: Document) -> float:
    """Be sure of a document whose entries lead to papers for the most part, and that is not mainly something else."""
    if len(document.lines) > SAMPLE:
        document = Document(document.path, document.lines[:SAMPLE])
    marked = sum(1 for line in document.lines if _MARKED.match(line))
    keyed = sum(1 for line in document.lines if _KEYED.match(line))  # as in YAML, which has bullets, too
    linked = any("http" in line for line in document.lines)
    if marked < MARKED * len(document.filled) or keyed >= MARKED * len(document.filled) or not linked:
        return 0.0
    found = _listing(document)
    papers = len(found.papers)
    others = sum(len(lines) for lines in found.others.values())
    rest = sum(1 for role in found.roles.values() if role in {PROSE, CODE, HTML})
    share = papers / (papers + others or 1)
    if not papers or papers < FLOOR * rest or share < (PAPERS if papers < MANY else SOME):
        return 0.0
    titled = sum(1 for paper in found.papers if paper.mention.title)
    return 0.9 if titled >= 0.5 * papers else 0.0


def names(document: Document) -> Iterable[str]:
    """Return every author whose name has two full parts."""
    for paper in _listing(document).papers:
        if paper.mention.byline:
            yield from (str(n) for n in paper.mention.byline.authors.names if n.given and "." not in n.given)


def read(document: Document, context: Context) -> Reading:  # noqa: ARG001  # the contract's signature
    """Read each mention of a paper; what leads elsewhere is told once a section."""
    found = _listing(document)
    problems = list(found.problems)
    entries = [_entry(document, paper, n, problems) for n, paper in enumerate(found.papers, 1)]
    for first, lines in found.others.items():
        count = f"{len(lines)} entries lead" if len(lines) > 1 else "an entry leads"
        problems.append(warning(document.place(first), f"{count} to no paper, from this line on; left out"))
    return Reading(tuple(entries), tuple(sorted(problems)), found.roles)


# --- blocks ----------------------------------------------------------------------------------------------------------

HEADING, PAPER, NOTE, LINK, PROSE, CODE, HTML = "heading", "paper", "note", "link", "prose", "code", "html"
CONTENTS, RULE, TABLE, COMMENT, FRONT, REFERENCE = "contents", "rule", "table", "comment", "front matter", "reference"

_HEADING = re.compile(r"(?P<level>#{1,6})\s*(?P<text>[^#].*?)\s*#*")
_HTML_HEADING = re.compile(r"<h(?P<level>[1-6])\b[^>]*>(?P<text>.*?)</h[1-6]>.*", re.IGNORECASE)
_UNDERLINE = re.compile(r"(=+|-{2,})")
_BULLET = re.compile(
    r"(?P<marker>[-*+•●◦▪]|\d{1,4}[.)])(?:\s+(?P<box>\[[ xX]\])(?=\s))?(?:\s+|$)(?P<text>.*)", re.DOTALL
)
_RULE = re.compile(r"(?:[-*_]\s*){3,}")
_TABLE_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_FENCE = re.compile(r"(?P<fence>`{3,}|~{3,})")
_HTML = re.compile(r"</?[A-Za-z][^<>]*>")
_MARKED = re.compile(r"\s*(?:[-*+•●]\s|\d{1,4}[.)]\s|\||#{1,6}\s|[*_\[]|<h[1-6])")  # what Markdown is known by
_KEYED = re.compile(r"[A-Za-z_][\w-]*:(?:\s|$)")
_REFERENCE = re.compile(r"\[(?P<label>[^\]]{1,200})\]:\s+<?(?P<url>\S+?)>?(?:\s+[\"'(].*)?")
_INDEXED = re.compile(r"[*_]*\[\d{1,4}\][*_]*\s")
_CELL_END = re.compile(r"(?<!\\)\|")


@dataclass(slots=True)
class _Block:
    """An entry of a list, or a line of a paragraph, with what hangs below it."""

    line: int
    indent: int
    lines: list[tuple[int, str]]  # its own, without the marker
    status: str = ""
    children: list[_Block] = field(default_factory=list)
    topics: tuple[str, ...] = ()
    section: _Section | None = None
    bullet: bool = True

    def numbers(self) -> Iterator[int]:
        """Yield every line of it, and of what hangs below it."""
        yield from (number for number, _ in self.lines)
        for child in self.children:
            yield from child.numbers()


@dataclass(frozen=True, slots=True)
class _Section:
    """Where an entry stands: the headings above it."""

    line: int = 0
    topics: tuple[str, ...] = ()
    heading: str = ""
    imprint: Imprint = field(default_factory=Imprint)


@dataclass(slots=True)
class _Paper:
    """A mention with its place, and what stands around it."""

    line: int
    mention: Mention
    section: _Section
    topics: tuple[str, ...] = ()
    status: str = ""
    notes: list[str] = field(default_factory=list)
    cells: list[tuple[str, str, str]] = field(default_factory=list)  # of a row: role, heading, text


@dataclass(slots=True)
class _Listing:
    """What the lines of a document are."""

    papers: list[_Paper] = field(default_factory=list)
    roles: dict[int, str] = field(default_factory=dict)
    others: dict[int, list[int]] = field(default_factory=dict)  # entries that lead to no paper, by their section
    problems: list[Problem] = field(default_factory=list)


@lru_cache(maxsize=2)  # a document is sniffed, asked for names, and read
def _listing(document: Document) -> _Listing:
    return _Reader(document).run()


class _Reader:
    """One pass over the lines of a document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.found = _Listing()
        self.path: list[tuple[int, str]] = []  # headings, with their levels
        self.section = _Section()
        self.open: list[_Block] = []  # the entry that is read, and those that it hangs below
        self.roots: list[_Block] = []
        self.paragraph: list[tuple[int, str]] = []
        self.table: _Table | None = None
        self.fence = ""
        self.comment = False
        self.blank = False  # whether the line before was empty
        self.references = _references(document)
        self.title_level = _title_level(document)

    def run(self) -> _Listing:
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
        heading = _heading(line) if indent < TAB else None
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
        fence = _FENCE.match(line)
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
        told = _imprint_of(above)
        topics = tuple(dict.fromkeys(topic for text in above if (topic := _topic(text))))
        heading = mentions.clean(above[-1]) if above and _DATE.search(above[-1]) else ""
        self.section = _Section(number, topics, heading, told)

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
        block = _Block(number, indent, [(number, bullet["text"].strip())], status, section=self.section)
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
        return mentions.read(inline.parse(text, self.references)) if len(text) < LONGEST_LINE else Mention()

    def _settle(self, block: _Block, above: tuple[str, ...]) -> None:
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
        topic = _topic(inline.plain(text)) if not own.targets and len(text) <= LONGEST_TOPIC else ""
        for child in block.children:
            self._settle(child, (*above, topic) if topic else above)

    def _paper(self, block: _Block, own: Mention, labels: list[_Block], above: tuple[str, ...]) -> None:
        paper = _Paper(block.line, own, block.section or _Section(), above, block.status)
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

    def _is_labels(self, block: _Block) -> bool:
        """Tell whether a bullet has links only: `- [pdf](…)`."""
        if block.children:
            return False
        mention = self._mention(block.lines)
        return bool(mention.targets) and not mention.title and not mention.rest and not mention.byline

    def _other(self, block: _Block, own: Mention) -> None:
        """An entry that leads to no paper is told if it leads anywhere; else it is prose."""
        if own.targets or own.marked:
            self.found.others.setdefault((block.section or _Section()).line or block.line, []).append(block.line)
            self._give(block, LINK, deep=False)
        else:
            self._give(block, PROSE, deep=False)

    def _give(self, block: _Block, role: str, *, deep: bool = True) -> None:
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
                self.found.papers.append(_Paper(first, own, self.section))
                role = PAPER
        self.found.roles.update((number, role) for number, _ in lines)

    # --- tables ---

    def _begins_table(self, number: int) -> bool:
        """Tell whether the next line underlines this one as the header of a table."""
        lines = self.document.lines
        below = lines[number].strip() if number < len(lines) else ""
        return "-" in below and bool(_TABLE_RULE.fullmatch(below)) and ("|" in below)

    def _row(self, number: int, line: str) -> None:
        self.found.roles[number] = TABLE
        if self.table is None:
            self._close()
            self.found.roles[number] = TABLE
            self.table = _Table(tuple(inline.plain(cell) for cell in _cells(line)))
        elif not _TABLE_RULE.fullmatch(line) and self.table.titled:
            paper = self._row_paper(number, self.table, _cells(line))
            if paper:
                self.found.papers.append(paper)
                self.found.roles[number] = PAPER
            elif any("](" in cell for cell in _cells(line)):
                self.found.others.setdefault(self.section.line or number, []).append(number)
                self.found.roles[number] = LINK

    def _row_paper(self, number: int, table: _Table, cells: list[str]) -> _Paper | None:
        """Read a row: the title with what stands beside it, the links of all cells, and what the headings say."""
        parsed = [inline.parse(cell, self.references) for cell in cells]
        titled = table.title_of(parsed)
        own = mentions.read(parsed[titled]) if titled < len(cells) else Mention()
        told: list[tuple[str, str, str]] = []
        for n, pieces in enumerate(parsed):
            if n == titled:
                continue
            role, heading = table.column(n)
            targets, words = _cell(pieces, role)
            own.targets += targets
            if not columns.is_nothing(words):
                told.append((role, heading, words))
        known = {role for role, _, _ in told}
        if own.title and (
            own.is_paper or table.of_papers or known & {"authors", "venue", "year", "issued", "doi", "arxiv"}
        ):
            return _Paper(number, own, self.section, cells=told)
        return None


@dataclass(frozen=True)
class _Table:
    """The header of a table."""

    headings: tuple[str, ...]

    @cached_property
    def roles(self) -> tuple[str, ...]:
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


def _cells(line: str) -> list[str]:
    cells = _CELL_END.split(line.strip().removeprefix("|"))
    if cells and not cells[-1].strip():
        cells.pop()
    return [cell.strip().replace("\\|", "|") for cell in cells]


def _cell(pieces: Iterable[Piece], role: str) -> tuple[list[mentions.Target], str]:
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


def _title_level(document: Document) -> int:
    """Return the level of the document's own title: that of its first heading, if all others are below it."""
    levels: list[int] = []
    fenced = False
    for line in document.lines:
        fenced ^= bool(_FENCE.match(line.strip()))
        found = _heading(line.strip()) if not fenced and line[:4].strip()[:1] in {"#", "<"} else None
        if found:
            levels.append(found[0])
    return levels[0] if levels and levels[0] < min(levels[1:], default=7) else 0


def _heading(line: str) -> tuple[int, str] | None:
    """Return the level and the words of a heading, in Markdown or in HTML."""
    found = _HEADING.fullmatch(line) or (_HTML_HEADING.fullmatch(line) if line[:2].lower() == "<h" else None)
    return (
        (len(found["level"]) if found["level"][0] == "#" else int(found["level"]), inline.plain(found["text"]))
        if found
        else None
    )


_NO_TOPIC = re.compile(
    r"(?:the )?(?:table of )?contents?|toc|awesome[- ].*|introduction|overview|about|contribut\w+|licen[sc]e|"
    r"acknowledge?ments?|citations?|citing|how to .*|news|updates?|changelog|others?|misc\w*|general|to ?do|legend|"
    r"(?:(?:must[- ]read|reading|all|other|more|related|recent|latest|new|full|the|awesome|selected|key|important|"
    r"recommended) )*(?:papers?|publications?|articles?|readings?|(?:paper |reading )?list|references|literature|"
    r"works?|resources?|links?|bibliography|entries)|目录|论文|论文列表|其他|其它|简介",
    re.IGNORECASE,
)
_NUMBERING = re.compile(r"^(?:§?\s*\d{1,2}(?:\.\d{1,2})*[.):]?\s+|(?:[IVX]+|[A-Z])[.)]\s+)")
_COUNT = re.compile(r"\s*[(\[]\s*\d+\s*(?:papers?)?\s*[)\]]\s*$")
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_DATE = re.compile(rf"(?<!\d)(?:19|20)\d\d(?!\d)|\b{_MONTH}\b\.? ?\d|\bweek(?:ly)?\b", re.IGNORECASE)
LONGEST_TOPIC = 60


def _topic(heading: str) -> str:
    """Return the topic that a heading names; '' where it is a date, or says only that there are papers."""
    words = _COUNT.sub("", _NUMBERING.sub("", mentions.clean(heading))).strip(" :.-–—*_#&>|")
    if not re.search(r"[^\W\d_]{2}", words) or len(words) > LONGEST_TOPIC:
        return ""
    return "" if _DATE.search(words) or _NO_TOPIC.fullmatch(words) else words


def _imprint_of(headings: Iterable[str]) -> Imprint:
    """A heading such as `ICLR 2023` is said of every paper below it."""
    told = Imprint()
    for heading in headings:
        words = mentions.clean(heading)
        read = imprint.parse(words) if words and imprint.is_venue(re.split(r"[\s'’]", words)[0]) else None
        told = read if read and read.venue and read.when else told
    return told


def _is_contents(text: str, references: Mapping[str, str]) -> bool:
    """Tell whether an entry leads to another place of the same document."""
    pieces = [piece for piece in inline.parse(text, references) if piece.url]
    return bool(pieces) and all(piece.url.startswith(("#", "./#", "/#")) for piece in pieces)


def _shown(block: _Block) -> str:
    """Return a note as it was written, with what hangs below it."""
    own = " ".join(line for _, line in block.lines)
    return "\n".join([own, *(f"- {_shown(child)}" for child in block.children)])


# --- papers ----------------------------------------------------------------------------------------------------------


def _entry(document: Document, paper: _Paper, position: int, problems: list[Problem]) -> Entry:
    """Make a paper of a mention."""
    own, line = paper.mention, paper.line
    draft = Draft(document.path, line)
    if own.title:
        draft.put("title", latex.parse(own.title), line)
    else:
        problems.append(warning(document.place(line), "a link to a paper, but no title"))
    if own.byline:
        draft.put("authors", own.byline.authors, line)
        if own.byline.affiliations:
            draft.keep(columns.AFFILIATIONS, list(own.byline.affiliations))
    _addresses(draft, own, line)
    _cells_told(draft, paper, line)
    _imprinted(draft, own.imprint, paper.section, line)
    draft.put("topics", (*paper.section.topics, *paper.topics), paper.section.line if paper.section.topics else line)
    draft.put("status", paper.status, line)
    for name, said in (("tags", own.tags), ("remarks", own.rest), ("notes", paper.notes)):
        if said:
            draft.keep(name, list(said))
    if paper.section.heading:
        draft.keep("heading", paper.section.heading)
    return draft.entry(position)


def _addresses(draft: Draft, own: Mention, line: int) -> None:
    """Take ids from the links that are the paper; the first of its kind counts, the others are kept."""
    if own.arxiv:
        draft.put("arxiv", own.arxiv, line)
    more: dict[str, Any] = {}
    for target in sorted(own.targets, key=lambda target: target.meaning is Meaning.ABOUT):
        taken = False
        if target.meaning is Meaning.CODE:
            taken = draft.put("code", target.url, line)
        elif target.meaning is Meaning.PAPER or not target.label:
            taken = draft.put("url", target.url, line)
        if target.meaning is Meaning.PAPER:
            taken |= draft.put("arxiv", links.arxiv_id(target.url), line) | draft.put(
                "doi", links.doi(target.url), line
            )
        if not taken and all(known.value != target.url for known in draft.fields.values()):
            label = target.label or "link"
            more[label if label not in more else f"{label} {len(more) + 1}"] = target.url
    if more:
        draft.keep("links", more)


def _cells_told(draft: Draft, paper: _Paper, line: int) -> None:
    """Take what the other cells of a row say."""
    later: dict[str, tuple[str, int]] = {}
    for role, heading, words in paper.cells:
        strangers = role == "authors" and "," not in words and not bylines.looks_like(words, expected=True)
        venue = imprint.parse(words) if role == "venue" else None
        if venue:
            _imprinted(draft, venue, paper.section, line)
        elif strangers or not columns.take(draft, columns.read(role, words), line, later):
            draft.keep(heading or "cell", words)
    columns.settle(draft, later)


def _imprinted(draft: Draft, told: Imprint, section: _Section, line: int) -> None:
    draft.put("venue", told.venue, line)
    if told.when:
        draft.put_date(told.when, line)
    if section.imprint.venue and "venue" not in draft.fields:
        draft.put("venue", section.imprint.venue, section.line, Rule.HEADING)
        draft.put("issued", section.imprint.when, section.line, Rule.HEADING)
