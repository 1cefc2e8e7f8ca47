"""The live preview: whoever writes sees it on the screen as soon as it is saved."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from carrel.problem import Problem, Severity, has_errors
from carrel.publish.builder import recover
from carrel.publish.lock import RefusedError, locked
from carrel.publish.messages import SETTINGS
from carrel.publish.watch import Watch

if TYPE_CHECKING:
    from carrel.publish.preview import Preview
    from carrel.publish.server import PreviewServer

Write = Callable[[], tuple[list[Problem], str | None]]
Say = Callable[[str], None]

_PAUSE = 0.25  # seconds between two looks at the files
_REST = 10  # times as long as a look takes, where that is more
_QUIET = 0.15  # a file saved is a burst of changes: this long without one ends it
_LONGEST_BURST = 2.0


def serve(
    root: Path, *, host: str = "127.0.0.1", port: int = 8000, write: Write, say: Say, also: Iterable[Path] = ()
) -> None:
    """Show the list in a browser and follow its files until Ctrl-C.

    `write` reads the seeds and writes docs/ (only what differs), and returns the problems and the newest date; `also`
    names what else it reads, its templates say. Each message for the terminal goes to `say`. Raise `RefusedError` if
    the port is taken or the list is already served.
    """
    from carrel.publish.preview import Preview  # noqa: PLC0415 - MkDocs takes 0.2 s to import; most commands do without
    from carrel.publish.server import PreviewServer  # noqa: PLC0415 - nor do they need a web server

    root = root.resolve()
    recover(root)
    with locked(root, name="serve.lock", patience=0):
        preview = Preview(root)
        server = PreviewServer(preview.folder, host, port)
        try:
            follower = _Follower(root, preview, server, write=write, say=say, also=also)
            follower.turn()
            server.start()
            say(f"serving {server.url} (Ctrl-C ends it)")
            follower.follow()
        except KeyboardInterrupt:
            say("stopped")
        finally:
            server.stop()
            preview.remove()


class _Follower:
    """Turns each burst of changes into a new state of the preview."""

    def __init__(
        self, root: Path, preview: Preview, server: PreviewServer, *, write: Write, say: Say, also: Iterable[Path]
    ) -> None:
        self._root = root
        self._preview = preview
        self._server = server
        self._write = write
        self._say = say
        self._told: set[str] = set()
        self._sources = Watch([root / "seeds", *also])
        self._pages = Watch([root / "docs"])
        self._looks = Watch([root / SETTINGS])
        self._touched: set[str] = set()  # files of docs/ that the preview does not show yet
        self._whole = True  # nor does it show anything else
        self._waiting = False  # for another process that holds the list

    def follow(self) -> None:
        """Wait for changes and show them, for ever."""
        while True:
            began = time.monotonic()
            if self._has_changed() or self._waiting:
                self._let_settle()
                self.turn()
                began = time.monotonic()
            time.sleep(max(_PAUSE, _REST * (time.monotonic() - began)))

    def turn(self) -> None:
        """Write the pages, and bring the preview up to date if nothing is wrong."""
        try:
            with locked(self._root):
                self._waiting = False
                self._show()
        except RefusedError as refused:
            self._waiting = True
            self._say(str(refused))
        except OSError as fault:
            self._say(f"{fault.filename or self._root.name}: {fault.strerror or fault}")

    def _show(self) -> None:
        began = time.monotonic()
        problems, day = self._write()
        self._note_pages()
        if not has_errors(problems) and (self._touched or self._whole):
            rendering = self._preview.update(frozenset(self._touched), date=day, whole=self._whole)
            problems = [*problems, *rendering.problems]
            if not has_errors(problems):
                if self._whole and rendering.only_whole:
                    self._say(f"each change renders all pages, because {rendering.only_whole}")
                self._touched.clear()
                self._whole = False
                self._looks.follow([self._root / SETTINGS, *rendering.folders])
                self._server.prefix = rendering.prefix
                self._say(f"{rendering.pages} pages in {time.monotonic() - began:.1f} s")
        self._report(problems)

    def _report(self, problems: list[Problem]) -> None:
        faults = [str(problem) for problem in problems if problem.severity is Severity.ERROR]
        lines = [str(problem) for problem in problems]
        for line in lines:
            if line not in self._told or line in faults:
                self._say(line)
        self._told = set(lines)
        self._server.tell(self._preview.version, faults)

    def _has_changed(self) -> bool:
        looks = self._looks.changes()
        self._whole |= bool(looks)
        pages = self._note_pages()
        return bool(self._sources.changes() or pages or looks)

    def _note_pages(self) -> bool:
        pages = self._pages.changes()
        self._touched |= {path.relative_to(self._root / "docs").as_posix() for path in pages}
        return bool(pages)

    def _let_settle(self) -> None:
        deadline = time.monotonic() + _LONGEST_BURST
        time.sleep(_QUIET)
        while self._has_changed() and time.monotonic() < deadline:
            time.sleep(_QUIET)
