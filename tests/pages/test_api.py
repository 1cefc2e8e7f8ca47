"""The data for programs: what is in each row, and of which kind."""

import json
from pathlib import Path
from typing import Any

from carrel import pages
from carrel.model import Topic
from carrel.settings import Settings
from made_entries import catalogued, entry, record

Row = dict[str, Any]

PAPER: dict[str, tuple[type, ...]] = {
    "id": (str,),
    "title": (str,),
    "title_is_working": (bool,),
    "authors": (list,),
    "authors_complete": (bool, type(None)),
    "date": (str, type(None)),
    "year": (int, type(None)),
    "venue": (str, type(None)),
    "category": (str, type(None)),
    "score": (float, type(None)),
    "has_code": (bool, type(None)),
    "arxiv": (str, type(None)),
    "doi": (str, type(None)),
    "url": (str, type(None)),
    "topics": (list,),
    "language": (str, type(None)),
    "abstract": (str, type(None)),
    "sources": (list, type(None)),
    "page": (str,),
}


def rows(root: Path, name: str) -> list[Row]:
    """Return what a file of a built list holds."""
    found: list[Row] = json.loads((root / "site" / "api" / f"{name}.json").read_text("utf-8"))
    return found


def test_every_paper_has_every_field(library: Path) -> None:
    """Absent facts are null, lists are there even when empty, and each is of its kind."""
    papers = rows(library, "papers")
    assert len(papers) == 11
    for paper in papers:
        for key, kinds in PAPER.items():
            assert isinstance(paper[key], kinds), (paper["id"], key)
        assert paper["page"] == f"papers/{paper['id']}.html"
        assert (library / "site" / paper["page"]).is_file()


def test_each_fact_says_where_it_comes_from(library: Path) -> None:
    """A file and a line that stand in the list, or a rule; what another source says has its value beside it."""
    for paper in rows(library, "papers"):
        for field, origins in paper["origins"].items():
            assert paper.get(field, "") is not None
            for number, origin in enumerate(origins):
                lines = (library / origin["file"]).read_text("utf-8").splitlines()
                assert origin["line"] is None or lines[origin["line"] - 1].strip()
                assert origin["kind"] != "rule" or origin["rule"]
                assert ("value" in origin) == (number > 0)
    [rivers] = [paper for paper in rows(library, "papers") if paper["id"] == "rivers-that-remember"]
    assert rivers["origins"]["issued"][0]["file"] == "seeds/papers/rivers-that-remember.yml"


def test_a_paper_of_which_all_is_known(library: Path) -> None:
    """Record and seed together; numbers are numbers, ids and dates stay what was typed."""
    [paper] = [paper for paper in rows(library, "papers") if paper["id"] == "rivers-that-remember"]
    expected: Row = {
        "date": "2021-06-30",
        "year": 2021,
        "issued": "2022",
        "score": 3.1,
        "has_code": False,
        "category": "cs.LG",
        "arxiv": "2106.00001",
        "doi": "10.5555/invented.7.2.101",
        "topics": ["machines", "forecasting"],
        "language": "en",
        "sources": [{"seed": "glued.txt", "line": 4, "position": 2}],
    }
    assert {key: paper[key] for key in expected} == expected


def test_a_paper_of_which_little_is_known(library: Path) -> None:
    """A bare record has no sources; a working title is called one."""
    papers = {paper["id"]: paper for paper in rows(library, "papers")}
    assert papers["on-bare-shelves"]["sources"] is None
    assert papers["on-bare-shelves"]["authors"] == []
    assert papers["fading-ink"]["title_is_working"] is True
    assert papers["fading-ink"]["date"] is None


def test_the_order_is_that_of_the_site(library: Path) -> None:
    """Papers newest first, people by name, topics as the taxonomy has them; a row a line."""
    assert [topic["id"] for topic in rows(library, "topics")][:2] == ["machines", "quiet-machines"]
    dates = [paper["date"] or paper["issued"] or "" for paper in rows(library, "papers")]
    assert dates == sorted(dates, reverse=True)
    lines = (library / "site" / "api" / "papers.json").read_text("utf-8").splitlines()
    assert len(lines) == 11 + 2


def test_ids_lead_from_file_to_file(library: Path) -> None:
    """What a paper says of people and topics, they say of the paper."""
    papers = {paper["id"]: paper for paper in rows(library, "papers")}
    people = {person["id"]: person for person in rows(library, "authors")}
    topics = {topic["id"]: topic for topic in rows(library, "topics")}
    for paper in papers.values():
        assert all(paper["id"] in people[author["id"]]["papers"] for author in paper["authors"])
        assert all(paper["id"] in topics[topic]["papers"] for topic in paper["topics"])
    assert topics["alchemy"]["papers"] == []
    assert (topics["quiet-machines"]["parent"], topics["machines"]["parent"]) == ("machines", None)


def test_text_is_plain() -> None:
    """No Markdown, no LaTeX, no entities: what a reader sees."""
    one = entry(title=r"\textbf{Gulls} & $x^2$ * _y_", abstract="<b> ``so'' 100\\%", authors=["Ada Vale"])
    library, _ = catalogued([one], [record("own", title="Own")], [Topic("t", "T & U")])
    files = {file.path: file.content for file in pages.render(library, [], Settings())}
    [paper] = [row for row in json.loads(files["api/papers.json"]) if row["sources"]]
    assert (paper["title"], paper["abstract"]) == ("Gulls & x² * _y_", "<b> “so” 100%")
    assert json.loads(files["api/topics.json"])[0]["name"] == "T & U"
