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
from carrel.records.nodes import Sequence

NAME = "seeds/venues.yml"
FIELDS: Mapping[str, Callable[[nodes.Node], Any]] = MappingProxyType(
    {"id": values.line, "name": values.line, "title": values.line, "spellings": values.lines}
)
KNOWN = tuple(FIELDS)


def read(root: Path) -> tuple[list[Venue], list[Problem]]:
    """Read the venues of a list; a list may do without."""
    problems: list[Problem] = []
    path = root / "seeds" / "venues.yml"
    if not path.exists():
        return [], []
    node = nodes.read(path, NAME, problems)
    if node is None:
        return [], problems
    if not isinstance(node, Sequence):
        return [], [*problems, error(Place(NAME, node.line), "a list of venues should stand here, each '- id: …'")]
    found: list[Venue] = []
    owner: dict[str, str] = {}
    for child in node.items:
        venue = _venue(child, problems)
        if venue is None:
            continue
        found.append(venue)
        if sum(other.id == venue.id for other in found) > 1:
            problems.append(error(Place(NAME, child.line), f"the venue '{venue.id}' stands here twice"))
        for spelling in (venue.name, venue.title, *venue.spellings):
            first = owner.setdefault(venues.fold(spelling), venue.id)
            if first != venue.id and spelling:
                problems.append(error(Place(NAME, child.line), f"'{spelling}' is a spelling of '{first}' already"))
    return found, problems


def _venue(node: nodes.Node, problems: list[Problem]) -> Venue | None:
    if not isinstance(node, nodes.Mapping):
        problems.append(error(Place(NAME, node.line), "a venue should stand here: 'id: …', 'name: …'"))
        return None
    said = values.fields(node, FIELDS, FIELDS, problems, NAME)
    if not slugs.is_valid(said.get("id", "")):
        problems.append(error(Place(NAME, node.line), "a venue has an id: small letters, digits and single hyphens"))
        return None
    return Venue(**{"name": said["id"], **said})
