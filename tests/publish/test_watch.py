import os
from pathlib import Path

import pytest

from carrel.publish.watch import Watch
from made_lists import write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with two files."""
    write(tmp_path / "a.md", "a")
    write(tmp_path / "deep" / "b.md", "b")
    return tmp_path


def test_what_stands_there_at_first_did_not_change(folder: Path) -> None:
    """One looks for changes since one began."""
    assert Watch([folder]).changes() == set()


def test_changes_are_told_once(folder: Path) -> None:
    """A file that is new, gone or other is told when one looks next, and not again."""
    watch = Watch([folder])
    write(folder / "new" / "c.md", "c")
    write(folder / "a.md", "A")
    (folder / "deep" / "b.md").unlink()
    assert watch.changes() == {folder / "new" / "c.md", folder / "a.md", folder / "deep" / "b.md"}
    assert watch.changes() == set()


def test_the_same_bytes_are_no_change(folder: Path) -> None:
    """A file written anew, or touched, or replaced by its like, did not change."""
    watch = Watch([folder])
    write(folder / "a.md", "a")
    os.utime(folder / "deep" / "b.md", (1, 1))
    write(folder / "b.tmp", "b")
    (folder / "b.tmp").replace(folder / "deep" / "b.md")
    assert watch.changes() == set()


def test_a_change_within_a_tick_of_the_clock_is_seen(folder: Path) -> None:
    """A file of the same size and date is read again as long as it is young."""
    watch = Watch([folder])
    for text in "xyz":
        before = (folder / "a.md").stat()
        (folder / "a.md").write_text(text)
        os.utime(folder / "a.md", ns=(before.st_atime_ns, before.st_mtime_ns))
        assert watch.changes() == {folder / "a.md"}


def test_files_of_editors_do_not_count(folder: Path) -> None:
    """Hidden files, backups and lock files come and go."""
    watch = Watch([folder])
    for name in (".a.md.swp", "a.md~", "#a.md#", ".git/HEAD", "__pycache__/x.pyc"):
        write(folder / name, "x")
    assert watch.changes() == set()


def test_a_single_file_can_be_watched(folder: Path) -> None:
    """Also one that is not there yet."""
    watch = Watch([folder / "mkdocs.yml"])
    write(folder / "other.yml", "x")
    assert watch.changes() == set()
    write(folder / "mkdocs.yml", "x")
    assert watch.changes() == {folder / "mkdocs.yml"}


def test_what_is_followed_later_swallows_no_change(folder: Path) -> None:
    """A folder added counts as it is; a change elsewhere in the meantime is still told."""
    watch = Watch([folder / "deep"])
    write(folder / "deep" / "b.md", "B")
    write(folder / "more" / "c.md", "c")
    watch.follow([folder / "deep", folder / "more"])
    assert watch.changes() == {folder / "deep" / "b.md"}
    write(folder / "more" / "c.md", "C")
    assert watch.changes() == {folder / "more" / "c.md"}


def test_installed_packages_are_not_watched() -> None:
    """Nobody edits them in place, and Material alone has 14,000 files."""
    watch = Watch([Path(pytest.__file__).parent])
    assert not watch._seen
