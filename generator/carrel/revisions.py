"""Which revisions of git a list has, and which of its files have changed since one. `trees` tells what they held."""

from __future__ import annotations

from pathlib import Path

from carrel.trees import CONTENT, git


def resolve(root: Path, revision: str) -> str:
    """Return the full id of a commit; raise `trees.NoTreeError` if there is none."""
    named = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return git(root, *named, what=revision).decode().strip()


def changed(root: Path, commit: str) -> frozenset[str]:
    """Return the files of the list that are other than at a commit, those that git does not know yet included."""
    common = ("-z", "--no-renames", "--name-only", "--relative", "--no-ext-diff", commit, "--", *CONTENT)
    tracked = git(root, "diff", *common, what=commit)
    new = git(root, "ls-files", "-z", "--others", "--exclude-standard", "--", *CONTENT, what=commit)
    return frozenset(name.decode("utf-8", "surrogateescape") for name in (tracked + new).split(b"\0") if name)


def key(root: Path, commit: str) -> str:
    """Return what stands for the content of the list at a commit: equal for equal content."""
    return git(root, "ls-tree", "-z", commit, "--", *CONTENT, what=commit).decode("utf-8", "surrogateescape")


def is_tracked(root: Path, path: str) -> bool:
    """Tell whether a path of the list is under version control."""
    return bool(git(root, "ls-files", "-z", "--", path, what=path))
