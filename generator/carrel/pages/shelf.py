"""docs/, as far as the generator owns it: files are written where bytes differ, and swept when they are owned no more.

Which files are ours stands in a manifest. A file of ours that the manifest does not list is somebody else's: it is
reported, never overwritten, never deleted.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from carrel.problem import Place, Problem, error

MANIFEST = ".carrel-manifest"
HALF = ".carrel-half"  # what is being written; a kill may leave it, and the next write takes it away


def put(docs: Path, files: Mapping[str, bytes]) -> tuple[list[Problem], int]:
    """Make docs/ hold these files, and none that were ours before: the problems, and how many files changed.

    Nothing is changed if there is a problem. After a kill at any moment the manifest lists every file of ours.
    """
    owned = _owned(docs)
    problems = _foreign(docs, files, owned)
    if problems:
        return problems, 0
    try:
        docs.mkdir(parents=True, exist_ok=True)
        (docs / HALF).unlink(missing_ok=True)
        gone = sorted(owned - files.keys())
        if owned != files.keys():
            _write(docs, MANIFEST, _listing(owned | files.keys()))
        changed = sum([_put_file(docs, path, content) for path, content in files.items()])
        for path in gone:
            _sweep(docs, path)
        if gone:
            _write(docs, MANIFEST, _listing(files))
    except OSError as fault:
        return [error(Place(f"docs/{_below(docs, fault)}"), f"cannot be written: {fault.strerror}")], 0
    return [], changed + len(gone)


def _owned(docs: Path) -> set[str]:
    try:
        return set((docs / MANIFEST).read_text("utf-8").split("\n")[1:-1])
    except (OSError, UnicodeDecodeError):
        return set()


def _listing(paths: Iterable[str]) -> bytes:
    head = "# Files that carrel wrote and may overwrite or delete; one a line.\n"
    return (head + "".join(f"{path}\n" for path in sorted(paths))).encode()


def _foreign(docs: Path, files: Mapping[str, bytes], owned: set[str]) -> list[Problem]:
    """Find what stands where we would write and is not ours; a file that already says the same may be adopted."""
    return [
        error(Place(f"docs/{path}"), "a file that carrel did not write stands in the place of a page; move it away")
        for path in files.keys() - owned
        if os.path.lexists(docs / path) and _bytes(docs / path) != files[path]
    ]


def _put_file(docs: Path, path: str, content: bytes) -> bool:
    if _bytes(docs / path) == content:
        return False
    (docs / path).parent.mkdir(parents=True, exist_ok=True)
    _write(docs, path, content)
    return True


def _bytes(path: Path) -> bytes | None:
    try:
        return None if path.is_symlink() else path.read_bytes()
    except OSError:
        return None


def _write(docs: Path, path: str, content: bytes) -> None:
    """Write a file in one step, so that a kill leaves the old one or the new one."""
    half = docs / HALF
    half.write_bytes(content)
    half.replace(docs / path)


def _sweep(docs: Path, path: str) -> None:
    """Delete a file of ours, and the folders that it leaves empty."""
    if Path(path).is_absolute() or ".." in Path(path).parts:
        return  # no manifest of ours says so
    (docs / path).unlink(missing_ok=True)
    for folder in (docs / path).parents:
        if folder == docs or not folder.is_dir() or any(folder.iterdir()):
            break
        folder.rmdir()


def _below(docs: Path, fault: OSError) -> str:
    path = Path(os.fsdecode(fault.filename)) if fault.filename else docs
    return path.relative_to(docs).as_posix() if path.is_relative_to(docs) else path.name
