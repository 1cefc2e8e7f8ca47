"""Lists with little in them: each builds, and has every index."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import lists
from carrel import build
from carrel.problem import Problem, has_errors
from site_reader import Site

INDEXES = {
    "index.html",
    "search.html",
    *(f"{kind}/index.html" for kind in ("papers", "authors", "topics", "years", "seeds")),
}
DATA = {
    *(f"api/{name}" for name in ("papers.json", "authors.json", "topics.json", "search/directory.js", "cite/index.js")),
    *(f"api/library.{ending}" for ending in ("bib", "ris", "csl.json")),
    "feeds/newest.xml",
}


def without_records(root: Path) -> None:
    """Leave the seeds as they came; people.yml names papers by their records."""
    shutil.rmtree(root / "seeds" / "papers")
    without_people(root)


def without_people(root: Path) -> None:
    """Leave everybody to their name alone."""
    (root / "seeds" / "people.yml").unlink()


def without_topics(root: Path) -> None:
    """Leave topics to what records and categories say."""
    (root / "seeds" / "topics.yml").unlink()


def without_anything(root: Path) -> None:
    """Leave an empty folder."""
    shutil.rmtree(root / "seeds")
    (root / "seeds").mkdir()


def with_one_record(root: Path) -> None:
    """Leave one line in one file."""
    without_anything(root)
    (root / "seeds" / "papers").mkdir()
    (root / "seeds" / "papers" / "alone.yml").write_text("title: Alone\n", "utf-8")


def with_an_empty_document(root: Path) -> None:
    """Leave a document without a word in it."""
    without_anything(root)
    (root / "seeds" / "empty.txt").write_text("\n \n", "utf-8")


def in_chinese(root: Path) -> None:
    """Let the interface speak Chinese."""
    settings = (root / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(settings.replace("name: carrel", "name: carrel\n  language: zh"), "utf-8")


def built(root: Path) -> tuple[Site, list[Problem]]:
    """Build a list and return its site and its problems."""
    outcome = build.build(root)
    assert not has_errors(outcome.problems), outcome.problems
    return Site(root / "site"), outcome.problems


@pytest.mark.parametrize(
    ("change", "papers"),
    [
        (without_records, 10),
        (without_people, 11),
        (without_topics, 11),
        (without_anything, 0),
        (with_one_record, 1),
        (with_an_empty_document, 0),
        (in_chinese, 11),
    ],
)
def test_it_builds(tmp_path: Path, change: Callable[[Path], None], papers: int) -> None:
    """All indexes are there, all links lead somewhere, and MkDocs has no word to say."""
    root = lists.copy("library", tmp_path / "list")
    change(root)
    site, problems = built(root)
    assert site.files >= INDEXES | DATA
    assert sum('data-kind="paper"' in (site.folder / page).read_text("utf-8") for page in site.pages) == papers
    inward = [r for r in site.references if not r.is_outward and r.page != "404.html"]
    assert [str(r) for r in inward if r.target not in site.files] == []
    assert [str(p) for p in problems if not p.place.path.startswith("seeds/")] == []


def test_without_topics_the_categories_are_topics(tmp_path: Path) -> None:
    """A list without a taxonomy has the topics that its records and its markers name."""
    root = lists.copy("library", tmp_path / "list")
    without_topics(root)
    library, problems = build.load(root)
    assert not has_errors(problems)
    assert {topic.name for topic in library.topics.values()} == {"CV", "Machines & tools", "forecasting"}


def test_an_empty_document_is_told(tmp_path: Path) -> None:
    """A document without a word is a warning, and has a page."""
    root = lists.copy("library", tmp_path / "list")
    with_an_empty_document(root)
    site, problems = built(root)
    assert [str(problem) for problem in problems] == ["seeds/empty.txt: warning: the document is empty"]
    assert "seeds/empty.html" in site.pages
