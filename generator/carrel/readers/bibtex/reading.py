"""BibTeX: what its entries say of papers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from carrel import arxiv, markup, prose, references
from carrel.model import Abstract, Entry, Rule, Text
from carrel.problem import Problem, warning
from carrel.readers.bibtex import blocks, signs
from carrel.readers.bibtex import text as bibtex_text
from carrel.readers.bibtex.blocks import Block, Said
from carrel.readers.contract import Document, Reading

Derived = tuple[Rule | None, str]  # how a value was made of what stands there, and what the rule went by
ITS_OWN: Derived = (None, "")
CONTROL = frozenset(("ieeetranbstctl", "control", "options", "set"))  # settings of a style; a set of other entries
CONTAINERS = frozenset(("xdata",))  # fields for others to inherit
NUMBERED = frozenset(  # here a number counts reports, patents or volumes, not the issues of a venue
    "book inbook mvbook collection mvcollection reference manual techreport report patent standard phdthesis "  # noqa: SIM905  # lines read better than a column
    "mastersthesis thesis booklet misc online electronic www software dataset unpublished legislation "
    "jurisdiction".split()
)
PUBLISHED_BY = frozenset(  # here the institution is the publisher
    "techreport report phdthesis mastersthesis thesis manual booklet misc online electronic standard dataset".split()  # noqa: SIM905  # as above
)
WITH_AUTHORS_OF_PARENT = frozenset(("inbook", "bookinbook", "suppbook"))
OWN = frozenset(  # never inherited
    "crossref xref xdata ids entryset related relatedtype keywords keyword abstract annote annotation file options "  # noqa: SIM905  # as above
    "doi url urldate eprint eprinttype archiveprefix primaryclass eprintclass pages sortkey key label shorttitle "
    "sorttitle indextitle timestamp owner groups date-added date-modified".split()
)
MAX_INHERITED = 2_000  # characters; what thousands share is read for each of them
CHAIN = 4  # parents of parents

_DBLP_VOLUME = re.compile(r"abs/\S+")


def sure(document: Document) -> float:
    """Be sure of a document that begins as a BibTeX file, or is made of its blocks for the most part."""
    lines = [line for _, line in document.filled]
    if not any(signs.begins_block(line, *lines[at + 1 : at + 2]) for at, line in enumerate(lines)):
        return 0.95 if signs.is_head(lines) else 0.0
    if lines[0].startswith(("@", "%")):
        return 0.95
    roles = blocks.scan(_text(document)).roles
    outside = sum(1 for role in roles.values() if role == "comment")
    return 0.9 if outside <= 0.5 * len(roles) else 0.0


def names(document: Document) -> Iterable[str]:
    """Return the authors of every entry, as far as they have a given name."""
    for block in blocks.scan(_text(document)).entries:
        for said in block.fields:
            if said.name == "author":
                yield from (str(name) for name in bibtex_text.authors(said.value)[0].names if name.given)


def read(document: Document) -> Reading:
    """Read the entries; a bad one is told, and what can be read of it is kept."""
    file = blocks.scan(_text(document))
    problems = [warning(document.place(line), message) for line, message in file.faults]
    parents = _by_key(document, file.entries, problems)
    entries: list[Entry] = []
    for block in file.entries:
        if block.kind in CONTROL or block.kind in CONTAINERS:
            continue
        card = _Card(document, block, references.Draft(document.path, block.line), problems)
        card.inherit(parents)
        card.fill()
        if card.draft.says_something():
            entries.append(card.draft.entry(len(entries) + 1))
        else:
            problems.append(warning(document.place(block.line), f"{_called(block)} says nothing of a paper; left out"))
    if not entries and not problems:
        problems.append(
            warning(document.place(document.filled[0][0] if document.filled else 1), "no entry stands here")
        )
    roles = {number: file.roles.get(number, "comment") for number, _ in document.filled}
    return Reading(tuple(entries), tuple(sorted(problems)), roles)


def _text(document: Document) -> str:
    return "\n".join(document.lines)


def _called(block: Block) -> str:
    return f"the entry '{block.key[: blocks.SHOWN]}'" if block.key else f"an entry of type @{block.kind}"


def _by_key(document: Document, entries: Iterable[Block], problems: list[Problem]) -> dict[str, Block]:
    """Return the entries by their keys; the first of a key counts, and the others are told."""
    found: dict[str, Block] = {}
    for block in entries:
        first = found.setdefault(block.key.lower(), block)
        if first is not block and block.key:
            problems.append(
                warning(document.place(block.line), f"the key '{block.key}' is that of line {first.line} already")
            )
    return found


@dataclass(slots=True)
class _Card:
    """One entry on its way from BibTeX to the model; `said` is what no field has taken yet."""

    document: Document
    block: Block
    draft: references.Draft
    problems: list[Problem]
    said: dict[str, Said] = field(default_factory=dict)
    inherited: dict[str, tuple[Said, str]] = field(default_factory=dict)  # and from whom

    def __post_init__(self) -> None:
        for said in self.block.fields:
            if not said.value.strip():
                continue
            if said.name in self.said:
                if said.value.split() != self.said[said.name].value.split():
                    self._tell(said.line, f"a second '{said.name}' in {_called(self.block)}; the first one counts")
                    self.draft.keep(said.name, _as_it_stood(said.value))
                continue
            self.said[said.name] = said

    def _tell(self, line: int, message: str) -> None:
        self.problems.append(warning(self.document.place(line), message))

    # --- inheritance ---

    def inherit(self, parents: dict[str, Block]) -> None:
        """Take over what the parents say and this entry does not."""
        for parent in self._ancestors(parents):
            for said in parent.fields:
                name = _inherited_name(said.name, self.block.kind, parent.kind)
                new = name and name not in self.said and name not in self.inherited
                if new and len(said.value) <= MAX_INHERITED and said.value.strip():
                    self.inherited[name] = (said, parent.key)

    def _ancestors(self, parents: dict[str, Block]) -> Iterator[Block]:
        """Return the entries named by crossref and xdata, nearest first, each once."""
        seen = {id(self.block)}
        level = [self.block]
        for _ in range(CHAIN):
            level = [parent for block in level for parent in self._named(block, parents) if id(parent) not in seen]
            seen.update(id(parent) for parent in level)
            yield from level

    def _named(self, block: Block, parents: dict[str, Block]) -> Iterator[Block]:
        for said in block.fields:
            if said.name not in {"crossref", "xdata"}:
                continue
            for key in said.value.split(",") if said.name == "xdata" else [said.value]:
                parent = parents.get(key.strip().lower())
                if parent is not None:
                    yield parent
                elif block is self.block and key.strip():
                    self._tell(said.line, f"no entry has the key '{key.strip()[: blocks.SHOWN]}'")

    # --- taking ---

    def _take(self, *names: str) -> Said | None:
        """Return the first of these fields that says something; it is then taken."""
        for name in names:
            if name in self.said:
                return self.said.pop(name)
        for name in names:
            if name in self.inherited:
                return self.inherited.pop(name)[0]
        return None

    def _put_words(self, name: str, *sources: str) -> None:
        """Fill a field with the words of the first of these."""
        rule = self._rule(*sources)
        said = self._take(*sources)
        if said:
            self.draft.put(name, bibtex_text.plain(said.value), said.line, *rule)

    def _rule(self, *names: str) -> Derived:
        """Return how the value comes to this entry, if it is not its own."""
        if any(name in self.said for name in names):
            return ITS_OWN
        keys = [self.inherited[name][1] for name in names if name in self.inherited]
        return (Rule.INHERITED, keys[0]) if keys else ITS_OWN

    def _keep(self, said: Said) -> None:
        self.draft.keep(said.name, _as_it_stood(said.value))

    # --- fields ---

    def fill(self) -> None:
        """Fill the draft; the order matters, where one field tells how to read another."""
        self.draft.keep("entry_type", self.block.kind)
        if self.block.key:
            self.draft.keep("citation_key", self.block.key)
        self._title()
        self._authors()
        self._abstract()
        self._arxiv()
        self._venue()
        self._doi_and_url()
        self._dates()
        self._rest()

    def _title(self) -> None:
        rule = self._rule("title")
        title, subtitle = self._take("title"), self.said.pop("subtitle", None)
        if title is None:
            if subtitle:
                self.said["subtitle"] = subtitle
            return
        text = bibtex_text.text(title.value)
        if subtitle:
            text, rule = _with_subtitle(text, bibtex_text.text(subtitle.value)), (Rule.SUBTITLE, "")
        self.draft.put("title", text if text.runs else None, title.line, *rule)

    def _authors(self) -> None:
        rule = self._rule("author")
        said = self._take("author")
        if said is None:
            return
        authors, odd = bibtex_text.authors(said.value)
        for name in odd:
            self._tell(said.line, f"'{name[:60]}' is no name; part names by 'and'")
        if odd or not authors.names:
            self._keep(said)
        self.draft.put("authors", authors if authors.names else None, said.line, *rule)

    def _abstract(self) -> None:
        said = self._take("abstract")
        if said:
            text = bibtex_text.text(said.value)
            self.draft.put("abstract", Abstract(text, prose.language(markup.plain(text))), said.line)

    def _arxiv(self) -> None:
        """Find the arXiv id: an `eprint` that is said to be one, or looks like nothing else; or one that is named."""
        self._eprint()
        for name in ("primaryclass", "eprintclass"):
            code = self.said.get(name)
            if code and self.draft.put("category", references.category(bibtex_text.plain(code.value)), code.line):
                self.said.pop(name)
        for name in ("journal", "journaltitle", "volume", "url", "howpublished", "doi", "note"):
            hint = self.said.get(name)
            if hint and "arxiv" not in self.draft.fields:
                self._arxiv_in(hint)

    def _eprint(self) -> None:
        said, kind = self.said.get("eprint"), self.said.get("eprinttype") or self.said.get("archiveprefix")
        if said is None or (kind and bibtex_text.plain(kind.value).lower() != "arxiv"):
            return
        written = bibtex_text.plain(said.value)
        found = arxiv.parse_id(written)
        if found is None:
            return
        self.draft.put("arxiv", found, said.line)
        self.said.pop("eprinttype", None)
        self.said.pop("archiveprefix", None)
        if written == found:  # a version is kept
            self.said.pop("eprint")

    def _arxiv_in(self, said: Said) -> None:
        value = bibtex_text.plain(said.value)
        if said.name == "volume":  # DBLP: `journal = {CoRR}, volume = {abs/1706.03762}`
            found = arxiv.parse_id(value.removeprefix("abs/")) if value.startswith("abs/") else None
        else:
            found = references.arxiv_id(value)
        self.draft.put("arxiv", found, said.line, Rule.WITHIN, said.name)

    def _venue(self) -> None:
        for name in ("journaltitle", "journal", "booktitle"):
            said, rule = self.said.get(name), self._rule(name)
            if said is None and name not in self.inherited:
                continue
            venue = bibtex_text.plain((said or self.inherited[name][0]).value)
            if references.is_preprint_server(venue):
                continue
            taken = self._take(name)
            if taken:
                self.draft.put("venue", venue, taken.line, *rule)
            break
        if self.block.kind in PUBLISHED_BY:
            self._put_words("publisher", "publisher", "institution", "school", "organization")
        else:
            self._put_words("publisher", "publisher")
        if "volume" in self.said and _DBLP_VOLUME.fullmatch(self.said["volume"].value.strip()):
            return
        self._put_words("volume", "volume")
        if self.block.kind not in NUMBERED:
            self._put_words("issue", "number", "issue")

    def _doi_and_url(self) -> None:
        said = self.said.get("doi")
        doi = references.doi(_verbatim(said.value)) if said else None
        if said and self.draft.put("doi", doi, said.line):
            self.said.pop("doi")
        for name in ("url", "howpublished", "link", "ee"):
            said = self.said.get(name)
            if said is None or "url" in self.draft.fields:
                continue
            words = _verbatim(said.value).split()
            url = next((address for word in words if (address := references.url(word.rstrip(",;")))), None)
            if self.draft.put("url", url, said.line):
                self.draft.put("doi", references.doi_of_url(url or ""), said.line, Rule.RESOLVER)
                if name == "url" and len(words) == 1:
                    self.said.pop(name)

    def _dates(self) -> None:
        first = self.said.get("firstdate")  # as we write it ourselves
        known = references.parse_date(first.value) if first else None
        if first and known and known[1] and self.draft.put("date", known[0], first.line):
            self.said.pop("firstdate")
        said, rule = self.said.get("date"), self._rule("date", "year")
        if said or ("date" in self.inherited and "year" not in self.said):
            said = said or self.inherited["date"][0]
            found = references.parse_date(bibtex_text.plain(said.value))
            if found:
                self.draft.put_date(found[0], said.line, *rule)
                if found[1]:
                    self.said.pop("date", None)
                return
        year = self.said.get("year") or (self.inherited["year"][0] if "year" in self.inherited else None)
        if year:
            self._year_and_month(year, rule)

    def _year_and_month(self, year: Said, rule: Derived) -> None:
        """Read `year`, `month` and `day`: `{2012}`, `mar`, `"10~" # jan`, `{July--August}`."""
        found = references.parse_date(bibtex_text.plain(year.value))
        if found is None:
            return
        value, whole = found
        inherited = rule != ITS_OWN and "month" in self.inherited
        month = self.said.get("month") or (self.inherited["month"][0] if inherited else None)
        day = self.said.get("day")
        if month and "-" not in value:
            finer, all_said = _month(value, bibtex_text.plain(month.value), bibtex_text.plain(day.value) if day else "")
            value = finer
            if all_said:
                self.said.pop("month", None)
                self.said.pop("day", None)
        self.draft.put_date(value, year.line, *rule)
        if whole:
            self.said.pop("year", None)

    def _rest(self) -> None:
        self._pages()
        self._language()
        topics = self._take("keywords", "keyword")
        if topics:
            self.draft.put("topics", bibtex_text.keywords(topics.value), topics.line)
        for said in self.said.values():
            self._keep(said)

    def _pages(self) -> None:
        said = self._take("pages", "page")
        if said:
            self.draft.put("pages", references.pages(bibtex_text.plain(said.value)), said.line)

    def _language(self) -> None:
        for name in ("langid", "language", "hyphenation"):
            said = self.said.get(name)
            tag = references.language(bibtex_text.plain(said.value)) if said else None
            if said and self.draft.put("language", tag, said.line):
                self.said.pop(name)


def _inherited_name(name: str, child: str, parent: str) -> str:
    """Return what a parent's field is called in its child, or '' if it is the parent's own."""
    if parent in CONTAINERS:
        return name
    if name in OWN or (name == "author" and child not in WITH_AUTHORS_OF_PARENT):
        return ""
    if name not in {"title", "subtitle"}:
        return name
    if parent == "periodical":
        return f"journal{name}"
    in_book = child.startswith(("in", "supp", "bookin")) or child == "conference"
    return f"book{name}" if in_book else f"main{name}"  # the title of a book is where a chapter stands


def _month(year: str, month: str, day: str) -> tuple[str, bool]:
    """Return year and month, with the day where one is said; and whether that is all."""
    if month.isdecimal():
        value = references.iso(year, month, day) or year
        return value, value.count("-") == 1 + bool(day)
    found = references.parse_date(f"{day} {month} {year}".strip())
    return found or (year, False)


def _with_subtitle(title: Text, subtitle: Text) -> Text:
    """Return `Title: Subtitle`."""
    return bibtex_text.text(references.with_subtitle(title.source, subtitle.source))


_ESCAPES = re.compile(
    r"\\(?P<sign>[_%#&$~^{}\\])(?:\{\})?|\{?\$(?P<formula>[<>])\$\}?"
    r"|\{?\\(?P<word>text(?:less|greater|bar|asciitilde|asciicircum|underscore|backslash|braceleft|braceright))"
    r"(?![A-Za-z])\s?(?:\{\})?\}?|\\(?:url|href|path|nolinkurl)\s?\{|[{}\\]"
)
_SIGNS = {
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textunderscore": "_",
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
}


def _verbatim(value: str) -> str:
    r"""Return an id or an address: bare, in `\url{…}`, with escapes of LaTeX; any other sign is itself."""
    return _ESCAPES.sub(lambda found: found["sign"] or found["formula"] or _SIGNS.get(found["word"], ""), value)


def _as_it_stood(value: str) -> str:
    """Return a value as it stood, but for the white space at the ends of its lines."""
    return "\n".join(line.strip() for line in value.strip().splitlines())
