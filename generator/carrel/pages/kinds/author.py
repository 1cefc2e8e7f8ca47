"""A person: their papers, whom they write with, who they are and who not; and the index of people by letter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Any

from carrel import filing, markup
from carrel.markup import Markdown
from carrel.model import Person, Resemblance
from carrel.pages.view import ROWS, File, View, turns

COAUTHORS = 60  # shown on a page; the others are on the pages of the papers
TOPICS, PEOPLE = 12, 24  # shown; the others are folded away
BAR = 20  # the longest bar


def files(view: View) -> Iterator[File]:
    """One page a person, and the index."""
    yield from _index(view)
    people = list(view.library.people.values())  # by name
    for before, person, after in zip_longest([None, *people[:-1]], people, people[1:]):
        if person is not None:
            yield from _pages(view, person, before, after)


def _pages(view: View, person: Person, before: Person | None, after: Person | None) -> Iterator[File]:
    front = {
        "title": view.person(person.id),
        "kind": "author",
        "description": _description(view, person),
        "crumbs": view.crumbs("authors"),
        "previous": _turn(view, before),
        "next": _turn(view, after),
        "source": person.place.path if person.place else "",
    }
    path = f"authors/{person.id}.md"
    for turn in turns(path, person.papers):
        yield view.page(
            turn.path,
            "author",
            front,
            person=person,
            turn=turn,
            lead=_lead(view, person),
            papers=_papers(view, person, turn.path, turn.rows),
            variants=[str(v) for v in person.variants if str(v) != str(person.name)],
            lists=[view.link(turn.path, f"seeds/{s.id}.md", s.path) for s in view.lists_of.get(person.id, ())],
            links=_links(view, person),
            bearers=[_bearer(view, turn.path, view.library.people[p]) for p in person.bearers],
            coauthors=_coauthors(view, person, turn.path),
            topics=_topics(view, person, turn.path),
            topics_shown=TOPICS,
            people_shown=PEOPLE,
            years=_years(view, person),
            maybe=[_resemblance(view, person, turn.path, other) for other in person.maybe],
            distinct=[_resemblance(view, person, turn.path, other) for other in person.distinct],
            lacking=view.lacking_links(turn.path, person.papers) if turn.number == 1 else [],
            fix=view.fix(path, view.person(person.id), lambda drafts: drafts.person(person)),
            evidence=[_outward(item, item) if re.match(r"https?://", item) else item for item in person.evidence],
        )


def _turn(view: View, person: Person | None) -> dict[str, str]:
    return {"title": view.person(person.id), "url": f"authors/{person.id}.html"} if person else {}


def _description(view: View, person: Person) -> str:
    if person.bearers:
        return view.say("author.description_of_name", name=person.name)
    return view.say("author.description", name=view.person(person.id), papers=_amount(view, person))


def _amount(view: View, person: Person) -> str:
    """Say how many papers a person wrote, and how many perhaps."""
    every, perhaps = len(person.papers), len(view.perhaps.get(person.id, ()))
    if perhaps == every > 0:
        return view.say("author.only_perhaps", papers=view.count("papers", every))
    papers = view.count("papers", every - perhaps)
    return view.say("author.more_perhaps", papers=papers, n=perhaps) if perhaps else papers


def _lead(view: View, person: Person) -> list[str]:
    """How much, when, and whether it is known; of a shared name, what nobody assigned."""
    span = view.span(person.papers) if len(person.papers) > 1 else ""
    if person.bearers:
        return [part for part in (_amount(view, person), span) if part and person.papers]
    status = view.say("author.verified" if person.verified else "author.unverified")
    return [part for part in (_amount(view, person), span, status) if part]


def _papers(view: View, person: Person, here: str, papers: Sequence[str]) -> list[dict[str, Any]]:
    rows = view.paper_rows(here, papers)
    perhaps = view.perhaps.get(person.id, {})
    for paper, row in zip(papers, rows, strict=True):
        if paper in perhaps:
            row["byline"] = [*row["byline"], view.say("author.perhaps", why=perhaps[paper])]
    return rows


def _links(view: View, person: Person) -> list[Markdown]:
    links = [_outward(view.say("author.homepage"), person.homepage)] if person.homepage else []
    orcid = f"https://orcid.org/{person.orcid}"
    return [*links, _outward(view.say("author.orcid", orcid=person.orcid), orcid)] if person.orcid else links


def _outward(words: str, url: str) -> Markdown:
    return Markdown(f"[{markup.escape(words)}]({markup.safe_url(url)})")


def _bearer(view: View, here: str, person: Person) -> tuple[Markdown, str]:
    return view.person_link(here, person.id), view.say("list.comma").join([*person.affiliations, _amount(view, person)])


def _coauthors(view: View, person: Person, here: str) -> list[tuple[Markdown, int | str]]:
    every: Counter[str] = Counter()
    sure: Counter[str] = Counter()
    for paper in person.papers:
        every.update(view.writers[paper])
        if person.id in view.sure_writers[paper]:
            sure.update(view.sure_writers[paper])
    every.pop(person.id, None)
    frequent = sorted(every, key=lambda p: (-sure[p], -every[p], p))
    return [(view.person_link(here, p), view.tally(sure[p], every[p])) for p in frequent[:COAUTHORS]]


def _topics(view: View, person: Person, here: str) -> list[tuple[str, int | str]]:
    """The topics with most papers, as many as a page shows; a topic is linked if its page lists the person in turn."""
    every = _topics_of(view, person.papers)
    perhaps = _topics_of(view, view.perhaps.get(person.id, ()))
    return [
        (
            view.topic_link(here, topic) if person.id in view.topic_people[topic] else view.library.topics[topic].name,
            view.tally(count - perhaps[topic], count),
        )
        for topic, count in sorted(every.items(), key=lambda c: (-c[1], c[0]))[:ROWS]
    ]


def _topics_of(view: View, papers: Iterable[str]) -> Counter[str]:
    return Counter(topic for paper in papers for topic in view.topics_of(view.library.papers[paper]))


def _years(view: View, person: Person) -> list[tuple[int, int, int]]:
    """Papers by year: (year, papers, length of the bar), newest first; nothing where there is nothing to compare."""
    counts = Counter(year for paper in person.papers if (year := view.library.papers[paper].year))
    if len(counts) < 2:  # noqa: PLR2004  # one year is no comparison
        return []
    most = max(counts.values())
    return [(year, counts[year], round(BAR * counts[year] / most)) for year in sorted(counts, reverse=True)]


def _resemblance(view: View, person: Person, here: str, other: Resemblance) -> tuple[Markdown, str]:
    """Another person, and why they are named here."""
    reasons = [other.why, view.say(f"like.{other.likeness}") if other.likeness else ""]
    if other.people:
        reasons.append(view.say("like.people", names=view.say("list.and").join(map(view.person, other.people))))
    if other.topics:
        names = [view.library.topics[topic].name for topic in other.topics]
        reasons.append(view.say("like.topics", names=view.say("list.and").join(names)))
    told = person.place or view.library.people[other.person].place
    said = [reason for reason in reasons if reason] or [view.say("like.told", place=told)]
    return view.person_link(here, other.person), view.say("list.comma").join(said)


# --- the index -------------------------------------------------------------------------------------------------------


def _index(view: View) -> Iterator[File]:
    """All names on one page where they fit; otherwise a page a letter, and the most frequent ones in front."""
    letters: dict[str, list[Person]] = {}
    for person in view.library.people.values():
        letters.setdefault(filing.letter(person.name), []).append(person)
    whole = len(view.library.people) <= ROWS
    front = {"title": view.say("page.authors"), "kind": "authors", "description": view.say("authors.description")}
    here = "authors/index.md"
    ordered = sorted(letters, key=lambda initial: (initial == filing.OTHER, initial))
    if whole:
        jumps = [Markdown(f"[{_label(view, initial)}](#{initial})") for initial in ordered]
        groups = [(_label(view, initial), initial, _rows(view, here, letters[initial])) for initial in ordered]
    else:
        jumps = _jumps(view, here, ordered)
        frequent = sorted(view.library.people.values(), key=lambda p: -len(p.papers))[:COAUTHORS]
        groups = [(view.say("authors.frequent"), "frequent", _rows(view, here, frequent))]
    yield view.page(here, "authors", front, total=view.library.authors, jumps=jumps, groups=groups)
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


def _label(view: View, initial: str) -> str:
    return view.say("authors.other") if initial == filing.OTHER else initial.upper()


def _rows(view: View, here: str, people: Sequence[Person]) -> list[tuple[Markdown, int | str]]:
    return [(view.link(here, f"authors/{p.id}.md", view.apart(p, _filed(p))), _tally(view, p)) for p in people]


def _tally(view: View, person: Person) -> int | str:
    every = len(person.papers)
    return view.tally(every - len(view.perhaps.get(person.id, ())), every)


def _filed(person: Person) -> str:
    """`Family, Given`, as a catalogue files it."""
    return f"{person.name.family}, {person.name.given}" if person.name.given else person.name.family
