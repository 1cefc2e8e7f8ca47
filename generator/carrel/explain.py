"""Why each paper has its topics, in lines for a terminal: the phrase, the words as they stand, and where."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from carrel import markup
from carrel.model import Assignment, Library, Paper

AROUND = 30  # characters of the text before the words, and behind


class UnknownError(ValueError):
    """A paper or a topic that the library does not have; the message says which was meant."""


def topics(library: Library, papers: Sequence[str] = (), topic: str = "") -> Iterator[str]:
    """Return a line a paper, below it one a topic that it has; only these papers, and only this topic, if any is given.

    Raise `UnknownError` where there is no such paper or topic.
    """
    chosen = [_find("paper", wanted, library.papers, _once(library)) for wanted in papers]
    topic = _find("topic", topic, library.topics, {}) if topic else ""
    return _lines(library, [library.papers[paper] for paper in chosen or library.papers], topic)


def _lines(library: Library, papers: Iterable[Paper], topic: str) -> Iterator[str]:
    shown = reasons = without = 0
    for paper in papers:
        found = [a for a in paper.assignments if not topic or topic in {a.topic, library.topics[a.topic].parent}]
        if topic and not found:
            continue
        yield f"{paper.id}  {markup.plain(paper.title.value)}"
        yield from (f"  {assignment.topic}: {why(paper, assignment)}" for assignment in found)
        if not found:
            yield "  (no topic)"
        shown, reasons, without = shown + 1, reasons + len(found), without + (not found)
    yield f"papers: {shown:,}; topics assigned: {reasons:,}; papers without a topic: {without:,}"


def why(paper: Paper, assignment: Assignment) -> str:
    """Say in one line why a paper has a topic."""
    place, words = assignment.place, assignment.words
    match assignment.where:
        case "title" | "abstract":
            before, behind = _around(paper, assignment)
            phrase = f"the phrase '{assignment.phrase}'"
            return f"{phrase} in the {assignment.where}, {place}: {before}[{words}]{behind}"
        case "category":
            return f"the category '{words}', {place}"
        case _ if assignment.phrase:
            return f"the keyword '{words}', {place}, which is '{assignment.phrase}'"
        case _:
            return f"named '{words}' by {place}"


def _around(paper: Paper, assignment: Assignment) -> tuple[str, str]:
    """Return a little of the text before the words and behind them."""
    if assignment.where == "title":
        text = markup.plain(paper.title.value)
    else:
        text = markup.plain(paper.abstract.value.text) if paper.abstract else ""
    start, end = assignment.start, assignment.start + len(assignment.words)
    before, behind = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return ("…" if start > AROUND else "") + before, behind + ("…" if len(text) > end + AROUND else "")


def _once(library: Library) -> dict[str, str]:
    """Return the ids that papers once had."""
    return {alias: p.id for p in library.papers.values() for alias in (p.aliases.value if p.aliases else ())}


def _find(what: str, wanted: str, known: Mapping[str, object], once: Mapping[str, str]) -> str:
    found = once.get(wanted, wanted)
    if found in known:
        return found
    near = difflib.get_close_matches(wanted, known, 1, 0.6)
    hint = f"; did you mean '{near[0]}'?" if near else ""
    raise UnknownError(f"there is no {what} '{wanted}'{hint}")
