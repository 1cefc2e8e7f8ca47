"""How well topics are assigned on the real list, against the labels of a person who read all of its papers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from carrel import build
from carrel.model import Topic

ROOT = Path(__file__).parent.parent
LABELS = ROOT / "tests/golden/topics/labels.yml"


@dataclass(frozen=True, slots=True)
class Score:
    """What share of the assigned topics is right, and what share of those needed is assigned."""

    papers: int
    precision: float
    recall: float


def with_parents(topics: Iterable[str], known: Mapping[str, Topic]) -> set[str]:
    """Return the topics and those above them."""
    return {topic for child in topics for topic in (child, known[child].parent) if topic}


def measure() -> Score:
    """Compare what the library says with the labels; a topic that a label calls defensible is right, and not needed."""
    library, _ = build.load(ROOT)
    found = {
        (source.seed[:3], source.position): [a.topic for a in paper.assignments]
        for paper in library.papers.values()
        for source in paper.sources
    }
    labels = yaml.safe_load(LABELS.read_text("utf-8"))
    assigned = right = needed = met = 0
    for label in labels:
        topics = with_parents(found[label["seed"], label["position"]], library.topics)
        wanted = with_parents(label["topics"], library.topics)
        assigned, needed, met = assigned + len(topics), needed + len(wanted), met + len(wanted & topics)
        right += len(topics & (wanted | with_parents(label.get("may", ()), library.topics)))
    return Score(len(labels), right / assigned, met / needed)
