"""arXiv's ids and categories."""

from __future__ import annotations

import csv

import pytest

from carrel import arxiv
from corpora import corpus


@pytest.mark.parametrize(
    ("suffix", "code"),
    [
        *(("LG", "cs.LG"), ("ML", "stat.ML"), ("CL", "cs.CL"), ("quant-ph", "quant-ph"), ("optics", "physics.optics")),
        *(("IT", "IT"), ("SY", "SY"), ("NA", "NA")),  # cs.IT and math.IT are two
        *(("cs.LG", "cs.LG"), ("XX", "XX"), ("", "")),
    ],
)
def test_suffixes(suffix: str, code: str) -> None:
    """A bare suffix gets its archive where there is one only."""
    assert arxiv.full_category(suffix) == code


@pytest.mark.parametrize("code", ["cs.LG", "stat.ML", "hep-th", "cond-mat.str-el", "math.IT", "cmp-lg"])
def test_categories(code: str) -> None:
    """Full codes are known."""
    assert arxiv.is_category(code)


@pytest.mark.parametrize("code", ["LG", "cs", "cs.ML", "stat.LG", "cs.", ".LG", "", "CS.LG", "cs.lg"])
def test_what_is_no_category(code: str) -> None:
    """A part of a code is none."""
    assert not arxiv.is_category(code)


@pytest.mark.parametrize(
    "written",
    [
        "2404.19429",
        " 2404.19429v2 ",
        "arXiv:2404.19429",
        "arxiv: 2404.19429v1",
        "https://arxiv.org/abs/2404.19429",
        "http://www.arxiv.org/pdf/2404.19429v3.pdf",
        "arxiv.org/html/2404.19429v1",
        "https://doi.org/10.48550/arXiv.2404.19429",
    ],
)
def test_ids(written: str) -> None:
    """The bare id is found in any form."""
    assert arxiv.parse_id(written) == "2404.19429"


@pytest.mark.parametrize("old", ["cs/0112017", "math.GT/0309136", "hep-th/9901001"])
def test_old_ids(old: str) -> None:
    """The ids of before 2007 are ids, too."""
    assert arxiv.parse_id(f"https://arxiv.org/abs/{old}v1") == old


@pytest.mark.parametrize(
    "written", ["", "2210.1", "2413.00001", "2404.194299", "x2404.19429", "10.1000/2404.19429", "cs/1"]
)
def test_what_is_no_id(written: str) -> None:
    """A month has its bounds, and a number its length."""
    assert arxiv.parse_id(written) is None


def test_the_taxonomy_is_whole() -> None:
    """Every category of arXiv's own list is known."""
    with corpus("topics/arxiv_category_taxonomy.tsv").open(encoding="utf-8", newline="") as lines:
        codes = [row[0] for row in csv.reader(lines, delimiter="\t")][1:]
    real = [code for code in codes if not code.startswith(("test.", "bad-"))]
    assert [code for code in real if not arxiv.is_category(code)] == []
