import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from carrel import publish
from carrel.problem import Severity
from carrel.publish import lock
from made_lists import PAGES, SETTINGS, contents, write, write_list

BUILD = """
import sys
from pathlib import Path
from carrel import publish
for problem in publish.build_site(Path(sys.argv[1]), date="2024-05"):
    print(problem)
"""


def modes(folder: Path) -> dict[str, int]:
    """Return the mode of each file and folder."""
    return {path.relative_to(folder).as_posix(): stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*")}


def test_docs_become_a_site(tmp_path: Path) -> None:
    """Pages and other files of docs/ are in site/, and links lead from `.html` to `.html`."""
    root = write_list(tmp_path)
    assert publish.build_site(root, date=None) == []
    site = contents(root / "site")
    assert {"index.html", "papers/first.html", "papers/second.html", "assets/note.txt"} <= site.keys()
    assert b'href="second.html#method"' in site["papers/first.html"]


def test_a_page_taken_away_leaves_the_site(tmp_path: Path) -> None:
    """A build leaves nothing of the one before."""
    root = write_list(tmp_path, PAGES | {"gone.md": "# Gone\n"})
    publish.build_site(root, date=None)
    (root / "docs" / "gone.md").unlink()
    publish.build_site(root, date=None)
    assert not (root / "site" / "gone.html").exists()


def test_after_an_error_the_site_is_untouched(tmp_path: Path) -> None:
    """The last good site stands, to the byte, and nothing lies about."""
    root = write_list(tmp_path)
    publish.build_site(root, date=None)
    before = contents(root / "site")
    write(root / "mkdocs.yml", SETTINGS.replace("material", "immaterial"))
    problems = publish.build_site(root, date=None)
    assert [p.severity for p in problems] == [Severity.ERROR]
    assert contents(root / "site") == before
    assert {path.name for path in (root / ".carrel").iterdir()} == {".gitignore", "lock"}


def test_a_warning_does_not_stop_the_build(tmp_path: Path) -> None:
    """A broken link is told with its page and line, and the site is built."""
    root = write_list(tmp_path, PAGES | {"index.md": "# Home\n\nWords,\nand [a link](nowhere.md).\n"})
    [problem] = publish.build_site(root, date=None)
    assert str(problem).startswith("docs/index.md:4: warning: contains a link 'nowhere.md'")
    assert (root / "site" / "index.html").is_file()


def test_nothing_is_printed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """All that MkDocs and Material have to say comes back as problems; the terminal is the command's own."""
    root = write_list(tmp_path, PAGES | {"index.md": "[a link](nowhere.md)\n"})
    publish.build_site(root, date=None)
    write(root / "mkdocs.yml", "theme: [")
    publish.build_site(root, date=None)
    assert capfd.readouterr() == ("", "")


def test_the_environment_is_as_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The build date is set for the build only."""
    root = write_list(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "7")
    publish.build_site(root, date="2024")
    assert os.environ["SOURCE_DATE_EPOCH"] == "7"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    publish.build_site(root, date="2024")
    assert "SOURCE_DATE_EPOCH" not in os.environ


# --- same bytes ------------------------------------------------------------------------------------------------------


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    """Another folder, file order, hash seed, umask, day, time zone and current folder: `diff -r` finds nothing."""
    settings = SETTINGS + "site_url: https://list.example.org/here/\n"
    one = write_list(tmp_path / "one", PAGES, settings)
    other = write_list(tmp_path / "quite" / "another", dict(reversed(PAGES.items())), settings)
    variations = (
        (one, tmp_path, {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "1000000000", "TZ": "Asia/Tokyo"}, 0o022),
        (other, other, {"PYTHONHASHSEED": "2", "SOURCE_DATE_EPOCH": "1500000000", "TZ": "America/Lima"}, 0o077),
    )
    for root, folder, environment, umask in variations:
        command = [sys.executable, "-c", BUILD, str(root)]
        run = subprocess.run(
            command, env=os.environ | environment, cwd=folder, umask=umask, check=True, capture_output=True, text=True
        )
        assert (run.stdout, run.stderr) == ("", "")
    compared = subprocess.run(["diff", "-r", one / "site", other / "site"], check=False, capture_output=True, text=True)
    assert compared.stdout == ""
    assert modes(one / "site") == modes(other / "site")
    assert b"<lastmod>2024-05-01</lastmod>" in (one / "site" / "sitemap.xml").read_bytes()


@pytest.mark.parametrize(
    ("date", "stamp"),
    [
        ("2023", "2023-01-01"),
        ("2023-04", "2023-04-01"),
        ("2023-04-07", "2023-04-07"),
        (None, "1980-01-01"),
        ("1936", "1980-01-01"),
        ("2023-02-30", "1980-01-01"),
    ],
)
def test_the_newest_date_of_the_list_stands_for_today(tmp_path: Path, date: str | None, stamp: str) -> None:
    """A date of any precision will do; without one, or with one that no archive can hold, it is 1980."""
    root = write_list(tmp_path, {"index.md": "# Home\n"}, SETTINGS + "site_url: https://list.example.org/\n")
    publish.build_site(root, date=date)
    assert f"<lastmod>{stamp}</lastmod>" in (root / "site" / "sitemap.xml").read_text()


def test_without_an_address_there_is_no_absolute_link(tmp_path: Path) -> None:
    """Where `site_url` is not set there is no canonical link, and no sitemap, which would be empty."""
    root = write_list(tmp_path)
    publish.build_site(root, date=None)
    site = contents(root / "site")
    assert not site.keys() & {"sitemap.xml", "sitemap.xml.gz"}
    assert b"canonical" not in site["index.html"]


# --- kills and company -----------------------------------------------------------------------------------------------


def test_a_kill_at_any_time_leaves_a_whole_site(tmp_path: Path) -> None:
    """A build killed after some time: the next command finds the old or the new site, whole."""
    root = write_list(tmp_path / "list")
    publish.build_site(root, date="2024-05")
    old = contents(root / "site")
    copy = write_list(tmp_path / "copy", PAGES | {"index.md": "# Another home\n"})
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", BUILD, str(copy)], check=True)
    took = time.monotonic() - began
    new = contents(copy / "site")
    write(root / "docs" / "index.md", "# Another home\n")
    for share in (0.3, 0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0):
        process = subprocess.Popen([sys.executable, "-c", BUILD, str(root)])
        time.sleep(share * took)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert publish.recover(root) == []
        assert contents(root / "site") in (old, new)
        assert {path.name for path in (root / ".carrel").iterdir()} == {".gitignore", "lock"}


def test_recover_restores_what_a_kill_left_aside(tmp_path: Path) -> None:
    """Killed between its two renames, a build left no site; the next command puts the finished one there."""
    root = write_list(tmp_path)
    publish.build_site(root, date=None)
    (root / "site").rename(root / ".carrel" / ".site.old")
    write(root / ".carrel" / ".site.ready" / "index.html", "ready")
    assert publish.recover(root) == []
    assert contents(root / "site") == {"index.html": b"ready"}


def test_recover_touches_nothing_where_nothing_was_built(tmp_path: Path) -> None:
    """A command on a fresh list, which only reads it, makes no folder."""
    assert publish.recover(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_a_build_leaves_a_list_alone_that_another_one_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second build says who is at work; `recover` keeps away from what is being built."""
    root = write_list(tmp_path)
    hold = (
        f"import time\nfrom pathlib import Path\nfrom carrel.publish import locked\nwith locked(Path({str(root)!r})):\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", f"{hold}    print(flush=True)\n    time.sleep(60)"], stdout=subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        process.stdout.readline()
        write(root / ".carrel" / ".site.new" / "index.html", "half")
        monkeypatch.setattr(lock, "PATIENCE", 0.1)
        [problem] = publish.build_site(root, date=None)
        assert str(problem).startswith(f".carrel: error: another carrel (process {process.pid})")
        assert publish.recover(root) == []
        assert (root / ".carrel" / ".site.new" / "index.html").exists()
    finally:
        process.kill()
        process.communicate()


# --- other places ----------------------------------------------------------------------------------------------------


def test_a_site_can_be_built_elsewhere(tmp_path: Path) -> None:
    """Into a folder that is made if need be; site/ is not touched, and nothing is left beside it."""
    root = write_list(tmp_path / "list")
    assert publish.build_site(root, date=None, target=tmp_path / "public" / "www") == []
    assert (tmp_path / "public" / "www" / "index.html").is_file()
    assert [path.name for path in (tmp_path / "public").iterdir()] == ["www"]
    assert not (root / "site").exists()


def test_a_foreign_folder_is_not_replaced(tmp_path: Path) -> None:
    """A site/ that holds somebody's files is reported and left alone."""
    root = write_list(tmp_path)
    write(root / "site" / "thesis.tex", "ten years of work")
    [problem] = publish.build_site(root, date=None)
    assert str(problem).startswith("site: error: holds files but no site")
    assert contents(root / "site") == {"thesis.tex": b"ten years of work"}


def test_progress_is_told(tmp_path: Path) -> None:
    """Whoever waits can be told how far it is."""
    told: list[tuple[int, int]] = []
    publish.build_site(write_list(tmp_path), date=None, progress=lambda done, of: told.append((done, of)))
    assert told[0][0] == 1
    assert told[-1][0] == told[-1][1] == len(told)
