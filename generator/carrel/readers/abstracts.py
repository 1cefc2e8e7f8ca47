"""Abstracts only: one a line, nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from carrel import prose
from carrel.model import Entry, Reading
from carrel.problem import Problem, warning
from carrel.readers.contract import Context, Document

FLOOR = 80  # of weight; a lighter line is no abstract
MEAN_WEIGHT = 300  # an abstract has several sentences
MEAN_SIGNS = 3.0  # of research: of 300 manuals, licences and the like the highest mean was 1.4, of abstracts it is 6


def sniff(document: Document) -> float:
    """Be sure of a document whose lines are paragraphs that speak as abstracts do."""
    lines = [line for _, line in document.sample]
    paragraphs = [line for line in lines if prose.is_paragraph(line, FLOOR)]
    if not paragraphs or len(paragraphs) < 0.9 * len(lines):
        return 0.0
    research = sum(map(prose.signs_of_research, paragraphs))
    heavy = sum(map(prose.weight, paragraphs))
    return 0.6 if min(research / MEAN_SIGNS, heavy / MEAN_WEIGHT) >= len(paragraphs) else 0.0


def names(document: Document) -> Iterable[str]:  # noqa: ARG001  # the contract's signature
    """Abstracts name nobody."""
    return ()


def read(document: Document, context: Context) -> Reading:  # noqa: ARG001  # the contract's signature
    """Take each line for the abstract of a paper."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    roles: dict[int, str] = {}
    for number, line in document.filled:
        if prose.weight(line) < FLOOR:
            problems.append(warning(document.place(number), "too short for an abstract; left out"))
            continue
        roles[number] = "abstract"
        position = len(entries) + 1
        entries.append(Entry(place=document.place(number), position=position, abstract=document.abstract(line, number)))
    return Reading(tuple(entries), tuple(problems), roles)
