"""What somebody who sees a mistake would write: the curated text of a paper, a person, a topic or a venue.

It is the file, or the entry of a file, as it stands; where there is none it is a new one, with what the seeds say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

from carrel import beginnings, files, markup
from carrel.beginnings import Beginnings, Heads
from carrel.model import Abstract, Description, Field, Kind, Library, Paper, Person, Text, Topic, Venue
from carrel.records import layout, writing

FILLED = ("title", "authors", "date", "venue", "issued", "arxiv", "doi", "category", "topics")  # fields of a new record
LIMIT = 2**20  # bytes of a curated file
_ENTRY = re.compile(r"^- .*\n(?:(?:[ \t].*)?\n)*", re.MULTILINE)  # of a list, at the left edge
_ID = re.compile(r"^(?:- |  )id: *[\"']?([\w-]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Draft:
    """A curated text: where it is or will be, whether the file is there, whether the text is in it; a paper's title."""

    path: str
    text: str
    file_exists: bool
    stands: bool
    title: str = ""


class Drafts:
    """The drafts for everything in a library; the curated files are read when they are first asked for."""

    def __init__(self, root: Path, library: Library) -> None:
        self._root = root
        self._library = library

    def paper(self, paper: Paper) -> Draft:
        """Return the record of a paper, or a new one that is attached to its seed."""
        title = "" if paper.title_is_working else markup.fold_space(paper.title.value.source)
        if paper.record:
            return Draft(paper.record.path, self._read(paper.record.path), file_exists=True, stands=True, title=title)
        filled = Description(**{name: getattr(paper, name) for name in FILLED})
        record = writing.fitted(paper.id, filled)
        if paper.sources:
            seed = paper.sources[0].seed
            starts = self._beginnings[seed].telling(_heads(paper, seed))
            record = replace(record, seed=seed, starts=starts)
        return Draft(record.place.path, writing.file(record), file_exists=False, stands=False, title=title)

    def person(self, person: Person) -> Draft:
        """Return the entry of a person; a new one has the spellings of the name."""
        others = [str(name) for name in person.variants if name != person.name]
        said = {"id": person.id, "name": str(person.name), "variants": others, "evidence": ["https://…"]}
        return self._entry("seeds/people.yml", person.id, said, self._people)

    def topic(self, topic: Topic) -> Draft:
        """Return the entry of a topic."""
        said = {"id": topic.id, "name": topic.name, "definition": topic.definition, "phrases": [topic.name]}
        return self._entry("seeds/topics.yml", topic.id, said, self._topics)

    def venue(self, venue: Venue) -> Draft:
        """Return the entry of a venue."""
        said = {"id": venue.id, "name": venue.name, "title": venue.title, "spellings": list(venue.spellings)}
        return self._entry("seeds/venues.yml", venue.id, said, self._venues)

    def _entry(self, path: str, name: str, said: Mapping[str, object], known: Mapping[str, str]) -> Draft:
        exists = self._exists(path)
        if name in known:
            return Draft(path, known[name], file_exists=exists, stands=True)
        lines = layout.document({key: value for key, value in said.items() if value}).splitlines()
        text = "".join(f"{'  ' if n else '- '}{line}\n" for n, line in enumerate(lines))
        return Draft(path, text, file_exists=exists, stands=False)

    @cache  # noqa: B019  # drafts are made for one run
    def _exists(self, path: str) -> bool:
        return (self._root / path).is_file()

    @cached_property
    def _people(self) -> Mapping[str, str]:
        return _entries(self._read("seeds/people.yml"))

    @cached_property
    def _topics(self) -> Mapping[str, str]:
        return _entries(self._read("seeds/topics.yml"))

    @cached_property
    def _venues(self) -> Mapping[str, str]:
        return _entries(self._read("seeds/venues.yml"))

    @cached_property
    def _beginnings(self) -> Mapping[str, Beginnings]:
        """How the papers of each seed begin."""
        return {
            seed.path: Beginnings(_heads(self._library.papers[paper], seed.path) for paper in seed.papers)
            for seed in self._library.seeds.values()
        }

    def _read(self, path: str) -> str:
        try:
            return files.read(self._root / path, self._root, LIMIT).decode("utf-8-sig", "replace")
        except files.Unreadable:
            return ""


def _entries(text: str) -> dict[str, str]:
    """Return the entries of a list by their ids, as they are typed; one that is laid out otherwise is not found."""
    found = {}
    for entry in _ENTRY.findall(f"{text}\n"):
        name = _ID.search(entry)
        if name:
            found[name[1]] = f"{entry.rstrip()}\n"
    return found


def _heads(paper: Paper, seed: str) -> Heads:
    """Return how a paper begins in a seed, as typed there and as read."""
    there: list[Text] = []
    for field in (paper.title, paper.abstract):
        every: Sequence[Field[Text] | Field[Abstract]] = (field, *field.others) if field else ()
        said = (one.value for one in every if one.origin.kind is Kind.SEED and one.origin.place.path == f"seeds/{seed}")
        there += [value.text if isinstance(value, Abstract) else value for value in said]
    return beginnings.of(there)
