"""Atom feeds: the newest papers of the list, and those of each topic."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from carrel.exports import atom
from carrel.pages.view import File, View

NEWEST = 50
OF_TOPIC = 20


def files(view: View) -> Iterator[File]:
    """One feed for the home page, and one a topic."""
    site = atom.Site(view.settings.site_name, view.settings.site_url)

    @cache
    def entry(paper: str) -> atom.Entry:
        return atom.entry(site, f"papers/{paper}.html", view.citing.citation(paper))

    newest = [entry(paper) for paper in list(view.library.papers)[:NEWEST]]
    path = newest_path()
    yield File(path, atom.feed(site, path, "index.html", view.settings.site_name, newest))
    for topic in view.library.topics.values():
        path, papers = topic_path(topic.id), view.library.by_topic[topic.id][:OF_TOPIC]
        page, title = f"topics/{topic.id}.html", _title(view, topic.name)
        yield File(path, atom.feed(site, path, page, title, [entry(paper) for paper in papers]))


def _title(view: View, topic: str = "") -> str:
    name = view.settings.site_name
    return view.say("feed.title", site=name, topic=topic) if topic else name


def told(view: View, path: str, topic: str = "") -> dict[str, str]:
    """Return what the head of a page says of its feed, as front matter."""
    return {"title": _title(view, topic), "url": path}


def newest_path() -> str:
    """Return where the feed of the list stands."""
    return f"{atom.FOLDER}/newest.xml"


def topic_path(topic: str) -> str:
    """Return where the feed of a topic stands."""
    return f"{atom.FOLDER}/topic-{topic}.xml"
