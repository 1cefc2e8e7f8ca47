"""Abstracts, each followed by a line that says who translated it: `translated by 谷歌翻译`.

Or that line stands between an abstract and its translation; then the translation is kept under `extra`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from carrel import prose
from carrel.model import Entry, Reading
from carrel.problem import Problem, warning
from carrel.readers.contract import Context, Document, Line

# The line as services write it in several languages; what stands around it (brackets, dashes, stars) does not count.
MARKER = re.compile(
    r"[\W_]*(?:(?:abstract|summary|r[ée]sum[ée]|zusammenfassung|resumen|摘要|要旨|초록)[\W_]+)?"
    r"(?:(?:machine[ -])?translat(?:ed|ion) (?:by|with|using)|traduit (?:par|avec)|übersetzt (?:von|mit|durch)"
    r"|traducido (?:por|con)|traduzido (?:por|com)|tradotto (?:da|con)|vertaald door|переведено|翻訳(?:者|元)?"
    r"|翻译(?:者|自|来源)?|번역)[\s:：]+(?P<translator>\S.{0,60}?)[\W_]*"
    r"|[\W_]*由\s*(?P<service>\S.{0,40}?)\s*(?:提供)?翻译[\W_]*",
    re.IGNORECASE,
)
FLOOR = 80  # of weight; a lighter line is no abstract
LONGEST = 120  # characters of a marker
BETWEEN = 0.5  # of the markers stand between two abstracts in two languages: these are one, and its translation


def sniff(document: Document) -> float:
    """Be sure of a document of paragraphs, of which every other line is the marker."""
    lines = [line for _, line in document.sample]
    markers = sum(1 for line in lines if _translator(line))
    paragraphs = sum(1 for line in lines if prose.is_paragraph(line, FLOOR))
    return 0.9 if markers >= 0.25 * len(lines) > 0 and markers + paragraphs >= 0.8 * len(lines) else 0.0


def names(document: Document) -> Iterable[str]:  # noqa: ARG001  # the contract's signature
    """Abstracts name nobody."""
    return ()


def read(document: Document, context: Context) -> Reading:  # noqa: ARG001  # the contract's signature
    """Take each paragraph for an abstract; the marker after it belongs to it, and the translation after that."""
    translations = _translations(document.filled)
    entries: list[Entry] = []
    problems: list[Problem] = []
    roles: dict[int, str] = {}
    waiting = False  # an abstract stands before this line, and nothing was said yet of its translation
    for number, line in document.filled:
        place = document.place(number)
        translator = _translator(line)
        if translator and waiting:
            roles[number] = "translator"
            if not translations:
                entries[-1] = _translated(entries[-1], translator)
            waiting = False
        elif translator:
            problems.append(warning(place, "a translator, but no abstract before it"))
        elif number in translations:
            roles[number] = "translation"
            kept: Mapping[str, Any] = {f"Abstract (translated by {translations[number]})": line}
            entries[-1] = replace(entries[-1], extra=document.field(kept, number))
        elif prose.weight(line) < FLOOR:
            problems.append(warning(place, "too short for an abstract; left out"))
        else:
            if waiting:
                problems.append(_unmarked(entries[-1]))
            roles[number] = "abstract"
            entries.append(Entry(place=place, position=len(entries) + 1, abstract=document.abstract(line, number)))
            waiting = True
    if waiting:
        problems.append(_unmarked(entries[-1]))
    return Reading(tuple(entries), tuple(problems), roles)


def _translations(lines: Sequence[Line]) -> dict[int, str]:
    """Return the lines that are translations, and by whom: `…` / `translated by Google` / `…` in another language."""
    translators = [_translator(line) for _, line in lines]
    found: dict[int, str] = {}
    for at in range(2, len(lines)):
        (_, original), (number, line) = lines[at - 2], lines[at]
        between = translators[at - 1] and not translators[at - 2] and not any(translators[at : at + 2])
        both = between and min(prose.weight(original), prose.weight(line)) >= FLOOR
        if both and prose.language(original) != prose.language(line):
            found[number] = translators[at - 1]
    return found if len(found) >= BETWEEN * sum(map(bool, translators)) else {}


def _translator(line: str) -> str:
    """Return who translated, if the line says so and nothing else."""
    found = MARKER.fullmatch(line) if len(line) <= LONGEST else None
    return (found["translator"] or found["service"]) if found else ""


def _translated(entry: Entry, translator: str) -> Entry:
    """The service puts its mark under originals that it left alone, too: English under a Chinese service's mark."""
    if entry.abstract is None or entry.abstract.value.language == "en":
        return entry
    return replace(entry, abstract=replace(entry.abstract, value=replace(entry.abstract.value, translator=translator)))


def _unmarked(entry: Entry) -> Problem:
    return warning(entry.place, "an abstract without a 'translated by' line after it")
