"""A field that no record has.

Mostly it is a slip of the pen, and the message names the field that was meant. What has no field of its own can stand
under `extra:`.
"""

from carrel.checks import Example

EXAMPLE = Example(
    {"seeds/papers/tides.yml": "title: Tides\nvennue: ACL\n"},
    "seeds/papers/tides.yml:2: error: unknown field 'vennue'; did you mean 'venue'?",
)
