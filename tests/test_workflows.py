"""The workflows: one source, pinned, with few rights, and no stranger's word in a shell."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import workflows
from filled_forms import SKELETON
from workflows import FOLDER, ROOT

FILES = workflows.files()
WORKFLOWS = sorted(FOLDER.glob("workflows/*.yml"))
BOTH = sorted(path.relative_to(SKELETON) for path in (SKELETON / ".github").rglob("*") if path.is_file())
OWN = {Path(".github/actions/carrel/action.yml"), Path(".github/dependabot.yml")}  # say where Carrel comes from
PINNED = re.compile(r"uses: (?P<action>[\w./-]+)@(?P<commit>[0-9a-f]{40}) # (?P<release>v\d+\.\d+\.\d+)$")


def named(path: Path) -> str:
    """Return a file as a test is called."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.as_posix()


@pytest.mark.parametrize("path", [path for path in BOTH if path not in OWN], ids=str)
def test_this_repository_is_kept_as_a_new_list_is(path: Path) -> None:
    """What `carrel init` writes is what is used here: change it in generator/carrel/skeleton, and copy it."""
    assert (ROOT / path).read_bytes() == (SKELETON / path).read_bytes()


def test_zizmor_finds_nothing() -> None:
    """It looks for holes in workflows; what it is told to ignore has its reason beside it."""
    command = [Path(sys.executable).parent / "zizmor", "--offline", "--no-progress", "--format", "plain"]
    done = subprocess.run([*map(str, command), str(ROOT)], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout
    for path in FILES:
        for line in path.read_text("utf-8").splitlines():
            assert "zizmor: ignore" not in line or re.search(r"ignore\[[\w-]+\] # \w+", line), line


def test_shellcheck_finds_nothing() -> None:
    """Every block of commands, as the forge runs it."""
    shellcheck = shutil.which("shellcheck")
    if shellcheck is None:
        pytest.skip("no shellcheck on this machine: install the package of that name")
    for path in FILES:
        for step in workflows.steps(path):
            if step.run:
                command = [shellcheck, "--shell", "bash", "--severity", "style", "-"]
                done = subprocess.run(command, input=step.run, capture_output=True, encoding="utf-8", check=False)
                assert done.returncode == 0, f"{named(path)}, {step.name}:\n{done.stdout}"


@pytest.mark.parametrize("path", FILES, ids=named)
def test_every_action_is_pinned_to_a_commit(path: Path) -> None:
    """With its release beside it, and one commit for all of its uses; our own stands in this repository."""
    for line in path.read_text("utf-8").splitlines():
        if re.search(r"\buses: (?!\./)", line):
            assert PINNED.search(line), line


def test_an_action_has_one_pin() -> None:
    """In all files the same."""
    pins: dict[str, str] = {}
    files = [*FILES, *(SKELETON / ".github").rglob("*.yml")]
    for found in (PINNED.search(line) for path in files for line in path.read_text("utf-8").splitlines()):
        if found:
            assert pins.setdefault(found["action"], found["commit"]) == found["commit"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=named)
def test_rights_are_few(path: Path) -> None:
    """None but what a job names; only jobs that run nothing of the list may write."""
    said = workflows.read(path)
    assert said["permissions"] == {}
    assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(said["on"])
    for name, job in said["jobs"].items():
        writes = {right for right, level in job["permissions"].items() if level == "write"}
        runs = any("carrel" in step.run or "./" in step.name for step in workflows.steps(path) if step.job == name)
        assert not (writes and runs), f"{name} may write, and runs code of the list"
        assert int(job["timeout-minutes"]) <= 30


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_checkout_keeps_no_token(path: Path) -> None:
    """What runs after it cannot find one on the disk."""
    for step in workflows.steps(path):
        if step.said.get("uses", "").startswith("actions/checkout@"):
            assert step.said["with"]["persist-credentials"] == "false"


@pytest.mark.parametrize("path", FILES, ids=named)
def test_no_word_of_a_stranger_reaches_a_shell(path: Path) -> None:
    """Commands hold no expression; what the environment gives them is a number, an address or a word of ours."""
    known = re.compile(
        r"github\.(?:token|server_url|repository|run_id)|github\.event\.issue\.number|runner\.temp"
        r"|github\.event\.repository\.default_branch|needs\.read\.outputs\.verdict"
    )
    for step in workflows.steps(path):
        assert "${{" not in step.run, f"{named(path)}, {step.name}"
        for value in step.said.get("env", {}).values():
            assert all(known.fullmatch(found.strip()) for found in re.findall(r"\$\{\{(.*?)\}\}", value)), value


@pytest.mark.parametrize("path", WORKFLOWS, ids=named)
def test_workflows_are_thin(path: Path) -> None:
    """They call `carrel`, git and gh; what they print for people is in them, how things are done is not."""
    for step in workflows.steps(path):
        assert len(step.run.splitlines()) <= 40, f"{named(path)}, {step.name}"
