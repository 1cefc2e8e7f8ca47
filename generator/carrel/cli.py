"""The door: the command `carrel`. It parses arguments, prints, and says by its exit code how it went."""

from __future__ import annotations

import argparse
import gc
import os
import sys
import time
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from carrel import __version__

if TYPE_CHECKING:
    from carrel.build import Outcome
    from carrel.problem import Problem

GOOD, BAD, MISUSED = 0, 1, 2  # exit codes


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0: no errors, 1: errors, 2: wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that lacks a letter is shown its number
            stream.reconfigure(errors="backslashreplace")
    try:
        chosen = _parser().parse_args(arguments)
    except SystemExit as done:
        return int(done.code or 0)
    gc.set_threshold(50_000, 20, 100)  # a library lives until the end: to look through it for rubbish often is in vain
    root: Path = chosen.root
    if not (root / "seeds").is_dir():
        print(f"carrel: {root}: no list here; a list is a folder with seeds/, docs/ and mkdocs.yml", file=sys.stderr)
        return MISUSED
    from carrel.publish import RefusedError

    try:
        code: int = chosen.run(root.resolve(), chosen)
        sys.stdout.flush()
    except RefusedError as refused:
        _tell(f"carrel: {refused}")
        return BAD
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `carrel check | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return GOOD
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="carrel", description="A reading list, from messy seeds to a site.")
    parser.add_argument("--version", action="version", version=f"carrel {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--root", type=Path, default=Path(), metavar="DIR", help="the list: it holds seeds/, docs/, mkdocs.yml"
    )
    for name, run, words in (
        ("write", _write, "write the pages into docs/"),
        ("build", _build, "write the pages and publish them as site/"),
        ("check", _check, "tell what is wrong, and what each document holds"),
    ):
        commands.add_parser(name, parents=[common], help=words).set_defaults(run=run)
    topics = commands.add_parser("topics", parents=[common], help="explain which topics each paper has, and why")
    topics.add_argument("papers", nargs="*", metavar="PAPER", help="id of a paper (default: all)")
    topics.add_argument("--topic", default="", metavar="ID", help="only this topic, and those under it")
    topics.set_defaults(run=_topics)
    serve = commands.add_parser("serve", parents=[common], help="show the list in a browser and follow its files")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on")
    serve.add_argument("--port", type=int, default=8000, help="port to listen on")
    serve.set_defaults(run=_serve)
    pack = commands.add_parser("pack", parents=[common], help="pack site/ into a zip that opens from disk")
    pack.add_argument("zip", type=Path, nargs="?", default=None, metavar="FILE", help="where to (default: site.zip)")
    pack.set_defaults(run=_pack)
    return parser


# --- commands --------------------------------------------------------------------------------------------------------


def _write(root: Path, _chosen: argparse.Namespace) -> int:
    from carrel import build

    began = time.monotonic()
    return _finish(build.write(root), began)


def _build(root: Path, _chosen: argparse.Namespace) -> int:
    from carrel import build

    began = time.monotonic()
    progress = _Progress()
    outcome = build.build(root, progress.show if sys.stderr.isatty() else None)
    progress.end()
    return _finish(outcome, began)


def _check(root: Path, _chosen: argparse.Namespace) -> int:
    from carrel import build
    from carrel.problem import one_line

    began = time.monotonic()
    library, problems = build.load(root)
    for seed in library.seeds.values():
        print(one_line(f"seeds/{seed.path}: {_number(len(seed.papers), 'paper')} ({seed.format})"))
    return _finish(build.Outcome(library, problems), began)


def _topics(root: Path, chosen: argparse.Namespace) -> int:
    from carrel import build, explain
    from carrel.problem import Severity, one_line

    library, problems = build.load(root)
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    try:
        for line in explain.topics(library, chosen.papers, chosen.topic):
            print(one_line(line))
    except explain.UnknownError as unknown:
        _tell(one_line(f"carrel: {unknown}"))
        return MISUSED
    _print_problems(errors)
    return BAD if errors else GOOD


def _serve(root: Path, chosen: argparse.Namespace) -> int:
    from carrel import build, publish

    def write() -> tuple[list[Problem], str | None]:
        outcome = build.write(root)
        return outcome.problems, build.newest(outcome.library)

    templates = Path(__file__).with_name("pages")  # for whoever works on Carrel itself
    publish.serve(root, host=chosen.host, port=chosen.port, write=write, say=_tell, also=[templates])
    return GOOD


def _pack(root: Path, chosen: argparse.Namespace) -> int:
    from carrel import publish
    from carrel.problem import has_errors

    target: Path = chosen.zip or root / "site.zip"
    problems = publish.pack_site(root, target.absolute())
    _print_problems(problems)
    if has_errors(problems):
        return BAD
    print(f"{target}: {target.stat().st_size:,} bytes")
    return GOOD


# --- printing --------------------------------------------------------------------------------------------------------


def _finish(outcome: Outcome, began: float) -> int:
    """Print the problems and the one line that sums up."""
    from carrel.problem import Severity

    _print_problems(outcome.problems)
    errors = sum(problem.severity is Severity.ERROR for problem in outcome.problems)
    library = outcome.library
    counts = [
        _number(len(library.papers), "paper"),
        _number(library.authors, "author"),
        _number(len(library.topics), "topic"),
    ]
    if outcome.pages:
        counts.append(f"{_number(outcome.pages, 'page')} ({outcome.changed} changed)")
    counts += [
        f"{time.monotonic() - began:.1f} s",
        _number(errors, "error"),
        _number(len(outcome.problems) - errors, "warning"),
    ]
    print(", ".join(counts))
    return BAD if errors else GOOD


def _print_problems(problems: Sequence[Problem]) -> None:
    for problem in problems:
        _tell(str(problem))


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _number(n: int, what: str) -> str:
    return f"{n:,} {what}" if n == 1 else f"{n:,} {what}s"


class _Progress:
    """A line on the terminal, for work of over a second."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._shown = 0

    def show(self, done: int, of: int) -> None:
        """Show how far the work is."""
        percent = 100 * done // max(1, of)
        if time.monotonic() - self._began > 1 and percent != self._shown:
            self._shown = percent
            print(f"\r{percent:3d} % of {of:,} steps", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Clear the line."""
        if self._shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
