"""A paper of the list corrected: fields of its record get other values, or it gets a record; the rest stays."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from carrel import files, gaps, markup, readers, records, slugs
from carrel.beginnings import Beginnings, heads
from carrel.catalogue import topics, works
from carrel.catalogue.works import Work
from carrel.curate import formatting
from carrel.curate.adding import put_new
from carrel.curate.outcome import Finding, Outcome, Verdict
from carrel.model import Entry, Field, Kind, Origin, Paper, Reading, Record, Text
from carrel.problem import Place, Problem, has_errors
from carrel.records import nodes, papers, rewriting, writing

MORE = frozenset(("evidence", "aliases"))  # fields of which what is said comes to what stands there

_ADDRESS = re.compile(r"(?:.*/)?(?P<id>[^/?#]+?)(?:\.(?:html|md|ya?ml))?/?(?:[?#].*)?", re.DOTALL)

Value = str | list[Any]  # strings, in lists and mappings, as a file holds them


def correct(root: Path, written: str, said: Mapping[str, Value]) -> Outcome:
    """Give fields of a paper other values; `written` is its id or the address of its page."""
    curated, faults = records.read_all(root)
    readings, unread = readers.read_all(root, papers.names_of(curated.records))
    own = {name: reading for name, (_, reading) in readings.items()}
    found, _, _ = works.join(own, curated.records)
    paper, why = _known(written, found)
    if why:
        return Outcome([Finding(Verdict.REFUSED, why=why)])
    work = found[paper]
    wrong: list[Problem] = [p for p in (*faults, *unread) if p.place.path == f"{papers.FOLDER}/{paper}.yml"]
    if wrong:
        return Outcome([Finding(Verdict.REFUSED, paper, why="its record has errors; they come first")], wrong)
    described = works.describe(work, paper)
    finding = Finding(Verdict.CHANGED, paper, f"{papers.FOLDER}/{paper}.yml", _title(described))
    other = {key: value for key, value in said.items() if not _stands(described, key, value)}
    if not other:
        return Outcome([replace(finding, verdict=Verdict.SAME)])
    if work.records:
        finding = _changed(root, finding, work, other)
    else:
        finding = _begun(root, finding, work.entries[0], own, other)
    if finding.verdict is not Verdict.CHANGED:
        return Outcome([finding])
    return Outcome([replace(finding, gaps=_gaps(root, paper))])


def _known(written: str, found: Mapping[str, Work]) -> tuple[str, str]:
    """Return the id of the paper that is meant, or why it is not known."""
    address = _ADDRESS.fullmatch(written.strip())
    wanted = address["id"].lower() if address else ""
    once = {alias: paper for paper, work in found.items() for alias in works.aliases(work)}
    if not slugs.is_valid(wanted):
        return "", f"'{written.strip()[:100]}' is no address of a paper's page, and no id"
    if paper := wanted if wanted in found else once.get(wanted, ""):
        return paper, ""
    near = difflib.get_close_matches(wanted, found, 1, 0.6)
    return "", f"there is no paper '{wanted}'{f'; did you mean {near[0]!r}?' if near else ''}"


def _stands(paper: Paper, key: str, value: Value) -> bool:
    """Tell whether the page says so already: an address that fills the form brings it along."""
    shown: Field[Any] | None = getattr(paper, key)
    if isinstance(value, str) and shown and isinstance(shown.value, Text):
        return markup.fold_space(shown.value.source) == markup.fold_space(value)
    return shown is not None and shown.value == _read(key, value)


def _title(paper: Paper) -> str:
    return markup.plain(paper.title.value)


def _gaps(root: Path, paper: str) -> tuple[gaps.Gap, ...]:
    """Look at the paper as it is now."""
    curated, _ = records.read_all(root)
    readings, _ = readers.read_all(root, papers.names_of(curated.records))
    found, _, _ = works.join({name: reading for name, (_, reading) in readings.items()}, curated.records)
    if paper not in found:
        return ()
    [assigned], _, _ = topics.assign([works.describe(found[paper], paper)], curated.taxonomy)
    return gaps.of(assigned)


# --- a record that is there ------------------------------------------------------------------------------------------


def _changed(root: Path, finding: Finding, work: Work, said: Mapping[str, Value]) -> Finding:
    """Rewrite the fields of a record; comments, order and all other fields stay."""
    path = work.records[0].place.path
    finding = replace(finding, path=path)
    problems: list[Problem] = []
    text = formatting.text(root, path, problems)
    if text is None or has_errors(problems):
        return replace(finding, verdict=Verdict.REFUSED, why=problems[0].message)
    after, changed = text, []
    try:
        for key, told in said.items():
            before = _held(after, path, key)
            value = [*before, *(one for one in told if one not in before)] if key in MORE and before else told
            if _read(key, before) != _read(key, value):
                after = rewriting.with_field(after, key, value)
                changed.append(key)
    except rewriting.CannotRewriteError as fault:
        return replace(finding, verdict=Verdict.REFUSED, why=f"{path}: {fault}")
    if not set(changed) - MORE:
        return replace(finding, verdict=Verdict.SAME)
    files.put(root / path, after.encode())
    return replace(finding, changed=tuple(changed), text=after)


def _held(text: str, path: str, key: str) -> Any:  # noqa: ANN401  # strings, in lists and mappings
    """Return what a field of a record holds now."""
    node = nodes.parse(text, path, [])
    held = node.items.get(key) if isinstance(node, nodes.Mapping) else None
    value = nodes.simple(held[1]) if held else None
    return [value] if key in MORE and isinstance(value, str) else value


def _read(key: str, value: Any) -> object:  # noqa: ANN401  # strings, in lists and mappings
    return None if value is None else papers.FIELDS[key](node_of(value))


def node_of(value: Any) -> nodes.Node:  # noqa: ANN401  # strings, in lists and mappings
    """Return a value as a file would hold it."""
    if isinstance(value, Mapping):
        return nodes.Mapping({key: (0, node_of(inner)) for key, inner in value.items()}, 0)
    if isinstance(value, list):
        return nodes.Sequence(tuple(map(node_of, value)), 0)
    return nodes.Scalar(str(value), 0)


# --- a paper that has none -------------------------------------------------------------------------------------------


def _begun(
    root: Path, finding: Finding, entry: Entry, readings: Mapping[str, Reading], said: Mapping[str, Value]
) -> Finding:
    """Write a first record for a paper of a seed, which says what is to be corrected and no more."""
    seed = entry.place.path.removeprefix("seeds/")
    starts = Beginnings(map(heads, readings[seed].entries)).telling(heads(entry))
    place = Place(finding.path, 1)
    facts = {key: Field(_read(key, value), Origin(Kind.RECORD, place)) for key, value in said.items()}
    if not facts.keys() - MORE:
        return replace(finding, verdict=Verdict.SAME)
    if not starts:
        return replace(finding, verdict=Verdict.REFUSED, why=f"nothing tells it from the other papers of {seed}")
    record = Record(place=place, id=finding.paper, seed=seed, starts=starts, position=entry.position, **facts)  # type: ignore[arg-type]
    text = writing.file(record)
    if why := put_new(root, finding.path, text):
        return replace(finding, verdict=Verdict.REFUSED, why=why)
    return replace(finding, changed=tuple(said), text=text)
