"""The index of all papers, newest first."""

from __future__ import annotations

from collections.abc import Iterator

from carrel.pages.view import File, View, turns

FORMATS = ("bib", "ris", "csl.json")  # in which the whole list is to be had


def files(view: View) -> Iterator[File]:
    """One page, or as many as the list needs."""
    front = {"title": view.say("page.papers"), "kind": "papers", "description": view.say("papers.description")}
    total = len(view.library.papers)
    for turn in turns("papers/index.md", list(view.library.papers)):
        rows = view.paper_rows(turn.path, turn.rows)
        links = [view.link(turn.path, f"api/library.{ending}", view.say(f"cite.{ending}")) for ending in FORMATS]
        yield view.page(turn.path, "papers", front, turn=turn, total=total, papers=rows, files=links)
