"""What is missing: for the whole list, by topic and by author, each with a way to the papers."""

import json
from pathlib import Path

import pytest

from carrel import build
from carrel.pages import view

PAPERS: dict[str, dict[str, object]] = {
    "tides": {"authors": ["Jun Rao", "B. Du"], "date": "2021", "venue": "ACL", "topics": ["sea"]},
    "gulls": {"authors": ["J.-P. Rao", "Bo Du"], "venue": "ACL", "topics": ["sea"]},
    "boats": {"authors": ["Jun Rao"], "date": "2020", "venue": "ACL", "topics": ["sea"]},
    "drift": {"authors": ["Jun Rao", "Bo Du"], "date": "2022"},
}
ABSTRACTS = {
    "tides": "The moon pulls the sea, and the sea pulls the boats; a table of both is given.",
    "gulls": "Birds are counted from a pier by children who have learnt to look twice before they write.",
    "boats": "A small fleet is painted, named, and let go on a fine day in spring.",
    "drift": "How far do moored barges go in the night, and who brings them back at dawn?",
}
PEOPLE = """\
- {id: jun-rao-tides, name: Jun Rao, papers: [tides], evidence: He says so.}
- {id: jun-rao-boats, name: Jun Rao, papers: [boats], evidence: She says so.}
"""
SETTINGS = """\
theme: {name: carrel}
use_directory_urls: false
markdown_extensions: [attr_list, md_in_html]
"""


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the written pages of a small list with gaps."""
    root = tmp_path_factory.mktemp("missing") / "list"
    (root / "seeds" / "papers").mkdir(parents=True)
    for paper, facts in PAPERS.items():
        record = {"title": f"On {paper}", "abstract": ABSTRACTS[paper], **facts}
        (root / "seeds" / "papers" / f"{paper}.yml").write_text(json.dumps(record), "utf-8")
    (root / "seeds" / "people.yml").write_text(PEOPLE, "utf-8")
    (root / "seeds" / "topics.yml").write_text("- {id: sea, name: The sea}\n", "utf-8")
    (root / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    assert build.write(root).problems == []
    return root / "docs"


def lines(docs: Path, path: str) -> list[str]:
    """Return the rows of a page's lists."""
    return [line.strip() for line in (docs / path).read_text("utf-8").splitlines() if line.strip().startswith("- ")]


def test_the_index_counts_each_kind_of_gap(docs: Path) -> None:
    """A kind that there is leads to its papers; one that there is not leads nowhere."""
    rows = lines(docs, "missing/index.md")
    assert '- [No date](date.md) <span class="count">1</span>' in rows
    assert '- [Authors with initials alone](initials.md) <span class="count">2</span>' in rows
    assert '- [No topic](topic.md) <span class="count">1</span>' in rows
    assert '- [Shared names, not assigned yet](names.md) <span class="count">1</span>' in rows
    assert '- No abstract <span class="count">0</span>' in rows
    assert not (docs / "missing" / "abstract.md").exists()
    assert rows[-2:] == ["- [What is missing, by topic](by-topic.md)", "- [What is missing, by author](by-author.md)"]


def test_each_gap_lists_its_papers(docs: Path) -> None:
    """All of them, and no other."""
    assert lines(docs, "missing/date.md") == ["- [On gulls](../papers/gulls.md)"]
    assert {row.rpartition("/")[2] for row in lines(docs, "missing/initials.md")} == {"tides.md)", "gulls.md)"}


def test_a_shared_name_with_papers_is_listed(docs: Path) -> None:
    """It waits for somebody to say whose they are; once it has none it is no gap."""
    (row,) = lines(docs, "missing/names.md")
    assert "(../authors/jun-rao.md)" in row
    assert '<span class="count">1</span>' in row


def test_gaps_are_gathered_by_topic_and_by_author(docs: Path) -> None:
    """Those that lack most come first; each leads to the place on its page that names the papers."""
    assert lines(docs, "missing/by-topic.md") == ["- [The sea](../topics/sea.md#missing)"]
    assert "Authors with initials alone: 2, No date: 1" in (docs / "missing/by-topic.md").read_text("utf-8")
    first = lines(docs, "missing/by-author.md")[0]
    assert first == "- [Bo Du](../authors/bo-du.md#missing)"
    told = lines(docs, "topics/sea.md")
    assert told[-1] == "- [On gulls](../papers/gulls.md)"
    assert lines(docs, "authors/bo-du.md").count("- [On drift](../papers/drift.md)") > 1


def test_a_page_names_a_few_papers_and_counts_the_others(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A topic may lack a date for thousands of papers; its page stays short."""
    monkeypatch.setattr(view, "LACKING", 1)
    root = docs.parent
    assert build.write(root).problems == []
    told = (docs / "topics/sea.md").read_text("utf-8").partition("Authors with initials alone")[2]
    assert [row.strip() for row in told.splitlines() if row.startswith("- ")][1] == "- and 1 more"
