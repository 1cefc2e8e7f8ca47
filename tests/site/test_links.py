"""Links of built sites: each leads somewhere, is answered, and all pages are reached by them."""

import json
import re
import unicodedata
from pathlib import Path

import pytest

from site_reader import Page, Reference, Site

# An error page is served under any address, so its own addresses begin at the root.
ERROR_PAGE = "404.html"
KINDS = ("papers", "authors", "topics", "years", "seeds")


@pytest.fixture(scope="module", params=["library", "many"])
def site(request: pytest.FixtureRequest) -> Site:
    """Return each of the built sites in turn."""
    root: Path = request.getfixturevalue(request.param)
    return Site(root / "site")


def inward(site: Site) -> list[Reference]:
    """Return the addresses within the site."""
    return [reference for reference in site.references if not reference.is_outward]


# --- every address ---------------------------------------------------------------------------------------------------


def test_every_link_leads_to_a_file(site: Site) -> None:
    """Whatever a page links to or loads is in the site, raw HTML and style sheets included."""
    dead = [r for r in inward(site) if r.page != ERROR_PAGE and r.target not in site.files]
    assert [str(reference) for reference in dead] == []


def test_the_error_page_loads_what_is_there(site: Site) -> None:
    """Its addresses lead to files of the site, seen from its root."""
    addresses = [r for r in inward(site) if r.page == ERROR_PAGE]
    assert addresses
    assert [str(r) for r in addresses if r.target.lstrip("/") not in site.files] == []


def test_every_anchor_is_there(site: Site) -> None:
    """A link to a place in a page finds that place."""
    lost = [
        r for r in inward(site) if r.fragment and r.target in site.pages and r.fragment not in site.pages[r.target].ids
    ]
    assert [str(reference) for reference in lost] == []


def test_no_link_within_the_site_is_absolute(site: Site) -> None:
    """The folder can be hosted under any path, and opened from a disk."""
    assert [str(r) for r in inward(site) if r.address.startswith("/") and r.page != ERROR_PAGE] == []


def test_nothing_is_asked_of_another_host(site: Site) -> None:
    """Only links that a reader clicks lead out, and only to the web or to a mailbox."""
    outward = [r for r in site.references if r.is_outward]
    clicked = [r for r in outward if (r.element, r.attribute) == ("a", "href")]
    assert [str(r) for r in outward if r not in clicked] == []
    assert [str(r) for r in clicked if not re.match(r"(?:https?://|mailto:)", r.address)] == []


def test_an_id_stands_once_on_a_page(site: Site) -> None:
    """Two places of one name would make a link to either uncertain."""
    twice = {page.path: sorted({i for i in page.ids if page.ids.count(i) > 1}) for page in site.pages.values()}
    assert {path: ids for path, ids in twice.items() if ids} == {}


def test_there_is_no_inline_script_style_or_handler(site: Site) -> None:
    """A strict content policy would not break a page of ours."""
    for page in site.pages.values():
        for element, attributes in page.elements:
            assert element != "style", page.path
            is_data = attributes.get("type") in {"application/json", "application/ld+json"}
            assert element != "script" or "src" in attributes or is_data, page.path
            assert not [name for name in attributes if name.startswith("on") or name == "style"], page.path


# --- links back ------------------------------------------------------------------------------------------------------


def thing(path: str) -> tuple[str, str] | None:
    """Return the kind and the id of what a page is about: `topics/x.html` and `topics/x/2.html` are both `x`."""
    found = re.fullmatch(r"(\w+)/([\w-]+)(?:/\d+)?\.html", path)
    return (found[1], found[2]) if found and found[1] in KINDS and found[2] != "index" else None


def test_each_link_between_things_is_answered(site: Site) -> None:
    """If a page of a topic names a person, a page of that person names the topic; so for all kinds."""
    edges = set()
    for page in site.pages.values():
        here = thing(page.path)
        for link in page.links:
            there = thing(link)
            if here and there and here[0] != there[0] and not is_redirect(page):
                edges.add((here, there))
    assert edges
    assert sorted(f"{a} → {b}" for a, b in edges if (b, a) not in edges) == []


def is_redirect(page: Page) -> bool:
    """Tell whether the page only leads on."""
    return any(attributes.get("http-equiv") == "refresh" for _, attributes in page.elements)


def test_every_page_is_reached_from_home_by_links(site: Site) -> None:
    """No paper, person, topic, year or document needs the search, nor a script, to be found."""
    aside = {ERROR_PAGE, "search.html"} | {page.path for page in site.pages.values() if is_redirect(page)}
    assert sorted(site.pages.keys() - site.reached() - aside) == []


def test_old_addresses_lead_on(library: Path) -> None:
    """An alias has a page that leads to where the paper is now."""
    pages = Site(library / "site").pages
    for alias in ("rivers", "floods-from-cores"):
        assert pages[f"papers/{alias}.html"].links == {"papers/rivers-that-remember.html"}


# --- text ------------------------------------------------------------------------------------------------------------


def words(text: str) -> set[str]:
    """Return the words of a text; a letter in another face is that letter."""
    return set(re.findall(r"\w+", unicodedata.normalize("NFKC", text)))


def test_all_text_of_a_paper_is_on_its_page(site: Site) -> None:
    """Title, names and abstract: nothing is lost on the way, nothing hidden by markup."""
    papers = json.loads((site.folder / "api" / "papers.json").read_text("utf-8"))
    assert papers
    for paper in papers:
        shown = words(site.pages[paper["page"]].text)
        told = " ".join([paper["title"], *(author["name"] for author in paper["authors"]), paper["abstract"] or ""])
        assert words(told) - shown == set(), paper["id"]


def test_the_data_lead_to_pages(site: Site) -> None:
    """Each row of api/*.json names a page of the site."""
    for name in ("papers", "authors", "topics"):
        rows = json.loads((site.folder / "api" / f"{name}.json").read_text("utf-8"))
        assert {row["page"] for row in rows} <= site.pages.keys()
