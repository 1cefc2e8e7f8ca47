"""`serve` as it runs: a process of its own, files that change, and a browser's requests."""

import json
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from carrel.publish import RefusedError
from carrel.publish.serve import serve
from made_lists import SETTINGS, write, write_list

# A list of one line a paper; a line that holds FAULT is one. Like every writer it writes only what differs.
SERVE = """
import sys
from pathlib import Path
from carrel.problem import Place, error
from carrel.publish.serve import serve

root = Path(sys.argv[1])

def pages():
    for number, line in enumerate((root / "seeds" / "list.txt").read_text().splitlines(), 1):
        yield f"papers/p{number}.md", f"# {line}\\n\\n[All](index.md)\\n"

def write():
    text = (root / "seeds" / "list.txt").read_text()
    for number, line in enumerate(text.splitlines(), 1):
        if "FAULT" in line:
            return [error(Place("seeds/list.txt", number), "a fault")], None
    wanted = dict(pages())
    wanted["papers/index.md"] = "# Papers\\n\\n" + "".join(f"- [{name}]({name[7:]})\\n" for name in wanted)
    for name, page in wanted.items():
        path = root / "docs" / name
        if not path.exists() or path.read_text() != page:
            path.parent.mkdir(exist_ok=True)
            path.write_text(page)
    for path in (root / "docs" / "papers").glob("p*.md"):
        if f"papers/{path.name}" not in wanted:
            path.unlink()
    return [], None

serve(root, port=0, write=write, say=lambda line: print(line, file=sys.stderr, flush=True))
"""

PAPERS = 728  # with the two pages of the nav: as many pages as the list that Carrel is made for


class Served:
    """A list that is being served: its folder, its address and what the terminal shows."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.lines: list[str] = []
        self.process = subprocess.Popen([sys.executable, "-c", SERVE, str(root)], stderr=subprocess.PIPE, text=True)
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()
        self.until(lambda: self.told("serving ") or self.process.poll() is not None, 60)
        self.url = self.told("serving ")[0].split()[1]

    def _listen(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.lines.append(line.rstrip("\n"))

    def told(self, start: str) -> list[str]:
        """Return the lines on the terminal that begin so."""
        return [line for line in self.lines if line.startswith(start)]

    def builds(self) -> list[int]:
        """Return for each build how many pages it rendered."""
        found = (re.fullmatch(r"(\d+) pages in [\d.]+ s", line) for line in self.lines)
        return [int(match[1]) for match in found if match]

    def get(self, path: str) -> str:
        """Return what a browser gets."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=30) as answer:  # noqa: S310 - on this machine
                text: str = answer.read().decode()
                return text
        except urllib.error.HTTPError as fault:
            return f"{fault.code}"

    def faults(self) -> list[str]:
        """Return what the banner on a page shows."""
        shown: list[str] = json.loads(self.get(".carrel/live?seen=-1"))["faults"]
        return shown

    def seeds(self, text: str) -> None:
        """Save the seeds as editors do: beside the file, and then over it."""
        write(self.root / "seeds" / ".list.txt.swp", text)
        (self.root / "seeds" / ".list.txt.swp").replace(self.root / "seeds" / "list.txt")

    def until(self, holds: Callable[[], object], seconds: float) -> float:
        """Wait until something holds, and return how long it took."""
        began = time.monotonic()
        while not holds():
            assert time.monotonic() - began < seconds, self.lines
            time.sleep(0.02)
        return time.monotonic() - began

    def interrupt(self) -> int:
        """Press Ctrl-C and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(10)
        self._listener.join()
        return code


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Return what starts to serve a list with such seeds."""
    running: list[Served] = []

    def begin(seeds: str = "One\nTwo\nThree\n", settings: str = SETTINGS) -> Served:
        root = write_list(tmp_path, {"index.md": "# Home\n"}, settings)
        write(root / "seeds" / "list.txt", seeds)
        running.append(Served(root))
        return running[-1]

    yield begin
    for served in running:
        served.process.kill()
        served.process.communicate()


def test_a_saved_seed_is_on_screen_within_three_seconds(start: Callable[..., Served]) -> None:
    """At 730 pages; only the page touched is rendered, and the two of the nav; once, and then there is rest."""
    served = start("".join(f"Paper {n}\n" for n in range(PAPERS)))
    served.until(lambda: served.builds() == [PAPERS + 2], 5)  # the line comes a moment after the page
    served.seeds("".join(f"{'Treatise' if n == 500 else 'Paper'} {n}\n" for n in range(PAPERS)))
    assert served.until(lambda: "Treatise 500" in served.get("papers/p501.html"), 10) < 3
    time.sleep(2)
    served.until(lambda: served.builds() == [PAPERS + 2, 3], 5)  # the line comes a moment after the page


def test_a_changed_template_is_on_screen_within_fifteen_seconds(start: Callable[..., Served], tmp_path: Path) -> None:
    """All 730 pages are rendered again, once."""
    template = tmp_path / "look" / "main.html"
    write(template, '{% extends "base.html" %}')
    settings = SETTINGS.replace("  font: false\n", "  font: false\n  custom_dir: look\n")
    served = start("".join(f"Paper {n}\n" for n in range(PAPERS)), settings)
    write(template, '{% extends "base.html" %}{% block content %}A new look{% endblock %}')
    assert served.until(lambda: "A new look" in served.get("papers/p501.html"), 30) < 15
    time.sleep(1)
    served.until(lambda: served.builds() == [PAPERS + 2, PAPERS + 2], 5)  # the line comes a moment after the page


def test_a_fault_is_told_and_the_last_good_site_stays(start: Callable[..., Served]) -> None:
    """In the terminal by its line, in the browser by a banner; once mended, the new text comes."""
    served = start()
    served.seeds("One\nFAULT\nThree\n")
    served.until(lambda: served.told("seeds/list.txt:2: error: a fault"), 5)
    served.until(lambda: served.faults() == ["seeds/list.txt:2: error: a fault"], 5)
    assert ">Two<" in served.get("papers/p2.html").replace(" ", "")
    assert len(served.builds()) == 1
    served.seeds("One\nZwei\nThree\n")
    served.until(lambda: "Zwei" in served.get("papers/p2.html"), 5)
    served.until(lambda: served.faults() == [], 5)


def test_a_fault_in_the_settings_is_told_and_mended(start: Callable[..., Served]) -> None:
    """The site as it was stays up; the next good settings are shown on every page."""
    served = start()
    write(served.root / "mkdocs.yml", SETTINGS + "nav: [\n")
    served.until(lambda: served.told("mkdocs.yml:13: error: not YAML"), 5)
    assert "A Small List" in served.get("papers/p2.html")
    write(served.root / "mkdocs.yml", SETTINGS.replace("A Small List", "A Grand List"))
    served.until(lambda: "A Grand List" in served.get("papers/p2.html"), 5)
    served.until(lambda: served.builds() == [5, 5], 5)  # the line comes a moment after the page


def test_a_list_with_a_fault_from_the_start_is_served_once_it_is_mended(start: Callable[..., Served]) -> None:
    """Until then an open page waits, and shows the fault."""
    served = start("FAULT\n")
    assert served.get("index.html") == "503"
    assert served.faults() == ["seeds/list.txt:1: error: a fault"]
    served.seeds("One\n")
    served.until(lambda: "Home" in served.get("index.html"), 5)


def test_nothing_changed_nothing_built(start: Callable[..., Served]) -> None:
    """Neither our own writing nor a save without a changed byte starts a build."""
    served = start()
    for path in served.root.rglob("*.md"):
        write(path.with_name(".saved"), path.read_text())
        path.with_name(".saved").replace(path)
    served.seeds((served.root / "seeds" / "list.txt").read_text())
    write(served.root / "docs" / ".index.md.swp", "x")
    time.sleep(2)
    served.until(lambda: served.builds() == [5], 5)  # the line comes a moment after the page


def test_a_burst_of_saves_is_one_build(start: Callable[..., Served]) -> None:
    """An editor that saves all its files, or a branch that is checked out."""
    served = start()
    for n in range(10):
        served.seeds(f"One {n}\nTwo {n}\nThree {n}\n")
        write(served.root / "docs" / f"page{n}.md", f"# Page {n}\n")
        time.sleep(0.03)
    served.until(lambda: "Two 9" in served.get("papers/p2.html"), 5)
    served.until(lambda: "Page 9" in served.get("page9.html"), 5)
    time.sleep(1)
    assert len(served.builds()) <= 3


def test_a_plugin_that_makes_the_preview_slow_is_named(start: Callable[..., Served]) -> None:
    """Who wonders why each change takes long reads the reason."""
    served = start(settings=SETTINGS.replace("plugins: []", "plugins: [material/search]"))
    assert served.told("each change renders all pages, because mkdocs.yml uses material/search")


def test_papers_come_and_go(start: Callable[..., Served]) -> None:
    """A page of a paper that is no longer in the list is gone from the preview too."""
    served = start()
    served.seeds("One\nTwo\nThree\nFour\n")
    served.until(lambda: "Four" in served.get("papers/p4.html"), 5)
    served.seeds("One\nTwo\n")
    served.until(lambda: served.get("papers/p4.html") == "404", 5)
    assert served.get("papers/p3.html") == "404"


def test_ctrl_c_ends_it_cleanly(start: Callable[..., Served]) -> None:
    """With exit code 0, no traceback, and nothing left but the lock files."""
    served = start()
    assert served.interrupt() == 0
    assert served.lines[-1] == "stopped"
    assert not served.told("Traceback")
    assert {path.name for path in (served.root / ".carrel").iterdir()} == {".gitignore", "lock", "serve.lock"}


def test_a_list_is_served_once(start: Callable[..., Served]) -> None:
    """A second preview of the same list would write into the same folder."""
    served = start()
    with pytest.raises(RefusedError, match=f"another carrel .process {served.process.pid}"):
        serve(served.root, port=0, write=lambda: ([], None), say=lambda _: None)


def test_a_killed_server_leaves_no_obstacle(start: Callable[..., Served]) -> None:
    """What it left is cleared away by the next one."""
    served = start()
    served.process.kill()
    served.process.wait()
    assert "Home" in start().get("index.html")


def test_a_taken_port_is_refused_before_anything_is_built(tmp_path: Path) -> None:
    """In one line, at once."""
    write_list(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(RefusedError, match=f"port {port} on 127.0.0.1 is taken"):
            serve(tmp_path, port=port, write=lambda: ([], None), say=lambda _: None)
