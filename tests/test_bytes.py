"""What a command may write: whose files are whose, seen on a whole list, byte by byte."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import lists
from carrel import cli, commands

# These change what people write; each is asked to. All the others may not.
REWRITE = {"add", "convert", "fmt", "init", "refresh"}
# How the others are called, so that they have something to do; one that is not here takes no argument.
ARGUMENTS = {"diff": ("HEAD",), "pack": ("packed.zip",)}
OURS = ("site/", "site.zip", "packed.zip", ".carrel/", ".git/")


def theirs(root: Path) -> dict[str, tuple[bytes, int]]:
    """Return every file that people write: what it holds, and when it was written."""
    manifest = root / "docs" / ".carrel-manifest"
    owned = {f"docs/{name}" for name in manifest.read_text().split("\n")} if manifest.exists() else set()
    found = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
    return {
        name: (path.read_bytes(), path.stat().st_mtime_ns)
        for name, path in found.items()
        if name not in owned and name != "docs/.carrel-manifest" and not name.startswith(OURS)
    }


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the tiny list in a repository, with files that are not in order and one that is wrong."""
    root = lists.copy("library", tmp_path_factory.mktemp("bytes") / "list")
    (root / "seeds/papers/untidy.yml").write_bytes(b"\xef\xbb\xbfdate: 2023\r\n# mine\r\ntitle:   Untidy\r\n\r\n\r\n")
    (root / "notes.txt").write_text("mine\n")
    who = ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "a list"]):
        subprocess.run([*who, *arguments], cwd=root, check=True)
    return root


@pytest.mark.parametrize("name", sorted(commands.registry().keys() - REWRITE - {"serve"}))
def test_a_command_leaves_alone_what_people_write(root: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seeds, records, settings, pages by hand, whatever stands beside them: not a byte, not a time."""
    monkeypatch.chdir(root)
    if name == "pack":
        lists.build(root)
    before = theirs(root)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        assert cli.main([name, *ARGUMENTS.get(name, ())]) == 0
    assert theirs(root) == before


def test_a_preview_leaves_alone_what_people_write(root: Path) -> None:
    """It follows files, and writes none of them."""
    before = theirs(root)
    command = [sys.executable, "-m", "carrel", "serve", "--root", str(root), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as preview:
        os.set_blocking(preview.stderr.fileno(), False)  # type: ignore[union-attr]  # it is a pipe
        until = time.monotonic() + 30
        while time.monotonic() < until and not (root / "docs" / "papers" / "untidy.md").exists():
            time.sleep(0.1)
        preview.send_signal(signal.SIGINT)
        try:
            preview.wait(20)
        finally:
            preview.kill()  # leaving the block would wait for it for ever
    assert (root / "docs" / "papers" / "untidy.md").exists()
    assert theirs(root) == before


@pytest.mark.parametrize("arguments", [("fmt", "--check"), ("refresh", "abstracts.txt", "NEW", "--dry-run")])
def test_who_only_asks_changes_nothing(root: Path, arguments: tuple[str, ...], tmp_path: Path) -> None:
    """The commands that rewrite can be asked first."""
    newer = tmp_path / "newer.txt"
    newer.write_text((root / "seeds/abstracts.txt").read_text().split("\n", 1)[1])
    before = theirs(root)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        cli.main([arguments[0], "--root", str(root), *(str(newer) if a == "NEW" else a for a in arguments[1:])])
    assert theirs(root) == before
