"""Un-gluing titles from authors: golden lines, laws, precision, and the rate on lists made of real papers."""

import csv
import json
import os
import random
import re
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.readers.glued import glue
from carrel.readers.glued.glue import Split
from carrel.readers.glued.words import NOTHING, Evidence

GOLDEN = Path(__file__).parents[1] / "golden" / "glue"
SEEDS = Path(__file__).parents[2] / "seeds"


def rows(name: str) -> list[dict[str, str]]:
    """Read a table of golden cases."""
    with (GOLDEN / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


def line_of(split: Split) -> str:
    """Glue a title and authors together, as the listing does."""
    return split.title + ", ".join(split.names) + ("" if split.complete else " et al.")


def expected(row: dict[str, str]) -> Split:
    """Return what a golden case says."""
    return Split(row["title"], tuple(row["names"].split("; ")), not row.get("et al."))


# --- golden lines ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", [pytest.param(r, id=r["oddity"]) for r in rows("lines.tsv")])
def test_golden_line(row: dict[str, str]) -> None:
    """Each oddity is read right without any evidence."""
    assert glue.split(line_of(expected(row))) == expected(row)


@pytest.mark.parametrize("row", [pytest.param(r, id=r["oddity"]) for r in rows("evidence.tsv")])
def test_evidence_decides(row: dict[str, str]) -> None:
    """What cannot be known from the line alone is known from what stands elsewhere."""
    line = line_of(expected(row))
    assert glue.split(line) != expected(row)
    assert glue.split(line, glue.gather([line, row["elsewhere"]])) == expected(row)


@pytest.mark.parametrize("line", (GOLDEN / "not_glued.txt").read_text("utf-8").splitlines())
def test_other_lines_do_not_look_glued(line: str) -> None:
    """Markers, names, titles and prose are not taken for glued lines."""
    assert not glue.looks_glued(line)


def test_names_known_otherwise_count() -> None:
    """A name that the caller knows is evidence like one of the document."""
    split = Split("A Grammar for Frobs", ("SinWon Yoon",), complete=True)
    assert glue.split(line_of(split)) != split
    assert glue.split(line_of(split), glue.gather([], names=["SinWon Yoon"])) == split


def test_the_seed() -> None:
    """The real document has 50 glued lines, and no other line of it looks like one."""
    (path,) = SEEDS.glob("004_*.txt")
    lines = path.read_text("utf-8").splitlines()
    glued = [line for line in lines if glue.looks_glued(line)]
    assert len(glued) == 50
    known = glue.gather(lines)
    with_evidence = [glue.split(line, known) for line in glued]
    assert with_evidence == [glue.split(line) for line in glued]
    assert sum(not split.complete for split in with_evidence if split) == 49
    for path in SEEDS.glob("00[0-3]_*.txt"):
        assert not any(map(glue.looks_glued, path.read_text("utf-8").splitlines()))


# --- laws ------------------------------------------------------------------------------------------------------------

words = st.text(st.sampled_from("abcLRéŁ李金.-'’{}\\$?:1 "), min_size=1, max_size=12)
lines = st.one_of(
    st.text(max_size=200),
    st.lists(st.one_of(words, st.sampled_from([" ", ", ", " et al.", "Jane Roe", "McKay", "BERT"])), max_size=30).map(
        "".join
    ),
)
evidence = st.lists(lines, max_size=4).map(glue.gather)


def blackened(text: str) -> str:
    """Leave out white space."""
    return "".join(text.split())


@given(lines, evidence)
def test_nothing_is_lost(line: str, known: Evidence) -> None:
    """Title and names, put together again, are the line, but for `et al.` and white space."""
    split = glue.split(line, known)
    if split:
        assert split.title
        assert split.names
        assert all(split.names)
        again = blackened(split.title + ",".join(split.names))
        if split.complete:
            assert again == blackened(line)
        else:
            assert re.fullmatch(re.escape(again) + r",*et\.?al\.?", blackened(line), re.IGNORECASE)


@given(lines, evidence)
def test_same_line_same_split(line: str, known: Evidence) -> None:
    """The answer depends on the line and the evidence alone, and not on white space around the line."""
    assert glue.split(line, known) == glue.split(f"  {line}\t", known)
    assert glue.looks_glued(line) == glue.looks_glued(line)


@given(st.lists(lines, max_size=6), st.randoms(use_true_random=False))
def test_evidence_has_no_order(document: list[str], rng: random.Random) -> None:
    """Evidence is the same in whatever order the lines come."""
    shuffled = document[:]
    rng.shuffle(shuffled)
    assert glue.gather(document) == glue.gather(shuffled)


@given(lines)
def test_what_looks_glued_can_be_split(line: str) -> None:
    """A line that looks glued has a split."""
    assert not glue.looks_glued(line) or glue.split(line)


@pytest.mark.parametrize(
    "text", ["x", "Ab", "Ab, ", "A", "{", "\\", "et al", "Jane Roe, ", "McKay ", "李", "JaneRoe, "]
)
def test_a_line_of_50_megabytes_is_refused_at_once(text: str) -> None:
    """A monstrous line costs neither time nor memory, and a long one costs little."""
    monster = text * (50_000_000 // len(text))
    start = time.process_time()
    assert glue.split(monster) is None
    assert not glue.looks_glued(monster)
    assert len(glue.gather([monster]).words) < 200_000
    glue.split(monster[:99_000])
    assert time.process_time() - start < 5


# --- real papers -----------------------------------------------------------------------------------------------------

CORPORA = Path(os.environ.get("CARREL_CORPORA", "nowhere"))
real = pytest.mark.skipif(not CORPORA.is_dir(), reason="set CARREL_CORPORA to the folder of real inputs")
Paper = tuple[str, list[str], str]


def real_papers() -> list[Paper]:
    """Read title, authors and abstract of papers in several corpora."""
    rows = jsonl("topics/amds_arxiv_labelled_A.jsonl") + jsonl("scraped/shape_c_abstracts_only_A.gold.jsonl")
    papers = [(row["title"], row["author"].split(","), row["abstract"]) for row in rows]
    rows = jsonl("scraped/shape_a_family_given_A.gold.jsonl")
    papers += [(row["title"], [f"{a['given']} {a['family']}" for a in row["authors"]], row["abstract"]) for row in rows]
    with (CORPORA / "miniconf" / "iclr2020_papers.csv").open(encoding="utf-8", newline="") as table:
        papers += [(row["title"], row["authors"].split("|"), row["abstract"]) for row in csv.DictReader(table)]
    return [(fold(t), [fold(a) for a in authors], fold(b)) for t, authors, b in papers if clean(authors)]


def jsonl(name: str) -> list[dict[str, Any]]:
    """Read a file of one JSON value a line."""
    return [json.loads(line) for line in (CORPORA / name).read_text("utf-8").splitlines()]


def clean(authors: list[str]) -> bool:
    """Tell whether these are names only: no affiliation, no entity, no footnote."""
    return not re.search(r"[&();*\d]", "".join(authors))


def fold(text: str) -> str:
    """Fold white space."""
    return " ".join(text.split())


def hard_names() -> list[str]:
    """Read names of unusual shapes."""
    with (CORPORA / "names" / "acl_hard_names_A.tsv").open(encoding="utf-8", newline="") as table:
        found = [
            fold(f"{r['first']} {r['last']}") for r in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]
    return [name for name in found if not re.search(r"[,\d\x80-\x9f@¡?]", name)]


def rate(size: int, *, hard: bool, abstracts: bool) -> float:
    """Glue real papers together in documents of this size, and return the share of lines read right."""
    rng = random.Random(size)  # noqa: S311 - a mixture that can be repeated, no secret
    papers, names = real_papers(), hard_names()
    rng.shuffle(papers)
    right = 0
    for start in range(0, len(papers), size):
        document, splits = [], []
        for title, authors, abstract in papers[start : start + size]:
            shown = authors[: rng.randint(1, 5)]
            if hard and rng.random() < 0.5:
                shown[0] = rng.choice(names)
            splits.append(Split(title, tuple(shown), len(shown) == len(authors)))
            document += [line_of(splits[-1]), abstract] if abstracts else [line_of(splits[-1])]
        known = glue.gather(document)
        right += sum(glue.split(line_of(split), known) == split for split in splits)
    return right / len(papers)


@real
@pytest.mark.parametrize("abstracts", [True, False])
@pytest.mark.parametrize("size", [1, 8, 150])
def test_rate_on_real_papers(size: int, abstracts: bool) -> None:
    """Of real titles with real authors at least 99 % are read right, in documents of any size."""
    assert rate(size, hard=False, abstracts=abstracts) >= 0.99


@real
@pytest.mark.parametrize("size", [8, 150])
def test_rate_with_hard_names(size: int) -> None:
    """At least 98 % are read right where half of the first authors have names of unusual shapes."""
    assert rate(size, hard=True, abstracts=True) >= 0.98


@real
def test_rate_on_the_listing() -> None:
    """Every line of a listing of this shape is found, and read right."""
    lines = (CORPORA / "scraped" / "shape_d_glued_A.txt").read_text("utf-8").splitlines()
    known = glue.gather(lines)
    found = [glue.split(line, known) for line in lines if glue.looks_glued(line)]
    wanted = [(row["title"], tuple(row["authors_shown"])) for row in jsonl("scraped/shape_d_glued_A.gold.jsonl")]
    right = sum(
        split is not None and (split.title, split.names) == want for split, want in zip(found, wanted, strict=True)
    )
    assert right >= 0.98 * len(wanted)


@real
def test_prose_does_not_look_glued() -> None:
    """No abstract, bare title, list of names or note is taken for a glued line (names: one in five hundred)."""
    papers = real_papers()
    assert not [b for _, _, b in papers if glue.looks_glued(b)]
    assert sum(glue.looks_glued(t) for t, _, _ in papers) <= 0.002 * len(papers)
    assert sum(glue.looks_glued(", ".join(a)) for _, a, _ in papers) <= 0.002 * len(papers)
    for name in ("shape_a_family_given_A.txt", "shape_b_translated_A.txt", "shape_c_abstracts_only_A.txt"):
        assert not any(map(glue.looks_glued, (CORPORA / "scraped" / name).read_text("utf-8").splitlines()))


@real
def test_speed() -> None:
    """Five thousand lines take a second, once there is evidence."""
    papers = real_papers()
    document = [line_of(Split(t, tuple(a[:3]), complete=True)) for t, a, _ in papers]
    known = glue.gather(document)
    start = time.process_time()
    for line in document:
        glue.split(line, known)
    assert len(document) / (time.process_time() - start) > 5_000 / 2, "half of it, for a slow machine"


def test_without_evidence_is_the_default() -> None:
    """No evidence is evidence of nothing."""
    assert glue.split("A StudyJane Roe") == glue.split("A StudyJane Roe", NOTHING)
