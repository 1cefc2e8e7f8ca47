"""The first line of a curated file: where its schema is, so that editors complete and check it while people type."""

from __future__ import annotations

from carrel.records import people, topics, venues

FOLDER = "schema"  # of a list: its files are named by the curated files, so no network is needed
MARK = "# yaml-language-server: $schema="


def line(name: str) -> str:
    """Return the first line of a curated file, `name` below the list's root."""
    kind = {people.NAME: "people", topics.NAME: "topics", venues.NAME: "venues"}.get(name, "record")
    return f"{MARK}{'../' * name.count('/')}{FOLDER}/{kind}.json"
