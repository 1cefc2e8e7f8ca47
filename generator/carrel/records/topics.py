"""seeds/topics.yml: the taxonomy, two levels, with the phrases that assign each topic."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from carrel import slugs
from carrel.model import Topic
from carrel.problem import Place, Problem, error
from carrel.records import nodes, values
from carrel.records.nodes import Node, Sequence

NAME = "seeds/topics.yml"
PHRASES = ("phrases", "twice", "title_phrases")
KNOWN = ("id", "name", "definition", *PHRASES, "topics")


def read(root: Path) -> tuple[list[Topic], list[Problem]]:
    """Read the taxonomy of a list, parents before their children; a list may do without."""
    problems: list[Problem] = []
    path = root / NAME
    if not path.exists() and not path.is_symlink():
        return [], []
    node = nodes.read(path, NAME, problems)
    found = list(_level(node, "", problems)) if node is not None else []
    problems.extend(_twins(found))
    return [topic for topic, _ in found], problems


def _level(node: Node, parent: str, problems: list[Problem]) -> Iterator[tuple[Topic, int]]:
    """Return the topics of a list and those under them, each with its line."""
    if not isinstance(node, Sequence):
        problems.append(error(Place(NAME, node.line), "a list of topics should stand here, each '- id: …'"))
        return
    for child in node.items:
        if isinstance(child, nodes.Mapping):
            yield from _topic(child, parent, problems)
        else:
            problems.append(error(Place(NAME, child.line), "a topic should stand here: 'id: …', 'name: …'"))


def _topic(node: nodes.Mapping, parent: str, problems: list[Problem]) -> Iterator[tuple[Topic, int]]:
    for key, (line, _) in node.items.items():
        if key not in KNOWN:
            meant = values.nearest(key, KNOWN)
            hint = f"did you mean '{meant}'?" if meant else f"known are {', '.join(KNOWN)}"
            problems.append(error(Place(NAME, line), f"unknown field '{key}'; {hint}", "unknown-field"))
    written = _word(node, "id", problems)
    if not slugs.is_valid(written):
        what = f"'{written}' is {'a reserved name' if written in slugs.RESERVED else 'no id'}" if written else "no id"
        problems.append(error(Place(NAME, node.line), f"{what}; write small letters, digits and single hyphens"))
        return
    phrases = {key: _words(node, key, problems) for key in PHRASES}
    name = _word(node, "name", problems) or written
    yield (
        Topic(id=written, name=name, definition=_word(node, "definition", problems), parent=parent, **phrases),
        node.line,
    )
    if "topics" in node.items:
        line, children = node.items["topics"]
        if parent:
            problems.append(error(Place(NAME, line), "a third level; the taxonomy has two"))
        else:
            yield from _level(children, written, problems)


def _word(node: nodes.Mapping, key: str, problems: list[Problem]) -> str:
    """Return a value in one line, or '' where it is missing or wrong."""
    return " ".join(" ".join(_words(node, key, problems, several=False)).split())


def _words(node: nodes.Mapping, key: str, problems: list[Problem], *, several: bool = True) -> tuple[str, ...]:
    if key not in node.items:
        return ()
    line, value = node.items[key]
    try:
        return values.strings(value) if several else (values.string(value),)
    except values.BadValueError as wrong:
        problems.append(error(Place(NAME, wrong.line or line), f"{key}: {wrong}"))
        return ()


def _twins(topics: list[tuple[Topic, int]]) -> Iterator[Problem]:
    """Tell of two topics with one id, or with names that a reader would not tell apart."""
    ids: dict[str, int] = {}
    folded: dict[str, int] = {}
    for topic, line in topics:
        name = topic.name.casefold().replace("-", " ")
        if topic.id in ids:
            yield error(Place(NAME, line), f"the topic '{topic.id}' stands in line {ids[topic.id]} already")
        elif name in folded:
            yield error(Place(NAME, line), f"a topic called '{topic.name}' stands in line {folded[name]} already")
        ids.setdefault(topic.id, line)
        folded.setdefault(name, line)
