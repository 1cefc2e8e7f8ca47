"""Templates are compiled once, and never shown as they were before a change."""

import sys
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from carrel import compiled


@pytest.fixture(autouse=True)
def writes_bytecode(monkeypatch: pytest.MonkeyPatch) -> None:
    """As Python does unless it is told not to."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)


def _render(folder: Path) -> str:
    loader = FileSystemLoader(folder)
    return (
        Environment(loader=loader, autoescape=True, bytecode_cache=compiled.Templates()).get_template("a.j2").render()
    )


def _kept(folder: Path) -> list[Path]:
    return sorted((folder / "__pycache__").glob("*"))


def test_a_template_is_compiled_once(tmp_path: Path) -> None:
    """The second use reads what the first has kept, and leaves it alone."""
    (tmp_path / "a.j2").write_text("one")
    assert _render(tmp_path) == "one"
    (kept,) = _kept(tmp_path)
    before = kept.stat().st_mtime_ns
    assert _render(tmp_path) == "one"
    assert kept.stat().st_mtime_ns == before


def test_a_changed_template_is_compiled_again(tmp_path: Path) -> None:
    """What is kept belongs to one source."""
    (tmp_path / "a.j2").write_text("one")
    _render(tmp_path)
    (tmp_path / "a.j2").write_text("two")
    assert _render(tmp_path) == "two"


@pytest.mark.parametrize("cut", [0, 1, 20, 60])
def test_what_is_broken_is_compiled_again(tmp_path: Path, cut: int) -> None:
    """A file cut short, or empty, does no harm."""
    (tmp_path / "a.j2").write_text("one")
    _render(tmp_path)
    (kept,) = _kept(tmp_path)
    kept.write_bytes(kept.read_bytes()[:cut] + b"\xff" * 9)
    assert _render(tmp_path) == "one"


def test_where_nothing_may_be_written_nothing_is(tmp_path: Path) -> None:
    """A file where the folder should be stands for a folder that belongs to somebody else."""
    (tmp_path / "a.j2").write_text("one")
    (tmp_path / "__pycache__").write_text("")
    assert _render(tmp_path) == "one"
