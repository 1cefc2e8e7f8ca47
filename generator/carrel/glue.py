"""Un-glues a title from the authors that follow it: `…for Image-Text RetrievalJun Rao, Fei Wang et al.`

Only the first name is glued, so a split is one place in one of the comma-separated pieces: left of it stands the end of
the title, right of it the first name, and every later piece is a name. Each place where a name could start is scored,
and the best one wins. A score is a sum of small log-odds:

- does the title end in a word here (`_end_of_title`)?
- does each author look like a name: its words (`_part_of_name`), and how many they are (`_LENGTH`)?

What is known of words comes from three sources, each weaker than the one before: the rest of the library (`Evidence`),
the lists in `data/`, and the letters that the words in these lists are made of (`_Lexicon`).
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from html import unescape
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Split:
    """A title and the names after it, as written; not complete where the line ends in `et al.`"""

    title: str
    names: tuple[str, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the rest of the library says: whole names, their first and last words, and the words of ordinary text."""

    names: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    family: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


NOTHING = Evidence()


def split(line: str, evidence: Evidence = NOTHING) -> Split | None:
    """Part a title from its authors; None if the line does not look like a title and authors at all."""
    best = _best(line, evidence)
    return best.split if best and best.score > max(_FLOOR, best.rival - _MARGIN) else None


def looks_glued(line: str) -> bool:
    """Tell whether a line is a title with its authors, to be sure of it without any evidence."""
    best = _best(line, NOTHING)
    return best is not None and best.score > max(_SURE, best.rival) and len(best.split.title) <= _LONGEST_TITLE


def gather(lines: Iterable[str], names: Iterable[str] = ()) -> Evidence:
    """Learn from the lines of a document, and from names known otherwise (`Given Family`).

    Of a glued line only what is certain counts: the names after the first, and the title without its last word.
    """
    whole, words = set(names), set[str]()
    for line in lines:
        best = _best(line, NOTHING)
        if best and best.score > max(0.0, best.rival):
            whole.update(best.split.names[1:])
            line = best.split.title.rpartition(" ")[0]
        words.update(_TOKEN.findall(line))
    words.update([part for word in words if "-" in word for part in word.split("-")])
    ends = [n.split() for n in whole if " " in n]
    given, family = (frozenset(n[i] for n in ends) for i in (0, -1))
    return Evidence(frozenset(whole), given, family, frozenset(words))


# --- weights, in natural log-odds ------------------------------------------------------------------------------------

_NO = -50.0  # cannot be
_ODD = -6.0  # hardly ever
_SEEN_NAME = 4.0  # this very name stands elsewhere
_SEEN = 3.0  # a word that stands elsewhere, in a name (+) or in ordinary text (-)
_LISTED = 2.5  # a word of our lists
_LETTERS = 1.5  # at most this for the letters of a word that nobody knows
_LENGTH = {1: -3.0, 2: 0.5, 3: 0.0, 4: -1.0, 5: -2.0, 6: -4.0}  # words of a name; particles do not count
_CLOSED = 2.0  # a title may end in a bracket, a quotation mark, a question mark
_CAMEL_TITLE = -1.0  # a title may end in YouTube
_CAMEL_NAME = -3.25  # a name may begin with MinKyu
_TORN = -2.0  # the cut is inside a run of capitals
_LOWER_NAME = -5.0  # a name that starts with a small letter

_FLOOR = -8.0  # less than this is no split
_MARGIN = 3.0  # a list of names without a title is better by at least this
_SURE = 1.5  # more than this is a glued line, without evidence
_LONGEST_TITLE = 500
_LONGEST_LINE = 100_000
_LONGEST_PIECE = 1_000

# --- words -----------------------------------------------------------------------------------------------------------

_TOKEN = re.compile(r"[^\W_](?:[^\s,;()]*[^\W_])?")
_ACCENT = re.compile(r"\\[^a-zA-Z\s]|\\[a-zA-Z](?=[{\s])\s?|[{}\\\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_HUMP = re.compile(r"[^\W\d_]+|\d+")
_CASE = re.compile(r"A{2,}a(?!a)|A+(?!a)|A?a+|1+|c+")


@lru_cache(1 << 16)
def _plain(word: str) -> str:
    """Return a word without TeX accents, entities, footnote marks and what cannot be seen."""
    if "&" in word:
        word = unescape(word)
    return _ACCENT.sub("", word).rstrip("*†‡§¶∗⋆")


@lru_cache(1 << 16)
def _shape(word: str) -> str:
    """Write A for a capital, a for a small letter, 1 for a digit, c for a letter without case, ? for a stranger."""
    return "".join(map(_shape_of_character, word))


@cache
def _shape_of_character(c: str) -> str:
    if c.isupper() or c.istitle():
        return "A"
    if c.islower() or unicodedata.combining(c):
        return "a"
    if c.isdigit():
        return "1"
    if c.isalpha():
        return "c"
    if c in "-‐‑–":
        return "-"
    if c in "'’‘`ʼ":
        return "'"
    return c if c in ".()" else "?"


@lru_cache(1 << 16)
def _humps(word: str) -> tuple[str, ...]:
    """Cut a word where its case changes: LiDARTag is Li, DAR, Tag."""
    return tuple(word[m.start() : m.end()] for m in _CASE.finditer(_shape(word)))


def _fold(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))


def _trigrams(word: str) -> list[str]:
    word = f"^{word}$"
    return [word[i : i + 3] for i in range(len(word) - 2)]


def _read(name: str) -> frozenset[str]:
    text = files("carrel").joinpath("data", name).read_text("utf-8")
    return frozenset(w for line in text.splitlines() if not line.startswith("#") for w in line.split())


class _Lexicon:
    """The lists of names and of words, and what their letters tell of a word in neither."""

    def __init__(self) -> None:
        self.family = _read("family_names.txt")
        self.words = _read("title_words.txt")
        self.names = frozenset(map(_fold, _read("given_names.txt") | self.family))
        names = Counter(g for w in self.names for g in _trigrams(w))
        words = Counter(g for w in self.words if w.islower() for g in _trigrams(w))
        seen = names.keys() | words.keys()
        self.unseen = math.log((words.total() + len(seen) / 2) / (names.total() + len(seen) / 2))
        self.letters = {g: self.unseen + math.log((names[g] + 0.5) / (words[g] + 0.5)) for g in seen}

    def lean(self, word: str) -> float:
        folded = _fold(word)
        name, text = folded in self.names, word.lower() in self.words
        if name or text:
            return _LISTED * (name - text)
        # Trigrams overlap, so each counts for less than its log-odds.
        odds = 0.25 * sum(self.letters.get(g, self.unseen) for g in _trigrams(folded))
        return max(-_LETTERS, min(_LETTERS, odds))


@cache
def _lexicon() -> _Lexicon:
    return _Lexicon()


@lru_cache(1 << 16)
def _listed_lean(word: str) -> float:
    return _lexicon().lean(word)


def _lean(word: str, evidence: Evidence) -> float:
    """Tell whether a word is rather a part of a name (+) or of a title (-)."""
    listed = _listed_lean(word)
    name = word in evidence.given or word in evidence.family
    text = word.lower() in evidence.words
    if name and text:
        return listed
    if name:
        return _SEEN
    if text:
        return 0.0 if listed == _LISTED else -_SEEN
    return listed


# --- names -----------------------------------------------------------------------------------------------------------

_PARTICLES = frozenset(
    "de del della der den des di da do dos das du la le las los van von vom zu zur zum af av al el bin ibn ben bint ter "
    "ten te tot 't ’t y e i und d' d’ op 's ’s in de' san of the".split()
)
_SUFFIX = re.compile(r"\s*(?:Jr|Sr|II|III|IV|Ph\.?D|M\.?D)\.?\s*$")
_INITIALS = re.compile(r"(?:Aa?\.-?|A-A\.)+$|A(?:-A)?$")
_WORD = re.compile(r"Aa+[.']?$|A?a*'Aa+$|A'a+$")
_DOTTED = re.compile(r"(?:Aa?\.)+-?Aa+$")
_INNER = re.compile(r"(?:Mc|Mac|D[aeiu]|L[ae]|V[ao]n|Fitz|[AE]l|Ab|Dell?a?|Vander|Ben|Te[nr]|San|O)(?=[A-Z][a-z]+$)")
_CAMEL = re.compile(r"(?:Aa+){2,}$")
_COMMAND = re.compile(r"\\[A-Za-z]{3}")


def _name(name: str, evidence: Evidence) -> float:
    """Tell how likely a piece of a line is to be a name."""
    if name in evidence.names:
        return _SEEN_NAME
    if _COMMAND.search(name) or name.count("{") != name.count("}"):
        return _NO
    words = name.replace(",", " ").split()
    if len(words) > 1 and _SUFFIX.match(words[-1]):
        words.pop()
    if len(words) > 9:
        return _NO
    if len(words) == 1 and _shape(name).strip("c") == "":
        return _caseless_name(name)
    score = -3.0 if words[0] in _PARTICLES else 0.0
    last = len(words) - 1
    parts = [w for i, w in enumerate(words) if w not in _PARTICLES or i == last]
    return score + sum(_part_of_name(w, evidence) for w in parts) + _LENGTH.get(len(parts), _NO)


def _caseless_name(name: str) -> float:
    """Score a name in Chinese, Japanese or Korean script, which has no space: a family name and one or two signs."""
    family = next((n for n in (2, 1, 3) if name[:n] in _lexicon().family), 0)
    rest = len(name) - family
    if not family:
        return -2.0 if 2 <= len(name) <= 4 else _NO
    return {1: 1.0, 2: 2.0}.get(rest, _NO)


def _part_of_name(word: str, evidence: Evidence) -> float:
    """Tell how likely a word is to be a part of a name."""
    if word in evidence.given or word in evidence.family:
        return _lean(word, evidence)
    word = _plain(word)
    shape = _shape(word)
    if not shape or "?" in shape:
        return -1.0 + _part_of_name(word.strip("\"'“”"), evidence) if word[:1] in "\"“" and len(word) > 2 else _NO
    if _WORD.match(shape):
        return _lean(word, evidence)
    if _INITIALS.match(shape):
        return 0.5 if "." in shape else -0.5
    if "-" in shape:
        return _hyphenated(word, evidence)
    if _CAMEL.match(shape):
        inner = _INNER.match(word)
        if inner:
            return min(_lean(word[inner.end() :], evidence), 0.5) - 0.3
        return _CAMEL_NAME + sum(_lean(h, evidence) for h in _humps(word))
    if shape[0] == "(" and shape[-1] == ")" and len(shape) > 2:
        return _part_of_name(word[1:-1], evidence) - 1.0
    return _unusual(word, shape, evidence)


def _hyphenated(word: str, evidence: Evidence) -> float:
    parts = re.split("[-‐‑–]", word)
    if not all(parts) or parts[0].islower():
        return _ODD
    lower = -0.3 if any(map(str.islower, parts)) else 0.0
    return lower + min(_part_of_name(p, evidence) for p in parts if not p.islower())


def _unusual(word: str, shape: str, evidence: Evidence) -> float:
    if shape.strip("A'") == "":
        return -1.0 + _lean(word, evidence)
    if shape.strip("c") == "":
        return -1.0
    if shape.strip("a") == "":
        return _LOWER_NAME + 1 + max(0.0, _lean(word, evidence))
    if _DOTTED.match(shape):
        return -0.5
    if shape.isalpha() and not shape.startswith("AA"):
        return -3.0
    return _ODD


# --- titles ----------------------------------------------------------------------------------------------------------

_OPEN = "-‐‑–—/:;&,([{@_'’‘`~<=|\\"
_BROKEN_INITIAL = re.compile(r"(?:^|[a-z])[A-Z]\.$")


def _end_of_title(token: str, evidence: Evidence) -> float:
    """Tell how well a title ends in this token."""
    last = token[-1]
    if last in _OPEN:
        return _ODD if last != "\\" else _NO
    if _BROKEN_INITIAL.search(token):
        return _ODD
    closed = _CLOSED if last in "?!)]”\"$}%*+" else -1.0 if last == "." else 0.0
    core = _plain(token.strip("()[]{}\"“”'’‘?!.,:;*$+%"))
    return max(closed, 0.0) + _end_word(core, evidence) if core else closed


def _end_word(word: str, evidence: Evidence) -> float:
    lower, known = word.lower(), 0.0
    if word in evidence.words or lower in evidence.words:
        known = _SEEN
    elif word in _lexicon().words or lower in _lexicon().words:
        known = _LISTED
    if known and len(word) > 1:
        return min(known, len(word) - 1.0)
    head, hyphen, part = word.rpartition("-")
    if hyphen:
        return _end_word(part, evidence) - 0.3
    humps = _humps(word)
    if len(humps) > 1:
        return _CAMEL_TITLE + max(-4,sum(_end_hump(h, evidence) for h in humps))
    return _end_hump(word, evidence)


def _end_hump(hump: str, evidence: Evidence) -> float:
    shape = _shape(hump)
    if shape.strip("1c") == "":
        return 0.0
    if shape.strip("A") == "":
        return 0.0 if len(shape) > 1 else -2.5
    if shape.startswith("AA"):
        return 0.5
    return -_lean(hump, evidence) if len(shape) > 2 else -2.0


# --- splits ----------------------------------------------------------------------------------------------------------

_ET_AL = re.compile(r"[,\s]*\bet\.?\s+al\b\.?\s*$", re.IGNORECASE)
_PARTICLE = re.compile(r"(?:d['’](?=[A-Z])|(?:de|del|della|van|von|der|den|da|di|dos|du|la|le|el|al|ten|ter)\s)")
_BEFORE = re.compile(r"\{?\\(?:[^\w\s{}]\{?|[a-zA-Z]\{)?$")
_NOT_IN_NAMES = frozenset(":;?!$%=<>#@|")


@dataclass(frozen=True, slots=True)
class _Best:
    """The best split of a line, its score, and the score of the line as names only, without a title."""

    score: float
    split: Split
    rival: float


def _best(line: str, evidence: Evidence) -> _Best | None:
    line = line.strip()
    if len(line) > _LONGEST_LINE:
        return None
    et_al = _ET_AL.search(line, max(0, len(line) - 16))
    body = line[: et_al.start()] if et_al else line
    best, later, ends, rival = (_NO, 0, 0, 0), 0.0, list[str](), _NO
    for start, end in _pieces(body):
        piece = body[start:end]
        for i in _starts(piece) or _lower_starts(piece, evidence):
            score = later + _cut(piece[:i], piece[i:], evidence)
            best = max(best, (score, start + i, end, len(ends)))
        whole = _name(piece, evidence) if piece else _NO
        if whole < 2 * _ODD:
            break
        later += whole
        ends.append(piece)
    else:
        rival = later
    score, cut, end, names = best
    if score == _NO:
        return None
    found = Split(body[:cut].rstrip(), (body[cut:end], *reversed(ends[:names])), complete=not et_al)
    return _Best(score, found, rival)


def _pieces(body: str) -> Iterator[tuple[int, int]]:
    """Find the comma-separated pieces, the last one first; `, Jr.` belongs to the piece before it."""
    end = len(body)
    while end > 0:
        comma = body.rfind(",", max(0, end - _LONGEST_PIECE), end)
        if comma >= 0 and _SUFFIX.match(body[comma + 1 : end]):
            comma = body.rfind(",", max(0, comma - _LONGEST_PIECE), comma)
        start = comma + 1
        while start < end and body[start].isspace():
            start += 1
        while end > start and body[end - 1].isspace():
            end -= 1
        yield start, end
        end = comma


def _starts(piece: str) -> list[int]:
    """Find the places in a piece where a name may start that is glued to what is left of it."""
    found, spaces, end = list[int](), 0, len(piece)
    for i in range(len(piece) - 1, 0, -1):
        c, glued = piece[i], not piece[i - 1].isspace()
        if c.isspace():
            spaces, end = spaces + 1, i
        if c in _NOT_IN_NAMES or spaces > 8:
            break
        if c.isupper() or c.istitle():
            accent = _BEFORE.search(piece, max(0, i - 4), i) if "\\" in piece[max(0, i - 4) : i] else None
            at = accent.start() if accent else i
            if at and not piece[at - 1].isspace():
                found.append(at)
        elif glued and c.islower():
            if _PARTICLE.match(piece, i):
                found.append(i)
        elif glued and c.isalpha() and end - i <= 4:
            found.append(i)
    return found


def _lower_starts(piece: str, evidence: Evidence) -> list[int]:
    """Find the places where a name without capitals may start: after a word that is known."""
    found = list[int]()
    words = evidence.words, _lexicon().words
    for token in re.finditer(r"[^\W_]+", piece[-60:]):
        for i in range(2, len(token[0]) - 1):
            left = token[0][:i].lower()
            if left in words[0] or left in words[1]: 
                found.append(max(0, len(piece) - 60) + token.start() + i)
    return found


def _cut(title: str, name: str, evidence: Evidence) -> float:
    """Score a title that ends here and a name that starts here."""
    tokens, score = title.split(), _name(name, evidence)
    if not tokens or score <= _NO / 2:
        return _NO
    end = _end_of_title(tokens[-1], evidence)
    if name[0].islower():
        score += _LOWER_NAME if end >= 2.0 else _NO
    if title[-1].isupper() and _shape(name.split()[0]).strip("A") == "":
        score += _TORN
    return score + end
