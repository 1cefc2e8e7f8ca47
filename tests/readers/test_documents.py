"""Invented documents of each shape, one oddity each, and what a reader makes of them."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from pathlib import Path
from typing import Any

import documents
import pytest
import yaml

from carrel import readers
from carrel.model import Reading

DOCUMENTS = sorted(documents.GOLDEN.glob("*.txt"))
VARIANTS: dict[str, Callable[[str], bytes]] = {
    "Windows": lambda text: text.replace("\n", "\r\n").encode(),
    "old Macintosh": lambda text: text.replace("\n", "\r").encode(),
    "with a mark": lambda text: codecs.BOM_UTF8 + text.encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16, big end first": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "UTF-32": lambda text: text.encode("utf-32"),
    "no last line end": lambda text: text.rstrip("\n").encode(),
    "blanks around": lambda text: text.replace("\n", " \t\u3000\n \u200b").encode(),
}


def read(root: Path, content: bytes, name: str = "list.txt") -> tuple[str, Reading, list[str]]:
    """Return the format of a seed, what was read, and what was told."""
    (root / "seeds").mkdir(exist_ok=True)
    (root / "seeds" / name).write_bytes(content)
    found, problems = readers.read_all(root)
    return *found[name], [str(problem) for problem in problems]


def expected(path: Path) -> dict[str, Any]:
    """Return what a person says that a document holds."""
    told: dict[str, Any] = yaml.safe_load(path.with_suffix(".yml").read_text("utf-8"))
    return told


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_documents(path: Path, tmp_path: Path) -> None:
    """Each document is read as the file beside it says."""
    form, reading, problems = read(tmp_path, path.read_bytes())
    told = expected(path)
    assert form == told.pop("format")
    assert documents.told(reading) == told
    assert problems == told.get("problems", [])


@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS.keys())
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_the_same_in_other_clothes(path: Path, variant: Callable[[str], bytes], tmp_path: Path) -> None:
    """Line ends, encodings and blanks around lines change nothing."""
    told = expected(path)
    del told["format"]
    _, reading, _ = read(tmp_path, variant(path.read_text("utf-8")))
    assert documents.told(reading) == told


def test_the_names_of_files_do_not_count(tmp_path: Path) -> None:
    """A document is known by its content: any name, any suffix, any folder."""
    content = DOCUMENTS[0].read_bytes()
    for name in ("list.txt", "list.md", "LIST", "a b.csv", "élan.json"):
        _, reading, _ = read(tmp_path, content, name)
        assert reading.entries
    (tmp_path / "seeds" / "2023" / "spring").mkdir(parents=True)
    _, reading, _ = read(tmp_path, content, "2023/spring/list.txt")
    assert reading.entries[0].place.path == "seeds/2023/spring/list.txt"


def test_curated_and_hidden_files_are_no_seeds(tmp_path: Path) -> None:
    """Backups, hidden files, READMEs, licences and curated files are not read as seeds."""
    content = DOCUMENTS[0].read_bytes()
    read(tmp_path, content)
    for name in (
        *(".hidden", ".git/list.txt", "list.txt~", "README.md", "readme", "sub/README.txt", "LICENSE", "LICENSE.txt"),
        *("people.yml", "topics.yml", "venues.yml", "papers/list.txt"),
    ):
        (tmp_path / "seeds" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "seeds" / name).write_bytes(b"\xff nothing that could be read \0")
    found, problems = readers.read_all(tmp_path)
    assert found.keys() == {"list.txt"}
    assert not problems


def test_names_of_one_document_help_with_another(tmp_path: Path) -> None:
    """Names that are certain somewhere are known everywhere, in whatever order the files are found."""
    lists = {path.stem: path.read_bytes() for path in DOCUMENTS if path.stem.startswith(("family", "glued"))}
    found = []
    for order in (sorted(lists), sorted(lists, reverse=True)):
        root = tmp_path / order[0]
        (root / "seeds").mkdir(parents=True)
        for stem in order:
            (root / "seeds" / stem).write_bytes(lists[stem])
        found.append(readers.read_all(root, ["Ada Vale"]))
    assert found[0] == found[1]
