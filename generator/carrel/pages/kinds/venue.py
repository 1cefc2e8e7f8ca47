"""A venue: what its name stands for, and its papers year by year; and the index of venues."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, zip_longest

from carrel.model import Paper, Venue
from carrel.pages.view import File, View, turns


def files(view: View) -> Iterator[File]:
    """Write one page a venue, and the index."""
    library = view.library
    here = "venues/index.md"
    front = {"title": view.say("page.venues"), "kind": "venues", "description": view.say("venues.description")}
    rows = [
        (view.venue_link(here, v.id), len(library.by_venue[v.id]), v.title if v.title != v.name else "")
        for v in library.venues.values()
    ]
    yield view.page(here, "venues", front, rows=rows, total=len(library.venues))
    venues = list(library.venues.values())
    for before, venue, after in zip_longest([None, *venues[:-1]], venues, venues[1:]):
        if venue is not None:
            yield from _pages(view, venue, before, after)


def _pages(view: View, venue: Venue, before: Venue | None, after: Venue | None) -> Iterator[File]:
    papers = view.library.by_venue[venue.id]
    front = {
        "title": venue.name,
        "kind": "venue",
        "description": venue.title or view.count("papers", len(papers)),
        "crumbs": view.crumbs("venues"),
        "previous": _turn(before),
        "next": _turn(after),
    }
    for turn in turns(f"venues/{venue.id}.md", papers):
        by_year = groupby(turn.rows, key=lambda paper: year(view.library.papers[paper]))
        groups = [(when or view.say("years.undated"), view.paper_rows(turn.path, ids)) for when, ids in by_year]
        fix = view.fix(turn.path, venue.name, lambda drafts: drafts.venue(venue))
        values = {"fix": fix, "venue": venue, "total": len(papers), "turn": turn, "papers": turn.rows, "groups": groups}
        yield view.page(turn.path, "venue", front, **values)


def _turn(venue: Venue | None) -> dict[str, str]:
    return {"title": venue.name, "url": f"venues/{venue.id}.html"} if venue else {}


def year(paper: Paper) -> str:
    """Return the year in which the venue published a paper."""
    return paper.issued.value[:4] if paper.issued else ""
