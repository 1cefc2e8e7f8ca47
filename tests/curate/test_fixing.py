"""`carrel check --fix`: what is certain is put right, and nothing of the user's is lost."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import examples
import lists
from carrel import checking, checks, published
from carrel.curate import fixing
from carrel.model import Curated, Library
from carrel.problem import Place, hint
from carrel.records import nodes, rewriting

WHOLE = "authors: [Ada Vale]\ndate: 2023\nvenue: ACL\nabstract: We see.\n"
FIXED = {
    "a DOI with its resolver": ("doi: https://doi.org/10.1234/x  # mine\n", "doi: 10.1234/x  # mine\n"),
    "an arXiv id with its version": ("arxiv: arXiv:2404.19429v2\n", "arxiv: 2404.19429\n"),
    "spaces in a title": ("title: Tides\u00a0 in  Nine\n", 'title: "Tides in Nine"\n'),
    "a field in capitals": ("DOI: 10.1234/x\n", "doi: 10.1234/x\n"),
    "a field with hyphens": ("not-same-as: [ebb]\n", "not_same_as: [ebb]\n"),
}
LEFT = {
    "a field that is meant": "vennue: EMNLP\n",
    "a title in capitals": "title: TIDES IN NINE HARBOURS\n",
    "both names of a field": "doi: 10.1234/x\nDOI: 10.1234/y\n",
    "a file that is no YAML": "volume: a: b\n",
}


def fix(files: dict[str, str], root: Path) -> list[str]:
    """Check a small list and put right what is certain; return the files that changed."""
    made = checking.check(examples.make(files, root), examples.TODAY)
    return fixing.run(root, checks.fixes(made.survey, made.problems))[0]


@pytest.mark.parametrize("case", FIXED)
def test_it_is_put_right(case: str, tmp_path: Path) -> None:
    """The one field changes; a second time finds nothing."""
    wrong, right = ((text if "title" in text else f"title: T\n{text}") + WHOLE for text in FIXED[case])
    paper, ebb = "seeds/papers/tides.yml", {"seeds/papers/ebb.yml": "title: Ebb\n"}
    assert fix({paper: wrong, **ebb}, tmp_path) == [paper]
    assert (tmp_path / paper).read_text("utf-8") == right
    again = checking.check(tmp_path, examples.TODAY)
    assert [str(p) for p in again.problems if p.place.path == paper] == []
    assert checks.fixes(again.survey, again.problems) == []


@pytest.mark.parametrize("case", LEFT)
def test_what_is_not_certain_is_left(case: str, tmp_path: Path) -> None:
    """It is told, and the file stays as it is, byte by byte."""
    text = (LEFT[case] if "title" in LEFT[case] else f"title: T\n{LEFT[case]}") + WHOLE
    assert fix({"seeds/papers/tides.yml": text}, tmp_path) == []
    assert (tmp_path / "seeds" / "papers" / "tides.yml").read_text("utf-8") == text


def test_new_addresses_are_listed(tmp_path: Path) -> None:
    """An empty file begins the list of addresses; what stands there stays, in its order."""
    files = {"seeds/papers/tides.yml": "title: T\nauthors: [Ada Vale]\n", "seeds/ids.txt": ""}
    assert fix(files, tmp_path) == ["seeds/ids.txt"]
    assert (tmp_path / "seeds" / "ids.txt").read_text() == f"{published.HEAD}authors/ada-vale\npapers/tides\n"
    (tmp_path / "seeds" / "ids.txt").write_text("papers/tides\n# mine\npapers/gone")
    assert fix({}, tmp_path) == ["seeds/ids.txt"]
    assert (tmp_path / "seeds" / "ids.txt").read_text() == "papers/tides\n# mine\npapers/gone\nauthors/ada-vale\n"


def test_without_the_file_no_address_is_listed(tmp_path: Path) -> None:
    """Whoever wants the list begins it."""
    assert fix({"seeds/papers/tides.yml": "title: T\n"}, tmp_path) == []
    assert not (tmp_path / "seeds" / "ids.txt").exists()


def test_the_command_fixes_and_tells_what_is_left(tmp_path: Path) -> None:
    """The files that changed, and the problems that people must settle; --only fixes these alone."""
    files = {"seeds/papers/tides.yml": "title: Tides  T\nDOI: 10.1234/x\narxiv: 2404.19429v1\n"}
    root = examples.make(files, tmp_path / "list")
    (root / "docs").mkdir(exist_ok=True)
    some = lists.carrel("check", root, "--fix", "--only", "unknown-field")
    assert some.stderr == "seeds/papers/tides.yml: fixed\n"
    assert some.returncode == 0
    assert "arxiv: 2404.19429v1" in (root / "seeds" / "papers" / "tides.yml").read_text()
    (root / "seeds" / "papers" / "tides.yml").write_text(files["seeds/papers/tides.yml"])
    every = lists.carrel("check", root, "--fix")
    assert re.fullmatch(r"(seeds/papers/tides.yml: fixed\n){2}\S+:1: hint: no .* \[missing\]\n", every.stderr)
    assert (
        root / "seeds" / "papers" / "tides.yml"
    ).read_text() == 'title: "Tides T"\ndoi: 10.1234/x\narxiv: 2404.19429\n'


LINES = st.lists(
    st.sampled_from(
        ["# above", "x-note: kept", "remark: 'a  b'", "extra: {a: [1], b: c}  # beside", "venue: A  B", ""]
    ),
    unique=True,
)


@given(LINES, LINES)
def test_nothing_is_lost(before: list[str], after: list[str]) -> None:
    """Comments, unknown fields and other values are what they were."""
    keys = {line.partition(":")[0] for line in before if ":" in line}
    kept = [line for line in after if line.startswith("#") or line.partition(":")[0] not in keys]
    text = "\n".join([*before, "arxiv: https://arxiv.org/abs/2404.19429v3  # id", "title: T", *kept]) + "\n"
    edit = checks.SetField("seeds/papers/t.yml", "arxiv", "2404.19429")
    made = fixing._edited(text, edit.path, [edit], [])
    assert rewriting.comments(made) == rewriting.comments(text)
    assert plain(made) == {**plain(text), "arxiv": "2404.19429"}


def plain(text: str) -> dict[str, object]:
    """Return what a file says."""
    node = nodes.parse(text, "t.yml", [])
    said = nodes.simple(node) if node else {}
    assert isinstance(said, dict)
    return said


def test_an_unknown_place_is_no_fault() -> None:
    """A problem of a file that is no record is fixed by nobody."""
    survey = checks.Survey(Library({}, {}, {}, {}, {}, {}, {}, {}), Curated(), None, examples.TODAY)
    stray = [hint(Place("seeds/x.txt", 1), "x", name) for name in checks.registry() if name != "unlisted-id"]
    assert checks.fixes(survey, stray) == []
