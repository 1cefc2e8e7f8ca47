"""A topic: what it is, its papers, what is below and beside it, who writes about it; and the index of topics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest

from carrel.markup import Markdown
from carrel.model import Topic
from carrel.pages.kinds import feeds
from carrel.pages.view import File, View, turns

NEIGHBOURS = 6
FREQUENT = 12  # people shown; the others are folded away


def files(view: View) -> Iterator[File]:
    """The pages of each topic, and the index."""
    yield from _index(view)
    topics = list(view.library.topics.values())
    for before, topic, after in zip_longest([None, *topics[:-1]], topics, topics[1:]):
        if topic is not None:
            yield from _pages(view, topic, before, after)


def _pages(view: View, topic: Topic, before: Topic | None, after: Topic | None) -> Iterator[File]:
    papers = view.library.by_topic[topic.id]
    crumbs = view.crumbs("topics")
    if topic.parent:
        crumbs.append({"title": view.library.topics[topic.parent].name, "url": f"topics/{topic.parent}.html"})
    front = {
        "title": topic.name,
        "kind": "topic",
        "description": topic.definition or view.count("papers", len(papers)),
        "crumbs": crumbs,
        "previous": _turn(before),
        "next": _turn(after),
        "source": "seeds/topics.yml" if topic.definition else "",
        "feed": feeds.told(view, feeds.topic_path(topic.id), topic.name),
    }
    for turn in turns(f"topics/{topic.id}.md", papers):
        people = [(view.person_link(turn.path, p), count) for p, count in view.topic_people[topic.id].items()]
        yield view.page(
            turn.path,
            "topic",
            front,
            topic=topic,
            total=len(papers),
            turn=turn,
            papers=view.paper_rows(turn.path, turn.rows),
            below=[_counted(view, turn.path, below) for below in view.below.get(topic.id, ())],
            beside=_neighbours(view, topic, turn.path),
            people=people,
            people_shown=FREQUENT,
            fix=view.fix(turn.path, topic.name, lambda drafts: drafts.topic(topic)),
            lacking=view.lacking_links(turn.path, papers) if turn.number == 1 else [],
            feed=feeds.topic_path(topic.id),
        )


def _turn(topic: Topic | None) -> dict[str, str]:
    return {"title": topic.name, "url": f"topics/{topic.id}.html"} if topic else {}


def _neighbours(view: View, topic: Topic, here: str) -> list[tuple[str, int]]:
    """Topics that share papers with this one, its own family apart."""
    family = {topic.id, topic.parent} | {below.id for below in view.below.get(topic.id, ())}
    counts = Counter(
        a.topic for paper in view.library.by_topic[topic.id] for a in view.library.papers[paper].assignments
    )
    near = sorted(((c, t) for t, c in counts.items() if t not in family), key=lambda n: (-n[0], n[1]))
    return [(view.topic_link(here, t), c) for c, t in near[:NEIGHBOURS]]


def _counted(view: View, here: str, topic: Topic) -> tuple[Markdown, int]:
    return view.topic_link(here, topic.id), len(view.library.by_topic[topic.id])


def _index(view: View) -> Iterator[File]:
    """The taxonomy; behind it what sources name beside it, which may be much and goes on over several pages."""
    top = view.below.get("", ())
    curated = [topic for topic in top if not topic.uncurated]
    front = {"title": view.say("page.topics"), "kind": "topics", "description": view.say("topics.description")}
    for turn in turns("topics/index.md", [topic for topic in top if topic.uncurated]):

        def row(topic: Topic, here: str = turn.path) -> tuple[Markdown, int, str]:
            return *_counted(view, here, topic), topic.definition

        shown = curated if turn.number == 1 else []
        yield view.page(
            turn.path,
            "topics",
            front,
            rows=[(row(topic), [row(child) for child in view.below.get(topic.id, ())]) for topic in shown],
            turn=turn,
            others=[_counted(view, turn.path, topic) for topic in turn.rows],
            beside=bool(curated),
            total=len(view.library.topics),
        )
