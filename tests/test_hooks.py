"""The hooks that lists can use name commands that are there."""

import re
from pathlib import Path

import yaml

from carrel import commands

HOOKS = yaml.safe_load((Path(__file__).parents[1] / ".pre-commit-hooks.yaml").read_text("utf-8"))


def test_each_hook_is_a_command() -> None:
    """`carrel check` looks at the whole list, `carrel fmt` at the files that are named."""
    assert [hook["entry"] for hook in HOOKS] == ["carrel check", "carrel fmt"]
    assert all(hook["entry"].split()[1] in commands.registry() for hook in HOOKS)


def test_they_look_at_curated_files() -> None:
    """And at nothing else."""
    _, fmt = (re.compile(hook["files"]) for hook in HOOKS)
    assert all(map(fmt.search, ("seeds/papers/lancet.yml", "seeds/people.yml", "seeds/topics.yml")))
    assert not any(map(fmt.search, ("seeds/new.yml", "mkdocs.yml", "docs/people.yml", "seeds/papers/a/b.yml")))
