"""A paper that leaves the list leaves a page that says so; one that was retracted stays, and is marked."""

import json
import re
from pathlib import Path

import pytest

from carrel import build, checking, pages, published
from carrel.model import Library
from carrel.settings import Settings

SEED = (
    "@misc{a, title={A Talk}, author={Vale, Ada}, year=2020}\n@misc{b, title={Tides}, author={Vale, Ada}, year=2021}\n"
)
RECORDS = {
    "talk": "seed: list.bib\nstarts: A Talk\nremoved: |\n  A talk, *and no paper*. <script>x</script>\naliases: once\n",
    "ebb": "title: Ebb & <b>\nauthors: [Ida Fenn]\nremoved: true\n",
    "flow": "title: Flow\nauthors: [Ida Fenn]\nretracted: 'See https://example.org/notice'\n",
    "gulls": "title: Gulls\nretracted: true\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a list with a paper of each kind."""
    (tmp_path / "seeds" / "papers").mkdir(parents=True)
    (tmp_path / "seeds" / "list.bib").write_text(SEED, "utf-8")
    for name, text in RECORDS.items():
        (tmp_path / "seeds" / "papers" / f"{name}.yml").write_text(text, "utf-8")
    return tmp_path


@pytest.fixture
def library(root: Path) -> Library:
    """Return what it holds."""
    return build.load(root)[0]


@pytest.fixture
def docs(library: Library) -> dict[str, str]:
    """Return its pages."""
    return {file.path: file.content for file in pages.render(library, [], Settings())}


def test_its_page_is_all_that_is_left(library: Library, docs: dict[str, str]) -> None:
    """With the reason, in which nothing is markup that could do harm; no other page speaks of it."""
    assert library.papers.keys() == {"tides", "flow", "gulls"}
    assert "This paper is no longer on the list." in docs["papers/talk.md"]
    assert "<em>and no paper</em>" in docs["papers/talk.md"]
    assert "<script>" not in docs["papers/talk.md"]
    assert "# Ebb &amp; &lt;b&gt;" in docs["papers/ebb.md"]
    assert 'location: "papers/talk.html"' in docs["papers/once.md"]
    own = {"papers/talk.md", "papers/ebb.md", "papers/once.md"}
    assert not [path for path, text in docs.items() if path not in own and re.search(r"A Talk|\btalk\b|Ebb", text)]


def test_its_address_is_still_there(root: Path, library: Library) -> None:
    """So nothing has vanished; and what is missing of it is nobody's concern."""
    addresses = published.addresses(library)
    assert {"papers/talk", "papers/ebb"} <= set(addresses)
    (root / published.PATH).write_text(published.lengthened("", [*addresses, "papers/once"]), "utf-8")
    told = checking.check(root, "2026-01-31").problems
    assert not [problem for problem in told if problem.check == "vanished-id" or problem.place.path.endswith("ebb.yml")]


def test_one_that_was_retracted_is_marked(docs: dict[str, str]) -> None:
    """On its page with the reason, if there is one; in lists; for programs."""
    assert 'This paper was retracted.\n\n<div class="note"><p>See https://example.org/notice' in docs["papers/flow.md"]
    assert "This paper was retracted." in docs["papers/gulls.md"]
    assert docs["papers/index.md"].count('<span class="retracted">retracted</span>') == 2
    said = {row["id"]: row["retracted"] for row in json.loads(docs["api/papers.json"])}
    assert said == {"tides": None, "flow": "See https://example.org/notice", "gulls": True}


def test_what_is_not_so_needs_no_line(root: Path) -> None:
    """`false` is no reason."""
    (root / "seeds" / "papers" / "flow.yml").write_text("title: Flow\nretracted: false\n", "utf-8")
    assert "seeds/papers/flow.yml:2: error: retracted: say why it is so, or take the line out" in map(
        str, build.load(root)[1]
    )
