"""What checks are sure of, done: fields of records set or renamed where they stand, all else as it was typed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from carrel import files, published
from carrel.checks import AddAddresses, Edit, RenameField, SetField
from carrel.curate import formatting
from carrel.problem import Place, Problem, warning
from carrel.records import rewriting


def run(root: Path, edits: Iterable[Edit]) -> tuple[list[str], list[Problem]]:
    """Do the edits; return the files that changed, and what could not be done."""
    by_file: defaultdict[str, list[Edit]] = defaultdict(list)
    for edit in edits:
        by_file[edit.path].append(edit)
    changed: list[str] = []
    problems: list[Problem] = []
    for name, wanted in sorted(by_file.items()):
        before = formatting.text(root, name, problems)
        if before is None:
            continue
        after = _edited(before, name, wanted, problems)
        if after != before:
            files.put(root / name, after.encode())
            changed.append(name)
    return changed, problems


def _edited(text: str, name: str, edits: Sequence[Edit], problems: list[Problem]) -> str:
    """Return a file with as many edits as can be done."""
    for edit in edits:
        try:
            text = _with(text, edit)
        except rewriting.CannotRewriteError as fault:
            problems.append(warning(Place(name), f"left as it is: {fault}"))
    return text


def _with(text: str, edit: Edit) -> str:
    match edit:
        case SetField(_, key, value):
            return rewriting.with_field(text, key, value)
        case RenameField(_, key, to):
            return rewriting.renamed_field(text, key, to)
        case AddAddresses(_, addresses):
            return published.lengthened(text, addresses)
