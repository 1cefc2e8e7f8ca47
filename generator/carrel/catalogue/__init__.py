"""Entries and records in, the library out: which are one paper, what is true of it, who wrote it, what it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from pathlib import PurePosixPath

from carrel import slugs
from carrel.catalogue import alike, related, works
from carrel.catalogue import people as persons
from carrel.catalogue import topics as subjects
from carrel.catalogue import venues as places
from carrel.catalogue.works import Work
from carrel.model import (
    UNDATED,
    Authorship,
    Curated,
    Library,
    Name,
    Paper,
    Person,
    Reading,
    SeedDocument,
    Topic,
)
from carrel.problem import Problem, filed


def catalogue(
    readings: Mapping[str, tuple[str, Reading]], curated: Curated, *, ties: bool = True
) -> tuple[Library, list[Problem]]:
    """Build the library out of what was read, {seed: (format, reading)}, and of what people decided.

    Without `ties` nobody looks which phrases stand in papers, which papers are related and who is maybe the same: no
    problem is found there.
    """
    read = {seed: reading for seed, (_, reading) in readings.items()}
    drafts, likely, problems = works.join(read, curated.records)
    described = newest_first([works.describe(work, paper_id) for paper_id, work in drafts.items()])
    removed = {paper.id: paper for paper in described if paper.removed}
    papers = [paper for paper in described if not paper.removed]
    papers, people, disputed = persons.identify(papers, curated.people)
    papers, topics, unknown = subjects.assign(papers, curated.taxonomy, look=ties)
    papers, venues = places.place(papers, curated.venues)
    problems.extend([*disputed, *unknown])
    if ties:
        people = alike.compare(people, papers)
        papers = related.relate(papers)
    by_year: defaultdict[str, list[str]] = defaultdict(list)
    for paper in papers:
        by_year[str(paper.year) if paper.year else UNDATED].append(paper.id)
    library = Library(
        papers={paper.id: paper for paper in papers},
        people=people,
        topics=topics,
        seeds=_seeds(readings, drafts, removed, people),
        by_topic=_by_topic(papers, topics),
        venues=venues,
        by_venue=_by_venue(papers),
        by_year={year: tuple(ids) for year, ids in by_year.items()},
        likely=tuple(pair for pair in likely if not {pair.a, pair.b} & removed.keys()),
        removed=removed,
    )
    return library, filed(problems, "dangling")


def newest_first(papers: Iterable[Paper]) -> list[Paper]:
    """Sort papers by date, the newest first, those without one last; by id where dates agree."""
    by_id = sorted(papers, key=lambda paper: paper.id)
    return sorted(by_id, key=_when, reverse=True)


def _when(paper: Paper) -> str:
    dated = paper.date or paper.issued
    return dated.value if dated else ""


def _seeds(
    readings: Mapping[str, tuple[str, Reading]],
    drafts: Mapping[str, Work],
    removed: Container[str],
    people: Mapping[str, Person],
) -> dict[str, SeedDocument]:
    home = {(entry.place.path, entry.position): paper for paper, work in drafts.items() for entry in work.entries}
    ids = slugs.assign(sorted(readings), lambda path: slugs.slug(PurePosixPath(path).stem, "seed"), str)
    known = persons.by_name(people)
    documents = {
        seed_id: SeedDocument(
            path=path,
            id=seed_id,
            format=readings[path][0],
            owner=_owner(readings[path][1].owner, known),
            papers=tuple(
                paper for e in readings[path][1].entries if (paper := home[(e.place.path, e.position)]) not in removed
            ),
        )
        for seed_id, path in ids.items()
    }
    return dict(sorted(documents.items(), key=lambda pair: pair[1].path))


def _owner(name: Name | None, known: Mapping[str, str]) -> Authorship | None:
    return Authorship(name, known.get(persons.folded(name), "")) if name else None


def _by_venue(papers: Iterable[Paper]) -> dict[str, tuple[str, ...]]:
    """Papers of each venue by its year, the newest first, those without one last."""
    found: defaultdict[str, list[Paper]] = defaultdict(list)
    for paper in papers:
        if paper.venue_id:
            found[paper.venue_id].append(paper)
    by_issue = {
        v: sorted(held, key=lambda p: p.issued.value[:4] if p.issued else "", reverse=True) for v, held in found.items()
    }
    return {venue: tuple(paper.id for paper in held) for venue, held in by_issue.items()}


def _by_topic(papers: Iterable[Paper], topics: Mapping[str, Topic]) -> dict[str, tuple[str, ...]]:
    """Papers of each topic; those of a sub-topic count for its parent as well."""
    found: dict[str, list[str]] = {topic: [] for topic in topics}
    for paper in papers:
        direct = [assignment.topic for assignment in paper.assignments]
        for topic in dict.fromkeys([*direct, *(topics[t].parent for t in direct if topics[t].parent)]):
            found[topic].append(paper.id)
    return {topic: tuple(ids) for topic, ids in found.items()}
