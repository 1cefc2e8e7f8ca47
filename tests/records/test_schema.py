"""The JSON Schemas: what they refuse the readers refuse, and every field is told with an example that works."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import curated
import pytest
import yaml
from jsonschema import Draft7Validator

import lists
from carrel.problem import Problem
from carrel.records import fields, modeline, nodes, papers, people, schema, topics, venues

VALIDATORS = {Path(name).stem: Draft7Validator(json.loads(text)) for name, text in schema.files().items()}


class _Editor(yaml.SafeLoader):
    """YAML 1.2 as editors read it: no dates, and yes is a word."""


_Editor.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
for _first in "yYnNoO":
    _Editor.yaml_implicit_resolvers.pop(_first, None)


def accepts(kind: str, text: str) -> bool:
    """Tell whether an editor finds nothing wrong."""
    return bool(VALIDATORS[kind].is_valid(yaml.load(text, Loader=_Editor)))  # noqa: S506  # a safe loader


@pytest.mark.parametrize("kind", VALIDATORS)
def test_it_is_a_schema(kind: str) -> None:
    """Draft-07, as editors want it."""
    Draft7Validator.check_schema(VALIDATORS[kind].schema)


def test_every_field_is_told() -> None:
    """The words for people and the readers know the same fields."""
    assert set(fields.RECORD) == set(papers.KNOWN)
    assert set(fields.PERSON) == set(people.KNOWN)
    assert set(fields.TOPIC) == set(topics.KNOWN)
    assert set(fields.VENUE) == set(venues.KNOWN)


@pytest.mark.parametrize("name", fields.RECORD)
def test_an_example_works(name: str, tmp_path: Path) -> None:
    """A record with the example and what it needs is read without a fault, and the schema takes it."""
    also = {"title": "", "seed": "starts: We\n", "starts": "seed: a.txt\n"}.get(name, "title: Tides\n")
    text = f"{name}: {fields.RECORD[name].example}\n{also}"
    path = tmp_path / "seeds" / "papers" / "lancet.yml"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    assert papers.read_all(tmp_path)[1] == []
    assert accepts("record", text)


@pytest.mark.parametrize(
    ("kind", "told", "needed"),
    [("people", fields.PERSON, "id name"), ("topics", fields.TOPIC, "id"), ("venues", fields.VENUE, "id")],
)
def test_the_examples_of_entries_work(kind: str, told: Mapping[str, fields.Told], needed: str, tmp_path: Path) -> None:
    """An entry with all its examples, and one with what is needed alone."""
    reader: Any = {"people": people, "topics": topics, "venues": venues}[kind]
    (tmp_path / "seeds").mkdir()
    for names in (told, needed.split()):
        text = "- " + "\n  ".join(f"{name}: {told[name].example}" for name in names) + "\n"
        (tmp_path / "seeds" / f"{kind}.yml").write_text(text, "utf-8")
        assert reader.read(tmp_path)[1] == []
        assert accepts(kind, text)


@pytest.mark.parametrize("path", sorted((lists.ROOT / "seeds" / "papers").glob("*.yml")), ids=lambda path: path.stem)
def test_the_records_of_this_repository(path: Path) -> None:
    """Each names its schema in its first line, and fits it."""
    text = path.read_text("utf-8")
    name = path.relative_to(lists.ROOT).as_posix()
    assert text.startswith(f"{modeline.line(name)}\n")
    named = (path.parent / modeline.line(name).removeprefix(modeline.MARK)).resolve()
    assert named == lists.ROOT / "schema" / "record.json"
    assert accepts("record", text)


@pytest.mark.parametrize("kind", ["people", "topics", "venues"])
def test_the_lists_of_this_repository(kind: str) -> None:
    """People, topics and venues name their schemas, and fit them."""
    text = (lists.ROOT / "seeds" / f"{kind}.yml").read_text("utf-8")
    assert text.startswith(f"{modeline.MARK}../schema/{kind}.json\n")
    assert accepts(kind, text)


@pytest.mark.parametrize("path", sorted(curated.GOLDEN.glob("records*/*.yml")), ids=lambda path: path.stem)
def test_what_the_readers_take_the_schema_takes(path: Path) -> None:
    """No editor marks a record that Carrel reads."""
    found: list[Problem] = []
    text = path.read_bytes().decode("utf-8", "replace")
    node = nodes.parse(text, "x.yml", found)
    if isinstance(node, nodes.Mapping):
        papers._record(path.stem, "x.yml", node, found)
        assert found or accepts("record", text)


FAULTS = {
    "vennue: ACL\ntitle: T\n": "an unknown field",
    "date: 2023-13-4\ntitle: T\n": "no date",
    "doi: 11.1\ntitle: T\n": "no DOI",
    "arxiv: soon\ntitle: T\n": "no arXiv id",
    "url: ftp://x\ntitle: T\n": "no web address",
    "status: done\ntitle: T\n": "no status",
    "topics: []\ntitle: T\n": "nothing in a list",
    "venue:\ntitle: T\n": "nothing",
    "date: 2023\n": "neither title nor seed",
    "aliases: [A B]\ntitle: T\n": "no id",
    "abstract: {txt: We see.}\ntitle: T\n": "an unknown part",
}


@pytest.mark.parametrize("text", FAULTS, ids=FAULTS.values())
def test_a_fault_is_marked(text: str) -> None:
    """What is commonly wrong, an editor shows."""
    assert not accepts("record", text)


def test_a_third_level_of_topics_is_marked() -> None:
    """The taxonomy has two."""
    assert accepts("topics", "- {id: a, topics: [{id: b}]}\n")
    assert not accepts("topics", "- {id: a, topics: [{id: b, topics: [{id: c}]}]}\n")
