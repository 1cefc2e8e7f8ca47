"""A file that cannot be read at all.

It is no YAML, not UTF-8, too large, a link that leads out of the list, or a seed of a kind that Carrel does not know.
The message says which, and in YAML what people mostly meant: a value that holds `: ` needs quotes around it, and lines
are indented with spaces. Anchors (`&`), aliases (`*`) and tags (`!!`) are refused, since a small file could grow large
by them.
"""

from carrel.checks import Example

EXAMPLE = Example(
    {"seeds/papers/tides.yml": "title: Tides: a Survey\n"},
    "seeds/papers/tides.yml:1: error: not YAML: mapping values are not allowed in this context; "
    "a value that holds ': ' needs quotes around it",
)
