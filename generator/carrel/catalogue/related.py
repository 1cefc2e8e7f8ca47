"""Papers close to one another: they share people or topics, and the rarer what they share, the closer they are."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from carrel.model import Paper, Related

SHOWN = 3  # related papers of a paper
WINDOW = 8  # of what many papers share, only the nearest in time are looked at: the work stays linear
REASONS = 2  # people or topics named as the reason
PEOPLE_WEIGHT = 1.0
TOPIC_WEIGHT = 0.9


def relate(papers: Sequence[Paper]) -> list[Paper]:
    """Give each paper those closest to it; `papers` come newest first."""
    shared: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for n, paper in enumerate(papers):
        for feature in _features(paper):
            shared[feature].append(n)
    weight = {f: _weight(f, len(members)) for f, members in shared.items()}
    return [replace(paper, related=_closest(n, papers, shared, weight)) for n, paper in enumerate(papers)]


def _features(paper: Paper) -> list[tuple[str, str]]:
    people = dict.fromkeys(authorship.person for authorship in paper.authorships)
    return [("person", p) for p in people] + [("topic", a.topic) for a in paper.assignments]


def _weight(feature: tuple[str, str], members: int) -> float:
    kind = PEOPLE_WEIGHT if feature[0] == "person" else TOPIC_WEIGHT
    return kind / math.log2(1 + members) if members > 1 else 0.0


def _closest(
    n: int,
    papers: Sequence[Paper],
    shared: dict[tuple[str, str], list[int]],
    weight: dict[tuple[str, str], float],
) -> tuple[Related, ...]:
    scores: defaultdict[int, float] = defaultdict(float)
    features = _features(papers[n])
    for feature in features:
        for other in _near(n, shared[feature]):
            scores[other] += weight[feature]
    best = sorted((o for o in scores if o != n), key=lambda o: (-scores[o], abs(o - n), papers[o].id))[:SHOWN]
    return tuple(_reasons(papers[other], features, weight) for other in best)


def _near(n: int, members: list[int]) -> list[int]:
    """Return the members around n; lists are in order of time."""
    if len(members) <= 2 * WINDOW + 1:
        return members
    low = bisect_left(members, n)
    return members[max(0, low - WINDOW) : low + WINDOW + 1]


def _reasons(other: Paper, features: list[tuple[str, str]], weight: dict[tuple[str, str], float]) -> Related:
    """Name the rarest people and topics in common."""
    common = sorted(set(features) & set(_features(other)), key=lambda f: (-weight[f], f))
    people = tuple(name for kind, name in common if kind == "person")[:REASONS]
    topics = tuple(name for kind, name in common if kind == "topic")[:REASONS]
    return Related(other.id, people, topics)
