"""Scraps of LaTeX become runs of text; everything else stays as it is, and nothing is ever lost."""

from __future__ import annotations

import re
import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from carrel import latex, markup
from carrel.model import Link, Math, Styled, Text, Words
from golden_cases import blocks


@pytest.mark.parametrize("case", blocks("latex/cases.txt"), ids=lambda case: case[0])
def test_cases(case: list[str]) -> None:
    """What was typed, how it reads, and how it stands on a page."""
    typed, plain, *markdown = case
    text = latex.parse(typed)
    assert text.source == typed
    assert markup.plain(text) == plain
    assert markup.markdown(text) == (markdown[0] if markdown else markup.markdown(text))


@given(st.text(st.characters(exclude_characters="\\$`{}~", exclude_categories=["Cs"])))
@example("it's a 'quoted' \"word\"; 5'' by 3''")
@example("see https://a.bc/d, //e.fg and h")
def test_text_without_latex_comes_back_equal(typed: str) -> None:
    """Only LaTeX is read as LaTeX."""
    assert markup.plain(latex.parse(typed)) == markup.fold_space(typed)


PIECES = (
    *(
        "\\",
        "{",
        "}",
        "$",
        "$$",
        "``",
        "''",
        "'",
        '"',
        "~",
        "//",
        "https://a.bc/d",
        "http",
        "h",
        " ",
        ".",
        "é",
        "中",
        "a",
        "b c",
        "5",
    ),
    *(
        "\\textbf{",
        "\\emph",
        "{\\bf ",
        "{\\'",
        "\\'",
        '\\"',
        "\\c ",
        "\\c{",
        "\\i",
        "\\o",
        "\\ss{}",
        "\\url{",
        "\\href{",
        "}{",
    ),
    *("\\(", "\\)", "\\[", "\\]", "\\%", "\\$", "\\{", "\\alpha", "\\times", "\\unknown{", "\\ldots", "\\\\", "_", "^"),
)
hostile = st.one_of(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.text(max_size=40))


@settings(max_examples=500)
@given(hostile)
def test_nothing_is_lost(typed: str) -> None:
    """Each letter of the source that is no command's is in the plain text, in its place."""
    formulas = re.compile(r"\$|\\[(\[]")  # a formula may say a letter in another way
    if formulas.search(typed) or "href" in typed:
        return
    expected = _letters(re.sub(r"\\[A-Za-z]+", "", typed))
    found = iter(_letters(markup.plain(latex.parse(typed))))
    assert all(letter in found for letter in expected)


def _letters(text: str) -> list[str]:
    return [c for c in unicodedata.normalize("NFKD", text) if c.isalnum()]


@settings(max_examples=500)
@given(hostile)
def test_anything_can_be_parsed(typed: str) -> None:
    """No text breaks the parser or what is made of its runs; neighbouring words are one run."""
    text = latex.parse(typed)
    markup.markdown(text)
    markup.plain(text)
    _check(text.runs)


def _check(runs: tuple[object, ...]) -> None:
    for one, two in pairwise(runs):
        assert not (isinstance(one, Words) and isinstance(two, Words))
    for run in runs:
        if isinstance(run, Styled):
            _check(run.runs)
        elif isinstance(run, Link):
            assert re.match(r"https?://[^/]", run.url)
        elif isinstance(run, Math):
            assert run.tex.strip()


LONG = 200_000  # characters


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "$",
            "$$",
            "$ ",
            "$x ",
            "$5 ",
            "{",
            "}",
            "{}",
            "\\",
            "\\(",
            "\\[",
            "\\$",
            "``",
            "''",
            '``x"',
            '"',
            "~",
            "a~b",
        ),
        *(
            "\\textbf{",
            "{\\bf ",
            "{\\'",
            "\\'",
            '\\"a',
            "\\c ",
            "\\url{",
            "\\href{",
            "\\href{a}{",
            "\\alpha",
            "\\unknown{",
        ),
        *("/", "//a.", "//a.bc/)", "http://", "https://a.b", "http://a.bc/)))", "h", "a.", "a-"),
    ],
)
def test_time_is_linear(unit: str) -> None:
    """Nothing in a text, however often it is repeated, takes more than a second."""
    start = time.process_time()
    latex.parse(unit * (LONG // len(unit)))
    assert time.process_time() - start < 1
    latex.parse("https://a.bc/" + unit * (LONG // 4 // len(unit)))
    latex.parse("\\textbf{" * 20 + "$" + unit * (LONG // 4 // len(unit)))
    assert time.process_time() - start < 2


def test_a_formula_has_an_end() -> None:
    """Dollars that are pages apart are money."""
    typed = "$" + "x" * (latex.MAX_FORMULA + 1) + "$"
    assert latex.parse(typed) == Text(typed, (Words(typed),))


def test_groups_within_groups_have_an_end() -> None:
    """Depth is no way to break a build: what is too deep is kept as typed."""
    typed = "\\textbf{" * 1000 + "x" + "}" * 1000
    assert markup.plain(latex.parse(typed)).count("\\textbf{") == 1000 - latex.MAX_DEPTH
