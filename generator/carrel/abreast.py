"""Work that is shared between processes, where there is much of it; what comes of it does not depend on how many.

Only where a process can be forked: it has all that its parent knows, for nothing. Elsewhere one process does it all.
"""

from __future__ import annotations

import copyreg
import os
import signal
import sys
import threading
from collections.abc import Callable, Generator
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Told = TypeVar("Told")
Made = TypeVar("Made")
Work = Callable[[int, int], Generator[Told, list[Told], Made]]

FORKS = sys.platform.startswith("linux")  # on macOS its own libraries may not survive it
MOST = 8  # processes; more of them wait for one another
_DIE_WITH_PARENT = 1  # of Linux' prctl


class _LostError(Exception):
    """A process ended before its work did."""


def processes(amount: int, enough: int) -> int:
    """Return how many processes are of use for so much work, of which `enough` is worth a process."""
    if not FORKS or threading.active_count() > 1:  # a lock that another thread holds would be held for ever
        return 1
    return max(1, min(MOST, len(os.sched_getaffinity(0)), amount // enough))


def run(work: Work[Told, Made], of: int) -> list[Made]:
    """Return what comes of the work with each number below `of`, each in a process of its own.

    Where the work yields something, it gets what every process has yielded, in any order. If a process is lost, say
    for want of memory, all of the work is done in this one.
    """
    if of > 1:
        try:
            return _shared(work, of)
        except _LostError:
            pass
    return [_alone(work)]


def _alone(work: Work[Told, Made]) -> Made:
    share = work(0, 1)
    try:
        told = next(share)
        while True:
            told = share.send([told])
    except StopIteration as end:
        made: Made = end.value
        return made


def _shared(work: Work[Told, Made], of: int) -> list[Made]:
    """Do the first share here, and the others in processes of their own."""
    import multiprocessing  # noqa: PLC0415  # takes a while, and most work is done alone

    forked = multiprocessing.get_context("fork")
    ends: list[Connection] = []
    begun = []
    for number in range(1, of):
        here, there = forked.Pipe()
        ends.append(here)
        process = forked.Process(target=_follow, args=(work(number, of), there, ends), daemon=True)
        process.start()
        there.close()
        begun.append(process)
    try:
        return _lead(work(0, of), ends)
    finally:
        for end in ends:
            end.close()
        for process in begun:
            process.terminate()
            process.join()


def _lead(share: Generator[Told, list[Told], Made], ends: list[Connection]) -> list[Made]:
    """Do a share, pass around what all of them tell, and collect what they make."""
    try:
        told = next(share)
        while True:
            others = [_heard(end) for end in ends]
            for n, end in enumerate(ends):
                _tell(end, [told, *others[:n], *others[n + 1 :]])
            told = share.send([told, *others])
    except StopIteration as done:
        return [done.value, *(_heard(end) for end in ends)]


def _heard(end: Connection) -> Any:  # noqa: ANN401  # whatever the work says
    try:
        return end.recv()
    except (EOFError, OSError):
        raise _LostError from None


def _tell(end: Connection, told: object) -> None:
    try:
        end.send(told)
    except OSError:
        raise _LostError from None


def _follow(share: Generator[Told, list[Told], Made], end: Connection, others: list[Connection]) -> None:
    """Do a share; whatever goes wrong is met again where all is done in one process."""
    _leave_no_orphan()
    for other in others:  # the ends of the parent: a pipe breaks when the last of them is closed
        other.close()
    try:
        told = next(share)
        while True:
            end.send(told)
            told = share.send([told, *end.recv()])
    except StopIteration as done:
        end.send(done.value)
    except BaseException:  # noqa: BLE001  # an interrupt, too: the parent has it as well, and tells it
        os._exit(1)


def _leave_no_orphan() -> None:
    """End with the parent, however that ends: its locks are held here, too."""
    import ctypes  # noqa: PLC0415  # only here

    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)


def _proxy(mapping: dict[object, object]) -> MappingProxyType[object, object]:
    return MappingProxyType(mapping)


copyreg.pickle(MappingProxyType, lambda proxy: (_proxy, (dict(proxy),)))  # pickle does not know its name
