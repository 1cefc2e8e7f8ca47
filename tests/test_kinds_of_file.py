"""What is no seed: each kind is known by its content, and told in one line that says what to export instead."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel import kinds_of_file
from corpora import corpus

GOLDEN = Path(__file__).parent / "golden" / "kinds_of_file"
TEXTS = sorted(GOLDEN.glob("*.txt"))
BYTES = sorted(GOLDEN.glob("*.hex"))


def expected(path: Path) -> str:
    """Return what a person says that a file is; nothing where it is not to be known."""
    return path.with_suffix(".told").read_text("utf-8").strip()


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_text(path: Path) -> None:
    """Each kind of text is called by its name."""
    text = path.read_text("utf-8")
    assert str(kinds_of_file.guess(text) or "") == expected(path)
    assert kinds_of_file.of_bytes(text.encode()) is None


@pytest.mark.parametrize("path", BYTES, ids=lambda path: path.stem)
def test_bytes(path: Path) -> None:
    """Each kind of bytes is called by its name; text is none of them."""
    data = bytes.fromhex(path.read_text("ascii"))
    assert str(kinds_of_file.of_bytes(data) or "") == expected(path)


def test_what_only_looks_like_a_kind_is_a_guess() -> None:
    """A reader that goes by the look of lines is contradicted by a sign, not by a look."""
    looks = {"table_without_title", "csv_without_title", "yaml", "markdown", "readme_in_html", "markdown_link_first"}
    for path in TEXTS:
        sure = kinds_of_file.of_text(path.read_text("utf-8"))
        assert bool(sure) == (bool(expected(path)) and path.stem not in looks), path.stem


def test_the_end_of_an_archive_counts() -> None:
    """What an archive holds stands in its directory, at its end."""
    long = b"PK\x03\x04" + bytes(100_000) + b"word/document.xml"
    assert str(kinds_of_file.of_bytes(long)).startswith("a Word document")


@given(st.text(), st.binary())
def test_no_input_is_too_strange(text: str, data: bytes) -> None:
    """Any text and any bytes get an answer, of one line."""
    for kind in (kinds_of_file.guess(text), kinds_of_file.of_bytes(data)):
        assert kind is None or ("\n" not in str(kind) and "; " in str(kind))


@pytest.mark.parametrize("unit", ["<", "<!--", "{", "[", '"DOI":', "%A ", "PMID", " ", "\n", "a,", "\\", "- a: ", "#"])
def test_time_does_not_grow(unit: str) -> None:
    """A file of any size takes no time: only its beginning is looked at."""
    text = unit * (20_000_000 // len(unit))
    data = text.encode()
    start = time.process_time()
    kinds_of_file.guess(text)
    kinds_of_file.of_bytes(data)
    assert time.process_time() - start < 1


# --- real files ------------------------------------------------------------------------------------------------------

REAL = {
    "acl_xml/import_2019": "an ACL Anthology file",
    "acl_xml/toy_anthology/xml": "an ACL Anthology file",
    "atom": "an answer of arXiv's API (Atom)",
    "crossref/zotero_unixref": "a Crossref XML file",
    "endnote_xml/zotero": "an EndNote XML file",
    "pubmed/zotero": "a PubMed file (nbib, MEDLINE)",
    "pubmed/zotero_xml": "a PubMed XML file",
}


@pytest.mark.parametrize("folder", REAL)
def test_real_folders(folder: str) -> None:
    """Every file of these folders is called by its name."""
    for path in sorted(corpus(folder).glob("*.*")):
        kind = kinds_of_file.of_text(path.read_text("utf-8"))
        assert kind, path
        assert kind.name == REAL[folder], path


def test_other_formats() -> None:
    """Of the formats that are not read, each file is called by a name; one that is nothing gets none."""
    nothing = {"CffImporterTestInvalid2.cff", "InspecImportTestFalse.txt"}
    for path in sorted(corpus("other_formats").rglob("*.*")):
        if path.suffix != ".bib":
            kind = kinds_of_file.guess(path.read_text("utf-8", "replace"))
            assert bool(kind) == (path.name not in nothing), path
