"""How lists mention papers: golden lines, and laws."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from carrel.readers.markdown_list import inline, mentions, wording
from carrel.readers.markdown_list.mentions import Mention

CASES = yaml.safe_load((Path(__file__).parents[1] / "golden" / "mentions" / "lines.yml").read_text("utf-8"))
SCRAPS = st.text(st.sampled_from("**[]() \"'-,.:;/Aa12"), max_size=60)


def told(mention: Mention) -> dict[str, Any]:
    """Return what a line says, in plain values; what is empty is left out."""
    byline = mention.byline.authors if mention.byline else None
    found = {
        "title": mention.title,
        "authors": [*map(str, byline.names), *([] if byline.complete else ["…"])] if byline else [],
        "venue": mention.imprint.venue,
        "when": mention.imprint.when,
        "arxiv": mention.arxiv,
        "tags": mention.tags,
        "rest": mention.rest,
        "leads": [str(target.meaning) for target in mention.targets],
    }
    return {key: value for key, value in found.items() if value}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["line"])
def test_golden(case: dict[str, Any]) -> None:
    """Each line says what a person reads in it."""
    assert told(wording.read(inline.parse(case["line"]))) == {key: case[key] for key in case if key != "line"}


@given(st.text(), SCRAPS, st.lists(st.sampled_from([case["line"] for case in CASES]), max_size=3).map(" ".join))
def test_no_text_is_too_strange(text: str, scraps: str, lines: str) -> None:
    """Any line is read."""
    for source in (text, scraps, lines):
        mention = wording.read(inline.parse(source))
        assert mention.title == mention.title.strip()
        assert all(words.strip() for words in mention.rest)


@given(st.text(st.sampled_from("ab c"), min_size=1))
def test_words_alone_are_a_title(text: str) -> None:
    """A line of plain words says nothing but its title."""
    title, told = mentions.clean_title(text)
    assert title == " ".join(text.split())
    assert not told.venue
