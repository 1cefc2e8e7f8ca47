"""How well `carrel.sameness` tells the same work: `CARREL_CORPORA=… python -m benchmarks.sameness`.

True pairs are retitled versions of one arXiv paper; some 3,900 other papers stand between them. Ids are the truth, so
they are hidden from the tool, and shown to it in a second run. Of the retitled papers one half was looked at while the
rules were made, the other half never. What two ids do not tell (a paper here under its arXiv id, there under that of a
conference) was judged by reading: `judged.tsv`.
"""

from __future__ import annotations

import argparse
import csv
import html
import json
import os
import re
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from benchmarks import made_up
from carrel import names
from carrel.model import Name
from carrel.sameness import Card, compare

JUDGED = Path(__file__).parent.parent / "tests/golden/sameness/judged.tsv"
COPIES = 10  # every so many-th made-up card is a changed copy of the one before
UNIT = 1024 if sys.platform == "darwin" else 1  # ru_maxrss counts bytes there, kilobytes elsewhere


@dataclass(frozen=True, slots=True)
class Labelled:
    """A card, and an id of the work that it describes, which the tool need not see."""

    card: Card
    work: str
    retitled: bool = False


@dataclass(frozen=True, slots=True)
class Numbers:
    """What came of a run. `recall` is of the pairs of retitled papers, merged or listed."""

    cards: int
    true: int
    merged: int
    precision: float
    recall: float
    listed: int
    listed_true: int
    false: tuple[tuple[str, str], ...]

    @property
    def listed_per_true(self) -> float:
        """How many listed pairs a person reads for one that is true."""
        return self.listed / max(1, self.listed_true)


# --- the corpora -----------------------------------------------------------------------------------------------------


def authors(written: Iterable[str]) -> tuple[str, ...]:
    """Fold names as a reader would hand them over: without entities and affiliations."""
    bare = (re.sub(r"\([^()]*\)|\(.*", " ", html.unescape(name)) for name in written)
    return tuple(names.fold(names.parse(name)) for name in bare if name.strip())


def lines(path: Path) -> Iterator[Any]:
    """Return the values of a file of JSON lines."""
    return map(json.loads, path.read_text("utf-8").splitlines())


def arxiv_paper(found: dict[str, Any]) -> Card:
    """Return the card of a paper as the mirror of arXiv tells it."""
    return Card(
        key=0,
        title=found["title"],
        authors=authors(found["author"].split(", ")),
        abstract=found["abstract"] or "",
        year=int(found["date"][:4]),
        arxiv=found["id"],
    )


def retitled(root: Path) -> list[list[Labelled]]:
    """Return the groups of versions of one paper."""
    groups = lines(root / "neardup/amds_retitled_groups_A.jsonl")
    return [[Labelled(arxiv_paper(v), f"arxiv:{v['id']}", retitled=True) for v in g["versions"]] for g in groups]


def distractors(root: Path) -> Iterator[Labelled]:
    """Return the other papers."""
    for name in (
        "topics/amds_arxiv_labelled_A.jsonl",
        "scraped/shape_b_translated_A.gold.jsonl",
        "scraped/shape_c_abstracts_only_A.gold.jsonl",
    ):
        yield from (Labelled(arxiv_paper(found), f"arxiv:{found['id']}") for found in lines(root / name))
    for found in lines(root / "scraped/arxiv_mail_dump_A.gold.jsonl"):
        author = found["authors"].replace(" and ", ", ")
        told = found | {"author": author, "id": found["arxiv_id"], "date": found["date"][-4:]}
        yield Labelled(replace(arxiv_paper(told), doi=found["doi"] or ""), f"arxiv:{found['arxiv_id']}")
    yield from map(_acl_entry, lines(root / "scraped/shape_a_family_given_A.gold.jsonl"))
    with (root / "miniconf/iclr2020_papers.csv").open(encoding="utf-8", newline="") as file:
        yield from map(_iclr_paper, csv.DictReader(file))
    yield from map(_post, sorted((root / "lists/ml4code_publications").iterdir()))
    yield from map(_jekyll_post, sorted((root / "lists/amds_jekyll_posts_A").iterdir()))
    yield from (
        _survey_entry(*one) for one in json.loads((root / "lists/survis_entries.json").read_text("utf-8")).items()
    )
    for path in sorted((root / "acl_xml").rglob("*.xml")):
        yield from _anthology(path)


def _acl_entry(found: dict[str, Any]) -> Labelled:
    people = authors(f"{a['given']} {a['family']}" for a in found["authors"])
    card = Card(key=0, title=found["title"], authors=people, abstract=found["abstract"] or "", doi=found["doi"] or "")
    return Labelled(card, f"doi:{found['doi']}")


def _iclr_paper(row: dict[str, str]) -> Labelled:
    card = Card(
        key=0, title=row["title"], authors=authors(row["authors"].split("|")), abstract=row["abstract"], year=2020
    )
    return Labelled(card, f"iclr:{row['UID']}")


def _field(name: str, text: str) -> str:
    found = re.search(rf"^{name}:\s*(.*)$", text, re.MULTILINE)
    return found[1].strip().strip('"') if found else ""


def _post(path: Path) -> Labelled:
    _, head, abstract = path.read_text("utf-8").split("---", 2)
    eprint = re.search(r"arxiv\.org/(?:abs|pdf)/(\d{4}\.\d{4,5})", head)
    card = Card(
        key=0,
        title=_field("title", head),
        authors=authors(_field("authors", head).split(",")),
        abstract=" ".join(abstract.split()),
        year=int(_field("year", head) or 0) or None,
        arxiv=eprint[1] if eprint else "",
    )
    return Labelled(card, f"arxiv:{eprint[1]}" if eprint else f"ml4code:{path.stem}")


def _jekyll_post(path: Path) -> Labelled:
    text = path.read_text("utf-8")
    eprint = re.search(r"arxiv\.org/abs/([\w./-]+)", text)
    abstract = re.search(r"##### Abstract\n(.*?)\n#####", text, re.DOTALL)
    year = _field("date", text)[:4]
    card = Card(
        key=0,
        title=_field("title", text),
        authors=authors(_field("author", text).split(", ")),
        abstract=abstract[1] if abstract else "",
        year=int(year) if year.isdecimal() else None,
        arxiv=eprint[1] if eprint else "",
    )
    return Labelled(card, f"arxiv:{eprint[1]}" if eprint else f"post:{path.stem}")


def _survey_entry(key: str, found: dict[str, str]) -> Labelled:
    year = found.get("year", "")
    card = Card(
        key=0,
        title=found.get("title", ""),
        authors=authors(found.get("author", "").split(" and ")),
        abstract=found.get("abstract", ""),
        year=int(year) if year.isdecimal() else None,
        doi=found.get("doi", ""),
    )
    return Labelled(card, f"survis:{key}")


def _anthology(path: Path) -> Iterator[Labelled]:
    def text(element: ET.Element | None) -> str:
        return " ".join("".join(element.itertext()).split()) if element is not None else ""

    shelf = path.stem if path.stem[0].isalpha() else path.stem.partition(".")[2]
    century = {"J": 1900, "C": 1900}.get(path.stem[0], 2000)
    year = int(path.stem[:4]) if path.stem[:4].isdecimal() else century + int(path.stem[1:3])
    for volume in ET.parse(path).getroot():  # noqa: S314 - the corpus is ours to trust
        for paper in volume.findall("paper"):
            doi = paper.findtext("doi") or ""
            card = Card(
                key=0,
                title=text(paper.find("title")),
                authors=authors(f"{a.findtext('first') or ''} {a.findtext('last')}" for a in paper.findall("author")),
                abstract=text(paper.find("abstract")),
                year=year,
                doi=doi,
                venue=shelf,
                volume=volume.get("id") or "",
                pages=paper.findtext("pages") or "",
            )
            yield Labelled(card, f"doi:{doi}" if doi else f"acl:{path.stem}-{volume.get('id')}-{paper.get('id')}")


# --- right or wrong --------------------------------------------------------------------------------------------------


def judged() -> set[frozenset[str]]:
    """Return the pairs of ids that stand for one work, as a reader judged."""
    told = (line.split("\t")[:2] for line in JUDGED.read_text("utf-8").splitlines() if not line.startswith("%%"))
    return {frozenset(pair) for pair in told}


def measure(papers: Sequence[Labelled], *, ids: bool) -> Numbers:
    """Compare the papers, with or without their ids, and count."""
    cards = [replace(paper.card, key=n) for n, paper in enumerate(papers)]
    verdicts = compare(cards if ids else [replace(card, arxiv="", doi="") for card in cards])
    known = judged()

    def is_true(a: int, b: int) -> bool:
        return papers[a].work == papers[b].work or frozenset((papers[a].work, papers[b].work)) in known

    group_of = {key: group for group in verdicts.groups for key in group}
    merged = {pair for group in verdicts.groups for pair in combinations(group, 2)}
    listed = {(pair.a, pair.b) for pair in verdicts.likely}
    # To settle one pair of two groups settles them all.
    reached = {(min(x, y), max(x, y)) for a, b in listed for x in group_of.get(a, (a,)) for y in group_of.get(b, (b,))}
    wanted = _wanted(papers)
    wrong = [pair for pair in merged if not is_true(*pair)]
    return Numbers(
        cards=len(papers),
        true=len(wanted),
        merged=len(merged),
        precision=1 - len(wrong) / max(1, len(merged)),
        recall=len(wanted & (merged | reached)) / len(wanted),
        listed=len(listed),
        listed_true=sum(is_true(*pair) for pair in listed),
        false=tuple((papers[a].work, papers[b].work) for a, b in sorted(wrong)),
    )


def _wanted(papers: Sequence[Labelled]) -> set[tuple[int, int]]:
    """Return the pairs of retitled papers that are one work."""
    by_work: defaultdict[str, list[int]] = defaultdict(list)
    for n, paper in enumerate(papers):
        if paper.retitled:
            by_work[paper.work].append(n)
    return {pair for same in by_work.values() for pair in combinations(same, 2)}


def rows(root: Path) -> Iterator[tuple[str, Numbers]]:
    """Measure each half of the retitled papers, and all of them, among the others."""
    groups, others = retitled(root), list(distractors(root))
    middle = len(groups) // 2
    for name, part in (("looked at", groups[:middle]), ("held out", groups[middle:]), ("all", groups)):
        papers = [paper for group in part for paper in group]
        for ids in (False, True):
            yield f"{name}, ids {'shown' if ids else 'hidden'}", measure([*papers, *others], ids=ids)
        if part is groups:
            yield f"{name}, alone, ids hidden", measure(papers, ids=False)


# --- how fast --------------------------------------------------------------------------------------------------------


def made_up_cards(number: int) -> list[Card]:
    """Make up cards, some of which are changed copies of others."""
    writer = made_up.Writer()
    cards: list[Card] = []
    for key in range(number):
        if key % COPIES == COPIES - 1:
            cards.append(replace(cards[-1], key=key, title=cards[-1].title.upper(), abstract=cards[-1].abstract[200:]))
            continue
        paper = writer.paper()
        people = tuple(names.fold(Name(*person)) for person in paper.authors)
        cards.append(
            Card(key=key, title=paper.title, authors=people, abstract=paper.abstract, year=int(paper.date[:4]))
        )
    return cards


def cost(number: int) -> str:
    """Compare so many made-up cards, and tell what it took."""
    cards = made_up_cards(number)
    began = time.process_time()
    verdicts = compare(cards)
    seconds = time.process_time() - began
    copies = {(key - 1, key) for key in range(COPIES - 1, number, COPIES)}
    found = copies & {(pair.a, pair.b) for pair in verdicts.certain}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / UNIT / 1024
    return (
        f"{number:>9,} cards {seconds:8.1f} s of one processor {peak:8,.0f} MB   "
        f"{len(found):,} of {len(copies):,} copies found, {len(verdicts.certain) - len(found)} others merged"
    )


def main() -> None:
    """Measure, and print tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sameness", description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000], metavar="N", help="made-up cards to compare")
    chosen = parser.parse_args()
    root = os.environ.get("CARREL_CORPORA")
    if root:
        print(
            f"{'':<26}{'cards':>7}{'true':>6}{'merged':>8}{'precision':>11}{'recall':>8}{'listed':>8}{'per true':>10}"
        )
        for name, found in rows(Path(root)):
            print(
                f"{name:<26}{found.cards:>7}{found.true:>6}{found.merged:>8}{found.precision:>11.4f}{found.recall:>8.4f}"
                f"{found.listed:>8}{found.listed_per_true:>10.2f}"
            )
            for pair in found.false:
                print(f"    merged, but not one work: {' and '.join(pair)}")
    else:
        print("set CARREL_CORPORA to the folder of corpora to measure right and wrong")
    for size in chosen.sizes:
        print(cost(size))


if __name__ == "__main__":
    main()
