"""seeds/topics.yml: the taxonomy, two levels, with the phrases that assign each topic.

One entry may be a setting instead: `- uncurated: true` makes topics of the keywords of seeds that are none here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from carrel import slugs
from carrel.model import Taxonomy, Topic
from carrel.problem import Place, Problem, error
from carrel.records import nodes, values
from carrel.records.nodes import Node, Scalar, Sequence

NAME = "seeds/topics.yml"
PHRASES = ("phrases", "twice", "title_phrases")
FIELDS: Mapping[str, Callable[[Node], Any]] = MappingProxyType(
    {
        "id": values.line,
        "name": values.line,
        "definition": values.line,
        **dict.fromkeys(PHRASES, values.strings),
        "aliases": values.ids,
    }
)
KNOWN = (*FIELDS, "topics")
SETTING = "uncurated"


def read(root: Path) -> tuple[Taxonomy, list[Problem]]:
    """Read the taxonomy of a list, parents before their children; a list may do without."""
    path = root / NAME
    if not path.exists() and not path.is_symlink():
        return Taxonomy(), []
    file = _File()
    node = nodes.read(path, NAME, file.problems)
    found = list(file.level(node, "")) if node is not None else []
    file.problems.extend(values.clashes(file.given))
    file.problems.extend(_twins(found))
    return Taxonomy(tuple(topic for topic, _ in found), uncurated=file.uncurated == "true"), file.problems


@dataclass(slots=True)
class _File:
    """The file as it is read: what is wrong with it, the ids that it gives, and what the setting in it says."""

    problems: list[Problem] = field(default_factory=list)
    given: list[tuple[str, Place]] = field(default_factory=list)
    uncurated: str = ""

    def level(self, node: Node, parent: str) -> Iterator[tuple[Topic, int]]:
        """Return the topics of a list and those under them, each with its line."""
        if not isinstance(node, Sequence):
            self._wrong(node.line, "a list of topics should stand here, each '- id: …'")
            return
        for child in node.items:
            if not isinstance(child, nodes.Mapping):
                self._wrong(child.line, "a topic should stand here: 'id: …', 'name: …'")
            elif not parent and "id" not in child.items and any(map(_is_meant, child.items)):
                self._set(child)
            else:
                yield from self._topic(child, parent)

    def _set(self, node: nodes.Mapping) -> None:
        """Read `- uncurated: true`, an entry by itself."""
        for key, (line, value) in node.items.items():
            if key != SETTING:
                self._wrong(line, f"unknown field '{key}'; {values.meant(key, (SETTING,))}", "unknown-field")
            elif not isinstance(value, Scalar) or value.value not in {"true", "false"}:
                self._wrong(line, f"{SETTING}: must be true or false")
            elif self.uncurated:
                self._wrong(line, f"'{SETTING}' stands here twice")
            else:
                self.uncurated = value.value

    def _topic(self, node: nodes.Mapping, parent: str) -> Iterator[tuple[Topic, int]]:
        said = values.fields(node, FIELDS, KNOWN, self.problems, NAME)
        children = node.items.get("topics")
        written = said.get("id", "")
        if not slugs.is_valid(written):
            what = (
                f"'{written}' is {'a reserved name' if written in slugs.RESERVED else 'no id'}" if written else "no id"
            )
            self._wrong(node.line, f"{what}; write small letters, digits and single hyphens")
            return
        self.given.extend(values.placed(node, NAME, said))
        yield Topic(**{"name": written, **said}, parent=parent), node.line
        if children is None:
            return
        if parent:
            self._wrong(children[0], "a third level; the taxonomy has two")
        else:
            yield from self.level(children[1], written)

    def _wrong(self, line: int, message: str, check: str = "schema") -> None:
        self.problems.append(error(Place(NAME, line), message, check))


def _is_meant(key: str) -> bool:
    """Tell whether somebody meant the setting."""
    return values.nearest(key, (*KNOWN, SETTING)) == SETTING


def _twins(topics: list[tuple[Topic, int]]) -> Iterator[Problem]:
    """Tell of two topics with names that a reader would not tell apart."""
    ids: set[str] = set()
    folded: dict[str, int] = {}
    for topic, line in topics:
        name = topic.name.casefold().replace("-", " ")
        if name in folded and topic.id not in ids:  # of one that stands here twice that is told
            yield error(Place(NAME, line), f"a topic called '{topic.name}' stands in line {folded[name]} already")
        ids.add(topic.id)
        folded.setdefault(name, line)
