"""A reading list in Markdown, read: whether it is one, who is named in it, and its papers."""

from __future__ import annotations

from collections.abc import Iterable

from carrel.model import Reading
from carrel.problem import warning
from carrel.readers.contract import Context, Document
from carrel.readers.markdown_list.listing import listing
from carrel.readers.markdown_list.papers import entry
from carrel.readers.markdown_list.parts import CODE, HTML, PROSE

PAPERS = 0.5  # of the entries of a reading list, so many are papers;
MANY = 20  # or so many at all, among tools and courses,
SOME = 0.15  # if they are this part of it
FLOOR = 0.2  # for each line of prose or code, so many papers


def sure(document: Document) -> float:
    """Be sure of a document whose entries lead to papers for the most part."""
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
