"""The taxonomy: two levels, and one clear line for each thing that is wrong with it."""

from __future__ import annotations

from pathlib import Path

import curated
import pytest

from carrel.model import Taxonomy, Topic
from carrel.records import topics


@pytest.mark.parametrize(("case", "told"), curated.cases("topics_yml"), ids=curated.stem)
def test_each_fault_is_told_in_a_line(case: Path, told: list[str], tmp_path: Path) -> None:
    """The line says where, what, and what would be right."""
    _, problems = topics.read(curated.make(tmp_path, {"topics.yml": case.read_bytes()}))
    assert [str(problem) for problem in sorted(problems)] == told


def test_two_levels(tmp_path: Path) -> None:
    """Parents come before their children; a topic without a name is called by its id."""
    root = curated.make(
        tmp_path,
        {
            "topics.yml": "- id: parent\n  name: The  Parent\n  definition: What\n    it is.\n  topics:\n"
            "    - id: child\n      phrases: [one, 'two: three']\n      twice: four\n      title_phrases: ['5']\n"
        },
    )
    found, problems = topics.read(root)
    assert not problems
    assert found.topics == (
        Topic("parent", "The Parent", "What it is."),
        Topic("child", "child", "", "parent", ("one", "two: three"), ("four",), ("5",)),
    )


@pytest.mark.parametrize("content", [None, "", "# nothing yet\n", "~\n"])
def test_a_list_may_do_without(content: str | None, tmp_path: Path) -> None:
    """No file, or nothing in it: no topics, no problem."""
    root = curated.make(tmp_path, {} if content is None else {"topics.yml": content})
    assert topics.read(root) == (Taxonomy(), [])


def test_a_link_out_of_the_list(tmp_path: Path) -> None:
    """Nothing outside seeds/ is ever read."""
    (tmp_path / "secret.yml").write_text("- id: secret\n", "utf-8")
    (tmp_path / "list").mkdir()
    root = curated.make(tmp_path / "list", {})
    (root / "seeds" / "topics.yml").symlink_to(tmp_path / "secret.yml")
    found, problems = topics.read(root)
    assert not found.topics
    assert [str(p) for p in problems] == [
        "seeds/topics.yml: error: a link out of seeds/; nothing outside is read: put a copy here"
    ]


def test_a_folder(tmp_path: Path) -> None:
    """A folder is no file, nor is a link that leads nowhere."""
    root = curated.make(tmp_path, {"topics.yml/x": ""})
    assert [str(p) for p in topics.read(root)[1]] == ["seeds/topics.yml: error: a folder where a file should be"]


def test_a_broken_link(tmp_path: Path) -> None:
    """A link that leads nowhere is not taken for a missing file."""
    root = curated.make(tmp_path, {})
    (root / "seeds" / "topics.yml").symlink_to("nowhere.yml")
    assert [p.place.path for p in topics.read(root)[1]] == ["seeds/topics.yml"]


def test_our_own_taxonomy() -> None:
    """The taxonomy of this list has no fault."""
    found, problems = topics.read(Path(__file__).parents[2])
    assert not problems
    assert 25 <= len(found.topics) <= 60


@pytest.mark.parametrize(
    ("content", "uncurated"),
    [("- uncurated: true\n- id: a\n", True), ("- id: a\n- uncurated: false\n", False), ("- id: a\n", False)],
)
def test_whether_other_keywords_are_topics(content: str, uncurated: bool, tmp_path: Path) -> None:
    """One entry may say so; it is no topic."""
    assert topics.read(curated.make(tmp_path, {"topics.yml": content})) == (Taxonomy((Topic("a", "a"),), uncurated), [])
