"""An address that `seeds/ids.txt` does not have yet.

New papers get on the list with the next `carrel check --fix`, which the people who look after the list run now and
then. Nobody who adds a paper needs to.
"""

from collections.abc import Iterator

from carrel import published
from carrel.checks import AddAddresses, Example, Survey
from carrel.problem import Place, Problem, hint

EXAMPLE = Example(
    {
        "seeds/papers/ebb.yml": "title: Ebb\n",
        "seeds/papers/tides.yml": "title: Tides\n",
        "seeds/ids.txt": "papers/ebb\n",
    },
    "seeds/ids.txt: hint: new addresses are not here yet, papers/tides for one",
)


def find(survey: Survey) -> Iterator[Problem]:
    """Tell of new addresses, in one hint for all of them."""
    if new := _new(survey):
        yield hint(Place(published.PATH), f"new addresses are not here yet, {new[0]} for one")


def fix(survey: Survey, problem: Problem) -> Iterator[AddAddresses]:
    """Add them."""
    yield AddAddresses(problem.place.path, tuple(_new(survey)))


def _new(survey: Survey) -> list[str]:
    listed = survey.listed
    return [] if listed is None else [one for one in published.addresses(survey.library) if one not in listed]
