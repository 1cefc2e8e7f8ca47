"""What Zotero makes of a page: the rules of its Embedded Metadata and COinS translators, written anew in Python."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from site_reader import Page

FIELDS = {
    "citation_title": "title",
    "citation_publication_date": "date",
    "citation_date": "date",
    "citation_journal_title": "publicationTitle",
    "citation_book_title": "bookTitle",
    "citation_volume": "volume",
    "citation_issue": "issue",
    "citation_conference_title": "conferenceName",
    "citation_conference": "conferenceName",
    "citation_technical_report_institution": "institution",
    "citation_technical_report_number": "number",
    "citation_publisher": "publisher",
    "citation_abstract": "abstractNote",
    "citation_doi": "DOI",
    "citation_public_url": "url",
    "citation_language": "language",
}
TYPES = {
    "citation_journal_title": "journalArticle",
    "citation_technical_report_institution": "report",
    "citation_conference_title": "conferencePaper",
    "citation_conference": "conferencePaper",
    "citation_book_title": "bookSection",
    "citation_dissertation_institution": "thesis",
}
Author = tuple[str, str]  # family name, given name


@dataclass(slots=True)
class Item:
    """What ends up in a library of Zotero."""

    type: str = ""
    authors: list[Author] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    pdf: str = ""


# --- Embedded Metadata -----------------------------------------------------------------------------------------------


def embedded(page: Page) -> Item:
    """Return what the tags in the head of a page say."""
    tags = [
        (a.get("name") or a.get("property", ""), a["content"])
        for tag, a in page.elements
        if a.get("content") and tag == "meta"
    ]
    item = Item(type=_type([name for name, _ in tags], dict(tags)))
    item.fields = {ours: dict(tags)[theirs] for theirs, ours in _graph().items() if theirs in dict(tags)}
    for theirs, ours in FIELDS.items():
        values = [content for name, content in tags if name.endswith(theirs) and content.strip()]
        if values:  # several of one name would be joined
            item.fields[ours] = ", ".join(" ".join(value.split()) for value in values)
    item.authors = list(_creators([content for name, content in tags if name.endswith("citation_author")]))
    first, last = (next((c for name, c in tags if name == f"citation_{end}page"), "") for end in ("first", "last"))
    if first:
        item.fields["pages"] = (
            f"{re.split(r'[-–]', first)[0].strip()}-{last}" if last else re.split(r"\s*[-–]\s*", first)[0]
        )
    item.pdf = next((content for name, content in tags if name == "citation_pdf_url"), "")
    item.fields.setdefault("abstractNote", next((content for name, content in tags if name == "description"), ""))
    item.fields["title"] = " ".join(item.fields.get("title", "").split())
    return item


def _type(names: list[str], tags: dict[str, str]) -> str:
    """The last tag that names a container decides; Open Graph is asked after the tags of citations."""
    found = [TYPES[name] for name in names if name in TYPES]
    guess = "journalArticle" if "citation_title" in names else ""
    return found[-1] if found else "webpage" if tags.get("og:type") == "website" else guess or "webpage"


def _graph() -> dict[str, str]:
    return {"og:title": "title", "og:url": "url", "og:description": "abstractNote"}


def _creators(written: list[str]) -> Iterator[Author]:
    before = ""
    for node in written:
        names = re.split(r"\s*;\s*", node)
        if len(names) == len(written) == 1:
            parts = re.split(r"\s*,\s*", names[0])
            if len(parts) > 1 and " " in parts[0] and " " in parts[1]:
                names = parts
        for name in (name.strip() for name in names):
            if re.search(r"[^\s,-.;]", name) and name != before:
                before = name
                yield _clean(name)


def _clean(name: str) -> Author:
    """`cleanAuthor`, as far as names of people without titles go; initials get their dots."""
    name = re.sub(r"[\s\u00a0]+", " ", re.sub(r"^[\s\u00a0.,/\[\]:]+|[\s\u00a0.,/\[\]:]+$", "", name), count=1)
    if "," in name:
        parts = re.split(r"[,،] ?", re.sub(r"\.([^ ])", r". \1", name, count=1))
        return parts[0], _initials(parts[1])
    given, _, family = name.rpartition(" ")
    return family, _initials(given)


def _initials(given: str) -> str:
    if re.fullmatch(r"[A-Z]{1,3}", given):
        given = " ".join(f"{letter}." for letter in given)
    words = [word for word in re.split(r"[\s.]+", given.strip(" .")) if word]
    return " ".join(f"{word}." if re.fullmatch(r"[A-Z\u0400-\u042f]", word) else word for word in words)


# --- COinS -----------------------------------------------------------------------------------------------------------

FORMATS = {"info:ofi/fmt:kev:mtx:journal": "journalArticle", "info:ofi/fmt:kev:mtx:book": "book"}
GENRES = {
    "bookitem": "bookSection",
    "conference": "conferencePaper",
    "proceeding": "conferencePaper",
    "report": "report",
}


def coins(page: Page) -> list[Item]:
    """Return what the empty elements of a list say."""
    titles = [a["title"] for tag, a in page.elements if tag == "span" and a.get("class") == "Z3988"]
    return [_context(title) for title in titles]


def _context(title: str) -> Item:
    pairs = [part.split("=") for part in title.split("&")]
    known = [(key, unquote(re.sub(r"\+|%2[bB]", " ", value), errors="strict")) for key, value in pairs]
    form = FORMATS[dict(known)["rft_val_fmt"]]
    item = Item(type=GENRES.get(dict(known)["rft.genre"], form) if form == "book" else form)
    names = {"rft.atitle": "title", "rft.jtitle": "publicationTitle", "rft.btitle": "publicationTitle"}
    for key, value in known:
        if key == "rft_id" and value.startswith("info:doi/"):
            item.fields["DOI"] = value.removeprefix("info:doi/")
        elif key == "rft_id" and re.match("https?://", value):
            item.fields["url"] = value
        elif key == "rft.au":
            item.authors.append(_clean(value))
        elif key.startswith("rft."):
            item.fields[names.get(key, key.removeprefix("rft."))] = value
    return item
