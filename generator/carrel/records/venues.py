"""seeds/venues.yml: the venues that a list knows, each with its spellings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from carrel import slugs, venues
from carrel.model import Venue
from carrel.problem import Place, Problem, error
from carrel.records import nodes, values

NAME = "seeds/venues.yml"
FIELDS: Mapping[str, Callable[[nodes.Node], Any]] = MappingProxyType(
    {
        "id": values.line,
        "name": values.line,
        "title": values.line,
        "spellings": values.lines,
        "aliases": values.ids,
    }
)
KNOWN = tuple(FIELDS)


def read(root: Path) -> tuple[list[Venue], list[Problem]]:
    """Read the venues of a list; a list may do without."""
    problems: list[Problem] = []
    found: list[Venue] = []
    given: list[tuple[str, Place]] = []
    owner: dict[str, str] = {}
    for node in values.entries(root, NAME, "venues", problems):
        if not isinstance(node, nodes.Mapping):
            problems.append(error(Place(NAME, node.line), "a venue should stand here: 'id: …', 'name: …'"))
            continue
        said = values.fields(node, FIELDS, FIELDS, problems, NAME)
        if not slugs.is_valid(said.get("id", "")):
            wrong = "a venue has an id: small letters, digits and single hyphens"
            problems.append(error(Place(NAME, node.line), wrong))
            continue
        venue = Venue(**{"name": said["id"], **said})
        found.append(venue)
        given.extend(values.placed(node, NAME, said))
        for spelling in (venue.name, venue.title, *venue.spellings):
            first = owner.setdefault(venues.fold(spelling), venue.id)
            if first != venue.id and spelling:
                problems.append(error(Place(NAME, node.line), f"'{spelling}' is a spelling of '{first}' already"))
    return found, [*problems, *values.clashes(given)]
