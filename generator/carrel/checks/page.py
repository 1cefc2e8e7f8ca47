"""A page that cannot be written or published.

A file stands where a page should go, a folder may not be written to, or MkDocs has something to say of a page that you
wrote. Only `carrel write` and `carrel build` can tell.
"""

from carrel.checks import Example

EXAMPLE = Example(
    {"seeds/papers/tides.yml": "title: Tides\n", "docs/papers/tides.md": "My own page.\n"},
    "docs/papers/tides.md: error: a file that carrel did not write stands in the place of a page; move it away",
)
