"""docs/, as far as it is ours: what is written, what is swept, what is left alone, and what a kill leaves."""

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carrel.pages import shelf
from made_lists import contents, write

PAGES = {"index.md": b"home\n", "papers/a.md": b"a\n", "papers/b.md": b"b\n", "topics/x/2.md": b"x\n"}
FEWER = {"index.md": b"another home\n", "papers/a.md": b"a\n", "papers/c.md": b"c\n"}


def ours(docs: Path) -> dict[str, bytes]:
    """Return what stands in docs/, the manifest apart."""
    return {path: content for path, content in contents(docs).items() if path != shelf.MANIFEST}


# --- writing ---------------------------------------------------------------------------------------------------------


def test_pages_are_written_and_listed(tmp_path: Path) -> None:
    """A fresh docs/ holds the pages, and a manifest that names them in order."""
    assert shelf.put(tmp_path / "docs", PAGES) == ([], 4)
    assert ours(tmp_path / "docs") == PAGES
    manifest = (tmp_path / "docs" / shelf.MANIFEST).read_text("utf-8")
    assert manifest.splitlines()[1:] == sorted(PAGES)


def test_the_same_pages_are_not_written_again(tmp_path: Path) -> None:
    """A file that holds the right bytes is not touched, so that nobody who watches the folder wakes up."""
    shelf.put(tmp_path, PAGES)
    times = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert shelf.put(tmp_path, PAGES) == ([], 0)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == times


def test_a_page_that_somebody_changed_is_ours_again(tmp_path: Path) -> None:
    """A page of ours is what the list says; an edit belongs into a record."""
    shelf.put(tmp_path, PAGES)
    (tmp_path / "papers" / "a.md").write_text("edited")
    assert shelf.put(tmp_path, PAGES) == ([], 1)
    assert ours(tmp_path) == PAGES


# --- sweeping --------------------------------------------------------------------------------------------------------


def test_a_page_that_goes_is_swept_with_its_empty_folder(tmp_path: Path) -> None:
    """What was ours and is no longer goes, and so do the folders that held nothing else."""
    shelf.put(tmp_path, PAGES)
    assert shelf.put(tmp_path, FEWER) == ([], 4)
    assert ours(tmp_path) == FEWER
    assert not (tmp_path / "topics").exists()


def test_a_page_by_hand_is_never_swept(tmp_path: Path) -> None:
    """Files that we did not write stay, and their folder with them."""
    write(tmp_path / "about.md", "by hand")
    write(tmp_path / "topics" / "x" / "notes.md", "by hand")
    shelf.put(tmp_path, PAGES)
    shelf.put(tmp_path, FEWER)
    assert ours(tmp_path) == FEWER | {"about.md": b"by hand", "topics/x/notes.md": b"by hand"}


def test_a_manifest_cannot_name_files_elsewhere(tmp_path: Path) -> None:
    """Whoever edits the manifest cannot make us delete what is not in docs/."""
    docs = tmp_path / "docs"
    shelf.put(docs, PAGES)
    write(tmp_path / "thesis.tex", "ten years of work")
    with (docs / shelf.MANIFEST).open("a") as manifest:
        manifest.write(f"../thesis.tex\n{tmp_path}/thesis.tex\npapers/../../thesis.tex\n")
    shelf.put(docs, FEWER)
    assert (tmp_path / "thesis.tex").read_text() == "ten years of work"


# --- foreign files ---------------------------------------------------------------------------------------------------


def stranger_file(path: Path) -> None:
    """Put a file there."""
    write(path, "mine")


def stranger_folder(path: Path) -> None:
    """Put a folder there."""
    path.mkdir(parents=True)


def stranger_link(path: Path) -> None:
    """Put a link there, to a file elsewhere."""
    write(path.parent.parent / "elsewhere.md", "mine")
    path.symlink_to(path.parent.parent / "elsewhere.md")


def dead_link(path: Path) -> None:
    """Put a link there that leads nowhere."""
    path.symlink_to(path.parent / "nowhere.md")


@pytest.mark.parametrize("strangers", [stranger_file, stranger_folder, stranger_link, dead_link])
def test_a_foreign_thing_in_the_place_of_a_page_is_told_and_untouched(
    tmp_path: Path, strangers: Callable[[Path], None]
) -> None:
    """Nothing at all is written as long as it stands there."""
    docs = tmp_path / "docs"
    (docs / "papers").mkdir(parents=True)
    strangers(docs / "papers" / "b.md")
    before = contents(tmp_path)
    [problem], changed = shelf.put(docs, PAGES)
    assert str(problem).startswith("docs/papers/b.md: error: a file that carrel did not write")
    assert changed == 0
    assert contents(tmp_path) == before


def test_a_file_that_says_the_same_is_taken_for_ours(tmp_path: Path) -> None:
    """Without a manifest (it is not under version control) pages that we would write anyway are in nobody's way."""
    shelf.put(tmp_path, PAGES)
    (tmp_path / shelf.MANIFEST).unlink()
    assert shelf.put(tmp_path, PAGES) == ([], 0)
    assert shelf.put(tmp_path, FEWER) == ([], 4)


def test_a_file_where_a_folder_should_be_is_told(tmp_path: Path) -> None:
    """A file called `papers` leaves no room for pages of papers."""
    write(tmp_path / "docs" / "papers", "mine")
    [problem], _ = shelf.put(tmp_path / "docs", PAGES)
    assert str(problem).startswith("docs/papers")
    assert ": error: " in str(problem)
    assert (tmp_path / "docs" / "papers").read_text() == "mine"


@pytest.mark.parametrize("manifest", [b"", b"\xff\xfe", b"\n\n\n", b"# head\npapers/a.md"])
def test_a_broken_manifest_loses_nothing(tmp_path: Path, manifest: bytes) -> None:
    """Then nothing counts as ours: what differs is told, and stays."""
    shelf.put(tmp_path, PAGES)
    (tmp_path / shelf.MANIFEST).write_bytes(manifest)
    problems, changed = shelf.put(tmp_path, FEWER)
    assert [str(problem.place) for problem in problems] == ["docs/index.md"]
    assert changed == 0
    assert ours(tmp_path) == PAGES


# --- kills -----------------------------------------------------------------------------------------------------------


class Killed(BaseException):
    """Stands for the end of the process."""


CALLS = ("replace", "unlink", "mkdir", "rmdir", "write_bytes")


def deadly(monkeypatch: pytest.MonkeyPatch, moment: int) -> None:
    """Let the file system do so many changes, and then kill whoever asks for another one, half of it done."""
    count = itertools.count()

    def change(real: Callable[..., object], name: str) -> Callable[..., object]:
        def changed(path: Path, *arguments: object, **options: object) -> object:
            if next(count) == moment:
                if name == "write_bytes" and isinstance(arguments[0], bytes):
                    real(path, arguments[0][: len(arguments[0]) // 2])
                raise Killed
            return real(path, *arguments, **options)

        return changed

    for name in CALLS:
        monkeypatch.setattr(Path, name, change(getattr(Path, name), name))


@pytest.mark.parametrize("then", [PAGES, FEWER, {}], ids=["back", "on", "away"])
def test_a_kill_at_any_moment_is_mended_by_the_next_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, then: dict[str, bytes]
) -> None:
    """Whatever change was the last one, the next write gets through, and leaves what it should and nothing else."""
    for moment in itertools.count():
        docs = tmp_path / str(moment) / "docs"
        write(docs / "papers" / "by-hand.md", "by hand")
        shelf.put(docs, PAGES)
        with monkeypatch.context() as patched:
            deadly(patched, moment)
            try:
                shelf.put(docs, FEWER)
            except Killed:
                survived = False
            else:
                survived = True
        problems, _ = shelf.put(docs, then)
        assert problems == []
        assert ours(docs) == then | {"papers/by-hand.md": b"by hand"}
        if survived:
            break
    assert moment > 8


NAMES = st.sampled_from(["index.md", "papers/a.md", "papers/b.md", "topics/x.md", "topics/x/2.md", "api/papers.json"])
FILES = st.dictionaries(NAMES, st.sampled_from([b"one\n", b"two\n", b""]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.lists(FILES, min_size=1, max_size=4))
def test_whatever_was_written_before_the_last_write_stands(
    tmp_path_factory: pytest.TempPathFactory, steps: list[dict[str, bytes]]
) -> None:
    """The state of docs/ is a function of the last list of pages."""
    docs = tmp_path_factory.mktemp("docs")
    for files in steps:
        assert shelf.put(docs, files)[0] == []
    assert ours(docs) == steps[-1]
