"""Where papers appeared: the spellings of a venue are one venue."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from carrel import slugs, venues
from carrel.model import Paper, Venue


def place(papers: Sequence[Paper], known: Sequence[Venue]) -> tuple[list[Paper], dict[str, Venue]]:
    """Give each paper its venue: the papers with their venue's id, and the venues that hold papers, by name.

    A spelling that no known venue has is a venue of its own, called as papers call it most.
    """
    curated = {venues.fold(s): v for v in known for s in (*v.spellings, v.title, v.name) if s}
    spelled: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for paper in papers:
        if paper.venue and venues.fold(paper.venue.value) not in curated:
            spelled[venues.fold(paper.venue.value)][paper.venue.value] += 1
    names = {key: min(counts, key=lambda s: (-counts[s], s)) for key, counts in spelled.items()}
    taken = {given for venue in known for given in (venue.id, *venue.aliases)}
    ids = slugs.assign(sorted(names), lambda key: slugs.slug(names[key], "venue"), str, taken)
    found = curated | {key: Venue(venue_id, names[key]) for venue_id, key in ids.items()}
    placed = [replace(p, venue_id=found[venues.fold(p.venue.value)].id) if p.venue else p for p in papers]
    used = {paper.venue_id for paper in placed}
    held = {v.id: v for v in found.values() if v.id in used}
    return placed, dict(sorted(held.items(), key=lambda pair: (pair[1].name.casefold(), pair[0])))
