"""Curated files in, records and taxonomy out: papers/*.yml, topics.yml, people.yml (later venues.yml)."""

from carrel.records import papers, people, topics

__all__ = ["papers", "people", "topics"]
