"""BibTeX and biblatex: `@article{key, title = {…}, …}`.

What a field means here:
- The title is the `title`, with its `subtitle` where there is one; braces that only protect capitals are gone.
- Authors are those of `author`; where an entry has editors only, it has no authors, and the editors stay under `extra`.
- `issued` is what `date`, or `year` and `month`, say: when the venue published it. The first public version is another
  matter: it is known (`date`) only where the entry is an arXiv preprint in no venue and the date agrees with its id,
  which tells year and month. Of a range the start is taken, and the range is kept.
- `journal = {arXiv preprint arXiv:…}` or `{CoRR}` is no venue, but says the arXiv id.
- Fields of the `crossref` or `xdata` that the entry lacks are inherited, as biblatex does: the parent's title is the
  child's book title. Identifiers, abstracts and keywords are the parent's own.
- A field that the model has no place for, or says less than, stays under `extra` as it stood; so do the entry's type
  and key. A BibTeX `note` is for the printed reference, not for readers here: it stays there, too.
"""

from __future__ import annotations

from collections.abc import Iterable

from carrel.readers.contract import BULKY, Context, Document, Reading

MOST_BYTES = BULKY


def sniff(document: Document) -> float:
    """Be sure of a document that begins as a BibTeX file, or is made of its blocks for the most part."""
    if not any(line.startswith(("@", "%")) for _, line in document.filled):
        return 0.0
    from carrel.readers.bibtex import reading  # noqa: PLC0415  # three modules, and few documents need them

    return reading.sure(document)


def names(document: Document) -> Iterable[str]:
    """Return the authors of every entry, as far as they have a given name."""
    from carrel.readers.bibtex import reading  # noqa: PLC0415  # as above

    return reading.names(document)


def read(document: Document, context: Context) -> Reading:  # noqa: ARG001  # the contract's signature
    """Read the entries; a bad one is told, and what can be read of it is kept."""
    from carrel.readers.bibtex import reading  # noqa: PLC0415  # as above

    return reading.read(document)
