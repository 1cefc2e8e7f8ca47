"""Pages of one paper with front matter: golden pages, laws, and what is no such page."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import readings
from documents import document
from hypothesis import example, given, settings
from hypothesis import strategies as st

from carrel import readers
from carrel.readers import front_matter
from carrel.readers.contract import Document

CASES = readings.cases("front_matter")
LINES = sorted({line for path in CASES for line in path.read_text("utf-8").splitlines()})
HEAD = "---\ntitle: Frobs\nauthor: Ada Vale\nvenue: FrobConf\n"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_golden(path: Path) -> None:
    """Each page is known for one, and read as the file beside it says."""
    assert readers.recognise(readings.golden(front_matter, path)) is front_matter


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---",
        "---\ntitle: My holidays\nauthor: Ada\ndate: 2020-01-01\ntags: [frobs]\n---\nWe went to see the frobs.",
        "---\nlayout: default\ntitle: About\n---\nThis is about us.",
        "title: Frobs\nauthors: Ada Vale\nvenue: FrobConf",
        "---\n" + "title: Frobs\n" * 300 + "---\n",
        "# A title\n\n---\ntitle: Frobs\nauthors: Ada Vale\nvenue: x\n---\n",
    ],
)
def test_other_texts_are_no_pages_of_papers(text: str) -> None:
    """A post of a blog, a page of a site and a record are no pages of papers."""
    assert front_matter.sniff(document(text)) < readers.SURE_ENOUGH


@pytest.mark.parametrize(
    "strange", ["a: &x [1]\nb: *x", "a: !!python/name:os", "- a\n- b", "a: {b: {c: {d: {e: {f: g}}}}}", "? [a]\n: b"]
)
def test_strange_yaml_is_read_line_by_line(strange: str) -> None:
    """Aliases, tags and nests are not let in; the simple lines are."""
    text = document(f"{HEAD}{strange}\n---\nWe study frobs.")
    found = readings.read(front_matter, text)
    readings.check(text, found)
    assert found.entries[0].title
    assert found.entries[0].title.value.source == "Frobs"


@settings(deadline=None)
@given(st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=40)), max_size=12))
@example(["\x850"])
def test_nothing_is_lost(lines: list[str]) -> None:
    """Whatever stands in the front matter and below it: each line is somewhere."""
    for text in (Document("seeds/list", (*HEAD.split("\n"), *lines, "---")), Document("seeds/list", ("---", *lines))):
        assert 0 <= front_matter.sniff(text) <= 1
        found = readings.read(front_matter, text)
        if found.entries:
            readings.check(text, found)


def test_time_is_linear() -> None:
    """A long text below takes no time to speak of."""
    text = document(f"{HEAD}---\n" + "# heading\nsome words [x](https://x.example.org) *and* more\n" * 10_000)
    start = time.process_time()
    readings.read(front_matter, text)
    assert time.process_time() - start < 10
