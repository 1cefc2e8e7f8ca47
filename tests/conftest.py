"""What many tests need: a browser, a server on this machine, and lists that are built once for all."""

import functools
import re
import signal
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, sync_playwright

import hostile_list
import lists
from browser import CHROMIUM, CHROMIUM_FLAGS, find

# A busy machine makes no law less true; the time that a law may take is pytest's to tell (`--durations`).
hypothesis.settings.register_profile("carrel", deadline=None)
hypothesis.settings.load_profile("carrel")

# A shell may have Ctrl-C ignored in the background, and what a test starts would ignore it too.
signal.signal(signal.SIGINT, signal.default_int_handler)

# All that a page may ask for: this folder, this machine, and what it holds itself.
HERE = re.compile(r"(file:|data:|blob:|about:|https?://(127\.0\.0\.1|localhost|\[::1\])[:/])")
ELSEWHERE = re.compile(rf"^(?!{HERE.pattern})")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return Chromium, started once for all tests."""
    path = find(CHROMIUM)
    if path is None:
        pytest.fail("no Chromium: run `python tests/browser.py`")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page_faults() -> list[str]:
    """Return what went wrong in the pages of this test; a test that expects a fault takes it away from here."""
    return []


@pytest.fixture
def page(browser: Browser, page_faults: list[str]) -> Iterator[Page]:
    """Return a page with the network off; the test fails if it logs an error, or asks for what is not there."""
    context = browser.new_context()
    context.set_default_timeout(15_000)
    made = context.new_page()
    listen(made, page_faults)
    yield made
    context.close()
    assert page_faults == []


def listen(page: Page, faults: list[str]) -> None:
    """Keep a page off the network, and note each error, dialog and failed request of it."""

    def note_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(f"console: {message.text}")

    def note_failure(request: Request) -> None:
        # A page that is left, or loaded again, gives up what it asked for.
        if request.failure != "net::ERR_ABORTED":
            faults.append(f"failed: {request.url} ({request.failure})")

    def note_dialog(dialog: Dialog) -> None:
        faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.route(ELSEWHERE, lambda route: route.abort())
    page.on("console", note_console)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on("requestfailed", note_failure)
    page.on("dialog", note_dialog)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library calls it so
        pass


@pytest.fixture(scope="session")  # a page may still ask for something while its test ends
def serve_http() -> Iterator[Callable[[Path], str]]:
    """Return what serves a folder on this machine and gives back its address, ending in a slash."""
    servers: list[ThreadingHTTPServer] = []

    def serve(folder: Path) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
        servers.append(server)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


# --- lists, built; a test that changes one makes a copy of its own ---------------------------------------------------


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the real list of this repository, built."""
    return lists.build(lists.real(tmp_path_factory.mktemp("real") / "list"))


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the tiny invented list in which each oddity appears once, built."""
    return lists.build(lists.copy("library", tmp_path_factory.mktemp("library") / "list"))


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a made-up list of 450 papers, built: lists of it are too long for one page."""
    return lists.build(lists.make_up(450, tmp_path_factory.mktemp("many") / "list"))


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the list whose every field and file name is hostile, built."""
    return lists.build(hostile_list.make(tmp_path_factory.mktemp("hostile") / "list"))
