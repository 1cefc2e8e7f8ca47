"""Work in several processes gives what it gives in one."""

import os
import subprocess
import sys
from collections.abc import Generator
from types import MappingProxyType

import pytest

from carrel import abreast

needs_fork = pytest.mark.skipif(not abreast.FORKS, reason="no process is forked here")


def numbers(mine: int, of: int) -> Generator[int, list[int], tuple[list[int], int]]:
    """Square a share of numbers; the sum of all shares is told around."""
    own = range(mine, 100, of)
    total = sum((yield sum(own)))
    return [n * n for n in own], total


@needs_fork
@pytest.mark.parametrize("of", [1, 2, 5])
def test_however_many_the_work_is_the_same(of: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every share is done once, and each hears what all have to tell; with several nothing is done twice."""
    if of > 1:
        monkeypatch.setattr(abreast, "_alone", lambda *_: pytest.fail("a process was lost"))
    found = abreast.run(numbers, of)
    assert sorted(square for squares, _ in found for square in squares) == [n * n for n in range(100)]
    assert {total for _, total in found} == {sum(range(100))}


@needs_fork
def test_a_process_that_is_lost_is_missed_by_nobody() -> None:
    """Whatever ends a process, before it tells anything or after it: the work is done all the same."""
    parent = os.getpid()

    def work(mine: int, of: int) -> Generator[int, list[int], list[int]]:
        if os.getpid() != parent and of == 3:
            os._exit(9)
        yield 0
        if os.getpid() != parent and of == 2:
            raise MemoryError
        return list(range(mine, 10, of))

    assert abreast.run(work, 2) == abreast.run(work, 3) == [list(range(10))]


@needs_fork
def test_a_fault_of_the_work_is_told() -> None:
    """What goes wrong in every process goes wrong here."""

    def work(_mine: int, _of: int) -> Generator[int, list[int], None]:
        yield 0
        raise ValueError("no number")

    for of in (1, 2):
        with pytest.raises(ValueError, match="no number"):
            abreast.run(work, of)


@needs_fork
def test_read_only_mappings_pass() -> None:
    """Records hold some."""

    def work(mine: int, _of: int) -> Generator[MappingProxyType[str, int], list[MappingProxyType[str, int]], int]:
        return sum(told["n"] for told in (yield MappingProxyType({"n": mine})))

    assert abreast.run(work, 3) == [3, 3, 3]


def test_little_is_done_by_one() -> None:
    """Of little work one process is enough; of much there are no more than processors."""
    assert abreast.processes(9, 10) == 1
    assert 1 <= abreast.processes(10**9, 1) <= min(abreast.MOST, os.cpu_count() or 1)


@needs_fork
def test_no_process_outlives_its_parent() -> None:
    """A kill leaves nobody at work, and no lock held."""
    code = """
import os, time
from carrel import abreast

def work(mine, of):
    yield print(os.getpid(), flush=True)
    time.sleep(60)

abreast.run(work, 2)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, encoding="ascii") as parent:
        pids = [int(parent.stdout.readline()) for _ in range(2)]  # type: ignore[union-attr]  # it is a pipe
        parent.kill()
        parent.wait(10)
        # The pipe ends when nobody is left to write into it.
        assert parent.stdout.read() == ""  # type: ignore[union-attr]
    assert parent.pid in pids
