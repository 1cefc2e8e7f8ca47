"""Made-up lists of any size, the same each time: `python -m benchmarks.made_up N FOLDER`.

They are made like real ones: documents of the four shapes, words and subjects by Zipf's law, people who write the more
papers the more they have written (Yule's process), curated records for a part of the papers, and a taxonomy.
"""

from __future__ import annotations

import argparse
import calendar
import json
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, count, cycle
from pathlib import Path
from random import Random

NEWCOMERS = 0.3  # of the places for authors: those of people who have written nothing before
AUTHORS = 4.0  # of a paper, on average
PUBLISHED = 0.6  # of the papers: those with a venue
MARKED = 0.5  # of the papers of a glued document: those with a marker
RECORDED = 0.3  # of the papers in seeds: those with a record
OWN = 0.03  # of the papers: those that stand in no seed
DOCUMENTS = (10, 40, 120, 400)  # papers of a document, in turn
YEARS = range(2015, 2026)
SYLLABLES = ("bdfgklmnprstvz", "aeiou", ("", "", "n", "r", "l"))
PARENTS = 4  # every so many-th subject is a topic of the upper level

Person = tuple[str, str]  # family, given


def _stock() -> dict[str, list[str]]:
    """Read the words and phrases that papers are made of."""
    read = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
    lines = {name: text.strip().split("\n") for name, text in read["lines"].items()}
    return lines | {name: text.split() for name, text in read["words"].items()}


STOCK = _stock()


@dataclass(frozen=True, slots=True)
class Paper:
    """What is true of a made-up paper; a document tells a part of it."""

    title: str
    authors: tuple[Person, ...]
    abstract: str
    date: str
    category: str
    venue: str


class Writer:
    """Writes papers: draws words, subjects and people."""

    def __init__(self, seed: int = 0) -> None:
        self.chance = Random(seed)
        self._rare = ["".join(self._syllables()) for _ in range(3000)]
        self._written: list[Person] = []  # everybody who wrote, once a paper
        self._known: set[Person] = set()

    def paper(self) -> Paper:
        """Write a paper."""
        chance = self.chance
        name = "".join(self._syllables()).capitalize() + chance.choice(["", "", "Net", "-2", "LM"])
        subject = self._zipf(STOCK["subject"])
        return Paper(
            title=self._sentence("title", name, subject),
            authors=self._authors(),
            abstract=" ".join(self._abstract(name, subject)),
            date=f"{chance.choice(YEARS)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            category=self._zipf(STOCK["category"]),
            venue=chance.choice(STOCK["venue"]) if chance.random() < PUBLISHED else "",
        )

    def _abstract(self, name: str, subject: str) -> Iterator[str]:
        for kind in ("opening", *["middle"] * self.chance.randint(4, 6), "closing"):
            yield self._sentence(kind, name, subject)

    def _sentence(self, kind: str, name: str, subject: str) -> str:
        """Draw a phrase and fill each of its places with a word of its own; `{Noun}` has a capital."""
        places: dict[str, Callable[[], str]] = {
            "name": lambda: name,
            "subject": lambda: subject,
            "noun": lambda: self._zipf(STOCK["noun"]),
            "verb": lambda: self._zipf(STOCK["verb"]),
            "adjective": lambda: self._zipf(STOCK["adjective"]),
            "rare": lambda: self._zipf(self._rare),
            "number": lambda: str(self.chance.randint(2, 30)),
        }
        parts = self.chance.choice(STOCK[kind]).replace("}", "{").split("{")
        for n in range(1, len(parts), 2):
            word = places[parts[n].lower()]()
            parts[n] = word if parts[n].islower() else word.title()
        return "".join(parts)

    def _authors(self) -> tuple[Person, ...]:
        found: dict[Person, None] = {}
        for _ in range(1 + min(60, int(self.chance.expovariate(1 / (AUTHORS - 1))))):
            fresh = self.chance.random() < NEWCOMERS or not self._written
            found[self._newcomer() if fresh else self.chance.choice(self._written)] = None
        self._written.extend(found)
        return tuple(found)

    def _newcomer(self) -> Person:
        """Name somebody; the more tries it takes to find a free name, the longer it gets."""
        for tries in count():
            given = [self._zipf(STOCK["given"]), *(self._zipf(self._rare).title() for _ in range(min(1, tries // 4)))]
            person = self._zipf(STOCK["family"]), " ".join(given)
            if person not in self._known:
                break
        self._known.add(person)
        return person

    def _syllables(self) -> Iterator[str]:
        for _ in range(self.chance.randint(2, 4)):
            yield "".join(self.chance.choice(letters) for letters in SYLLABLES)

    def _zipf(self, words: Sequence[str]) -> str:
        """Draw a word: the n-th comes about 1/n times as often as the first."""
        return self.chance.choices(words, cum_weights=_zipf_weights(len(words)))[0]


@cache
def _zipf_weights(length: int) -> list[float]:
    return list(accumulate(1 / (n + 2) for n in range(length)))


# --- the four shapes -------------------------------------------------------------------------------------------------


def _family_given(papers: Sequence[Paper], _chance: Random) -> Iterator[str]:
    yield ", ".join(papers[0].authors[0])
    for paper in papers:
        yield from (paper.title, ", ".join(f"{family}, {given}" for family, given in paper.authors), paper.abstract)


def _translated(papers: Sequence[Paper], chance: Random) -> Iterator[str]:
    for number, paper in enumerate(papers):
        chinese = "".join(chance.choices(STOCK["chinese"], k=12)) + f"{paper.title}。"
        yield from (paper.abstract if number % 10 else chinese, "translated by 谷歌翻译")


def _abstracts(papers: Sequence[Paper], _chance: Random) -> Iterator[str]:
    return (paper.abstract for paper in papers)


def _glued(papers: Sequence[Paper], chance: Random) -> Iterator[str]:
    for paper in papers:
        if chance.random() < MARKED:
            year, month, day = map(int, paper.date.split("-"))
            score, code = chance.randint(1, 900) / 10, chance.choice(["", "Code"])
            yield f"{score}{paper.category}{calendar.month_abbr[month]} {day}, {year}{code}"
        named = [f"{given} {family}" for family, given in paper.authors]
        yield paper.title + ", ".join(named[:3]) + (" et al." if named[3:] else "")
        yield paper.abstract


Shape = Callable[[Sequence[Paper], Random], Iterator[str]]
SHAPES: tuple[Shape, ...] = (_glued, _family_given, _abstracts, _glued, _translated)


# --- the list --------------------------------------------------------------------------------------------------------

MKDOCS = """\
site_name: A Made-up List
theme:
  name: carrel
plugins: []
use_directory_urls: false
nav:
  - Home: index.md
  - Papers: papers/index.md
  - Topics: topics/index.md
  - Authors: authors/index.md
  - Years: years/index.md
  - About: about.md
not_in_nav: |
  /search.md
  /*/
markdown_extensions:
  - attr_list
  - md_in_html
"""


def make(number: int, folder: Path, seed: int = 0, own: float = OWN) -> None:
    """Write a list of so many papers into a new folder; `own` is the part of them that stands in no seed."""
    writer = Writer(seed)
    papers = [writer.paper() for _ in range(number)]
    alone = papers[: int(own * number)]
    files = {
        "mkdocs.yml": MKDOCS,
        "docs/about.md": "# About\n\nNothing here is true.\n",
        "seeds/topics.yml": "".join(_taxonomy()),
    }
    records = [_record(paper) for paper in alone]
    for n, (shape, document) in enumerate(_documents(papers[len(alone) :])):
        files[f"seeds/{n:03}.txt"] = "\n".join(shape(document, writer.chance)) + "\n"
        recorded = [p for p in document if shape is not _translated and writer.chance.random() < RECORDED]
        records.extend(_record(p, seed=f"{n:03}.txt", starts=p.abstract[:150]) for p in recorded)
    files |= {f"seeds/papers/record-{n}.yml": record for n, record in enumerate(records)}
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def _documents(papers: Sequence[Paper]) -> Iterator[tuple[Shape, Sequence[Paper]]]:
    at = 0
    for shape, size in zip(cycle(SHAPES), cycle(DOCUMENTS), strict=False):
        if at >= len(papers):
            break
        yield shape, papers[at : at + size]
        at += size


def _record(paper: Paper, **attachment: str) -> str:
    fields: dict[str, object] = {"title": paper.title, **attachment}
    fields |= {"authors": [f"{given} {family}" for family, given in paper.authors], "date": paper.date}
    if paper.venue:
        fields |= {"venue": paper.venue, "issued": paper.date[:4]}
    if not attachment:
        fields["abstract"] = paper.abstract
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items())


def _taxonomy() -> Iterator[str]:
    for n, subject in enumerate(STOCK["subject"]):
        indent = "    " if n % PARENTS else ""
        yield f"{indent}- id: {subject.replace(' ', '-')}\n"
        yield f"{indent}  name: {subject.capitalize()}\n"
        yield f"{indent}  definition: What is said of {subject}.\n"
        yield f"{indent}  phrases: [{subject}]\n"
        if not n % PARENTS:
            yield "  topics:\n"


def main() -> None:
    """Make up a list."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.made_up", description="Make up a list.")
    parser.add_argument("papers", type=int, metavar="N", help="how many papers")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where to; it must not exist")
    parser.add_argument("--seed", type=int, default=0, help="another number makes another list")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True)
    make(chosen.papers, chosen.folder, chosen.seed)


if __name__ == "__main__":
    main()
