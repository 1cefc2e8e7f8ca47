"""One writer at a time: a lock that the operating system drops when its holder dies, however it dies."""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from carrel.publish.state import state_folder

PATIENCE = 10.0  # seconds; a preview at work on the same list is done sooner
_PAUSE = 0.05  # between two tries

_held: set[Path] = set()  # by this process, which may ask again for what it has


class RefusedError(Exception):
    """Why nothing was done, in one line for the person at the terminal."""


@contextmanager
def locked(root: Path, *, name: str = "lock", patience: float | None = None) -> Iterator[None]:
    """Hold the list against other processes; raise `RefusedError` if one of them does not let go in `PATIENCE`."""
    path = state_folder(root) / name
    if path in _held:
        yield
        return
    # The file stays for ever: to delete it would let two processes lock two files of one name.
    with path.open("a+", encoding="ascii") as file:
        _acquire(file, PATIENCE if patience is None else patience)
        _held.add(path)
        try:
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            yield
        finally:
            _held.discard(path)


def _acquire(file: IO[str], patience: float) -> None:
    deadline = time.monotonic() + patience
    while True:
        try:
            _lock(file.fileno())
        except OSError as fault:
            if fault.errno not in (errno.EAGAIN, errno.EACCES, errno.EDEADLK):
                return  # a file system without locks: better to go on than never to build there
        else:
            return
        if time.monotonic() >= deadline:
            raise RefusedError(_message(file))
        time.sleep(_PAUSE)


def _message(file: IO[str]) -> str:
    file.seek(0)
    holder = file.read(20)
    who = f" (process {holder})" if holder.isdecimal() else ""
    return f"another carrel{who} is at work on this list; wait until it is done, or end it"


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
