"""The whole: what a command does in which order, and what it leaves undone after an error."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

import lists
from carrel import build, publish
from carrel.model import Library
from carrel.pages import shelf
from carrel.problem import Severity
from made_lists import contents, write


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a fresh copy of the tiny list, not built."""
    return lists.copy("library", tmp_path / "list")


def test_load_reads_and_writes_nothing(root: Path) -> None:
    """Looking at a list leaves it as it is."""
    before = contents(root)
    library, problems = build.load(root)
    assert isinstance(library, Library)
    assert [str(problem) for problem in problems] == ["seeds/shelf/vale.txt:8: warning: a paper without an abstract"]
    assert contents(root) == before


def test_problems_are_sorted_and_told_once(root: Path) -> None:
    """Errors and warnings of all steps in the order of their files and lines, none twice."""
    write(root / "seeds" / "papers" / "b.yml", "title: B\ntopics: [none]\nurl: none\n")
    write(root / "seeds" / "papers" / "a.yml", "title: A\ntopics: [none, none]\n")
    _, problems = build.load(root)
    assert problems == sorted(set(problems))
    assert [(problem.place.path, problem.place.line) for problem in problems] == [
        ("seeds/papers/a.yml", 2),
        ("seeds/papers/b.yml", 3),
        ("seeds/shelf/vale.txt", 8),
    ]


def test_write_says_what_it_did(root: Path) -> None:
    """Pages made, files changed; the second time nothing has changed."""
    first = build.write(root)
    again = build.write(root)
    assert not first.failed
    files = contents(root / "docs").keys() - {"about.md", shelf.MANIFEST}
    assert first.pages == again.pages == sum(path.endswith(".md") for path in files)
    assert first.changed == len(files)
    assert again.changed == 0


def test_a_changed_record_changes_the_pages_that_show_it(root: Path) -> None:
    """The paper and those that list it are written again, and no other page."""
    build.write(root)
    before = contents(root / "docs")
    record = root / "seeds" / "papers" / "on-bare-shelves.yml"
    write(record, record.read_text("utf-8") + "date: 2018-05\n")
    assert build.write(root).changed > 0
    after = contents(root / "docs")
    changed = {path for path in after if after[path] != before.get(path)}
    assert {"papers/on-bare-shelves.md", "years/2018.md", "years/index.md"} <= changed
    assert not [path for path in changed if path.startswith(("authors/", "topics/"))]


def test_after_an_error_nothing_is_written(root: Path) -> None:
    """Not even the pages that have nothing to do with it."""
    write(root / "seeds" / "papers" / "new.yml", "titel: New\n")
    outcome = build.build(root)
    assert outcome.failed
    assert {problem.place.path for problem in outcome.problems if problem.severity is Severity.ERROR} == {
        "seeds/papers/new.yml"
    }
    assert contents(root / "docs").keys() == {"about.md"}
    assert not (root / "site").exists()


def test_a_fault_of_mkdocs_leaves_the_site(root: Path) -> None:
    """A theme that does not exist is an error like any other: the last good site stands."""
    build.build(root)
    before = contents(root / "site")
    settings = (root / "mkdocs.yml").read_text("utf-8")
    write(root / "mkdocs.yml", settings.replace("name: carrel", "name: carrol"))
    outcome = build.build(root)
    assert outcome.failed
    assert contents(root / "site") == before


def test_the_newest_date_stands_for_today(root: Path) -> None:
    """Of the dates of papers; a list without any has none."""
    library, _ = build.load(root)
    assert build.newest(library) == "2023-04-07"
    empty = root.parent / "empty"
    (empty / "seeds").mkdir(parents=True)
    assert build.newest(build.load(empty)[0]) is None


def test_a_killed_build_is_mended_by_any_command(root: Path) -> None:
    """Killed while two sites changed places, a build left none; a mere `check` puts the finished one there."""
    build.build(root)
    site = contents(root / "site")
    (root / "site").rename(root / ".carrel" / ".site.ready")
    build.load(root)
    assert contents(root / "site") == site


def test_two_builds_at_once_do_not_mix(root: Path) -> None:
    """The second one waits for the first, and both end well."""
    build.build(root)
    site = contents(root / "site")
    command = [sys.executable, "-m", "carrel", "build", "--root", str(root)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    ends = [process.communicate(timeout=60) for process in both]
    assert [process.returncode for process in both] == [0, 0], ends
    assert contents(root / "site") == site


def test_a_list_in_other_hands_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that cannot have the list says so, and does nothing."""
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom carrel.publish import locked\n"
        "with locked(Path(sys.argv[1])):\n    print(flush=True)\n    time.sleep(60)\n"
    )
    holder = subprocess.Popen([sys.executable, "-c", code, str(root)], stdout=subprocess.PIPE)
    try:
        assert holder.stdout is not None
        holder.stdout.readline()
        monkeypatch.setattr("carrel.publish.lock.PATIENCE", 0.1)
        began = time.monotonic()
        with pytest.raises(publish.RefusedError, match="another carrel"):
            build.write(root)
        assert time.monotonic() - began < 5
        assert contents(root / "docs").keys() == {"about.md"}
    finally:
        holder.kill()
        holder.communicate()
