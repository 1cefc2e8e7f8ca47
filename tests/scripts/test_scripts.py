"""Our scripts: TypeScript checks what their comments say of types, a linter how they are written.

Both come as wheels, so a machine that has Python checks all of it: neither is part of the site.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ASSETS = ROOT / "generator" / "carrel" / "theme" / "assets" / "carrel"
NOT_OURS = {ASSETS / "search" / "snowball" / name for name in ("base-stemmer.js", "english-stemmer.js")}
TEMPLATE = ASSETS / "strings.js"  # MkDocs fills it in; the scripts that use its words are checked
SCRIPTS = sorted({*(ROOT / "generator").rglob("*.js")} - NOT_OURS - {TEMPLATE})

# A fault of each kind, and what is said of it.
UNTYPED = "'use strict';\nwindow.carrelString = {};\n"
UNTIDY = "'use strict';\nif (document.title == 1) document.title = '';\n"


def run(tool: str, *arguments: str | Path, **environment: str) -> str:
    """Run a tool that stands beside this Python, and return what it says; nothing if all is well."""
    path = shutil.which(tool, path=str(Path(sys.executable).parent))
    assert path, f"no {tool} here: pip install -r requirements/test.txt"
    environment |= os.environ | {"NO_COLOR": "1"}
    ran = subprocess.run([path, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    return ran.stdout + ran.stderr if ran.returncode else ""


def check(*scripts: Path) -> str:
    """Check the types of scripts; nothing is loaded for it from anywhere."""
    how = ("--no-remote", "--no-npm", "--no-lock", "--quiet", "--config", HERE / "deno.json")
    return run("deno", "check", *how, *scripts, DENO_DIR=str(ROOT / "build" / "deno"), DENO_NO_UPDATE_CHECK="1")


def lint(*scripts: Path) -> str:
    """Look how scripts are written, by the rules of .oxlintrc.json."""
    return run("oxlint", "--deny-warnings", "--config", ROOT / ".oxlintrc.json", *scripts)


def test_the_scripts_agree_about_types() -> None:
    """Each script uses what the others make as it is, and holds nothing that is not used."""
    assert check(*SCRIPTS, HERE / "shared.d.ts") == ""


def test_the_scripts_are_well_written() -> None:
    """No rule of the linter is broken; what is no rule of ours says why in the settings."""
    assert lint() == ""


@pytest.mark.parametrize(
    ("look", "script", "says"), [(check, UNTYPED, "'carrelString' does not exist"), (lint, UNTIDY, "===")]
)
def test_a_fault_is_found(look: Callable[[Path], str], script: str, says: str, tmp_path: Path) -> None:
    """Both read the settings that they are given: what breaks them is told."""
    (tmp_path / "script.js").write_text(script, "utf-8")
    assert says in look(tmp_path / "script.js")
