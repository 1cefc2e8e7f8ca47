"""A reading list in Markdown: bullets, numbered lists, tables, or paragraphs of one paper each, under headings.

    ## Pruning
    - [A Title](https://arxiv.org/abs/2404.19429). Jane Roe, John Doe. ACL 2024. [[code](https://github.com/x/y)]
      - a bullet below it is a note, or has its links

    | Title | Authors | Year | Link |
    | --- | --- | --- | --- |

Headings become topics, but for the name of the document, and for dates. Where a line says what is told by
`wording`; a line that leads to no paper (prose, contents, badges, tools) is known for what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from carrel.model import Reading
from carrel.readers.contract import BULKY, Context, Document

MOST_BYTES = BULKY
MARKED = 0.1  # of its lines, so many begin as lines of Markdown do
SAMPLE = 3_000  # lines that show what a document is

_MARKED = re.compile(r"\s*(?:[-*+•●]\s|\d{1,4}[.)]\s|\||#{1,6}\s|[*_\[]|<h[1-6])")  # what Markdown is known by
_KEYED = re.compile(r"[A-Za-z_][\w-]*:(?:\s|$)")


def sniff(document: Document) -> float:
    """Be sure of a document whose entries lead to papers for the most part, and that is not mainly something else."""
    if len(document.lines) > SAMPLE:
        document = Document(document.path, document.lines[:SAMPLE])
    marked = sum(1 for line in document.lines if _MARKED.match(line))
    keyed = sum(1 for line in document.lines if _KEYED.match(line))  # as in YAML, which has bullets, too
    linked = any("http" in line for line in document.lines)
    if marked < MARKED * len(document.filled) or keyed >= MARKED * len(document.filled) or not linked:
        return 0.0
    from carrel.readers.markdown_list import reading  # noqa: PLC0415  # ten modules, and few documents need them

    return reading.sure(document)


def names(document: Document) -> Iterable[str]:
    """Return every author whose name has two full parts."""
    from carrel.readers.markdown_list import reading  # noqa: PLC0415  # as above

    return reading.names(document)


def read(document: Document, context: Context) -> Reading:
    """Read each mention of a paper; what leads elsewhere is told once a section."""
    from carrel.readers.markdown_list import reading  # noqa: PLC0415  # as above

    return reading.read(document, context)
