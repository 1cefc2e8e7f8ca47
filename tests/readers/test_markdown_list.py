"""Reading lists in Markdown: golden lists, what is none, laws, and the time they take."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import readings
from documents import document
from hypothesis import given, settings
from hypothesis import strategies as st

from carrel import readers
from carrel.readers import markdown_list
from carrel.readers.contract import Document

CASES = readings.cases("markdown_list")
LINES = sorted({line for path in CASES for line in path.read_text("utf-8").splitlines()})
ROOT = Path(__file__).parents[2]
SCRAPS = st.text(st.sampled_from("-*#|[]()`<>!_\\ \n\tab1.:"), max_size=30)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_golden(path: Path) -> None:
    """Each list is known for one, and read as the file beside it says."""
    assert readers.recognise(readings.golden(markdown_list, path)) is markdown_list


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# A tool for frobs\n\n- [Docs](https://frobs.example.org)\n- [Code](https://github.com/frob/frob)\n\nSee [the paper](https://arxiv.org/abs/2304.01234).",
        "# Frob\n\n"
        + "Prose about how to install it, and what it does.\n\n" * 20
        + "## References\n\n- [Why Frobs?](https://arxiv.org/abs/2304.01234)\n",
        "evidence:\n  - https://arxiv.org/abs/2304.01234\n  - https://arxiv.org/abs/2304.01235\n",
        "- milk\n- eggs\n- bread\n",
        "# Links\n\n" + "".join(f"- [Tool {n}](https://github.com/frob/{n})\n" for n in range(10)),
        "| Model | Size | Licence |\n|---|---|---|\n| FrobNet | 12 | MIT |\n",
        "## Contents\n\n- [One](#one)\n- [Two](#two)\n",
    ],
)
def test_other_texts_are_no_reading_lists(text: str) -> None:
    """The pages of a tool, lists of links, tables of other things and records are no reading lists."""
    assert markdown_list.sniff(document(text)) < readers.SURE_ENOUGH


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md", "LICENSE", "mkdocs.yml", "pyproject.toml"])
def test_files_of_a_project_are_no_reading_lists(name: str) -> None:
    """What stands at the top of this very project is no reading list."""
    assert markdown_list.sniff(document((ROOT / name).read_text("utf-8"))) < readers.SURE_ENOUGH


def test_records_are_no_reading_lists() -> None:
    """Records of papers name addresses in lists, too."""
    for path in (ROOT / "seeds" / "papers").glob("*.yml"):
        assert markdown_list.sniff(document(path.read_text("utf-8"))) < readers.SURE_ENOUGH, path


@settings(deadline=None)
@given(st.lists(st.one_of(st.sampled_from(LINES), SCRAPS, st.text(max_size=40)), max_size=12))
def test_nothing_is_lost(lines: list[str]) -> None:
    """Lines of lists and of anything else, in any order: each is somewhere."""
    text = document("\n".join(lines))
    assert 0 <= markdown_list.sniff(text) <= 1
    readings.check(text, readings.read(markdown_list, text))


@pytest.mark.parametrize("mark", ["-", "*", "+", "1.", "1)", "•"])
def test_marks_mean_the_same(mark: str) -> None:
    """Bullets of all kinds, and numbers, are entries."""
    text = document(f"{mark} [Why Frobs?](https://arxiv.org/abs/2304.01234). Ada Vale, Eve Moss. ACL 2023.\n" * 3)
    assert [readings.told(readings.read(markdown_list, text))["papers"][n]["venue"] for n in range(3)] == ["ACL"] * 3


@pytest.mark.parametrize(
    "unit",
    [
        "- [a](https://arxiv.org/abs/2304.01234) ",
        "[",
        "](",
        "**",
        "`",
        "<",
        "(",
        "<!--",
        "| ",
        '"ab ab" ',
        "ab, ",
        "a. ",
        "  ",
        ". ",
        "*a ",
    ],
)
def test_a_long_line_and_many_lines(unit: str) -> None:
    """A line as long as a line may be, and a great many lines, take no time to speak of."""
    line = "- [T](https://arxiv.org/abs/2304.01234) " + unit * (900_000 // len(unit))
    short = [f"- [T{n}](https://arxiv.org/abs/2304.01234) {unit * 20}" for n in range(1_000)]
    for lines in ((line,), tuple(short)):
        text = Document("seeds/list", lines)
        start = time.process_time()
        markdown_list.sniff(text)
        readings.read(markdown_list, text)
        assert time.process_time() - start < 10


def test_entries_below_entries_without_end() -> None:
    """However deep a list goes, each entry is somewhere."""
    lines = tuple(f"{'  ' * n}- [T{n}](https://arxiv.org/abs/2304.01234)" for n in range(3_000))
    text = Document("seeds/list", lines)
    found = readings.read(markdown_list, text)
    readings.check(text, found)
    assert len(found.entries) == 3_000
