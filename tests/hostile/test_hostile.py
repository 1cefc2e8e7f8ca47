"""The hostile list: all of it is shown as it was typed, and none of it does anything."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, Request

import lists
from carrel import latex, markup
from conftest import HERE
from hostile_list import PAYLOADS, SEEDS, paper
from site_reader import Site

# What a payload is once it has been read: words of LaTeX are understood, the rest stays as it was typed.
READ = [markup.plain(latex.parse(payload)) for payload in PAYLOADS]
STRANGERS = "script, style, iframe, object, embed, img, form, svg, base, meta, link"
LOOK = """(strangers) => ({
    pwned: window.__pwned,
    tooWide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    heading: document.querySelector('h1').textContent,
    text: document.querySelector('article')?.textContent ?? '',
    scripts: [...document.scripts].filter((script) => !script.src && !/json$/.test(script.type)).length,
    handlers: [...document.querySelectorAll('*')]
        .flatMap((element) => element.getAttributeNames())
        .filter((name) => name.startsWith('on')),
    strangers: document.querySelectorAll(`article :is(${strangers})`).length,
    links: [...document.links].map((link) => link.protocol),
    title: document.title,
})"""


@pytest.fixture(scope="module")
def site(hostile: Path) -> Site:
    """Return the built site."""
    return Site(hostile / "site")


def folded(text: str) -> str:
    """Return a text with its white space folded."""
    return " ".join(text.split())


def watch(page: Page, faults: list[str]) -> None:
    """Note each error, dialog, failed request, and request to another host; nothing is held up, for speed's sake."""

    def note_failure(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # a page that is left gives up what it asked for
            faults.append(f"failed: {request.url} ({request.failure})")

    def note_dialog(dialog: Dialog) -> None:
        faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on("dialog", note_dialog)
    page.on("requestfailed", note_failure)
    page.on("request", lambda request: None if HERE.match(request.url) else faults.append(f"asked: {request.url}"))


# --- in a browser ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=["http", "file"])
def seen(
    request: pytest.FixtureRequest, browser: Browser, site: Site, serve_http: Callable[[Path], str]
) -> dict[str, dict[str, Any]]:
    """Return what Chromium sees of every page: on a desk by http, on a phone from the disk; there must be no fault."""
    by_http = request.param == "http"
    address = serve_http(site.folder) if by_http else f"{site.folder.as_uri()}/"
    context = browser.new_context(viewport={"width": 1280 if by_http else 390, "height": 844})
    faults: list[str] = []
    page = context.new_page()
    watch(page, faults)
    found: dict[str, dict[str, Any]] = {}
    for name in site.pages:
        if name != "404.html" and not (site.folder / name).read_text("utf-8").count('http-equiv="refresh"'):
            page.goto(address + name, wait_until="load")
            found[name] = page.evaluate(LOOK, STRANGERS)
    context.close()
    assert faults == []
    return found


def test_nothing_runs_and_nothing_is_built_in(seen: dict[str, dict[str, Any]]) -> None:
    """No script of a stranger, no handler, no element that shows or loads anything, on any page."""
    assert len(seen) > len(PAYLOADS)
    for name, page in seen.items():
        assert page["pwned"] is None, name
        assert (page["scripts"], page["handlers"]) == (0, []), name
        assert page["strangers"] == (0 if name != "search.html" else page["strangers"]), name
        assert {"http:", "https:", "file:"} >= set(page["links"]), name


def test_no_page_is_wider_than_the_window(seen: dict[str, dict[str, Any]]) -> None:
    """A word of 10,000 letters or a formula of 300 braces breaks no layout."""
    assert {name: page["tooWide"] for name, page in seen.items() if page["tooWide"] > 0} == {}


def test_titles_are_shown_as_typed(seen: dict[str, dict[str, Any]]) -> None:
    """In the heading of the page and in that of the window."""
    for n, read in enumerate(READ):
        page = seen[f"papers/{paper(n)}.html"]
        assert folded(page["heading"]) == read
        assert folded(page["title"]).startswith(folded(read))


def test_text_is_shown_as_typed(seen: dict[str, dict[str, Any]]) -> None:
    """Each field of a record stands on the page of its paper, to the letter."""
    for n, (payload, read) in enumerate(zip(PAYLOADS, READ, strict=True)):
        text = folded(seen[f"papers/{paper(n)}.html"]["text"])
        assert text.count(read) >= 2, (read, text)
        assert text.count(markup.fold_space(payload)) >= 4, (payload, text)


def test_names_of_seeds_are_shown_as_typed(seen: dict[str, dict[str, Any]]) -> None:
    """A document may be called as it likes."""
    index = folded(seen["seeds/index.html"]["text"])
    for name in SEEDS:
        assert markup.fold_space(name) in index


# --- the search ------------------------------------------------------------------------------------------------------


def test_the_search_finds_and_shows_hostile_text(page: Page, site: Site, serve_http: Callable[[Path], str]) -> None:
    """Each payload is a question, too: it is answered, and does nothing."""
    page.goto(serve_http(site.folder) + "search.html")
    for n, read in enumerate(READ):
        if not re.search(r"\w{3}", read) or len(read) > 500:
            continue
        page.locator("input[name=q]").fill(read)
        page.locator(f"a[href$='papers/{paper(n)}.html']").first.wait_for(timeout=5000)
    assert page.evaluate("window.__pwned") is None
    assert page.locator("article :is(script, img, iframe)").count() == 0


@pytest.mark.parametrize(
    "query",
    [
        "<img src=x onerror=alert(1)>",
        "javascript:alert(1)",
        "__proto__",
        "constructor",
        "%00%zz",
        "'\"><svg/onload=alert(1)>",
    ],
)
def test_a_hostile_address_asks_a_plain_question(page: Page, site: Site, query: str) -> None:
    """What stands in the address is text."""
    page.goto(f"{site.folder.as_uri()}/search.html?q={query}")
    page.locator("[data-carrel=count]").filter(has_text=re.compile(".")).wait_for()
    assert page.evaluate("window.__pwned") is None


# --- files -----------------------------------------------------------------------------------------------------------


def test_the_data_hold_what_was_typed(site: Site) -> None:
    """The files for programs can be read, and say the same."""
    papers = {row["id"]: row for row in json.loads((site.folder / "api" / "papers.json").read_text("utf-8"))}
    for n, read in enumerate(READ):
        row = papers[paper(n)]
        assert (row["title"], row["abstract"]) == (read, read)
    names = {source["seed"] for row in papers.values() for source in row["sources"] or ()}
    assert names == {*SEEDS, "keywords.json"}
    for name in ("authors", "topics"):
        assert json.loads((site.folder / "api" / f"{name}.json").read_text("utf-8"))


# What no text holds: controls, lone surrogates, non-characters, a mark of byte order; as such, or as JSON escapes it.
NO_TEXT = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufeff\ufffe\uffff]"
    r"|(?<!\\)\\u(?:00[01789].|fdd.|fde.|fff[ef]|feff|d[89ab]..(?!\\ud[c-f])|(?<!\\ud[89ab]..\\u)d[c-f]..)"
)
PLACEHOLDER = "\\u000b"  # api/cite/ says by it where an abstract goes


def test_nothing_that_is_no_text_comes_out(site: Site) -> None:
    """No page, feed, export or file of data holds it, in whatever field it came."""
    found: dict[str, str] = {}
    for name in sorted(site.files):
        written = name.endswith((".html", ".json", ".js", ".xml", ".bib", ".ris"))
        if not written or name.startswith(("assets/", "api/search")):
            continue
        text = (site.folder / name).read_text("utf-8").replace(PLACEHOLDER, "")
        if wrong := NO_TEXT.search(text):
            found[name] = ascii(text[max(0, wrong.start() - 40) : wrong.end() + 10])
    assert found == {}


def test_pages_stay_in_their_folder(hostile: Path) -> None:
    """No name leads out of docs/ or site/, and no command was run on the way."""
    assert {path.name for path in hostile.iterdir()} == {"docs", "mkdocs.yml", "seeds", "site", ".carrel"}
    assert not list(hostile.parent.rglob("pwned"))
    for path in (hostile / "docs").rglob("*.md"):
        assert re.fullmatch(r"[a-z0-9./-]+", path.relative_to(hostile / "docs").as_posix())


def test_every_link_leads_somewhere(site: Site) -> None:
    """Hostile words break no link, and make none."""
    inward = [r for r in site.references if not r.is_outward and r.page != "404.html"]
    assert [str(r) for r in inward if r.target not in site.files] == []
    outward = [r for r in site.references if r.is_outward]
    assert [str(r) for r in outward if (r.element, r.attribute) != ("a", "href")] == []
    assert [str(r) for r in outward if not re.match(r"https?://", r.address)] == []


# --- names of the worst kind, where the file system takes them -------------------------------------------------------


def test_a_name_that_is_no_text_is_told(tmp_path: Path) -> None:
    """A file name that is no UTF-8 cannot stand on a page: one line says so, and nothing is written."""
    root = lists.copy("library", tmp_path / "list")
    name = bytes(root / "seeds") + b"/caf\xe9.txt"
    try:
        Path(name.decode("utf-8", "surrogateescape")).write_bytes((root / "seeds" / "abstracts.txt").read_bytes())
    except OSError:
        return  # this file system takes no such name
    checked = lists.carrel("build", root)
    assert checked.returncode == 1
    assert "Traceback" not in checked.stderr
    assert r"seeds/caf\udce9.txt: error: the name of the file is not UTF-8" in checked.stderr
