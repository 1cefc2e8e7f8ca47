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
from carrel.problem import warning
from carrel.readers.contract import Context, Document
from carrel.readers.markdown_list.listing import listing
from carrel.readers.markdown_list.papers import entry
from carrel.readers.markdown_list.parts import CODE, HTML, PROSE

MARKED = 0.1  # of its lines, so many begin as lines of Markdown do
PAPERS = 0.5  # of the entries of a reading list, so many are papers;
MANY = 20  # or so many at all, among tools and courses,
SOME = 0.15  # if they are this part of it
FLOOR = 0.2  # for each line of prose or code, so many papers
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
    found = listing(document)
    papers = len(found.papers)
    others = sum(len(lines) for lines in found.others.values())
    rest = sum(1 for role in found.roles.values() if role in {PROSE, CODE, HTML})
    share = papers / (papers + others or 1)
    if not papers or papers < FLOOR * rest or share < (PAPERS if papers < MANY else SOME):
        return 0.0
    titled = sum(1 for paper in found.papers if paper.mention.title)
    return 0.9 if titled >= 0.5 * papers else 0.0


def names(document: Document) -> Iterable[str]:
    """Return every author whose name has two full parts."""
    for paper in listing(document).papers:
        if paper.mention.byline:
            yield from (str(n) for n in paper.mention.byline.authors.names if n.given and "." not in n.given)


def read(document: Document, context: Context) -> Reading:  # noqa: ARG001  # the contract's signature
    """Read each mention of a paper; what leads elsewhere is told once a section."""
    found = listing(document)
    problems = list(found.problems)
    entries = [entry(document, paper, n, problems) for n, paper in enumerate(found.papers, 1)]
    for first, lines in found.others.items():
        count = f"{len(lines)} entries lead" if len(lines) > 1 else "an entry leads"
        problems.append(warning(document.place(first), f"{count} to no paper, from this line on; left out"))
    return Reading(tuple(entries), tuple(sorted(problems)), found.roles)
