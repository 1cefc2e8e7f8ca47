"""What pages say of themselves to other programs: citation tags, COinS, schema.org, Open Graph, feeds."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import lists
import zotero
from carrel import markup
from carrel.exports.coins import AUTHORS
from site_reader import Page, Site

ADDRESS = "https://list.example.org/here/"
RIVERS = "papers/rivers-that-remember.html"
TIDENET = "papers/tidenet.html"


@pytest.fixture(scope="module")
def site(library: Path) -> Site:
    """Return the tiny list."""
    return Site(library / "site")


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the tiny list, built for an address."""
    root = lists.copy("library", tmp_path_factory.mktemp("hosted") / "list")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(f"\nsite_url: {ADDRESS}\n")
    return Site(lists.build(root) / "site")


@pytest.fixture(scope="module", params=["library", "hostile", "many"])
def every(request: pytest.FixtureRequest) -> Site:
    """Return each of the lists that tests build."""
    root: Path = request.getfixturevalue(request.param)
    return Site(root / "site")


def papers(site: Site) -> dict[str, dict[str, Any]]:
    """Return the rows of api/papers.json by page."""
    rows = json.loads((site.folder / "api" / "papers.json").read_text("utf-8"))
    return {row["page"]: row for row in rows}


def title(row: dict[str, Any]) -> str:
    """Return the title as it is cited: a working title stands in brackets."""
    return f"[{row['title']}]" if row["title_is_working"] else str(row["title"])


def metas(page: Page, name: str) -> list[str]:
    """Return the contents of tags of this name or property."""
    return [a["content"] for tag, a in page.elements if tag == "meta" and name in (a.get("name"), a.get("property"))]


def words(names: Iterator[str]) -> list[list[str]]:
    """Return the words of names, whatever their order, case and dots."""
    return [sorted(re.findall(r"\w+", name.casefold())) for name in names]


# --- papers ----------------------------------------------------------------------------------------------------------


def test_zotero_reads_every_paper(every: Site) -> None:
    """Title, authors in their order, date, abstract, ids: as the data have them, whatever they hold."""
    for path, row in papers(every).items():
        item = zotero.embedded(every.pages[path])
        assert item.fields["title"] == title(row), path
        assert item.fields.get("DOI") == (row["doi"] and markup.fold_space(row["doi"])), path
        assert item.fields["abstractNote"] == (row["abstract"] or ""), path
        dated = (row["issued"] or row["date"] or "").replace("-", "/")
        assert item.fields.get("date", "") == dated, path
        assert metas(every.pages[path], "citation_arxiv_id") == ([row["arxiv"]] if row["arxiv"] else [])


@pytest.mark.parametrize("name", ["library", "many"])
def test_zotero_parts_the_names(name: str, request: pytest.FixtureRequest) -> None:
    """One tag an author, family name first: no name is lost, split, or turned round."""
    site = Site(request.getfixturevalue(name) / "site")
    for path, row in papers(site).items():
        item = zotero.embedded(site.pages[path])
        found = words(f"{family} {given}" for family, given in item.authors)
        assert found == words(author["name"] for author in row["authors"]), path


def test_a_published_paper(site: Site) -> None:
    """A paper of which much is known, in all its fields."""
    item = zotero.embedded(site.pages[RIVERS])
    row = papers(site)[RIVERS]
    assert item.type in {"journalArticle", "conferencePaper"}
    kept = {"publicationTitle", "conferenceName"} & item.fields.keys()
    assert [item.fields[name] for name in kept] == [row["venue"]]
    assert item.fields["language"] == row["language"]
    assert item.fields["pages"] == row["pages"]
    assert item.fields["url"]


def test_a_pdf_is_told_only_where_there_is_one(every: Site) -> None:
    """ArXiv has one of each paper; an address that merely might lead to one is none."""
    for path, row in papers(every).items():
        pdf = zotero.embedded(every.pages[path]).pdf
        assert bool(pdf) == bool(row["arxiv"] or (row["url"] or "").lower().endswith(".pdf")), path
        assert not pdf or re.match(r"https://arxiv\.org/pdf/|https?://.*\.pdf$", pdf, re.IGNORECASE), path


def test_schema_org_says_the_same(every: Site) -> None:
    """One script of data a paper: whole, of its type, and no text of it ends the script."""
    for path, row in papers(every).items():
        raw = (every.folder / path).read_text("utf-8")
        (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', raw, re.DOTALL)
        assert not re.search(r"[<>]", script)
        said = json.loads(script)
        assert (said["@context"], said["@type"]) == ("https://schema.org", "ScholarlyArticle")
        assert said["name"] == title(row)
        assert words(author["name"] for author in said.get("author", [])) == words(a["name"] for a in row["authors"])


def test_open_graph(site: Site, hosted: Site) -> None:
    """A paper is an article, any other page a part of the site; an address is told if there is one."""
    paper, topics = site.pages[TIDENET], site.pages["topics/index.html"]
    assert (metas(paper, "og:type"), metas(topics, "og:type")) == (["article"], ["website"])
    assert metas(paper, "og:title") == [papers(site)[TIDENET]["title"]]
    assert metas(paper, "og:description") == metas(paper, "description")
    assert metas(paper, "og:url") == metas(paper, "citation_abstract_html_url") == []
    there = hosted.pages[TIDENET]
    assert metas(there, "og:url") == metas(there, "citation_abstract_html_url") == [f"{ADDRESS}{TIDENET}"]
    said = re.search(r'ld\+json">(.*?)</script>', (hosted.folder / TIDENET).read_text("utf-8"))
    assert said
    assert json.loads(said[1])["url"] == f"{ADDRESS}{TIDENET}"


def test_only_a_paper_is_one(every: Site) -> None:
    """No list says that it is a paper, and no paper that it is a list: Zotero would take the one for the other."""
    for path, page in every.pages.items():
        is_paper = path in papers(every)
        assert bool(metas(page, "citation_title")) == is_paper, path
        assert not (is_paper and zotero.coins(page)), path


# --- lists -----------------------------------------------------------------------------------------------------------


def test_zotero_reads_every_list(every: Site) -> None:
    """Each row of a list of papers is a reference, in its order: title, date, DOI, the first authors."""
    known = papers(every)
    for path, page in every.pages.items():
        rows = (
            [r.target for r in page.references if r.element == "a" and r.target in known] if zotero.coins(page) else []
        )
        for item, row in zip(zotero.coins(page), (known[row] for row in dict.fromkeys(rows)), strict=True):
            assert item.fields["title"] == title(row).replace("+", " "), path
            assert item.fields.get("date", "") == (row["issued"] or row["date"] or ""), path
            assert item.fields.get("DOI", "") == markup.fold_space(row["doi"] or "").replace("+", " "), path
            if every.folder.parent.name == "list" and len(known) != 0 and "hostile" not in str(every.folder):
                found = words(f"{family} {given}" for family, given in item.authors)
                assert found == words(a["name"] for a in row["authors"][:AUTHORS]), path


def test_every_kind_of_list_can_be_read(site: Site) -> None:
    """Home, the index of papers, a topic, a year, a person, a seed."""
    for path in ("index", "papers/index", "topics/machines", "years/2021", "authors/ada-vale", "seeds/vale"):
        assert zotero.coins(site.pages[f"{path}.html"]), path


# --- feeds -----------------------------------------------------------------------------------------------------------


def test_pages_name_their_feeds(every: Site) -> None:
    """Home and each topic, in the head and in words, and both lead to a feed."""
    topics = [row["page"] for row in json.loads((every.folder / "api" / "topics.json").read_text("utf-8"))]
    for path in ("index.html", *topics):
        page = every.pages[path]
        told = [a["href"] for tag, a in page.elements if tag == "link" and a.get("type") == "application/atom+xml"]
        assert len(told) == 1, path
        feeds = {r.target for r in page.references if r.target.startswith("feeds/")}
        assert len(feeds) == 1
        assert feeds <= every.files
        assert sum(r.target in feeds for r in page.references) == 2
