"""CSL-JSON, the format of citation processors: a list of items, one item, or `{"items": […]}`, also one a line.

What a variable means here:
- Authors are those of `author`; where an item has editors, directors … only, it has no authors, and they stay under
  `extra`. A particle belongs to the family name, and so does a suffix.
- `issued` is what `issued` says, of a range the start; `date` is `available-date`, or see `references.Draft.put_date`.
- The venue is the `container-title`, or the event of a conference paper that has none.
- `<i>`, `<sup>`, `<span class="nocase">` and their like in titles and abstracts are read; the rest is as typed.
- An answer of Crossref is CSL-JSON in an envelope: its `message` is an item, or holds `items`. Titles and the names of
  journals are lists there; a `subtitle` belongs to the title.
- All other variables stay under `extra` as they stood, and so does one that the model says less of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from carrel.readers.contract import BULKY, Context, Document, Reading

MOST_BYTES = BULKY
BEGINNING = 9  # lines with something in them, which a writer who spreads out needs for a few brackets

_BEGINNING = re.compile(r"[\[\s]*(?:\{\s*[\"}]|\[\s*\])")  # of a list of objects, of an object, of an empty list


def sniff(document: Document) -> float:
    """Be sure of JSON among whose first items is one of CSL, or whose items have nothing in them."""
    beginning = "".join(line for _, line in document.filled[:BEGINNING])
    if not _BEGINNING.match(beginning):
        return 0.0
    from carrel.readers.csl_json import reading  # noqa: PLC0415  # four modules, and few documents need them

    return reading.sure(document)


def names(document: Document) -> Iterable[str]:
    """Return the authors of every item, as far as they have a given name."""
    from carrel.readers.csl_json import reading  # noqa: PLC0415  # as above

    return reading.names(document)


def read(document: Document, context: Context) -> Reading:  # noqa: ARG001  # the contract's signature
    """Read the items; a broken one is told, and the next one is read."""
    from carrel.readers.csl_json import reading  # noqa: PLC0415  # as above

    return reading.read(document)
