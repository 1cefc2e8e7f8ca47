"""Curated files in, what people decided out: papers/*.yml, people.yml, topics.yml, venues.yml."""

from pathlib import Path

from carrel.model import Curated
from carrel.problem import Problem, filed
from carrel.records import papers, people, topics, venues


def read_all(root: Path) -> tuple[Curated, list[Problem]]:
    """Read the curated files of the list at `root`, with all their problems."""
    records, wrong_records = papers.read_all(root)
    identities, wrong_people = people.read(root)
    taxonomy, wrong_topics = topics.read(root)
    places, wrong_venues = venues.read(root)
    curated = Curated(tuple(records), tuple(identities), taxonomy, tuple(places))
    return curated, filed([*wrong_records, *wrong_people, *wrong_topics, *wrong_venues], "schema")


__all__ = ["papers", "people", "read_all", "topics", "venues"]
