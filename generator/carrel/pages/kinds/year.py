"""A year: its papers; and the index of years."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from carrel.model import UNDATED
from carrel.pages.view import File, View, turns


def files(view: View) -> Iterator[File]:
    """One page a year, one for papers without a date, and the index."""
    years = list(view.library.by_year)  # newest first
    front = {"title": view.say("page.years"), "kind": "years", "description": view.say("years.description")}
    here = "years/index.md"
    most = max((len(papers) for papers in view.library.by_year.values()), default=1)
    rows = [
        (view.link(here, f"years/{year}.md", label(view, year)), len(papers), round(20 * len(papers) / most))
        for year, papers in view.library.by_year.items()
    ]
    yield view.page(here, "years", front, rows=rows)
    for later, year, earlier in zip_longest([None, *years[:-1]], years, years[1:]):
        if year is not None:
            yield from _pages(view, year, earlier, later)


def _pages(view: View, year: str, earlier: str | None, later: str | None) -> Iterator[File]:
    papers = view.library.by_year[year]
    front = {
        "title": label(view, year),
        "kind": "year",
        "description": view.count("papers", len(papers)),
        "crumbs": view.crumbs("years"),
        "previous": _turn(view, earlier),
        "next": _turn(view, later),
    }
    for turn in turns(f"years/{year}.md", papers):
        rows = view.paper_rows(turn.path, turn.rows)
        yield view.page(turn.path, "year", front, label=label(view, year), total=len(papers), turn=turn, papers=rows)


def label(view: View, year: str) -> str:
    """Return what a year is called."""
    return view.say("years.undated") if year == UNDATED else year


def _turn(view: View, year: str | None) -> dict[str, str]:
    return {"title": label(view, year), "url": f"years/{year}.html"} if year else {}
