import json
import socket
import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path

import pytest

from carrel.publish import RefusedError
from carrel.publish.server import PreviewServer
from made_lists import write


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PreviewServer]:
    """Return a server at work on a folder with a few files."""
    write(tmp_path / "secret.txt", "secret")
    site = tmp_path / "site"
    write(site / "index.html", "<html><body>Home</body></html>")
    write(site / "papers" / "index.html", "<html><body>文章</body></html>")
    write(site / "404.html", "<html><body>Lost</body></html>")
    write(site / "data.js", "window.x = '文';")
    made = PreviewServer(site, "127.0.0.1", 0)
    made.start()
    yield made
    made.stop()


def get(server: PreviewServer, path: str) -> tuple[int, HTTPMessage, str]:
    """Ask for a path as it stands, and return status, headers and text."""
    connection = HTTPConnection("127.0.0.1", server.server_address[1], timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.headers, answer.read().decode()


def test_pages_are_served_with_a_script_that_listens(server: PreviewServer) -> None:
    """The script is loaded, not written into the page, and stands at the end of its body."""
    status, headers, text = get(server, "/")
    assert status == 200
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "no-store"
    assert text == f'<html><body>Home<script src="/.carrel/live.js" data-site="{server.site}"></script></body></html>'
    assert "addEventListener" in get(server, "/.carrel/live.js")[2]


def test_other_files_are_served_as_they_are(server: PreviewServer) -> None:
    """With a type that a browser accepts, in UTF-8."""
    status, headers, text = get(server, "/data.js?x=1")
    assert (status, headers["Content-Type"], text) == (200, "text/javascript; charset=utf-8", "window.x = '文';")


def test_a_folder_shows_its_index(server: PreviewServer) -> None:
    """Under the address with a slash, so that its links lead somewhere."""
    status, headers, _ = get(server, "/papers")
    assert (status, headers["Location"]) == (302, "/papers/")
    assert "文章" in get(server, "/papers/")[2]


def test_no_redirect_leaves_the_server(server: PreviewServer) -> None:
    """Two slashes at the start of an address would name another host."""
    _, headers, _ = get(server, "//papers")
    assert headers["Location"] == "/papers/"


@pytest.mark.parametrize(
    "path", ["/nought.html", "/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/%00", "//etc/passwd"]
)
def test_what_is_not_in_the_folder_is_not_there(server: PreviewServer, path: str) -> None:
    """Whatever the address tries, the answer is the site's own page for it."""
    status, _, text = get(server, path)
    assert status == 404
    assert "Lost" in text


def test_the_path_of_the_hosted_site_is_understood(server: PreviewServer) -> None:
    """Pages that name the site's path, as its 404 page does, find their files."""
    server.prefix = "/list/"
    assert "文章" in get(server, "/list/papers/")[2]
    assert "文章" in get(server, "/papers/")[2]


def test_before_there_is_a_site_a_page_waits(server: PreviewServer) -> None:
    """The empty page listens too, so that it shows the fault, and the site once it is there."""
    server.folder /= "nowhere"
    status, _, text = get(server, "/")
    assert status == 503
    assert "live.js" in text


def test_news_comes_at_once(server: PreviewServer) -> None:
    """A page that asks gets the state of things, and the next time waits until there is another."""
    first = json.loads(get(server, "/.carrel/live?seen=-1")[2])
    assert first == {"seen": 0, "site": server.site, "faults": []}
    told: list[str] = []
    waiting = threading.Thread(target=lambda: told.append(get(server, "/.carrel/live?seen=0")[2]))
    waiting.start()
    waiting.join(0.3)
    assert waiting.is_alive()
    server.tell(1, ["seeds/a.txt:1: error: bad"])
    waiting.join(5)
    assert json.loads(told[0]) == {"seen": 1, "site": first["site"] + 1, "faults": ["seeds/a.txt:1: error: bad"]}


def test_a_taken_port_is_one_line() -> None:
    """The line says which, and what to do."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(RefusedError, match=f"^port {port} on 127.0.0.1 is taken; choose another one$"):
            PreviewServer(Path(), "127.0.0.1", port)


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70000), ("256.0.0.1", 8000), ("no such host", 8000)])
def test_an_impossible_address_is_one_line(host: str, port: int) -> None:
    """Also where the name leads nowhere."""
    with pytest.raises(RefusedError, match=r"^cannot serve on "):
        PreviewServer(Path(), host, port)


def test_a_browser_that_hangs_up_is_no_news(server: PreviewServer, capfd: pytest.CaptureFixture[str]) -> None:
    """Nothing about it on the terminal."""
    for _ in range(5):
        with socket.create_connection(("127.0.0.1", server.server_address[1])) as line:
            line.sendall(b"GET /data.js HTTP/1.0\r\n")
    assert get(server, "/")[0] == 200
    assert capfd.readouterr() == ("", "")
