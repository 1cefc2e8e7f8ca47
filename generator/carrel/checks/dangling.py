"""A reference that leads nowhere.

A record names a document, a paper or the first words of one, or `people.yml` a paper or a person, and there is no such
thing. The message names the nearest one. Where a paper has got another id, `aliases:` in its record keeps the old one
alive.
"""

from carrel.checks import Example

EXAMPLE = Example(
    {"seeds/papers/ebb.yml": "title: Ebb\n", "seeds/papers/tides.yml": "title: Tides\nnot_same_as: [eb]\n"},
    "seeds/papers/tides.yml:2: error: not_same_as: there is no paper 'eb'; did you mean 'ebb'?",
)
