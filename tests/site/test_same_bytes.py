"""A site is a pure function of its list: nothing else that differs makes a difference."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import lists
from made_lists import contents


def copied_backwards(folder: Path) -> Path:
    """Copy the tiny list, its last file first."""
    source = lists.ROOT / "tests" / "library" / "list"
    for path in sorted((path for path in source.rglob("*") if path.is_file()), reverse=True):
        target = folder / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return folder


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the tiny list, built in another folder, of files in another order, on another day, in another country."""
    folder = tmp_path_factory.mktemp("a folder with spaces") / "资料" / "list"
    return lists.build(
        copied_backwards(folder),
        PYTHONHASHSEED="4711",
        SOURCE_DATE_EPOCH="1234567890",
        TZ="Pacific/Apia",
        LC_ALL="C",
        LANG="tr_TR.UTF-8",
        COLUMNS="40",
    )


def test_docs_are_the_same(library: Path, elsewhere: Path) -> None:
    """What is written depends on the list alone."""
    assert contents(elsewhere / "docs") == contents(library / "docs")


def test_the_site_is_the_same(library: Path, elsewhere: Path) -> None:
    """What is published depends on the list alone."""
    assert contents(elsewhere / "site") == contents(library / "site")


def test_a_second_build_changes_nothing(library: Path, elsewhere: Path) -> None:
    """Not a byte of the site; and of docs/ no file is even written again."""
    written = {path: path.stat().st_mtime_ns for path in (elsewhere / "docs").rglob("*")}
    lists.build(elsewhere)
    assert contents(elsewhere / "site") == contents(library / "site")
    assert {path: path.stat().st_mtime_ns for path in (elsewhere / "docs").rglob("*")} == written


def test_leftovers_of_another_list_do_not_matter(library: Path, tmp_path: Path) -> None:
    """A list that was built before with more in it gives the same as one that was not."""
    root = lists.copy("library", tmp_path / "list")
    extra = (root / "seeds" / "abstracts.txt").read_text("utf-8").replace("HueShelf", "ToneShelf")
    (root / "seeds" / "more").mkdir()
    (root / "seeds" / "more" / "another.txt").write_text(extra, "utf-8")
    lists.build(root)
    assert (root / "site" / "seeds" / "another.html").is_file()
    shutil.rmtree(root / "seeds" / "more")
    lists.build(root)
    assert contents(root / "docs") == contents(library / "docs")
    assert contents(root / "site") == contents(library / "site")


@pytest.mark.parametrize("address", ["", "https://list.example.org/here/"])
def test_mkdocs_alone_gives_the_same_bytes(tmp_path: Path, address: str) -> None:
    """After `carrel write`, plain `mkdocs build --strict` warns of nothing and publishes what `carrel build` does.

    MkDocs writes a sitemap with the date of today; Carrel one with the newest date of the list, or none.
    """
    root = lists.copy("library", tmp_path / "list")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(f"\nsite_url: {address}\n" if address else "")
    lists.build(root)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "plain")]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    run = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    ours, plain = contents(root / "site"), contents(tmp_path / "plain")
    sitemaps = {"sitemap.xml", "sitemap.xml.gz"}
    assert {name: ours[name] for name in ours.keys() - sitemaps} == {
        name: plain[name] for name in plain.keys() - sitemaps
    }
    assert ours.keys() & sitemaps == (sitemaps if address else set())
    if address:
        assert b"<lastmod>2023-04-07</lastmod>" in ours["sitemap.xml"]
        assert (
            b'<link rel="canonical" href="https://list.example.org/here/papers/tidenet.html">'
            in ours["papers/tidenet.html"]
        )
