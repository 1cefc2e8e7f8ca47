"""A paper as it is cited: the canonical record that every format of exports is made from, and the keys of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from anyascii import anyascii

from carrel import markup, names, prose, slugs
from carrel.exports import venues
from carrel.exports.venues import Sort
from carrel.model import Field, Kind, Name, Paper, Text


@dataclass(frozen=True, slots=True)
class Author:
    """A name in the parts that formats ask for; one that nobody can take apart is `family` alone."""

    family: str
    given: str = ""
    particle: str = ""  # `van der`
    suffix: str = ""  # `Jr.`

    @property
    def filed(self) -> str:
        """`van der Maaten, Laurens`, as a catalogue files it; a suffix stays with the family name."""
        family = " ".join(part for part in (self.particle, self.family, self.suffix) if part)
        return f"{family}, {self.given}" if self.given else family

    @property
    def spoken(self) -> str:
        """`Laurens van der Maaten`, as one says it; `张三`."""
        if not (self.particle or self.suffix):
            return str(Name(self.family, self.given))
        return " ".join(part for part in (self.given, self.particle, self.family, self.suffix) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What the formats say of a paper; an empty text stands for a fact that nobody gave."""

    id: str
    sort: Sort
    title: Text
    title_is_working: bool
    plain_title: str  # as words; a working title in brackets
    authors: tuple[Author, ...]
    complete: bool  # whether these are all the authors
    date: str  # of what is cited: `2023`, `2023-04` or `2023-04-07`
    first_date: str  # of the first public version, where it is another one
    container: str  # the journal or the proceedings
    volume: str
    issue: str
    pages: str
    publisher: str
    doi: str
    arxiv: str
    category: str  # arXiv's full code
    url: str
    pdf: str
    language: str
    abstract: Text | None
    plain_abstract: str
    keywords: tuple[str, ...]

    @property
    def date_parts(self) -> tuple[str, ...]:
        """Year, month and day, as far as they are known."""
        return tuple(self.date.split("-")) if self.date else ()

    @property
    def page_range(self) -> tuple[str, str]:
        """The first page and the last; of what is no range, the whole and nothing."""
        found = _RANGE.fullmatch(self.pages)
        return (found[1], found[2]) if found else (self.pages, "")


_RANGE = re.compile(r"([A-Za-z]*\d[\w.:]*)\s*[-\u2010-\u2014]+\s*([A-Za-z]*\d[\w.:]*)")


def bracketed(title: str, *, is_working: bool) -> str:
    """Put a working title into brackets, as a cataloguer does; `title` is the title in some format."""
    return f"[{title}]" if is_working else title


def cite(paper: Paper, keywords: Iterable[str] = ()) -> Citation:
    """Return the citation of a paper; `keywords` are the names of its topics."""
    venue, volume, arxiv, doi = (_words(field) for field in (paper.venue, paper.volume, paper.arxiv, paper.doi))
    issued, first = _words(paper.issued), _words(paper.date)
    is_part = bool(venue) and " " in volume  # `Volume 1: Long Papers` is no number of a volume
    abstract = paper.abstract.value.text if paper.abstract else None
    url, category = _address(paper.url), _words(paper.category)
    return Citation(
        id=paper.id,
        sort=venues.sort(venue, is_preprint=bool(arxiv)),
        title=paper.title.value,
        title_is_working=paper.title_is_working,
        plain_title=bracketed(markup.plain(paper.title.value) or paper.id, is_working=paper.title_is_working),
        authors=tuple(_author(name) for name in paper.authors.value.names) if paper.authors else (),
        complete=paper.authors.value.complete if paper.authors else True,
        date=issued or first,
        first_date=first if issued and issued != first else "",
        container=f"{venue} ({volume})" if is_part else venue,
        volume="" if is_part else volume,
        issue=_words(paper.issue),
        pages=_words(paper.pages),
        publisher=_words(paper.publisher),
        doi=doi,
        arxiv=arxiv,
        category=category if _FULL_CATEGORY.fullmatch(category) else "",
        url=url or (f"https://arxiv.org/abs/{arxiv}" if arxiv and not doi else ""),
        pdf=url if urlsplit(url).path.lower().endswith(".pdf") else f"https://arxiv.org/pdf/{arxiv}" if arxiv else "",
        language=_language(paper),
        abstract=abstract,
        plain_abstract=markup.plain(abstract) if abstract else "",
        keywords=tuple(markup.fold_space(keyword) for keyword in keywords),
    )


_FULL_CATEGORY = re.compile(r"[a-z-]+(?:\.[A-Za-z-]+)?")


def _words(field: Field[str] | None) -> str:
    """Return a fact in one line, without what is no text."""
    return markup.fold_space(field.value) if field else ""


def _address(field: Field[str] | None) -> str:
    """Return a web address in which no character has a meaning to a format; anything else is none."""
    address = _words(field)
    return quote(address, safe="/:?#&=+,;%-._~@!*()") if re.match(r"https?://", address, re.IGNORECASE) else ""


def _language(paper: Paper) -> str:
    """Return the language of a paper: that of its abstract, unless this is a translation."""
    language = _words(paper.language)
    translated = paper.abstract is not None and paper.abstract.value.translator
    guessed = paper.language is not None and paper.language.origin.kind is Kind.RULE
    return language if prose.is_language(language) and language != "und" and not (translated and guessed) else ""


def _author(name: Name) -> Author:
    """Take a name apart; a suffix stands after the family name, particles before it."""
    given, words = markup.fold_space(name.given), markup.fold_space(name.family).split()
    if not given:
        return Author(" ".join(words))
    suffix = words.pop() if len(words) > 1 and names.SUFFIX.fullmatch(words[-1]) else ""
    small = next((n for n, word in enumerate(words[:-1]) if not word[:1].islower()), len(words) - 1)
    return Author(" ".join(words[small:]), given, " ".join(words[:small]), suffix)


# --- keys ------------------------------------------------------------------------------------------------------------


def keys(papers: Iterable[Paper]) -> Mapping[str, str]:
    """Return the key of each paper of a list by its id: `jiang2024lancet`.

    A key is made of the paper's own words; a clash is settled by a suffix from each one's id, which is too.
    """
    found = slugs.assign(papers, _key, lambda paper: paper.id)
    return {paper.id: key for key, paper in found.items()}


def _key(paper: Paper) -> str:
    family = _letters(paper.authors.value.names[0].family) if paper.authors and paper.authors.value.names else ""
    words = (_letters(word) for word in markup.plain(paper.title.value)[:200].split())
    first = next((word for word in words if word and word not in _SMALL), "")
    dated = paper.issued or paper.date
    return f"{family[:_LONGEST] or 'anonymous'}{dated.value[:4] if dated else ''}{first[:_LONGEST]}"


_LONGEST = 20  # letters of a word; Han titles have no other ends
_SMALL = frozenset(
    "a an and are as at can do does for from how in is of on the to towards via what when why with".split()  # noqa: SIM905  # a line reads better than a column
)


def _letters(text: str) -> str:
    """Return the letters and digits of a text in ASCII."""
    return "".join(re.findall(r"[a-z0-9]+", anyascii(text[:200]).lower()))
