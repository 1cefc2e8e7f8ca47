"""Puts a finished folder in the place of another, so that a kill at any moment loses neither.

While `site` is built and replaced, up to four folders stand beside each other:

    .site.new    being made; worth nothing
    .site.ready  finished, not yet in its place
    .site.old    the one that stood before, while the two change places
    .site.gone   being deleted; worth nothing

Only renames count, and a rename happens wholly or not at all. Whatever stands between two of them tells what is to be
done: see `recover`. (A kill is meant, not a loss of power: nothing is forced to the disk.)
"""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

_SIGNS = ("index.html", "404.html")  # by which a folder shows itself to be a site
_OURS = ("docs", "seeds", ".carrel", ".git")


@dataclass(frozen=True, slots=True)
class Stage:
    """A folder that is to be replaced, and the folder on the same file system where its successor grows."""

    target: Path
    wings: Path

    def _beside(self, step: str) -> Path:
        return self.wings / f".{self.target.name}.{step}"

    def begin(self) -> Path:
        """Clear away what an earlier run left, and return a fresh folder to build in."""
        self.recover()
        new = self._beside("new")
        new.mkdir()
        return new

    def commit(self) -> None:
        """Put what was built in its place; if that fails, the one before stands there again."""
        ready, old = self._beside("ready"), self._beside("old")
        try:
            self._beside("new").rename(ready)
            if os.path.lexists(self.target):
                self.target.rename(old)
            ready.rename(self.target)
        except OSError:
            if old.exists():
                old.rename(self.target)
            raise
        finally:
            self.recover()

    def remove(self) -> None:
        """Delete the folder itself, and all that stands beside it."""
        self.recover()
        _delete(self.target)

    def recover(self) -> None:
        """Bring a swap that was cut short to an end, and throw away what is left over."""
        ready, old = self._beside("ready"), self._beside("old")
        if not os.path.lexists(self.target):
            if ready.exists():
                ready.rename(self.target)
            elif old.exists():
                old.rename(self.target)
        # A folder half deleted must not pass for a whole one, so it loses its name first.
        gone = self._beside("gone")
        _delete(gone)
        for whole in (ready, old):
            if whole.exists():
                whole.rename(gone)
                _delete(gone)
        _delete(self._beside("new"))


def _delete(folder: Path) -> None:
    # What cannot be deleted now is in nobody's way, and the next run tries again.
    shutil.rmtree(folder, ignore_errors=True)


def objection(root: Path, target: Path) -> str:
    """Say why `target` must not be replaced by a site; an empty text if nothing speaks against it.

    The folder is deleted in the end, so it must be plain that it holds a site and nothing else.
    """
    foreign = target.is_dir() and any(target.iterdir()) and not any((target / page).is_file() for page in _SIGNS)
    objections = {
        "is a symbolic link; a site takes the place of a folder, so name the folder itself": target.is_symlink(),
        "would swallow the list itself; name a folder inside it, or beside it": root.is_relative_to(target),
        "belongs to the list; name another folder for the site": any(
            target.is_relative_to(root / own) for own in _OURS
        ),
        "is a file; the site needs a folder of that name": target.is_file(),
        "holds files but no site; move them away, for a build replaces the whole folder": foreign,
    }
    return next((why for why, applies in objections.items() if applies), "")
