"""seeds/people.yml: what people decided about people (see docs/people.md).

Each field of an entry is one line of `FIELDS`: what it is called and how it is read. Whether its papers exist, and
whether two entries want the same one, is for the catalogue to see.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from carrel import names, slugs
from carrel.model import Claim, Field, Identity, Kind, Name, Origin, T
from carrel.problem import Place, Problem, error
from carrel.records import nodes, values
from carrel.records.nodes import Node, Scalar, Sequence
from carrel.records.values import BadValueError

NAME = "seeds/people.yml"


def _items(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, Sequence) else (node,)


def _name(node: Node) -> Field[Name]:
    name = names.parse(values.string(node))
    if not names.fold(name):
        raise BadValueError(f"'{name}' is no name; write one like Ada Vale or 'Vale, Ada'", node.line)
    return Field(name, Origin(Kind.RECORD, Place(NAME, node.line)))


def _names(node: Node) -> tuple[Field[Name], ...]:
    return tuple(_name(item) for item in _items(node))


_ORCID = re.compile(r"(?:https?://(?:www\.)?orcid\.org/)?((?:\d{4}-){3}\d{3}[\dXx])/?")


def _orcid(node: Node) -> str:
    written = values.string(node)
    found = _ORCID.fullmatch(written)
    if not found:
        raise BadValueError(f"'{written}' is no ORCID; write one like 0000-0002-1825-0097", check="identifier")
    digits = found[1].upper().replace("-", "")
    if _check_digit(digits[:-1]) != digits[-1]:
        raise BadValueError(f"'{written}' has a wrong check digit: a digit is mistyped", check="identifier")
    return found[1].upper()


def _check_digit(digits: str) -> str:
    """Return what ISO 7064 (mod 11-2) puts after these digits."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11]


def _claims(node: Node) -> tuple[Claim, ...]:
    return tuple(Claim(values.string(item), Place(NAME, item.line)) for item in _items(node))


def _aliases(node: Node) -> tuple[Claim, ...]:
    values.ids(node)
    return _claims(node)


def _perhaps(node: Node) -> tuple[Claim, ...]:
    """Read groups of papers, each with the reason why they are perhaps this person's."""
    return tuple(claim for group in _items(node) for claim in _group(group))


def _group(node: Node) -> Iterator[Claim]:
    if not isinstance(node, nodes.Mapping) or node.items.keys() != {"papers", "why"}:
        raise BadValueError("holds groups of 'papers: […]' and 'why: …'", node.line)
    why = _within(node, "why", values.string)
    for claim in _within(node, "papers", _claims):
        yield Claim(claim.id, claim.place, why)


def _distinct(node: Node) -> tuple[Claim, ...]:
    """Read other people: an id, or an id and the reason."""
    return tuple(_other(item) for item in _items(node))


def _other(node: Node) -> Claim:
    if isinstance(node, Scalar):
        return Claim(values.string(node), Place(NAME, node.line))
    if not isinstance(node, nodes.Mapping) or node.items.keys() != {"id", "why"}:
        raise BadValueError("holds ids of people, or 'id: …' and 'why: …'", node.line)
    return Claim(_within(node, "id", values.string), Place(NAME, node.line), _within(node, "why", values.string))


def _within(node: nodes.Mapping, key: str, read: Callable[[Node], T]) -> T:
    """Read a value of a group; what is wrong with it is told with its own line."""
    line, value = node.items[key]
    try:
        return read(value)
    except BadValueError as wrong:
        raise BadValueError(f"'{key}' {wrong}", wrong.line or line) from None


FIELDS: Mapping[str, tuple[str, Callable[[Node], Any]]] = MappingProxyType(
    {
        "name": ("name", _name),
        "variants": ("variants", _names),
        "known_for": ("known_for", values.string),
        "affiliations": ("affiliations", values.strings),
        "orcid": ("orcid", _orcid),
        "homepage": ("homepage", values.url),
        "papers": ("papers", _claims),
        "perhaps": ("perhaps", _perhaps),
        "evidence": ("evidence", values.strings),
        "not": ("distinct", _distinct),
        "aliases": ("aliases", _aliases),
        "remark": ("remark", values.string),
    }
)  # what it is called in the file → what it is called in an `Identity`, and how it is read
KNOWN = ("id", *FIELDS)


def read(root: Path) -> tuple[list[Identity], list[Problem]]:
    """Read what people decided about people, in the order of the file; a list may do without."""
    problems: list[Problem] = []
    found = (_entry(node, problems) for node in values.entries(root, NAME, "people", problems))
    entries = [entry for entry in found if entry]
    problems.extend(values.clashes(given for entry in entries for given in _ids(entry)))
    problems.extend(_duplicates(entries))
    return _first_of_each(entries), problems


def _entry(node: Node, problems: list[Problem]) -> Identity | None:
    """Make an identity of an entry, and tell everything that is wrong with it; without id and name it is none."""
    if not isinstance(node, nodes.Mapping):
        problems.append(error(Place(NAME, node.line), "a person should stand here: 'id: …', 'name: …'"))
        return None
    said = values.fields(node, {key: read for key, (_, read) in FIELDS.items()}, KNOWN, problems, NAME)
    facts = {FIELDS[key][0]: value for key, value in said.items()}
    person = _id(node, problems)
    if "name" not in node.items:
        problems.append(error(Place(NAME, node.line), "a person without a name; add 'name: …'"))
    return Identity(place=Place(NAME, node.line), id=person, **facts) if person and "name" in facts else None


def _id(node: nodes.Mapping, problems: list[Problem]) -> str:
    line, value = node.items.get("id", (node.line, None))
    written = value.value if isinstance(value, Scalar) else ""
    if slugs.is_valid(written):
        return written
    what = f"'{written}' is no id" if value else "a person without an id; add 'id: …'"
    problems.append(error(Place(NAME, line), f"{what} (small letters, digits, single hyphens)"))
    return ""


def _ids(entry: Identity) -> Iterator[tuple[str, Place]]:
    yield entry.id, entry.place
    yield from ((alias.id, alias.place) for alias in entry.aliases)


def _duplicates(entries: Iterable[Identity]) -> Iterator[Problem]:
    """Tell of a paper that stands twice in an entry."""
    for entry in entries:
        named: dict[str, Place] = {}
        for claim in (*entry.papers, *entry.perhaps):
            if claim.id in named:
                yield error(claim.place, f"the paper '{claim.id}' stands in line {named[claim.id].line} already")
            named.setdefault(claim.id, claim.place)


def _first_of_each(entries: Iterable[Identity]) -> list[Identity]:
    first: dict[str, Identity] = {}
    for entry in entries:
        first.setdefault(entry.id, entry)
    return list(first.values())
