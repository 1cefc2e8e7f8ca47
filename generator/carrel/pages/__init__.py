"""The library in, files for docs/ out: Markdown pages, one template a kind, and the data that scripts read.

A new kind of page is one new file in `kinds/` (and its template); it is found here by being there.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Generator, Iterator, Sequence
from functools import cache
from typing import cast

from carrel import abreast
from carrel.model import Library
from carrel.pages import kinds
from carrel.pages.fixing import Drafts
from carrel.pages.kinds import author
from carrel.pages.view import File, View
from carrel.problem import Problem
from carrel.settings import Settings

Kind = Callable[[View], Iterator[File]]
PEOPLE = 200  # whose pages are worth a process


@cache
def registry() -> tuple[Kind, ...]:
    """Return the `files` function of every module in kinds/."""
    names = sorted(module.name for module in pkgutil.iter_modules(kinds.__path__))
    return tuple(cast("Kind", importlib.import_module(f"{kinds.__name__}.{name}").files) for name in names)


def render(
    library: Library, problems: Sequence[Problem], settings: Settings, drafts: Drafts | None = None
) -> Iterator[File]:
    """Render every file that the generator owns; `problems` are told on the pages of the documents they are in."""
    view = View(library, problems, settings, drafts)

    def share(mine: int, of: int) -> Generator[None, list[None], dict[Kind, list[File]]]:
        yield  # nothing that the others need
        own = [kind for kind in registry() if of == 1 or (kind is author.files) == bool(mine)]
        return {kind: list(kind(view)) for kind in own}

    # The pages of people are about half of all work; there is nothing else that would be worth a third process.
    shares = abreast.run(share, min(2, abreast.processes(len(library.people), PEOPLE)))
    made = {kind: files for files_of_share in shares for kind, files in files_of_share.items()}
    for kind in registry():
        yield from made[kind]
