"""The columns of tables of papers: what a heading means (data/column_headings.txt), and what a cell below it says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from carrel import bylines, links, markup, prose, references, wordlists
from carrel.bylines import Order
from carrel.model import Abstract, Field, Kind, Origin, Text
from carrel.problem import Place
from carrel.references import Draft

# --- headings --------------------------------------------------------------------------------------------------------

LONGEST_HEADING = 60  # characters

_ROLES = {
    heading: (role, rank)
    for role, headings in wordlists.groups("column_headings").items()
    for rank, heading in enumerate(headings)
}
_TAGS = frozenset(("au", "af", "ab", "so", "py", "de", "di", "bp", "ep", "vl", "is"))  # the Web of Science, beside `ti`
_NUMBERS = frozenset(("number", "issue number"))  # of a volume, or of the row
_PAPER = frozenset(("paper", "论文"))  # its title, or where it is


def fold(heading: str) -> str:
    """Return the words of a heading: small letters, no punctuation, no emoji, `Author(s)` as `author s`."""
    words = unicodedata.normalize("NFKC", heading[: LONGEST_HEADING + 1]).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in words).split())


def roles(headings: Sequence[str]) -> tuple[str, ...]:
    """Return what each column of a table is for, or '' where its heading does not say."""
    folded = [fold(heading) for heading in headings]
    found = [_ROLES.get(heading, ("", 0))[0] for heading in folded]
    for n, heading in enumerate(folded):
        if (heading in _TAGS and "ti" not in folded) or (heading in _NUMBERS and "volume" not in found):
            found[n] = ""
        elif heading in _PAPER and found.count("title") > 1:
            found[n] = "url"
    return tuple(found)


def by_rank(headings: Sequence[str]) -> list[int]:
    """Return the columns in the order in which their headings are to be believed."""
    return sorted(range(len(headings)), key=lambda n: (_ROLES.get(fold(headings[n]), ("", 0))[1], n))


# --- cells -----------------------------------------------------------------------------------------------------------

AS_WRITTEN = "as written"  # beside values that do not say all that the cell says
AFFILIATIONS = "affiliations"
CHECKED: Mapping[str, str] = MappingProxyType(
    {"doi": "DOI", "arxiv": "arXiv id", "date": "date", "issued": "date", "year": "date"}
)  # roles of which a cell that is not understood is told

_NOTHING = frozenset(("", "-", "–", "—", "n/a", "na", "nan", "none", "null", "?", "/", "tbd", "tba", "\\", "unknown"))
_STATUS_OF = {
    word: status
    for status, words in {
        "to-read": (
            "to read",
            "toread",
            "unread",
            "queued",
            "todo",
            "to do",
            "backlog",
            "want to read",
            "待读",
            "未读",
        ),
        "reading": ("reading", "in progress", "started", "在读", "阅读中"),
        "read": ("read", "done", "finished", "x", "yes", "✓", "✔", "✅", "☑", "已读"),
    }.items()
    for word in words
}
_HAS_CODE = dict.fromkeys(("yes", "true", "✓", "✔", "✅"), True) | dict.fromkeys(("no", "false", "✗", "✘", "❌"), False)
_FLOAT = re.compile(r"(?<=\d)\.0$")  # as a spreadsheet of numbers writes 12


def is_nothing(cell: str, role: str = "") -> bool:
    """Tell whether a cell says that there is nothing to say: `-`, `n/a`. A paper may be called `None`, all the same."""
    words = cell.strip().casefold()
    return not words if role == "title" else words in _NOTHING


@dataclass(frozen=True, slots=True)
class Habits:
    """How a whole column is written where a single cell does not show it."""

    order: Order | None = None  # of the names
    day_first: bool | None = None  # in dates such as 3/4/2023


UNKNOWN = Habits()


def habits(authors: Sequence[str], times: Sequence[str]) -> Habits:
    """Judge how the names and the dates of a table are written."""
    numbers = [found for cell in times if (found := _NUMBERS_ONLY.match(cell.strip()))]
    by_day = any(int(found[1]) > MONTHS for found in numbers)
    by_month = any(int(found[2]) > MONTHS for found in numbers)
    return Habits(bylines.judge(authors), None if by_day == by_month else by_day)


def read(role: str, cell: str, habits: Habits = UNKNOWN) -> dict[str, Any]:
    """Return the values that a cell gives, by field of the model; none if the cell is not understood.

    `year` stands for a time of which the column does not say whether it is the first version's or the venue's.
    """
    words = cell.strip()
    reader = _READERS.get(role)
    found: dict[str, Any] = reader(words, habits) if reader else {}
    return {name: value for name, value in found.items() if value not in (None, "", ())}


def _authors(words: str, habits: Habits) -> dict[str, Any]:
    byline = bylines.read(words, habits.order)
    return {"authors": byline.authors, AFFILIATIONS: byline.affiliations} if byline.authors.names else {}


def _abstract(words: str, _: Habits) -> dict[str, Any]:
    return {"abstract": Abstract(_text(words), prose.language(words))}


def _text(words: str) -> Text:
    """Read text in which LaTeX, and a little HTML, may stand."""
    return Text(words, references.rich_runs(words))


def _time(role: str) -> Callable[[str, Habits], dict[str, Any]]:
    def read_time(words: str, habits: Habits) -> dict[str, Any]:
        found = when(words, day_first=habits.day_first)
        return {role: found[0], AS_WRITTEN: "" if found[1] else words} if found else {}

    return read_time


def _address(words: str, _: Habits) -> dict[str, Any]:
    """An address may be more: an arXiv id, a DOI, or code."""
    address = links.web(words)
    if not address:
        return {}
    if links.is_code(address):
        return {"code": address}
    return {"url": address, "arxiv": links.arxiv_id(address), "doi": links.doi(address)}


def _venue(words: str, habits: Habits) -> dict[str, Any]:
    return _address(words, habits) if links.web(words) else {"venue": _FLOAT.sub("", markup.fold_space(words))}


def _plain(role: str) -> Callable[[str, Habits], dict[str, Any]]:
    return lambda words, _: {role: _FLOAT.sub("", markup.fold_space(words))}


_READERS: Mapping[str, Callable[[str, Habits], dict[str, Any]]] = MappingProxyType(
    {
        "title": lambda words, _: {"title": _text(words)},
        "authors": _authors,
        "abstract": _abstract,
        "topics": lambda words, _: {"topics": split_topics(words)},
        "date": _time("date"),
        "issued": _time("issued"),
        "year": _time("year"),
        "venue": _venue,
        "pages": lambda words, _: {"pages": references.pages(words)},
        "doi": lambda words, _: {"doi": links.doi(words), "arxiv": links.arxiv_id(words)},
        "arxiv": lambda words, _: {"arxiv": links.arxiv_id(words)},
        "category": lambda words, _: {"category": references.category(words)},
        "url": _address,
        "code": lambda words, _: {"code": links.web(words), "has_code": _HAS_CODE.get(words.casefold())},
        "language": lambda words, _: {"language": references.language(words)},
        "status": lambda words, _: {"status": _STATUS_OF.get(fold(words) or words)},
        "note": lambda words, _: {"note": words},
        **{role: _plain(role) for role in ("volume", "issue", "publisher", "first page", "last page")},
    }
)


def split_topics(cell: str) -> tuple[str, ...]:
    """Split keywords at `|`, `;`, line ends, or else at commas."""
    separator = next((re.escape(one) for one in "|;；\n" if one in cell), "[,，、]")
    found = (markup.fold_space(piece).strip(" .#") for piece in re.split(separator, cell))
    return tuple(dict.fromkeys(word for word in found if word))


def doubt(role: str, cell: str) -> str:
    """Return what is to be said of a cell that is not understood."""
    return f"'{markup.fold_space(cell)[:40]}' is no {CHECKED[role]}; kept under 'extra'"


# --- dates -----------------------------------------------------------------------------------------------------------

MONTHS = 12

_NUMBERS_ONLY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_HAN = re.compile(r"(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?")
_NOISE = re.compile(r"[T ,]+\d{1,2}:\d\d.*$|^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? ", re.IGNORECASE)  # clock, weekday


def when(written: str, *, day_first: bool | None = None) -> tuple[str, bool] | None:
    """Read a date, and whether it says no more: of `3/4/2023` the month only if it is known which number is the day."""
    bare = _FLOAT.sub("", _NOISE.sub("", markup.fold_space(written[:LONGEST_HEADING])))
    numbers = _NUMBERS_ONLY.fullmatch(bare)
    if not numbers:
        return references.parse_date(_HAN.sub(lambda found: "-".join(filter(None, found.groups())), bare))
    first, second = int(numbers[1]), int(numbers[2])
    if day_first is None and max(first, second) <= MONTHS and first != second:
        return numbers[3], False
    day, month = (first, second) if day_first or first > MONTHS else (second, first)
    found = references.iso(numbers[3], month, day)
    return (found, found.count("-") > 1) if found else None


# --- cells together --------------------------------------------------------------------------------------------------

_LATER = frozenset(("year", "first page", "last page"))  # what they say depends on the other cells


def take(draft: Draft, told: dict[str, Any], line: int, later: dict[str, tuple[str, int]]) -> bool:
    """Put what a cell told into a draft; return False if the cell itself is to be kept, for it says more."""
    whole = bool(told)
    for name, value in told.items():
        known = draft.fields.get(name)
        if name == AS_WRITTEN:
            whole = False
        elif name == AFFILIATIONS:
            draft.keep(name, list(value))
        elif name in _LATER:
            whole &= later.setdefault(name, (value, line))[0] == value
        elif name == "topics" and known:
            draft.fields[name] = replace(known, value=tuple(dict.fromkeys([*known.value, *value])))
        elif known:
            whole &= known.value == value
        else:
            draft.fields[name] = Field(value, Origin(Kind.SEED, Place(draft.path, line)))
    return whole


def settle(draft: Draft, later: dict[str, tuple[str, int]]) -> None:
    """Take what had to wait for the rest of the row: the year, and the pages."""
    if "year" in later:
        year, line = later["year"]
        issued = draft.fields.get("issued")
        if issued and year.startswith(issued.value):  # the finer of two that agree
            del draft.fields["issued"]
        draft.put_date(year, line)
    pages = [later[name] for name in ("first page", "last page") if name in later]
    if pages:
        draft.put("pages", "-".join(dict.fromkeys(page for page, _ in pages)), pages[0][1])
