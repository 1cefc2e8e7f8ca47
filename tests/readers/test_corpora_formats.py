"""Real files of BibTeX, RIS and CSL-JSON that nobody here wrote: nothing is lost, and what others read is found.

Where a file has a twin that says what it holds, title, authors, year and DOI are compared; the table is printed
(`pytest -s`), and docs/formats.md says what differs and why.
"""

from __future__ import annotations

import html
import json
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
import readings

from carrel import markup, names, readers, references
from carrel.model import Entry, Name, Reading
from carrel.readers import bibtex, csl_json, ris
from carrel.readers.bibtex import text as bibtex_text
from carrel.readers.contract import Document, Reader
from corpora import corpus

ENOUGH = 0.97  # of the entries agree with what is expected
NEARLY = 0.93  # with what something was made from, which says more, or less
SECONDS = 10  # a file


def document(path: Path) -> Document:
    """Return a real file as a document, whatever its encoding."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-16-le" if b"\0" in data[:4] else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return Document(f"seeds/{path.name}", tuple(text.replace("\r\n", "\n").split("\n")))


def read(reader: Reader, text: Document) -> Reading:
    """Read a real file in time, and check that nothing is lost."""
    start = time.process_time()
    reading = readings.read(reader, text)
    assert time.process_time() - start < SECONDS, text.path
    readings.check(text, reading)
    return reading


FILES: list[tuple[Reader, tuple[str, ...]]] = [
    (bibtex, (".bib", ".biblatex", ".bibtex")),
    (ris, (".ris",)),
    (csl_json, (".csl.json",)),
]


@pytest.mark.parametrize(("reader", "endings"), FILES, ids=["bibtex", "ris", "csl_json"])
def test_every_file_is_known_and_read(reader: Reader, endings: tuple[str, ...]) -> None:
    """No crash, no hang; each file is of its kind alone, and each of its lines is somewhere."""
    paths = [path for path in corpus(".").rglob("*") if path.name.endswith(endings)]
    entries = problems = 0
    for path in paths:
        text = document(path)
        if re.search(r"^[^%\n]*[@\[{]|TY  -", "\n".join(text.lines), re.MULTILINE):  # more than comments
            assert readers.recognise(text) is reader, path
        reading = read(reader, text)
        entries += len(reading.entries)
        problems += len(reading.problems)
    print(f"{reader.NAME}: {len(paths)} files, {entries} entries, {problems} problems")
    assert len(paths) > 10
    assert problems < 0.05 * entries


def test_the_inputs_of_the_csl_test_suite() -> None:
    """Each of the 460 inputs is a list of items, and each item with a title becomes a paper."""
    for line in corpus("csl_json/csl_testsuite_inputs_A.jsonl").read_text("utf-8").splitlines():
        items = json.loads(line)["input"]
        reading = read(csl_json, Document("seeds/it", tuple(json.dumps(items, indent=1).split("\n"))))
        titles = [item["title"] for item in items if isinstance(item, dict) and item.get("title")]
        assert len([entry for entry in reading.entries if entry.title]) == len(titles)


def test_names_are_split_as_bibtex_does() -> None:
    """All cases of another parser, taken from BibTeX itself."""
    cases = json.loads(corpus("names/bibtexparser_name_tests.json").read_text("utf-8"))
    for written, expected in cases["REGULAR_NAME_PARTS_PARSING_TEST_CASES"]:
        parts = bibtex_text.split_name(written)
        assert {part: list(getattr(parts, part)) for part in expected} == expected, written
    for written, _ in cases["test_name_splitting_strict_mode"]:
        bibtex_text.authors(written)  # never fails
    for written, expected in cases["test_split_coauthors_consistent_with_bibtex"]:
        assert bibtex_text.split_list(written) == expected, written


def test_two_megabytes_take_two_seconds() -> None:
    """BibTeX is read at a megabyte a second."""
    path = corpus("bibtex/biber/tugboat_part1.bib")
    text, start = document(path), time.process_time()
    assert len(read(bibtex, text).entries) > 1_700
    assert time.process_time() - start < 2 * path.stat().st_size / 1e6


# --- twins -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Facts:
    """What is compared of a paper, folded."""

    title: str = ""
    authors: tuple[str, ...] = ()
    year: str = ""
    doi: str = ""


@dataclass(slots=True)
class Tally:
    """How many entries of a corpus agree in each fact."""

    corpus: str
    entries: int = 0
    agree: Counter[str] = field(default_factory=Counter)
    differ: list[str] = field(default_factory=list)

    def add(self, key: str, found: Facts, expected: Facts) -> None:
        """Compare an entry with what its twin says."""
        self.entries += 1
        for fact in Facts.__slots__:
            same = getattr(found, fact) == getattr(expected, fact)
            self.agree[fact] += same
            if not same:
                self.differ.append(f"{key} {fact}: {getattr(found, fact)} | {getattr(expected, fact)}")

    def share(self, fact: str) -> float:
        """Return how much of the entries agrees."""
        return self.agree[fact] / self.entries

    def __str__(self) -> str:
        shares = " | ".join(f"{100 * self.share(fact):.1f} %" for fact in Facts.__slots__)
        return f"| {self.corpus} | {self.entries:,} | {shares} |"


def folded(text: str) -> str:
    """Return the letters and digits of a text: markup, accents, case and signs are told elsewhere."""
    bare = re.sub(r"<[^<>]*>", "", html.unescape(text))
    letters = unicodedata.normalize("NFKD", bare).casefold()
    return "".join(c for c in letters if c.isalnum())


def person(family: str, given: str) -> str:
    """Return a name, folded; a suffix stands with the family name, as it does with us."""
    given, comma, suffix = given.partition(", ")
    if comma and not names.SUFFIX.fullmatch(suffix.rstrip(",")):
        given, suffix = f"{given} {suffix}", ""
    return f"{folded(f'{family} {suffix}')} {folded(given)}".strip()


def facts(entry: Entry) -> Facts:
    """Return what we read."""
    when = entry.date or entry.issued
    return Facts(
        folded(markup.plain(entry.title.value)) if entry.title else "",
        tuple(person(name.family, name.given) for name in entry.authors.value.names) if entry.authors else (),
        when.value[:4] if when else "",
        entry.doi.value.lower() if entry.doi else "",
    )


def key(entry: Entry) -> str:
    """Return the citation key."""
    return str(entry.extra.value.get("citation_key", "")) if entry.extra else ""


# --- twins in the JSON of Better BibTeX ------------------------------------------------------------------------------


def said_in_extra(item: dict[str, Any], name: str) -> list[str]:
    """Return what Zotero's field for all the rest says under a name."""
    extra = item.get("extra") or []
    lines = extra if isinstance(extra, list) else str(extra).split("\n")
    pairs = [line.partition(":") for line in lines]
    return [value.strip() for said, _, value in pairs if said.strip().lower().replace("-", " ") == name]


def zotero_facts(item: dict[str, Any]) -> Facts:
    """Return what Better BibTeX reads: an author may be the sponsor of a bill or the inventor of a patent."""
    title = next((item[name] for name in ("title", "caseName", "nameOfAct", "subject") if item.get(name)), "")
    creators = [one for one in item.get("creators", []) if one.get("creatorType") not in NO_AUTHORS]
    written = [one for one in creators if one.get("creatorType") != "contributor"] or creators
    authors = [(one.get("lastName") or one.get("name", ""), one.get("firstName", "")) for one in written]
    year = re.search(r"(?<!\d)[12]\d{3}(?!\d)", str(item.get("date", "")))
    doi = item.get("DOI") or " ".join(said_in_extra(item, "doi"))
    return Facts(
        folded(title),
        tuple(person(*name) for name in authors if name != ("others", "")),  # we say: not complete
        year.group() if year else "",
        (references.doi(doi) or "").lower(),  # the twin keeps `http://dx.doi.org/`
    )


NO_AUTHORS = frozenset(
    ("editor", "seriesEditor", "translator", "bookAuthor", "reviewedAuthor", "commenter", "attorneyAgent")
)


def zotero_keys(item: dict[str, Any]) -> list[str]:
    """Return the citation keys of an item."""
    return [item["citationKey"]] if item.get("citationKey") else said_in_extra(item, "citation key")


def better_bibtex(folder: str, suffix: str, *, whole_names: bool = False) -> Tally:
    """Compare the files of a folder with the JSON that stands beside them."""
    tally = Tally(f"`{folder}` `*{suffix}` / `.json`")
    for path in sorted(corpus(folder).glob(f"*{suffix}")):
        twin = next((p for stem in stems(path.name, suffix) if (p := path.with_name(f"{stem}.json")).exists()), None)
        if twin is None:
            continue
        items = [i for i in json.loads(twin.read_text("utf-8"))["items"] if i["itemType"] not in {"note", "attachment"}]
        for entry, item in paired(read(bibtex, document(path)).entries, items):
            found, expected = facts(entry), zotero_facts(item)
            if whole_names:
                found, expected = in_natural_order(found), in_natural_order(expected)
            tally.add(f"{path.name[:40]} {key(entry)}", found, expected)
    return tally


def in_natural_order(said: Facts) -> Facts:
    """Write names as they are spoken: Zotero has some particles with the given name."""
    return replace(said, authors=tuple("".join(reversed(name.split(" "))) for name in said.authors))


def stems(name: str, suffix: str) -> Iterator[str]:
    """Return what the twin of a file may be called: several exports have one source."""
    stem = name.removesuffix(suffix)
    yield stem
    yield re.sub(r"[.-][A-Za-z0-9]+$", "", stem)


def alike(one: Facts, two: Facts) -> int:
    """Count what two say alike."""
    return sum(getattr(one, fact) == getattr(two, fact) for fact in Facts.__slots__)


def paired(entries: Iterable[Entry], items: list[dict[str, Any]]) -> Iterator[tuple[Entry, dict[str, Any]]]:
    """Pair entries with items by key, with the likest where a key comes twice; one with one without a key."""
    entries = tuple(entries)
    by_key: dict[str, list[dict[str, Any]]] = {}
    for item in items:
        for name in zotero_keys(item):
            by_key.setdefault(name, []).append(item)
    for entry in entries:
        same = by_key.get(key(entry)) or (items if len(entries) == len(items) == 1 else [])
        if same:
            yield entry, max(same, key=lambda item: alike(facts(entry), zotero_facts(item)))


# --- other twins -----------------------------------------------------------------------------------------------------


def jabref_ris() -> Tally:
    """Compare RIS with what JabRef makes of it, written as BibTeX."""
    tally = Tally("`ris/jabref` `.ris` / `.bib`")
    for path in sorted(corpus("ris/jabref").glob("*.ris")):
        found = read(ris, document(path)).entries
        expected = read(bibtex, document(path.with_suffix(".bib"))).entries
        assert len(found) == len(expected), path
        for one, two in zip(found, expected, strict=True):
            tally.add(path.name, facts(one), facts(two))
    return tally


def papis() -> Tally:
    """Compare BibTeX and an answer of Crossref with what Papis makes of them."""
    tally = Tally("`crossref/papis` / `*_out.json`")
    for path in sorted(corpus("crossref/papis").rglob("*_out.json")):
        base = path.with_name(path.name.removesuffix("_out.json"))
        source = next((base.with_suffix(s) for s in (".bib", ".json") if base.with_suffix(s).exists()), None)
        if source is None or "zenodo" in source.parts:
            continue
        said = json.loads(path.read_text("utf-8"))
        authors = tuple(person(one["family"], one["given"]) for one in said["author_list"])
        expected = Facts(folded(said.get("title", "")), authors, str(said.get("year", "")), said.get("doi", "").lower())
        (entry,) = read(bibtex if source.suffix == ".bib" else csl_json, document(source)).entries
        tally.add(path.name, facts(entry), expected)
    return tally


def test_twins_agree() -> None:
    """Title, authors, year and DOI agree on 97 of 100 entries."""
    expected = [better_bibtex("bibtex/bbt_import", ".bib"), jabref_ris(), papis()]
    exports = [better_bibtex("bibtex/bbt_export", suffix, whole_names=True) for suffix in (".biblatex", ".bibtex")]
    tallies = [*expected, *exports]
    print("\n| corpus | entries | title | authors | year | DOI |\n|---|---|---|---|---|---|")
    for tally in tallies:
        print(tally)
    for tally in tallies:
        print(f"\n{tally.corpus}", *tally.differ, sep="\n  ")
    for tally in tallies:
        for fact in Facts.__slots__:
            assert tally.share(fact) >= (ENOUGH if tally in expected else NEARLY), (tally.corpus, fact)


def test_a_name_of_a_twin() -> None:
    """The comparison itself: a suffix is moved, and nothing else."""
    assert person("Bennett", "Frank G., Jr.") == person("Bennett Jr.", "Frank G.")
    assert person("Bennett", "Frank, G.") == person("Bennett", "Frank G.")
    assert facts_of_name(Name("van Hove", "L.")) == "vanhove l"


def facts_of_name(name: Name) -> str:
    """Return a name as it is compared."""
    return person(name.family, name.given)
