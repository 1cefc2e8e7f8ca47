"""What is installed, and from what: the wheel and the pinned requirements."""

import os
import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import markdown
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
REQUIREMENTS = sorted((ROOT / "requirements").glob("*.txt"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Return the wheel, built without a network from the build tools that are installed."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [path] = folder.glob("*.whl")
    return zipfile.ZipFile(path)


def pins(path: Path) -> dict[str, set[str]]:
    """Return the versions that a file of requirements pins, several where they depend on the Python."""
    found: dict[str, set[str]] = {}
    for line in path.read_text().splitlines():
        if line[:1].isalnum():
            name, version = line.split()[0].split("==")
            found.setdefault(canonicalize_name(name), set()).add(version)
    return found


def test_the_wheel_claims_one_name(wheel: zipfile.ZipFile) -> None:
    """Beside `carrel` nothing lands among the other packages: not `generator`, not `tests`."""
    assert {name.split("/")[0] for name in wheel.namelist()} == {"carrel", f"carrel-{PROJECT['version']}.dist-info"}


def test_the_wheel_holds_every_file_of_the_package(wheel: zipfile.ZipFile) -> None:
    """Templates, styles, scripts, strings and tables too, not only the Python files."""
    package = ROOT / "generator" / "carrel"
    files = {path.relative_to(package.parent).as_posix() for path in package.rglob("*") if path.is_file()}
    wanted = {name for name in files if "__pycache__" not in name}
    assert wanted <= set(wheel.namelist())
    kinds = {Path(name).suffix for name in wanted}
    assert {".py", ".html", ".css", ".js", ".yml", ".typed"} <= kinds


def test_the_wheel_holds_the_licences(wheel: zipfile.ZipFile) -> None:
    """Ours where tools look for it, and those of what the theme brings along beside what they cover."""
    assert f"carrel-{PROJECT['version']}.dist-info/licenses/LICENSE" in wheel.namelist()
    brought = [path.relative_to(ROOT / "generator").as_posix() for path in (ROOT / "generator").rglob("LICENSE*")]
    assert brought
    assert set(brought) <= set(wheel.namelist())


def test_the_wheel_declares_the_theme_and_the_command(wheel: zipfile.ZipFile) -> None:
    """MkDocs finds the theme by name, and a shell finds the command."""
    [entry_points] = [name for name in wheel.namelist() if name.endswith("/entry_points.txt")]
    text = wheel.read(entry_points).decode()
    assert "[mkdocs.themes]\ncarrel = carrel.theme\n" in text
    assert "[console_scripts]\ncarrel = carrel.cli:main\n" in text


def test_a_list_of_ones_own_is_built_by_the_wheel(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    """The wheel in a fresh environment makes a list that builds at once, without a fault, and is in order."""
    home = tmp_path / "environment"
    venv.create(home, with_pip=False)
    pip = [sys.executable, "-m", "pip", "--python", str(home), "install", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*pip, str(wheel.filename)], check=True)
    [packages] = home.glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text(f"{Path(markdown.__file__).parents[1]}\n")  # those that are here

    def carrel(*arguments: str, folder: Path = tmp_path) -> str:
        bare = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        command = [str(home / "bin" / "carrel"), *arguments]
        done = subprocess.run(command, cwd=folder, env=bare, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr
        assert not re.search("error|warning", done.stderr)  # what is merely missing, `check` may tell
        return done.stdout

    assert carrel("init", "x") == "x: a list of 2 papers\nnext: cd x && carrel build\n"
    for command in (("build",), ("check",), ("fmt", "--check")):
        assert re.search(r"0 errors, 0 warnings|0 to change", carrel(*command, folder=tmp_path / "x"))
    page = tmp_path / "x" / "site" / "papers" / "computing-machinery-and-intelligence.html"
    assert "Alan M. Turing" in page.read_text("utf-8")
    where = [str(home / "bin" / "python"), "-c", "import carrel; print(carrel.__file__)"]
    bare = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    assert str(home) in subprocess.run(where, env=bare, capture_output=True, encoding="utf-8", check=True).stdout


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_requirements_are_pinned_with_hashes_and_name_no_host(path: Path) -> None:
    """Each package has one version a Python, and hashes; where it comes from is for the machine to say."""
    text = path.read_text()
    assert "//" not in text
    assert not re.search(r"^\s*-(?!-hash=sha256:[0-9a-f]{64}\b)", text, re.MULTILINE)
    for requirement in re.split(r"(?<!\\)\n", text):
        if requirement and not requirement.startswith("#"):
            assert re.match(r"[a-z0-9-]+==[\w.]+( ; [^\\]+)? \\\n    --hash=sha256:", requirement), requirement


def test_every_dependency_is_pinned_within_its_bounds() -> None:
    """What pyproject.toml asks for, requirements/site.txt gives."""
    pinned = pins(ROOT / "requirements" / "site.txt")
    for dependency in map(Requirement, PROJECT["dependencies"]):
        versions = pinned[canonicalize_name(dependency.name)]
        assert all(dependency.specifier.contains(version) for version in versions), dependency


def test_the_build_tools_are_pinned() -> None:
    """The wheel is built without a network, from what requirements/build.txt names."""
    pinned = pins(ROOT / "requirements" / "build.txt")
    system = tomllib.loads((ROOT / "pyproject.toml").read_text())["build-system"]
    for tool in map(Requirement, system["requires"]):
        assert all(tool.specifier.contains(version) for version in pinned[tool.name])


def test_the_files_of_requirements_agree() -> None:
    """All are installed into one environment, so no package is pinned twice to different versions."""
    together: dict[str, set[str]] = {}
    for path in REQUIREMENTS:
        for name, versions in pins(path).items():
            assert together.setdefault(name, versions) == versions, name
