"""CSV and TSV: golden tables, laws, and the time they take."""

from __future__ import annotations

import csv
import io
import time
from pathlib import Path

import pytest
import readings
from documents import document
from hypothesis import given, settings
from hypothesis import strategies as st

from carrel import markup, readers
from carrel.readers import table
from carrel.readers.contract import Document

CASES = readings.cases("table")
LINES = sorted({line for path in CASES for line in path.read_text("utf-8").splitlines()})
HEADER = ["title", "venue", "frobs"]
CELLS = st.text(st.sampled_from('ab,;|"\n\t x'), max_size=8)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_golden(path: Path) -> None:
    """Each table is known for one, by this reader alone, and read as the file beside it says."""
    text = readings.golden(table, path)
    sure = {name for name, reader in readers.registry().items() if reader.sniff(text) >= readers.SURE_ENOUGH}
    assert "table" in sure
    assert readers.recognise(text) is table


@pytest.mark.parametrize(
    "text",
    [
        "",
        "title",
        "Title, authors and abstract of a paper are what one needs.\nThis is how we write them.",
        "first\tlast\tcount\nAda\tVale\t1",
        "name,year\nfrobctl,2020",
        "title\nA Paper\nAnother Paper",
        "title,authors\n" + "A line of prose, with, many, commas, in it.\n" * 5,
    ],
)
def test_other_texts_are_no_tables(text: str) -> None:
    """A header without a title, prose, and a column alone are no table of papers."""
    assert table.sniff(document(text)) < readers.SURE_ENOUGH


@settings(deadline=None)
@given(st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=40)), max_size=12))
def test_nothing_is_lost(lines: list[str]) -> None:
    """Whatever follows a header: each line is somewhere."""
    text = Document("seeds/list", ("title,authors,year", *lines))
    readings.check(text, readings.read(table, text))


@settings(deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6), st.sampled_from(",;\t"))
def test_what_the_csv_module_writes_is_read(rows: list[tuple[str, str, str]], delimiter: str) -> None:
    """Titles and unknown cells come back as they were written, on the line where they begin."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows([("title", "year", "frobs"), *((f"T{title}", "2020", frobs) for title, _, frobs in rows)])
    text = document(written.getvalue())
    found = readings.read(table, text)
    readings.check(text, found)
    assert [entry.title.value.source for entry in found.entries if entry.title] == [
        f"T{row[0]}".strip() for row in rows
    ]
    kept = [row[2].strip() for row in rows if row[2].strip() not in {"", "-"}]
    assert [entry.extra.value["frobs"] for entry in found.entries if entry.extra] == kept
    for entry in found.entries:
        assert text.lines[entry.place.line - 1].startswith('"T')


@given(st.lists(st.lists(st.from_regex("[abc12][abc 12]{0,5}", fullmatch=True), min_size=3, max_size=3), max_size=5))
def test_delimiters_mean_the_same(rows: list[list[str]]) -> None:
    """A table says the same between commas, semicolons and tabs."""
    told = [
        readings.told(readings.read(table, document("\n".join(delimiter.join(row) for row in [HEADER, *rows]))))
        for delimiter in ",;\t"
    ]
    assert told[0] == told[1] == told[2]


def test_names_are_those_of_the_authors() -> None:
    """Whole names are told to the rest of the library, single words are not."""
    assert list(table.names(document("title,authors\nA,Ada Vale|Plato\nB,Eve Moss"))) == ["Ada Vale", "Eve Moss"]


def test_laws_of_latex_hold_in_cells() -> None:
    """A title may hold LaTeX."""
    (entry,) = readings.read(table, document("title,year\nFrobs in $O(n^2)$ by J\\'er\\^ome,2020")).entries
    assert entry.title is not None
    assert markup.plain(entry.title.value) == "Frobs in O(n²) by Jérôme"


@pytest.mark.parametrize("row", ['"', '"a,b', "a,b,c", '"a""b",c', "a\rb,c", '""a"', ",,,,"])
def test_time_is_linear(row: str) -> None:
    """Many rows take no time to speak of, whatever is wrong with their quotes."""
    text = Document("seeds/list", ("title,authors,year", *([row] * 20_000)))
    start = time.process_time()
    assert table.sniff(text) >= 0
    readings.read(table, text)
    assert time.process_time() - start < 10


def test_a_cell_of_a_megabyte() -> None:
    """A cell that is longer than the csv module takes is read as it stands."""
    text = document('title,abstract\n"A Title","' + "long " * 200_000 + '"\nAnother,short')
    found = readings.read(table, text)
    readings.check(text, found)
    assert len(found.entries) == 2
