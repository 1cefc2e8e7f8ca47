"""What all formats of references have in common: dates, ids, pages, languages, marked-up text, drafts of entries.

Nothing is invented: a value that is not understood is not taken, and the draft keeps it under `extra` as it stood.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import unquote

from carrel import arxiv, latex
from carrel.model import Entry, Field, Kind, Origin, Rule, Run, Style, Styled, Words
from carrel.problem import Place

# --- dates -----------------------------------------------------------------------------------------------------------

_YEAR = re.compile(r"(?<![\d-])[12]\d{3}(?!\d)")
_ISO = re.compile(
    r"(?P<year>[12]\d{3})(?:[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?)?/*(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?"
)
_RANGE = re.compile(r"(?P<start>[\dT:+.~?%-]+)/[\dT:+.~?%-]*")
_ORIGINAL = re.compile(r"\s*\[\d{4}\](?=\s*\d{4})")  # `[1990] 2002`: first published, and this edition
_MONTH_OF_YEAR = re.compile(r"\d{4}/\d{1,2}")  # as RIS writes it
_DAY = re.compile(r"(?<![\d-])\d{1,2}(?![\d-])")
_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_YEARS, _MONTHS_OF_YEAR = range(1000, 3000), range(1, 13)
_DOUBTS = "?~%"  # of EDTF
_MONTHS = (
    "january januar janvier enero gennaio janeiro januari leden",
    "february februar fevrier febrero febbraio fevereiro februari",
    "march marz mars marzo marco maart mart",
    "april avril abril aprile",
    "may mai mayo maggio maio mei maj",
    "june juni juin junio giugno junho",
    "july juli juillet julio luglio julho",
    "august aout agosto augustus augusti",
    "september septembre septiembre settembre setembro",
    "october oktober octobre octubre ottobre outubro",
    "november novembre noviembre novembro",
    "december dezember decembre diciembre dicembre dezembro desember",
)
_PREFIXES = {  # `sept`, `janv`
    name[:length]: number
    for number, names in reversed(list(enumerate(_MONTHS, 1)))
    for name in names.split()
    for length in range(3, len(name) + 1)
}


def iso(year: str | int, month: str | int = 0, day: str | int = 0) -> str | None:
    """Return `2023`, `2023-04` or `2023-04-07`, as fine as the parts are possible; None if the year is not."""
    y, m, d = (_number(part) for part in (year, month, day))
    if y not in _YEARS:
        return None
    if m not in _MONTHS_OF_YEAR:
        return f"{y}"
    try:
        return date(y, m, d).isoformat()
    except ValueError:
        return f"{y}-{m:02}"


def _number(part: str | int) -> int:
    if isinstance(part, int):
        return part
    return int(part) if re.fullmatch(r"\d{1,4}", part) else 0


def month_number(written: str) -> int:
    """Return the month that a word means in the languages of western Europe, or 0."""
    letters = unicodedata.normalize("NFKD", written[:20].casefold())
    return _PREFIXES.get("".join(c for c in letters if not unicodedata.combining(c)), 0)


def parse_date(written: str) -> tuple[str, bool] | None:
    """Read a date in figures or words: (`2014-03-12`, whether that is all it says). Of a range, the start."""
    original = _ORIGINAL.match(written)
    if original:
        later = parse_date(written[original.end() :])
        return (later[0], False) if later else None
    bare = written.strip().strip("[]()").strip()
    ranged = None if _MONTH_OF_YEAR.fullmatch(bare) else _RANGE.fullmatch(bare)
    start = ranged["start"] if ranged else bare
    found = _ISO.fullmatch(start.rstrip(_DOUBTS))
    if not found:
        return _date_in_words(bare)
    value = iso(found["year"], found["month"] or 0, found["day"] or 0)
    if value is None:
        return None
    sure = not ranged and start[-1] not in _DOUBTS and "T" not in start
    return value, sure and value.count("-") == bool(found["month"]) + bool(found["day"])


def _date_in_words(written: str) -> tuple[str, bool] | None:
    """Read `12 March 2014`, `Mar 3, 2014`, `2014 Mar`, `Spring 2014`, `c1999`."""
    year = _YEAR.search(written)
    if not year:
        return None
    rest = f"{written[: year.start()]} {written[year.end() :]}"
    months = [month for word in _WORD.findall(rest) if (month := month_number(word))]
    days = _DAY.findall(rest)
    month = months[0] if len(months) == 1 else 0
    value = iso(year.group(), month, days[0] if month and len(days) == 1 else 0)
    return (value, len(_TOKEN.findall(written)) == 1 + value.count("-")) if value else None


def is_first_public(when: str, arxiv_id: str) -> bool:
    """Tell whether this date can be that of a preprint's first version: its id says in which month that came in."""
    found = re.fullmatch(r"(?:[a-z.-]+/)?(\d{2})(\d{2})(?:\.\d+|\d+)", arxiv_id, re.IGNORECASE)
    if not found:
        return False
    year = int(found[1]) + (1900 if found[1] >= "90" else 2000)
    return f"{year}-{found[2]}".startswith(when[:7])


# --- ids, addresses, pages -------------------------------------------------------------------------------------------

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\"<>]+(?:<[^\s<>]*>[^\s\"<>]*)*")
_DOI_URL = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/+(?P<doi>10\..+)", re.IGNORECASE)
_ARXIV = re.compile(
    r"arxiv(?:\.org/(?:abs|pdf|html|ps|format)/|\.|:|\s)\s*"
    r"(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?!\d)",
    re.IGNORECASE,
)
_PREPRINTS = re.compile(
    r"(?:corr|(?:the )?arxiv(?:\.org)?)(?:[\s,:]*(?:e-?prints?|preprints?|arxiv|corr|abs))*[\s,:/]*"
    r"(?:(?:arxiv:)?\s*(?:abs/)?(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?)?(?:\s*\[[\w.-]+\])?",
    re.IGNORECASE,
)
MAX_VENUE = 200  # characters; a longer name is not arXiv's
_DASH = re.compile(r"\s*(?:-{1,3}|[‐-―−])\s*")


def doi(written: str) -> str | None:
    """Return a DOI without its resolver, or None if there is none."""
    bare = written.strip()
    if re.match(r"https?://", bare, re.IGNORECASE):
        bare = unquote(bare)
    found = _DOI.search(bare)
    return found.group().rstrip(".,;") if found else None


def doi_of_url(url: str) -> str | None:
    """Return the DOI that an address of the resolver holds."""
    found = _DOI_URL.fullmatch(url.strip())
    return doi(url) if found else None


def arxiv_id(written: str) -> str | None:
    """Return the arXiv id, without its version, that a text names as such: an address, `arXiv:…`, or a DOI of it."""
    found = _ARXIV.search(written)
    return found["id"] if found else None


def is_preprint_server(venue: str) -> bool:
    """Tell whether this is no venue but arXiv: `arXiv preprint arXiv:2404.19429`, `CoRR`."""
    return len(venue) <= MAX_VENUE and bool(_PREPRINTS.fullmatch(venue.strip()))


def url(written: str) -> str | None:
    """Return a web address, or None; one without its scheme is mended."""
    bare = written.strip().strip("<>")
    if re.match(r"//\w", bare):
        bare = f"https:{bare}"
    return bare if re.fullmatch(r"https?://[^\s/]+\.[^\s]+", bare, re.IGNORECASE) else None


def pages(written: str) -> str:
    """Return pages with a plain hyphen in each range."""
    return _DASH.sub("-", " ".join(written.split()))


def category(written: str) -> str | None:
    """Return arXiv's code of a category; None if it is none."""
    code = arxiv.full_category(written.strip())
    return code if arxiv.is_category(code) else None


# --- languages -------------------------------------------------------------------------------------------------------

_LANGUAGES = {
    name: tag
    for tag, names in {
        "en": "english eng anglais englisch",
        "en-US": "american usenglish",
        "en-GB": "british ukenglish",
        "en-CA": "canadian",
        "en-AU": "australian",
        "de": "german ngerman deutsch ger deu",
        "de-AT": "austrian naustrian",
        "de-CH": "swissgerman nswissgerman",
        "fr": "french francais français fre fra frenchb",
        "es": "spanish espanol español spa castilian",
        "it": "italian italiano ita",
        "pt": "portuguese português portugues por portuges",
        "pt-BR": "brazilian brazil",
        "nl": "dutch nederlands dut nld",
        "ru": "russian русский rus",
        "uk": "ukrainian ukr",
        "pl": "polish polski pol",
        "cs": "czech cze ces",
        "sk": "slovak slo slk",
        "hu": "hungarian magyar hun",
        "sv": "swedish svenska swe",
        "da": "danish dansk dan",
        "nb": "norwegian norsk nor nob",
        "fi": "finnish suomi fin",
        "tr": "turkish türkçe tur",
        "el": "greek gre ell",
        "la": "latin lat",
        "ca": "catalan cat",
        "ro": "romanian rum ron",
        "zh": "chinese mandarin chi zho 中文 汉语 漢語",
        "ja": "japanese jpn 日本語",
        "ko": "korean kor 한국어",
        "ar": "arabic ara",
        "he": "hebrew heb",
        "fa": "persian per fas",
        "hi": "hindi hin",
        "vi": "vietnamese vie",
    }.items()
    for name in names.split()
}
_TAG = re.compile(r"(?P<language>[A-Za-z]{2})(?P<rest>(?:[-_][A-Za-z0-9]{2,8})*)")


def language(written: str) -> str | None:
    """Return the BCP 47 tag of a language's name or code; None if it is not known."""
    found = _TAG.fullmatch(written.strip())
    if not found:
        return _LANGUAGES.get(written.strip().casefold())
    parts = found["rest"].replace("_", "-").split("-")[1:]
    return "-".join([found["language"].lower(), *(_subtag(part) for part in parts)])


def _subtag(part: str) -> str:
    return {2: part.upper(), 4: part.capitalize()}.get(len(part), part.lower())  # a country, a script


# --- marked-up text --------------------------------------------------------------------------------------------------

_TAGS = {
    **dict.fromkeys(("i", "em", "jats:italic"), Style.EMPHASIS),
    **dict.fromkeys(("b", "strong", "jats:bold"), Style.STRONG),
    **dict.fromkeys(("sup", "jats:sup"), Style.SUPERSCRIPT),
    **dict.fromkeys(("sub", "jats:sub"), Style.SUBSCRIPT),
    **dict.fromkeys(("sc", "scp", "jats:sc"), Style.SMALL_CAPS),
}
_BREAKS = frozenset(("p", "br", "title", "sec", "jats:p", "jats:title", "jats:sec", "jats:list-item"))
_TAG_PATTERN = re.compile(
    r"<(?P<end>/?)(?P<name>i|em|b|strong|su[bp]|scp?|span|p|br|title|sec|jats:[a-z-]+)(?P<rest>\s[^<>]{0,200})?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z]\w{1,30});")
_SMALL_CAPS = re.compile(r"small-?caps", re.IGNORECASE)
_MAX_TAGS = 12  # elements within elements; deeper ones are kept as typed


def with_subtitle(title: str, subtitle: str) -> str:
    """Return `Title: Subtitle`; a title that ends in a sign of its own needs no colon."""
    colon = " " if title.rstrip("}").endswith(("?", "!", ":", ".")) else ": "
    return f"{title}{colon}{subtitle}"


def rich_runs(source: str, read: Callable[[str], Iterable[Run]] | None = None) -> tuple[Run, ...]:
    """Read text in which a few elements of HTML may stand; what is between them is for `read` (LaTeX, by default)."""
    read = read or _latex_runs
    if "<" not in source and "&" not in source:
        return tuple(read(source))
    return tuple(_joined(_Tags(source, read).run()))


def _latex_runs(source: str) -> tuple[Run, ...]:
    return latex.parse(source).runs


def unescape(text: str) -> str:
    """Return a text with the entities of HTML as the characters they stand for."""
    return _ENTITY.sub(lambda found: html.unescape(found.group()), text)


class _Tags:
    """A pass over text with elements in it: a stack of what is open."""

    def __init__(self, source: str, read: Callable[[str], Iterable[Run]]) -> None:
        self.source = source
        self.read = read
        self.open: list[tuple[str, str, Style | None, list[Run]]] = []  # name, as typed, style, what it holds
        self.runs: list[Run] = []

    def run(self) -> list[Run]:
        at = 0
        for tag in _TAG_PATTERN.finditer(self.source):
            self._text(self.source[at : tag.start()])
            at = tag.end()
            self._tag(tag)
        self._text(self.source[at:])
        while self.open:  # never closed: as it was typed
            _, typed, _, inner = self.open.pop()
            self._here().extend([Words(typed), *inner] if typed else inner)
        return self.runs

    def _here(self) -> list[Run]:
        return self.open[-1][3] if self.open else self.runs

    def _text(self, text: str) -> None:
        if text:
            self._here().extend(self.read(unescape(text)))

    def _tag(self, tag: re.Match[str]) -> None:
        name = tag["name"].lower()
        if name in _BREAKS:
            self._here().append(Words(" "))
        elif tag["end"]:
            self._close(name, tag.group())
        elif tag.group().endswith("/>") or len(self.open) >= _MAX_TAGS:
            self._here().append(Words(tag.group()))
        else:
            small = name == "span" and _SMALL_CAPS.search(tag["rest"] or "")
            style = Style.SMALL_CAPS if small else _TAGS.get(name)
            transparent = style is None  # `<span class="nocase">` says nothing to a reader
            self.open.append((name, "" if transparent else tag.group(), style, []))

    def _close(self, name: str, typed: str) -> None:
        if not self.open or self.open[-1][0] != name:
            self._here().append(Words("" if name == "span" else typed))
            return
        _, _, style, inner = self.open.pop()
        if style and inner:
            self._here().append(Styled(style, tuple(_joined(inner))))
        else:
            self._here().extend(inner)


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Join neighbouring words, so that equal texts are equal."""
    joined: list[Run] = []
    for run in runs:
        if isinstance(run, Words) and joined and isinstance(joined[-1], Words):
            joined[-1] = Words(joined[-1].text + run.text)
        elif not isinstance(run, Words) or run.text:
            joined.append(run)
    return joined


# --- drafts ----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Draft:
    """An entry in the making: fields with their lines, and what no field holds, as it stood."""

    path: str
    line: int
    fields: dict[str, Field[Any]] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)

    def put(self, name: str, value: Any, line: int, rule: Rule | None = None, by: str = "") -> bool:  # noqa: ANN401  # any field's
        """Fill a field, unless it is filled already or there is nothing to fill it with."""
        if not value or name in self.fields:
            return False
        self.fields[name] = Field(value, Origin(Kind.SEED, Place(self.path, line), rule, by))
        return True

    def keep(self, name: str, value: Any) -> None:  # noqa: ANN401  # any format's
        """Keep what no field holds; what comes under one name several times is a list."""
        before = self.extra.setdefault(name, value)
        if before is value or before == value:
            return
        if isinstance(before, list):
            before.append(value)
        else:
            self.extra[name] = [before, value]

    def put_date(self, value: str, line: int, rule: Rule | None = None, by: str = "") -> None:
        """Fill in when it came out: of a preprint alone its first public version, else the venue's date."""
        known = self.fields.get("arxiv")
        alone = known is not None and not {"venue", "date"} & self.fields.keys()
        first = known is not None and alone and is_first_public(value, known.value)
        self.put("date" if first else "issued", value, line, rule, by)

    def says_something(self) -> bool:
        """Tell whether this is a paper at all."""
        return any(name in self.fields for name in ("title", "authors", "abstract", "doi", "arxiv", "url"))

    def entry(self, position: int) -> Entry:
        """Return the entry, the paper at this position of its document."""
        fields = dict(self.fields)
        if self.extra:
            fields["extra"] = Field(self.extra, Origin(Kind.SEED, Place(self.path, self.line)))
        return Entry(place=Place(self.path, self.line), position=position, **fields)
