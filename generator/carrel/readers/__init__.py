"""Seeds in, entries out: finds the documents, recognises each by its content, and lets its reader read it.

A new format is one new file in this folder; it is found by being there (the strings files may name it).
"""

from __future__ import annotations

import codecs
import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import cast

from carrel import files, kinds_of_file, strings
from carrel.problem import Place, Problem, error, warning
from carrel.readers.contract import Context, Document, Reader, Reading

CURATED = frozenset({"people.yml", "topics.yml", "venues.yml"})
CURATED_FOLDER = "papers"
LIMIT = files.Limit(size=256 * 2**20, line=1_000_000, lines=5_000_000)
SURE_ENOUGH = 0.5
VERY_SURE = 0.9  # a reader that is surer is believed even where a text looks like something else
EMPTY = "empty"  # stands for the reader of a document without a word


@cache
def registry() -> Mapping[str, Reader]:
    """Return every reader of this folder by its module's name."""
    found = sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name != "contract")
    return {name: cast("Reader", importlib.import_module(f"{__name__}.{name}")) for name in found}


def read_all(root: Path, known_names: Iterable[str] = ()) -> tuple[dict[str, tuple[str, Reading]], list[Problem]]:
    """Read every seed below `root`/seeds: ({path relative to seeds/: (format, reading)}, problems).

    It goes in two passes, so that a name that stands clean in one document helps to read another one.
    """
    problems: list[Problem] = []
    readings: dict[str, tuple[str, Reading]] = {}
    recognised: dict[str, tuple[Reader, Document]] = {}
    seeds = root / "seeds"
    for path in find(seeds):
        relative = path.relative_to(seeds).as_posix()
        document = _open(path, seeds, f"seeds/{relative}", problems)
        if document is None:
            continue
        if not document.filled:
            problems.append(warning(document.place(), "the document is empty"))
            readings[relative] = (EMPTY, Reading())
        elif reader := recognise(document):
            recognised[relative] = (reader, document)
        else:
            problems.append(error(document.place(), _why_not(document)))
    names = (reader.names(document) for reader, document in recognised.values())
    context = Context(frozenset(known_names).union(*names))
    for relative, (reader, document) in recognised.items():
        readings[relative] = (format_of(reader), reader.read(document, context))
    problems.extend(problem for _, reading in readings.values() for problem in reading.problems)
    return readings, problems


def find(seeds: Path) -> list[Path]:
    """Return the seed documents below a folder, sorted; curated files are none."""
    return [path for path in files.below(seeds) if not _is_curated(path.relative_to(seeds))]


def _is_curated(relative: Path) -> bool:
    return relative.parts[0] == CURATED_FOLDER or relative.as_posix() in CURATED


def recognise(document: Document) -> Reader | None:
    """Return the reader that is surest of the document, if one is sure enough."""
    sure = [(reader.sniff(document), name) for name, reader in registry().items()]
    best, name = max(sure, default=(0.0, ""))
    if best < SURE_ENOUGH or (best < VERY_SURE and kinds_of_file.of_text(_head(document))):
        return None
    return registry()[name]


def format_of(reader: Reader) -> str:
    """Return the id of the format that a reader reads: its module's name."""
    return reader.__name__.rpartition(".")[2]


def in_words(form: str) -> str:
    """Return what a format is called in messages."""
    return strings.load("en").get(f"format.{form}", form)


def _head(document: Document) -> str:
    return "\n".join(document.lines[: kinds_of_file.HEAD])[: kinds_of_file.HEAD]


def _why_not(document: Document) -> str:
    """Say what the document is instead, and what to export; or else which kinds are known."""
    kind = kinds_of_file.guess(_head(document))
    known = "; ".join(map(in_words, registry()))
    return f"no known kind of document{f', but {kind}' if kind else ''}; known are: {known}"


# --- text ------------------------------------------------------------------------------------------------------------


def _open(path: Path, seeds: Path, name: str, problems: list[Problem]) -> Document | None:
    """Read and decode a document, or say in one line why it cannot be."""
    try:
        return Document(name, tuple(_decode(files.blocks(path, seeds, LIMIT))))
    except files.Unreadable as fault:
        problems.append(error(Place(name, fault.line), str(fault)))
        return None


def _decode(blocks: Iterator[tuple[int, bytes]]) -> Iterator[str]:
    """Return lines without their ends; a document may be large, so it is decoded block by block."""
    number, first = next(blocks, (1, b""))
    if kind := kinds_of_file.of_bytes(first):
        raise files.Unreadable(f"no known kind of document, but {kind}", 0)
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        whole = b"".join([first, *(block for _, block in blocks)])
        yield from _lines(_text(whole, "utf-16", 0))
        return
    yield from _lines(_text(first.removeprefix(codecs.BOM_UTF8), "utf-8", number))
    for number, block in blocks:
        yield from _lines(_text(block, "utf-8", number))


def _lines(text: str) -> list[str]:
    """Part a text at its line ends, those of Windows and of old Macintoshes, too."""
    return text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")


def _text(data: bytes, encoding: str, line: int) -> str:
    """Decode bytes; `line` is the number of the first, or 0 if lines cannot be counted."""
    try:
        text = data.decode(encoding)
        fault = data.find(b"\0") if "\0" in text else -1
    except UnicodeDecodeError as wrong:
        text, fault = "", wrong.start
    if fault >= 0:
        at = line + data.count(b"\n", 0, fault) if line else 0
        raise files.Unreadable("not text in UTF-8 (or UTF-16 with its mark); save it as UTF-8", at)
    return text
