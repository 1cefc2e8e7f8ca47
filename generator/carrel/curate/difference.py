"""What a change does to the library: papers, people, topics and venues that come and go, and what is said of them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from carrel import markup, published
from carrel.model import FIELDS, Abstract, Authors, Library, Paper, Text

# In the order in which one reads of a paper; a field that stands nowhere here comes last.
FIRST = ("title", "authors", "date", "venue", "issued", "volume", "issue", "pages", "publisher", "arxiv", "doi", "url")


@dataclass(frozen=True, slots=True)
class Change:
    """A field, and what it said before and says now; '' where it said or says nothing."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Told:
    """A paper of which something is other than it was; `was` is the id it had, or '' if it is new."""

    id: str
    title: str
    was: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """A paper that is no longer there; `into` is the one that its address leads to, or ''."""

    id: str
    title: str
    into: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """People who became other people: two who became one, one who became two, or one with a new id."""

    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """Things that came and that went, each by its id and its name."""

    came: tuple[tuple[str, str], ...] = ()
    went: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """All that a change does."""

    added: tuple[Told, ...] = ()
    removed: tuple[Gone, ...] = ()
    changed: tuple[Told, ...] = ()
    people: Names = Names()
    moved: tuple[Moved, ...] = ()
    topics: Names = Names()
    venues: Names = Names()
    seeds: tuple[Change, ...] = ()  # the path of each, and how many papers it holds
    vanished: tuple[str, ...] = ()  # addresses that will lead nowhere: papers/x


def compare(before: Library, after: Library) -> Difference:
    """Tell two libraries apart."""
    pairs = _pairs(before, after)
    changed = [_told(after, new, pairs[new.id], before) for new in after.papers.values() if new.id in pairs]
    people, moved = _people(before, after, pairs)
    kept = {old.id for old in pairs.values()}
    return Difference(
        added=tuple(_told(after, new, None, before) for new in after.papers.values() if new.id not in pairs),
        removed=tuple(_gone(old, after) for old in before.papers.values() if old.id not in kept),
        changed=tuple(told for told in changed if told.changes),
        people=people,
        moved=moved,
        topics=_names(before.topics, after.topics, lambda topic: topic.name),
        venues=_names(before.venues, after.venues, lambda venue: venue.name),
        seeds=_seeds(before, after),
        vanished=tuple(sorted(_vanished(before, after))),
    )


# --- papers ----------------------------------------------------------------------------------------------------------


def _pairs(before: Library, after: Library) -> dict[str, Paper]:
    """Return for each paper that is not new what it was: by its id, or one it once had, or what it is known by."""
    pairs = {new: before.papers[new] for new in after.papers if new in before.papers}
    left = {old.id: old for old in before.papers.values() if old.id not in pairs}
    for new in after.papers.values():
        was = next((alias for alias in new.aliases.value if alias in left), "") if new.aliases else ""
        if new.id not in pairs and was:
            pairs[new.id] = left.pop(was)
    marks = {mark: old for old in reversed(left.values()) for mark in _marks(old)}
    for new in after.papers.values():
        known = next((marks[mark] for mark in _marks(new) if mark in marks), None)
        if new.id not in pairs and known and known.id in left:
            pairs[new.id] = left.pop(known.id)
    return pairs


def _marks(paper: Paper) -> list[tuple[str, str]]:
    """Return what a paper is known by, whatever its id."""
    marks = [("arxiv", paper.arxiv.value)] if paper.arxiv else []
    marks += [("doi", paper.doi.value.casefold())] if paper.doi else []
    return [*marks, ("title", markup.plain(paper.title.value).casefold())]


def _told(library: Library, new: Paper, old: Paper | None, before: Library) -> Told:
    says = _said(new, library)
    said = _said(old, before) if old else {}
    changes = tuple(
        Change(name, said.get(name, ""), says.get(name, ""))
        for name in _ORDER
        if said.get(name, "") != says.get(name, "")
    )
    if old and old.id != new.id:
        changes = (Change("id", old.id, new.id), *changes)
    return Told(new.id, markup.plain(new.title.value), old.id if old else "", changes)


def _gone(old: Paper, after: Library) -> Gone:
    heirs = (new.id for new in after.papers.values() if new.aliases and old.id in new.aliases.value)
    return Gone(old.id, markup.plain(old.title.value), next(heirs, ""))


_ORDER = (*FIRST, *(name for name in FIELDS if name not in FIRST))


def _said(paper: Paper, library: Library) -> dict[str, str]:
    """Return what is said of a paper, in words."""
    fields = {name: getattr(paper, name) for name in FIELDS}
    said = {name: _words(field.value) for name, field in fields.items() if field}
    given = dict.fromkeys(assigned.topic for assigned in paper.assignments)
    said["topics"] = ", ".join(library.topics[topic].name for topic in given if topic in library.topics)
    if paper.title_is_working:
        said["title"] += " (a working title)"
    return {name: words for name, words in said.items() if words}


def _words(value: object) -> str:  # noqa: PLR0911  # one return a kind of value
    match value:
        case Text():
            return markup.plain(value)
        case Authors():
            return ", ".join([*map(str, value.names), *(() if value.complete else ("et al.",))])
        case Abstract():
            about = [value.language, *([f"translated by {value.translator}"] if value.translator else [])]
            return f"{markup.plain(value.text)} ({', '.join(about)})"
        case bool():
            return "yes" if value else "no"
        case tuple():
            return ", ".join(map(str, value))
        case Mapping():
            return json.dumps(_simple(value), ensure_ascii=False, sort_keys=True)
        case _:
            return str(value)


def _simple(value: Any) -> Any:  # noqa: ANN401  # what `extra` holds
    if isinstance(value, Mapping):
        return {str(key): _simple(inner) for key, inner in value.items()}
    return [_simple(one) for one in value] if isinstance(value, list | tuple) else value


# --- people and the rest ---------------------------------------------------------------------------------------------


def _people(before: Library, after: Library, pairs: Mapping[str, Paper]) -> tuple[Names, tuple[Moved, ...]]:
    """Follow each name of each paper that was there before: to whom it pointed, and to whom it points."""
    heirs: defaultdict[str, set[str]] = defaultdict(set)
    forebears: defaultdict[str, set[str]] = defaultdict(set)
    for new, old in pairs.items():
        pointed = {str(one.name): one.person for one in old.authorships if one.person}
        for one in after.papers[new].authorships:
            was = pointed.get(str(one.name))
            if was and one.person:
                heirs[was].add(one.person)
                forebears[one.person].add(was)
    moved = {
        Moved(tuple(sorted(forebears[new])), tuple(sorted(those)))
        for old, those in heirs.items()
        for new in those
        if heirs[old] != {old} or forebears[new] != {new}
    }
    wrote = {person: bool(one.papers) for library in (before, after) for person, one in library.people.items()}
    names = _names(before.people, after.people, lambda person: str(person.name))
    came = tuple(one for one in names.came if one[0] not in forebears and wrote[one[0]])
    went = tuple(one for one in names.went if one[0] not in heirs and wrote[one[0]])
    return Names(came, went), tuple(sorted(moved, key=lambda one: (one.before, one.after)))


def _names(before: Mapping[str, Any], after: Mapping[str, Any], called: Callable[[Any], str]) -> Names:
    return Names(
        tuple((one, called(thing)) for one, thing in after.items() if one not in before),
        tuple((one, called(thing)) for one, thing in before.items() if one not in after),
    )


def _seeds(before: Library, after: Library) -> tuple[Change, ...]:
    """Return the documents that hold another number of papers than before."""
    held = [{seed.path: str(len(seed.papers)) for seed in library.seeds.values()} for library in (before, after)]
    paths = sorted(held[0].keys() | held[1].keys())
    changes = (Change(path, held[0].get(path, ""), held[1].get(path, "")) for path in paths)
    return tuple(change for change in changes if change.before != change.after)


def _vanished(before: Library, after: Library) -> Iterable[str]:
    """Return the addresses that lead nowhere afterwards."""
    reached = published.reached(after)
    yield from (address for address in published.addresses(before) if address not in reached)
    yield from (f"seeds/{one}" for one in before.seeds if one not in after.seeds)
