"""Seeds in, entries out: finds the documents, recognises each by its content, and lets its reader read it.

A new format is one new file in this folder; it is found here by being there.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import cast

from carrel.problem import Place, Problem, error, warning
from carrel.readers.contract import Context, Document, Reader, Reading

CURATED = frozenset({"people.yml", "topics.yml", "venues.yml"})
CURATED_FOLDER = "papers"
MAX_BYTES = 64 * 2**20
MAX_LINE = 1_000_000  # characters; no paper says so much in one line
SURE_ENOUGH = 0.5


@cache
def registry() -> Mapping[str, Reader]:
    """Return every reader of this folder by its module's name."""
    found = sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name != "contract")
    return {name: cast("Reader", importlib.import_module(f"{__name__}.{name}")) for name in found}


def read_all(
    root: Path, known_names: Iterable[str] = ()
) -> tuple[dict[str, tuple[str, Reading]], list[Problem]]:
    """Read every seed below `root`/seeds: ({path relative to seeds/: (format, reading)}, problems).

    It goes in two passes, so that a name that stands clean in one document helps to read another one.
    """
    problems: list[Problem] = []
    recognised: dict[str, tuple[Reader, Document]] = {}
    for path in find(root / "seeds"):
        relative = path.relative_to(root / "seeds").as_posix()
        document = _open(path, f"seeds/{relative}", problems)
        if document is None:
            continue
        if not document.filled:
            problems.append(warning(document.place(), "the document is empty"))
            recognised[relative] = (_Empty(), document)
            continue
        reader = recognise(document)
        if reader is None:
            problems.append(error(document.place(), _unknown_shape()))
            continue
        recognised[relative] = (reader, document)
    context = Context(
        frozenset(known_names).union(*(reader.names(document) for reader, document in recognised.values()))
    )
    readings = {path: (reader.NAME, reader.read(document, context)) for path, (reader, document) in recognised.items()}
    problems.extend(problem for _, reading in readings.values() for problem in reading.problems)
    return readings, problems


def find(seeds: Path) -> list[Path]:
    """Return the seed documents below a folder, sorted; curated files, hidden files and backups are none."""
    if not seeds.is_dir():
        return []
    return sorted(
        (p for p in seeds.rglob("*") if p.is_file() and _is_seed(p.relative_to(seeds))),
        key=lambda p: p.relative_to(seeds).as_posix(),
    )


def _is_seed(relative: Path) -> bool:
    hidden = any(part.startswith(".") for part in relative.parts)
    about = relative.name.upper().startswith(("README", "LICENSE"))
    curated = relative.parts[0] == CURATED_FOLDER or relative.as_posix() in CURATED
    return not (hidden or about or curated or relative.name.endswith("~"))


def recognise(document: Document) -> Reader | None:
    """Return the reader that is surest of the document, if one is sure enough."""
    sure = [(reader.sniff(document), name) for name, reader in registry().items()]
    best, name = max(sure, default=(0.0, ""))
    return registry()[name] if best >= SURE_ENOUGH else None


def _open(path: Path, name: str, problems: list[Problem]) -> Document | None:
    """Decode a document, or say in one line why it cannot be."""
    place = Place(name)
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            problems.append(error(place, f"{size:,} bytes; a seed may have {MAX_BYTES:,}: split it"))
            return None
        text = _decode(path.read_bytes())
    except OSError as fault:
        problems.append(error(place, f"cannot be read: {fault.strerror}"))
        return None
    except UnicodeDecodeError as fault:
        line = fault.object.count(b"\n", 0, fault.start) + 1
        problems.append(error(Place(name, line), "not text in UTF-8 (or UTF-16 with its mark); save it as UTF-8"))
        return None
    lines = tuple(line.removesuffix("\r") for line in text.split("\n"))
    longest = max(range(len(lines)), key=lambda n: len(lines[n]))
    if len(lines[longest]) > MAX_LINE:
        problems.append(
            error(Place(name, longest + 1), f"a line of {len(lines[longest]):,} characters; at most {MAX_LINE:,} are read")
        )
        return None
    return Document(name, lines)


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    text = data.decode("utf-8-sig")
    if "\0" in text:
        at = data.index(b"\0")
        raise UnicodeDecodeError("utf-8", data, at, at + 1, "a zero byte")
    return text


def _unknown_shape() -> str:
    known = "; ".join(reader.NAME for reader in registry().values())
    return f"no known kind of document; known are: {known}"


class _Empty:
    """The reader of nothing."""

    NAME = "empty"

    def sniff(self, document: Document) -> float:
        return float(not document.filled)

    def names(self, document: Document) -> Iterable[str]:
        return ()

    def read(self, document: Document, context: Context) -> Reading:
        return Reading()
