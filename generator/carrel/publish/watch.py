"""What changed in some folders since one last looked, by content: a file saved with the same bytes did not change."""

import hashlib
import os
import sysconfig
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

# A file may be changed twice within one tick of its file system's clock; the second change shows no new date.
_YOUNG = 2_000_000_000  # nanoseconds
_Mark = tuple[int, int, int, int]  # what changes with a file's bytes, as a rule
_Seen = tuple[_Mark | None, bytes]  # the mark (None: look again) and the digest


class Watch:
    """Files and folders, and what they held when one last looked."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._paths: tuple[Path, ...] = ()
        self._seen: dict[Path, _Seen] = {}
        self.follow(paths)

    def follow(self, paths: Iterable[Path]) -> None:
        """Watch these from now on; what is new among them counts as unchanged."""
        before, self._paths = self._paths, tuple(path for path in paths if not _is_installed(path))
        added = _look((path for path in self._paths if path not in before), self._seen)
        self._seen = added | self._seen

    def changes(self) -> frozenset[Path]:
        """Return the files that appeared, vanished or hold other bytes than the last time."""
        before, self._seen = self._seen, _look(self._paths, self._seen)
        paths = before.keys() | self._seen.keys()
        return frozenset(path for path in paths if _held(before, path) != _held(self._seen, path))


def _look(paths: Iterable[Path], known: Mapping[Path, _Seen]) -> dict[Path, _Seen]:
    """Return what the files hold now; those that look as they did are not read again."""
    found: dict[Path, _Seen] = {}
    for path, mark in _files(paths):
        seen = known.get(path)
        if seen is not None and seen[0] == mark:
            found[path] = seen
        elif (digest := _digest(path)) is not None:
            found[path] = (None if time.time_ns() - mark[0] < _YOUNG else mark, digest)
    return found


def _held(seen: Mapping[Path, _Seen], path: Path) -> bytes | None:
    return seen[path][1] if path in seen else None


def _is_installed(path: Path) -> bool:
    """Tell whether a path belongs to an installed package: thousands of files that nobody edits in place."""
    return any(path.is_relative_to(sysconfig.get_path(name)) for name in ("purelib", "platlib"))


def _files(paths: Iterable[Path]) -> Iterator[tuple[Path, _Mark]]:
    for path in paths:
        for file in _inside(path) if path.is_dir() else (path,):
            try:
                found = file.stat()
            except OSError:
                continue  # an editor's file that came and went
            yield file, (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)


def _inside(path: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(path, followlinks=True):
        folders[:] = [name for name in folders if not _is_scratch(name)]
        yield from (Path(folder, name) for name in names if not _is_scratch(name))


def _is_scratch(name: str) -> bool:
    """Tell whether a name is one that editors and tools give to files of their own."""
    return name.startswith((".", "#")) or name.endswith("~") or name == "__pycache__"


def _digest(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "blake2b").digest()
    except OSError:
        return None
