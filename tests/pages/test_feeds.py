"""Atom feeds, as an independent parser reads them."""

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]  # it has no types
import pytest

import lists
from carrel import build, markup

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module", params=["library", "hostile", "many"])
def docs(request: pytest.FixtureRequest) -> Path:
    """Return docs/ of each of the lists that tests build."""
    root: Path = request.getfixturevalue(request.param)
    return root / "docs"


def rows(docs: Path, name: str) -> list[dict[str, Any]]:
    """Return a file of the data."""
    found: list[dict[str, Any]] = json.loads((docs / "api" / f"{name}.json").read_text("utf-8"))
    return found


def read(path: Path) -> Any:  # noqa: ANN401  # a mapping of its own kind
    """Read a feed by a parser that we did not write; it has nothing to complain of."""
    feed = feedparser.parse(path.read_bytes())
    assert not feed.bozo, feed.bozo_exception
    assert feed.version == "atom10"
    return feed


def test_the_newest_papers(docs: Path) -> None:
    """At most fifty, as the list has them: title, page, authors, abstract, the date of the first version."""
    feed = read(docs / "feeds" / "newest.xml")
    papers = rows(docs, "papers")[:50]
    for entry, paper in zip(feed.entries, papers, strict=True):
        assert entry.title == (f"[{paper['title']}]" if paper["title_is_working"] else paper["title"])
        assert entry.link == f"../{paper['page']}"
        assert entry.get("summary", "") == (paper["abstract"] or "")
        assert len(entry.get("authors", [])) == len(paper["authors"])
        dated = paper["date"] or paper["issued"] or "1980"
        assert entry.updated == f"{(dated + '-01-01')[:10]}T00:00:00Z"


def test_every_topic_has_its_feed(docs: Path) -> None:
    """Its newest twenty."""
    pages = {paper["id"]: paper["page"] for paper in rows(docs, "papers")}
    for topic in rows(docs, "topics"):
        feed = read(docs / "feeds" / f"topic-{topic['id']}.xml")
        assert [entry.link for entry in feed.entries] == [f"../{pages[paper]}" for paper in topic["papers"][:20]]
        assert markup.fold_space(topic["name"]) in feed.feed.title


def test_ids_are_unique_and_the_same_in_every_feed(docs: Path) -> None:
    """A reader who follows two feeds sees a paper once."""
    ids: dict[str, set[str]] = {}
    for path in (docs / "feeds").glob("*.xml"):
        feed = read(path)
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", feed.feed.id)
        for entry in feed.entries:
            assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", entry.id)
            ids.setdefault(entry.link, set()).add(entry.id)
    assert all(len(same) == 1 for same in ids.values())
    assert len({one for same in ids.values() for one in same}) == len(ids)


def test_what_the_standard_asks_for(docs: Path) -> None:
    """RFC 4287: each once, in feed and entry; text is text, and nothing of a stranger is markup."""
    for path in (docs / "feeds").glob("*.xml"):
        tree = ET.fromstring(path.read_bytes())  # noqa: S314  # our own
        for element in [tree, *tree.findall(f"{ATOM}entry")]:
            for name in ("id", "title", "updated"):
                assert len(element.findall(f"{ATOM}{name}")) == 1
            alternates = [link for link in element.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
            assert len(alternates) == 1
        assert tree.find(f"{ATOM}author/{ATOM}name") is not None
        assert {e.tag.removeprefix(ATOM) for e in tree.iter()} <= {
            *("feed", "id", "title", "updated", "author", "name", "link", "entry", "category", "summary")
        }


def test_addresses_are_whole_where_the_site_has_one(tmp_path: Path) -> None:
    """A feed then says where it is itself, and its ids are of that site."""
    root = lists.copy("library", tmp_path / "list")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("\nsite_url: https://list.example.org/here\n")
    assert not build.write(root).failed
    feed = read(root / "docs" / "feeds" / "newest.xml")
    links = {link.rel: link.href for link in feed.feed.links}
    assert links == {
        "alternate": "https://list.example.org/here/index.html",
        "self": "https://list.example.org/here/feeds/newest.xml",
    }
    assert all(entry.link.startswith("https://list.example.org/here/papers/") for entry in feed.entries)
