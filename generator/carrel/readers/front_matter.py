"""A page of one paper, as reading lists on Jekyll, Hugo and the like keep them: front matter, and the abstract below.

    ---
    title: "A Title"
    authors: Jane Roe, John Doe
    conference: ACL
    year: 2024
    additional_links:
      - {name: "ArXiv", url: "https://arxiv.org/abs/2404.19429"}
    tags: ["pruning"]
    ---
    The abstract; or sections under headings, of which one is called Abstract.

The date of a post is the paper's only where its arXiv id bears that out: a post is written when its author likes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import yaml

from carrel import arxiv, columns, links, markup, prose, references
from carrel.links import Meaning
from carrel.model import Abstract, Entry, Reading, Text
from carrel.problem import Problem, warning
from carrel.readers.contract import BULKY, Context, Document
from carrel.readers.markdown_list import inline, mentions
from carrel.references import Draft

MOST_BYTES = BULKY
LONGEST_HEAD = 200  # lines
MAX_DEPTH = 4

Value = str | list["Value"] | dict[str, "Value"]

_FENCE = "---"
_NO_LINE_END = dict.fromkeys((0x85, 0x2028, 0x2029), " ")  # to YAML alone these end lines, and so it would miscount
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SIMPLE = re.compile(r"(?P<key>[A-Za-z][\w -]*?)\s*:(?:\s+(?P<value>.*))?")
_HEADING = re.compile(r"#{1,6}\s*(?P<text>.*?)\s*#*")
_LAYOUT = re.compile(r"\{:.*\}|\*\s+content|\{%.*%\}|\{\{.*\}\}|<!--.*-->|\[TOC\]", re.IGNORECASE)
_PUBLICATION = re.compile(r"(?:publication|paper)s?", re.IGNORECASE)
_TRANSLATED = re.compile(r"abstract \(translated by (?P<by>[^()]{1,60})\)", re.IGNORECASE)
_ARXIV_TAG = re.compile(r"arXiv[_-](?P<code>[A-Za-z]{2,}(?:\.[A-Za-z]{2,})?)")
_ABSTRACT = frozenset(("abstract", "摘要"))
_SETTINGS = frozenset(("layout", "mathjax", "permalink", "published", "toc", "draft"))  # of the site, not of the paper
_TAGS = frozenset(("tags", "categories", "category", "keywords"))


def sniff(document: Document) -> float:
    """Be sure of a document whose front matter has a title and what only papers have."""
    page = _page(document)
    if page is None or "title" not in page.roles():
        return 0.0
    kind = " ".join(str(page.values[key][1]) for key in ("layout", "collection", "type") if key in page.values)
    roles = page.roles()
    told = roles & {"venue", "issued", "doi", "arxiv", "abstract"} or "year" in page.values  # any post has a `date`
    told = told or page.has_abstract
    published = any(map(_PUBLICATION.fullmatch, kind.split())) and (told or roles & {"authors", "url"})
    return 0.9 if published or ("authors" in roles and told) else 0.0


def names(document: Document) -> Iterable[str]:
    """Return every author whose name has two parts."""
    page = _page(document)
    for entry in read(document, Context()).entries if page else ():
        if entry.authors:
            yield from (str(name) for name in entry.authors.value.names if name.given)


def read(document: Document, context: Context) -> Reading:  # noqa: ARG001  # the contract's signature
    """Read the one paper of the page."""
    page = _page(document)
    if page is None:
        return Reading(problems=(warning(document.place(1), "no front matter"),))
    problems = [warning(document.place(page.fault[0]), page.fault[1])] if page.fault else []
    return Reading((_entry(document, page, problems),), tuple(problems), page.lines)


# --- the page --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Page:
    """Front matter as {key: (line, value)}, and the sections below it: (heading, line of the text, its lines)."""

    line: int
    values: dict[str, tuple[int, Value]] = field(default_factory=dict)
    sections: list[tuple[str, int, list[str]]] = field(default_factory=list)
    lines: dict[int, str] = field(default_factory=dict)
    fault: tuple[int, str] | None = None

    @property
    def filled(self) -> dict[str, tuple[int, Value]]:
        """The keys that say something of a paper."""
        return {key: said for key, said in self.values.items() if said[1] and key.lower() not in _SETTINGS}

    @property
    def has_abstract(self) -> bool:
        """Whether a section says that it is the abstract."""
        return any(name.lower() in _ABSTRACT for name, _, _ in self.sections)

    def roles(self) -> set[str]:
        """Return what the keys are for that say something."""
        return set(columns.roles(list(self.filled)))


@lru_cache(maxsize=2)  # a document is sniffed, asked for names, and read
def _page(document: Document) -> _Page | None:
    """Take a document apart; None if it has no front matter."""
    lines = document.lines
    start = next((n for n, line in enumerate(lines[:20], 1) if line.strip()), 0)
    if not start or lines[start - 1].strip() != _FENCE:
        return None
    below = range(start + 1, min(len(lines), start + LONGEST_HEAD) + 1)
    end = next((n for n in below if lines[n - 1].strip() == _FENCE), 0)
    if not end:
        return None
    page = _Page(start)
    head = lines[start : end - 1]
    try:
        page.values = _mapping("\n".join(head).translate(_NO_LINE_END), start)
    except (yaml.YAMLError, _Strange) as fault:
        page.values = dict(_line_by_line(head, start + 1))
        mark = fault.problem_mark if isinstance(fault, yaml.MarkedYAMLError) else None
        page.fault = start + 1 + (mark.line if mark else 0), "front matter that is not YAML; read line by line"
    page.lines.update((n, "front matter") for n in range(start, end + 1) if lines[n - 1].strip())
    _body(document, end, page)
    filled = {number for number, _ in document.filled}
    page.lines = {number: role for number, role in sorted(page.lines.items()) if number in filled}
    return page


def _body(document: Document, end: int, page: _Page) -> None:
    """Cut what is below the front matter at its headings."""
    name, first, text = "", 0, list[str]()
    for number, raw in enumerate(document.lines[end:], end + 1):
        line = raw.strip()
        heading = _HEADING.fullmatch(line) if line.startswith("#") else None
        if heading:
            page.sections.append((name, first, text))
            name, first, text = inline.plain(heading["text"]), 0, []
            page.lines[number] = "heading"
        elif _LAYOUT.fullmatch(line):
            page.lines[number] = "layout"
        elif line or text:
            first = first or number
            text.append(line)
            if line:
                page.lines[number] = name.lower() or "text"
    page.sections.append((name, first, text))
    page.sections = [(name, first, text) for name, first, text in page.sections if any(text)]


class _Strange(Exception):  # noqa: N818  # no fault of the program: front matter that is not let in
    """Front matter that is more than keys and values."""


def _mapping(text: str, above: int) -> dict[str, tuple[int, Value]]:
    """Read YAML into strings, lists and mappings; aliases are not let in, so nothing grows."""
    events = yaml.parse(text, Loader=_Loader)
    found: dict[str, tuple[int, Value]] = {}
    for event in events:
        if isinstance(event, yaml.MappingStartEvent):
            while not isinstance(key := next(events), yaml.MappingEndEvent):
                if not isinstance(key, yaml.ScalarEvent):
                    raise _Strange
                line = above + 1 + (key.start_mark.line if key.start_mark else 0)
                found.setdefault(key.value, (line, _node(next(events), events, 0)))
        elif isinstance(event, (yaml.ScalarEvent, yaml.SequenceStartEvent, yaml.AliasEvent)):
            raise _Strange
    return found


def _node(event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Value:
    if depth > MAX_DEPTH:
        raise _Strange
    if isinstance(event, yaml.ScalarEvent):
        return "" if not event.style and event.value in {"~", "null"} else event.value
    if isinstance(event, yaml.SequenceStartEvent):
        return _list(events, depth)
    if isinstance(event, yaml.MappingStartEvent):
        return _dict(events, depth)
    raise _Strange


def _list(events: Iterator[yaml.Event], depth: int) -> list[Value]:
    found = []
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        found.append(_node(event, events, depth + 1))
    return found


def _dict(events: Iterator[yaml.Event], depth: int) -> dict[str, Value]:
    found = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _node(event, events, depth + 1)
        found[str(key)] = _node(next(events), events, depth + 1)
    return found


def _line_by_line(lines: Iterable[str], first: int) -> Iterator[tuple[str, tuple[int, Value]]]:
    """Read `key: value` where YAML cannot: `title: "Say "no" to it"`, `title: One: Two`."""
    for number, line in enumerate(lines, first):
        found = _SIMPLE.fullmatch(line.rstrip())
        if found:
            value = (found["value"] or "").strip()
            quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
            yield found["key"], (number, value[1:-1] if quoted else value)


# --- the paper -------------------------------------------------------------------------------------------------------


def _entry(document: Document, page: _Page, problems: list[Problem]) -> Entry:
    """Make a paper of the page."""
    draft = Draft(document.path, page.line)
    later: dict[str, tuple[str, int]] = {}
    keys = list(page.filled)
    roles = columns.roles(keys)
    for n in columns.by_rank(keys):
        key, role = keys[n], roles[n]
        line, value = page.filled[key]
        if key.lower() in _TAGS:
            _topics(draft, value, line)
        elif pairs := _links(value):
            _take_links(draft, pairs, line)
        elif key.lower() != "date":
            cell = inline.plain(_as_cell(value)) if role == "venue" else _as_cell(value)
            if not columns.take(draft, columns.read(role, cell), line, later):
                draft.keep(key, value)
    _sections(draft, page)
    columns.settle(draft, later)
    for key, (line, value) in page.filled.items():
        if key.lower() == "date":
            _post_date(draft, line, _as_cell(value))
    if "title" not in draft.fields:
        problems.append(warning(document.place(page.line), "a paper without a title"))
    return draft.entry(1)


def _as_cell(value: Value) -> str:
    """Return a value as a cell of a table holds it; the names of a list go between bars."""
    if isinstance(value, list):
        named = (one.get("name", "") if isinstance(one, dict) else one for one in value)
        return "|".join(one for one in named if isinstance(one, str))
    return value if isinstance(value, str) else ""


def _links(value: Value) -> list[tuple[str, str]]:
    """Return the links of a list such as `- {name: ArXiv, url: …}`: (label, address)."""
    listed = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
    pairs = [(one.get("name") or one.get("title") or "link", one.get("url") or one.get("link")) for one in listed]
    found = [(name, url) for name, url in pairs if isinstance(name, str) and isinstance(url, str)]
    return found if len(found) == len(value) else []


def _take_links(draft: Draft, pairs: Iterable[tuple[str, str]], line: int) -> None:
    """Take ids and addresses from links: the first of each sort, the others are kept."""
    more: dict[str, str] = dict(draft.extra.get("links", {}))
    for label, written in pairs:
        url = links.web(written) or ""
        meaning = links.meaning(label, url) or links.leads_to(url)
        taken = False
        if meaning is Meaning.CODE:
            taken = draft.put("code", url, line)
        elif meaning is Meaning.PAPER:
            taken = draft.put("arxiv", links.arxiv_id(url), line) | draft.put("doi", links.doi(url), line)
            taken |= draft.put("url", url, line)
        if not taken and all(known.value != url for known in draft.fields.values()):
            more[label if label not in more else f"{label} {len(more) + 1}"] = written
    if more:
        draft.extra["links"] = more


def _topics(draft: Draft, value: Value, line: int) -> None:
    """Tags in a string stand between commas, or as Jekyll has it between spaces, with `_` for a space in a tag."""
    if isinstance(value, str):
        words = value.strip("[]").split("," if "," in value else None)
    else:
        words = [str(one) for one in value] if isinstance(value, list) else []
    found: list[str] = []
    for word in words:
        tag = _ARXIV_TAG.fullmatch(word.strip())
        if tag:
            code = arxiv.full_category(tag["code"])
            if arxiv.is_category(code):
                draft.put("category", code, line)
            else:  # `CV` alone is mathematics' as well
                draft.keep("arXiv", tag["code"])
        elif bare := markup.fold_space(word.replace("_", " ")):
            found.append(bare)
    columns.take(draft, {"topics": tuple(dict.fromkeys(found))} if found else {}, line, {})


def _sections(draft: Draft, page: _Page) -> None:
    """Take the abstract, or all of a text without headings; links of other sections; the rest is kept."""
    alone = not any(name for name, _, _ in page.sections)
    for name, line, lines in page.sections:
        text = "\n".join(lines).strip()
        translated = _TRANSLATED.fullmatch(name)
        if name.lower() in _ABSTRACT or (alone and "abstract" not in draft.fields):
            draft.put("abstract", _abstract(text), line)
        elif translated and not page.has_abstract:
            draft.put("abstract", _abstract(text, translated["by"]), line)
        elif found := _only_links(text, name):
            _take_links(draft, found, line)
        else:
            draft.keep(name or "text", text)


def _abstract(text: str, translator: str = "") -> Abstract:
    return Abstract(Text(text, references.rich_runs(text)), prose.language(text), translator)


def _only_links(text: str, name: str) -> list[tuple[str, str]]:
    """Return the links of a section that has nothing else; an address as it is is called after the section."""
    pieces = inline.parse(text)
    if any(re.search(r"\w", piece.text) and not piece.url for piece in pieces):
        return []
    linked = [piece for piece in pieces if links.web(piece.url)]
    return [(name if piece.text.startswith("http") else mentions.clean(piece.text), piece.url) for piece in linked]


def _post_date(draft: Draft, line: int, written: str) -> None:
    """Take the date of a post for the paper's where the arXiv id bears it out, or where a venue stands beside it."""
    when = columns.when(written)
    preprint = draft.fields.get("arxiv")
    if when and preprint and references.is_first_public(when[0], preprint.value):
        draft.put("date", when[0], line)
    elif not (when and when[1] and "venue" in draft.fields and draft.put("issued", when[0], line)):
        draft.keep("date", written)
