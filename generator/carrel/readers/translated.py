"""Abstracts, each followed by a line that says who translated it: `translated by 谷歌翻译`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from carrel import latex, prose
from carrel.model import Abstract, Entry
from carrel.problem import Problem, warning
from carrel.readers.contract import Context, Document, Reading

NAME = "abstracts with 'translated by' lines"

MARKER = re.compile(r"translated by (?P<translator>\S.{0,60})", re.IGNORECASE)
FLOOR = 80  # characters; a shorter line is no abstract


def sniff(document: Document) -> float:
    """Be sure of a document of paragraphs, of which every other line is the marker."""
    lines = [line for _, line in document.filled]
    markers = sum(1 for line in lines if MARKER.fullmatch(line))
    paragraphs = sum(1 for line in lines if prose.is_paragraph(line, FLOOR))
    return 0.9 if markers >= 0.25 * len(lines) and markers + paragraphs >= 0.8 * len(lines) else 0.0


def names(document: Document) -> Iterable[str]:  # noqa: ARG001  # the contract's signature
    """Abstracts name nobody."""
    return ()


def read(document: Document, context: Context) -> Reading:  # noqa: ARG001  # the contract's signature
    """Take each paragraph for an abstract; the marker after it belongs to it."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    roles: dict[int, str] = {}
    lines = document.filled
    for (number, line), (_, following) in zip(lines, [*lines[1:], (0, "")], strict=True):
        if MARKER.fullmatch(line):
            if number not in roles:
                problems.append(warning(document.place(number), "a translator, but no abstract before it"))
            continue
        if prose.weight(line) < FLOOR:
            problems.append(warning(document.place(number), "too short for an abstract; left out"))
            continue
        roles[number] = "abstract"
        marker = MARKER.fullmatch(following)
        if marker:
            roles[next(n for n, _ in lines if n > number)] = "translator"
        else:
            problems.append(warning(document.place(number), "an abstract without a 'translated by' line after it"))
        entries.append(_entry(document, number, line, len(entries) + 1, marker["translator"].strip() if marker else ""))
    return Reading(tuple(entries), tuple(problems), roles)


def _entry(document: Document, number: int, line: str, position: int, translator: str) -> Entry:
    """The service puts its mark under originals that it left alone, too: English under a Chinese service's mark."""
    language = prose.language(line)
    translated = translator and language not in {"en", "und"}
    abstract = Abstract(latex.parse(line), language, translator if translated else "")
    return Entry(place=document.place(number), position=position, abstract=document.field(abstract, number))
