"""The table of numbers: it wants the corpora, and what needs none of them holds on the real list."""

import os
import subprocess
import sys

import pytest
from benchmarks import catalogue

import lists


def test_without_corpora_it_says_so() -> None:
    """With the exit code of wrong usage."""
    environment = {name: value for name, value in os.environ.items() if name != "CARREL_CORPORA"}
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.catalogue"],
        cwd=lists.ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert "set CARREL_CORPORA" in run.stderr


@pytest.mark.parametrize("part", [catalogue.out, catalogue.topics])
def test_the_real_list_is_as_it_must_be(part: catalogue.Part, capsys: pytest.CaptureFixture[str]) -> None:
    """Its files are read back whole, its feeds are valid, its topics are those of the labels."""
    rows = list(part(lists.ROOT))
    assert rows
    assert all(good for *_, good in rows), capsys.readouterr().out
