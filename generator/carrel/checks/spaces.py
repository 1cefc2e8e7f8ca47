"""White space that nobody sees.

Two spaces in a row, a tab, a space that does not break, or one of no width: the page shows one space, but searching the
files for the words finds nothing.
"""

from collections.abc import Iterator

from carrel.checks import Example, SetField, Survey
from carrel.model import Record
from carrel.problem import Place, Problem, hint

FIELDS = ("title", "venue", "volume", "issue", "pages", "publisher")
EXAMPLE = Example(
    {"seeds/papers/tides.yml": "title: Tides  in Nine Harbours\nauthors: [Ada Vale]\ndate: 2023\n"},
    "seeds/papers/tides.yml:1: hint: title: more white space than words need",
)
_UNSEEN = "\u200b\u2060\ufeff\xad"  # of no width; joiners (U+200C, U+200D) mean something in some scripts


def tidy(text: str) -> str:
    """Return the text with single spaces, and without what has no width."""
    return " ".join(text.translate(dict.fromkeys(map(ord, _UNSEEN))).split())


def find(survey: Survey) -> Iterator[Problem]:
    """Look at the short fields of records."""
    for record in survey.curated.records:
        for key, written in _written(record):
            if tidy(written) != written:
                yield hint(Place(record.place.path, record.lines[key]), f"{key}: more white space than words need")


def _written(record: Record) -> Iterator[tuple[str, str]]:
    for key in FIELDS:
        said = getattr(record, key)
        if said:
            yield key, said.value.source if key == "title" else said.value


def fix(survey: Survey, problem: Problem) -> Iterator[SetField]:
    """Put single spaces."""
    found = survey.field(problem)
    if found:
        written = dict(_written(found[0])).get(found[1], "")
        yield SetField(problem.place.path, found[1], tidy(written))
