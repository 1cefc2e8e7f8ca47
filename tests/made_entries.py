"""Entries, records and readings to catalogue, made of plain words."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from carrel import latex, names, prose
from carrel.catalogue import catalogue
from carrel.model import (
    Abstract,
    Authors,
    Curated,
    Entry,
    Field,
    Kind,
    Library,
    Origin,
    Reading,
    Record,
    Taxonomy,
    Topic,
)
from carrel.problem import Place, Problem


def described(path: str, line: int, kind: Kind, said: Mapping[str, object]) -> dict[str, Any]:
    """Return fields, a line each: text is parsed, names are read, anything else is taken as it is."""
    places = (Place(path, line + n) for n in range(len(said)))
    return {key: Field(read(key, said[key]), Origin(kind, place)) for key, place in zip(said, places, strict=True)}


def read(key: str, said: object) -> object:
    """Return the value of a field that somebody wrote in words."""
    match key, said:
        case "title", str():
            return latex.parse(said)
        case "abstract", str():
            return Abstract(latex.parse(said), prose.language(said))
        case "authors", list() | tuple():
            return Authors(tuple(names.parse(name) for name in said))
        case _:
            return said


def entry(seed: str = "a.txt", position: int = 1, **said: object) -> Entry:
    """Return a paper of a seed; its fields stand in one line each."""
    path = f"seeds/{seed}"
    line = 10 * position
    return Entry(place=Place(path, line), position=position, **described(path, line, Kind.SEED, said))


def record(id: str, seed: str = "", starts: str = "", **said: object) -> Record:  # noqa: A002  # what a record calls it
    """Return a record of a paper, or about one."""
    path = f"seeds/papers/{id}.yml"
    lines = MappingProxyType({"seed": 1, "starts": 2} | {key: n for n, key in enumerate(said, 3)})
    fields = described(path, 3, Kind.RECORD, said)
    return Record(place=Place(path, 1), id=id, seed=seed, starts=starts, lines=lines, **fields)


def shelf(*entries: Entry) -> dict[str, tuple[str, Reading]]:
    """Return readings of all seeds that the entries stand in, in the order in which they come."""
    seeds: dict[str, list[Entry]] = {}
    for one in entries:
        seeds.setdefault(one.place.path.removeprefix("seeds/"), []).append(one)
    return {seed: ("abstracts", Reading(tuple(found))) for seed, found in seeds.items()}


def catalogued(
    entries: Iterable[Entry] = (),
    records: Iterable[Record] = (),
    topics: Iterable[Topic] = (),
    *,
    uncurated: bool = False,
) -> tuple[Library, list[str]]:
    """Return the library of these, and its problems in words."""
    taxonomy = Taxonomy(tuple(topics), uncurated)
    library, problems = catalogue(shelf(*entries), Curated(records=tuple(records), taxonomy=taxonomy))
    return library, told(problems)


def told(problems: Iterable[Problem]) -> list[str]:
    """Return problems in words."""
    return [str(problem) for problem in problems]
