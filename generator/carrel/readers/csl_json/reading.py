"""What the variables of an item of CSL mean for a paper; see the docstring of this folder."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from carrel import arxiv, markup, prose, references
from carrel.model import Abstract, Entry, Rule, Text
from carrel.problem import Problem, warning
from carrel.readers.contract import Document, Reading
from carrel.readers.csl_json import forms, signs
from carrel.readers.csl_json.items import Fault, Item, Items

SNIFFED = 20  # items that are looked at to know the kind of a document

_EMPTY = re.compile(r"\s*\[\s*\]\s*")
_HEADING = re.compile(r"^<jats:title>(?:abstract|summary)</jats:title>\s*", re.IGNORECASE)  # says what it is


def sure(document: Document) -> float:
    """Be sure of a document among whose first items is one of CSL, or whose items have nothing in them."""
    text = "\n".join(document.lines)
    first = list(islice(Items(text).read(), SNIFFED))
    items = [found for found in first if isinstance(found, Item)]
    if any(signs.is_csl(found.said) for found in items):
        return 0.95
    empty = all(signs.says_nothing(found.said) for found in items) and len(items) == len(first)
    return 0.95 if empty and (items or _EMPTY.fullmatch(text)) else 0.0


def names(document: Document) -> Iterable[str]:
    """Return the authors of every item, as far as they have a given name."""
    for found in Items("\n".join(document.lines)).read():
        if isinstance(found, Item):
            authors, _ = forms.authors(found.said.get("author"))
            yield from (str(name) for name in authors.names if name.given)


def read(document: Document) -> Reading:
    """Read the items; a broken one is told, and the next one is read."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    for found in Items("\n".join(document.lines)).read():
        if isinstance(found, Fault):
            problems.append(warning(document.place(found.line), found.message))
            continue
        draft = _draft(document, found)
        if draft.says_something():
            entries.append(draft.entry(len(entries) + 1))
        else:
            problems.append(warning(document.place(found.line), "an item that says nothing of a paper; left out"))
    if not entries and not problems:
        problems.append(warning(document.place(document.filled[0][0] if document.filled else 1), "no item stands here"))
    return Reading(tuple(entries), tuple(problems), {number: "items" for number, _ in document.filled})


# --- variables -------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Card:
    """One item on its way to the model; `said` is what no field has taken yet."""

    draft: references.Draft
    item: Item
    said: dict[str, Any]

    def line(self, name: str) -> int:
        return self.item.lines.get(name, self.item.line)

    def words(self, name: str) -> str:
        return forms.words(self.said.get(name))

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


def _draft(document: Document, item: Item) -> references.Draft:
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
    authors, whole = forms.authors(card.said.get("author"))
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
            topics = [forms.words(word) for word in value]
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
        found = references.arxiv_id(forms.words(card.item.said.get(name))[:500])
        card.draft.put("arxiv", found, card.line(name), Rule.WITHIN, name)


def _fill_date(card: _Card) -> None:
    first = forms.date(card.said.get("available-date"))
    if first and card.draft.put("date", first[0], card.line("available-date")) and first[1]:
        card.said.pop("available-date")
    for name in ("issued", "published", "published-print", "published-online"):
        found = forms.date(card.said.get(name))
        if found:
            card.draft.put_date(found[0], card.line(name))
            if found[1]:
                card.said.pop(name)
            return
