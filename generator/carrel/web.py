"""Polite requests: one address at a time, an answer of bounded size, a few tries with pauses.

Only a command that a person runs to look something up asks the web; no page that we publish ever does.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import Message
from typing import IO
from urllib.parse import urlsplit

BLOCK = 64 * 1024
_BUSY = frozenset((408, 425, 429, 500, 502, 503, 504))
_MOVED = 5  # redirects that are followed


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one waits, and how much one takes."""

    timeout: float = 10.0  # seconds without a byte
    whole: float = 30.0  # seconds for an answer
    tries: int = 3
    pause: float = 3.0  # seconds before another try, as arXiv asks for; longer if the server says so
    longest_pause: float = 20.0
    size: int = 4 * 2**20


class WebError(Exception):
    """An address gave no answer of use; the message says why, in words that follow the name of who was asked."""


class AbsentError(WebError):
    """There is no such thing there."""


class OfflineError(WebError):
    """The web cannot be reached from here."""


def get(
    address: str,
    agent: str,
    headers: Mapping[str, str],
    patience: Patience = Patience(),
    sleep: Callable[[float], None] = time.sleep,
) -> bytes:
    """Return what an address answers, or raise a `WebError`."""
    for left in reversed(range(patience.tries)):
        try:
            return _ask(address, {"User-Agent": agent, **headers}, patience)
        except urllib.error.HTTPError as refusal:
            fault, wait = _refused(refusal), _asked_pause(refusal, patience)
            again = refusal.code in _BUSY
            refusal.close()
        except (OSError, http.client.HTTPException, ValueError) as trouble:
            fault, wait = _told(trouble), patience.pause
            again = not isinstance(fault, OfflineError)
        if not again or not left:
            raise fault
        sleep(wait)
    raise AssertionError("unreachable")  # `tries` is at least 1


def _ask(address: str, headers: Mapping[str, str], patience: Patience) -> bytes:
    if urlsplit(address).scheme not in {"http", "https"}:
        raise ValueError("no web address")
    until = time.monotonic() + patience.whole
    request = urllib.request.Request(address, headers=dict(headers))  # noqa: S310  # the scheme was looked at
    opener = urllib.request.build_opener(_Redirects())
    found = bytearray()
    with opener.open(request, timeout=patience.timeout) as answer:
        while block := answer.read1(BLOCK):
            found += block
            if len(found) > patience.size:
                raise _TooLongError(f"answered with more than {patience.size:,} bytes")
            if time.monotonic() > until:
                raise TimeoutError
        if answer.length:  # what was promised, and did not come
            raise http.client.IncompleteRead(bytes(found), answer.length)
    return bytes(found)


class _TooLongError(ValueError):
    pass


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a few redirects, and none that leaves the web or its privacy."""

    max_redirections = _MOVED
    max_repeats = 2

    def redirect_request(  # noqa: PLR0917  # the library's
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> urllib.request.Request | None:
        old, new = urlsplit(req.full_url).scheme, urlsplit(newurl).scheme
        if new not in {old, "https"}:
            raise _AstrayError(f"leads to another place ({new or 'nowhere'}), which is not followed")
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


class _AstrayError(ValueError):
    pass


# --- faults in words -------------------------------------------------------------------------------------------------


def _refused(refusal: urllib.error.HTTPError) -> WebError:
    if refusal.code in {404, 410}:
        return AbsentError("knows nothing of it")
    if refusal.code in range(300, 400):
        return WebError("sends one round in circles")
    return WebError("is too busy; try again later" if refusal.code in _BUSY else f"refuses to answer ({refusal.code})")


def _asked_pause(refusal: urllib.error.HTTPError, patience: Patience) -> float:
    asked = refusal.headers.get("Retry-After", "")
    seconds = float(asked) if asked.isascii() and asked.isdigit() and len(asked) < len("1000000") else 0.0
    return min(max(patience.pause, seconds), patience.longest_pause)


def _told(trouble: Exception) -> WebError:  # noqa: PLR0911  # one return a kind of trouble
    cause = trouble.reason if isinstance(trouble, urllib.error.URLError) else trouble
    match cause:
        case _TooLongError() | _AstrayError():
            return WebError(str(cause))
        case ssl.SSLError():
            return WebError(f"cannot be trusted: {cause.reason or cause}")
        case TimeoutError():
            return WebError("is too slow; try again later")
        case socket.gaierror() | ConnectionRefusedError():
            return OfflineError("cannot be reached; is this machine offline?")
        case http.client.HTTPException() | ConnectionError():
            return WebError("broke off its answer")
        case OSError():
            return OfflineError(f"cannot be reached: {cause.strerror or cause}")
        case _:
            return WebError(f"cannot be asked: {cause}")
