"""Which pages of the site a change touches: those of the list as it was, and as it is, rendered and compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from carrel import pages, settings
from carrel.model import Library
from carrel.problem import Problem

MOST = 50  # pages of a kind that are named


@dataclass(frozen=True, slots=True)
class PagesChanged:
    """Addresses of pages, sorted."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def named(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Return the kinds of change of which there are any, with the pages."""
        kinds = (("gone", self.gone), ("new", self.new), ("changed", self.changed))
        return ((kind, found) for kind, found in kinds if found)


Sums = dict[str, bytes]


def rendered(root: Path, library: Library, problems: Sequence[Problem]) -> Sums:
    """Return a sum of what each page of a list says, by its address."""
    made = pages.render(library, problems, settings.read(root))
    return {
        f"{file.path.removesuffix('.md')}.html": blake2b(file.content.encode(), digest_size=16).digest()
        for file in made
        if file.path.endswith(".md")
    }


def compare(before: Sums, after: Sums) -> PagesChanged:
    """Return what became of pages."""
    return PagesChanged(
        tuple(sorted(after.keys() - before.keys())),
        tuple(sorted(page for page in after if page in before and after[page] != before[page])),
        tuple(sorted(before.keys() - after.keys())),
    )


def lines(found: PagesChanged) -> Iterator[str]:
    """Return them for a terminal, a line each."""
    for kind, some in found.named():
        yield from (f"page {kind}: {page}" for page in some[:MOST])
        if len(some) > MOST:
            yield f"page {kind}: … and {len(some) - MOST:,} more"


def as_markdown(found: PagesChanged) -> str:
    """Return them as Markdown; an address is made of small letters, so nothing in it is markup."""
    counts = ", ".join(f"{len(some):,} {kind}" for kind, some in found.named()) or "none changes"
    blocks = [f"### Pages: {counts}"]
    for kind, some in found.named():
        more = [f"- … and {len(some) - MOST:,} more"] if len(some) > MOST else []
        listed = "\n".join([*(f"- `{page}`" for page in some[:MOST]), *more])
        blocks.append(f"<details><summary>{kind}</summary>\n\n{listed}\n\n</details>")
    return "\n\n".join(blocks) + "\n"
