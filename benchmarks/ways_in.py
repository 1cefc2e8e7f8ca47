"""What becomes of every file of the kinds that are read: papers, warnings, refusals, crashes, time, and what is lost.

Where entries begin is told here by rules of its own, which are short and know nothing of the readers: an entry is lost
if neither a paper nor a warning stands at its line.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from carrel import readers
from carrel.problem import Problem, Severity

Begun = Callable[[str], list[int]]


@dataclass(slots=True)
class Tried:
    """What became of the files of a kind."""

    files: int = 0
    entries: int = 0
    warnings: int = 0
    refused: int = 0
    crashes: int = 0
    begun: int = 0
    lost: int = 0  # of those begun
    slowest: float = 0
    slowest_file: str = ""
    why: list[str] = field(default_factory=list)  # what was refused, and lost


# --- where entries begin ---------------------------------------------------------------------------------------------

_NO_PAPER = "string comment preamble xdata set control options ieeetranbstctl".split()  # noqa: SIM905  # a list of words


def _lines(pattern: str) -> Begun:
    found = re.compile(pattern)
    return lambda text: [number for number, line in enumerate(text.split("\n"), 1) if found.match(line)]


def bibtex(text: str) -> list[int]:
    """Return the lines that begin with `@type{`, or `@type` alone, where the type is one of papers."""
    begins = re.compile(r"[ \t]*@[ \t]*([A-Za-z][\w-]*)[ \t]*(?:[{(]|,?[ \t]*$)")
    found = ((number, begins.match(line)) for number, line in enumerate(text.split("\n"), 1))
    return [number for number, match in found if match and match[1].lower() not in _NO_PAPER]


def csl_json(text: str) -> list[int]:
    """Return the lines in which the objects of a list begin, or the object that there is."""
    found = json.loads(text)
    at = re.compile(r"[\s,\[]*")
    decoder, place, lines = json.JSONDecoder(), 0, []
    for _ in found if isinstance(found, list) else [found]:
        place = found_at.end() if (found_at := at.match(text, place)) else place
        lines.append(text.count("\n", 0, place) + 1)
        _, place = decoder.raw_decode(text, place)
    return lines


def rows(text: str) -> list[int]:
    """Return the lines in which the rows of a table begin, below its header."""
    reader = csv.reader(io.StringIO(text))
    ends = [reader.line_num for _ in reader]
    return [end + 1 for end in ends[:-1]]


@dataclass(frozen=True, slots=True)
class Kind:
    """Files of a kind, and where their entries begin, if that can be told simply."""

    patterns: tuple[str, ...]
    begun: Begun | None = None


KINDS = {
    "BibTeX": Kind(("*.bib", "*.biblatex", "*.bibtex"), bibtex),
    "RIS": Kind(("*.ris",), _lines(r"\s*TY\s+-")),
    "CSL-JSON": Kind(("*.csl.json",), csl_json),
    "tables": Kind(("miniconf/*.csv",), rows),
    "Markdown lists": Kind(("lists/*.md",), _lines(r"\|\s*\d+\)")),
    "pages of a paper": Kind(
        ("lists/ml4code_publications/*.markdown", "lists/amds_jekyll_posts_A/*.md"), lambda _text: [1]
    ),
    "arXiv mails": Kind(("scraped/arxiv_mail*.txt",), _lines(r"arXiv:\d{4}\.\d{4,5}(?: \(|$)")),
    "answers of arXiv": Kind(("atom/*.xml",), _lines(r"\s*<entry>")),
    "scraped shapes": Kind(("scraped/shape_*.txt",)),
}
CSL_TESTS = "csl_json/csl_testsuite_inputs_A.jsonl"


# --- trying ----------------------------------------------------------------------------------------------------------


def kinds(root: Path) -> Iterator[tuple[str, Tried]]:
    """Try every file of each kind."""
    for name, kind in KINDS.items():
        found = Tried()
        for path in sorted({path for pattern in kind.patterns for path in root.rglob(pattern)}):
            attempt(path, found, kind.begun)
        yield name, found
    found = Tried()
    with tempfile.TemporaryDirectory() as folder:
        for n, line in enumerate((root / CSL_TESTS).read_text("utf-8").splitlines()):
            path = Path(folder, f"csl_{n}.json")
            path.write_text(json.dumps(json.loads(line)["input"], indent=1), "utf-8")
            attempt(path, found, csl_json)
    yield "inputs of the CSL tests", found


def attempt(path: Path, found: Tried, begun: Begun | None = None) -> list[Problem]:
    """Read a file as the only seed of a list, count what comes of it, and return its problems."""
    found.files += 1
    with tempfile.TemporaryDirectory() as folder:
        seeds = Path(folder, "seeds")
        seeds.mkdir()
        shutil.copy(path, seeds / f"seed{path.suffix}")  # a README is no seed, whatever it holds
        start = time.process_time()
        try:
            readings, problems = readers.read_all(Path(folder))
        except Exception as crash:  # noqa: BLE001  # any, for that is the question
            print(f"    {path.name}: {type(crash).__name__}: {crash}")
            found.crashes += 1
            return []
        took = time.process_time() - start
    if took > found.slowest:
        found.slowest, found.slowest_file = took, path.name
    entries = [entry for _, reading in readings.values() for entry in reading.entries]
    refused = not readings or any(problem.severity is Severity.ERROR for problem in problems)
    if refused:
        found.refused += 1
        found.why.append(f"refused: {path.name}: {problems[0].message if problems else ''}")
    found.entries += len(entries)
    found.warnings += len(problems) - refused
    if begun:
        lines = begun(text(path))
        told = {entry.place.line for entry in entries} | {problem.place.line for problem in problems}
        lost = [line for line in lines if line not in told]
        found.begun += len(lines)
        found.lost += len(lost)
        found.why += [f"lost: {path.name}:{line}" for line in lost]
    return problems


def text(path: Path) -> str:
    """Return a file as text, whatever its encoding; its lines are those that readers count."""
    data = path.read_bytes()
    wide = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-16-le" if b"\0" in data[:4] else ""
    try:
        found = data.decode(wide or "utf-8-sig")
    except UnicodeDecodeError:
        found = data.decode("latin-1")
    return found.replace("\r\n", "\n").replace("\r", "\n")
