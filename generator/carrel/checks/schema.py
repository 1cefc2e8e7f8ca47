"""A value that its field does not take, or one that is missing.

Each field takes one kind of value: see [Records](records.md) and [People](people.md). Editors that know JSON Schema
tell the same while you type.
"""

from carrel.checks import Example

EXAMPLE = Example(
    {"seeds/papers/tides.yml": "title: Tides\ndate: 2023-13\n"},
    "seeds/papers/tides.yml:2: error: date: '2023-13' is no date; write 2023, 2023-04 or 2023-04-07",
)
