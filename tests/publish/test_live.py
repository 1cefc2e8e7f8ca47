"""The preview as a person sees it, in a browser."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from carrel import publish
from carrel.publish.server import PreviewServer
from made_lists import write, write_list


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PreviewServer]:
    """Return a server at work on a site of one page."""
    write(tmp_path / "index.html", "<!doctype html><link rel=icon href=data:,><title>x</title><body><p>One</p></body>")
    made = PreviewServer(tmp_path, "127.0.0.1", 0)
    made.start()
    yield made
    made.stop()


def test_an_open_page_shows_the_new_site(server: PreviewServer, page: Page) -> None:
    """It is loaded again as soon as the site is another, once and not for ever."""
    page.goto(server.url)
    expect(page.locator("p")).to_have_text("One")
    loads: list[str] = []
    page.on("load", lambda loaded: loads.append(loaded.url))
    write(
        server.folder / "index.html",
        "<!doctype html><link rel=icon href=data:,><title>x</title><body><p>Two</p></body>",
    )
    server.tell(1, [])
    expect(page.locator("p")).to_have_text("Two")
    page.wait_for_timeout(500)
    assert len(loads) == 1


def test_a_fault_stands_over_the_last_good_page(server: PreviewServer, page: Page) -> None:
    """The page stays, the banner comes with the lines as text, and goes once all is well."""
    page.goto(server.url)
    page.evaluate("window.mark = 1")
    server.tell(0, ["seeds/a.txt:1: error: <b>bad</b>", "seeds/b.txt:2: error: worse"])
    banner = page.get_by_role("alert")
    expect(banner).to_have_text("seeds/a.txt:1: error: <b>bad</b>\nseeds/b.txt:2: error: worse")
    expect(page.locator("p")).to_have_text("One")
    server.tell(0, [])
    expect(banner).to_have_count(0)
    assert page.evaluate("window.mark") == 1


def test_a_built_site_opens_from_disk_and_by_http(
    tmp_path: Path, page: Page, serve_http: Callable[[Path], str]
) -> None:
    """Links lead on in both, and no request leaves the machine."""
    root = write_list(tmp_path)
    assert publish.build_site(root, date=None) == []
    for start in ((root / "site" / "index.html").as_uri(), serve_http(root / "site")):
        page.goto(start)
        page.locator("article").get_by_role("link", name="the first").click()
        page.locator("article").get_by_role("link", name="the second").click()
        expect(page.locator("h1")).to_contain_text("Second")
        assert page.url.endswith("/papers/second.html#method")
