"""RIS, the format of EndNote, Zotero and publishers: `TY  - JOUR`, a tag a line, `ER  -`.

What a tag means here:
- Authors are `AU` and `A1`, as `Family, Given`; where no name of the document has a comma, the other way round. Editors
  and other contributors (`A2`, `A3`, `ED` …) stay under `extra`.
- `issued` is what `PY`, `Y1` or `DA` say, the finest of those that agree with the first; for `date`, see
  `references.Draft.put_date`. Dates are `2014/03/12/Spring`, `2014/03//`, or any other.
- The venue is the journal (`JF`, `T2`, `JO` …) or the book that a chapter stands in; the series of a book is none.
- A line without a tag goes on with the line before it. A record without its `ER  -` ends where the next one begins;
  tags without a `TY  -` before them are a record of no type. Both are told.
- All other tags stay under `extra` as they stood: a string, or a list where a tag comes more than once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from carrel import arxiv, markup, prose, references
from carrel import names as naming
from carrel.model import Abstract, Authors, Entry, Name, Rule, Text
from carrel.problem import Problem, warning
from carrel.readers.contract import BULKY, Context, Document, Reading

MOST_BYTES = BULKY
TAGS = frozenset(
    "TY A1 A2 A3 A4 AB AD AN AU AV BT C1 C2 C3 C4 C5 C6 C7 C8 CA CN CP CT CY DA DB DI DO DP ED EP ER ET H1 H2 ID IS "  # noqa: SIM905  # lines read better than a column
    "J1 J2 JA JF JO K1 KW L1 L2 L3 L4 LA LB LK LL M1 M2 M3 M4 N1 N2 NO NV OL OP PA PB PP PY RD RI RN RP RT SE SF SL SN "
    "SO SP SR ST T1 T2 T3 T4 TA TI TT U1 U2 U3 U4 U5 UR VL VO VP WP WT WV Y1 Y2 YR".split()
)
BOOKS = frozenset(("BOOK", "EBOOK", "EDBOOK", "MULTI"))  # `T2` is a series, `SP` the number of pages
NUMBERED = BOOKS | {"RPRT", "PAT", "STAND", "THES", "GOVDOC"}  # `IS` is the number of the report, not of an issue
BETWEEN = "between records"
SHARE = 0.2  # of the lines begin with a tag: abstracts may be broken into many lines

# As the standard has it, or as people type it: `au - Rao, Jun`.
_LINE = re.compile(r"\s*(?P<tag>[A-Za-z][A-Za-z0-9])(?P<gap>[ \t]{1,4})-(?P<space>[ \t]?)(?P<value>.*)", re.DOTALL)
_BOUND = re.compile(r"\s*(?:TY[ \t]{1,4}-[ \t]*(?:[A-Z]|$)|ER[ \t]{1,4}-[ \t]*$)", re.IGNORECASE)
_ET_AL = re.compile(r"(?:et al\.?|and others|others)", re.IGNORECASE)
_DATE = re.compile(r"(?P<year>\d{4})/(?P<month>\d{0,2})/(?P<day>\d{0,2})(?:/(?P<other>.*))?", re.DOTALL)
_OF_THE_EDITORS = re.compile(r"received|revised|accepted|submitted", re.IGNORECASE)
_DOI_HINT = re.compile(r"\bdoi\b|^10\.", re.IGNORECASE)


def sniff(document: Document) -> float:
    """Be sure of a document with a `TY  -` or `ER  -` line, many of whose lines begin with a tag."""
    if not any(_BOUND.match(line) for _, line in document.filled):
        return 0.0
    tagged = sum(1 for _, line in document.filled if _tag(line))
    return 0.95 if tagged >= SHARE * len(document.filled) else 0.0


def names(document: Document) -> Iterable[str]:
    """Return the authors of every record, as far as they have a given name."""
    authors = _authors(document)
    inverted = any("," in author for author in authors)
    yield from (str(name) for author in authors for name in _names(author, inverted=inverted) if name.given)


def _authors(document: Document) -> list[str]:
    return [found[1] for _, line in document.filled if (found := _tag(line)) and found[0] in {"AU", "A1"}]


def read(document: Document, context: Context) -> Reading:  # noqa: ARG001  # the contract's signature
    """Read the records; what belongs to none is told."""
    problems: list[Problem] = []
    roles: dict[int, str] = {}
    entries: list[Entry] = []
    inverted = any("," in author for author in _authors(document))
    for record in _records(document, roles, problems):
        draft = _draft(document, record, inverted=inverted)
        if draft.says_something():
            entries.append(draft.entry(len(entries) + 1))
        else:
            problems.append(warning(document.place(record.line), "a record that says nothing of a paper; left out"))
    return Reading(tuple(entries), tuple(problems), roles)


# --- lines and records -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Said:
    """What a tag says; each line of it apart."""

    lines: list[str]
    line: int

    @property
    def value(self) -> str:
        return " ".join(part for part in self.lines if part)


@dataclass(slots=True)
class _Record:
    line: int
    tags: list[tuple[str, _Said]] = field(default_factory=list)

    def take(self, *tags: str) -> list[_Said]:
        """Return what the first of these tags that says something says, each time; it is then taken."""
        for tag in tags:
            found = [said for name, said in self.tags if name == tag and said.value]
            if found:
                self.tags = [(name, said) for name, said in self.tags if name != tag]
                return found
        return []


def _tag(line: str) -> tuple[str, str] | None:
    """Return tag and value of a line, if it begins with a tag."""
    found = _LINE.match(line)
    if not found:
        return None
    tag, standard = found["tag"].upper(), found["gap"] == "  "
    if tag not in TAGS and not (standard and found["tag"] == tag):
        return None
    if not standard and found["value"] and not found["space"]:
        return None
    return tag, found["value"].strip()


def _records(document: Document, roles: dict[int, str], problems: list[Problem]) -> Iterator[_Record]:
    """Sort the lines into records."""
    record: _Record | None = None
    for number, line in document.filled:
        tag, value = _tag(line) or ("", line)
        if not tag and record is None:
            _tell_stray(document, number, line, roles, problems)
            continue
        roles[number] = "record"
        if record and tag in {"TY", "ER"}:
            if tag == "TY":
                problems.append(warning(document.place(record.line), f"no 'ER  -' before line {number}"))
            yield record
            record = None
        if tag == "ER":
            continue
        if record is None:
            record = _Record(number)
            if tag != "TY":
                problems.append(warning(document.place(number), "no 'TY  -' before this line; a record of no type"))
        if tag:
            record.tags.append((tag, _Said([value], number)))
        else:
            record.tags[-1][1].lines.append(value)
    if record:
        problems.append(warning(document.place(record.line), "no 'ER  -' before the end of the document"))
        yield record


def _tell_stray(document: Document, number: int, line: str, roles: dict[int, str], problems: list[Problem]) -> None:
    """Tell of a line between records; of several in a row, of the first."""
    if roles.get(number - 1) != BETWEEN:
        problems.append(warning(document.place(number), f"'{line[:40]}' belongs to no record; left out"))
    roles[number] = BETWEEN


# --- fields ----------------------------------------------------------------------------------------------------------


def _draft(document: Document, record: _Record, *, inverted: bool) -> references.Draft:
    """Fill a draft; the order matters, where one tag tells how to read another."""
    draft = references.Draft(document.path, record.line)
    kind = "".join(said.value.upper() for said in record.take("TY")[:1])
    if kind:
        draft.keep("entry_type", kind)
    for said in record.take("ID"):
        draft.keep("citation_key", said.value)
    _fill_authors(draft, record, inverted=inverted)
    _fill_text(draft, record, kind)
    _fill_venue(draft, record, kind)
    _fill_ids(draft, record)
    _fill_date(draft, record)
    for tag, said in record.tags:
        if said.value:
            draft.keep(tag, "\n".join(said.lines))
    return draft


def _first(draft: references.Draft, record: _Record, name: str, *tags: str) -> None:
    """Fill a field with the first of these tags; what the tag says again is kept."""
    found = _with_tag(record, tags)
    for tag, said in found:
        if not draft.put(name, said.value, said.line):
            draft.keep(tag, said.value)


def _with_tag(record: _Record, tags: Iterable[str]) -> list[tuple[str, _Said]]:
    for tag in tags:
        if found := record.take(tag):
            return [(tag, said) for said in found]
    return []


def _fill_text(draft: references.Draft, record: _Record, kind: str) -> None:
    for tag, said in _with_tag(record, ("TI", "T1", *(("BT",) if kind in BOOKS | {"UNPB"} else ()), "CT")):
        if not draft.put("title", Text(said.value, references.rich_runs(said.value)), said.line):
            draft.keep(tag, said.value)
    for tag, said in _with_tag(record, ("AB", "N2")):
        text = Text(said.value, references.rich_runs(said.value))
        if not draft.put("abstract", Abstract(text, prose.language(markup.plain(text))), said.line):
            draft.keep(tag, said.value)
    keywords = record.take("KW")
    topics = [word.strip() for said in keywords for line in said.lines for word in line.split(";")]
    draft.put("topics", tuple(dict.fromkeys(word for word in topics if word)), keywords[0].line if keywords else 0)
    for said in record.take("LA"):
        if not draft.put("language", references.language(said.value), said.line):
            draft.keep("LA", said.value)


def _fill_authors(draft: references.Draft, record: _Record, *, inverted: bool) -> None:
    said = [said for tag, said in record.tags if tag in {"AU", "A1"} and said.value]
    record.tags = [(tag, other) for tag, other in record.tags if tag not in {"AU", "A1"}]
    written = [part for one in said for part in one.value.split(";") if part.strip()]
    complete = not any(_ET_AL.fullmatch(part.strip()) for part in written)
    names = tuple(name for part in written for name in _names(part, inverted=inverted))
    if names:
        draft.put("authors", Authors(names, complete), said[0].line)


def _names(written: str, *, inverted: bool) -> Iterator[Name]:
    """Read names; among names as `Family, Given` one without a comma is a group, or a person of one name."""
    for part in written.split(";"):
        words = " ".join(part.strip().strip(",").split())
        if words and not _ET_AL.fullmatch(words):
            yield Name(words) if inverted and "," not in words else naming.parse(words)


def _fill_venue(draft: references.Draft, record: _Record, kind: str) -> None:
    tags = ("JF", "JO", "JA") if kind in BOOKS else ("JF", "T2", "BT", "JO", "JA", "J2", "J1", "C3")
    for tag in tags:
        for said in record.take(tag)[:1]:
            if references.is_preprint_server(said.value) or not draft.put("venue", said.value, said.line):
                draft.keep(tag, said.value)
            draft.put("arxiv", references.arxiv_id(said.value), said.line, Rule.WITHIN, tag)
        if "venue" in draft.fields:
            break
    _first(draft, record, "volume", "VL", "VO")
    _first(draft, record, "publisher", "PB")
    if kind not in NUMBERED:
        _first(draft, record, "issue", "IS", "CP")
    if kind not in BOOKS:
        _fill_pages(draft, record)


def _fill_pages(draft: references.Draft, record: _Record) -> None:
    first, last = record.take("SP"), record.take("EP")
    if not first:
        for said in last:
            draft.keep("EP", said.value)
        return
    pages = references.pages(first[0].value)
    end = references.pages(last[0].value) if last else ""
    draft.put("pages", pages if not end or end == pages or "-" in pages else f"{pages}-{end}", first[0].line)


def _fill_ids(draft: references.Draft, record: _Record) -> None:
    for said in record.take("DO", "DI"):
        if not draft.put("doi", references.doi(said.value), said.line):
            draft.keep("DO", said.value)
    for said in record.take("UR"):
        addresses = [address for word in said.value.split() if (address := references.url(word.rstrip(";,")))]
        if not addresses or not draft.put("url", addresses[0], said.line) or len(addresses) > 1:
            draft.keep("UR", said.value)
        for address in addresses:
            draft.put("doi", references.doi_of_url(address), said.line, Rule.RESOLVER)
            draft.put("arxiv", references.arxiv_id(address), said.line, Rule.WITHIN, "UR")
    for tag, said in record.tags:
        if tag in {"M3", "N1", "L3", "AN", "M1"}:
            if _DOI_HINT.search(said.value[:200]):
                draft.put("doi", references.doi(said.value), said.line, Rule.WITHIN, tag)
            found = references.arxiv_id(said.value[:200])
            draft.put("arxiv", found and arxiv.parse_id(found), said.line, Rule.WITHIN, tag)
    doi = draft.fields.get("doi")
    if doi:
        draft.put("arxiv", references.arxiv_id(doi.value), doi.origin.place.line, Rule.DOI)


def _fill_date(draft: references.Draft, record: _Record) -> None:
    """Take the first date, or one that says the same more finely."""
    best: tuple[str, int] | None = None
    for tag in ("PY", "Y1", "YR", "DA"):
        for said in record.take(tag):
            found = _date(said.value)
            if found is None or not found[1] or (best and not _agree(best[0], found[0])):
                draft.keep(tag, said.value)
            if found is None or _OF_THE_EDITORS.search(said.value):
                continue
            if best is None or (_agree(best[0], found[0]) and len(found[0]) > len(best[0])):
                best = found[0], said.line
    if best:
        draft.put_date(best[0], best[1])


def _agree(one: str, two: str) -> bool:
    return one.startswith(two) or two.startswith(one)


def _date(written: str) -> tuple[str, bool] | None:
    found = _DATE.fullmatch(written)
    if not found:
        return references.parse_date(written)
    value = references.iso(found["year"], found["month"], found["day"])
    fine = bool(found["month"].strip("0")) + bool(found["day"].strip("0"))
    return (value, value.count("-") == fine and not found["other"]) if value else None
