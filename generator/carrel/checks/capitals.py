"""A title in capitals.

Write it as a sentence or in title case: a citation style can raise letters, but not lower them.
"""

from collections.abc import Iterator

from carrel import markup
from carrel.checks import Example, Survey
from carrel.problem import Problem, hint

WORDS, LETTERS = 2, 12  # fewer are an acronym
EXAMPLE = Example(
    {"seeds/papers/tides.yml": "title: TIDES IN NINE HARBOURS\nauthors: [Ada Vale]\ndate: 2023\n"},
    "seeds/papers/tides.yml:1: hint: the title is in capitals; write it in small letters",
)


def find(survey: Survey) -> Iterator[Problem]:
    """Look at titles."""
    for paper in survey.library.papers.values():
        title = markup.plain(paper.title.value)
        if title.isupper() and len(title.split()) > WORDS and sum(map(str.isalpha, title)) >= LETTERS:
            yield hint(paper.title.origin.place, "the title is in capitals; write it in small letters")
