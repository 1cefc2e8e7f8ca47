"""What a list was at a revision of git, written into a folder: a stranger's tree, so nothing in it is trusted.

Blobs are taken one by one. `git archive` would leave out what the tree itself says is to be left out.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

CONTENT = ("seeds", "mkdocs.yml")
MOST_BYTES = 256 * 2**20  # of a file; what is larger no reader takes
MOST_IN_ALL = 2**30
MOST_FILES = 200_000
_FILE, _LINK = "100", "120"  # how the modes of git begin


class NoTreeError(Exception):
    """There is no such revision, or no git; one line says which."""


@dataclass(frozen=True, slots=True)
class _Blob:
    """A file of a tree; `name` is below the list's root."""

    mode: str
    sha: str
    size: int
    name: str


def unpack(root: Path, revision: str, folder: Path, paths: Iterable[str] = CONTENT) -> str:
    """Write what the list at `root` was at a revision into an empty folder; return the id of the commit.

    `paths` are files and folders of the list; those that were not there are left out.
    Links are written last, so that no file is written through one; readers follow none out of the list. Of a file that
    is too large there is only the size.
    """
    commit = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", what=revision)
    listing = git(root, "ls-tree", "-r", "-z", "-l", commit.decode().strip(), "--", *paths, what=revision)
    blobs = sorted(_listed(listing), key=lambda blob: (blob.mode.startswith(_LINK), blob.name))
    if len(blobs) > MOST_FILES or sum(blob.size for blob in blobs if blob.size <= MOST_BYTES) > MOST_IN_ALL:
        raise NoTreeError(f"{revision}: more than {MOST_FILES:,} files or {MOST_IN_ALL:,} bytes; no list is so large")
    command = [*_command(root), "cat-file", "--batch"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as asked:
        for blob in blobs:
            _put(folder / blob.name, blob, asked)
    return commit.decode().strip()


def _listed(listing: bytes) -> Iterator[_Blob]:
    """Return the files and links of a tree; submodules are none, nor is what would stand outside the folder."""
    for entry in filter(None, listing.split(b"\0")):
        about, _, path = entry.partition(b"\t")
        mode, _, sha, size = about.decode().split()
        name = os.fsdecode(path)
        if mode.startswith((_FILE, _LINK)) and not {"", ".", "..", ".git"} & set(name.lower().split("/")):
            yield _Blob(mode, sha, int(size), PurePosixPath(name).as_posix())


def _put(path: Path, blob: _Blob, asked: subprocess.Popen[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if blob.size > MOST_BYTES:
        with path.open("xb") as file:
            file.truncate(blob.size)
        return
    data = _content(blob, asked)
    if blob.mode.startswith(_FILE):
        path.write_bytes(data)
    elif b"\0" not in data and data:
        path.symlink_to(os.fsdecode(data))


def _content(blob: _Blob, asked: subprocess.Popen[bytes]) -> bytes:
    """Ask git for a file."""
    ask, answer = _open(asked.stdin), _open(asked.stdout)
    try:
        ask.write(f"{blob.sha}\n".encode())
        ask.flush()
        said = answer.readline().split()
        data = answer.read(int(said[2])) if said[1:2] == [b"blob"] else None
        answer.read(1)  # the end of the line
    except (OSError, ValueError):
        data = None
    if data is None:
        raise NoTreeError(f"{blob.name}: git does not have what it holds; fetch more of the history")
    return data


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise NoTreeError("git cannot be asked")
    return pipe


def _command(root: Path) -> Sequence[str]:
    """Return how git is run: no setting of the repository makes it run another program."""
    return ["git", "-c", "core.fsmonitor=false", "-c", "core.pager=cat", "-C", str(root)]


def git(root: Path, *arguments: str, what: str) -> bytes:
    """Run git in the list; `what` is what a fault is told of."""
    try:
        return subprocess.run([*_command(root), *arguments], check=True, capture_output=True).stdout
    except FileNotFoundError:
        raise NoTreeError("git is not installed, or not on the path") from None
    except ValueError:  # a NUL in an argument
        raise NoTreeError(f"{what}: no such revision") from None
    except subprocess.CalledProcessError as fault:
        said = fault.stderr.decode("utf-8", "replace").strip().split("\n")[0].removeprefix("fatal: ")
        raise NoTreeError(f"{what}: {said or 'no such revision'}") from None
