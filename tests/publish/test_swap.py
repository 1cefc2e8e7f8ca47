import subprocess
import sys
from pathlib import Path

import pytest

from carrel.publish.swap import Stage, objection
from made_lists import contents, write

OLD = {"index.html": b"old", "papers/a.html": b"old"}
NEW = {"index.html": b"new", "papers/b.html": b"new"}

# Replaces the site, and is killed before the n-th step that touches the file system: Python tells of each one.
SWAP_UNTIL_KILLED = """
import os, signal, sys
from pathlib import Path
from carrel.publish.swap import Stage
from made_lists import write

folder, left = Path(sys.argv[1]), int(sys.argv[2])
steps = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.scandir", "shutil.rmtree")

def count(event, args):
    global left
    if event in steps:
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(count)
stage = Stage(folder / "site", folder)
new = stage.begin()
write(new / "index.html", "new")
write(new / "papers" / "b.html", "new")
stage.commit()
"""


def stage_in(folder: Path, *, with_site: bool = True) -> Stage:
    """Return a stage whose target is the old site, or nothing."""
    if with_site:
        for name in OLD:
            write(folder / "site" / name, "old")
    return Stage(folder / "site", folder)


def build(stage: Stage) -> None:
    """Build the new site, without putting it in its place."""
    new = stage.begin()
    for name in NEW:
        write(new / name, "new")


@pytest.mark.parametrize("with_site", [True, False])
def test_commit_puts_the_new_folder_in_the_place_of_the_old(tmp_path: Path, *, with_site: bool) -> None:
    """The new site stands there, whether or not one stood before, and nothing beside it."""
    stage = stage_in(tmp_path, with_site=with_site)
    build(stage)
    stage.commit()
    assert contents(tmp_path) == {f"site/{name}": text for name, text in NEW.items()}


@pytest.mark.parametrize("with_site", [True, False])
def test_a_kill_at_any_step_leaves_the_old_or_the_new_site(tmp_path: Path, *, with_site: bool) -> None:
    """Killed before its first step, its second …: after `recover` a whole site stands, and nothing beside it."""
    survived = False
    seen = set()
    for step in range(1, 200):
        folder = tmp_path / str(step)
        stage = stage_in(folder, with_site=with_site)
        folder.mkdir(exist_ok=True)
        command = [sys.executable, "-c", SWAP_UNTIL_KILLED, str(folder), str(step)]
        survived = subprocess.run(command, check=False, cwd=Path(__file__).parents[1]).returncode == 0
        stage.recover()
        site = contents(folder)
        whole = [{f"site/{name}": text for name, text in files.items()} for files in (OLD if with_site else {}, NEW)]
        assert site in whole, f"killed at step {step}"
        seen.add(whole.index(site))
        if survived:
            break
    assert survived
    assert step > 10
    assert seen == {0, 1}


@pytest.mark.parametrize("failing", [1, 2, 3])
def test_a_rename_that_fails_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int) -> None:
    """Whichever of its renames fails, the swap says so, and the site is as it was."""
    stage = stage_in(tmp_path)
    build(stage)
    rename = Path.rename
    calls = 0

    def fail_once(self: Path, target: Path) -> Path:
        nonlocal calls
        calls += 1
        if calls == failing:
            raise PermissionError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail_once)
    with pytest.raises(PermissionError):
        stage.commit()
    assert contents(tmp_path) == {f"site/{name}": text for name, text in OLD.items()}


def test_where_nothing_can_be_renamed_any_more_the_next_command_restores(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If even the way back is barred, the old site waits under its other name, and `recover` brings a whole one."""
    stage = stage_in(tmp_path)
    build(stage)
    rename = Path.rename
    calls = 0

    def fail_from_the_third_on(self: Path, target: Path) -> Path:
        nonlocal calls
        calls += 1
        if calls > 2:
            raise PermissionError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail_from_the_third_on)
    with pytest.raises(PermissionError):
        stage.commit()
    monkeypatch.undo()
    assert not (tmp_path / "site").exists()
    stage.recover()
    assert contents(tmp_path) == {f"site/{name}": text for name, text in NEW.items()}


def test_a_folder_half_deleted_never_comes_back(tmp_path: Path) -> None:
    """What was being deleted when a kill came is not taken for a site, even if the site is gone."""
    stage = stage_in(tmp_path, with_site=False)
    write(tmp_path / ".site.gone" / "index.html", "half")
    stage.recover()
    assert contents(tmp_path) == {}


def test_a_site_takes_the_place_of_a_site_or_of_nothing(tmp_path: Path) -> None:
    """A folder that is missing, empty or holds a site may be replaced."""
    root = tmp_path / "list"
    root.mkdir()
    assert objection(root, root / "site") == ""
    (root / "site").mkdir()
    assert objection(root, root / "site") == ""
    write(root / "site" / "404.html", "")
    assert objection(root, root / "site") == ""


def test_a_site_never_takes_the_place_of_anything_else(tmp_path: Path) -> None:
    """Neither the list, nor its sources, nor a folder of somebody's files may be replaced: it would be deleted."""
    root = tmp_path / "list"
    write(root / "docs" / "index.md", "")
    write(tmp_path / "photos" / "cat.jpg", "")
    write(tmp_path / "plain", "")
    (tmp_path / "link").symlink_to(tmp_path / "photos")
    for target in ("list", ".", "list/docs", "list/seeds/site", "list/.git", "photos", "plain", "link"):
        assert objection(root, (tmp_path / target).absolute()), target
