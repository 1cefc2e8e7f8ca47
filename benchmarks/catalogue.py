"""Every number that the catalogue is judged by, in one table: `CARREL_CORPORA=… python -m benchmarks.catalogue`.

Names, the same work or not, ways in, ways out, topics. Beside each number stands what it must be; the exit code is 0 if
all is as it must be, 1 if something is not, and 2 without the corpora.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from benchmarks import sameness, splits, subjects, twins, ways_out
from carrel import build, pages, readers, settings
from carrel.problem import Problem
from carrel.sameness import compare

Row = tuple[str, str, str, bool | None]  # what, the number, what it must be, whether it is; None: nothing is asked

Part = Callable[[Path], Iterable[Row]]

SECONDS = 10  # a file, or 10,000 entries
LINEAR = 1.6  # as much time for each entry of four times as many, at most
KINDS = {
    "BibTeX": ("*.bib", "*.biblatex", "*.bibtex"),
    "RIS": ("*.ris",),
    "CSL-JSON": ("*.csl.json",),
    "tables": ("miniconf/*.csv",),
    "Markdown lists": ("lists/*.md",),
    "pages of a paper": ("lists/ml4code_publications/*.markdown", "lists/amds_jekyll_posts_A/*.md"),
    "arXiv mails": ("scraped/arxiv_mail*.txt",),
    "answers of arXiv": ("atom/*.xml",),
    "scraped shapes": ("scraped/shape_*.txt",),
}
OTHERS = ("endnote_xml", "pubmed", "crossref/zotero_unixref", "other_formats", "acl_xml")
TOLD = 8  # faults told of a number, one by one
BROKEN = {"CffImporterTestInvalid2.cff", "InspecImportTestFalse.txt"}  # on purpose: of no kind


# --- names -----------------------------------------------------------------------------------------------------------


def names(root: Path) -> Iterator[Row]:
    """Given and family names told apart."""
    for what, found, least in (
        ("hard names, `Given Family`", splits.given_first(root), 0.97),
        ("hard names, `Family, Given`", splits.family_first(root), 1),
        ("names and lists of BibTeX", splits.bibtex(root), 1),
    ):
        yield _share(f"{what} ({found.of:,})", found.share, least)


# --- the same work or not --------------------------------------------------------------------------------------------


def same_work(root: Path) -> Iterator[Row]:
    """Retitled papers among some 3,900 others."""
    papers = [paper for group in sameness.retitled(root) for paper in group]
    others = list(sameness.distractors(root))
    for ids, precision, recall in ((False, 0.995, 0.85), (True, 0.999, 0.999)):
        found = sameness.measure([*papers, *others], ids=ids)
        what = f"retitled, ids {'shown' if ids else 'hidden'}"
        yield _share(f"{what}: merged pairs, precision ({found.merged:,})", found.precision, precision)
        yield _share(f"{what}: merged or listed, recall ({found.true:,})", found.recall, recall)
        if not ids:
            yield _most(f"{what}: listed pairs per true one ({found.listed:,})", found.listed_per_true, 2, "")


def speed(_root: Path) -> Iterator[Row]:
    """Made-up entries, on one processor."""
    times = {}
    for number in (2_500, 10_000):
        cards = sameness.made_up_cards(number)
        times[number] = _seconds(partial(compare, cards))
    yield _most("10,000 entries compared", times[10_000], SECONDS, " s")
    yield _most("time an entry, of 10,000 to 2,500", times[10_000] / times[2_500] / 4, LINEAR, "")


# --- ways in ---------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Tried:
    """What became of the files of a kind."""

    files: int = 0
    entries: int = 0
    warnings: int = 0
    refused: int = 0
    crashes: int = 0
    slowest: float = 0
    slowest_file: str = ""
    why: list[str] = field(default_factory=list)  # each refused file was refused


def ways_in(root: Path) -> Iterator[Row]:
    """Every file of the kinds that are read."""
    for kind, patterns in KINDS.items():
        found = Tried()
        for path in sorted({path for pattern in patterns for path in root.rglob(pattern)}):
            _try(path, found)
        yield _ways_in(kind, found)
    found = Tried()
    for n, line in enumerate((root / "csl_json/csl_testsuite_inputs_A.jsonl").read_text("utf-8").splitlines()):
        _try_text(json.dumps(json.loads(line)["input"], indent=1), f"csl_{n}.json", found)
    yield _ways_in("inputs of the CSL tests", found)


def _ways_in(kind: str, found: Tried) -> Row:
    _tell([f"refused: {why}" for why in found.why])
    told = f"{found.entries:,} entries, {found.warnings:,} warnings, {found.refused} refused, {found.crashes} crashes"
    what = f"{kind} ({found.files:,} files)"
    slow = f"slowest {found.slowest:.1f} s ({found.slowest_file[:24]})"
    return what, f"{told}, {slow}", f"0 crashes, ≤ {SECONDS} s", not found.crashes and found.slowest <= SECONDS


def _try_text(text: str, name: str, found: Tried) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_text(text, "utf-8")
        _try(path, found)


def _try(path: Path, found: Tried) -> list[Problem]:
    """Read a file as the only seed of a list, count what comes of it, and return its problems."""
    found.files += 1
    with tempfile.TemporaryDirectory() as folder:
        seeds = Path(folder, "seeds")
        seeds.mkdir()
        shutil.copy(path, seeds / f"seed{path.suffix}")  # a README is no seed, whatever it holds
        began = time.process_time()
        try:
            readings, problems = readers.read_all(Path(folder))
        except Exception as crash:  # noqa: BLE001  # any, for that is the question
            print(f"    {path.name}: {type(crash).__name__}: {crash}")
            found.crashes += 1
            return []
        took = time.process_time() - began
    if not readings:
        found.refused += 1
        found.why.append(f"{path.name}: {problems[0].message if problems else ''}")
    if took > found.slowest:
        found.slowest, found.slowest_file = took, path.name
    found.entries += sum(len(reading.entries) for _, reading in readings.values())
    found.warnings += len(problems) - (not readings)
    return problems


def agreement(root: Path) -> Iterator[Row]:
    """What other programs make of the same files."""
    for tallies, least in ((twins.expected(root), twins.ENOUGH), (twins.exports(root), None)):
        for tally in tallies:
            shares = [tally.share(fact) for fact in twins.Facts.__slots__]
            told = " / ".join(f"{100 * share:.1f}" for share in shares)
            what = f"{tally.corpus.replace('`', '')} ({tally.entries:,})"
            asked = f"≥ {100 * least:.0f} each" if least else "(made from)"
            yield what, f"title / authors / year / DOI {told} %", asked, min(shares) >= least if least else None


def refusals(root: Path) -> Iterator[Row]:
    """Every file of other kinds is refused, each in one line that names its kind."""
    found = Tried()
    named = 0
    paths = [path for other in OTHERS for path in sorted((root / other).rglob("*.*")) if path.suffix != ".bib"]
    asked = [path for path in paths if path.name not in BROKEN]
    for path in paths:
        problems = [str(problem) for problem in _try(path, found)]
        is_named = len(problems) == 1 and "no known kind of document, but " in problems[0]
        named += is_named and path in asked
        if path in asked and not is_named:
            print(f"    not refused by name: {path.name}")
    yield "other kinds: refused by name", f"{named} of {len(asked)}", "all", named == len(asked)
    yield "other kinds: read, or crashed", f"{found.files - found.refused}", "0", found.files == found.refused


# --- ways out --------------------------------------------------------------------------------------------------------


def out(_root: Path) -> Iterator[Row]:
    """The files of the real list, read back by programs that are not ours."""
    library, problems = build.load(subjects.ROOT)
    made = {file.path: file.content for file in pages.render(library, problems, settings.read(subjects.ROOT))}
    papers = json.loads(made["api/papers.json"])
    for name, read in (("bib", ways_out.bibtex), ("ris", ways_out.ris), ("csl.json", ways_out.csl_json)):
        lost = list(read(made[f"api/library.{name}"], papers))
        _tell(lost)
        yield f"library.{name} read back ({len(papers)} papers)", f"{len(lost)} facts lost", "0", not lost
    feeds = {path: content for path, content in made.items() if path.startswith("feeds/")}
    faults = [fault for content in feeds.values() for fault in ways_out.feed(content)]
    _tell(faults)
    yield f"Atom feeds ({len(feeds)})", f"{len(faults)} faults", "0", not faults


def topics(_root: Path) -> Iterator[Row]:
    """Topics of the real list, against labels."""
    found = subjects.measure()
    yield _share(f"topics of {found.papers} papers: precision", found.precision, 0.97)
    yield _share(f"topics of {found.papers} papers: recall", found.recall, 0.90)


# --- the table -------------------------------------------------------------------------------------------------------

PARTS: tuple[Part, ...] = (
    names,
    same_work,
    speed,
    ways_in,
    agreement,
    refusals,
    out,
    topics,
)


def _share(what: str, share: float, least: float) -> Row:
    return what, f"{share:.4f}", f"≥ {least:g}", share >= least


def _most(what: str, number: float, most: float, unit: str) -> Row:
    return what, f"{number:.2f}{unit}", f"≤ {most:g}{unit}", number <= most


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _tell(faults: list[str]) -> None:
    for fault in faults[:TOLD]:
        print(f"        {fault[:150]}")


def main() -> int:
    """Measure, and print the table."""
    said = os.environ.get("CARREL_CORPORA", "")
    if not Path(said).is_dir() or not said:
        print("set CARREL_CORPORA to the folder of corpora: every number here is measured on them", file=sys.stderr)
        return 2
    began = time.monotonic()
    failed = 0
    for part in PARTS:
        print(f"\n{part.__doc__ or ''}")
        for what, number, asked, good in part(Path(said)):
            failed += good is False
            print(
                f"  {'    ' if good is None else 'good' if good else 'BAD '}  {what:<58} {number}   [{asked}]",
                flush=True,
            )
    print(f"\n{failed} not as they must be; {time.monotonic() - began:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
