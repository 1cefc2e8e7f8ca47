"""A date that is still to come.

A paper is out before it is read. A venue may be a year ahead.
"""

from collections.abc import Iterator

from carrel.checks import Example, Survey
from carrel.problem import Problem, warning

EXAMPLE = Example(
    {"seeds/papers/tides.yml": "title: Tides\ndate: 2204-04-30\n"},
    "seeds/papers/tides.yml:2: warning: the date 2204-04-30 is still to come",
)


def find(survey: Survey) -> Iterator[Problem]:
    """Look at dates; a coarse one is to come if all of it is."""
    today = survey.today
    for paper in survey.library.papers.values():
        if paper.date and paper.date.value > today[: len(paper.date.value)]:
            yield warning(paper.date.origin.place, f"the date {paper.date.value} is still to come")
        if paper.issued and int(paper.issued.value[:4]) > int(today[:4]) + 1:
            yield warning(paper.issued.origin.place, f"the year of the venue, {paper.issued.value}, is still to come")
