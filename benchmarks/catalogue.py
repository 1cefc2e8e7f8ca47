"""Every number that the catalogue is judged by, in one table: `CARREL_CORPORA=… python -m benchmarks.catalogue`.

Names, the same work or not, ways in, ways out, topics. Beside each number stands what it must be; the exit code is 0 if
all is as it must be, 1 if something is not, and 2 without the corpora.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from benchmarks import sameness, splits, subjects, twins, ways_out
from benchmarks import ways_in as files
from carrel import build, pages, settings
from carrel.sameness import compare

Row = tuple[str, str, str, bool | None]  # what, the number, what it must be, whether it is; None: nothing is asked

Part = Callable[[Path], Iterable[Row]]

SECONDS = 10  # a file, or 10,000 entries
LINEAR = 1.6  # as much time for each entry of four times as many, at most
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


def ways_in(root: Path) -> Iterator[Row]:
    """Every file of the kinds that are read."""
    for kind, found in files.kinds(root):
        _tell(found.why)
        told = (
            f"{found.entries:,} entries, {found.warnings:,} warnings, {found.refused} refused, {found.crashes} crashes"
        )
        lost = f"{found.lost} of {found.begun:,} begun lost, " if found.begun else ""
        slow = f"slowest {found.slowest:.1f} s ({found.slowest_file[:24]})"
        good = not (found.refused or found.lost or found.crashes) and found.slowest <= SECONDS
        asked = f"0 refused, lost, crashes; ≤ {SECONDS} s"
        yield f"{kind} ({found.files:,} files)", f"{told}, {lost}{slow}", asked, good


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
    found = files.Tried()
    named = 0
    paths = [path for other in OTHERS for path in sorted((root / other).rglob("*.*")) if path.suffix != ".bib"]
    asked = [path for path in paths if path.name not in BROKEN]
    for path in paths:
        problems = [str(problem) for problem in files.attempt(path, found)]
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
