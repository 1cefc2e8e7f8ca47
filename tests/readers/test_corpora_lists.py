"""Real tables, reading lists, pages and mails that nobody here wrote: nothing is lost, and what gold says is found."""

from __future__ import annotations

import csv
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import readings
import yaml
from benchmarks import twins

from carrel import columns, latex, markup, names, readers
from carrel.model import Entry, Reading
from carrel.readers import arxiv_mail, front_matter, markdown_list, table, translated
from carrel.readers.contract import Document, Reader
from corpora import corpus

ENOUGH = 0.97  # of the entries


def document(path: Path) -> Document:
    """Return a real file as a document."""
    return Document(f"seeds/{path.name}", tuple(path.read_text("utf-8-sig").replace("\r\n", "\n").split("\n")))


def read(reader: Reader, path: Path) -> Reading:
    """Read a real file, in time, and check that nothing is lost."""
    text = document(path)
    start = time.process_time()
    assert readers.recognise(text) is reader, path
    found = readings.read(reader, text)
    assert time.process_time() - start < 10, path
    readings.check(text, found)
    return found


def title(entry: Entry) -> str:
    """Return the title of an entry as it was typed."""
    return markup.fold_space(entry.title.value.source) if entry.title else ""


def abstract(entry: Entry) -> str:
    """Return the abstract of an entry as it was typed."""
    return markup.fold_space(entry.abstract.value.text.source) if entry.abstract else ""


def topics(entry: Entry) -> tuple[str, ...]:
    """Return the topics of an entry."""
    return entry.topics.value if entry.topics else ()


def authors(entry: Entry) -> list[str]:
    """Return the authors of an entry, folded."""
    return [names.fold(name) for name in entry.authors.value.names] if entry.authors else []


def folded(written: list[str]) -> list[str]:
    """Fold names that are written `Given Family`."""
    return [names.fold(names.given_first(name)) for name in written if name.strip()]


def agree(pairs: Iterator[tuple[object, object]]) -> float:
    """Return the share of pairs that are equal."""
    equal = [one == other for one, other in pairs]
    return sum(equal) / len(equal)


# --- tables ----------------------------------------------------------------------------------------------------------


def test_mini_conf() -> None:
    """Mini-Conf's table: each row is a paper, with its title, authors, abstract and keywords, on its line."""
    path = corpus("miniconf/iclr2020_papers.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    found = read(table, path)
    assert not found.problems
    assert len(found.entries) == len(rows)
    pairs = list(zip(found.entries, rows, strict=True))
    assert agree((title(entry), markup.fold_space(row["title"])) for entry, row in pairs) == 1
    assert agree((authors(entry), folded(row["authors"].split("|"))) for entry, row in pairs) >= ENOUGH
    assert agree((abstract(entry), markup.fold_space(row["abstract"])) for entry, row in pairs) == 1
    assert agree((topics(entry), columns.split_topics(row["keywords"])) for entry, row in pairs) == 1
    lines_of = path.read_text("utf-8").split("\n")
    assert all(lines_of[entry.place.line - 1].startswith(row["UID"]) for entry, row in pairs)


@pytest.mark.parametrize("name", ["workshops.csv", "speakers.csv"])
def test_other_tables(name: str) -> None:
    """Workshops and talks have titles and abstracts."""
    assert len(read(table, corpus(f"miniconf/{name}")).entries) == 2


@pytest.mark.parametrize("name", ["names/acl_hard_names_A.tsv", "topics/arxiv_category_taxonomy.tsv"])
def test_tables_of_other_things(name: str) -> None:
    """A table without titles is no table of papers."""
    assert table.sniff(document(corpus(name))) < readers.SURE_ENOUGH


# --- arXiv's mails ---------------------------------------------------------------------------------------------------


def test_arxiv_mails() -> None:
    """Each block of each mail is a paper, without a problem."""
    for path in sorted(corpus("scraped").glob("arxiv_mail*.txt")):
        found = read(arxiv_mail, path)
        ids = re.findall(r"^arXiv:\d{4}\.\d{5}(?: \(|$)", path.read_text("utf-8"), re.MULTILINE)
        assert len(found.entries) == len(ids)
        assert not found.problems


def test_arxiv_mail_gold() -> None:
    """Title, authors, abstract, id, categories, date and DOI are those of the gold."""
    gold = [json.loads(line) for line in corpus("scraped/arxiv_mail_dump_A.gold.jsonl").read_text("utf-8").splitlines()]
    found = {e.arxiv.value: e for e in read(arxiv_mail, corpus("scraped/arxiv_mail_dump_A.txt")).entries if e.arxiv}
    assert found.keys() == {row["arxiv_id"] for row in gold}
    pairs = [(found[row["arxiv_id"]], row) for row in gold]
    for entry, row in pairs:
        assert title(entry) == markup.fold_space(row["title"])
        assert abstract(entry) == markup.fold_space(row["abstract"])
        assert entry.date
        assert entry.date.value == (columns.when(row["date"]) or ("",))[0]
        assert (entry.doi.value if entry.doi else None) == row["doi"]
        kept = entry.extra.value if entry.extra else {}
        assert kept.get("categories", [entry.category.value if entry.category else ""]) == row["categories"]
        assert markup.plain(latex.parse(row["comments"] or "")) == kept.get("comments", "")
    assert agree((authors(entry), folded(twins.gold_authors(row["authors"]))) for entry, row in pairs) >= ENOUGH


# --- abstracts and their translations --------------------------------------------------------------------------------


def test_translations() -> None:
    """Who translated it stands between an abstract and its translation: the one is taken, the other is kept."""
    path = corpus("scraped/shape_b_translated_A.txt")
    gold = [json.loads(line) for line in path.with_suffix(".gold.jsonl").read_text("utf-8").splitlines()]
    found = read(translated, path)
    assert not found.problems
    pairs = list(zip(found.entries, gold, strict=True))
    assert agree((abstract(entry), markup.fold_space(row["abstract"])) for entry, row in pairs) == 1
    kept = [*(entry.extra.value if entry.extra else {} for entry, _ in pairs)]
    assert (
        agree((said, {"Abstract (translated by Google)": row["zh"]}) for said, row in zip(kept, gold, strict=True)) == 1
    )


# --- reading lists ---------------------------------------------------------------------------------------------------


def test_papers_of_the_week() -> None:
    """Each numbered row is a paper with a title; the contents are contents, the headings are weeks and no topics."""
    path = corpus("lists/dair_ml_papers_of_the_week_README.md")
    text = path.read_text("utf-8")
    found = read(markdown_list, path)
    rows = [n for n, line in enumerate(text.split("\n"), 1) if re.match(r"\|\s*\d+\)", line)]
    assert [entry.place.line for entry in found.entries] == rows
    assert not found.problems
    assert not any(entry.topics for entry in found.entries)
    on_arxiv = ["arxiv.org/" in text.split("\n")[entry.place.line - 1] for entry in found.entries]
    assert agree(zip((bool(entry.arxiv) for entry in found.entries), on_arxiv, strict=True)) >= ENOUGH
    bold = re.compile(r"\|\s*\d+\)\s+\*\*(.+?)\*\*")
    marked = [(e, m[1]) for e in found.entries if (m := bold.match(text.split("\n")[e.place.line - 1]))]
    assert len(marked) > 800
    assert agree((title(entry), markup.fold_space(words).rstrip(".:")) for entry, words in marked) >= ENOUGH


# --- pages with front matter -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", ["ml4code_publications", "amds_jekyll_posts_A"])
def test_pages(folder: str) -> None:
    """Each page is one paper: the title, the authors and the year of the front matter, and the abstract below it."""
    pairs = [(path, read(front_matter, path)) for path in sorted(corpus(f"lists/{folder}").iterdir())]
    assert not [problem for _, found in pairs for problem in found.problems]
    heads = [(yaml.safe_load(path.read_text("utf-8").split("---\n")[1]), found.entries[0]) for path, found in pairs]
    assert agree((title(entry), markup.fold_space(str(head["title"]))) for head, entry in heads) == 1
    told = [(entry, head.get("authors") or head["author"]) for head, entry in heads]
    clear = [
        (entry, re.split(r",\s*and\s+|,\s*|\s+and\s+", said))
        for entry, said in told
        if "(" not in said and ";" not in said
    ]
    assert len(clear) >= 0.9 * len(heads)
    assert agree((authors(entry), folded(said)) for entry, said in clear) >= ENOUGH
    assert all(entry.abstract for _, entry in heads)


def test_ids_of_posts() -> None:
    """A post links its paper on arXiv, and its date is the paper's where the id bears that out."""
    for path in sorted(corpus("lists/amds_jekyll_posts_A").iterdir()):
        (entry,) = read(front_matter, path).entries
        assert entry.arxiv
        assert f"/{entry.arxiv.value}" in path.read_text("utf-8")
        if entry.date and re.match(r"\d{4}\.", entry.arxiv.value):
            year, month = int(entry.arxiv.value[:2]), int(entry.arxiv.value[2:4])
            first = 12 * int(entry.date.value[2:4]) + int(entry.date.value[5:7])
            assert 0 <= 12 * year + month - first <= 1  # who submits late in a month gets the id of the next one


# --- everything else -------------------------------------------------------------------------------------------------


def test_nothing_else_is_taken() -> None:
    """No other file of the corpora passes for a table, a reading list, a page of a paper or a mail."""
    ours = {"table": table, "markdown_list": markdown_list, "front_matter": front_matter, "arxiv_mail": arxiv_mail}
    root = corpus("")
    wrong = []
    for path in sorted(root.rglob("*")):
        known = path.relative_to(root).as_posix().startswith(("lists/", "miniconf/", "scraped/arxiv_mail"))
        if not path.is_file() or known:
            continue
        text = Document("seeds/list", tuple(path.read_text("utf-8", "replace").split("\n")))
        wrong += [(name, path.name) for name, reader in ours.items() if reader.sniff(text) >= readers.SURE_ENOUGH]
    assert wrong == []
