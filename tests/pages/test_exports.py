"""The whole list for other programs, read back by them; and the data from which a browser makes shorter lists."""

import json
import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from benchmarks import ways_out

from carrel.pages.citing import MARK
from carrel.pages.view import ROWS

Row = dict[str, Any]


@pytest.fixture(scope="module", params=["library", "hostile", "many"])
def docs(request: pytest.FixtureRequest) -> Path:
    """Return docs/ of each of the lists that tests build."""
    root: Path = request.getfixturevalue(request.param)
    return root / "docs"


def papers(docs: Path) -> list[Row]:
    """Return the rows of api/papers.json."""
    found: list[Row] = json.loads((docs / "api" / "papers.json").read_text("utf-8"))
    return found


def pushed(path: Path) -> list[Any]:
    """Return the rows that a script of the data adds, and see that it does nothing else."""
    script = path.read_text("utf-8")
    found = re.fullmatch(r"\(window\.carrel\w+ \?\?= \[\]\)\.push\(\n(.*)\n\);\n", script, re.DOTALL)
    assert found, path
    assert "\u2028" not in script
    rows: list[Any] = json.loads(f"[{found[1]}]")
    return rows


def shards(docs: Path) -> Iterator[tuple[int, int, list[Any]]]:
    """Yield each script with rows: its number, how many there are, its rows."""
    number = re.fullmatch(r"window\.carrelShards = (\d+);\n", (docs / "api/cite/index.js").read_text("utf-8"))
    assert number
    for n in range(int(number[1])):
        yield n, int(number[1]), pushed(docs / f"api/cite/{n}.js")


# --- the whole list --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "lost"), [("bib", ways_out.bibtex), ("ris", ways_out.ris), ("csl.json", ways_out.csl_json)]
)
def test_the_whole_list_is_read_back(docs: Path, name: str, lost: Callable[[str, list[Row]], Iterator[str]]) -> None:
    """Another program reads as many entries, in the order of the list, with the same titles, authors and abstracts."""
    assert list(lost((docs / "api" / f"library.{name}").read_bytes().decode(), papers(docs))) == []


def test_one_key_everywhere(docs: Path) -> None:
    """A paper has one key in the three formats, and no other paper has it."""
    keys = re.findall(r"^@\w+\{(.*),$", (docs / "api" / "library.bib").read_text("utf-8"), re.MULTILINE)
    assert len({*keys}) == len(papers(docs))
    assert [entry["id"] for entry in json.loads((docs / "api" / "library.csl.json").read_text("utf-8"))] == keys
    assert re.findall(r"^ID  - (.*)\r$", (docs / "api" / "library.ris").read_bytes().decode(), re.MULTILINE) == keys


# --- the data for a browser ------------------------------------------------------------------------------------------


def test_every_paper_is_where_the_script_looks_for_it(docs: Path) -> None:
    """By the checksum of its id, once; no script holds many."""
    ids = []
    for n, number, rows in shards(docs):
        assert all(zlib.crc32(row[0].encode()) % number == n for row in rows)
        assert len(rows) < 48
        ids += [row[0] for row in rows]
    assert sorted(ids) == sorted(row["id"] for row in papers(docs))


def test_the_data_make_what_the_whole_list_holds(docs: Path) -> None:
    """Filled in as the script does it, they are the entries of the files, to the letter."""
    rows = {row[0]: row for _, _, shard in shards(docs) for row in shard}
    ordered = [rows[paper["id"]] for paper in papers(docs)]
    bibtex = [row[1].replace(MARK, row[-1] if len(row) > 5 else row[4]) for row in ordered]
    assert "\n".join(bibtex) == (docs / "api" / "library.bib").read_text("utf-8")
    assert (
        "".join(row[2].replace(MARK, row[4]) for row in ordered) == (docs / "api" / "library.ris").read_bytes().decode()
    )
    entries = [{**row[3], **({"abstract": row[4]} if row[4] else {})} for row in ordered]
    assert entries == json.loads((docs / "api" / "library.csl.json").read_text("utf-8"))


def test_the_mark_has_a_line_of_its_own(docs: Path) -> None:
    """What is left without that line is an entry, too."""
    for _, _, rows in shards(docs):
        for _, bibtex, ris, _, abstract, *_ in rows:
            assert bibtex.count(MARK) == ris.count(MARK) == bool(abstract)
            assert re.search(rf"^  abstract = \{{{MARK}\}},$", bibtex, re.MULTILINE) or not abstract
            assert f"\r\nAB  - {MARK}\r\n" in ris or not abstract


def test_long_lists_are_told(many: Path) -> None:
    """A list of several pages has its papers in a script; any other has them on its page."""
    listed = {
        p.relative_to(many / "docs/api/cite").with_suffix("").as_posix(): pushed(p)
        for p in (many / "docs/api/cite").rglob("*/*.js")
    }
    assert listed["papers/index"] == [row["id"] for row in papers(many / "docs")]
    topics = json.loads((many / "docs" / "api" / "topics.json").read_text("utf-8"))
    expected = {f"topics/{row['id']}": row["papers"] for row in topics if len(row["papers"]) > ROWS}
    assert {path: ids for path, ids in listed.items() if path.startswith("topics/")} == expected
    assert all(len(ids) > ROWS for ids in listed.values())


def test_few_files_are_written(many: Path) -> None:
    """A sixteenth as many as papers, at most an eighth."""
    files = [path for path in (many / "docs" / "api" / "cite").glob("*.js") if path.name != "index.js"]
    assert 450 / 16 <= len(files) <= 450 / 8
