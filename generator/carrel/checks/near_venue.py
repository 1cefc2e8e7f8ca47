"""A venue that is spelled almost like another one.

One venue in two spellings has two pages. If it is a slip, correct it in a record; if both are right, put the second one
under `spellings:` in `seeds/venues.yml`.
"""

from collections.abc import Iterator

from carrel import spelling
from carrel.checks import Example, Survey
from carrel.problem import Problem, hint

SURE = 10**9  # how often a venue of venues.yml counts as used: it is never the slip
EXAMPLE = Example(
    {
        "seeds/papers/tides.yml": "title: Tides\nvenue: EMLNP\n",
        "seeds/venues.yml": "- {id: emnlp, name: EMNLP}\n",
    },
    "seeds/papers/tides.yml:2: hint: the venue 'EMLNP' is almost 'EMNLP'",
)


def find(survey: Survey) -> Iterator[Problem]:
    """Look at venues that venues.yml does not know."""
    library = survey.library
    names = {venue.name: (venue.id, len(library.by_venue[venue.id])) for venue in library.venues.values()}
    names |= {said: (v.id, SURE) for v in survey.curated.venues for said in (v.title, *v.spellings, v.name) if said}
    for rare, usual in spelling.slips({name: used for name, (_, used) in names.items()}):
        for paper in library.by_venue.get(names[rare][0], ()) if names[rare][1] < SURE else ():
            venue = library.papers[paper].venue
            if venue:
                yield hint(venue.origin.place, f"the venue '{venue.value}' is almost '{usual}'")
