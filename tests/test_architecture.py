"""The house: which floor may use which, read from the imports of every module."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import carrel

HOUSE = Path(carrel.__file__).parent
MODULES = sorted(HOUSE.rglob("*.py"))

# From the ground up. What is on no floor is a tool: a new tool needs no line here, a new step does.
GROUND = {"model", "problem", "cjk"}
STEPS = {"readers", "records", "catalogue", "checks", "pages", "publish"}
WHOLE = {"build", "checking", "convert"}
DESK = {"curate"}  # where people work on their list, with the whole at hand
DOOR = {"cli", "commands", "__main__"}
FLOORS = ("ground", "tool", "step", "whole", "desk", "door")

SHADOWS = {"yaml", "markdown", "types", "site", "html", "json", "string", "logging"}  # of modules that others mean


def room(module: str) -> str:
    """Return the room of `carrel.readers.glued`: `readers`; that of the package itself is the empty name."""
    return module.removeprefix("carrel").lstrip(".").partition(".")[0]


def floor(name: str) -> str:
    """Return the floor of a room."""
    floors = {"ground": GROUND, "step": STEPS, "whole": WHOLE, "desk": DESK, "door": DOOR}
    return next((floor for floor, rooms in floors.items() if name in rooms), "tool")


def module_name(path: Path) -> str:
    """Return what a file is called as a module."""
    parts = path.relative_to(HOUSE.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def imports(path: Path) -> Iterator[str]:
    """Return every module that a file imports, at its top or within a function, for running or for types."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno}: imports are absolute here"
            if node.module == "carrel":
                yield from (f"carrel.{alias.name}" for alias in node.names if alias.name != "__version__")
            else:
                yield node.module or ""


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_arrows_go_down(path: Path) -> None:
    """A module uses floors below its own; the steps know nothing of each other, the ground of nobody."""
    here = room(module_name(path))
    for imported in imports(path):
        if imported.split(".")[0] != "carrel":
            continue
        there = room(imported)
        below = FLOORS.index(floor(there)) < FLOORS.index(floor(here))
        beside = floor(here) == floor(there) and floor(here) in {"ground", "tool", "door"}
        assert here == there or below or beside, f"{here} ({floor(here)}) imports {there} ({floor(there)})"


def test_tools_go_round_in_no_circle() -> None:
    """Of the tools, and of the modules on the ground, each can be understood after those that it uses."""
    uses = {module_name(p): {i for i in imports(p) if i.split(".")[0] == "carrel"} for p in MODULES}
    settled: set[str] = set()
    left = {name for name in uses if floor(room(name)) in {"ground", "tool"} and name != "carrel"}
    while left:
        free = {name for name in left if not (uses[name] & left) - {name}}
        assert free, f"these use each other: {sorted(left)}"
        settled |= free
        left -= free


def test_one_module_knows_mkdocs() -> None:
    """MkDocs will go one day: a single file has to follow."""
    knowing = {module_name(p) for p in MODULES if any(i.split(".")[0] in {"mkdocs", "material"} for i in imports(p))}
    assert knowing == {"carrel.publish.engine"}


def test_no_module_stands_in_the_light_of_another() -> None:
    """A file called yaml.py would be taken for the library, by people if not by Python."""
    assert [module_name(path) for path in MODULES if path.stem in SHADOWS] == []


def test_the_ground_knows_nothing_of_files() -> None:
    """The model is words: no paths, no text formats, no clock."""
    known = {
        imported.split(".")[0] for path in MODULES if room(module_name(path)) in GROUND for imported in imports(path)
    }
    assert known <= {"__future__", "carrel", "collections", "dataclasses", "enum", "re", "types", "typing"}
