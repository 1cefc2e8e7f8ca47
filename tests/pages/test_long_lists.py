"""A list of 450 papers by one person, in one year, on one topic, in one document: every page stays short."""

import posixpath
import re

import pytest

from carrel import pages
from carrel.model import Library, Topic
from carrel.pages.view import ROWS
from carrel.settings import Settings
from made_entries import catalogued, entry

PAPERS = 450


@pytest.fixture(scope="module")
def library() -> Library:
    """Return papers that share all that they can share; each has an author of its own, whose name begins with W."""
    entries = [
        entry(
            position=n,
            title=f"Counting Gulls {n}",
            authors=["Ada Vale", f"Ida W{n}"],
            date="2020",
            topics=(f"keyword w{n}",),
        )
        for n in range(1, PAPERS + 1)
    ]
    topics = [Topic("gulls", "Gulls", phrases=("gull",))]
    return catalogued(entries, [], topics, uncurated=True)[0]


@pytest.fixture(scope="module")
def docs(library: Library) -> dict[str, str]:
    """Return the pages of that list."""
    return {file.path: file.content for file in pages.render(library, [], Settings())}


def blocks(page: str) -> list[list[str]]:
    """Return the rows of each list on a page."""
    found = re.findall(r'<div class="[\w -]+" markdown="1">\n(.*?)</div>', page, re.DOTALL)
    return [re.findall(r"^ *(?:-|\d+\.) .*$", block, re.MULTILINE) for block in found]


def links(path: str, page: str) -> set[str]:
    """Return the pages that a page links to."""
    targets = re.findall(r"\]\(([^):#]+\.md)", page)
    return {posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) for target in targets}


def test_no_list_is_longer_than_it_may_be(docs: dict[str, str]) -> None:
    """At most so many rows, and no page without any bound."""
    for path, page in docs.items():
        if path.endswith(".md"):
            assert max((len(rows) for rows in blocks(page)), default=0) <= ROWS, path
            assert sum(map(len, blocks(page))) <= 2.5 * ROWS, path


@pytest.mark.parametrize(
    "base",
    ["papers/index", "authors/ada-vale", "authors/index/w", "topics/gulls", "topics/index", "years/2020", "seeds/a"],
)
def test_each_long_list_goes_on(docs: dict[str, str], base: str) -> None:
    """By number, on as many pages as it takes, each with a way to all the others."""
    parts = {f"{base}.md", f"{base}/2.md", f"{base}/3.md"}
    assert parts <= docs.keys()
    assert f"{base}/4.md" not in docs
    for part in parts:
        assert parts - {part} <= links(part, docs[part])


def test_every_page_is_reached_by_links(library: Library, docs: dict[str, str]) -> None:
    """From home, whatever the length of the lists."""
    seen, waiting = {"index.md"}, ["index.md"]
    while waiting:
        path = waiting.pop()
        for link in links(path, docs[path]) - seen:
            seen.add(link)
            waiting.append(link)
    assert {f"papers/{paper}.md" for paper in library.papers} <= seen
    assert {f"authors/{person}.md" for person in library.people} <= seen
    assert {path for path in docs if path.endswith(".md")} - seen <= {"search.md"}


def test_a_paper_is_linked_to_the_page_that_lists_it(library: Library, docs: dict[str, str]) -> None:
    """Of its year and of its document, that part of the list on which it stands."""
    for paper in library.papers:
        path = f"papers/{paper}.md"
        for kind in ("years", "seeds"):
            [part] = {link for link in links(path, docs[path]) if link.startswith(f"{kind}/")}
            assert path in links(part, docs[part])


def test_numbers_go_on_where_the_list_does(docs: dict[str, str]) -> None:
    """The second page of a document begins where the first one ended."""
    assert re.search(rf"^{ROWS + 1}\. \[Counting Gulls {ROWS + 1}\]", docs["seeds/a/2.md"], re.MULTILINE)
