"""The authors of a paper in one string, as tables, mails and lists write them: whose order and separators differ.

Jane Roe|John Doe         Jane Roe, John Doe and Ann Poe       Roe, Jane, Doe, John         Roe, J., & Doe, J. F.
Roe, Jane; Doe, John      Roe, Jane and Doe, John              Roe, Jane, John Doe et al.   Roe J, Doe JF
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from carrel import cjk, latex, markup, references, wordlists
from carrel import names as naming
from carrel.model import Authors, Name

LONGEST = 200_000  # characters; a longer string is no list of authors


class Order(StrEnum):
    """How the parts of the names in a list of commas follow each other."""

    GIVEN_FIRST = "Jane Roe, John Doe"
    PAIRS = "Roe, Jane, Doe, John"
    INVERTED = "Roe, Jane, John Doe"  # only the first name, as the MLA has it
    INITIALS_LAST = "Roe J, Doe JF"


@dataclass(frozen=True, slots=True)
class Byline:
    """The authors, and what stood in brackets behind their names."""

    authors: Authors
    affiliations: tuple[str, ...] = ()


_ET_AL = re.compile(
    r"[\s,;]*(?:\bet\.? ?al\b\.?|\band (?:others|colleagues)\b|\b(?:and )?\d+ (?:more|others)\b|…|\.\.\.|等人?)"
    r"[\s.,;]*(?:\(\d+ (?:additional|more|other) authors?(?: not shown)?\)[\s.]*)?$",
    re.IGNORECASE,
)
_AND = re.compile(r" ?,? (?:and|und|et|&|\\&) (?!al\b)| ?& ?", re.IGNORECASE)
_WIDE = str.maketrans({"，": ",", "、": ",", "；": ";", "｜": "|"})
_INITIALS_LAST = re.compile(r"(?P<family>[^\W\d_][\w'’ -]*?[^\W\d_]) (?P<given>[A-Z](?:-?[A-Z]){0,2})\.?")
_INITIALS = re.compile(r"(?:[A-Z]\.?[ -]?){1,4}")
_GLUED = re.compile(r"(?:[A-Z]\.-?)+(?=[A-Z][^\W\d_])")  # `E.M.Roe`
_NICKNAME = re.compile(r" [\"“”][^\W\d_]+[\"“”] ")
_FOOTNOTE = re.compile(r"(?<=[^\W\d_]{2})\d{1,2}(?= ?(?:,|;|$| and ))")
_MARKS = "*†‡§¶#∗⋆ᵃ✉ "  # of footnotes
_TAIL = 80  # characters at the end in which `et al.` may stand
_AFTER = 4  # characters after a bracket that show whether the name goes on


def read(written: str, order: Order | None = None) -> Byline:
    """Read the authors in a string; `order` is that of its whole column, where that is known."""
    plain = _FOOTNOTE.sub("", _plain(written))
    shortened = _without_et_al(plain)
    bare, affiliations = _without_affiliations(shortened)
    parts, order = _parts(bare, order)
    found = (_name(part, order) for part in parts)
    return Byline(Authors(tuple(name for name in found if str(name)), shortened == plain), tuple(affiliations))


def judge(written: Iterable[str]) -> Order | None:
    """Return the order in which most strings of a column have their names, where they show it."""
    votes = Counter(order for one in written if (order := _shown_order(_bare(_plain(one)))))
    if not votes:
        return None
    best, count = min(votes.items(), key=lambda vote: (-vote[1], vote[0]))
    return best if count > votes.total() / 2 else None


def looks_like(written: str, *, expected: bool = False) -> bool:
    """Tell whether a piece of text is surely a list of authors: nothing in it but names, and more than one word.

    Where authors are `expected`, `Graves, Alex` is one.
    """
    piece = _NICKNAME.sub(" ", " ".join(written[:LONGEST].split())).translate(_WIDE).strip(" .,;:")
    if piece.count(",") > 1:
        piece = _FOOTNOTE.sub("", piece)
    shortened = _without_et_al(piece)
    if re.search(r"[\d?!“”\"=<>]|https?:", shortened):
        return False
    bare = _without_affiliations(shortened)[0]
    parts = [part for part in re.split(r"[,;|]", _AND.sub(",", bare)) if part.strip()]
    if not parts or not all(map(_is_name, parts)):
        return False
    several_words = (
        any(" " in part.strip() for part in parts) or sum(1 for part in parts if cjk.unparted.search(part)) > 1
    )
    return several_words or shortened != piece or _as_in_bibtex(bare) or (len(parts) > 1 and expected)


def is_several(written: str) -> bool:
    """Tell whether a list of authors has more than one, or initials, which no other words have."""
    return bool(re.search(r"[,;&]|\band\b|\bet al\b|\b[A-Z]\.", written))


# --- around the names ------------------------------------------------------------------------------------------------


def _plain(written: str) -> str:
    """Return a list of authors without LaTeX, wide punctuation and superfluous space."""
    text = references.unescape(written[:LONGEST])
    text = markup.plain(latex.parse(text)) if "\\" in text else " ".join(text.split())
    return text.replace("{", "").replace("}", "").translate(_WIDE)


def _bare(plain: str) -> str:
    return _without_affiliations(_without_et_al(plain))[0]


def _without_et_al(text: str) -> str:
    return text[:-_TAIL] + _ET_AL.sub("", text[-_TAIL:])


def _without_affiliations(written: str) -> tuple[str, list[str]]:
    """Take out what stands in brackets behind a name; a bracket between the words of a name is a nickname."""
    kept: list[str] = []
    found: list[str] = []
    at = 0
    for start, end in _outer_brackets(written):
        inside = " ".join(written[start + 1 : end].split())
        nickname = _is_nickname(inside, written[end + 1 : end + 1 + _AFTER])
        kept.append(written[at : end + 1] if nickname else written[at:start])
        found += [inside] if inside and not nickname else []
        at = end + 1
    kept.append(written[at:])
    return " ".join("".join(kept).split()), found


def _outer_brackets(written: str) -> Iterator[tuple[int, int]]:
    """Yield where brackets open and close that stand in no other ones."""
    depth, start = 0, 0
    for bracket in re.finditer(r"[()]", written):
        if bracket.group() == "(":
            start = start if depth else bracket.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield start, bracket.start()


def _is_nickname(inside: str, after: str) -> bool:
    single = re.fullmatch(r"[^\W\d_][\w.'’-]*", inside)
    return bool(single) and bool(re.match(r" ?[^\W\d_]", after)) and not after.startswith(" and")


# --- between the names -----------------------------------------------------------------------------------------------


def _separated(written: str) -> list[str]:
    """Split at what can only stand between names; where there is no such thing, all is one part."""
    separator = next((one for one in "|;" if one in written), None)
    return [bare for part in written.split(separator) if (bare := part.strip(" ,"))] if separator else [written]


def _as_in_bibtex(written: str) -> bool:
    """Tell whether this is `Roe, Jane and Doe, John`."""
    joined = _AND.split(written)
    return len(joined) > 1 and all(part.count(",") == 1 for part in joined)


def _pieces(written: str) -> list[str]:
    """Split a list of commas; `Jr.` stays with the name before it."""
    whole: list[str] = []
    for piece in (piece.strip() for part in _AND.split(written) for piece in part.split(",")):
        if whole and naming.SUFFIX.fullmatch(piece):
            whole[-1] += f" {piece}"
        elif piece:
            whole.append(piece)
    return whole


def _parts(written: str, order: Order | None) -> tuple[list[str], Order | None]:
    """Split a list into names, each as written or as `Family, Given`; and say in which order they are."""
    if "|" in written or ";" in written:
        return _separated(written), order
    if _as_in_bibtex(written):
        return _AND.split(written), order
    pieces = _pieces(written)
    own = _order(written)
    if order is not None and own is not Order.INVERTED:
        own = order
    if own is Order.INVERTED:
        return [", ".join(pieces[:2]), *pieces[2:]], own
    if own is Order.PAIRS:
        return [", ".join(pieces[n : n + 2]) for n in range(0, len(pieces), 2)], own
    return pieces, own


def _shown_order(written: str) -> Order | None:
    """Return the order that a list of authors shows, in whatever way it is separated."""
    parts = _separated(written)
    if not parts[1:] and ("," in written or _AND.search(written)):
        return _order(written)
    whole = [part for part in parts if "," not in part and " " in part]
    if not whole:
        return None
    short = sum(1 for part in whole if _INITIALS_LAST.fullmatch(part))
    return Order.INITIALS_LAST if short > len(whole) / 2 else Order.GIVEN_FIRST


def _order(written: str) -> Order | None:
    """Judge a list of commas by itself: by which of its pieces are but parts of a name."""
    pieces = _pieces(written)
    if not pieces[1:] or any(map(cjk.unparted.search, pieces)):
        return None
    if all(map(_INITIALS_LAST.fullmatch, pieces)):
        return Order.INITIALS_LAST
    short = [bool(_INITIALS.fullmatch(p)) or (" " not in p and not _GLUED.match(p)) for p in pieces]
    first, *_, last = _AND.split(written) if _AND.search(written) else (written, written)
    if short[0] and " " not in pieces[0] and pieces[2:] and not any(short[2:]) and "," in first:
        return Order.INVERTED
    # What stands behind the last `and` is one whole name where it has no comma.
    pairs = len(pieces) % 2 == 0 and sum(short) >= len(short) / 2 and "," in last
    return Order.PAIRS if pairs else Order.GIVEN_FIRST


def _name(part: str, order: Order | None) -> Name:
    part = _GLUED.sub(r"\g<0> ", part.strip(_MARKS))
    if "," in part:
        return naming.family_first(part)
    initials = _INITIALS_LAST.fullmatch(part) if order is Order.INITIALS_LAST else None
    return Name(initials["family"], initials["given"]) if initials else naming.given_first(part)


# --- what names look like --------------------------------------------------------------------------------------------

MOST_WORDS = 5  # of a name
LONGEST_HAN = 12  # characters of a name
_PARTICLES = naming.PARTICLES | {
    "la",
    "le",
    "los",
    "las",
    "ter",
    "ten",
    "te",
    "af",
    "bin",
    "ibn",
    "el",
    "e",
    "y",
    "vom",
}
_HAN_OTHERS = re.compile("(?:学报|期刊|杂志|会议|大会|通报|通讯|进展|大学|学院|研究|论文|公司|出版社)$")
_WORD = re.compile(r"(?:[^\W\d_]|[.'’`´()*†‡-])+")


def _is_name(part: str) -> bool:
    """Tell whether this may be a name: a few words, capitalised or particles, none of which names never have."""
    words = part.strip(_MARKS).split()
    if not words or len(words) > MOST_WORDS:
        return False
    if cjk.unparted.search(part):
        return len(part.strip()) <= LONGEST_HAN and not _HAN_OTHERS.search(part)
    if not all(_WORD.fullmatch(word) and word.lower() not in wordlists.words("no_names") for word in words):
        return False
    small = [word for word in words if not word.lstrip("('’")[:1].isupper()]
    return len(small) < len(words) and all(w in _PARTICLES or "'" in w or "’" in w for w in small)
