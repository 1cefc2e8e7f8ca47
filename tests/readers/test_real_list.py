"""The five documents of this list, and real ones of near shapes, read as people read them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from carrel import arxiv, names, readers
from carrel.model import Entry, Reading
from carrel.readers.contract import Context, Document
from corpora import corpus

ROOT = Path(__file__).parents[2]
PAPERS: list[dict[str, Any]] = json.loads((ROOT / "tests" / "golden" / "seeds.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def read() -> dict[str, Reading]:
    """Return what each document was read as, by the first three letters of its name."""
    found, problems = readers.read_all(ROOT)
    assert not problems
    return {path[:3]: reading for path, (_, reading) in found.items()}


def test_each_document_has_its_papers(read: dict[str, Reading]) -> None:
    """92 papers: 10, 10, 11, 11 and 50; the first document is somebody's list."""
    counts = {seed: len(reading.entries) for seed, reading in read.items() if seed.isdecimal()}
    assert counts == {"000": 10, "001": 10, "002": 11, "003": 11, "004": 50}
    assert str(read["000"].owner) == "Xiaodong Wang"


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: f"{paper['seed']}-{paper['position']}")
def test_each_paper(paper: dict[str, Any], read: dict[str, Reading]) -> None:
    """Title, authors, score, category, date, code and abstract are what the document says."""
    entry = read[paper["seed"]].entries[paper["position"] - 1]
    assert entry.abstract is not None
    source = entry.abstract.value.text.source
    assert told(entry) == {
        **{key: paper[key] for key in ("title", "authors", "authors_complete", "score", "date", "has_code")},
        "category": arxiv.full_category(paper["category"]) if paper["category"] else None,
    }
    assert source.startswith(paper["abstract_starts"])
    assert source.endswith(paper["abstract_ends"])
    assert len(source) == paper["abstract_chars"]


def told(entry: Entry) -> dict[str, Any]:
    """Return what an entry says, in the words of the expected file."""
    authors = entry.authors.value if entry.authors else None
    return {
        "title": " ".join(entry.title.value.source.split()) if entry.title else None,
        "authors": [str(name) for name in authors.names] if authors else None,
        "authors_complete": authors.complete if authors else None,
        "score": float(entry.score.value) if entry.score else None,
        "date": entry.date.value if entry.date else None,
        "has_code": entry.has_code.value if entry.has_code else None,
        "category": entry.category.value if entry.category else None,
    }


def test_the_first_abstract_of_the_second_document_is_translated(read: dict[str, Reading]) -> None:
    """The service put its mark under each abstract, but only one is in Chinese."""
    abstracts = [entry.abstract.value for entry in read["001"].entries if entry.abstract]
    assert [(a.language, a.translator) for a in abstracts] == [("zh", "谷歌翻译"), *[("en", "")] * 9]


# --- real documents of near shapes -----------------------------------------------------------------------------------


def near(shape: str, reader: str) -> tuple[Reading, list[dict[str, Any]]]:
    """Read a document of the corpora; return the reading, and what people say that the document holds."""
    lines = corpus(f"scraped/{shape}.txt").read_text("utf-8").split("\n")
    document = Document("seeds/list.txt", tuple(lines))
    known = readers.recognise(document)
    assert known is readers.registry()[reader]
    gold = corpus(f"scraped/{shape}.gold.jsonl").read_text("utf-8").splitlines()
    return known.read(document, Context(frozenset(known.names(document)))), list(map(json.loads, gold))


def test_a_list_with_family_names_first() -> None:
    """At least 98 in 100 titles and author lists are right, and the count is exact."""
    reading, gold = near("shape_a_family_given_A", "family_given")
    right = sum(
        told(entry)["title"] == " ".join(paper["title"].split())
        and entry.authors is not None
        and [(name.given, name.family) for name in entry.authors.value.names]
        == [(author["given"], author["family"]) for author in paper["authors"]]
        for entry, paper in zip(reading.entries, gold, strict=True)
    )
    assert right >= 0.98 * len(gold)


def test_a_list_of_abstracts() -> None:
    """Every line is an abstract."""
    reading, gold = near("shape_c_abstracts_only_A", "abstracts")
    assert len(reading.entries) == len(gold)
    assert not reading.problems


def test_a_list_with_glued_titles() -> None:
    """At least 98 in 100 titles, author lists and categories are right, and the count is exact."""
    reading, gold = near("shape_d_glued_A", "glued")
    right = sum(
        told(entry)["title"] == " ".join(paper["title"].split())
        and told(entry)["authors"] == [str(names.given_first(author)) for author in paper["authors_shown"]]
        and told(entry)["authors_complete"] is not paper["et_al"]
        and told(entry)["category"] == (paper["category"] if paper["marker"] else None)
        for entry, paper in zip(reading.entries, gold, strict=True)
    )
    assert right >= 0.98 * len(gold)
