"""An id that is written with more than the id.

It is understood, but one way to write it makes records easy to compare: the DOI without `https://doi.org/`, the arXiv
id without `arXiv:` and without a version.
"""

from collections.abc import Iterator

from carrel.checks import Example, SetField, Survey
from carrel.problem import Place, Problem, hint

EXAMPLE = Example(
    {"seeds/papers/tides.yml": "title: Tides\nauthors: [Ada Vale]\ndate: 2023\narxiv: arXiv:2404.19429v2\n"},
    "seeds/papers/tides.yml:4: hint: arxiv: write 2404.19429 instead of 'arXiv:2404.19429v2'",
)


def find(survey: Survey) -> Iterator[Problem]:
    """Look at what records wrote where another form was read."""
    for record in survey.curated.records:
        for key, typed in record.typed.items():
            place = Place(record.place.path, record.lines[key])
            yield hint(place, f"{key}: write {getattr(record, key).value} instead of '{typed}'")


def fix(survey: Survey, problem: Problem) -> Iterator[SetField]:
    """Write the id alone."""
    found = survey.field(problem)
    if found and found[1] in found[0].typed:
        yield SetField(problem.place.path, found[1], getattr(*found).value)
