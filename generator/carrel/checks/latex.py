"""LaTeX that was not understood.

Titles, abstracts and names may hold LaTeX: accents, emphasis, formulas between dollar signs. A command that is left
over is shown as it is typed; put the character itself, or mark the formula by dollar signs.
"""

import re
from collections.abc import Iterable, Iterator

from carrel.checks import Example, Survey
from carrel.model import Paper, Run, Styled, Words
from carrel.problem import Place, Problem, hint

EXAMPLE = Example(
    {"seeds/papers/tides.yml": "title: Tides of \\mathfrak{N} Harbours\nauthors: [Ada Vale]\ndate: 2023\n"},
    "seeds/papers/tides.yml:1: hint: LaTeX is left over in the title: \\mathfrak",
)
_LEFT = re.compile(r"\\(?:[A-Za-z]{2,}|[\"'`^~=.]\{?[A-Za-z])")


def find(survey: Survey) -> Iterator[Problem]:
    """Look for commands among words."""
    for paper in survey.library.papers.values():
        for where, place, words in _words(paper):
            if "\\" in words and (left := _LEFT.search(words)):
                yield hint(place, f"LaTeX is left over in the {where}: {left.group()}")


def _words(paper: Paper) -> Iterator[tuple[str, Place, str]]:
    """Return all that is shown as words."""
    yield "title", paper.title.origin.place, "".join(_flat(paper.title.value.runs))
    if paper.abstract:
        yield "abstract", paper.abstract.origin.place, "".join(_flat(paper.abstract.value.text.runs))
    if paper.authors:
        yield "authors", paper.authors.origin.place, " ".join(map(str, paper.authors.value.names))


def _flat(runs: Iterable[Run]) -> Iterator[str]:
    for run in runs:
        if isinstance(run, Words):
            yield run.text
        elif isinstance(run, Styled):
            yield from _flat(run.runs)
