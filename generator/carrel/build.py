"""The whole: seeds → entries → library → pages → site, each step from the one before and from nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from carrel import pages, publish, readers, records, settings
from carrel.catalogue import catalogue
from carrel.growing import growing
from carrel.model import Library
from carrel.pages import shelf
from carrel.problem import Problem, filed, has_errors
from carrel.records.drafts import Drafts

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command did: the library it made, everything that is wrong, and how many files it wrote."""

    library: Library
    problems: list[Problem] = field(default_factory=list)
    pages: int = 0
    changed: int = 0

    @property
    def failed(self) -> bool:
        """Whether something is so wrong that nothing was published."""
        return has_errors(self.problems)


@growing()
def load(root: Path) -> tuple[Library, list[Problem]]:
    """Read the list at `root` and catalogue it; the problems are sorted by place."""
    restored = filed(publish.recover(root), "page")
    library, problems = _read(root)
    return library, sorted({*restored, *problems})


def _read(root: Path) -> tuple[Library, list[Problem]]:
    """Read what stands in seeds/ and mkdocs.yml."""
    curated, faults = records.read_all(root)
    readings, unreadable = readers.read_all(root, records.papers.names_of(curated.records))
    library, disagreements = catalogue(readings, curated)
    return library, [*faults, *unreadable, *disagreements, *settings.check(root)]


@growing()
def write(root: Path) -> Outcome:
    """Write the pages of the list into docs/; after an error nothing is written.

    Raise `publish.RefusedError` if another process holds the list, and does not let go of it.
    """
    with publish.locked(root):
        library, problems = load(root)
        if has_errors(problems):
            return Outcome(library, problems)
        rendered = pages.render(library, problems, settings.read(root), Drafts(root, library))
        files = {f.path: f.content.encode() for f in rendered}
        foreign, changed = shelf.put(root / "docs", files)
    made = sum(path.endswith(".md") for path in files)
    return Outcome(library, [*problems, *filed(foreign, "page")], 0 if foreign else made, changed)


def build(root: Path, progress: Progress | None = None) -> Outcome:
    """Write the pages and publish them as site/; after an error the last good site is untouched.

    Raise `publish.RefusedError` if another process holds the list, and does not let go of it.
    """
    with publish.locked(root):
        written = write(root)
        if written.failed:
            return written
        faults = publish.build_site(root, date=newest(written.library), progress=progress)
    return replace(written, problems=[*written.problems, *filed(faults, "page")])


def newest(library: Library) -> str | None:
    """Return the newest date of the list, which stands for today: a site does not depend on the clock."""
    return max((paper.date.value for paper in library.papers.values() if paper.date), default=None)
