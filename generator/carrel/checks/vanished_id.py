"""An address that is gone.

`seeds/ids.txt` lists the addresses that the site has had. Others have linked to them, so each must have a page, or lead
to one. After a rename, put the old id under `aliases:` in the record, or in the entry of `people.yml`, `topics.yml` or
`venues.yml`. A paper that leaves the list keeps its record, with `removed:` and the reason: its page says so. If an
address is meant to go, take its line out of the file.

An empty file begins the list: `carrel check --fix` fills it, and adds what is new.

For an author or a venue it is a warning only: a name that was misspelled goes when it is put right.
"""

from collections.abc import Collection, Iterator

from carrel import published
from carrel.checks import Example, Survey
from carrel.problem import Place, Problem, error, warning

EXAMPLE = Example(
    {"seeds/papers/tides.yml": "title: Tides\n", "seeds/ids.txt": "papers/ebb\npapers/tides\n"},
    "seeds/ids.txt:1: error: papers/ebb is gone; keep it by 'aliases: [ebb]' in the record of its paper, "
    "or take this line out",
)

HOMES = {
    "papers": (error, "the record of its paper"),
    "authors": (warning, "their entry of people.yml"),
    "topics": (error, "the entry of its topic in topics.yml"),
    "venues": (warning, "the entry of its venue in venues.yml"),
}


def find(survey: Survey) -> Iterator[Problem]:
    """Compare the addresses that were with those that are."""
    if not survey.listed:
        return
    there = published.reached(survey.library)
    for address, line in survey.listed.items():
        room, _, name = address.partition("/")
        if address not in there and not _may_come_back(room, name, survey.broken):
            place = Place(published.PATH, line)
            if room not in HOMES:
                yield warning(place, f"'{address}' is none of {', '.join(f'{room}/…' for room in HOMES)}")
                continue
            tell, home = HOMES[room]
            keep = f"keep it by 'aliases: [{name}]' in {home}, or take this line out"
            yield tell(place, f"{address} is gone; {keep}")


def _may_come_back(room: str, name: str, broken: Collection[str]) -> bool:
    """Tell whether the page is there again when the records are put right."""
    return f"seeds/papers/{name}.yml" in broken if room == "papers" else room != "topics" and bool(broken)
