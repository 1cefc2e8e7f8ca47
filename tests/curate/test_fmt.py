"""`carrel fmt`: which files it lays out, what it says, and that it leaves alone what it cannot read."""

from pathlib import Path

import pytest

import lists

UNTIDY = "# mine\nauthors: [Ada Vale]  # one\ntitle: A\nodd: 1\n"
TIDY = 'title: "A"\n# mine\nauthors:\n  - Ada Vale  # one\nodd: 1\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a list with one record that is not in order."""
    folder = tmp_path / "list" / "seeds" / "papers"
    folder.mkdir(parents=True)
    (folder / "a.yml").write_text(UNTIDY)
    (folder / "b.yml").write_text('title: "B"\n')
    return tmp_path / "list"


def test_all_files_are_formatted_once(root: Path) -> None:
    """A second run finds nothing to do; what was in order is not touched."""
    before = (root / "seeds/papers/b.yml").stat().st_mtime_ns
    first, second = lists.carrel("fmt", root), lists.carrel("fmt", root)
    assert (first.returncode, first.stdout) == (0, "seeds/papers/a.yml: formatted\n2 files, 1 changed\n")
    assert (second.returncode, second.stdout) == (0, "2 files, 0 changed\n")
    assert (root / "seeds/papers/a.yml").read_text() == TIDY
    assert (root / "seeds/papers/b.yml").stat().st_mtime_ns == before


def test_check_changes_nothing(root: Path) -> None:
    """It names what would change, and exits 1 if there is any."""
    looked = lists.carrel("fmt", root, "--check")
    assert (looked.returncode, looked.stdout) == (1, "seeds/papers/a.yml: would change\n2 files, 1 to change\n")
    assert (root / "seeds/papers/a.yml").read_text() == UNTIDY
    lists.carrel("fmt", root)
    assert lists.carrel("fmt", root, "--check").returncode == 0


def test_files_may_be_named(root: Path) -> None:
    """Only those are looked at; one that is no curated file is wrong usage."""
    named = lists.carrel("fmt", root, str(root / "seeds/papers/b.yml"))
    assert (named.returncode, named.stdout) == (0, "1 file, 0 changed\n")
    for wrong in ("mkdocs.yml", "seeds/papers/none.yml", "/etc/passwd", "seeds/papers/../../x.yml"):
        refused = lists.carrel("fmt", root, str(root / wrong))
        assert refused.returncode == 2
        assert refused.stderr.count("\n") == 1
        assert wrong in refused.stderr


def test_a_file_is_found_by_a_link_to_its_list(root: Path) -> None:
    """However the list is called: by a link, by a way round."""
    (root.parent / "link").symlink_to(root)
    for name in ("link/seeds/papers/b.yml", "list/../list/seeds/papers/b.yml"):
        assert lists.carrel("fmt", root, str(root.parent / name)).returncode == 0


def test_what_cannot_be_read_stays(root: Path) -> None:
    """A file with a fault, or that leads out of the list, is told and left as it is; the others are done."""
    bad = root / "seeds/papers/bad.yml"
    bad.write_text("title: A\ntitle: B\n")
    outside = root.parent / "outside.yml"
    outside.write_text(UNTIDY)
    (root / "seeds/papers/link.yml").symlink_to(outside)
    run = lists.carrel("fmt", root)
    assert run.returncode == 1
    assert run.stderr == (
        "seeds/papers/bad.yml: error: left as it is: 'title' stands in line 1 already\n"
        "seeds/papers/link.yml: error: a link out of seeds/; nothing outside is read: put a copy here\n"
    )
    assert bad.read_text() == "title: A\ntitle: B\n"
    assert outside.read_text() == UNTIDY
    assert (root / "seeds/papers/a.yml").read_text() == TIDY


def test_a_file_keeps_its_rights(root: Path) -> None:
    """It is written anew in one step, and may be read and written by whom it was; nothing else is left behind."""
    path = root / "seeds/papers/a.yml"
    path.chmod(0o640)
    lists.carrel("fmt", root)
    assert path.stat().st_mode & 0o777 == 0o640
    assert sorted(one.name for one in path.parent.iterdir()) == ["a.yml", "b.yml"]
