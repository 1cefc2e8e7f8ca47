"""A text that is far too long for its field.

Something else got in: all of the paper as its abstract, a page as its title, a sentence where a number should stand.
The page shows all of it, and so does the search. Shorten it; what is worth keeping may stand under `note:` or `extra:`.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from carrel.checks import Example, Survey
from carrel.model import Abstract, Field, Text
from carrel.problem import Problem, warning

EXAMPLE = Example(
    {
        "seeds/papers/tides.yml": "title: Tides\nauthors: [Ada Vale]\ndate: 2023\nvenue: ACL\nabstract: We see.\n"
        "pages: as counted in the copy of our harbour master, from which the table of the second quarter\n"
        "  has been cut out by hand\n"
    },
    "seeds/papers/tides.yml:6: warning: pages: 113 characters; no more than 100 are usual, so something else got in",
)
MOST: Mapping[str, int] = MappingProxyType(
    {
        "title": 1_000,
        "abstract": 20_000,
        **dict.fromkeys(("why", "note", "remark"), 20_000),
        **dict.fromkeys(("venue", "publisher"), 500),
        **dict.fromkeys(("volume", "issue", "pages"), 100),
        **dict.fromkeys(("url", "code"), 2_000),
    }
)  # characters


def find(survey: Survey) -> Iterator[Problem]:
    """Look at how much papers say, and what each source says of them."""
    for paper in survey.library.papers.values():
        for name, most in MOST.items():
            field: Field[Any] | None = getattr(paper, name)
            for said in (field, *field.others) if field else ():
                if (length := len(_typed(said.value))) > most and said.origin.rule is None:
                    usual = f"no more than {most:,} are usual, so something else got in"
                    yield warning(said.origin.place, f"{name}: {length:,} characters; {usual}")


def _typed(value: str | Text | Abstract) -> str:
    text = value.text if isinstance(value, Abstract) else value
    return text.source if isinstance(text, Text) else text
