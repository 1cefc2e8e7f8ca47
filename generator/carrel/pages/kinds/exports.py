"""References for other programs: the whole list in three formats, and what a browser makes shorter lists from.

api/library.bib, .ris and .csl.json hold all papers. The pages of papers and of lists copy and download references by
the script cite.js of the theme, from api/cite/: classic scripts, since nothing else works from disk. They are so many
that one holds some sixteen papers, told apart by a checksum of the paper's id; a page loads those that it needs.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence

from carrel.exports import csl_json
from carrel.model import Library
from carrel.pages.citing import Reference, whole
from carrel.pages.view import ROWS, File, View

PAPERS = 16  # in one script, or up to twice as many in all


def files(view: View) -> Iterator[File]:
    """Three files for everybody, and the scripts."""
    papers = list(view.library.papers)
    references = {paper: view.citing.reference(paper) for paper in papers}
    yield from _library(list(references.values()))
    shards: list[list[str]] = [[] for _ in range(1 << ((len(papers) - 1) // PAPERS).bit_length())] if papers else [[]]
    for paper in papers:
        shards[zlib.crc32(paper.encode()) % len(shards)].append(_row(paper, references[paper]))
    yield File("api/cite/index.js", f"window.carrelShards = {len(shards)};\n")
    for number, rows in enumerate(shards):
        yield File(f"api/cite/{number}.js", _script("carrelCitations", rows))
    for path, listed in _long_lists(view.library):
        yield File(f"api/cite/{path}.js", _script("carrelListed", [json.dumps(paper) for paper in listed]))


def _library(references: Sequence[Reference]) -> Iterator[File]:
    yield File("api/library.bib", "\n".join(whole(one.bibtex, one.latex) for one in references))
    yield File("api/library.ris", "".join(whole(one.ris, one.abstract) for one in references))
    abstracts = ({"abstract": one.abstract} if one.abstract else {} for one in references)
    entries = ({**one.csl, **abstract} for one, abstract in zip(references, abstracts, strict=True))
    yield File("api/library.csl.json", csl_json.text(entries))


def _row(paper: str, reference: Reference) -> str:
    """Return a paper as the script has it; the abstract stands there once, unless BibTeX writes it otherwise."""
    row = [paper, reference.bibtex, reference.ris, reference.csl, reference.abstract]
    text = json.dumps([*row, reference.latex] if reference.latex != reference.abstract else row, ensure_ascii=False)
    # Two separators of lines were no part of a script's strings before 2019.
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _script(name: str, rows: Iterable[str]) -> str:
    """Return a script that adds rows to a list of the window."""
    return f"(window.{name} ??= []).push(\n" + ",\n".join(rows) + "\n);\n"


def _long_lists(library: Library) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the lists that go on over several pages, by the path of the first one; a shorter list is on its page."""
    kinds: dict[str, Iterable[tuple[str, Sequence[str]]]] = {
        "papers": [("index", list(library.papers))],
        "authors": [(person.id, person.papers) for person in library.people.values()],
        "topics": library.by_topic.items(),
        "venues": library.by_venue.items(),
        "years": library.by_year.items(),
        "seeds": [(seed.id, seed.papers) for seed in library.seeds.values()],
    }
    for kind, lists in kinds.items():
        yield from ((f"{kind}/{name}", papers) for name, papers in lists if len(papers) > ROWS)
