"""An abstract that looks cut.

It ends in the midst of a sentence, or with dots. Pages that show the first lines of an abstract are often scraped so.
"""

import re
from collections.abc import Iterator

from carrel.checks import Example, Survey
from carrel.model import Text, Words
from carrel.problem import Problem, hint

EXAMPLE = Example(
    {
        "seeds/papers/tides.yml": "title: Tides\nauthors: [Ada Vale]\ndate: 2023\nvenue: ACL\n"
        "abstract: We measure tides in nine harbours and learn how the\n"
    },
    "seeds/papers/tides.yml:5: hint: the abstract ends in the midst of a sentence: "
    "'… in nine harbours and learn how the'",
)
SHOWN = 40  # characters
_END = re.compile(r"[.!?。！？:;)\]}\"'”’」』*]\s*$")
_DOTS = re.compile(r"(?:\.\.\.|…)\s*\W?\s*$|\[(?:truncated|more)\]\s*$|\b(?:read|show) more\W*$", re.IGNORECASE)


def find(survey: Survey) -> Iterator[Problem]:
    """Look at how abstracts end."""
    for paper in survey.library.papers.values():
        abstract = paper.abstract
        if abstract and _is_cut(abstract.value.text):
            tail = abstract.value.text.source.rstrip()[-SHOWN:]
            shown = tail.partition(" ")[2] or tail
            yield hint(abstract.origin.place, f"the abstract ends in the midst of a sentence: '… {shown}'")


def _is_cut(text: Text) -> bool:
    """Tell whether it ends as no abstract does; one that ends in a formula or an address may be whole."""
    last = text.runs[-1] if text.runs else None
    return isinstance(last, Words) and bool(_DOTS.search(last.text[-20:]) or not _END.search(last.text[-20:]))
