"""Put a newer scrape in the place of a seed; every record stays with its paper, and nothing is lost unasked."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from carrel.commands import BAD, GOOD, MISUSED, printing

if TYPE_CHECKING:
    from carrel.curate.refreshing import Refreshed, Seen

HELP = "put a newer scrape in the place of a seed"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("seed", type=Path, metavar="SEED", help="a document of seeds/")
    parser.add_argument("newer", type=Path, metavar="NEWFILE", help="what it is to be replaced by")
    parser.add_argument(
        "--gone",
        choices=("keep", "drop"),
        help="papers that are not in the newer one: keep them as records of their own, or drop those without a record",
    )
    parser.add_argument("--dry-run", action="store_true", help="show what would be done; write nothing")


def run(root: Path, chosen: argparse.Namespace) -> int:
    """Compare, tell, and write if nothing is lost."""
    from carrel import publish, readers
    from carrel.curate import refreshing, telling
    from carrel.problem import one_line

    known = {path.relative_to(root / "seeds").as_posix() for path in readers.find(root / "seeds")}
    name = _name(root, chosen.seed, known)
    if not name:
        printing.tell(one_line(f"carrel: {chosen.seed}: no document of seeds/; there are: {', '.join(sorted(known))}"))
        return MISUSED
    with publish.locked(root):
        try:
            found = refreshing.refresh(root, name, chosen.newer, refreshing.Gone(chosen.gone or "ask"))
        except refreshing.RefusedError as refused:
            printing.tell(one_line(f"carrel: {refused}"))
            return MISUSED
        if found.files and not chosen.dry_run:
            refreshing.put(root, found)
    if any(found.held):
        for line in (*_lines(found), f"the library: {telling.counts(found.library)}"):
            print(one_line(line))
    printing.problems(found.problems)
    return _verdict(found, name, dry=chosen.dry_run)


def _name(root: Path, seed: Path, known: set[str]) -> str:
    """Return what a seed is called below seeds/, whichever way it was written."""
    below, whole = root / "seeds", seed.parent.resolve() / seed.name
    tries = [seed.as_posix(), seed.as_posix().removeprefix("seeds/")]
    tries += [whole.relative_to(below).as_posix()] if whole.is_relative_to(below) else []
    return next((one for one in tries if one in known), "")


def _lines(found: Refreshed) -> list[str]:
    kinds: Sequence[tuple[str, str, Sequence[Seen]]] = (
        ("+", "came", found.came),
        ("-", "went", found.went),
        ("~", "moved", found.moved),
    )
    lines = [f"{sign} line {one.line}: {one.title}{_record(one)}" for sign, _, those in kinds for one in those]
    counts = ", ".join(f"{len(those):,} {what}" for _, what, those in kinds)
    return [*lines, *found.told, f"{found.held[0]:,} papers before, {found.held[1]:,} now: {counts}"]


def _record(one: Seen) -> str:
    return f" (its record is seeds/papers/{one.record}.yml)" if one.record else ""


def _verdict(found: Refreshed, name: str, *, dry: bool) -> int:
    if found.files:
        print(f"seeds/{name}: {'would be refreshed' if dry else 'refreshed'}")
        return GOOD
    if found.problems:
        printing.tell(f"seeds/{name}: left as it is, for the errors above")
        return BAD
    if found.went:
        printing.tell(f"seeds/{name}: left as it is; say what becomes of the papers that went: --gone keep, or drop")
        return BAD
    print(f"seeds/{name}: nothing is new")
    return GOOD
