"""Copying and downloading references in Chromium: papers and lists, hosted and from disk, clipboard or none."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import rispy  # type: ignore[import-untyped]  # it has no types
from playwright.sync_api import Page

from carrel import strings

WORDS = strings.load("en")
PAPER = "papers/rivers-that-remember.html"
TOPIC = "topics/machines.html"
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined })"


@pytest.fixture(params=["http", "file"])
def at(request: pytest.FixtureRequest, library: Path, serve_http: Callable[[Path], str]) -> str:
    """Return where the tiny list is: hosted, or on the disk."""
    site = library / "site"
    return serve_http(site) if request.param == "http" else f"{site.as_uri()}/"


@pytest.fixture
def reader(page: Page) -> Page:
    """Return a page that may use the clipboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return page


def unfold(page: Page, address: str) -> Page:
    """Open a page, and what it offers to those who cite."""
    page.goto(address)
    page.locator("details.cite > summary").click()
    return page


def copied(page: Page, kind: str) -> str:
    """Copy, and return what is in the clipboard then."""
    page.get_by_role("button", name=WORDS["cite.copy.of"].format(format=kind)).click()
    page.locator(".cite [role=status]").filter(has_text=WORDS["cite.copied"]).wait_for()
    text = page.evaluate("navigator.clipboard.readText()")
    assert isinstance(text, str)
    return text


def downloaded(page: Page, kind: str) -> tuple[str, str]:
    """Download, and return the name and the text of the file."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=WORDS["cite.download.of"].format(format=kind)).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes().decode()


def whole(library: Path, ending: str) -> str:
    """Return the file of the whole list."""
    return (library / "site" / "api" / f"library.{ending}").read_bytes().decode()


def test_bibtex_of_a_paper_is_copied(reader: Page, at: str) -> None:
    """What is copied is what the page shows, without the abstract."""
    unfold(reader, at + PAPER)
    shown = reader.locator("details.cite pre").inner_text()
    assert copied(reader, "BibTeX").strip() == shown.strip()
    assert shown.startswith("@article{marsh2022rivers,\n  author = {Marsh, Brook and ")
    assert "abstract" not in shown


def test_ris_of_a_paper_is_downloaded(reader: Page, at: str, library: Path) -> None:
    """Under the name of the paper, with its abstract, as it stands in the file of the whole list."""
    name, text = downloaded(unfold(reader, at + PAPER), "RIS")
    assert name == "rivers-that-remember.ris"
    assert text in whole(library, "ris")
    (entry,) = rispy.loads(text)
    assert (entry["title"], len(entry["authors"])) == (
        "Rivers That Remember: Forecasting Floods From Sediment Cores",
        4,
    )
    assert entry["abstract"].startswith("Rivers leave layers of sand")


def test_csl_json_of_a_paper(reader: Page, at: str, library: Path) -> None:
    """Copied and downloaded; the abstract is the difference."""
    unfold(reader, at + PAPER)
    (brief,) = json.loads(copied(reader, "CSL-JSON"))
    name, text = downloaded(reader, "CSL-JSON")
    (full,) = json.loads(text)
    assert name == "rivers-that-remember.csl.json"
    assert full == {**brief, "abstract": full["abstract"]}
    assert full in json.loads(whole(library, "csl.json"))


def test_a_topic_is_copied_and_downloaded(reader: Page, at: str, library: Path) -> None:
    """All papers of the list, in its order."""
    topics = json.loads((library / "site" / "api" / "topics.json").read_text("utf-8"))
    papers = next(topic["papers"] for topic in topics if topic["page"] == TOPIC)
    unfold(reader, at + TOPIC)
    copy = copied(reader, "BibTeX")
    assert len(re.findall(r"^@", copy, re.MULTILINE)) == len(papers) > 2
    name, text = downloaded(reader, "RIS")
    assert name == "machines.ris"
    assert all(f"{entry}ER  - \r\n\r\n" in whole(library, "ris") for entry in text.split("ER  - \r\n\r\n")[:-1])
    titles = [entry["title"] for entry in rispy.loads(text)]
    rows = {row["id"]: row for row in json.loads((library / "site" / "api" / "papers.json").read_text("utf-8"))}
    assert [title.strip("[]") for title in titles] == [rows[paper]["title"] for paper in papers]
    assert len(json.loads(downloaded(reader, "CSL-JSON")[1])) == len(papers)


@pytest.mark.parametrize("path", ["authors/ada-vale", "years/2021", "papers/index", "seeds/vale"])
def test_every_list_is_downloaded(reader: Page, at: str, path: str) -> None:
    """A person, a year, a seed, the whole list: as many entries as rows."""
    unfold(reader, f"{at}{path}.html")
    rows = reader.locator(".papers li").count()
    _, text = downloaded(reader, "BibTeX")
    assert len(re.findall(r"^@", text, re.MULTILINE)) == rows > 0


def test_a_list_of_several_pages_is_whole(reader: Page, many: Path) -> None:
    """Whichever of its pages the reader is on."""
    unfold(reader, (many / "site" / "papers" / "index" / "2.html").as_uri())
    name, text = downloaded(reader, "BibTeX")
    assert name == "papers.bib"
    assert text == (many / "site" / "api" / "library.bib").read_text("utf-8")


def test_without_a_clipboard_the_text_is_shown(page: Page, at: str) -> None:
    """Plain http has none: the old way is tried, and the text stands there, selected."""
    page.add_init_script(NO_CLIPBOARD)
    unfold(page, at + TOPIC)
    page.get_by_role("button", name=WORDS["cite.copy.of"].format(format="BibTeX")).click()
    area = page.get_by_label(WORDS["cite.text"])
    area.wait_for()
    assert area.input_value().startswith("@")
    selected = page.evaluate("document.activeElement.selectionEnd - document.activeElement.selectionStart")
    assert selected == len(area.input_value())
    assert page.locator(".cite [role=status]").inner_text() in (WORDS["cite.copied"], WORDS["cite.by_hand"])


def test_the_keyboard_is_enough(reader: Page, at: str) -> None:
    """Unfold, go to the first button, press it."""
    reader.goto(at + PAPER)
    reader.locator("details.cite > summary").focus()
    reader.keyboard.press("Enter")
    for _ in range(9):
        reader.keyboard.press("Tab")
        if reader.evaluate("document.activeElement.tagName") == "BUTTON":
            break
    reader.keyboard.press("Enter")
    reader.locator(".cite [role=status]").filter(has_text=WORDS["cite.copied"]).wait_for()


def test_missing_data_are_told(page: Page, page_faults: list[str], at: str) -> None:
    """A site whose data did not come along says so."""
    page.route(re.compile(r".*/api/cite/.*"), lambda route: route.abort())
    unfold(page, at + TOPIC)
    page.get_by_role("button", name=WORDS["cite.copy.of"].format(format="RIS")).click()
    page.locator(".cite [role=status]").filter(has_text=WORDS["cite.failed"]).wait_for()
    page_faults.clear()


def test_without_scripts_the_bibtex_is_there(page: Page, library: Path) -> None:
    """The page of a paper holds it, and that of all papers the files."""
    context = page.context.browser
    assert context
    bare = context.new_context(java_script_enabled=False).new_page()
    bare.goto((library / "site" / PAPER).as_uri())
    bare.locator("details.cite > summary").click()
    assert bare.locator("details.cite pre").inner_text().startswith("@article{marsh2022rivers,")
    assert bare.locator(".cite button").count() == 0
    bare.goto((library / "site" / "papers" / "index.html").as_uri())
    links = [link.get_attribute("href") for link in bare.locator(".variants a").all()]
    assert links == ["../api/library.bib", "../api/library.ris", "../api/library.csl.json"]
    bare.context.close()


def test_nothing_of_it_is_printed(page: Page, library: Path) -> None:
    """Paper has no buttons."""
    page.goto((library / "site" / PAPER).as_uri())
    page.emulate_media(media="print")
    assert not page.locator("details.cite").is_visible()
