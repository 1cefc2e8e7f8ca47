"""What each paper is about: topics that a source names, and topics whose phrases stand in its title or abstract."""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TypeGuard

from carrel import markup, phrases, slugs
from carrel.model import Assignment, Field, Kind, Paper, Taxonomy, Topic
from carrel.problem import Problem, error

LONGEST = 80  # characters of a keyword that may become a topic of its own; a longer one is a sentence


def assign(
    papers: Sequence[Paper], taxonomy: Taxonomy, *, look: bool = True
) -> tuple[list[Paper], dict[str, Topic], list[Problem]]:
    """Assign topics to every paper: (papers, topics by id, problems).

    What a record names replaces all else. Otherwise the keywords of the seeds count, each as the topic that it stands
    for, and the phrases of the taxonomy. Keywords that stand for none are topics themselves if the taxonomy wants them,
    or if there is none: then the arXiv category stands in for a paper without any. Unless we `look`, no phrase is
    searched for: no problem is found there.
    """
    subjects = _Subjects(papers, taxonomy, look=look)
    order = {topic: n for n, topic in enumerate(subjects.topics)}
    assigned = [replace(p, assignments=_narrowest(subjects.of(p), subjects.topics, order)) for p in papers]
    return assigned, subjects.topics, subjects.problems


class _Subjects:
    """The topics of a list, and how a paper comes by them."""

    def __init__(self, papers: Sequence[Paper], taxonomy: Taxonomy, *, look: bool) -> None:
        self._look = look
        self.problems: list[Problem] = []
        self._curated = _by_name(taxonomy)
        self._finder = phrases.TopicFinder(taxonomy.topics)
        self._meant = cache(phrases.KeywordFinder(taxonomy.topics).find)
        self._by_category = not taxonomy.topics
        self.topics = {topic.id: topic for topic in taxonomy.topics}
        self._others: dict[str, str] = {}  # of the other keywords: key → topic
        if taxonomy.uncurated or not taxonomy.topics:
            self._others = self._make_topics(papers)

    def of(self, paper: Paper) -> Iterator[Assignment]:
        """Return the topics of a paper, each as often as there is a reason, the best reason first."""
        if _is_settled(paper.topics):
            yield from self._named(paper.topics)
            return
        for field in _all(paper.topics):
            for word in field.value:
                yield from self._stood_for(word, field)
        if paper.category and not paper.topics and self._by_category:
            category = paper.category.value
            yield Assignment(self._others[_key(category)], "category", category, place=paper.category.origin.place)
        if self._look and not self._by_category:
            yield from self._found(paper)

    def _named(self, said: Field[tuple[str, ...]]) -> Iterator[Assignment]:
        """Return what a record names; it may name what others call a topic, but nothing new."""
        for word in said.value:
            topic = self._curated.get(_key(word)) or self._others.get(_key(word))
            if topic:
                yield Assignment(topic, "topics", word, place=said.origin.place)
            else:
                near = difflib.get_close_matches(_key(word), self._curated, 1, 0.6)
                hint = f"; did you mean '{self._curated[near[0]]}'?" if near else ""
                problem = f"the topic '{word}' is not in seeds/topics.yml{hint}"
                self.problems.append(error(said.origin.place, problem, "topic"))

    def _stood_for(self, word: str, said: Field[tuple[str, ...]]) -> Iterator[Assignment]:
        """Return what a keyword of a seed stands for, if anything."""
        for topic, phrase in self._meant(word).items():
            yield Assignment(topic, "topics", word, phrase, place=said.origin.place)
        if not self._meant(word) and (topic := self._others.get(_key(word), "")):
            yield Assignment(topic, "topics", word, place=said.origin.place)

    def _found(self, paper: Paper) -> Iterator[Assignment]:
        """Return the topics whose phrases stand in the words of a paper."""
        abstract = markup.plain(paper.abstract.value.text) if paper.abstract else ""
        title = "" if paper.title_is_working else markup.plain(paper.title.value)
        for found in self._finder.assign(title, abstract):
            field = paper.title if found.where == "title" else paper.abstract
            yield replace(found, place=field.origin.place if field else None)

    def _make_topics(self, papers: Iterable[Paper]) -> dict[str, str]:
        """Make topics of keywords that stand for none; of their spellings the one that most papers use is shown."""
        spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for paper in papers:
            for word in {*self._left(paper)}:
                spellings[_key(word)][word] += 1
        shown = {key: max(found, key=lambda word: (found[word], word)) for key, found in spellings.items()}
        taken = {given for topic in self.topics.values() for given in (topic.id, *topic.aliases)}
        ids = slugs.assign(sorted(shown), lambda key: slugs.slug(shown[key], "topic"), str, taken)
        made = {topic: Topic(topic, shown[key], uncurated=True) for topic, key in ids.items()}
        self.topics |= dict(sorted(made.items()))
        return {key: topic for topic, key in ids.items()}

    def _left(self, paper: Paper) -> Iterator[str]:
        """Return what a paper is about by its own account, as far as the taxonomy does not know it."""
        if _is_settled(paper.topics):
            if self._by_category:
                yield from paper.topics.value
        elif paper.topics:
            words = (word for field in _all(paper.topics) for word in field.value)
            yield from (word for word in words if len(word) <= LONGEST and not self._meant(word))
        elif paper.category and self._by_category:
            yield paper.category.value


def known(words: Iterable[str], taxonomy: Taxonomy) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part words into those that name a topic and those that do not; without a taxonomy every word names one."""
    names = _by_name(taxonomy)
    found = [(word, not names or _key(word) in names) for word in words]
    return tuple(word for word, is_topic in found if is_topic), tuple(word for word, is_topic in found if not is_topic)


def _by_name(taxonomy: Taxonomy) -> dict[str, str]:
    """Return the topics by what a record may call them; what one is called goes before what another once was."""
    once = {_key(alias): topic.id for topic in taxonomy.topics for alias in topic.aliases}
    return once | {_key(word): topic.id for topic in taxonomy.topics for word in (topic.id, topic.name)}


def _key(word: str) -> str:
    """Return what is the same of a topic's name however it is written."""
    return phrases.key(word) or word.casefold()


def _is_settled(said: Field[tuple[str, ...]] | None) -> TypeGuard[Field[tuple[str, ...]]]:
    """Tell whether a record says it."""
    return said is not None and said.origin.kind is Kind.RECORD


def _all(said: Field[tuple[str, ...]] | None) -> tuple[Field[tuple[str, ...]], ...]:
    """Return what every seed says."""
    return (said, *said.others) if said else ()


def _narrowest(
    found: Iterable[Assignment], topics: Mapping[str, Topic], order: Mapping[str, int]
) -> tuple[Assignment, ...]:
    """Leave out a topic where one of its sub-topics is there; keep the order of the taxonomy."""
    there: dict[str, Assignment] = {}
    for assignment in found:
        there.setdefault(assignment.topic, assignment)
    parents = {topics[topic].parent for topic in there}
    return tuple(there[topic] for topic in sorted(there, key=order.__getitem__) if topic not in parents)
