"""`carrel convert`: what files hold as records, a paper a file; nothing lost, nothing overwritten, all or nothing."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import lists
from carrel import build, convert
from carrel.problem import has_errors
from carrel.records import writing

REFERENCES = r"""@article{rao, title={The Whole of {BERT}}, author={Rao, Jun and {Barnes and Noble}}, journal={JMLR},
  year=2023, doi={10.1234/abc.5}, keywords={pruning, glue}, note={To appear}, isbn={123}}
@misc{again, title={The Whole of {BERT}}, author={Rao, Jun and {Barnes and Noble}}, doi={10.1234/abc.5}, year=2024}
@article{rao, title={The Whole of {BERT}}, doi={10.1234/abc.5}}
@misc{other, title={Another Thing Altogether}, author={Roe, Jane}, year=2020}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a fresh copy of the tiny list, and references beside it."""
    root = lists.copy("library", tmp_path / "list")
    (tmp_path / "refs.bib").write_text(REFERENCES, "utf-8")
    return root


def carrel(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command beside the list."""
    command = [sys.executable, "-m", "carrel", "convert", "--root", str(root), *arguments]
    return subprocess.run(command, cwd=root.parent, capture_output=True, encoding="utf-8", check=False, timeout=60)


def files(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_each_paper_becomes_a_file(root: Path) -> None:
    """The records are valid, their ids are the catalogue's, and the summary says how many."""
    before = files(root)
    done = carrel(root, "refs.bib")
    assert re.fullmatch(r"3 records written, 1 paper left alone, \d+\.\d s, 0 errors, 2 warnings\n", done.stdout)
    assert done.returncode == 0
    assert (
        "refs.bib:4: warning: 'The Whole of BERT' says nothing that refs.bib:1 does not say; left alone" in done.stderr
    )
    made = files(root)
    assert {name: made[name] for name in before} == before
    new = sorted(made.keys() - before.keys())
    assert [re.sub(r"-[0-9a-f]{6}\.", "-….", name) for name in new] == [
        "seeds/papers/another-thing-altogether.yml",
        "seeds/papers/the-whole-of-bert-….yml",
        "seeds/papers/the-whole-of-bert.yml",
    ]
    library, problems = build.load(root)
    assert not [problem for problem in problems if "seeds/papers" in problem.place.path]
    paper = library.papers["the-whole-of-bert"]
    assert paper.venue
    assert (paper.venue.value, [str(a.name) for a in paper.authorships]) == ("JMLR", ["Jun Rao", "Barnes and Noble"])
    assert paper.extra
    assert {"note", "isbn", "citation_key", "entry_type", "keywords"} <= paper.extra.value.keys()


def test_what_the_list_holds_is_left_alone(root: Path) -> None:
    """A second time nothing is written; the line says which paper it is."""
    carrel(root, "refs.bib")
    before = files(root)
    again = carrel(root, "refs.bib")
    assert "0 records written, 4 papers left alone" in again.stdout
    assert (
        "refs.bib:5: warning: 'Another Thing Altogether' is the paper 'another-thing-altogether' of the list"
        in again.stderr
    )
    assert again.returncode == 0
    assert files(root) == before


def test_another_folder(root: Path) -> None:
    """`--to` names a folder, which is made; a file that is there already stays as it is."""
    (root.parent / "out").mkdir()
    (root.parent / "out" / "another-thing-altogether.yml").write_text("mine\n", "utf-8")
    done = carrel(root, "refs.bib", "--to", "out")
    assert "2 records written, 2 papers left alone" in done.stdout
    assert "would be another-thing-altogether.yml, which is there already; left alone" in done.stderr
    assert (root.parent / "out" / "another-thing-altogether.yml").read_text("utf-8") == "mine\n"
    assert not (root / "seeds" / "papers" / "the-whole-of-bert.yml").exists()


@pytest.mark.parametrize(
    ("to", "line"),
    [
        ("list/seeds/papers", "# yaml-language-server: $schema=../../schema/record.json"),
        ("list/drafts", "# yaml-language-server: $schema=../schema/record.json"),
        ("list", "# yaml-language-server: $schema=schema/record.json"),
        ("elsewhere", 'title: "Another Thing Altogether"'),
    ],
)
def test_the_first_line_names_the_schema(to: str, line: str, root: Path) -> None:
    """It stands in the list, so nothing outside can name it."""
    done = convert.convert(root, [root.parent / "refs.bib"], root.parent / to)
    assert not has_errors(done.problems)
    (path,) = [path for path in done.written if path.name == "another-thing-altogether.yml"]
    assert path.read_text("utf-8").split("\n")[0] == line


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("nowhere.bib", None, "nowhere.bib: error: cannot be read: No such file or directory"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0", "picture.png: error: no known kind of document, but "),
        (".", None, ".: error: a folder where a file should be"),
    ],
)
def test_all_or_nothing(name: str, content: bytes | None, line: str, root: Path) -> None:
    """One file that cannot be read, and none is converted."""
    if content:
        (root.parent / name).write_bytes(content)
    before = files(root)
    done = carrel(root, "refs.bib", name)
    assert done.returncode == 1
    assert "0 records written" in done.stdout
    assert line in done.stderr
    assert files(root) == before


def test_a_folder_that_cannot_be_written(root: Path) -> None:
    """A file where the folder should be is an error in one line."""
    (root.parent / "out").write_text("", "utf-8")
    done = carrel(root, "refs.bib", "--to", "out")
    assert (done.returncode, done.stderr.count(": error: ")) == (1, 1)


def test_nothing_stays_of_half_a_conversion(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file cannot be written, those before it are taken away again."""
    monkeypatch.setattr(writing, "text", lambda record: "x" if record.id < "b" else "\ud800")
    with pytest.raises(UnicodeEncodeError):
        convert.convert(root, [root.parent / "refs.bib"])
    assert not list((root / "seeds").rglob("another*"))


def test_a_seed_becomes_records(root: Path) -> None:
    """A document of the list itself is converted as well: then it can go, and the library is the same."""
    seed = (root.parent / "refs.bib").rename(root / "seeds" / "refs.bib")
    library, _ = build.load(root)
    done = convert.convert(root, [seed])
    seed.unlink()
    after, _ = build.load(root)
    assert after.papers.keys() == library.papers.keys()
    for paper in (library.papers[path.stem] for path in done.written if path.stem in library.papers):
        assert after.papers[paper.id].authorships == paper.authorships
        assert after.papers[paper.id].year == paper.year


def test_a_broken_list_is_told(root: Path) -> None:
    """What a list holds is not known while a record of it cannot be read."""
    (root / "seeds" / "papers").mkdir(exist_ok=True)
    (root / "seeds" / "papers" / "broken.yml").write_text("title: [\n", "utf-8")
    done = carrel(root, "refs.bib")
    assert done.returncode == 1
    assert "seeds/papers/broken.yml" in done.stderr
