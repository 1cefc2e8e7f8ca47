"""The index of all papers, newest first."""

from __future__ import annotations

from collections.abc import Iterator

from carrel.pages.view import File, View, turns


def files(view: View) -> Iterator[File]:
    """One page, or as many as the list needs."""
    front = {"title": view.say("page.papers"), "kind": "papers", "description": view.say("papers.description")}
    total = len(view.library.papers)
    for turn in turns("papers/index.md", list(view.library.papers)):
        yield view.page(
            turn.path, "papers", front, turn=turn, total=total, papers=view.paper_rows(turn.path, turn.rows)
        )
