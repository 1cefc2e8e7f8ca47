"""Two papers that may be one.

Their titles, authors or abstracts are much alike, but something speaks against it, or too little for it. Look at both,
and settle it in the record of one: `same_as:` makes one page of them, `not_same_as:` keeps them apart for good.
"""

from carrel.checks import Example

_ABSTRACT = (
    "venue: ACL\nabstract: We measure tides in nine harbours and learn how the moon moves them, "
    "with a small model that runs on a buoy.\n"
)
_PAPER = "title: Tides {} Nine Harbours\nauthors: [Ada Vale, {}]\ndate: {}\n" + _ABSTRACT
EXAMPLE = Example(
    {
        "seeds/papers/tides-a.yml": _PAPER.format("in", "Ida Fenn", 2019),
        "seeds/papers/tides-b.yml": _PAPER.format("of", "Tom Reed", 2023),
    },
    "seeds/papers/tides-b.yml:1: warning: perhaps the same paper as 'tides-a' (titles 76%, abstracts 100%, shared 1/2, "
    "yet years 2019–2023); settle it in seeds/papers/tides-b.yml by 'same_as: tides-a' or 'not_same_as: tides-a'",
)
