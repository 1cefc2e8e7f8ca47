"""What a list was at a revision of git, and which of its files have changed since."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterable
from pathlib import Path

CONTENT = ("seeds", "mkdocs.yml")


class NoRevisionError(Exception):
    """There is no such revision, or no git; the message says which."""


def resolve(root: Path, revision: str) -> str:
    """Return the full id of a commit."""
    return _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").decode().strip()


def changed(root: Path, commit: str) -> frozenset[str]:
    """Return the files of the list that are other than at a commit, those that git does not know yet included."""
    common = ("-z", "--no-renames", "--name-only", "--relative", "--no-ext-diff", commit, "--", *CONTENT)
    tracked = _git(root, "diff", *common)
    new = _git(root, "ls-files", "-z", "--others", "--exclude-standard", "--", *CONTENT)
    return frozenset(name.decode("utf-8", "surrogateescape") for name in (tracked + new).split(b"\0") if name)


def unpack(root: Path, commit: str, folder: Path, paths: Iterable[str] = CONTENT) -> None:
    """Write what stood in the list at a commit into a folder: all of it, or these paths."""
    there = _git(root, "ls-tree", "-z", "--name-only", commit, "--", *paths).split(b"\0")
    names = [f":(literal){name.decode('utf-8', 'surrogateescape')}" for name in there if name]
    if names:
        archive = _git(root, "archive", "--format=tar", commit, "--", *names)
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(folder, filter=_let_in)  # noqa: S202  # the filter keeps all within the folder


def _let_in(member: tarfile.TarInfo, folder: str) -> tarfile.TarInfo | None:
    """Leave out what would stand, or lead, outside the folder."""
    try:
        return tarfile.data_filter(member, folder)
    except tarfile.FilterError:
        return None


def key(root: Path, commit: str) -> str:
    """Return what stands for the content of the list at a commit: equal for equal content."""
    return _git(root, "ls-tree", "-z", commit, "--", *CONTENT).decode("utf-8", "surrogateescape")


def is_tracked(root: Path, path: str) -> bool:
    """Tell whether a path of the list is under version control."""
    return bool(_git(root, "ls-files", "-z", "--", path))


def _git(root: Path, *arguments: str) -> bytes:
    """Run git in the list; no file of it makes git run another program."""
    command = ["git", "-c", "core.fsmonitor=false", "-C", str(root), *arguments]
    try:
        return subprocess.run(command, check=True, capture_output=True).stdout
    except FileNotFoundError:
        raise NoRevisionError("git is not installed") from None
    except subprocess.CalledProcessError as fault:
        said = fault.stderr.decode("utf-8", "replace").strip().splitlines()
        raise NoRevisionError(said[0] if said else "git knows no such revision") from None
