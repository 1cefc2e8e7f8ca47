"""A server on this machine that plays a service: it answers, errs, dawdles, redirects and talks rubbish."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"
Play = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Stage:
    """What is played, one play a request, the last one again and again; and what was asked, with which headers."""

    plays: list[Play]
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    url: str = ""


@contextmanager
def playing(*plays: Play) -> Iterator[Stage]:
    """Serve on loopback what these plays answer."""
    stage = Stage(list(plays))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the library's name
            play = stage.plays[min(len(stage.asked), len(stage.plays) - 1)]
            stage.asked.append(self.path)
            stage.headers.append(dict(self.headers.items()))
            with suppress(BrokenPipeError, ConnectionResetError):  # whoever asked has heard enough
                play(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the library's name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    stage.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield stage
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def silent_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# --- plays -----------------------------------------------------------------------------------------------------------


def says(body: bytes | str, code: int = 200, **headers: str) -> Play:
    """Answer with a body."""

    def play(request: BaseHTTPRequestHandler) -> None:
        data = body.encode() if isinstance(body, str) else body
        request.send_response(code)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.send_header("Content-Length", str(len(data)))
        request.end_headers()
        request.wfile.write(data)

    return play


def leads(to: str, code: int = 302) -> Play:
    """Send one elsewhere."""
    return says(b"", code, Location=to)


def never_ends(block: bytes = b"x" * 65_536) -> Play:
    """Answer with more than anybody wants."""

    def play(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        for _ in range(10_000):
            request.wfile.write(block)

    return play


def drips(pause: float, times: int = 200) -> Play:
    """Answer a byte at a time."""

    def play(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        for _ in range(times):
            request.wfile.write(b"x")
            request.wfile.flush()
            time.sleep(pause)

    return play


def sleeps(seconds: float) -> Play:
    """Say nothing for a while."""

    def play(request: BaseHTTPRequestHandler) -> None:
        time.sleep(seconds)
        says("late")(request)

    return play


def breaks_off(request: BaseHTTPRequestHandler) -> None:
    """Promise more than is sent."""
    request.send_response(200)
    request.send_header("Content-Length", "1000")
    request.end_headers()
    request.wfile.write(b"half")


def talks_rubbish(request: BaseHTTPRequestHandler) -> None:
    """Answer in no language of the web."""
    request.wfile.write(b"\x00\xff\x00 what?\r\n\r\n")
