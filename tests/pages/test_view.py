"""What page kinds share: links, front matter, lists that go on, and words that are cut."""

import posixpath

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from carrel import markup
from carrel.pages import view
from carrel.pages.view import ROWS, turns

PATHS = st.lists(st.sampled_from(["a", "b", "papers", "x-1"]), min_size=1, max_size=4).map("/".join)


@given(PATHS, PATHS)
def test_a_relative_link_leads_there(here: str, there: str) -> None:
    """Followed from here, the way ends there."""
    way = view.relative(f"{here}.md", f"{there}.md")
    assert posixpath.normpath(posixpath.join(posixpath.dirname(f"{here}.md"), way)) == f"{there}.md"


@pytest.mark.parametrize(("number", "of"), [(0, 1), (1, 1), (ROWS, 1), (ROWS + 1, 2), (5 * ROWS, 5)])
def test_a_list_goes_on_to_further_pages(number: int, of: int) -> None:
    """Every row stands on one page, in order; an empty list has a page, too."""
    pages = list(turns("topics/x.md", range(number)))
    assert [page.path for page in pages] == ["topics/x.md", *(f"topics/x/{n}.md" for n in range(2, of + 1))]
    assert [row for page in pages for row in page.rows] == list(range(number))
    assert all(len(page.rows) <= ROWS for page in pages)
    assert {page.of for page in pages} == {of}


@settings(max_examples=50)
@given(st.text())
def test_no_text_breaks_out_of_front_matter(text: str) -> None:
    """MkDocs reads back what was written, white space and what is no text aside, and no key besides."""
    values = {"title": text, "crumbs": [{"title": text, "url": "x.html"}]}
    page = view.front_matter(values) + "# Heading\n"
    body, meta = get_data(page)
    told = markup.fold_space(text)
    assert body.strip() == "# Heading"
    assert meta == ({"title": told} if text else {}) | {"crumbs": [{"title": told, "url": "x.html"}]}
    assert yaml.safe_load(page.split("---\n")[1]) == meta


@given(st.text(), st.integers(5, 60))
def test_a_shortened_text_is_a_beginning(text: str, length: int) -> None:
    """At most that long, with a mark where something was left out."""
    short = view.shorten(text, length)
    assert len(short) <= length
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


def test_a_text_is_cut_between_words() -> None:
    """Where there is a space near enough."""
    assert view.shorten("one two three four", 12) == "one two…"
    assert view.shorten("onetwothreefour", 10) == "onetwothr…"
