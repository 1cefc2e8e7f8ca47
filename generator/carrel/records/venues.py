"""seeds/venues.yml: the venues that a list knows, each with its spellings."""

from __future__ import annotations

import difflib
from pathlib import Path

from carrel import slugs, venues
from carrel.model import Venue
from carrel.problem import Place, Problem, error
from carrel.records import nodes
from carrel.records.nodes import Scalar, Sequence

NAME = "seeds/venues.yml"
KNOWN = ("id", "name", "title", "spellings")


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
    for key, (line, value) in node.items.items():
        if key not in KNOWN:
            near = difflib.get_close_matches(key, KNOWN, 1)
            hint = f"; did you mean '{near[0]}'?" if near else ""
            problems.append(error(Place(NAME, line), f"unknown field '{key}'{hint}", "unknown-field"))
        elif key != "spellings" and not isinstance(value, Scalar):
            problems.append(error(Place(NAME, line), f"'{key}' must be a single value"))
    written = _words(node, "id")
    if len(written) != 1 or not slugs.is_valid(written[0]):
        problems.append(error(Place(NAME, node.line), "a venue has an id: small letters, digits and single hyphens"))
        return None
    name = _words(node, "name")
    title = _words(node, "title")
    return Venue(written[0], name[0] if name else written[0], title[0] if title else "", _words(node, "spellings"))


def _words(node: nodes.Mapping, key: str) -> tuple[str, ...]:
    if key not in node.items:
        return ()
    value = node.items[key][1]
    items = value.items if isinstance(value, Sequence) else (value,)
    return tuple(" ".join(item.value.split()) for item in items if isinstance(item, Scalar) and item.value.strip())
