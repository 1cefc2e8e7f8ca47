"""YAML as it is written: our reader reads it back, and so does another one."""

from __future__ import annotations

import textwrap
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from carrel.problem import Problem
from carrel.records import layout, nodes
from carrel.records.layout import Long, Quoted

ODD = [
    "",
    "yes",
    "null",
    "~",
    "<<",
    "- a",
    "a: b",
    "a #b",
    "2210.10",
    "1e5",
    "0x1f",
    "12:30",
    "2023-04-07",
    "=",
    "é\u2028x",
]
plain = st.one_of(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), st.sampled_from(ODD))
words = st.one_of(plain, plain.map(Quoted), st.text("ab \n#:-é\t", max_size=300).map(Long))
anything = st.recursive(words, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(plain, inner, max_size=3))


@given(st.lists(st.text("aé-:字", min_size=1, max_size=150), min_size=1, max_size=40).map(" ".join))
def test_lines_are_as_long_as_they_may_be(text: str) -> None:
    """A long text is parted at spaces, as other programs do it."""
    told = textwrap.wrap(text, layout.WIDTH, break_long_words=False, break_on_hyphens=False)
    assert layout._wrapped(text) == told


@given(st.dictionaries(plain, anything, min_size=1, max_size=4))
def test_what_is_written_is_read(said: dict[str, Any]) -> None:
    """Strings, lists and mappings come back as they were."""
    problems: list[Problem] = []
    node = nodes.parse(layout.document(said), "a.yml", problems)
    assert not problems
    assert node is not None
    assert nodes.simple(node) == said


@given(st.dictionaries(st.just("a"), plain))
def test_another_reader_reads_the_same(said: dict[str, str]) -> None:
    """A value without quotes is taken for no number or date that would be written in another way."""
    read = yaml.safe_load(layout.document(said) or "{}") or {}
    assert {key: str(value) for key, value in read.items()} == said


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("2404.19429", "2404.19429"),
        ("2210.10050", '"2210.10050"'),
        ("2024-04-30", "2024-04-30"),
        ("2023", "2023"),
        ("010", '"010"'),
        ("yes", '"yes"'),
        ("447-482", "447-482"),
        ("https://a.org/b?c=d#e", "https://a.org/b?c=d#e"),
        ("Title: Subtitle", '"Title: Subtitle"'),
        (r"a \emph{b}: c", r"'a \emph{b}: c'"),
        ("张三", "张三"),
        (Quoted("A Title"), '"A Title"'),
        (Long("word " * 30 + "end"), ">-\n  " + "word " * 19 + "word\n  " + "word " * 10 + "end"),
        ("two\nlines", "|-\n  two\n  lines"),
        (True, "true"),
        ([], "[]"),
        ({}, "{}"),
    ],
)
def test_layout(value: Any, written: str) -> None:  # noqa: ANN401  # strings, lists and mappings
    """Quotes where they are needed, long texts in lines."""
    assert layout.document({"a": value}) == f"a: {written}\n"


def test_lists_and_mappings() -> None:
    """Two spaces a level; a mapping in a list begins beside its dash."""
    said = {"a": ["b", {"c": "d", "e": ["f"]}], "k" * 600: "v"}
    assert layout.document(said) == f"a:\n  - b\n  - c: d\n    e:\n      - f\n? {'k' * 600}\n: v\n"
