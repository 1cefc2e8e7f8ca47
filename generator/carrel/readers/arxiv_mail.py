"""The listing that arXiv sends by mail: new submissions, cross-lists and replacements.

Between bars of two backslashes stand the fields, and then the abstract, which a replacement lacks:

    arXiv:2601.15305 (*cross-listing*)
    Date: Mon, 12 Jan 2026 20:33:39 GMT   (215kb)

    Title: A Title That May
      Go On
    Authors: Jane Roe (1), John Doe
    Categories: cs.AI cs.CL

Below the abstract a bar holds the address and the size: `( https://arxiv.org/abs/2601.15305 ,  215kb)`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType

from carrel import arxiv, bylines, columns, imprint, latex, links, markup
from carrel.model import Entry, Reading
from carrel.problem import Problem, warning
from carrel.readers.contract import BULKY, Context, Document
from carrel.references import Draft

MOST_BYTES = BULKY

_ID = re.compile(
    r"(?:arXiv:|Paper(?: \(\*cross-listing\*\))?:\s*)(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?"
    r"(?: \(\*cross-listing\*\))?(?P<rest>.*)",
    re.IGNORECASE,
)
_FIELD = re.compile(r"(?P<key>[A-Z][A-Za-z]*(?:-[A-Za-z]+)*(?: \([^()]*\))?):(?:\s+(?P<value>.*))?$")
_REPLACED = re.compile(r"(?:replaced with revised version|withdrawn)\b\s*(?P<value>.*)", re.IGNORECASE)
_BAR = re.compile(r"\\\\(?:\s*\(\s*(?P<url>https?://\S+?)\s*(?:,\s*(?P<size>[^()]*?)\s*)?\))?\s*")
_RULE = re.compile(r"[-%=_ ]{20,}|(?:%-|%%--){5,}.*")
_SIZE = re.compile(r"\s*\((?P<size>\d+kb[^()]*)\)\s*$")
_NEAR = 12  # lines after an id within which a title shows that this is a listing


def sniff(document: Document) -> float:
    """Be sure of a document in which ids stand below bars, each with a title soon after."""
    lines = document.filled
    for n, (_, line) in enumerate(lines):
        if _ID.fullmatch(line) and n and _BAR.fullmatch(lines[n - 1][1]):
            return 0.95 if any(after.startswith("Title:") for _, after in lines[n + 1 : n + _NEAR]) else 0.0
    return 0.0


def names(document: Document) -> Iterable[str]:
    """Return every author whose name has two parts."""
    for block in _Lines(document).run().blocks:
        for key, _, value in block.fields():
            if key in {"author", "authors"}:
                found = bylines.read(value, bylines.Order.GIVEN_FIRST).authors.names
                yield from (str(name) for name in found if name.given)


def read(document: Document, context: Context) -> Reading:  # noqa: ARG001  # the contract's signature
    """Read each block between bars as a paper, whether it is new, cross-listed or replaced."""
    lines = _Lines(document).run()
    entries = tuple(_entry(document, block, n, lines.problems) for n, block in enumerate(lines.blocks, 1))
    return Reading(entries, tuple(sorted(lines.problems)), lines.roles)


@dataclass(slots=True)
class _Block:
    """The lines of one paper: fields as {key: (first line, texts)}, and the lines of its abstract."""

    line: int
    id: str
    cross: bool
    lines: dict[str, tuple[int, list[str]]] = field(default_factory=dict)
    abstract: list[str] = field(default_factory=list)
    abstract_line: int = 0
    url: tuple[int, str] | None = None
    size: str = ""

    def keep(self, key: str, number: int, value: str) -> None:
        """Keep what a line says of a field, behind what the lines before it said."""
        if value:
            self.lines.setdefault(key, (number, []))[1].append(value)

    def fields(self) -> Iterator[tuple[str, int, str]]:
        """Yield each field with its first line, and with all that its lines say."""
        for key, (number, values) in self.lines.items():
            yield key, number, " ".join(values)


@dataclass(slots=True)
class _Lines:
    """What the lines of a mail are: blocks, and what stands around them."""

    document: Document
    roles: dict[int, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    blocks: list[_Block] = field(default_factory=list)
    key: str = ""  # the field that is read
    inside: bool = False

    def run(self) -> _Lines:
        """Sort all lines."""
        before = ""
        for number, line in self.document.filled:
            bar = _BAR.fullmatch(line)
            found = _ID.fullmatch(line) if before == "bar" and not bar else None
            before = "bar" if bar or _RULE.fullmatch(line) else ""
            self.roles[number] = before or ("abstract" if self.inside else "mail")
            if found:
                self._begin(number, found, line)
            elif self.inside and before:
                self._end(number, bar)
            elif self.inside and not self._abstract(number, line):
                self._field(number)
        return self

    def _begin(self, number: int, found: re.Match[str], line: str) -> None:
        self.blocks.append(_Block(number, found["id"], "cross-listing" in line))
        self.key, self.inside = "", True
        self.roles[number] = "id"
        self.blocks[-1].keep("id line", number, found["rest"].strip())

    def _end(self, number: int, bar: re.Match[str] | None) -> None:
        """A bar ends the fields, or the abstract; a rule ends both."""
        block = self.blocks[-1]
        if bar and bar["url"]:
            block.url, block.size = (number, bar["url"]), bar["size"] or block.size
        if bar and not bar["url"] and not block.abstract_line:
            block.abstract_line = number
        else:
            self.inside = False

    def _abstract(self, number: int, line: str) -> bool:
        block = self.blocks[-1]
        if block.abstract_line:
            block.abstract_line = block.abstract_line if block.abstract else number
            block.abstract.append(line)
        return bool(block.abstract_line)

    def _field(self, number: int) -> None:
        """Read a line above the abstract: a field, or more of the one before it."""
        raw = self.document.lines[number - 1]
        line = raw.strip()
        replaced = _REPLACED.fullmatch(line)
        found = None if raw[:1].isspace() else _FIELD.fullmatch(line)
        if replaced:
            self.key, value = "replaced", replaced["value"]
        elif found:
            self.key, value = found["key"].lower(), found["value"] or ""
        elif self.key:
            value = line
        else:
            del self.roles[number]
            self.problems.append(warning(self.document.place(number), "no field of a listing; left out"))
            return
        self.roles[number] = self.key
        self.blocks[-1].keep(self.key, number, value)


# --- papers ----------------------------------------------------------------------------------------------------------


def _entry(document: Document, block: _Block, position: int, problems: list[Problem]) -> Entry:
    """Make a paper of a block."""
    draft = Draft(document.path, block.line)
    draft.put("arxiv", block.id, block.line)
    if block.cross:
        draft.keep("cross-listing", True)
    for key, number, value in block.fields():
        _FIELDS.get(key, partial(_kept, key))(draft, number, value)
    if block.abstract:
        draft.fields["abstract"] = document.abstract("\n".join(block.abstract), block.abstract_line)
    if block.url:
        draft.put("url", links.web(block.url[1]), block.url[0])
    if block.size:
        draft.extra.setdefault("size", block.size)
    if "title" not in draft.fields:
        problems.append(warning(document.place(block.line), "a paper without a title"))
    return draft.entry(position)


def _kept(key: str, draft: Draft, _: int, value: str) -> None:
    draft.keep(key, markup.plain(latex.parse(value)))


def _title(draft: Draft, line: int, value: str) -> None:
    draft.put("title", latex.parse(value), line)


def _authors(draft: Draft, line: int, value: str) -> None:
    byline = bylines.read(value, bylines.Order.GIVEN_FIRST)
    draft.put("authors", byline.authors, line)
    if byline.affiliations:
        draft.keep(columns.AFFILIATIONS, list(byline.affiliations))


def _date(draft: Draft, line: int, value: str) -> None:
    """`Thu, 22 Jan 2026 01:23:45 GMT   (123kb,D)` is when the first version came."""
    written = _without_size(draft, value)
    when = columns.when(written)
    if not (when and when[1] and draft.put("date", when[0], line)):
        draft.keep("date", written)


def _replaced(draft: Draft, _: int, value: str) -> None:
    """A later version has its own date; that of the first is not said."""
    written = _without_size(draft, value)
    when = columns.when(written)
    draft.keep("replaced", when[0] if when and when[1] else written)


def _without_size(draft: Draft, value: str) -> str:
    size = _SIZE.search(value)
    if size:
        draft.extra["size"] = size["size"]
    return _SIZE.sub("", value)


def _categories(draft: Draft, line: int, value: str) -> None:
    """The first category is the paper's own; the others are where else it is listed."""
    codes = [arxiv.full_category(code) for code in value.split()]
    draft.put("category", codes[0], line)
    if len(codes) > 1:
        draft.keep("categories", codes)


def _doi(draft: Draft, line: int, value: str) -> None:
    found = [one for one in map(links.doi, re.split(r"[\s,]+", value)) if one]
    if not found or not draft.put("doi", found[0], line) or found[1:]:
        draft.keep("doi", value)


def _journal(draft: Draft, line: int, value: str) -> None:
    """A journal reference is prose; only `Venue Year` is taken apart."""
    told = imprint.parse(value)
    if told and told.venue and "," not in told.venue and value.rstrip(". ").endswith(told.when or "-"):
        draft.put("venue", told.venue, line)
        draft.put("issued", told.when, line)
    else:
        _kept("journal-ref", draft, line, value)


_FIELDS: Mapping[str, Callable[[Draft, int, str], None]] = MappingProxyType(
    {
        "title": _title,
        "authors": _authors,
        "author": _authors,
        "date": _date,
        "replaced": _replaced,
        "categories": _categories,
        "doi": _doi,
        "journal-ref": _journal,
    }
)
