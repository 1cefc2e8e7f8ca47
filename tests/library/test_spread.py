"""The whole way from files to the library: how papers are spread over seed documents changes nothing but their sources.

Documents of each shape that may be split, from those of this repository and the golden ones.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import lists
from carrel import build, readers
from carrel.model import FIELDS, Library
from carrel.readers.contract import Context, Document

GOLDEN = lists.ROOT / "tests" / "golden"
HEADED = {".csv", ".tsv"}  # each part needs the header
DOCUMENTS = [
    *sorted((lists.ROOT / "seeds").glob("00*.txt")),
    GOLDEN / "readers" / "family-no-owner.txt",
    GOLDEN / "readers" / "translated-services.txt",
    GOLDEN / "readers" / "glued-markers.txt",
    GOLDEN / "bibtex" / "fields.bib",
    GOLDEN / "ris" / "usual.ris",
    GOLDEN / "csl_json" / "lines.jsonl",
    GOLDEN / "table" / "mini_conf.csv",
    GOLDEN / "table" / "scopus.csv",
]
BESIDE = (GOLDEN / "readers" / "family-owner.txt").read_text("utf-8")


def library_of(root: Path, **seeds: str) -> Library:
    """Return the library of seeds alone, beside one that is always there."""
    folder = root / "seeds"
    folder.mkdir(parents=True)
    (root / "mkdocs.yml").write_text("use_directory_urls: false\n", "utf-8")
    (folder / "m.txt").write_text(BESIDE, "utf-8")
    for name, text in seeds.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    library, _ = build.load(root)
    return library


def essence(library: Library) -> object:
    """Return papers, people and topics without their places."""
    papers = {
        paper.id: (
            {name: repr(field.value) for name in FIELDS if (field := getattr(paper, name)) is not None},
            [(a.name, a.person) for a in paper.authorships],
            [a.topic for a in paper.assignments],
        )
        for paper in library.papers.values()
    }
    people = {person.id: (person.variants, person.papers) for person in library.people.values()}
    return papers, people, library.topics, library.by_topic


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_however_it_is_spread(path: Path, tmp_path: Path) -> None:
    """The same document under a name that sorts last, twice, and in two parts: the same papers, people and topics."""
    text = path.read_text("utf-8").removesuffix("\n")
    expected = essence(library_of(tmp_path / "once", a=text))
    assert essence(library_of(tmp_path / "renamed", z=text)) == expected
    assert essence(library_of(tmp_path / "twice", a=text, z=text)) == expected
    head, tail = halves(path, text)
    assert essence(library_of(tmp_path / "split", a=head, z=tail)) == expected
    assert essence(library_of(tmp_path / "turned", z=head, a=tail)) == expected


def halves(path: Path, text: str) -> tuple[str, str]:
    """Part a document before a paper in its midst."""
    lines = text.split("\n")
    document = Document("seeds/a.txt", tuple(lines))
    reader = readers.recognise(document)
    assert reader
    entries = reader.read(document, Context(frozenset(reader.names(document)))).entries
    at = entries[len(entries) // 2].place.line - 1
    header = lines[:1] if path.suffix in HEADED else []
    return "\n".join(lines[:at]), "\n".join([*header, *lines[at:]])
