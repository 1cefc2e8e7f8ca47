"""Atom feeds (RFC 4287). A feed depends on its papers alone: its dates are theirs, and no clock is asked."""

from __future__ import annotations

import html
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from carrel import markup
from carrel.exports.citation import Citation

TYPE = "application/atom+xml"
FOLDER = "feeds"  # all feeds stand in it
_UNDATED = "1980-01-01"  # an entry must have a date


@dataclass(frozen=True, slots=True)
class Site:
    """A site that has feeds: its name, and its address, which ends in `/` or is empty if nobody knows it."""

    name: str
    url: str = ""

    def link(self, path: str) -> str:
        """Return the address of a file of the site, as a feed says it; without one for the site, the way to it."""
        return html.escape(f"{self.url or '../'}{path}")

    def id(self, path: str) -> str:
        """Return an id that nothing else has; the same on each day, and wherever a site without an address is put."""
        return uuid.uuid5(uuid.NAMESPACE_URL, f"{self.url or self.name}\n{path}").urn


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper in a feed; it is the same in every feed of a site."""

    updated: str
    xml: str


def entry(site: Site, page: str, citation: Citation) -> Entry:
    """Return a paper as feeds show it; `page` is its file. What is new on a list is its first public version."""
    updated = _instant(citation.first_date or citation.date or _UNDATED)
    lines = [
        f"<id>{site.id(page)}</id>",
        f"<title>{html.escape(citation.plain_title)}</title>",
        f"<updated>{updated}</updated>",
        f'<link rel="alternate" type="text/html" href="{site.link(page)}"/>',
        *(f"<author><name>{html.escape(author.spoken)}</name></author>" for author in citation.authors),
        *(f'<category term="{html.escape(keyword)}"/>' for keyword in citation.keywords),
        *([f"<summary>{html.escape(citation.plain_abstract)}</summary>"] if citation.abstract else []),
    ]
    return Entry(updated, "  <entry>\n" + "".join(f"    {line}\n" for line in lines) + "  </entry>\n")


def feed(site: Site, path: str, page: str, title: str, entries: Sequence[Entry]) -> str:
    """Return a feed that stands at `path` and tells what is new on `page`."""
    lines = [
        f"<id>{site.id(path)}</id>",
        f"<title>{_text(title)}</title>",
        f"<updated>{max((one.updated for one in entries), default=_instant(_UNDATED))}</updated>",
        f"<author><name>{_text(site.name)}</name></author>",
        f'<link rel="alternate" type="text/html" href="{site.link(page)}"/>',
        *([f'<link rel="self" type="{TYPE}" href="{site.link(path)}"/>'] if site.url else []),
    ]
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        + "".join(f"  {line}\n" for line in lines)
        + "".join(one.xml for one in entries)
        + "</feed>\n"
    )


def _text(text: str) -> str:
    return html.escape(markup.fold_space(text))


def _instant(date: str) -> str:
    return f"{f'{date}-01-01'[:10]}T00:00:00Z"
