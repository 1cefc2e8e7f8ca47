"""What arXiv's API answers: an Atom feed, a paper an entry.

- `published` is the day of the first version: the date of the paper. `updated` says nothing of the paper.
- The DOI is the publisher's. `journal_ref` is a citation in words, so it stays under `extra`, with the comment, the
  categories beside the first one and the affiliations.
- An id that arXiv does not know, or does not understand, comes back as an entry that is an error, or as none at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

from carrel import arxiv, latex, markup, prose, references
from carrel import names as naming
from carrel.model import Abstract, Authors, Entry, Reading
from carrel.problem import Problem, warning
from carrel.readers.contract import BULKY, Context, Document

MOST_BYTES = BULKY
HEAD = 4_096  # characters that a feed is known by
MAX_DEPTH = 12  # elements within each other; those of arXiv go four deep
_ATOM = "http://www.w3.org/2005/Atom"
_OF_ERRORS = "/api/errors"


def sniff(document: Document) -> float:
    """Be sure of an Atom feed that arXiv has signed."""
    if not document.filled or not document.filled[0][1].startswith("<"):
        return 0.0
    head = "\n".join(document.lines[:HEAD])[:HEAD]
    return 0.95 if "<feed" in head and _ATOM in head and "arxiv.org" in head else 0.0


def names(document: Document) -> Iterable[str]:
    """Return every author that has a given name."""
    for found in _Feed().read(document).entries:
        yield from (str(name) for name in map(naming.parse, found.all("name")) if name.given)


def read(document: Document, context: Context) -> Reading:  # noqa: ARG001  # the contract's signature
    """Read the entries; of a feed that breaks off, those before."""
    feed = _Feed().read(document)
    entries: list[Entry] = []
    problems = list(feed.problems)
    for found in feed.entries:
        if _OF_ERRORS in found.first("id"):
            problems.append(warning(document.place(found.line), f"arXiv says: {found.first('summary')}"))
            continue
        draft = _draft(document, found)
        if draft.says_something():
            entries.append(draft.entry(len(entries) + 1))
        else:
            problems.append(warning(document.place(found.line), "an entry that says nothing of a paper; left out"))
    if not feed.entries and not problems:
        problems.append(warning(document.place(document.filled[0][0] if document.filled else 0), "a feed of no papers"))
    return Reading(tuple(entries), tuple(problems), {number: "feed" for number, _ in document.filled})


def _draft(document: Document, found: _Entry) -> references.Draft:
    draft = references.Draft(document.path, found.line)
    title, summary = found.first("title"), found.first("summary")
    authors = tuple(name for name in map(naming.parse, found.all("name")) if name.family)
    published = references.parse_date(found.first("published")[:10])
    draft.put("title", latex.parse(title) if title else None, found.at("title"))
    draft.put("authors", Authors(authors) if authors else None, found.at("name"))
    draft.put(
        "abstract", Abstract(latex.parse(summary), prose.language(summary)) if summary else None, found.at("summary")
    )
    draft.put("arxiv", arxiv.parse_id(found.first("id")), found.at("id"))
    draft.put("date", published[0] if published else None, found.at("published"))
    draft.put("doi", references.doi(found.first("doi")), found.at("doi"))
    codes = [code for code in dict.fromkeys([*found.all("primary_category"), *found.all("category")]) if code]
    known = next(filter(arxiv.is_category, codes), None)
    draft.put("category", known, found.at("primary_category"))
    for name, said in (
        ("categories", [code for code in codes if code != known]),
        ("affiliations", found.all("affiliation")),
    ):
        if said:
            draft.keep(name, said)
    for name in ("comment", "journal_ref"):
        if found.first(name):
            draft.keep(name, found.first(name))
    return draft


# --- the feed --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Entry:
    """What the elements of an entry say, in their order, each with its line."""

    line: int
    said: list[tuple[str, str, int]] = field(default_factory=list)

    def all(self, name: str) -> list[str]:
        return [words for element, words, _ in self.said if element == name]

    def first(self, name: str) -> str:
        return next(iter(self.all(name)), "")

    def at(self, name: str) -> int:
        return next((line for element, _, line in self.said if element == name), self.line)


class _RefusedError(Exception):
    """A feed that is not read on; the message says why."""


class _Feed:
    """A pass over the feed that expands nothing: a document type, and so every entity of its own, is refused."""

    def __init__(self) -> None:
        self.entries: list[_Entry] = []
        self.problems: list[Problem] = []
        self.depth = 0
        self.entry: _Entry | None = None
        self.words: list[str] = []
        self.began = 0
        self.above = 0  # lines before the feed
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self.words.append
        self.parser.StartDoctypeDeclHandler = self._refuse

    def read(self, document: Document) -> _Feed:
        """Read as far as it goes; what ends it is a problem."""
        if not document.filled:
            return self
        (first, opening), (last, _) = document.filled[0], document.filled[-1]
        self.above = first - 1
        try:
            for line in (opening, *document.lines[first:]):
                self.parser.Parse(f"{line}\n".encode("utf-8", "replace"), False)
            self.parser.Parse(b"", True)
        except (expat.ExpatError, _RefusedError) as fault:
            why = expat.ErrorString(fault.code) if isinstance(fault, expat.ExpatError) else str(fault)
            self.problems.append(warning(document.place(min(last, self._line())), f"the feed breaks off here: {why}"))
        return self

    def _line(self) -> int:
        return self.parser.CurrentLineNumber + self.above

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _RefusedError("too many elements within each other")
        name = tag.rpartition(" ")[2]
        line = self._line()
        if tag == f"{_ATOM} entry":
            self.entry = _Entry(line)
            self.entries.append(self.entry)
        elif self.entry and name in {"category", "primary_category"}:
            self.entry.said.append((name, attributes.get("term", ""), line))
        self.words.clear()
        self.began = line

    def _end(self, tag: str) -> None:
        self.depth -= 1
        words = markup.fold_space("".join(self.words))
        if tag == f"{_ATOM} entry":
            self.entry = None
        elif self.entry and words:
            self.entry.said.append((tag.rpartition(" ")[2], words, self.began))
        self.words.clear()

    def _refuse(self, *_: object) -> None:
        raise _RefusedError("a document type, which no answer of arXiv has")
