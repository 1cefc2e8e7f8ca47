"""How well readers agree with other programs on the same papers: title, authors, year and DOI of each entry.

A file may have a twin that says what it holds: what Better BibTeX, JabRef or Papis makes of it, or its own source.
"""

from __future__ import annotations

import csv
import html
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from carrel import columns, latex, markup, names, references
from carrel.model import Entry, Reading
from carrel.readers import arxiv_mail, bibtex, csl_json, ris, table
from carrel.readers.contract import Context, Document, Reader

ENOUGH = 0.97  # of the entries agree with what is expected
NEARLY = 0.93  # with what something was made from, which says more, or less


def document(path: Path) -> Document:
    """Return a real file as a document, whatever its encoding."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-16-le" if b"\0" in data[:4] else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return Document(f"seeds/{path.name}", tuple(text.replace("\r\n", "\n").split("\n")))


def read(reader: Reader, text: Document) -> Reading:
    """Read a document that stands alone."""
    return reader.read(text, Context(frozenset(reader.names(text))))


# --- what is compared ------------------------------------------------------------------------------------------------


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


def better_bibtex(root: Path, folder: str, suffix: str, *, whole_names: bool = False) -> Tally:
    """Compare the files of a folder with the JSON that stands beside them."""
    tally = Tally(f"`{folder}` `*{suffix}` / `.json`")
    for path in sorted((root / folder).glob(f"*{suffix}")):
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


def jabref_ris(root: Path) -> Tally:
    """Compare RIS with what JabRef makes of it, written as BibTeX."""
    tally = Tally("`ris/jabref` `.ris` / `.bib`")
    for path in sorted((root / "ris/jabref").glob("*.ris")):
        found = read(ris, document(path)).entries
        expected = read(bibtex, document(path.with_suffix(".bib"))).entries
        for one, two in zip(found, expected, strict=True):
            tally.add(path.name, facts(one), facts(two))
    return tally


def papis(root: Path) -> Tally:
    """Compare BibTeX and an answer of Crossref with what Papis makes of them."""
    tally = Tally("`crossref/papis` / `*_out.json`")
    for path in sorted((root / "crossref/papis").rglob("*_out.json")):
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


# --- gold ------------------------------------------------------------------------------------------------------------


def mini_conf(root: Path) -> Tally:
    """Compare a table with what the csv module reads."""
    tally = Tally("`miniconf` `.csv` / its cells")
    path = root / "miniconf/iclr2020_papers.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for entry, row in zip(read(table, document(path)).entries, rows, strict=True):
        authors = tuple(map(spoken, row["authors"].split("|")))
        tally.add(row["UID"], facts(entry), Facts(folded(row["title"]), authors))
    return tally


def arxiv_mails(root: Path) -> Tally:
    """Compare a listing by mail with its gold."""
    tally = Tally("`scraped` arXiv mail / `.gold.jsonl`")
    gold = map(json.loads, (root / "scraped/arxiv_mail_dump_A.gold.jsonl").read_text("utf-8").splitlines())
    text = document(root / "scraped/arxiv_mail_dump_A.txt")
    found = {entry.arxiv.value: entry for entry in read(arxiv_mail, text).entries if entry.arxiv}
    for row in gold:
        authors = tuple(spoken(name) for name in gold_authors(row["authors"]) if name.strip())
        year = (columns.when(row["date"]) or ("",))[0][:4]
        title = folded(markup.plain(latex.parse(row["title"])))
        tally.add(
            row["arxiv_id"], facts(found[row["arxiv_id"]]), Facts(title, authors, year, (row["doi"] or "").lower())
        )
    return tally


def spoken(written: str) -> str:
    """Return a name that is written `Given Family`, folded."""
    name = names.given_first(written)
    return person(name.family, name.given)


def gold_authors(written: str) -> list[str]:
    """Return the authors of the gold, which are written as in the mail, without brackets behind names."""
    plain = markup.plain(latex.parse(written))
    for _ in range(3):
        plain = re.sub(r"\((?!Richard\))[^()]*\)", "", plain)
    return re.split(r",\s*and\s+|,\s*|\s+and\s+", re.sub(r",? et al\.?\s*$", "", plain))


def expected(root: Path) -> list[Tally]:
    """Compare with what others make of the same files."""
    return [
        better_bibtex(root, "bibtex/bbt_import", ".bib"),
        jabref_ris(root),
        papis(root),
        mini_conf(root),
        arxiv_mails(root),
    ]


def exports(root: Path) -> list[Tally]:
    """Compare with what the files were made from."""
    return [better_bibtex(root, "bibtex/bbt_export", end, whole_names=True) for end in (".biblatex", ".bibtex")]
