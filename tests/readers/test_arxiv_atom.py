"""What arXiv's API answers: golden feeds, and feeds that mean harm."""

from pathlib import Path

import pytest
import readings
from documents import document
from hypothesis import given
from hypothesis import strategies as st

from carrel import readers
from carrel.readers import arxiv_atom

USUAL = (readings.GOLDEN / "arxiv_atom" / "usual.xml").read_text("utf-8")
FEED = '<feed xmlns="http://www.w3.org/2005/Atom"><id>http://arxiv.org/api/x</id>'


@pytest.mark.parametrize("path", readings.cases("arxiv_atom"), ids=lambda path: path.name)
def test_golden_feeds(path: Path) -> None:
    """Each invented feed is read as the file beside it says, and by this reader."""
    text = readings.document(path)
    assert readers.recognise(text) is arxiv_atom
    reading = readings.read(readers.registry()["arxiv_atom"], text)
    readings.check(text, reading)
    assert readings.told(reading) == readings.expected(path)


def test_another_feed_is_none_of_arxiv() -> None:
    """Atom alone is not enough."""
    text = '<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>A blog</title></feed>'
    assert arxiv_atom.sniff(document(text)) == 0.0


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>',
    ],
    ids=["bomb", "outside", "entity"],
)
def test_a_document_type_is_refused(head: str) -> None:
    """Nothing expands, and no file is fetched."""
    text = document(f"{head}\n{FEED}<entry><title>&a;&f;</title></entry></feed>")
    reading = readings.read(readers.registry()["arxiv_atom"], text)
    assert reading.entries == ()
    assert [p.message for p in reading.problems] == [
        "the feed breaks off here: a document type, which no answer of arXiv has"
    ]


def test_elements_without_end_are_refused() -> None:
    """However deep they go, no stack overflows."""
    text = document(FEED + "<entry>" * 100_000)
    reading = readings.read(readers.registry()["arxiv_atom"], text)
    assert "too many elements" in reading.problems[0].message


@given(st.integers(0, len(USUAL)), st.integers(0, 40), st.text(max_size=20))
def test_a_feed_may_be_damaged_anywhere(at: int, cut: int, put: str) -> None:
    """Whatever is cut out or put in: each line is somewhere, and nothing is raised."""
    text = document(USUAL[:at] + put + USUAL[at + cut :])
    readings.check(text, readings.read(readers.registry()["arxiv_atom"], text))
