"""Curated files in, records and taxonomy out: papers/*.yml, topics.yml (later people.yml, venues.yml)."""

from carrel.records import papers, topics

__all__ = ["papers", "topics"]
