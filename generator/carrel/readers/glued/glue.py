"""Un-glues a title from the authors that follow it.

A line reads `…for Image-Text RetrievalJun Rao, Fei Wang et al.`: only the first name is glued. So a split is one place
in one of the comma-separated pieces: left of it stands the end of the title, right of it the first name, and every
later piece is a name. Each place where a name could start is scored, and the best one wins. A score is a sum of small
log-odds:

- does the title end in a word here (`scores.end_of_title`)?
- does each author look like a name: its words (`scores.name`), and how many they are?

What is known of words comes from three sources, each weaker than the one before: the rest of the library
(`words.Evidence`), the lists in `data/`, and the letters that the words in these lists are made of (`words.lexicon`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from carrel.readers.glued import scores
from carrel.readers.glued.scores import LONGEST_NAME, NO, ODD, SMALL_START
from carrel.readers.glued.words import LISTED, NOTHING, TOKEN, Evidence, lexicon, shape_of

_TORN = -2.0  # the cut is inside a run of capitals, or inside McMahan
_FLOOR = -7.0  # a worse cut is none
_MARGIN = 3.0  # nor is one, if the line is better by this as a list of names without a title
_SURE = 1.5  # beyond doubt
_LONGEST_TITLE = 500
_LONGEST_LINE = 100_000
_LONGEST_PIECE = 1_000


@dataclass(frozen=True, slots=True)
class Split:
    """A title and the names after it, as written; not complete if `et al.` followed them."""

    title: str
    names: tuple[str, ...]
    complete: bool


def split(line: str, evidence: Evidence = NOTHING) -> Split | None:
    """Part a title from its authors; None if the line does not look like a title and authors at all."""
    best = _best(line, evidence)
    if best is None or best.cut < _FLOOR or best.score < best.rival - _MARGIN:
        return None
    return best.split


@lru_cache(maxsize=4096)  # a document is looked at by its sniffer, for its names, and by its reader
def looks_glued(line: str) -> bool:
    """Tell whether a line is, beyond doubt and without any evidence, a title with its authors."""
    best = _unaided(line) if len(line) <= _LONGEST_TITLE else _search(line, NOTHING, within=_LONGEST_TITLE)
    if best is None or len(best.split.title) > _LONGEST_TITLE or best.score < best.rival:
        return False
    return best.cut > 0.0 if not best.split.complete else min(best.cut + _SURE / 2, best.score) > _SURE


def gather(lines: Iterable[str], names: Iterable[str] = ()) -> Evidence:
    """Learn from the lines of a document, and from names known otherwise (`Given Family`).

    Of a glued line only what is certain counts: the names after the first, and the title without its last word.
    """
    whole, words = set(names), set[str]()
    for line in lines:
        text = line[:_LONGEST_LINE]
        best = _unaided(line)
        if best and best.score > max(0.0, best.rival):
            whole.update(best.split.names[1:])
            text = best.split.title.rpartition(" ")[0]
        words.update(TOKEN.findall(text))
    words.update([part for word in words if "-" in word for part in word.split("-")])
    ends = [name.split() for name in whole if " " in name.strip()]
    given, family = (frozenset(parts[i] for parts in ends) for i in (0, -1))
    return Evidence(frozenset(whole), given, family, frozenset(words))


# --- splits ----------------------------------------------------------------------------------------------------------

_ET_AL = re.compile(r"[,\s]*\bet\.?\s+al\b\.?\s*$", re.IGNORECASE)
_PARTICLE = re.compile(r"(?:de|del|della|van|von|der|den|da|di|dos|du|la|le|el|al|ten|ter)$|d['’](?=[A-Z])")
_BEFORE = re.compile(r"\{?\\(?:[^\w\s{}]\{?|[a-zA-Z]\{)?$")
_NOT_IN_NAMES = re.compile(r"[:;?!$%=<>#@|]")
_CAPITALISED = re.compile(r"[A-Z][a-z]*$")
_SMALL_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Best:
    """The best split of a line.

    `cut` is the score of the glued place alone, `score` that of all names too, `rival` that of the line as names only.
    """

    split: Split
    score: float
    cut: float
    rival: float


_Starts = Callable[[str, Evidence], Iterator[int]]


def _best(line: str, evidence: Evidence) -> _Best | None:
    best = _search(line, evidence) if evidence is not NOTHING else _unaided(line)
    if best is None or best.cut < 0.0:
        return _search(line, evidence, starts=_small_starts)
    return best


@lru_cache(maxsize=4096)  # as above
def _unaided(line: str) -> _Best | None:
    return _search(line, NOTHING)


def _search(
    line: str, evidence: Evidence, *, starts: _Starts | None = None, within: int = _LONGEST_LINE
) -> _Best | None:
    """Try each piece from the last one backwards, as long as those after it may be names.

    The first name stands at one of the `starts` in a piece, after no more than `within` characters.
    """
    if len(line) > _LONGEST_LINE:
        return None
    line = line.strip()
    et_al = _ET_AL.search(line, max(0, len(line) - 16))
    body = line[: et_al.start()] if et_al else line
    best, place, later, rival, names = (NO, NO), (0, 0, 0), 0.0, NO, list[str]()
    for start, end in _pieces(body):
        piece = body[start:end]
        for i in (starts or _starts)(piece, evidence) if start <= within else ():
            cut = _cut(piece[:i], piece[i:], evidence)
            if later + cut > best[0]:
                best, place = (later + cut, cut), (start + i, end, len(names))
        whole = scores.name(piece, evidence)
        if whole < 2 * ODD:
            break
        later += whole
        names.append(piece)
    else:
        rival = later
    if best[1] <= NO / 2:
        return None
    at, end, count = place
    found = Split(body[:at].rstrip(), (body[at:end], *reversed(names[:count])), complete=not et_al)
    return _Best(found, *best, rival)


def _pieces(body: str) -> Iterator[tuple[int, int]]:
    """Find the comma-separated pieces, the last one first; `, Jr.` belongs to the piece before it."""
    end = len(body)
    while end > 0:
        comma = body.rfind(",", max(0, end - _LONGEST_PIECE), end)
        if comma >= 0 and scores.SUFFIX.match(body[comma + 1 : end]):
            comma = body.rfind(",", max(0, comma - _LONGEST_PIECE), comma)
        if comma < 0 and end > _LONGEST_PIECE:
            yield end - _LONGEST_PIECE, end  # too long for a name, so the last one
            return
        piece = body[comma + 1 : end]
        yield end - len(piece.lstrip()), comma + 1 + len(piece.rstrip())
        end = comma


def _tokens(piece: str) -> list[tuple[int, str]]:
    """Find the words at the end of a piece, among which a name may start, the last one first."""
    offset = max(0, len(piece) - LONGEST_NAME)
    found = []
    for match in reversed(list(re.finditer(r"\S+", piece[offset:]))[-scores.MOST_WORDS :]):
        found.append((offset + match.start(), match[0]))
        if _NOT_IN_NAMES.search(match[0]):
            break
    return found


def _starts(piece: str, _: Evidence) -> Iterator[int]:
    """Find the places in a piece where a name may start that is glued to what is left of it."""
    for offset, token in _tokens(piece):
        shape = shape_of(token)
        particle = _PARTICLE.search(token, 1) if shape[-1] == "a" or "'" in shape else None
        if particle:
            yield offset + particle.start()
        for i in range(1, len(token)):
            if shape[i] == "A":
                accent = _BEFORE.search(token, max(0, i - 4), i) if "\\" in token[:i] else None
                at = accent.start() if accent else i
                if at:
                    yield offset + at
            elif shape[i] == "c" and len(token) - i <= scores.LONGEST_CASELESS:
                yield offset + i


def _small_starts(piece: str, evidence: Evidence) -> Iterator[int]:
    """Find the places where a name without any capital may start: after a word that is known."""
    yield from _starts(piece, evidence)
    for offset, token in _tokens(piece):
        letters = _SMALL_LETTERS.search(token)
        if letters is None or letters.end() < len(token):
            break
        for i in range(len(token) - 2, letters.start() + 2, -1):  # of two known words, the longer one
            word = token[letters.start() : i]
            if scores.is_known(evidence.words, word, word.lower()) or scores.is_known(
                lexicon().words, word, word.lower()
            ):
                yield offset + i
        if not token.islower():
            break


def _cut(title: str, name: str, evidence: Evidence) -> float:
    """Score a title that ends here and a name that starts here."""
    tokens, score = title[-LONGEST_NAME:].split(), scores.name(name, evidence)
    if not tokens or score <= NO / 2:
        return NO
    first, token = name.split(maxsplit=1)[0], tokens[-1]
    end = scores.end_of_title(token, evidence)
    if name[0].islower() and end < min(LISTED, len(token) - 1):
        return NO  # only after a known word
    if name.islower():
        score += SMALL_START
    if (token[-1].isupper() and not shape_of(first).strip("A")) or _is_torn(token, first):
        score += _TORN
    return score + end


def _is_torn(token: str, first: str) -> bool:
    """Tell whether the cut is inside a name like McMahan."""
    prefix = _CAPITALISED.search(token)
    inner = scores.INNER.match(prefix[0] + first) if prefix else None
    return inner is not None and token.endswith(inner[0])
