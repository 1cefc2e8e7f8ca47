"""What is missing in the list: a page for each kind of gap, and the index of them."""

from __future__ import annotations

from collections.abc import Iterator

from carrel import gaps
from carrel.gaps import Gap
from carrel.model import Likely
from carrel.pages.view import File, View, turns

LIKELY = "missing/likely.md"


def files(view: View) -> Iterator[File]:
    """Write the index, and one page for each kind of gap that there is."""
    found: dict[Gap, list[str]] = {gap: [] for gap in Gap}
    for paper in view.library.papers.values():
        for gap in gaps.of(paper):
            found[gap].append(paper.id)
    here = "missing/index.md"
    rows = [
        (
            view.link(here, f"missing/{gap}.md", view.say(f"gap.{gap}")) if papers else view.say(f"gap.{gap}"),
            len(papers),
        )
        for gap, papers in found.items()
    ]
    likely = view.library.likely
    if likely:
        rows.append((view.link(here, LIKELY, view.say("gap.likely")), len(likely)))
    front = {"title": view.say("page.missing"), "kind": "missing", "description": view.say("gap.lead")}
    yield view.page(here, "missing", front, rows=rows)
    for gap, papers in found.items():
        if papers:
            yield from _pages(view, gap, papers)
    if likely:
        yield from _likely(view)


def _likely(view: View) -> Iterator[File]:
    front = {"title": view.say("gap.likely"), "kind": "missing", "crumbs": view.crumbs("missing")}
    for turn in turns(LIKELY, view.library.likely):
        pairs = [
            (view.paper_link(turn.path, pair.a), view.paper_link(turn.path, pair.b), _reasons(view, pair))
            for pair in turn.rows
        ]
        yield view.page(turn.path, "missing_likely", front, turn=turn, pairs=pairs)


def _reasons(view: View, pair: Likely) -> str:
    said = (f"{view.say(f'why.{why}')} {detail}".strip() for why, detail in pair.reasons)
    return view.say("list.comma").join(said)


def _pages(view: View, gap: Gap, papers: list[str]) -> Iterator[File]:
    label = view.say(f"gap.{gap}")
    front = {"title": label, "kind": "missing", "crumbs": view.crumbs("missing")}
    for turn in turns(f"missing/{gap}.md", papers):
        rows = view.paper_rows(turn.path, turn.rows)
        yield view.page(turn.path, "missing_one", front, label=label, total=len(papers), turn=turn, papers=rows)
