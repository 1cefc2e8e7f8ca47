"""A record whose file is not called as its id should be.

`seeds/papers/lancet.yml` is the paper `lancet`, and its page is `papers/lancet.html`. So the name of the file is made
of small letters, digits and single hyphens, and no two records, nor a record and an alias, have the same one.
"""

from carrel.checks import Example

EXAMPLE = Example(
    {"seeds/papers/Tides 2.yml": "title: Tides\n"},
    "seeds/papers/Tides 2.yml: error: 'Tides 2' is no id (small letters, digits, single hyphens); call it tides-2.yml",
)
