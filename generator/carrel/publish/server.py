"""A small web server for one person's preview: serves a folder, and tells open pages when it changed."""

import errno
import json
import mimetypes
import os
import socket
import socketserver
import sys
import threading
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

from carrel.publish.lock import RefusedError

_LIVE = "/.carrel/live"  # no page can have this address: MkDocs leaves out what begins with a dot
_SCRIPT = "/.carrel/live.js"
_LIVE_JS = Path(__file__).parent / "live.js"
_HOLD = 20.0  # seconds that a page's question waits for news
_EMPTY_PAGE = b"<!doctype html><meta charset=utf-8><title>carrel</title><body></body>"
# What matters is the same on every machine, whatever its own table of types says.
_TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json"}
_TYPES |= {".svg": "image/svg+xml", ".woff2": "font/woff2", ".xml": "application/xml", ".md": "text/plain"}
_IN_UTF8 = ("text/", "application/json", "application/xml", "image/svg+xml")


class PreviewServer(ThreadingHTTPServer):
    """Serves `folder` at `url`, from a thread of its own, until it is closed."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # there it would let two servers share a port

    def __init__(self, folder: Path, host: str, port: int) -> None:
        self.folder = folder
        self.prefix = "/"
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        self._news = threading.Condition()
        self._seen = 0
        # Numbers of an earlier server must not pass for those of this one.
        self._first = self.site = time.time_ns() // 1_000_000
        self._faults: list[str] = []
        try:
            self.address_family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            super().__init__((str(address[0]), port), _Handler)
        except (OSError, OverflowError) as fault:
            raise RefusedError(_refusal(host, port, fault)) from None
        shown = f"[{host}]" if ":" in host else host
        self.url = f"http://{shown}:{self.server_address[1]}/"

    def start(self) -> None:
        """Answer from now on."""
        self._thread.start()

    def stop(self) -> None:
        """Answer no more, and free the port."""
        if self._thread.is_alive():
            self.shutdown()  # it would wait for ever for a server that never began
        self.server_close()

    def tell(self, version: int, faults: list[str]) -> None:
        """Tell the open pages that the site has this version now, and what keeps it from being newer."""
        with self._news:
            self.site = self._first + version
            self._faults = faults
            self._seen += 1
            self._news.notify_all()

    def news(self, seen: int) -> bytes:
        """Return the state of things as JSON, as soon as it is another than the one that was seen."""
        with self._news:
            self._news.wait_for(lambda: self._seen != seen, timeout=_HOLD)
            return json.dumps({"seen": self._seen, "site": self.site, "faults": self._faults}).encode()

    def find(self, path: str) -> Path | None:
        """Return the file of the site that has this address, or None."""
        rest = path.removeprefix(self.prefix).lstrip("/")
        try:
            file = (self.folder / rest).resolve()
        except ValueError:  # a NUL
            return None
        return file if file.is_relative_to(self.folder.resolve()) else None

    def server_bind(self) -> None:
        """Bind without asking the network for this machine's name, as the standard server would."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "localhost", self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing when a browser hangs up."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type] # sockets come in many types


class _Handler(BaseHTTPRequestHandler):
    server: PreviewServer

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if address.path == _LIVE:
            seen = parse_qs(address.query).get("seen", [""])[0]
            self._answer(HTTPStatus.OK, ".json", self.server.news(int(seen) if seen.isdecimal() else -1))
        elif address.path == _SCRIPT:
            self._answer(HTTPStatus.OK, ".js", _LIVE_JS.read_bytes())
        else:
            self._answer_from_site(unquote(address.path))

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library calls it so
        """Keep the terminal for what concerns the list."""

    def _answer_from_site(self, path: str) -> None:
        site = self.server.site  # asked before the file is read: a page too old learns of it, one too new is reloaded
        file = self.server.find(path)
        if file is not None and file.is_dir():
            if not path.endswith("/"):
                self._send_on(f"{path}/")
                return
            file /= "index.html"
        status = HTTPStatus.OK
        if file is None or not file.is_file():
            status, file = HTTPStatus.NOT_FOUND, self.server.folder / "404.html"
        try:
            body = file.read_bytes()
        except OSError:  # no site yet, or just this moment another one
            body, status, file = _EMPTY_PAGE, HTTPStatus.SERVICE_UNAVAILABLE, Path("empty.html")
        self._answer(status, file.suffix, _with_script(body, site) if file.suffix == ".html" else body)

    def _send_on(self, path: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        # One slash only: two would lead to another host.
        self.send_header("Location", quote(f"/{path.lstrip('/')}"))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _answer(self, status: HTTPStatus, suffix: str, body: bytes) -> None:
        kind = _TYPES.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith(_IN_UTF8) else kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")  # a page may change twice in a second
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _with_script(page: bytes, site: int) -> bytes:
    """Return a page that listens for news."""
    head, end, tail = page.rpartition(b"</body>")
    tag = f'<script src="{_SCRIPT}" data-site="{site}"></script>'.encode()
    return head + tag + end + tail if end else page + tag


def _refusal(host: str, port: int, fault: OSError | OverflowError) -> str:
    if isinstance(fault, OSError) and fault.errno == errno.EADDRINUSE:
        return f"port {port} on {host} is taken; choose another one"
    return f"cannot serve on {host}, port {port}: {getattr(fault, 'strerror', None) or fault}"
