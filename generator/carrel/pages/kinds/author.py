"""A person: their papers, whom they write with, and what about; and the index of people by letter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from anyascii import anyascii

from carrel.markup import Markdown
from carrel.model import Person
from carrel.pages.view import ROWS, File, View, people_of, turns

COAUTHORS = 60  # shown on a page; the others are on the pages of the papers
TOPICS, PEOPLE = 12, 24  # shown; the others are folded away
OTHER = "other"  # the letter of names that begin with none


def files(view: View) -> Iterator[File]:
    """One page a person, and the index."""
    yield from _index(view)
    people = list(view.library.people.values())  # by name
    for before, person, after in zip_longest([None, *people[:-1]], people, people[1:]):
        if person is not None:
            yield from _pages(view, person, before, after)


def _pages(view: View, person: Person, before: Person | None, after: Person | None) -> Iterator[File]:
    front = {
        "title": str(person.name),
        "kind": "author",
        "description": view.say(
            "author.description", name=person.name, papers=view.count("papers", len(person.papers))
        ),
        "crumbs": view.crumbs("authors"),
        "previous": _turn(before),
        "next": _turn(after),
    }
    path = f"authors/{person.id}.md"
    for turn in turns(path, person.papers):
        yield view.page(
            turn.path,
            "author",
            front,
            person=person,
            turn=turn,
            papers=view.paper_rows(turn.path, turn.rows),
            variants=[str(v) for v in person.variants if str(v) != str(person.name)],
            lists=[view.link(turn.path, f"seeds/{s.id}.md", s.path) for s in view.lists_of.get(person.id, ())],
            coauthors=_coauthors(view, person, turn.path),
            topics=_topics(view, person, turn.path),
            topics_shown=TOPICS,
            people_shown=PEOPLE,
        )


def _turn(person: Person | None) -> dict[str, str]:
    return {"title": str(person.name), "url": f"authors/{person.id}.html"} if person else {}


def _coauthors(view: View, person: Person, here: str) -> list[tuple[str, int]]:
    counts = Counter(p for paper in person.papers for p in people_of(view.library.papers[paper]) if p != person.id)
    frequent = sorted(counts.items(), key=lambda c: (-c[1], c[0]))
    return [(view.person_link(here, other), count) for other, count in frequent[:COAUTHORS]]


def _topics(view: View, person: Person, here: str) -> list[tuple[str, int]]:
    """Topics by their number of papers; a topic is linked if its page lists the person in turn."""
    counts = Counter(t for paper in person.papers for t in view.topics_of(view.library.papers[paper]))
    return [
        (
            view.topic_link(here, topic) if person.id in view.topic_people[topic] else view.library.topics[topic].name,
            count,
        )
        for topic, count in sorted(counts.items(), key=lambda c: (-c[1], c[0]))
    ]


# --- the index -------------------------------------------------------------------------------------------------------


def _index(view: View) -> Iterator[File]:
    """All names on one page where they fit; otherwise a page a letter, and the most frequent ones in front."""
    letters: dict[str, list[Person]] = {}
    for person in view.library.people.values():
        letters.setdefault(letter(person), []).append(person)
    whole = len(view.library.people) <= ROWS
    front = {"title": view.say("page.authors"), "kind": "authors", "description": view.say("authors.description")}
    here = "authors/index.md"
    ordered = sorted(letters, key=lambda initial: (initial == OTHER, initial))
    if whole:
        jumps = [Markdown(f"[{_label(view, initial)}](#{initial})") for initial in ordered]
        groups = [(_label(view, initial), initial, _rows(view, here, letters[initial])) for initial in ordered]
    else:
        jumps = _jumps(view, here, ordered)
        frequent = sorted(view.library.people.values(), key=lambda p: -len(p.papers))[:COAUTHORS]
        groups = [(view.say("authors.frequent"), "frequent", _rows(view, here, frequent))]
    yield view.page(here, "authors", front, total=len(view.library.people), jumps=jumps, groups=groups)
    for initial in () if whole else ordered:
        yield from _letter(view, initial, letters[initial], ordered)


def _letter(view: View, initial: str, people: list[Person], ordered: list[str]) -> Iterator[File]:
    label = _label(view, initial)
    front = {"title": view.say("authors.letter", letter=label), "kind": "authors", "crumbs": view.crumbs("authors")}
    for turn in turns(f"authors/index/{initial}.md", people):
        jumps = _jumps(view, turn.path, ordered, initial)
        rows = _rows(view, turn.path, turn.rows)
        yield view.page(turn.path, "authors_letter", front, letter=label, turn=turn, jumps=jumps, rows=rows)


def _jumps(view: View, here: str, ordered: list[str], current: str = "") -> list[Markdown]:
    return [
        Markdown(f"**{_label(view, initial)}**")
        if initial == current
        else view.link(here, f"authors/index/{initial}.md", _label(view, initial))
        for initial in ordered
    ]


def letter(person: Person) -> str:
    """Return the letter under which a person stands: `Ł` under l, Han names by their reading."""
    first = anyascii(person.name.family.lstrip("'’‘ʻ-. "))[:1].lower()
    return first if first.isascii() and first.isalpha() else OTHER


def _label(view: View, initial: str) -> str:
    return view.say("authors.other") if initial == OTHER else initial.upper()


def _rows(view: View, here: str, people: Sequence[Person]) -> list[tuple[str, int]]:
    return [(view.link(here, f"authors/{p.id}.md", _filed(p)), len(p.papers)) for p in people]


def _filed(person: Person) -> str:
    """`Family, Given`, as a catalogue files it."""
    return f"{person.name.family}, {person.name.given}" if person.name.given else person.name.family
