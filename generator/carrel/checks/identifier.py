"""A DOI, an arXiv id or an ORCID that is none.

An id that is mistyped leads readers to somebody else's paper, or nowhere. Copy it from the page of the paper. The last
digit of an ORCID tells whether the others are right.
"""

from carrel.checks import Example

EXAMPLE = Example(
    {"seeds/papers/tides.yml": "title: Tides\narxiv: 2413.00001\n"},
    "seeds/papers/tides.yml:2: error: arxiv: '2413.00001' is no arXiv id; write one like 2404.19429 or cs/0112017",
)
