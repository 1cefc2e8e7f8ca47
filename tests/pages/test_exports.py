"""The whole list for other programs, read back by them; and the data from which a browser makes shorter lists."""

import json
import re
import warnings
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rispy  # type: ignore[import-untyped]  # it has no types
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import BlockMiddleware, LatexDecodingMiddleware, SeparateCoAuthors

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


def title(row: Row) -> str:
    """Return the title as it is cited: a working title stands in brackets."""
    return f"[{row['title']}]" if row["title_is_working"] else str(row["title"])


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


def test_csl_json_holds_every_paper(docs: Path) -> None:
    """In the order of the list, with all that the data have."""
    entries = json.loads((docs / "api" / "library.csl.json").read_text("utf-8"))
    for entry, row in zip(entries, papers(docs), strict=True):
        assert entry["title"] == title(row)
        assert entry.get("abstract", "") == (row["abstract"] or "")
        assert entry.get("archive_location") == row["arxiv"]
        assert len(entry.get("author", [])) == len(row["authors"]) + (row["authors_complete"] is False)
        dated = row["issued"] or row["date"]
        assert entry.get("issued") == ({"date-parts": [[int(n) for n in dated.split("-")]]} if dated else None)


def test_ris_holds_every_paper(docs: Path) -> None:
    """Another program reads as many entries, with the same titles, authors and abstracts."""
    entries = rispy.loads((docs / "api" / "library.ris").read_bytes().decode())
    for entry, row in zip(entries, papers(docs), strict=True):
        assert entry["title"] == title(row)
        assert entry.get("abstract", "") == (row["abstract"] or "")
        assert len(entry.get("authors", [])) == len(row["authors"]) + (row["authors_complete"] is False)
        assert entry.get("year") == ((row["issued"] or row["date"] or "")[:4] or None)


def entries(docs: Path, middleware: BlockMiddleware) -> list[dict[str, Any]]:
    """Return the fields of each entry of the BibTeX file, read by another program; there is nothing else in it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the decoder, about its own future
        text = (docs / "api" / "library.bib").read_text("utf-8")
        found = parse_string(text, append_middleware=[middleware])
    assert (found.failed_blocks, found.comments, found.strings, found.preambles) == ([], [], [], [])
    return [{field.key.lower(): field.value for field in entry.fields} for entry in found.entries]


def test_bibtex_holds_every_paper(docs: Path) -> None:
    """Another program reads as many entries, with the same titles and abstracts."""
    decoded = entries(docs, LatexDecodingMiddleware(keep_math_mode=True))
    for fields, row in zip(decoded, papers(docs), strict=True):
        assert letters(fields["title"]) == letters(title(row))
        assert letters(fields.get("abstract", "")) == letters(row["abstract"] or "")


def test_bibtex_holds_every_author(docs: Path) -> None:
    """Another program counts as many names, whatever they hold."""
    for fields, row in zip(entries(docs, SeparateCoAuthors()), papers(docs), strict=True):
        assert len(fields.get("author", [])) == len(row["authors"]) + (row["authors_complete"] is False)


def letters(text: str) -> str:
    """Return the Han letters and accented ones of a text: what no formula and no command is made of."""
    return "".join(c for c in text if not c.isascii() and c.isalpha() and c not in "ν𝒪ˆ")


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
