"""Curated files, put into their canonical form where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from carrel import files
from carrel.problem import Place, Problem, error
from carrel.records import nodes, papers, rewriting


class NotCuratedError(ValueError):
    """A file that is named, and is no curated one; the message says which are."""


def every(root: Path) -> list[str]:
    """Return the names of all curated files of a list, below its root."""
    lists = [name for name in sorted(rewriting.ENTRIES) if (root / name).exists()]
    found = (path.relative_to(root).as_posix() for path in files.below(root / papers.FOLDER))
    return [*lists, *(name for name in found if _is_record(name))]


def named(root: Path, paths: Iterable[Path]) -> list[str]:
    """Return the names of these files below the root."""
    names: list[str] = []
    for path in paths:
        whole = path.parent.resolve() / path.name  # a link is named as itself
        name = whole.relative_to(root).as_posix() if whole.is_relative_to(root) else ""
        if name not in rewriting.ENTRIES and not _is_record(name):
            raise NotCuratedError(f"{path}: no curated file; those are {papers.FOLDER}/<id>.yml and {_lists()}")
        if not whole.exists():
            raise NotCuratedError(f"{path}: there is no such file")
        names.append(name)
    return names


def _is_record(name: str) -> bool:
    folder, _, file = name.rpartition("/")
    return folder == papers.FOLDER and file.endswith((".yml", ".yaml"))


def _lists() -> str:
    return ", ".join(sorted(rewriting.ENTRIES))


def run(root: Path, names: Sequence[str], *, write: bool) -> tuple[list[str], list[Problem]]:
    """Put files into their canonical form; return those that change, and what is wrong with those that cannot."""
    changed: list[str] = []
    problems: list[Problem] = []
    for name in names:
        before = text(root, name, problems)
        if before is None:
            continue
        try:
            after = rewriting.formatted(before.removeprefix("\ufeff"), name)
        except rewriting.CannotRewriteError as fault:
            problems.append(error(Place(name), f"left as it is: {fault}"))
            continue
        if after != before:
            changed.append(name)
            if write:
                files.put(root / name, after.encode())
    return changed, problems


def text(root: Path, name: str, problems: list[Problem]) -> str | None:
    """Return what a curated file holds, as it is; or tell why it cannot be read."""
    try:
        return files.read(root / name, root / "seeds", nodes.MAX_BYTES).decode("utf-8")
    except files.Unreadable as fault:
        problems.append(error(Place(name, fault.line), str(fault)))
    except UnicodeDecodeError as fault:
        line = fault.object.count(b"\n", 0, fault.start) + 1
        problems.append(error(Place(name, line), "not UTF-8; save it as UTF-8"))
    return None
