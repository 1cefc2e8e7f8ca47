"""arXiv's listing by mail: golden mails, laws, and the time it takes."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import readings
from hypothesis import given, settings
from hypothesis import strategies as st

from carrel import readers
from carrel.readers import arxiv_mail
from carrel.readers.contract import Document

CASES = readings.cases("arxiv_mail")
LINES = sorted({line for path in CASES for line in path.read_text("utf-8").splitlines()})


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_golden(path: Path) -> None:
    """Each mail is known for one, and read as the file beside it says."""
    assert readers.recognise(readings.golden(arxiv_mail, path)) is arxiv_mail or path.stem == "faults"


@pytest.mark.parametrize("prefix", ["", "From ada Thu Jan 22 2026", "Subject: cs daily\nTo: rabble@arxiv.org\n"])
def test_heads_of_mails(prefix: str) -> None:
    """What stands before the listing is the mail's."""
    listing = readings.cases("arxiv_mail")[-1].read_text("utf-8")
    text = Document("seeds/list", tuple(f"{prefix}\n{listing}".split("\n")))
    found = readings.read(arxiv_mail, text)
    readings.check(text, found)
    assert arxiv_mail.sniff(text) >= readers.SURE_ENOUGH
    assert len(found.entries) == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\\\\\narXiv:2601.00001\nno more",
        "See arXiv:2601.00001 for more.\nTitle: Frobs",
        "- arXiv:2601.00001\n\nTitle: x",
    ],
)
def test_other_texts_are_no_mails(text: str) -> None:
    """An id alone makes no listing."""
    assert arxiv_mail.sniff(Document("seeds/list", tuple(text.split("\n")))) < readers.SURE_ENOUGH


@settings(deadline=None)
@given(st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=40)), max_size=30))
def test_nothing_is_lost(lines: list[str]) -> None:
    """Lines of mails and of anything else, in any order: each is somewhere."""
    text = Document("seeds/list", tuple(lines))
    assert 0 <= arxiv_mail.sniff(text) <= 1
    readings.check(text, readings.read(arxiv_mail, text))


@pytest.mark.parametrize(
    "line", ["\\\\", "arXiv:2601.00001", "Title: x", "  more", "-" * 78, "(" * 50, "Authors: " + "a, " * 50]
)
def test_time_is_linear(line: str) -> None:
    """Many lines of a kind take no time to speak of."""
    text = Document("seeds/list", ("\\\\", "arXiv:2601.00001", "Title: Frobs", *([line] * 20_000)))
    start = time.process_time()
    arxiv_mail.sniff(text)
    readings.read(arxiv_mail, text)
    assert time.process_time() - start < 10
