"""seeds/topics.yml: the taxonomy, two levels, with the phrases that assign each topic."""

from __future__ import annotations

import difflib
from pathlib import Path

from carrel import slugs
from carrel.model import Topic
from carrel.problem import Place, Problem, error
from carrel.records import nodes
from carrel.records.nodes import Node, Scalar, Sequence

NAME = "seeds/topics.yml"
KNOWN = ("id", "name", "definition", "phrases", "twice", "title_phrases", "topics")


def read(root: Path) -> tuple[list[Topic], list[Problem]]:
    """Read the taxonomy of a list, parents before their children; a list may do without."""
    problems: list[Problem] = []
    path = root / "seeds" / "topics.yml"
    if not path.exists():
        return [], []
    node = nodes.read(path, NAME, problems)
    topics: list[Topic] = []
    if node is not None:
        _read_level(node, "", topics, problems)
    first: set[str] = set()
    for topic in topics:
        if topic.id in first:
            problems.append(error(Place(NAME), f"the topic '{topic.id}' stands here twice"))
        first.add(topic.id)
    return topics, problems


def _read_level(node: Node, parent: str, topics: list[Topic], problems: list[Problem]) -> None:
    if not isinstance(node, Sequence):
        problems.append(error(Place(NAME, node.line), "a list of topics should stand here, each '- id: …'"))
        return
    for child in node.items:
        if not isinstance(child, nodes.Mapping):
            problems.append(error(Place(NAME, child.line), "a topic should stand here: 'id: …', 'name: …'"))
            continue
        _read_topic(child, parent, topics, problems)


def _read_topic(node: nodes.Mapping, parent: str, topics: list[Topic], problems: list[Problem]) -> None:
    for key, (line, _) in node.items.items():
        if key not in KNOWN:
            near = difflib.get_close_matches(key, KNOWN, 1)
            hint = f"; did you mean '{near[0]}'?" if near else ""
            problems.append(error(Place(NAME, line), f"unknown field '{key}'{hint}"))
    written = _word(node, "id", problems)
    if not written or not slugs.is_valid(written):
        what = f"'{written}' is no id" if written else "a topic without an id"
        problems.append(error(Place(NAME, node.line), f"{what}; write small letters, digits and single hyphens"))
        return
    topics.append(
        Topic(
            id=written,
            name=_word(node, "name", problems) or written,
            definition=_word(node, "definition", problems),
            parent=parent,
            phrases=_words(node, "phrases", problems),
            twice=_words(node, "twice", problems),
            title_phrases=_words(node, "title_phrases", problems),
        )
    )
    if "topics" in node.items:
        line, children = node.items["topics"]
        if parent:
            problems.append(error(Place(NAME, line), "a third level; the taxonomy has two"))
            return
        _read_level(children, written, topics, problems)


def _word(node: nodes.Mapping, key: str, problems: list[Problem]) -> str:
    if key not in node.items:
        return ""
    line, value = node.items[key]
    if not isinstance(value, Scalar):
        problems.append(error(Place(NAME, line), f"'{key}' must be a single value"))
        return ""
    return " ".join(value.value.split())


def _words(node: nodes.Mapping, key: str, problems: list[Problem]) -> tuple[str, ...]:
    if key not in node.items:
        return ()
    line, value = node.items[key]
    items = value.items if isinstance(value, Sequence) else (value,)
    if not all(isinstance(item, Scalar) and item.value.strip() for item in items):
        problems.append(error(Place(NAME, line), f"'{key}' must be a list of phrases"))
        return ()
    return tuple(item.value.strip() for item in items if isinstance(item, Scalar))
