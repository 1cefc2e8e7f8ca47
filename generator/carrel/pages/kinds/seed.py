"""A seed document: whose list it is, its papers in order, and its problems; and the index of documents."""

from __future__ import annotations

from collections.abc import Iterator

from carrel.model import SeedDocument
from carrel.pages.view import ROWS, File, View, turns


def files(view: View) -> Iterator[File]:
    """One page a document, and the index."""
    here = "seeds/index.md"
    front = {"title": view.say("page.seeds"), "kind": "seeds", "description": view.say("seeds.description")}
    rows = [
        (view.link(here, f"seeds/{seed.id}.md", seed.path), view.count("papers", len(seed.papers)), _format(view, seed))
        for seed in view.library.seeds.values()
    ]
    problems: dict[str, list[str]] = {}
    for problem in view.problems:
        problems.setdefault(problem.place.path, []).append(str(problem))
    yield view.page(here, "seeds", front, rows=rows)
    for seed in view.library.seeds.values():
        yield from _pages(view, seed, problems.get(f"seeds/{seed.path}", []))


def _pages(view: View, seed: SeedDocument, problems: list[str]) -> Iterator[File]:
    front = {
        "title": seed.path,
        "kind": "seed",
        "description": view.count("papers", len(seed.papers)),
        "crumbs": view.crumbs("seeds"),
    }
    for turn in turns(f"seeds/{seed.id}.md", seed.papers):
        yield view.page(
            turn.path,
            "seed",
            front,
            seed=seed,
            format=_format(view, seed),
            total=len(seed.papers),
            turn=turn,
            first=(turn.number - 1) * ROWS + 1,
            papers=view.paper_rows(turn.path, turn.rows),
            owner=_owner(view, seed, turn.path),
            problems=problems[:ROWS],
            more=max(0, len(problems) - ROWS),
        )


def _format(view: View, seed: SeedDocument) -> str:
    return view.words.get(f"format.{seed.format}", seed.format)


def _owner(view: View, seed: SeedDocument, here: str) -> str:
    """The person whose list it is; they need not be among the authors."""
    if seed.owner is None:
        return ""
    name = str(seed.owner.name)
    return view.person_link(here, seed.owner.person, name) if seed.owner.person else name
