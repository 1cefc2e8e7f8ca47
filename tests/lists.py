"""Whole lists for tests: copies of those that stand here, made-up ones, and the command that builds them."""

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def copy(name: str, folder: Path) -> Path:
    """Copy a list of tests/ (`library`, `hostile`) into a new folder."""
    shutil.copytree(ROOT / "tests" / name / "list", folder)
    return folder


def real(folder: Path) -> Path:
    """Copy the list of this repository, what is built from it apart."""
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    (folder / "docs").mkdir()
    shutil.copy(ROOT / "mkdocs.yml", folder)
    owned = (
        (ROOT / "docs" / ".carrel-manifest").read_text("utf-8").split("\n")
        if (ROOT / "docs" / ".carrel-manifest").exists()
        else []
    )
    for page in (ROOT / "docs").glob("*.md"):
        if page.name not in owned:
            shutil.copy(page, folder / "docs")
    return folder


def make_up(papers: int, folder: Path) -> Path:
    """Make up a list of so many papers in a new folder."""
    command = [sys.executable, "-m", "benchmarks.made_up", str(papers), str(folder)]
    subprocess.run(command, cwd=ROOT, check=True)
    return folder


def carrel(command: str, root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `carrel COMMAND --root ROOT …` as a person would, and return what it printed and its exit code."""
    return subprocess.run(
        [sys.executable, "-m", "carrel", command, "--root", str(root), *arguments],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | environment,
        timeout=120,
        check=False,
    )


def build(root: Path, **environment: str) -> Path:
    """Build a list that has no faults, and return its root."""
    run = carrel("build", root, **environment)
    assert run.returncode == 0, run.stderr
    assert "0 errors" in run.stdout
    return root


def worked() -> float:
    """Return the seconds that commands took of a processor so far: what others do on this machine does not count."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
