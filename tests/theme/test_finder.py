"""Finding papers by words, in the browser: what is the same word, what is found, in which order, what is marked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from carrel import strings

FINDER = Path(strings.__file__).parent / "theme" / "assets" / "carrel" / "finder.js"

LIST: dict[str, Any] = {
    "papers": [
        {"u": "a", "t": "On Rivers", "a": ["Ada Łukasiewicz", "Bo Du"], "b": "Nothing of sharpness here."},
        {
            "u": "b",
            "t": "Sharpness-Aware Maps",
            "a": ["José Núñez"],
            "y": "2022-03-01",
            "v": "KDD",
            "b": "About rivers.",
        },
        {"u": "c", "t": "Visualising with t-SNE", "k": ["Dimension reduction"], "b": "A method with zero-shot use."},
        {"u": "d", "t": "推荐系统", "b": "基于深度学习的模型占主导地位的生产推荐系统。", "l": "zh"},
    ],
    "people": [{"u": "p", "n": "José Núñez", "c": 1}, {"u": "q", "n": "王晓东", "c": 2}],
    "topics": [{"u": "t", "n": "Dimension reduction", "c": 1}],
}


@pytest.fixture(scope="module")
def finder(browser: Browser) -> Iterator[Page]:
    """Return a page with the finder and nothing else; no test changes it."""
    page = browser.new_page()
    page.add_script_tag(path=FINDER)
    yield page
    page.close()


def found(finder: Page, query: str) -> list[str]:
    """Return the addresses of the papers found, the best first."""
    script = "([list, query]) => carrelFinder.find(list, query).papers.map((paper) => paper.u)"
    answer: list[str] = finder.evaluate(script, [LIST, query])
    return answer


def marks(finder: Page, text: str, query: str) -> list[str]:
    """Return what is marked in a text."""
    script = (
        "([text, query]) => carrelFinder.runs(text, carrelFinder.terms(query)).filter((r) => r.hit).map((r) => r.text)"
    )
    answer: list[str] = finder.evaluate(script, [text, query])
    return answer


@pytest.mark.parametrize(
    ("query", "papers"),
    [
        ("rivers", ["a", "b"]),  # the title before the abstract
        ("sharpness", ["b", "a"]),
        ("SHARPNESS rivers", ["a", "b"]),  # all words, wherever they stand; equals in the order of the list
        ("nunez", ["b"]),  # accents do not matter,
        ("lukasiewicz", ["a"]),  # nor a letter that no accent made,
        ("ＫＤＤ", ["b"]),  # nor width
        ("t-sne", ["c"]),  # nor hyphens
        ("tsne", ["c"]),
        ("t‑SNE", ["c"]),
        ("zero shot", ["c"]),
        ("zeroshot", ["c"]),
        ("reduction", ["c"]),  # topics
        ("2022 kdd", ["b"]),  # year and venue
        ("推荐", ["d"]),
        ("荐系", ["d"]),  # any piece of Chinese
        ("深度学习 推荐系统", ["d"]),
        ("生产推荐系统模型", []),
        ("“rivers”, (maps)", ["b"]),
        ("absent rivers", []),
        ("", []),
        ("  -  ", []),
    ],
)
def test_what_a_query_finds(finder: Page, query: str, papers: list[str]) -> None:
    """All words must be found; accents, case, width and hyphens do not matter; the title counts most."""
    assert found(finder, query) == papers


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Sharpness-Aware", "sharpness", ["Sharpness"]),
        ("a t-SNE map", "tsne", ["t-SNE"]),
        ("Nu\u0301n\u0303ez", "nunez", ["Nu\u0301n\u0303ez"]),  # accents as letters of their own are marked with theirs
        ("ﬁne-tuning", "fine", ["ﬁne"]),
        ("Straße", "strasse", ["Straße"]),
        ("生产推荐系统", "推荐", ["推荐"]),
        ("FlexMoE for Moe", "moe", ["MoE", "Moe"]),
        ("that a cat", "a", ["a"]),  # a short word is marked where it begins one
        ("<b>bold</b>", "bold", ["bold"]),
        ("nothing", "else", []),
    ],
)
def test_what_is_marked(finder: Page, text: str, query: str, marked: list[str]) -> None:
    """What is marked is the text as it is written, whatever was folded to find it."""
    assert marks(finder, text, query) == marked


def test_runs_hold_all_of_the_text(finder: Page) -> None:
    """Marked and unmarked runs together are the text, to the letter."""
    text = "Zero-shot 𝒪(n) Łódź — 推荐系统 fi ﬁ"
    runs = finder.evaluate(
        "(t) => carrelFinder.runs(t, carrelFinder.terms('shot lodz 系统 fi n')).map((r) => r.text)", text
    )
    assert "".join(runs) == text


def test_people_and_topics_are_found_by_name(finder: Page) -> None:
    """A name is found by the beginnings of its words, a Chinese one by any piece."""
    script = """([list, query]) => {
      const found = carrelFinder.find(list, query);
      return [...found.people, ...found.topics].map((one) => one.u);
    }"""
    asked = ["jose nun", "晓东", "reduc", "ose"]
    assert [finder.evaluate(script, [LIST, query]) for query in asked] == [["p"], ["q"], ["t"], []]


def test_the_passage_shows_the_words(finder: Page) -> None:
    """Of a long abstract, the stretch is shown that holds most of what was asked for, between whole words."""
    text = "begin " + "word " * 200 + "river and delta " + "word " * 200
    passage = finder.evaluate("(t) => carrelFinder.passage(t, carrelFinder.terms('river delta'))", text)
    assert passage.startswith("… word")
    assert passage.endswith("word …")
    assert "river and delta" in passage
    beginning = finder.evaluate("(t) => carrelFinder.passage(t, carrelFinder.terms('absent'))", text)
    assert beginning.startswith("begin word")
