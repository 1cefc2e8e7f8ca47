"""A field that no record has.

Mostly it is a slip of the pen, and the message names the field that was meant. What has no field of its own can stand
under `extra:`. Where a name is right but for its capitals and hyphens (`DOI:`), there is no doubt.
"""

import re
from collections.abc import Iterator

from carrel.checks import Example, RenameField, Survey
from carrel.problem import Problem

EXAMPLE = Example(
    {"seeds/papers/tides.yml": "title: Tides\nvennue: ACL\n"},
    "seeds/papers/tides.yml:2: error: unknown field 'vennue'; did you mean 'venue'?",
)
_TOLD = re.compile(r"unknown field '(.+)'; did you mean '(\w+)'\?")


def fix(_survey: Survey, problem: Problem) -> Iterator[RenameField]:
    """Write a name in small letters, if that makes it one."""
    told = _TOLD.fullmatch(problem.message)
    if told and problem.place.path.startswith("seeds/papers/") and _bare(told[1]) == _bare(told[2]):
        yield RenameField(problem.place.path, told[1], told[2])


def _bare(name: str) -> str:
    return re.sub(r"[-_ ]", "", name.casefold())
