"""The scripts of the theme fit together: TypeScript, no part of the site, checks what their comments say of types."""

import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
VERSION = "5.9.3"
FOLDER = HERE.parents[1] / "build" / f"typescript-{VERSION}"
CHECKER = FOLDER / "node_modules" / "typescript" / "bin" / "tsc"


def test_the_scripts_agree_about_types() -> None:
    """Each script uses what the others make as it is, and holds nothing that is not used."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None:
        pytest.skip("no node: the types of the scripts are not checked")
    if not CHECKER.exists():
        if npm is None:
            pytest.skip("no npm: TypeScript cannot be had, the types of the scripts are not checked")
        FOLDER.mkdir(parents=True, exist_ok=True)
        command: list[str | Path] = [
            npm,
            "install",
            "--prefix",
            FOLDER,
            "--no-save",
            "--no-audit",
            "--no-fund",
            f"typescript@{VERSION}",
        ]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("TypeScript cannot be had from here, the types of the scripts are not checked")
    run = subprocess.run([node, CHECKER, "-p", HERE], capture_output=True, text=True, check=False)
    assert run.stdout == ""
    assert run.returncode == 0
