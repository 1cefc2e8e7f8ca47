"""Records: what a file may say, and one clear line for each thing that is wrong with it."""

from __future__ import annotations

import os
import time
from pathlib import Path

import curated
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carrel import markup
from carrel.model import Abstract, Name, Record
from carrel.problem import Problem
from carrel.records import nodes, papers
from corpora import corpus

# --- what is wrong ---------------------------------------------------------------------------------------------------

CASES = curated.cases("records")


@pytest.mark.parametrize(("case", "told"), CASES, ids=curated.stem)
def test_each_fault_is_told_in_a_line(case: Path, told: list[str], tmp_path: Path) -> None:
    """The line says where, what, and what would be right; a record with a fault is none."""
    root = curated.make(tmp_path, {f"papers/{case.name}": case.read_bytes()})
    records, problems = papers.read_all(root)
    assert [str(problem) for problem in sorted(problems)] == told
    assert bool(records) is not bool(told)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    """One bad file hides no other."""
    files = {f"papers/{path.name}": path.read_bytes() for path, _ in CASES}
    _, problems = papers.read_all(curated.make(tmp_path, files))
    assert sorted(map(str, problems)) == sorted(line for _, lines in CASES for line in lines)


def told(root: Path) -> list[str]:
    """Return what is told of the records of a list."""
    return [str(problem) for problem in papers.read_all(root)[1]]


def test_one_id_twice(tmp_path: Path) -> None:
    """Two suffixes do not make two ids, and an alias is nobody's id."""
    good = "title: A Title\n"
    files = {
        "papers/a.yml": good,
        "papers/a.yaml": good,
        "papers/b.yml": good + "aliases: [a]\n",
        "papers/c.yml": good + "aliases: [c]\n",
    }
    assert told(curated.make(tmp_path, files)) == [
        "seeds/papers/a.yml:1: error: the id 'a' is that of seeds/papers/a.yaml already",
        "seeds/papers/b.yml:2: error: the alias 'a' is the id of seeds/papers/a.yaml",
        "seeds/papers/c.yml:2: error: the alias 'c' is the id of seeds/papers/c.yml",
    ]


def test_files_that_are_no_records(tmp_path: Path) -> None:
    """Other files, folders and records in folders are told; hidden files, backups and READMEs are not looked at."""
    root = curated.make(
        tmp_path,
        {
            "papers/notes.txt": "x",
            "papers/2023/a.yml": "title: A Title\n",
            "papers/.hidden.yml": "[",
            "papers/.git/b.yml": "[",
            "papers/a.yml~": "[",
            "papers/README.md": "x",
            "papers/LICENSE": "x",
        },
    )
    (root / "seeds" / "papers" / "folder.yml").mkdir()
    assert told(root) == [
        "seeds/papers/2023/a.yml: error: a record in a folder; records stand in seeds/papers/ itself",
        "seeds/papers/notes.txt: error: no record: seeds/papers/ holds <id>.yml files only",
        "seeds/papers/folder.yml: error: a folder where a file should be",
    ]


def test_links_out_of_the_list_are_not_followed(tmp_path: Path) -> None:
    """Nothing outside seeds/ is ever read, through no link; within seeds/ a link is a file."""
    secret = tmp_path / "secret.yml"
    secret.write_text("title: Secret\n", "utf-8")
    (tmp_path / "list").mkdir()
    root = curated.make(tmp_path / "list", {"papers/a.yml": "title: A Title\n"})
    folder = root / "seeds" / "papers"
    (folder / "absolute.yml").symlink_to(secret)
    (folder / "relative.yml").symlink_to("../../../secret.yml")
    (folder / "broken.yml").symlink_to("nowhere.yml")
    (folder / "loop.yml").symlink_to("loop.yml")
    (folder / "inside.yml").symlink_to("a.yml")
    (folder / "device.yml").symlink_to("/dev/zero")
    records, problems = papers.read_all(root)
    assert [record.id for record in records] == ["a", "inside"]
    lines = [str(problem) for problem in problems]
    assert (
        lines[0] == "seeds/papers/absolute.yml: error: a link out of seeds/; nothing outside is read: put a copy here"
    )
    assert [line.split(": error: ")[0] for line in lines] == [
        f"seeds/papers/{name}.yml" for name in ("absolute", "broken", "device", "loop", "relative")
    ]
    assert not any("Secret" in line for line in lines)


def test_a_folder_of_records_elsewhere(tmp_path: Path) -> None:
    """seeds/papers is a folder, no link to one."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.yml").write_text("title: A Title\n", "utf-8")
    (tmp_path / "list").mkdir()
    root = curated.make(tmp_path / "list", {})
    (root / "seeds" / "papers").symlink_to(tmp_path / "elsewhere")
    records, problems = papers.read_all(root)
    assert not records
    assert [problem.place.path for problem in problems] == ["seeds/papers"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    """The system's reason is told."""
    root = curated.make(tmp_path, {"papers/a.yml": "title: A Title\n"})
    (root / "seeds" / "papers" / "a.yml").chmod(0)
    assert told(root) == ["seeds/papers/a.yml: error: cannot be read: Permission denied"]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"title: " + b"x" * nodes.MAX_BYTES, "larger than 4,194,304 bytes"),
        (b"[" * 4_000_000, "nested more than 20 deep"),
        (b"- a\n" * 1_000_000, "more than 300,000 values; no curated file holds so many"),
        (b"".join(b"key%d: x\n" % n for n in range(140_000)), "unknown field 'key0'; did you mean 'doi'?"),
    ],
    ids=["one value", "depth", "a list", "keys"],
)
def test_large_files(content: bytes, line: str, tmp_path: Path) -> None:
    """What no person wrote is refused soon."""
    root = curated.make(tmp_path, {"papers/a.yml": content})
    start = time.process_time()
    lines = told(root)
    assert time.process_time() - start < 5
    assert len(lines) < 25
    assert any(line.removesuffix("; did you mean 'doi'?") in found for found in lines)


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.text(),
        st.lists(
            st.sampled_from(
                [
                    "title",
                    ": ",
                    "\n",
                    "- ",
                    "  ",
                    "[",
                    "]",
                    "{",
                    "}",
                    "'",
                    '"',
                    "|",
                    ">",
                    "&a",
                    "*a",
                    "!!x",
                    "#",
                    "?",
                    "a",
                    "é",
                    "\t",
                    "---",
                ]
            ),
            max_size=15,
        ).map("".join),
    )
)
def test_any_text_is_a_record_or_told(text: str) -> None:
    """No file breaks the reader; a file that is no record has at least one line."""
    problems: list[Problem] = []
    node = nodes.parse(text, "seeds/papers/a.yml", problems)
    if isinstance(node, nodes.Mapping):
        papers._record("a", "seeds/papers/a.yml", node, problems)
    assert all("\n" not in str(problem) for problem in problems)


def test_the_suite_of_yaml(tmp_path: Path) -> None:
    """No file of YAML's own test suite breaks the reader."""
    folder = corpus("adversarial/yaml_test_suite")
    files = {f"papers/case{n}.yml": p.read_bytes() for n, p in enumerate(sorted(folder.rglob("*"))) if p.is_file()}
    records, problems = papers.read_all(curated.make(tmp_path, files))
    assert {r.place.path for r in records}.isdisjoint(p.place.path for p in problems)
    assert len({r.place.path for r in records} | {p.place.path for p in problems}) == len(files)


# --- what is right ---------------------------------------------------------------------------------------------------


def read(content: str, tmp_path: Path) -> Record:
    """Return the record that a file holds."""
    records, problems = papers.read_all(curated.make(tmp_path, {"papers/a.yml": content}))
    assert not problems
    (record,) = records
    return record


def test_every_field(tmp_path: Path) -> None:
    """Each field of a record is read as what it is, with its line."""
    record = read((curated.GOLDEN / "records_whole" / "every-field.yml").read_text("utf-8"), tmp_path)
    values = {name: field.value for name in papers.FIELDS if (field := getattr(record, name)) is not None}
    assert values.keys() == papers.FIELDS.keys()
    assert markup.markdown(values.pop("title")) == "A <em>Title</em>: with 100% & co".replace("&", "&amp;")
    assert values.pop("authors").names == (Name("Roe", "Jane"), Name("van der Doe", "John"))
    abstract: Abstract = values.pop("abstract")
    assert (abstract.text.source, abstract.language) == ("An abstract\nin two lines.", "fr")
    assert values == {
        "date": "2023-04",
        "issued": "2024",
        "venue": "Journal of Titles",
        "volume": "07",
        "issue": "1.10",
        "pages": "1-10",
        "publisher": "ACL",
        "arxiv": "2210.10000",
        "doi": "10.18653/v1/D19-1032",
        "category": "cs.CL",
        "url": "https://example.org/a?b=c#d",
        "code": "http://example.org/code",
        "has_code": True,
        "score": "21.10",
        "topics": ("pruning", "Machine Translation"),
        "language": "fr",
        "aliases": ("an-old-id",),
        "evidence": ("https://example.org",),
        "remark": "not shown",
        "note": "First line.\n\n- a *list*\n\n      code",
        "why": "  indented\n  twice",
        "status": "to-read",
        "retracted": "A figure\nwas made up.",
        "removed": "",
        "extra": {"on": "yes", "number": "1.10", "list": ["a", {"b": ""}]},
    }
    assert (record.seed, record.starts, record.position) == ("list.txt", "The beginning", 3)
    assert record.title is not None
    assert record.title.origin.place.line == record.lines["title"] == 2


@pytest.mark.parametrize(
    "typed", ["2210.10", "1e3", "0x10", "010", "1_000", "yes", "2023-04-07", "12:30:45", "~x", ".5"]
)
def test_values_stay_what_was_typed(typed: str, tmp_path: Path) -> None:
    """Nothing becomes a number, a date or a truth value."""
    record = read(f"title: {typed}\nvenue: {typed}\nextra: {{a: {typed}}}\n", tmp_path)
    assert record.venue is not None
    assert record.extra is not None
    assert (record.venue.value, record.extra.value["a"]) == (typed, typed)


def test_et_al(tmp_path: Path) -> None:
    """A last author `et al.` says that there are more."""
    record = read("title: A Title\nauthors: [Jane Roe, et al.]\n", tmp_path)
    assert record.authors is not None
    assert record.authors.value.names == (Name("Roe", "Jane"),)
    assert not record.authors.value.complete


def test_our_own_records() -> None:
    """The records of this list have no fault."""
    records, problems = papers.read_all(Path(__file__).parents[2])
    assert not problems
    assert len(records) >= 92
