"""Asking politely: what is answered comes back; whatever else happens ends soon, in one sentence."""

import time

import pytest

from answering import breaks_off, drips, leads, never_ends, playing, says, silent_port, sleeps, talks_rubbish
from carrel import web
from carrel.web import AbsentError, OfflineError, Patience, WebError

QUICK = Patience(timeout=0.3, whole=0.6, tries=2, pause=0.0, longest_pause=0.1, size=100_000)


def get(url: str, patience: Patience = QUICK) -> bytes:
    """Ask without waiting between tries."""
    return web.get(url, "carrel/test", {"Accept": "text/plain"}, patience, lambda _: None)


def test_an_answer_comes_back_and_one_is_introduced() -> None:
    """The server sees who asks, and for what."""
    with playing(says("hello")) as stage:
        assert get(f"{stage.url}/a?b=c") == b"hello"
    assert stage.asked == ["/a?b=c"]
    assert stage.headers[0]["User-Agent"] == "carrel/test"
    assert stage.headers[0]["Accept"] == "text/plain"


def test_a_busy_server_is_asked_again_after_the_pause_it_asks_for() -> None:
    """A word of how long to wait is kept, within reason; then the answer counts."""
    waited: list[float] = []
    with playing(says("", 503, Retry_After="7"), says("", 429, Retry_After="86400"), says("now")) as stage:
        patience = Patience(tries=3, pause=3.0, longest_pause=20.0)
        assert web.get(stage.url, "carrel/test", {}, patience, waited.append) == b"now"
    assert waited == [7.0, 20.0]


@pytest.mark.parametrize("code", [403, 400, 418])
def test_a_refusal_is_final(code: int) -> None:
    """What is refused once is not asked for again."""
    with playing(says("no", code)) as stage, pytest.raises(WebError, match=f"refuses to answer \\({code}\\)"):
        get(stage.url)
    assert len(stage.asked) == 1


@pytest.mark.parametrize("code", [404, 410])
def test_what_is_not_there_is_told_apart(code: int) -> None:
    """An unknown id is no fault of the web."""
    with playing(says("no", code)) as stage, pytest.raises(AbsentError, match="knows nothing of it"):
        get(stage.url)


@pytest.mark.parametrize(
    ("play", "why"),
    [
        (says("", 500), "too busy"),
        (sleeps(1.0), "too slow"),
        (drips(0.05), "too slow"),
        (never_ends(), "more than 100,000 bytes"),
        (breaks_off, "broke off"),
        (talks_rubbish, "broke off"),
    ],
    ids=["errs", "sleeps", "drips", "never-ends", "breaks-off", "rubbish"],
)
def test_whatever_happens_ends_soon_and_in_one_sentence(play: object, why: str) -> None:
    """No server keeps one waiting, fills the memory, or shows one a traceback."""
    began = time.monotonic()
    with playing(play) as stage, pytest.raises(WebError, match=why):  # type: ignore[arg-type]
        get(stage.url)
    assert time.monotonic() - began < 5


def test_a_redirect_is_followed_a_few_times() -> None:
    """And not in circles."""
    with playing(says("there")) as there, playing(leads(f"{there.url}/x")) as here:
        assert get(here.url) == b"there"
    with playing(leads("/again")) as circle, pytest.raises(WebError, match="circles"):
        get(circle.url)
    assert len(circle.asked) < 10


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://127.0.0.1/x", "data:text/plain,x", "gopher://x/"])
def test_a_redirect_leaves_the_web_never(to: str) -> None:
    """A server cannot make one read a file of this machine."""
    with playing(leads(to)) as stage, pytest.raises(WebError):
        get(stage.url)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "x", ""])
def test_no_address_of_the_web_is_not_asked(address: str) -> None:
    """Nor is one that was set wrongly."""
    with pytest.raises(WebError, match="no web address"):
        get(address)


def test_offline_is_said_at_once() -> None:
    """Where nobody listens one need not try again."""
    with pytest.raises(OfflineError, match="offline"):
        get(f"http://127.0.0.1:{silent_port()}/")
