import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from carrel.publish.lock import RefusedError, locked

HOLD = """
import sys, time
from pathlib import Path
from carrel.publish.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def holder(root: Path, seconds: float) -> subprocess.Popen[str]:
    """Start a process that holds the list for some seconds, and return once it does."""
    command = [sys.executable, "-c", HOLD, str(root), str(seconds)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def end(process: subprocess.Popen[str]) -> None:
    """Kill the process, as a crash would."""
    process.send_signal(signal.SIGKILL)
    process.communicate()


def test_two_processes_do_not_work_on_one_list(tmp_path: Path) -> None:
    """The second is told who is at work, in one line."""
    process = holder(tmp_path, 60)
    try:
        with (
            pytest.raises(RefusedError, match=rf"another carrel \(process {process.pid}\)"),
            locked(tmp_path, patience=0),
        ):
            pass
    finally:
        end(process)


def test_the_lock_of_a_dead_process_does_not_count(tmp_path: Path) -> None:
    """A process that was killed holds nothing any more, although its lock file is still there."""
    end(holder(tmp_path, 60))
    assert (tmp_path / ".carrel" / "lock").exists()
    with locked(tmp_path, patience=0):
        pass


def test_a_short_wait_is_no_refusal(tmp_path: Path) -> None:
    """Who finds a list in use waits for a moment."""
    process = holder(tmp_path, 0.3)
    began = time.monotonic()
    with locked(tmp_path, patience=30):
        assert time.monotonic() - began > 0.1
    process.communicate()


def test_who_holds_the_list_may_ask_again(tmp_path: Path) -> None:
    """A command holds the list for all its steps, and each step asks for it too."""
    with locked(tmp_path), locked(tmp_path, patience=0):
        pass
    with locked(tmp_path, patience=0):
        assert (tmp_path / ".carrel" / "lock").read_text() == str(os.getpid())


def test_the_folder_keeps_itself_out_of_version_control(tmp_path: Path) -> None:
    """Nobody has to add `.carrel/` to a .gitignore."""
    with locked(tmp_path):
        assert (tmp_path / ".carrel" / ".gitignore").read_text() == "*\n"
