"""A second browser, Firefox, answers too, hosted and from disk."""

import shutil
import subprocess
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest

from browser import FIREFOX, find

PATIENCE = 60  # seconds
# Tell the first answer as soon as it is there; a picture that waits for it keeps Firefox from taking its own too soon.
TELL = """
addEventListener('error', (event) => tell(event.message));
const tell = (what) => (new Image().src = `HOST/told?${encodeURIComponent(what)}`);
const waiting = setInterval(() => {
    const first = document.querySelector('[data-carrel=results] li .passage mark');
    if (!first) return;
    clearInterval(waiting);
    tell(first.textContent);
}, 50);
"""


@pytest.mark.parametrize("way", ["http", "file"])
def test_firefox_answers(real: Path, tmp_path: Path, way: str) -> None:
    """A shared address shows its answer, with the passage in which the words are marked."""
    firefox = find(FIREFOX)
    assert firefox, "no Firefox: run `python tests/browser.py`"
    told: list[str] = []
    came = threading.Event()
    site = tmp_path / "site"
    for folder in ("assets/carrel", "api/search"):
        shutil.copytree(real / "site" / folder, site / folder)

    class Host(SimpleHTTPRequestHandler):
        def __init__(self, *request: object) -> None:
            super().__init__(*request, directory=str(site))  # type: ignore[arg-type]  # as the server gives them

        def do_GET(self) -> None:
            if self.path.startswith("/told?"):
                told.append(unquote(self.path.partition("?")[2]))
                came.set()
            elif self.path != "/wait":
                super().do_GET()
                return
            came.wait(PATIENCE)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library calls it so
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host = f"http://127.0.0.1:{server.server_port}"
    (site / "tell.js").write_text(TELL.replace("HOST", host), "utf-8")
    page = (real / "site" / "search.html").read_text("utf-8")
    added = f'<script src="tell.js"></script><img alt="" src="{host}/wait"></body>'
    (site / "search.html").write_text(page.replace("</body>", added), "utf-8")
    address = f"{host}/search.html" if way == "http" else (site / "search.html").as_uri()
    command: list[str | Path] = [firefox, "--headless", "--profile", tmp_path, "--screenshot", tmp_path / "page.png"]
    subprocess.run([*command, f"{address}?q=distilled+"], check=True, capture_output=True, timeout=2 * PATIENCE)
    server.shutdown()
    server.server_close()
    assert [word.lower() for word in told] == ["distillation"]
