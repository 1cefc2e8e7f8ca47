"""Papers of a name that several people bear, and nobody's yet.

Their authors' page is a signpost until `people.yml` says whose they are: under `papers:` if a public page shows it,
under `perhaps:` if you have a reason and no more.
"""

from collections.abc import Iterator

from carrel.checks import Example, Survey
from carrel.problem import Problem, hint

NAMED = 3  # papers that the message names
EXAMPLE = Example(
    {
        "seeds/papers/ebb.yml": "title: Ebb\nauthors: [Ada Vale]\n",
        "seeds/papers/flow.yml": "title: Flow\nauthors: [Ada Vale]\n",
        "seeds/papers/tides.yml": "title: Tides\nauthors: [Ada Vale]\n",
        "seeds/people.yml": "- {id: ada-vale-a, name: Ada Vale, papers: [tides]}\n"
        "- {id: ada-vale-b, name: Ada Vale, papers: [flow]}\n",
    },
    "seeds/people.yml:1: hint: Ada Vale is 2 people; nobody has 'ebb' yet",
)


def find(survey: Survey) -> Iterator[Problem]:
    """Look for signposts with papers."""
    for person in survey.library.people.values():
        if not person.bearers or not person.papers:
            continue
        place = survey.library.people[person.bearers[0]].place
        more = len(person.papers) - NAMED
        which = ", ".join(f"'{paper}'" for paper in person.papers[:NAMED]) + (f" and {more} more" if more > 0 else "")
        if place:
            yield hint(place, f"{person.name} is {len(person.bearers)} people; nobody has {which} yet")
