"""Files of a list, read with care: nothing outside the list, nothing endless, nothing that is no file."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BLOCK = 2**20
USUAL = 2**16  # bytes of most files; for more there is room only when they come


@dataclass(frozen=True, slots=True)
class Limit:
    """How much a file may hold: bytes in all, bytes in a line, lines."""

    size: int
    line: int
    lines: int


class Unreadable(Exception):  # noqa: N818  # no fault of the program: a file that is not let in
    """Why a file is not read, in words; `line` is where, or 0."""

    def __init__(self, why: str, line: int = 0) -> None:
        super().__init__(why)
        self.line = line


def within(path: Path, folder: Path) -> Path:
    """Return the real path of a file of a folder; a link that leads out of the folder is not followed."""
    if any("\ud800" <= letter <= "\udfff" for letter in str(path)):  # how Python spells a byte that is no text
        raise Unreadable("the name of the file is not UTF-8, so no page can show it; rename it")
    try:
        real = path.resolve(strict=True)
        status = real.stat()
    except (OSError, RuntimeError) as fault:  # a loop of links is a RuntimeError before Python 3.13
        raise Unreadable(f"cannot be read: {getattr(fault, 'strerror', None) or 'a link that leads nowhere'}") from None
    if not real.is_relative_to(folder.resolve()):
        raise Unreadable(f"a link out of {folder.name}/; nothing outside is read: put a copy here")
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable("a folder where a file should be" if stat.S_ISDIR(status.st_mode) else "no ordinary file")
    return real


def read(path: Path, folder: Path, limit: int) -> bytes:
    """Return what a file of a folder holds, if that is no more than so many bytes."""
    real = within(path, folder)
    try:
        with real.open("rb") as file:
            data = file.read(min(USUAL, limit + 1))
            if len(data) == USUAL:
                data += file.read(limit + 1 - USUAL)
    except OSError as fault:
        raise Unreadable(f"cannot be read: {fault.strerror}") from None
    if len(data) > limit:
        raise Unreadable(f"larger than {limit:,} bytes")
    return data


def size(path: Path, folder: Path) -> int:
    """Return how many bytes a file of a folder holds."""
    return within(path, folder).stat().st_size


def head(path: Path, folder: Path) -> bytes:
    """Return how a file of a folder begins."""
    try:
        with within(path, folder).open("rb") as file:
            return file.read(BLOCK)
    except OSError as fault:
        raise Unreadable(f"cannot be read: {fault.strerror}") from None


def blocks(path: Path, folder: Path, limit: Limit) -> Iterator[tuple[int, bytes]]:
    """Return a file of a folder in blocks of whole lines, each with the number of its first line, from 1."""
    real = within(path, folder)
    size, number = 0, 1
    begun: list[bytes] = []  # of a line that does not end in its block
    try:
        with real.open("rb") as file:
            while found := file.read(BLOCK):
                size += len(found)
                if size > limit.size:
                    raise Unreadable(f"larger than {limit.size:,} bytes; split it", number)
                block, end, rest = found.rpartition(b"\n")
                if end:
                    block = b"".join([*begun, block, end])
                    _check(block, number, limit)
                    yield number, block
                    number += block.count(b"\n")
                    begun = []
                begun.append(rest)
                if sum(map(len, begun)) > limit.line:
                    raise _too_long(number, limit)
    except OSError as fault:
        raise Unreadable(f"cannot be read: {fault.strerror}") from None
    if rest := b"".join(begun):
        _check(rest, number, limit)
        yield number, rest


def _check(block: bytes, number: int, limit: Limit) -> None:
    """Refuse a block with too long a line, or one line too many; `number` is that of its first."""
    if number > limit.lines:
        raise Unreadable(f"more than {limit.lines:,} lines; split it", number)
    for n, line in enumerate(block.split(b"\n"), number):
        if len(line) > limit.line:
            raise _too_long(n, limit)


def _too_long(number: int, limit: Limit) -> Unreadable:
    return Unreadable(f"a line of more than {limit.line:,} bytes; no paper says so much in one", number)


def is_ignored(relative: Path) -> bool:
    """Tell whether a file is none of the list: hidden, a backup, a README or a licence."""
    hidden = any(part.startswith(".") for part in relative.parts)
    return hidden or relative.name.endswith("~") or relative.name.upper().startswith(("README", "LICENSE"))


def below(folder: Path) -> list[Path]:
    """Return all files below a folder that are not ignored, sorted by path; links to folders are not followed."""
    found = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    kept = (path for path in found if not is_ignored(path.relative_to(folder)))
    return sorted(kept, key=lambda path: path.relative_to(folder).as_posix())


def put(path: Path, data: bytes) -> None:
    """Write a file in one step, so that it is whole whenever somebody looks; it keeps its rights, a link stays one."""
    real = path.resolve()
    rights = real.stat().st_mode & 0o777 if real.exists() else 0o644
    handle, written = tempfile.mkstemp(prefix=f".{real.name}.", dir=real.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(written).chmod(rights)
        Path(written).replace(real)
    except BaseException:
        Path(written).unlink(missing_ok=True)
        raise
