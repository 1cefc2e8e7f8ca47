"""Golden documents of a reader: in a folder of golden/ the inputs, and beside each in a `.yml` what it holds.

A new case is a new pair of files. `python tests/readers/readings.py FOLDER` writes the `.yml` of inputs that have none,
for a person to read and correct.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from carrel import markup
from carrel.model import FIELDS, Abstract, Authors, Entry, Reading, Text
from carrel.readers import registry
from carrel.readers.contract import Context, Document, Reader

GOLDEN = Path(__file__).parent.parent / "golden"


def cases(folder: str) -> list[Path]:
    """Return the inputs of a folder of golden/."""
    return sorted(path for path in (GOLDEN / folder).iterdir() if path.suffix != ".yml")


def document(path: Path) -> Document:
    """Return an input as a document; its path says nothing, for no reader may look at it."""
    return Document("seeds/list", tuple(path.read_text("utf-8").removesuffix("\n").split("\n")))


def expected(path: Path) -> dict[str, Any]:
    """Return what a person says that an input holds."""
    found: dict[str, Any] = yaml.safe_load(path.with_suffix(".yml").read_text("utf-8"))
    return found


def read(reader: Reader, text: Document) -> Reading:
    """Read a document that stands alone."""
    return reader.read(text, Context(frozenset(reader.names(text))))


def golden(reader: Reader, path: Path) -> Document:
    """Check that an input is read as the file beside it says, and return it."""
    text = document(path)
    found = read(reader, text)
    check(text, found)
    assert told(found) == expected(path)
    return text


def told(reading: Reading) -> dict[str, Any]:
    """Return what a reader found, in plain values; what is empty is left out."""
    found = {
        "papers": [_paper(entry) for entry in reading.entries],
        "problems": [f"{problem.place.line}: {problem.message}" for problem in reading.problems],
        "roles": _runs(reading.roles),
    }
    return {key: value for key, value in found.items() if value}


def _paper(entry: Entry) -> dict[str, Any]:
    """Return the fields of a paper, with their line where that is not the line of the paper."""
    found: dict[str, Any] = {"line": entry.place.line}
    elsewhere: dict[str, int] = {}
    for name in FIELDS:
        field = getattr(entry, name)
        if field is None:
            continue
        found[name] = _plain(field.value)
        if field.origin.place.line != entry.place.line:
            elsewhere[name] = field.origin.place.line
    return found | ({"lines": elsewhere} if elsewhere else {})


def _plain(value: Any) -> Any:  # noqa: ANN401  # whatever a field holds
    match value:
        case Text():
            return markup.plain(value)
        case Authors(names, complete):
            return [f"{name.family} | {name.given}" for name in names] + ([] if complete else ["et al."])
        case Abstract(text, language, translator):
            return f"[{language}{', by ' + translator if translator else ''}] {markup.plain(text)}"
        case tuple():
            return list(value)
        case Mapping():
            return dict(value)
        case _:
            return value


def _runs(roles: Mapping[int, str]) -> str:
    """Return the roles of lines in short: `1 header, 2-4 paper`."""
    runs: list[tuple[int, int, str]] = []
    for number, role in sorted(roles.items()):
        if runs and runs[-1][1:] == (number - 1, role):
            runs[-1] = (runs[-1][0], number, role)
        else:
            runs.append((number, number, role))
    return ", ".join(f"{first if first == last else f'{first}-{last}'} {role}" for first, last, role in runs)


def check(text: Document, reading: Reading) -> None:
    """Check what is true of every reading: nothing is lost, and papers are counted from 1."""
    numbers = {number for number, _ in text.filled}
    assert numbers <= reading.roles.keys() | {problem.place.line for problem in reading.problems}, "a line is lost"
    assert reading.roles.keys() <= numbers
    assert [entry.position for entry in reading.entries] == list(range(1, len(reading.entries) + 1))
    lines = [entry.place.line for entry in reading.entries]
    assert lines == sorted(lines)
    assert set(lines) <= numbers
    assert all(0 < problem.place.line <= len(text.lines) for problem in reading.problems)


if __name__ == "__main__":
    for case in cases(sys.argv[1]):
        answer = case.with_suffix(".yml")
        if not answer.exists():
            content = told(read(registry()[sys.argv[1]], document(case)))
            answer.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110), "utf-8")
