"""The live preview: whoever writes sees it on the screen as soon as it is saved."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import carrel
from carrel.problem import Problem, Severity, has_errors
from carrel.publish.lock import RefusedError, locked
from carrel.publish.messages import SETTINGS
from carrel.publish.server import PreviewServer
from carrel.publish.watch import Watch

if TYPE_CHECKING:
    from carrel.publish.preview import Preview

Write = Callable[[], tuple[list[Problem], str | None]]
Say = Callable[[str], None]

_OWN = Path(carrel.__file__).parent  # watched for its templates, by whoever works on Carrel itself
_PAUSE = 0.25  # seconds between two looks at the files; more where a look takes long
_SHARE = 10  # at most this part of the time goes into looking
_QUIET = 0.15  # a file saved is a burst of changes: this long without one ends it
_LONGEST_BURST = 2.0


def serve(root: Path, *, host: str = "127.0.0.1", port: int = 8000, write: Write, say: Say) -> None:
    """Show the list in a browser and follow its files until Ctrl-C.

    `write` reads the seeds and writes docs/ (only what differs), and returns the problems and the newest date. Each
    message for the terminal goes to `say`. Raise `RefusedError` if the port is taken or the list is already served.
    """
    from carrel.publish.preview import Preview  # noqa: PLC0415 - MkDocs takes 0.2 s to import; most commands do without

    root = root.resolve()
    with locked(root, name="serve.lock", patience=0):
        preview = Preview(root)
        server = PreviewServer(preview.folder, host, port)
        try:
            follower = _Follower(root, preview, server, write, say)
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

    def __init__(self, root: Path, preview: Preview, server: PreviewServer, write: Write, say: Say) -> None:
        self._root = root
        self._preview = preview
        self._server = server
        self._write = write
        self._say = say
        self._told: list[Problem] = []
        self._pages = Watch([root / "docs"])
        self._inputs = Watch(self._input_paths(()))
        self._touched: set[str] = set()  # files of docs/ that the preview does not show yet
        self._whole = True  # nor does it show anything else
        self._waiting = False  # for another process that holds the list

    def _input_paths(self, folders: tuple[Path, ...]) -> list[Path]:
        return [self._root / "seeds", self._root / SETTINGS, _OWN, *folders]

    def follow(self) -> None:
        """Wait for changes and show them, for ever."""
        while True:
            began = time.monotonic()
            if self._looks_changed() or self._waiting:
                self._let_settle()
                self.turn()
                began = time.monotonic()
            time.sleep(max(_PAUSE, _SHARE * (time.monotonic() - began)))

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
                self._touched.clear()
                self._whole = False
                self._inputs.follow(self._input_paths(rendering.folders))
                self._server.prefix = rendering.prefix
                self._say(f"{rendering.pages} pages in {time.monotonic() - began:.1f} s")
        self._report(problems)

    def _report(self, problems: list[Problem]) -> None:
        for problem in problems:
            if problem.severity is Severity.ERROR or problem not in self._told:
                self._say(str(problem))
        self._told = problems
        self._server.tell(self._preview.version, [str(p) for p in problems if p.severity is Severity.ERROR])

    def _looks_changed(self) -> bool:
        inputs = {path for path in self._inputs.changes() if not _is_running_code(path)}
        self._whole |= any(not path.is_relative_to(self._root / "seeds") for path in inputs)
        return bool(self._note_pages() or inputs)

    def _note_pages(self) -> bool:
        pages = self._pages.changes()
        self._touched |= {path.relative_to(self._root / "docs").as_posix() for path in pages}
        return bool(pages)

    def _let_settle(self) -> None:
        deadline = time.monotonic() + _LONGEST_BURST
        time.sleep(_QUIET)
        while self._looks_changed() and time.monotonic() < deadline:
            time.sleep(_QUIET)


def _is_running_code(path: Path) -> bool:
    """Tell whether a file is of the program itself, which shows a change of it only after a new start."""
    return path.suffix == ".py" and path.is_relative_to(_OWN)
