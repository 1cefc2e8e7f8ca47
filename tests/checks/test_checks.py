"""The checks, one and all: each tells its example, each is explained, and every problem belongs to one."""

import ast
import re
from pathlib import Path

import pytest

import carrel
import examples
from carrel import build, checking, checks
from carrel.problem import Severity

ROOT = Path(__file__).parents[2]
IDS = tuple(checks.registry())
HELPERS = {"error", "warning", "hint", "filed"}


@pytest.mark.parametrize("name", IDS)
def test_its_example_is_told(name: str, tmp_path: Path) -> None:
    """The files of the example have one problem of the check, in these words, on this line."""
    example = checks.registry()[name].EXAMPLE
    root = examples.make(example.files, tmp_path)
    outcome = build.write(root) if name == "page" else checking.check(root, examples.TODAY)
    assert [str(problem) for problem in outcome.problems if problem.check == name] == [example.told]
    assert not [str(p) for p in outcome.problems if p.check != name and p.severity is not Severity.HINT]


@pytest.mark.parametrize("name", IDS)
def test_it_is_explained(name: str) -> None:
    """A line that says what is wrong, and some that say what to do."""
    check = checks.registry()[name]
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
    assert re.fullmatch(r"[A-Z].{5,70}[^.]", checks.title(check))
    assert len(checks.explanation(check)) > len(checks.title(check))


def test_every_problem_belongs_to_a_check() -> None:
    """What a step tells names a check that is there."""
    named = set()
    for path in Path(carrel.__file__).parent.rglob("*.py"):
        names = [node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)]
        words = {n for n in names if isinstance(n, str)}
        named |= {name for name in IDS if name in words}
    told_by_steps = {name for name, check in checks.registry().items() if not hasattr(check, "find")}
    assert told_by_steps <= named


def test_no_problem_is_without_one(tmp_path: Path) -> None:
    """Not in the list of this repository, and not in all examples together."""
    files = {path: text for check in checks.registry().values() for path, text in check.EXAMPLE.files.items()}
    problems = [*examples.told(files, tmp_path), *checking.check(ROOT, examples.TODAY).problems]
    assert {problem.check for problem in problems} <= set(IDS)


def test_a_small_list_without_faults_has_none(tmp_path: Path) -> None:
    """A whole record is not even worth a hint."""
    record = """\
title: Tides in Nine Harbours
authors: [Ada Vale, Ida Fenn]
date: 2023-04-07
venue: ACL
doi: 10.18653/v1/D19-1032
abstract: We measure tides in nine harbours.
"""
    assert examples.told({"seeds/papers/tides.yml": record}, tmp_path) == []


def test_the_list_of_this_repository_has_neither_errors_nor_warnings() -> None:
    """What is published is clean; a hint may stand."""
    assert {p.severity for p in checking.check(ROOT, examples.TODAY).problems} <= {Severity.HINT}


# --- what a check does not tell --------------------------------------------------------------------------------------

QUIET = {
    "a preprint needs no venue": "title: T\nauthors: [Ada Vale]\ndate: 2023\narxiv: 2404.19429\nabstract: We see.\n",
    "an acronym is no shouting": "title: 'BERT, GPT'\nauthors: [Ada Vale]\ndate: 2023\nvenue: V\nabstract: We see.\n",
    "an abstract that ends in an address": "title: T\nauthors: [Ada Vale]\ndate: 2023\nvenue: V\n"
    "abstract: 'We see. Code: https://github.com/a/b'\n",
    "an abstract that ends in a formula": "title: T\nauthors: [Ada Vale]\ndate: 2023\nvenue: V\n"
    "abstract: 'We show that $x = y$'\n",
    "an abstract in Chinese": "title: T\nauthors: [Ada Vale]\ndate: 2023\nvenue: V\nabstract: 我们测量潮汐。\n",
    "today": "title: T\nauthors: [Ada Vale]\ndate: 2026-01-31\nvenue: V\nissued: 2027\nabstract: We see.\n",
    "this year": "title: T\nauthors: [Ada Vale]\ndate: 2026\nvenue: V\nabstract: We see.\n",
    "LaTeX that is understood": 'title: "Caf\\\\\'e $\\\\nu$"\nauthors: [Ada Vale]\ndate: 2023\nvenue: V\n'
    "abstract: We see.\n",
}


@pytest.mark.parametrize("case", QUIET)
def test_a_check_is_quiet(case: str, tmp_path: Path) -> None:
    """What is right, or may be right, is not told."""
    assert [str(problem) for problem in examples.told({"seeds/papers/t.yml": QUIET[case]}, tmp_path)] == []


def test_two_records_that_people_settled_are_no_duplicate(tmp_path: Path) -> None:
    """`same_as` in one of the two is enough, and so is `not_same_as`."""
    record = "title: Ebb and Flow\narxiv: 2404.19429\n"
    for n, said in enumerate(("same_as: [ebb]\n", "not_same_as: [ebb]\n")):
        files = {"seeds/papers/ebb.yml": record, "seeds/papers/tides.yml": record + said}
        assert "duplicate" not in {p.check for p in examples.told(files, tmp_path / str(n))}


def test_an_old_address_that_leads_on_is_not_gone(tmp_path: Path) -> None:
    """A rename with an alias, of a paper and of a person."""
    files = {
        "seeds/ids.txt": "# comment\n\npapers/ebb\npapers/tides\nauthors/a-vale\nauthors/ada-vale\n",
        "seeds/papers/tides.yml": "title: Tides\nauthors: [Ada Vale]\naliases: [ebb]\n",
        "seeds/people.yml": "- {id: ada-vale, name: Ada Vale, aliases: [a-vale]}\n",
    }
    assert {p.check for p in examples.told(files, tmp_path)} <= {"missing"}


def test_a_broken_record_is_not_gone(tmp_path: Path) -> None:
    """What is wrong with it is told, and not what follows from that."""
    files = {"seeds/ids.txt": "papers/tides\nauthors/ada-vale\n", "seeds/papers/tides.yml": "title: T\nvennue: ACL\n"}
    assert {p.check for p in examples.told(files, tmp_path)} == {"unknown-field"}


def test_an_author_who_is_gone_is_a_warning(tmp_path: Path) -> None:
    """A misspelled name goes when it is put right; that fails nothing."""
    files = {"seeds/ids.txt": "authors/ada-vael\n", "seeds/papers/tides.yml": "title: T\nauthors: [Ada Vale]\n"}
    [gone] = [p for p in examples.told(files, tmp_path) if p.check == "vanished-id"]
    assert gone.severity is Severity.WARNING
