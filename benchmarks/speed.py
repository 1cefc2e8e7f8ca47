"""Seconds and peak memory of Carrel's commands on made-up lists: `python -m benchmarks.speed --sizes 92 1000`.

Each command runs in a process of its own, as it does for a reader; `mkdocs` is bare MkDocs on the same docs/, so that
what Carrel itself costs is the difference.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import made_up

UNIT = 1024 if sys.platform == "darwin" else 1  # ru_maxrss counts bytes there, kilobytes elsewhere


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took."""

    seconds: float
    processor: float  # seconds of it, which a busy machine does not change
    megabytes: float


def measure(command: Sequence[str | Path], folder: Path) -> Cost:
    """Run a command to its end, and tell what it took."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    began = time.monotonic()
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}: exit code {process.returncode}")
    return Cost(time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / UNIT / 1024)


def costs(size: int, root: Path, *, site: bool) -> Iterator[tuple[str, Cost]]:
    """Measure each command on a fresh list of that size."""
    made_up.make(size, root)
    carrel, mkdocs = [sys.executable, "-m", "carrel"], [sys.executable, "-m", "mkdocs"]
    yield "write", measure([*carrel, "write"], root)
    yield "write again", measure([*carrel, "write"], root)
    if site:
        yield "build", measure([*carrel, "build"], root)
        yield "mkdocs", measure([*mkdocs, "build", "--quiet", "--site-dir", root / "bare"], root)


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[92, 1000], metavar="N", help="papers of each list")
    parser.add_argument("--write-only", action="store_true", help="leave the site out, which takes minutes at 10,000")
    chosen = parser.parse_args()
    print(f"{'papers':>8}  {'command':<12}{'seconds':>9}{'of CPU':>9}{'MB':>7}{'times':>8}")
    before: dict[str, Cost] = {}
    for size in chosen.sizes:
        with tempfile.TemporaryDirectory() as folder:
            for name, cost in costs(size, Path(folder) / "list", site=not chosen.write_only):
                times = f"{cost.processor / before[name].processor:8.1f}" if name in before else ""
                print(
                    f"{size:>8,}  {name:<12}{cost.seconds:>9.2f}{cost.processor:>9.2f}{cost.megabytes:>7.0f}{times}",
                    flush=True,
                )
                before[name] = cost


if __name__ == "__main__":
    main()
