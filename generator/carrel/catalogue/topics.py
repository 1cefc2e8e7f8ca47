"""What each paper is about: topics that a source names, and topics whose phrases stand in its title or abstract."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from carrel import markup, names, phrases, slugs
from carrel.model import Assignment, Field, Kind, Name, Paper, Topic
from carrel.problem import Problem, error


def assign(
    papers: Sequence[Paper], taxonomy: Sequence[Topic], *, look: bool = True
) -> tuple[list[Paper], dict[str, Topic], list[Problem]]:
    """Assign topics to every paper: (papers, topics by id, problems).

    What a source names replaces what phrases say; without a taxonomy, the topics that records name and arXiv's
    categories are the topics. Unless we `look`, no phrase is searched for: no problem is found there.
    """
    problems: list[Problem] = []
    topics = {topic.id: topic for topic in taxonomy} or _uncurated(papers)
    named = _by_name(topics.values())
    finder = phrases.TopicFinder(topics.values())
    assigned = []
    for paper in papers:
        if paper.topics:
            found = _named(paper.topics, named, problems)
        elif taxonomy and not look:
            found = []
        elif taxonomy:
            abstract = markup.plain(paper.abstract.value.text) if paper.abstract else ""
            title = "" if paper.title_is_working else markup.plain(paper.title.value)
            found = list(finder.assign(title, abstract))
        else:
            found = [Assignment(named[_folded(paper.category.value)])] if paper.category else []
        assigned.append(replace(paper, assignments=_narrowest(found, topics)))
    return assigned, topics, problems


def known(words: Iterable[str], taxonomy: Sequence[Topic]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part words into those that name a topic and those that do not; without a taxonomy every word names one."""
    named = _by_name(taxonomy)
    found = [(word, not named or _folded(word) in named) for word in words]
    return tuple(word for word, is_topic in found if is_topic), tuple(word for word, is_topic in found if not is_topic)


def _by_name(topics: Iterable[Topic]) -> dict[str, str]:
    return {_folded(word): topic.id for topic in topics for word in (topic.id, topic.name)}


def _uncurated(papers: Sequence[Paper]) -> dict[str, Topic]:
    """Make topics of what records and categories name."""
    words = {word for paper in papers if paper.topics for word in paper.topics.value}
    words |= {paper.category.value for paper in papers if paper.category and not paper.topics}
    ids = slugs.assign(sorted({_folded(w): w for w in sorted(words)}.values()), lambda w: slugs.slug(w, "topic"), str)
    return {topic: Topic(topic, word) for topic, word in sorted(ids.items())}


def _folded(word: str) -> str:
    return names.fold(Name(word)) or word


def _named(said: Field[tuple[str, ...]], named: dict[str, str], problems: list[Problem]) -> list[Assignment]:
    found = []
    for word in said.value:
        topic = named.get(_folded(word))
        if topic:
            found.append(Assignment(topic))
        elif said.origin.kind is Kind.RECORD:
            near = difflib.get_close_matches(_folded(word), named, 1, 0.6)
            hint = f"; did you mean '{named[near[0]]}'?" if near else ""
            problems.append(error(said.origin.place, f"the topic '{word}' is not in seeds/topics.yml{hint}", "topic"))
    return found


def _narrowest(found: Sequence[Assignment], topics: dict[str, Topic]) -> tuple[Assignment, ...]:
    """Leave out a topic where one of its sub-topics is there; keep the order of the taxonomy."""
    there = {assignment.topic: assignment for assignment in reversed(found)}
    parents = {topics[topic].parent for topic in there}
    order = {topic: n for n, topic in enumerate(topics)}
    return tuple(there[topic] for topic in sorted(there, key=order.__getitem__) if topic not in parents)
