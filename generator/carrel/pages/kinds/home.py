"""The home page: what the list holds, in numbers, the newest papers, the topics; and the page of the search."""

from __future__ import annotations

from collections.abc import Iterator

from carrel.markup import Markdown, escape, safe_url
from carrel.model import UNDATED
from carrel.pages.kinds import feeds
from carrel.pages.view import File, View

NEWEST = 10
FREQUENT = 40  # topics shown where there is no taxonomy


def files(view: View) -> Iterator[File]:
    """Two pages."""
    library = view.library
    here = "index.md"
    numbers = [
        view.link(here, f"{kind}/index.md", _large(view.count(kind, number), number))
        for kind, number in (
            ("papers", len(library.papers)),
            ("authors", library.authors),
            ("topics", len(library.topics)),
            ("venues", len(library.venues)),
            ("years", len(library.by_year.keys() - {UNDATED})),
            ("seeds", len(library.seeds)),
        )
    ]
    top = [topic.id for topic in view.below.get("", ()) if not topic.uncurated]
    top = top or sorted(library.topics, key=lambda topic: -len(library.by_topic[topic]))[:FREQUENT]
    yield view.page(
        here,
        "home",
        {"title": view.settings.site_name, "kind": "home", "feed": feeds.told(view, feeds.newest_path())},
        name=view.settings.site_name,
        lead=view.settings.description,
        numbers=numbers,
        papers=view.paper_rows(here, list(library.papers)[:NEWEST]),
        total=len(library.papers),
        feed=feeds.newest_path(),
        download=_outside(view.say("home.download"), view.settings.download),
        topics=[(view.topic_link(here, topic), len(library.by_topic[topic])) for topic in top],
    )
    yield view.page(
        "search.md", "search", {"title": view.say("page.search"), "kind": "search", "template": "search.html"}
    )


def _outside(words: str, url: str) -> Markdown:
    return Markdown(f"[{escape(words)}]({safe_url(url)})" if url else "")


def _large(words: str, number: int) -> Markdown:
    """`**92** papers`: the number stands out."""
    return Markdown(escape(words).replace(str(number), f"**{number}**", 1))
