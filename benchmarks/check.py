"""Seconds of `carrel check` on made-up lists: `python -m benchmarks.check --sizes 1000 10000`.

One list is as lists are, most papers in seeds and a record for some; of the other one every paper is a record. `since`
is a change of one record against the last commit: the first time, and again.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import made_up
from benchmarks.speed import Cost, measure

SHAPES = (("mixed", made_up.OWN), ("records", 1.0))
CHECK = [sys.executable, "-m", "carrel", "check"]


def costs(size: int, own: float, root: Path) -> Iterator[tuple[str, Cost]]:
    """Measure the commands on a fresh list of that size."""
    made_up.make(size, root, own=own)
    for arguments in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "x"]):
        me = ("-c", "user.name=x", "-c", "user.email=x@e.example", "-c", "commit.gpgsign=false", "-c", "gc.auto=0")
        subprocess.run(["git", *me, *arguments], cwd=root, check=True)
    yield "check", measure(CHECK, root)
    yield "check again", measure(CHECK, root)
    with (root / "seeds" / "papers" / "record-0.yml").open("a", encoding="utf-8") as record:
        record.write("remark: changed\n")
    since = [*CHECK, "--since", "HEAD"]
    yield "since", measure(since, root)
    yield "since again", measure(since, root)


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.check", description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000], metavar="N", help="papers of each list")
    chosen = parser.parse_args()
    print(f"{'papers':>8}  {'list':<9}{'command':<12}{'seconds':>9}{'of CPU':>9}{'MB':>7}")
    for size in chosen.sizes:
        for shape, own in SHAPES:
            with tempfile.TemporaryDirectory() as folder:
                for name, cost in costs(size, own, Path(folder) / "list"):
                    told = f"{cost.seconds:>9.2f}{cost.processor:>9.2f}{cost.megabytes:>7.0f}"
                    print(f"{size:>8,}  {shape:<9}{name:<12}{told}", flush=True)


if __name__ == "__main__":
    main()
