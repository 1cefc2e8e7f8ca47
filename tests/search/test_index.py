"""The index: small, the same each time, found by everything that a paper says, harmless whatever that is."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.search import folding, index, numbers, shards
from carrel.search.postings import Document, Named

VALUES = numbers.DIGITS


def read(text: str) -> list[int]:
    """Read numbers as a browser does."""
    found, high = [], 0
    for digit in map(VALUES.index, text):
        if digit >= numbers.ENDS:
            high = high * numbers.MORE + digit - numbers.ENDS + 1
        else:
            found.append(high * numbers.ENDS + digit)
            high = 0
    return found


@given(st.lists(st.integers(0, 10**9)))
def test_numbers_are_read_as_they_were_written(some: list[int]) -> None:
    """Any number survives, and rising ones do as their distances."""
    assert read("".join(map(numbers.write, some))) == some
    gaps = read(numbers.write_rising(sorted(some)))
    assert [sum(gaps[: n + 1]) for n in range(len(gaps))] == sorted(some)


def test_numbers_need_no_escape() -> None:
    """What they are written in means nothing to JSON, to a script, or to the rows that hold it."""
    assert json.dumps(VALUES) == f'"{VALUES}"'
    assert not set(VALUES) & {"<", numbers.CELL, numbers.ROW}


def papers(texts: list[str]) -> Iterator[Document]:
    """Make papers of texts."""
    return (Document(text, [text], text, [f"p{n}", text]) for n, text in enumerate(texts))


def made(texts: list[str]) -> dict[str, str]:
    """Make an index of texts."""
    people = [Named(f"p{n}", text, (text,), (n,)) for n, text in enumerate(texts)]
    return dict(index.make(papers(texts), len(texts), people, {"topic": people}))


PARTS = [*"aB1<>&\"'\\/-.|\t\n é推", "\u2028", "\u2029", "</script>", "<!--", "__proto__", "]]>"]
HARD = st.lists(st.sampled_from(PARTS), max_size=12).map("".join)


@given(st.lists(HARD, max_size=6))
def test_a_shard_is_a_script_whatever_it_holds(texts: list[str]) -> None:
    """A shard is one call with JSON; no text ends a script, begins a comment, or breaks a line."""
    for path, content in made(texts).items():
        call = re.fullmatch(r"(?:carrelShard\(|window\.carrelDirectory = )(.*?)\)?;\n", content, re.DOTALL)
        assert call, path
        json.loads(call[1])
        assert not re.search("[<\u2028\u2029]", content)


@given(st.lists(HARD, max_size=6))
def test_the_same_papers_make_the_same_index(texts: list[str]) -> None:
    """Nothing depends on chance; what a shard is called tells what it holds."""
    first = made(texts)
    assert made(texts) == first
    other = made([*texts, "more"])
    assert {path for path in first if path in other and first[path] != other[path]} <= {"api/search/directory.js"}


def rows(files: dict[str, str]) -> dict[str, list[str]]:
    """Return the rows of all words."""
    found: dict[str, list[str]] = {}
    for path, content in files.items():
        if "/words-" in path:
            before = ""
            for row in json.loads(content[len("carrelShard(") : -3]).split(numbers.ROW):
                key, *cells = row.split(numbers.CELL)
                before = before[: VALUES.index(key[0])] + key[1:]
                assert before not in found
                found[before] = cells
    return found


def test_rows_are_in_the_order_of_a_browser() -> None:
    """Words are sorted by UTF-16, as JavaScript compares them; each shard says where it begins."""
    texts = ["zeta alpha", "推荐 𠮷野家 ﾊﾟ", "éa eb", "한글 \uffee x"]
    found = list(rows(made(texts)))
    assert found == sorted(found, key=lambda key: key.encode("utf-16-be"))


def test_a_word_tells_where_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """It counts where it weighs most: in the title with its places, then in names, then in the abstract."""
    one = Document("Deep rivers, deep seas", ["Ada Rivers"], "Rivers run. Seas run. Ada.", ["a"])
    two = Document("Else", [], "A river run, and only once: seas.", ["b"])
    found = rows(dict(index.make([one, two], 2, [], {})))
    once, more, title, names = 0, 1, 2, 3
    assert read(found["deep"][title]) == [0, 0, 0, 4]  # twice in the first title, at places 0 and 2
    assert read(found["rivers"][title]) == [0, 2]
    assert read(found["seas"][title]) == [0, 7]  # at place 3, the last
    assert read(found["seas"][once]) == [1]
    assert read(found["ada"][names]) == [0]
    assert read(found["run"][more]) == [0]
    assert read(found["run"][once]) == [1]
    monkeypatch.setattr(shards, "SHARD", 40)  # in a shard of its own, a word cannot be seen from its stem
    assert "0s" in rows(dict(index.make([one, two], 2, [], {})))["river"][-1]


def test_beginnings_of_many_words_have_their_best_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the words of a beginning are in many shards, a row tells the best papers: those with such a title first."""
    monkeypatch.setattr(shards, "SHARD", 60)
    texts = [f"b{n}{'x' * n}" for n in range(40)]
    documents = [Document("Apart", [], text, [n]) for n, text in enumerate(texts)]
    documents[30] = Document("Bees", [], "", [30])
    files = dict(index.make(documents, len(documents), [], {}))
    [content] = [content for path, content in files.items() if "/prefixes-" in path]
    found = dict(row.split(" ", 1) for row in json.loads(content[len("carrelShard(") : -3]).split(numbers.ROW))
    total, in_title, _, in_text = found["b"].split(" ")[:4]
    assert (read(total), read(in_title)) == ([40], [30])
    assert len(read(in_text)) == 39


def test_the_index_of_the_real_list_is_small(real: Path) -> None:
    """Few files, and less than twice the text of the abstracts."""
    files = [path for path in (real / "site" / "api" / "search").rglob("*") if path.is_file()]
    abstracts = sum(
        len((p["abstract"] or "").encode()) for p in json.loads((real / "site/api/papers.json").read_text("utf-8"))
    )
    assert len(files) <= 20
    assert sum(path.stat().st_size for path in files) <= 2 * abstracts


def test_the_scripts_are_small() -> None:
    """All that a page loads to search, compressed as hosts do it, before the index."""
    scripts = [*folding.TABLE.parent.rglob("*.js"), folding.TABLE.parents[1] / "search.js"]
    assert sum(len(gzip.compress(path.read_bytes(), 6)) for path in scripts) <= 40_000
