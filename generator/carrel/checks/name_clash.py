"""Two entries that claim one name, one id or one paper.

`people.yml` gives every name on a paper to one person. Where two bear one name, say in `papers:` which are whose. An id
is that of one person, one topic or one venue, and so is each that stands under `aliases:`.
"""

from carrel.checks import Example

EXAMPLE = Example(
    {
        "seeds/papers/tides.yml": "title: Tides\nauthors: [Ada Vale]\n",
        "seeds/people.yml": "- {id: ada-vale-a, name: Ada Vale, papers: [tides]}\n"
        "- {id: ada-vale-b, name: Ada Vale, papers: [tides]}\n",
    },
    "seeds/people.yml:2: error: the paper 'tides' is that of 'ada-vale-a' (line 1) already",
)
