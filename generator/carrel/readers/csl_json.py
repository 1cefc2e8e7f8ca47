"""CSL-JSON, the format of citation processors: a list of items, one item, or `{"items": […]}`, also one a line.

What a variable means here:
- Authors are those of `author`; where an item has editors, directors … only, it has no authors, and they stay under
  `extra`. A particle belongs to the family name, and so does a suffix.
- `issued` is what `issued` says, of a range the start; `date` is `available-date`, or see `references.Draft.put_date`.
- The venue is the `container-title`, or the event of a conference paper that has none.
- `<i>`, `<sup>`, `<span class="nocase">` and their like in titles and abstracts are read; the rest is as typed.
- An answer of Crossref is CSL-JSON in an envelope: its `message` is an item, or holds `items`. Titles and the names of
  journals are lists there; a `subtitle` belongs to the title.
- All other variables stay under `extra` as they stood, and so does one that the model says less of.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from carrel import arxiv, markup, prose, references
from carrel import names as naming
from carrel.model import Abstract, Authors, Entry, Name, Rule, Text
from carrel.problem import Problem, error, warning
from carrel.readers.contract import Context, Document, Reading

TYPES = frozenset(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset "  # noqa: SIM905  # lines read better than a column
    "document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation "
    "manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical "
    "personal_communication post post-weblog regulation report review review-book software song speech standard thesis "
    "treaty webpage journal-article proceedings-article posted-content book-chapter".split()
)
CONTAINERS = frozenset(("items", "references", "message"))
BESIDE = frozenset(("facets", "query"))  # objects that stand before the items of an answer of Crossref
SNIFFED = 5  # items that are looked at to know the kind of a document
MAX_INDENT = 200
SHOWN = 40  # characters of a document in a message
MAX_DIGITS = 15  # of a number; a longer one is a name for something
MAX_DEPTH = 30  # lists and objects within each other, in one item
DEEP = 20_000  # characters that such an item may have cost, if it is deeper than can be read
ALLOWANCE, PATIENCE = 1_000_000, 3  # characters, and times the length of the document, that may be read in vain

_SPACE = re.compile(r"[\s,\ufeff]*")
_OBJECT = re.compile(r"\{\s*\"")
_NEXT = re.compile(r"\{\s*\"(?:id|type|DOI|title|author|citation-key)\"\s*:")
_KEY = re.compile(r"\s*\"(?P<key>[\w-]+)\"\s*:")
_CSL_KEY = re.compile(r"\"(?:id|type|issued|citation-key|container-title)\"\s*:")
_HEADING = re.compile(r"^<jats:title>(?:abstract|summary)</jats:title>\s*", re.IGNORECASE)  # says what it is
_CSL_KEYS = frozenset(("issued", "container-title", "citation-key", "id"))
_NAME_KEYS = frozenset(("family", "given", "literal"))
_DATE_KEYS = frozenset(("date-parts", "raw", "literal", "year", "season", "edtf"))


def sniff(document: Document) -> float:
    """Be sure of JSON whose first items have the variables of CSL, in the form that only CSL gives them."""
    if not document.filled or document.filled[0][1][0] not in "[{":
        return 0.0
    text = "\n".join(document.lines)
    if not _OBJECT.search(text) or not _CSL_KEY.search(text):
        return 0.0
    first = [found for found in islice(_Items(text).read(), SNIFFED) if isinstance(found, _Item)]
    return 0.95 if any(_is_csl(found.said) for found in first) else 0.0


def _is_csl(said: Mapping[str, Any]) -> bool:
    """Tell an item of CSL from other JSON about papers: a type of CSL, and names or a date as CSL writes them."""
    names = [name for role in ("author", "editor", "translator") for name in _listed(said.get(role))]
    named = any(isinstance(name, dict) and name.keys() & _NAME_KEYS for name in names)
    issued = said.get("issued")
    dated = isinstance(issued, dict) and bool(issued.keys() & _DATE_KEYS)
    typed = _words(said.get("type")) in TYPES
    return "itemType" not in said and (named or dated or typed) and bool(said.keys() & _CSL_KEYS)


def _listed(value: Any) -> list[Any]:  # noqa: ANN401  # JSON is anything
    return value if isinstance(value, list) else []


def names(document: Document) -> Iterable[str]:
    """Return the authors of every item, as far as they have a given name."""
    text = "" if references.too_long(document.lines) else "\n".join(document.lines)
    for found in _Items(text).read():
        if isinstance(found, _Item):
            authors, _ = _authors(found.said.get("author"))
            yield from (str(name) for name in authors.names if name.given)


def read(document: Document, context: Context) -> Reading:  # noqa: ARG001  # the contract's signature
    """Read the items; a broken one is told, and the next one is read."""
    if fault := references.too_long(document.lines):
        return Reading(problems=(error(document.place(), fault),))
    entries: list[Entry] = []
    problems: list[Problem] = []
    for found in _Items("\n".join(document.lines)).read():
        if isinstance(found, _Fault):
            problems.append(warning(document.place(found.line), found.message))
            continue
        draft = _draft(document, found)
        if draft.says_something():
            entries.append(draft.entry(len(entries) + 1))
        else:
            problems.append(warning(document.place(found.line), "an item that says nothing of a paper; left out"))
    return Reading(tuple(entries), tuple(problems), {number: "items" for number, _ in document.filled})


# --- items and their lines -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Item:
    """An item and where it begins; `lines` says where its variables stand."""

    line: int
    said: dict[str, Any]
    lines: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Fault:
    line: int
    message: str


def _number(written: str) -> int | str:
    return int(written) if len(written) <= MAX_DIGITS else written


class _Items:
    """A walk over a document of JSON that knows where each item begins."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.wasted = 0
        self.starts = [0, *(m.end() for m in re.finditer("\n", text))]
        self.decoder = json.JSONDecoder(strict=False, parse_int=_number, parse_constant=str)

    def read(self) -> Iterator[_Item | _Fault]:
        """Return items and faults in their order."""
        while (char := self._next()) and self.wasted <= ALLOWANCE + PATIENCE * len(self.text):
            if char in "[]":
                self.at += 1
            elif char == "{":
                yield from self._object()
            else:
                yield from self._foreign()
        if self._next():
            yield _Fault(self._line(self.at), "too much here is broken; the rest is not read")

    def _next(self) -> str:
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.text[self.at : self.at + 1]

    def _line(self, at: int) -> int:
        return bisect_right(self.starts, at)

    def _object(self) -> Iterator[_Item | _Fault]:
        """Read the object that begins here: an item, or what holds items."""
        start = self.at
        inner = self._contained()
        if inner is not None:
            self.at = inner
            return
        try:
            value, self.at = self.decoder.raw_decode(self.text, start)
            yield _Item(self._line(start), _clean(value), self._lines(start, self.at))
        except RecursionError:
            yield _Fault(self._line(start), "an item with too much inside each other; left out")
            self.wasted += DEEP
            self._resume(start, start + 1)
        except ValueError as fault:
            at = min(getattr(fault, "pos", start), len(self.text))
            message = getattr(fault, "msg", "a value that cannot be read")
            where = "" if self._line(at) == self._line(start) else f" in line {self._line(at)}"
            yield _Fault(self._line(start), f"the item is no JSON ({message}{where}); left out")
            self.wasted += at - start
            self._resume(start, at)

    def _contained(self) -> int | None:
        """Return where the list inside `{"items": […]}` begins, if this is such an object."""
        at = self.at + 1
        for _ in range(20):
            key = _KEY.match(self.text, at)
            if not key:
                return None
            value = _SPACE.match(self.text, key.end())
            at = value.end() if value else key.end()
            if key["key"] in CONTAINERS and self.text[at : at + 1] in ("[", "{"):
                return at
            if self.text[at : at + 1] in "[{" and key["key"] not in BESIDE:
                return None  # an item is not looked into
            try:
                _, at = self.decoder.raw_decode(self.text, at)
            except (ValueError, RecursionError):
                return None
            comma = _SPACE.match(self.text, at)
            at = comma.end() if comma else at
        return None

    def _foreign(self) -> Iterator[_Fault]:
        """Pass over what is no item; what stands beside the items in an object says nothing of papers."""
        start = self.at
        if self.text[start] == "}":
            self.at += 1
            return
        found = self._value()
        if self._next() != ":":
            shown = self.text[start : start + SHOWN].split("\n")[0]
            yield _Fault(self._line(start), f"'{shown}' is no item; left out")
            return
        self.at += 1
        if found not in CONTAINERS:
            self._next()
            self._value()

    def _value(self) -> Any:  # noqa: ANN401  # JSON is anything
        """Pass over a value and return it; what cannot be read ends with its line."""
        start = self.at
        try:
            value, self.at = self.decoder.raw_decode(self.text, start)
        except (ValueError, RecursionError):
            value, self.at = None, self._line_end(start)
            self.wasted += DEEP
        return value if isinstance(value, str) else None

    def _line_end(self, at: int) -> int:
        line = self._line(at)
        return self.starts[line] if line < len(self.starts) else len(self.text)

    def _resume(self, start: int, at: int) -> None:
        """Go to the next item: the next one that stands as this one did."""
        indent = self.text[self.starts[self._line(start) - 1] : start]
        own_line = not indent.strip() and len(indent) <= MAX_INDENT and self._line(start) < len(self.starts)
        if own_line:
            following = re.compile(rf"^{indent}(?=\{{)", re.MULTILINE).search(self.text, start + 1)
        else:
            following = _NEXT.search(self.text, max(at, start + 1))
        if following is None:
            self.at = len(self.text)
        else:
            self.at = following.end() if own_line else following.start()

    def _lines(self, start: int, end: int) -> Mapping[str, int]:
        """Return where the variables of an item stand: in the lines that are indented as its first one is."""
        first, last = self._line(start), self._line(end)
        found: dict[str, int] = {}
        indent = -1
        for number in range(first + 1, last + 1):
            begun = self.starts[number - 1]
            key = _KEY.match(self.text, begun, min(end, begun + 200))
            if key:
                depth = key.start("key") - begun
                indent = depth if indent < 0 else indent
                if depth == indent:
                    found.setdefault(key["key"], number)
        return found


def _clean(value: Any, depth: int = 0) -> Any:  # noqa: ANN401  # JSON is anything
    """Return a value without halves of characters, which no file can hold."""
    if depth > MAX_DEPTH:
        raise RecursionError
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_clean(inner, depth + 1) for inner in value]
    if isinstance(value, dict):
        return {_clean(key, depth + 1): _clean(inner, depth + 1) for key, inner in value.items()}
    return value


# --- variables -------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Card:
    """One item on its way to the model; `said` is what no field has taken yet."""

    draft: references.Draft
    item: _Item
    said: dict[str, Any]

    def line(self, name: str) -> int:
        return self.item.lines.get(name, self.item.line)

    def words(self, name: str) -> str:
        return _words(self.said.get(name))

    def put_words(self, field: str, *names: str) -> None:
        """Fill a field with the first of these variables that is words."""
        for name in names:
            if self.draft.put(field, markup.fold_space(references.unescape(self.words(name))), self.line(name)):
                self.taken(name)
                return

    def taken(self, name: str) -> None:
        """Tell that a field says all that this variable says."""
        if not isinstance(self.said.get(name), list | dict) or self.said[name] == [self.words(name)]:
            self.said.pop(name, None)


def _words(value: Any) -> str:  # noqa: ANN401  # JSON is anything
    """Return a value as words: itself, or the first of a list."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()


def _draft(document: Document, item: _Item) -> references.Draft:
    card = _Card(references.Draft(document.path, item.line), item, dict(item.said))
    kind = card.words("type")
    key = card.words("citation-key") or card.words("id")
    if kind:
        card.draft.keep("entry_type", kind)
        card.taken("type")
    if key:
        card.draft.keep("citation_key", key)
        for name in ("citation-key", "id"):
            if card.words(name) == key:
                card.taken(name)
    _fill_text(card)
    _fill_venue(card, kind)
    _fill_ids(card)
    _fill_date(card)
    for name, value in card.said.items():
        if value not in ("", None, [], {}):
            card.draft.keep(name, value)
    return card.draft


def _fill_text(card: _Card) -> None:
    title, subtitle = card.words("title"), card.words("subtitle")
    full = references.with_subtitle(title, subtitle) if title and subtitle else title
    rule = Rule.SUBTITLE if full != title else None
    if title and card.draft.put("title", Text(full, references.rich_runs(full)), card.line("title"), rule):
        card.taken("title")
        card.taken("subtitle")
    authors, whole = _authors(card.said.get("author"))
    if authors.names and card.draft.put("authors", authors, card.line("author")) and whole:
        card.said.pop("author")
    abstract = _HEADING.sub("", card.words("abstract"))
    if abstract:
        text = Text(abstract, references.rich_runs(abstract))
        card.draft.put("abstract", Abstract(text, prose.language(markup.plain(text))), card.line("abstract"))
        card.taken("abstract")
    if card.draft.put("language", references.language(card.words("language")), card.line("language")):
        card.taken("language")
    _fill_topics(card)


def _fill_topics(card: _Card) -> None:
    for name in ("keyword", "keywords", "subject"):
        value = card.said.get(name)
        if isinstance(value, list):
            topics = [_words(word) for word in value]
        else:
            words = card.words(name)
            topics = [word.strip() for word in words.split(";" if ";" in words else ",")]
        if card.draft.put("topics", tuple(dict.fromkeys(filter(None, topics))), card.line(name)):
            card.said.pop(name)


def _fill_venue(card: _Card, kind: str) -> None:
    venues = ["container-title", "journal"]
    if kind in {"paper-conference", "proceedings-article", "speech"}:
        venues += ["event-title", "event"]
    if not references.is_preprint_server(card.words("container-title")):
        card.put_words("venue", *venues)
    card.put_words("volume", "volume")
    card.put_words("issue", "issue")
    card.put_words("publisher", "publisher")
    pages = references.pages(card.words("page"))
    if card.draft.put("pages", pages, card.line("page")):
        card.taken("page")


def _fill_ids(card: _Card) -> None:
    if card.draft.put("doi", references.doi(card.words("DOI")), card.line("DOI")):
        card.taken("DOI")
    url = references.url(card.words("URL"))
    if card.draft.put("url", url, card.line("URL")):
        card.taken("URL")
        card.draft.put("doi", references.doi_of_url(url or ""), card.line("URL"), Rule.RESOLVER)
    of_arxiv = ("archive_location", "archive-location") if card.words("archive").lower() == "arxiv" else ()
    for name in ("arxiv", "eprint", *of_arxiv):
        found = arxiv.parse_id(card.words(name))
        if card.draft.put("arxiv", found, card.line(name)) and card.words(name) == found:
            card.taken(name)
    for name in ("number", "archive_location", "archive-location", "URL", "DOI", "container-title", "note", "id"):
        found = references.arxiv_id(_words(card.item.said.get(name))[:500])
        card.draft.put("arxiv", found, card.line(name), Rule.WITHIN, name)


def _fill_date(card: _Card) -> None:
    first = _date(card.said.get("available-date"))
    if first and card.draft.put("date", first[0], card.line("available-date")) and first[1]:
        card.said.pop("available-date")
    for name in ("issued", "published", "published-print", "published-online"):
        found = _date(card.said.get(name))
        if found:
            card.draft.put_date(found[0], card.line(name))
            if found[1]:
                card.said.pop(name)
            return


def _date(value: Any) -> tuple[str, bool] | None:  # noqa: ANN401  # JSON is anything
    """Read a date in any of its forms: (`2014-03-12`, whether that is all it says)."""
    if isinstance(value, list):
        found = _date(value[0]) if value and not isinstance(value[0], list) else None
        return (found[0], found[1] and len(value) == 1) if found else None
    if not isinstance(value, dict):
        return references.parse_date(_words(value)) if _words(value) else None
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
        return _date_of_parts([_words(part) for part in parts[0][:3]], len(parts) == 1 and len(value) == 1)
    if _words(value.get("year")):
        known = {"year", "month", "day"}
        return _date_of_parts([_words(value.get(part)) for part in ("year", "month", "day")], value.keys() <= known)
    for name in ("raw", "literal", "edtf", "date-time"):
        if found := references.parse_date(_words(value.get(name))):
            return found[0], found[1] and len(value) == 1
    return None


def _date_of_parts(parts: list[str], alone: bool) -> tuple[str, bool] | None:
    written = [part.split(".")[0] for part in parts if part and part not in {"0", "00"}]
    found = references.iso(*written) if written else None
    return (found, alone and found.count("-") + 1 == len(written)) if found else None


# --- names -----------------------------------------------------------------------------------------------------------

_ET_AL = re.compile(r"et al\.?|(?:and )?others", re.IGNORECASE)
_NAME_PARTS = ("dropping-particle", "non-dropping-particle", "family", "suffix")
_PLAIN_PARTS = frozenset(("given", "literal", "comma-suffix", "sequence", "parse-names", *_NAME_PARTS))


def _authors(value: Any) -> tuple[Authors, bool]:  # noqa: ANN401  # JSON is anything
    """Read a list of names, and tell whether they say all that it says."""
    written = value if isinstance(value, list) else [value] if value else []
    names = [name for one in written if (name := _name(one)) is not None]
    kept = tuple(name for name in names if not _ET_AL.fullmatch(str(name)))
    whole = all(isinstance(one, str) or (isinstance(one, dict) and one.keys() <= _PLAIN_PARTS) for one in written)
    return Authors(kept, len(kept) == len(names)), whole and len(names) == len(written)


def _name(value: Any) -> Name | None:  # noqa: ANN401  # JSON is anything
    if isinstance(value, str):
        return naming.parse(value) if value.strip() else None
    if not isinstance(value, dict):
        return None
    said = {part: _unquoted(_words(value.get(part))) for part in (*_NAME_PARTS, "given", "literal", "name")}
    family = " ".join(said[part] for part in _NAME_PARTS if said[part])
    if said["family"]:
        return Name(family.replace("’ ", "’").replace("' ", "'"), said["given"])
    whole = said["literal"] or said["name"] or " ".join(filter(None, (said["given"], family)))
    return Name(whole) if whole else None


def _unquoted(words: str) -> str:
    """Return a part of a name as one line; in quotation marks it stands for itself."""
    folded = markup.fold_space(words)
    return folded[1:-1] if folded[:1] == folded[-1:] == '"' and folded != '"' else folded
