"""Seeds in, entries out: finds the documents, recognises each by its content, and lets its reader read it.

A new format is one new file in this folder; it is found by being there (the strings files may name it).
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import cast

from carrel import charsets, files, kinds_of_file, published, strings
from carrel.problem import Place, Problem, Severity, error, filed, warning
from carrel.readers import contract
from carrel.readers.contract import Context, Document, Reader, Reading

CURATED = frozenset({"people.yml", "topics.yml", "venues.yml", published.PATH.removeprefix("seeds/")})
CURATED_FOLDER = "papers"
LIMIT = files.Limit(size=256 * 2**20, line=1_000_000, lines=5_000_000)
LIMIT_OF_JSON = replace(LIMIT, line=64 * 2**20)  # programs write all of it in one line
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*\"")
# The syntax of BibTeX, RIS and JSON is ASCII: what stands in no known encoding is a letter there, not an entry.
_SYNTAX = re.compile(rb"^[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(]|^TY  - |\A\s*[\[{]", re.MULTILINE)
SURE_ENOUGH = 0.5
VERY_SURE = 0.9  # a reader that is surer is believed even where a text looks like something else
ELSEWHERE = "//"  # begins what a document from elsewhere is called: no path of a seed does
EMPTY = "empty"  # stands for the reader of a document without a word


@cache
def registry() -> Mapping[str, Reader]:
    """Return every reader of this folder by its module's name."""
    found = sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name != "contract")
    return {name: cast("Reader", importlib.import_module(f"{__name__}.{name}")) for name in found}


@dataclass(slots=True)
class Opened:
    """Documents that were opened and recognised, and the names that stand in them beyond doubt."""

    names: set[str] = field(default_factory=set)
    recognised: dict[str, tuple[Reader, Document]] = field(default_factory=dict)
    readings: dict[str, tuple[str, Reading]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def open(self, relative: str, name: str, path: Path, folder: Path) -> None:
        """Open a document of a folder, which messages call so; or say why that cannot be."""
        document = _open(path, folder, name, self.problems)
        if document is None:
            return
        if not document.filled:
            self.problems.append(warning(document.place(), "the document is empty"))
            self.readings[relative] = (EMPTY, Reading())
        elif not (reader := recognise(document)):
            self.problems.append(error(document.place(), _why_not(document)))
        elif fault := _too_large(reader, sum(map(len, document.lines)) + len(document.lines)):
            self.problems.append(error(document.place(), fault))  # its beginning did not tell its kind
        else:
            self.recognised[relative] = (reader, document)
            self.names.update(reader.names(document))  # at once: much of it was looked at to recognise the document

    def read(self, names: Iterable[str]) -> tuple[dict[str, tuple[str, Reading]], list[Problem]]:
        """Read them, with the help of all names that are known: ({path: (format, reading)}, problems)."""
        context = Context(frozenset(names))
        read = {path: (format_of(reader), reader.read(it, context)) for path, (reader, it) in self.recognised.items()}
        readings = self.readings | read
        problems = [*self.problems, *(problem for _, reading in readings.values() for problem in reading.problems)]
        unreadable = [problem for problem in problems if problem.severity is Severity.ERROR]
        doubts = [problem for problem in problems if problem.severity is not Severity.ERROR]
        return readings, [*filed(unreadable, "unreadable"), *filed(doubts, "seed-line")]


def read_all(
    root: Path, known_names: Iterable[str] = (), others: Mapping[str, Path] = MappingProxyType({})
) -> tuple[dict[str, tuple[str, Reading]], list[Problem]]:
    """Read every seed below `root`/seeds: ({path relative to seeds/: (format, reading)}, problems).

    It goes in two passes, so that a name that stands clean in one document helps to read another one. `others` are
    documents from elsewhere, by the names that messages give them; they are read as if they were seeds.
    """
    opened = open_all(root, find(root / "seeds"))
    for name, path in others.items():
        opened.open(ELSEWHERE + name, name, path, path.parent)
    return opened.read(opened.names.union(known_names))


def open_all(root: Path, paths: Iterable[Path]) -> Opened:
    """Open seeds of the list at `root`."""
    seeds = root / "seeds"
    opened = Opened()
    for path in paths:
        relative = path.relative_to(seeds).as_posix()
        opened.open(relative, f"seeds/{relative}", path, seeds)
    return opened


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
        first = files.head(path, seeds)
        if fault := _not_let_in(first, files.size(path, seeds), name):
            problems.append(error(Place(name), fault))
            return None
        limit = LIMIT_OF_JSON if _JSON.match(first) else LIMIT
        lenient = bool(_SYNTAX.search(first.replace(b"\0", b"")))
        decoded = charsets.decode(lambda: files.blocks(path, seeds, limit), first[: charsets.HEAD], lenient=lenient)
    except (files.Unreadable, charsets.NotTextError) as unreadable:
        problems.append(error(Place(name, unreadable.line), str(unreadable)))
        return None
    if decoded.odd:
        problems.append(warning(Place(name, decoded.odd), decoded.why))
    return Document(name, decoded.lines)


def _not_let_in(first: bytes, size: int, name: str) -> str:
    """Say why a document is not read at all, by how it begins and by its size."""
    if kind := kinds_of_file.of_bytes(first):
        return f"no known kind of document, but {kind}"
    if size <= contract.BULKY:
        return ""
    whole = first.rpartition(b"\n")[0] or first
    begun = charsets.decode(lambda: iter([(1, whole)]), first[: charsets.HEAD], lenient=True)
    return _too_large(recognise(Document(name, begun.lines)), size)


def _too_large(reader: Reader | None, size: int) -> str:
    most: int = getattr(reader, "MOST_BYTES", LIMIT.size)
    if reader is None or size <= most:
        return ""
    return f"{size:,} bytes, and at most {most:,} are read of {in_words(format_of(reader))}: split it"
