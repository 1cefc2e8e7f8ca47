"""Where and when a paper came out, as lists write it: `NeurIPS 2020`, `(ICLR'21)`, `arXiv, 2023`, `2023.05`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from carrel import references, wordlists

LONGEST = 160  # characters; a longer piece says more than that
MOST_WORDS = 16  # of a venue
CENTURY = 50  # '49 is 2049, '50 is 1950

_PREPRINT = re.compile(
    r"(?:arxiv|corr|preprint|pre-print|biorxiv|medrxiv|under review|manuscript|technical report|tech report|openreview)"
    r"(?:\s+(?:preprint|e-prints?))?(?:[\s:]*(?:arxiv:\s*)?(?:abs/)?\d{4}\.\d{4,5}(?:v\d+)?)?",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"(?<![\d.])(?P<full>(?:19|20)\d\d)(?!\d)|['’‘](?P<short>\d\d)(?!\d)|(?<=[A-Za-z])-?(?P<glued>\d\d)$"
)
_IN = re.compile(r"^In:?\s+(?=[A-Z])")
_HONOUR = re.compile(
    r"[\s,(\[]*\b(?:best (?:student )?paper(?: award| candidate| finalist)?|outstanding paper|oral|spotlight|poster|"
    r"long|short|highlight|demo|to appear|accepted|notable)\b(?:\s*(?:presentation|paper|track))?[)\]]*\s*$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Z][\w.&'/+-]*|\d+(?:st|nd|rd|th)|of|on|the|and|for|in|&|@|-|de|der")
_ACRONYM = re.compile(r"[A-Za-z]*[A-Z][A-Za-z]*[A-Z][\w/&@-]*")
_SENTENCE = re.compile(r"\b(?:we|our|is|are|was|this|that|which|a|an|how|what|why|using|via|with|from|by)\b")
_HAN_VENUE = re.compile("[\u3400-\u9fff]{1,20}(?:学报|期刊|杂志|会议|大会|通报|通讯|进展|出版社)")
_AROUND_WORDS = "():'’\"“”"
_BARE_VENUE = 3  # words: `NeurIPS Datasets Track`


@dataclass(frozen=True, slots=True)
class Imprint:
    """A venue and when; either may be unsaid. A preprint has no venue."""

    venue: str = ""
    when: str = ""


def is_venue(word: str) -> bool:
    """Tell whether this is the short name of a venue that everybody knows."""
    return word.casefold() in wordlists.words("venue_acronyms")


def parse(written: str) -> Imprint | None:
    """Return what a piece of a list says of venue and time, if it says that and nothing else."""
    if len(written) > LONGEST:
        return None
    piece = " ".join(written.split()).strip(" .,;:()[]{}*_`")
    dated = references.parse_date(piece)
    if dated and dated[1]:
        return Imprint("", dated[0])
    piece = _HONOUR.sub("", _IN.sub("", piece)).rstrip(" ,(")
    if not piece or '"' in piece or "“" in piece:
        return None
    years = list(_YEAR.finditer(piece))
    return _with_year(piece, years[-1]) if years else _without_year(piece)


def _with_year(piece: str, year: re.Match[str]) -> Imprint | None:
    """Read `ICLR 2021`, `2021 ICLR`, and `NeurIPS 2021 Workshop`, where the venue stands on both sides."""
    around = _rstrip(piece[: year.start()]), piece[year.end() :].lstrip(" ,.)-–:/")
    venue = " ".join(part for part in around if part)
    when = year["full"] or _four_digits(year["short"] or year["glued"])
    if _PREPRINT.fullmatch(venue):
        return Imprint("", when)
    sure = is_venue(venue) if year["glued"] else _looks_like_venue(venue)
    return Imprint(venue, when) if sure else None


def _rstrip(venue: str) -> str:
    """Take away what joins a venue to its year; the dot of `Trans. Mach. Learn. Res.` is its own."""
    bare = venue.rstrip(" ,(-–:/'’")
    return bare if "." in bare[:-1] else bare.rstrip(" ,.")


def _four_digits(two: str) -> str:
    return ("20" if int(two) < CENTURY else "19") + two


def _without_year(piece: str) -> Imprint | None:
    if _PREPRINT.fullmatch(piece):
        return Imprint()
    words = piece.split()
    known = is_venue(words[0]) and len(words) <= _BARE_VENUE and all(map(_WORD.fullmatch, words))
    return Imprint(piece) if known else None


def _looks_like_venue(venue: str) -> bool:
    """A venue that is not known is known by an acronym, or by a word such as Journal, in its first part."""
    words = [bare for word in venue.replace(",", " ").split() if (bare := word.strip(_AROUND_WORDS))]
    if not words or len(words) > MOST_WORDS or _SENTENCE.search(venue):
        return False
    if _HAN_VENUE.fullmatch(venue):
        return True
    if not is_venue(words[0]) and not all(map(_WORD.fullmatch, words)):
        return False
    first = [bare for word in venue.partition(",")[0].split() if (bare := word.strip(_AROUND_WORDS))]
    return any(is_venue(w) or _ACRONYM.fullmatch(w) or w.casefold() in wordlists.words("venue_words") for w in first)
