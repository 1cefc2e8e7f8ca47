"""The workflows as data, so that tests run the very commands that the forge runs."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".github"


@dataclass(frozen=True)
class Step:
    """A step of a job, with the commands that it runs, if it runs any."""

    file: Path
    job: str
    said: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What a person sees."""
        return str(self.said.get("name", self.said.get("uses", "")))

    @property
    def run(self) -> str:
        """Its commands."""
        return str(self.said.get("run", ""))


def read(path: Path) -> dict[str, Any]:
    """Return what a file says; `on` stays a word."""
    said: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # only words
    return said


def steps(path: Path) -> Iterator[Step]:
    """Return the steps of a workflow, or of an action."""
    said = read(path)
    for job, held in said.get("jobs", {"": said.get("runs", {})}).items():
        for step in held.get("steps", ()):
            yield Step(path, job, step)


def files() -> list[Path]:
    """Return every workflow and every action of this repository."""
    return sorted([*FOLDER.glob("workflows/*.yml"), *FOLDER.glob("actions/*/action.yml")])


# --- playing the forge -----------------------------------------------------------------------------------------------


@dataclass
class Runner:
    """A machine of the forge: a folder with the list, and what the forge tells a job by its environment."""

    folder: Path  # the work tree
    home: Path  # all else

    def __post_init__(self) -> None:
        (self.home / "bin").mkdir(parents=True, exist_ok=True)
        shim = self.home / "bin" / "carrel"
        shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m carrel "$@"\n')
        shim.chmod(0o755)

    def play(self, step: Step, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the commands of a step as the forge does, and return what they printed and how they ended."""
        known = {
            "PATH": f"{self.home / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT / "generator"),
            "HOME": str(self.home),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GITHUB_STEP_SUMMARY": str(self.home / "summary.md"),
            "GITHUB_OUTPUT": str(self.home / "output.txt"),
            "RUNNER_TEMP": str(self.home / "temp"),
        }
        bash = shutil.which("bash")
        assert bash, "the workflows are written for bash"
        strict = ["--noprofile", "--norc", "-eo", "pipefail", "-c"] if "shell" in step.said else ["-e", "-c"]
        return subprocess.run(
            [bash, *strict, step.run],
            cwd=self.folder,
            env=known | environment,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=300,
            check=False,
        )

    @property
    def output(self) -> dict[str, str]:
        """What the job tells other jobs."""
        path = self.home / "output.txt"
        said = path.read_text("utf-8").splitlines() if path.exists() else ()
        return dict(line.split("=", 1) for line in said)

    @property
    def summary(self) -> str:
        """What the job shows in its summary."""
        path = self.home / "summary.md"
        return path.read_text("utf-8") if path.exists() else ""
