"""A site that follows its list: after a change only those pages are rendered again that show it."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from carrel.problem import has_errors
from carrel.publish import engine
from carrel.publish.engine import Rendering
from carrel.publish.state import state_folder
from carrel.publish.swap import Stage

_RIVALS = ("index.md", "README.md")  # where both stand in a folder, MkDocs drops one of them


class Preview:
    """The site in `.carrel/preview/`; it always stands there whole: after a fault, the last good one."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = state_folder(root) / "preview"
        self.version = 0  # grows when a byte of the site changed
        self._stage = Stage(self.folder, self.folder.parent)
        self._last: Rendering | None = None
        self.remove()

    def remove(self) -> None:
        """Leave nothing behind."""
        self._stage.remove()

    def update(self, touched: frozenset[str], *, date: str | None, whole: bool) -> Rendering:
        """Bring the site up to date after the files `touched` of docs/ changed; all of it if need be."""
        last = self._last
        if whole or last is None or last.only_whole or self._upsets(touched, last):
            return self._render_all(date)
        return self._render_part(touched, last, date)

    def _render_all(self, date: str | None) -> Rendering:
        rendering = engine.render(self.root, self._stage.begin(), date=date)
        if not has_errors(rendering.problems):
            self._stage.commit()
            self._last = rendering
            self.version += 1
        self._stage.recover()
        return rendering

    def _render_part(self, touched: frozenset[str], last: Rendering, date: str | None) -> Rendering:
        gone = {uri for uri in touched if uri in last.outputs and not self._source(uri).is_file()}
        new = touched - last.outputs.keys()
        patch = self._stage.begin()
        only = touched | self._that_mention(gone | new, last)
        rendering = engine.render(self.root, patch, date=date, only=only)
        if not has_errors(rendering.problems):
            if rendering.navigation != last.navigation:
                return self._render_all(date)
            changed = _lay_over(patch, self.folder)
            for uri in gone:
                (self.folder / last.outputs[uri]).unlink(missing_ok=True)
            self._last = rendering
            self.version += bool(changed or gone)
        self._stage.recover()
        return rendering

    def _upsets(self, touched: frozenset[str], last: Rendering) -> bool:
        """Tell whether files came or went that others stand in for: a theme's own file, or an index page."""
        for uri in touched:
            is_there = self._source(uri).is_file()
            if not is_there and not uri.endswith(".md"):
                return True
            if PurePosixPath(uri).name in _RIVALS and is_there != (uri in last.outputs):
                return True
        return False

    def _that_mention(self, uris: Iterable[str], last: Rendering) -> frozenset[str]:
        """Return the pages that may link to a page that came or went: its name stands in their text."""
        names = [PurePosixPath(uri).name.encode() for uri in uris]
        if not names:
            return frozenset()
        pages = (uri for uri in last.outputs if uri.endswith(".md") and self._source(uri).is_file())
        return frozenset(uri for uri in pages if any(map(self._source(uri).read_bytes().__contains__, names)))

    def _source(self, uri: str) -> Path:
        return self.root / "docs" / uri


def _lay_over(patch: Path, folder: Path) -> bool:
    """Move the files of one folder over those of another; tell whether that changed any."""
    changed = False
    for path in _files(patch):
        place = folder / path.relative_to(patch)
        if not place.is_file() or place.read_bytes() != path.read_bytes():
            place.parent.mkdir(parents=True, exist_ok=True)
            path.replace(place)
            changed = True
    return changed


def _files(folder: Path) -> Iterator[Path]:
    return (Path(parent, name) for parent, _, names in os.walk(folder) for name in names)
