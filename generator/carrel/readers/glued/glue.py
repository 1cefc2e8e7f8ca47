"""Un-glues a title from the authors that follow it.

A line reads `…for Image-Text RetrievalJun Rao, Fei Wang et al.`: only the first name is glued. So a split is one place
in one of the comma-separated pieces: left of it stands the end of the title, right of it the first name, and every
later piece is a name. Each place where a name could start is scored, and the best one wins. A score is a sum of small
log-odds:

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
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from html import unescape
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Split:
    """A title and the names after it, as written; not complete if `et al.` followed them."""

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
        words.update(_TOKEN.findall(text))
    words.update([part for word in words if "-" in word for part in word.split("-")])
    ends = [name.split() for name in whole if " " in name.strip()]
    given, family = (frozenset(parts[i] for parts in ends) for i in (0, -1))
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
_STOPPED = -1.0  # or in a full stop
_CAMEL_TITLE = -1.0  # or in YouTube
_SHORT_WORD = -2.0  # or in an unknown word of one or two letters
_CAMEL_NAME = -4.0  # a name may have GraçasVolpe in it
_CAMEL_SYLLABLES = -2.25  # or MinKyu
_INITIAL = 0.5
_BARE_INITIAL = -0.5
_NICKNAME = -1.0  # in brackets or quotation marks
_CAPITALS = -1.0  # a name may be written in capitals
_SMALL = -2.0  # or without any
_SMALL_START = -3.0
_STRANGE_CASE = -3.0  # JosÉ
_TORN = -2.0  # the cut is inside a run of capitals, or inside McMahan
_GROUP = 0.5  # ends in Team, Collaboration …

_FLOOR = -7.0  # a worse cut is none
_MARGIN = 3.0  # nor is one, if the line is better by this as a list of names without a title
_SURE = 1.5  # beyond doubt
_LONGEST_TITLE = 500
_LONGEST_LINE = 100_000
_LONGEST_PIECE = 1_000
_LONGEST_NAME = 120
_MOST_WORDS = 9
_SHORT = 2
_LONGEST_CASELESS = 4

# --- words -----------------------------------------------------------------------------------------------------------

_TOKEN = re.compile(r"[^\W_](?:[^\s,;()]*[^\W_])?")
_ACCENT = re.compile(r"\\[^a-zA-Z\s]|\\[a-zA-Z](?=[{\s])\s?|[{}\\\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_HUMP = re.compile(r"A{2,}a(?!a)|A+(?!a)|A?a+|1+|c+")
_HYPHEN = re.compile("[-‐‑–]")
_LETTERS_AND_DIGITS: tuple[tuple[Callable[[str], object], str], ...] = (
    (str.isupper, "A"),
    (str.istitle, "A"),
    (str.islower, "a"),
    (unicodedata.combining, "a"),
    (str.isdigit, "1"),
    (str.isalpha, "c"),
)
_MARKS = {c: marks[0] for marks in ("-‐‑–", "'’‘`ʼ", '"“”', ".", "(", ")") for c in marks}


@lru_cache(1 << 16)
def _plain(word: str) -> str:
    """Return a word without TeX accents, entities, footnote marks and what cannot be seen."""
    if "&" in word:
        word = unescape(word)
    return _ACCENT.sub("", word).rstrip("*†‡§¶∗⋆")


@lru_cache(1 << 16)
def _shape(word: str) -> str:
    """Write A for a capital, a for a small letter, 1 for a digit, c for a letter without case, ? for a stranger."""
    return "".join(map(_shape_of, word))


@cache
def _shape_of(character: str) -> str:
    found = (mark for test, mark in _LETTERS_AND_DIGITS if test(character))
    return next(found, _MARKS.get(character, "?"))


@lru_cache(1 << 16)
def _humps(word: str) -> tuple[str, ...]:
    """Cut a word where its case changes: LiDARTag is Li, DAR, Tag."""
    return tuple(word[m.start() : m.end()] for m in _HUMP.finditer(_shape(word)))


def _fold(word: str) -> str:
    if word.isascii():
        return word.lower()
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
        self.particles = _read("particles.txt")
        self.names = frozenset(map(_fold, _read("given_names.txt") | self.family))
        names = Counter(g for w in self.names for g in _trigrams(w))
        words = Counter(g for w in self.words if w.islower() for g in _trigrams(w))
        seen = names.keys() | words.keys()
        base = math.log((words.total() + len(seen) / 2) / (names.total() + len(seen) / 2))
        self.letters = {g: base + math.log((names[g] + 0.5) / (words[g] + 0.5)) for g in seen}

    def lean(self, word: str) -> float:
        """Tell whether a word is rather a part of a name (+) or of a title (-)."""
        folded = _fold(word)
        name, text = folded in self.names, word.lower() in self.words
        if name or text:
            return _LISTED * (name - text)
        # Trigrams overlap, so each counts for less than its own log-odds.
        odds = sum(self.letters.get(g, 0.0) for g in _trigrams(folded)) / 4
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
    if name == text:  # known as neither, or as both
        return listed
    if name:
        return _SEEN
    return 0.0 if listed == _LISTED else -_SEEN


# --- names -----------------------------------------------------------------------------------------------------------

_SIGNERS = frozenset(("Anonymous", "OpenAI", "DeepMind", "DeepSeek-AI", "NVIDIA"))  # one word, and no person
_GROUPS = frozenset(("Team", "Collaboration", "Consortium", "Group", "Project", "Committee", "Initiative", "Community"))
_SUFFIX = re.compile(r"\s*(?:Jr|Sr|II|III|IV|Ph\.?D|M\.?D)\.?\s*$")
_INNER = re.compile(r"(?:Mc|Mac|D[aeiu]|L[ae]|V[ao]n|Fitz|[AE]l|Ab|Dell?a?|Vander|Ben|Te[nr]|San|O)(?=[A-Z][a-z]+$)")
_SYLLABLE = re.compile(r"[^aeiouy]{0,3}[aeiouy]{1,4}(?:ng|[nkmptlrh])?$")
_COMMAND = re.compile(r"\\[A-Za-z]{3}")


def _name(name: str, evidence: Evidence) -> float:
    """Tell how likely a piece of a line is to be a name."""
    if name in evidence.names or name in _SIGNERS:
        return _SEEN_NAME + max(0.0, _looks(name, evidence))
    return _looks(name, evidence)


def _looks(name: str, evidence: Evidence) -> float:
    """Tell how much a piece looks like a name: by the words in it, and how many they are."""
    words = name.replace(",", " ").split()
    if len(words) > 1 and _SUFFIX.match(words[-1]):
        words.pop()
    if not 0 < len(words) <= _MOST_WORDS or len(name) > _LONGEST_NAME:
        return _NO
    if ("\\" in name and _COMMAND.search(name)) or name.count("{") != name.count("}"):
        return _NO
    if len(words) == 1 and not _shape(words[0]).strip("c"):
        return _caseless_name(words[0])
    last, particles = len(words) - 1, _lexicon().particles
    parts = [_part_of_name(w, evidence) for i, w in enumerate(words) if i == last or w not in particles]
    if words[last] in _GROUPS and last and words[0][0].isupper():
        return _GROUP + max(_ODD / 2, min(0.0, *parts))
    return sum(parts) + _LENGTH.get(len(parts), _NO) + (_SMALL_START if words[0] in particles else 0.0)


def _caseless_name(name: str) -> float:
    """Score a name in Chinese, Japanese or Korean script, which has no space: a family name and one or two signs."""
    family = next((n for n in (2, 1) if name[:n] in _lexicon().family), 0)
    if not family:
        return _SHORT_WORD if 1 < len(name) <= _LONGEST_CASELESS else _NO
    return {1: 0.5, 2: 1.0}.get(len(name) - family, _NO)


def _part_of_name(word: str, evidence: Evidence) -> float:
    """Tell how likely a word is to be a part of a name."""
    if word in evidence.given or word in evidence.family:
        return _lean(word, evidence)
    word = _plain(word)
    form = _form(_shape(word))
    return form if isinstance(form, float) else form(word, evidence)


def _nickname(word: str, evidence: Evidence) -> float:
    inner = word.strip("()\"'“”")
    return _NICKNAME + _part_of_name(inner, evidence) if inner else _NO


def _hyphenated(word: str, evidence: Evidence) -> float:
    parts = _HYPHEN.split(word)
    if not all(parts) or parts[0].islower():
        return _ODD
    small = -0.3 if any(map(str.islower, parts)) else 0.0
    return small + min(_part_of_name(p, evidence) for p in parts if not p.islower())


def _camel(word: str, evidence: Evidence) -> float:
    inner = _INNER.match(word)
    if inner:
        return min(_INITIAL, _lean(word[inner.end() :], evidence)) - 0.3
    humps = _humps(word)
    syllables = all(_SYLLABLE.match(_fold(h)) for h in humps)
    return (_CAMEL_SYLLABLES if syllables else _CAMEL_NAME) + sum(_lean(h, evidence) for h in humps)


def _capitals(word: str, evidence: Evidence) -> float:
    return _CAPITALS + _lean(word, evidence)


def _small(word: str, evidence: Evidence) -> float:
    return _SMALL + _lean(word, evidence)


_Scorer = Callable[[str, Evidence], float]
_FORMS: tuple[tuple[str, _Scorer | float], ...] = (  # the first that fits the shape of the whole word
    (r"Aa+[.']?|A?a*'A?a+", _lean),  # Rao, O'Brien, d'Avila
    (r"(?:Aa?\.-?)+|A-A\.", _INITIAL),  # J., J.R.R., J.-P., Yu.
    (r"A(?:-A)?", _BARE_INITIAL),  # J
    (r"(?:Aa?\.)+-?Aa+", _BARE_INITIAL),  # J.Rao
    (r"(?:Aa+){2,}", _camel),  # MinKyu, McMahan
    (r"A[A']+", _capitals),  # RAO
    (r"a+", _small),  # rao
    (r"c+", _CAPITALS),  # 太郎
    (r"[(\"].+", _nickname),  # (Ryan), "Ryan"
    (r"A(?!A)[Aa]+|a[Aa]+", _STRANGE_CASE),  # JosÉ
    (r"[^?]*-[^?]*", _hyphenated),  # Xiao-Yang
    (r"[^?]+", _ODD),
)


@lru_cache(1 << 12)
def _form(shape: str) -> _Scorer | float:
    return next((form for pattern, form in _FORMS if re.fullmatch(pattern, shape)), _NO)


# --- titles ----------------------------------------------------------------------------------------------------------

_OPENERS = "-‐‑–—/:;&,([{@_'’‘`~<=|"
_CLOSERS = '?!)]”"$}%*+'
_BROKEN_INITIAL = re.compile(r"(?:^|[A-Za-z])[A-Z][a-z]?\.$")


def _end_of_title(token: str, evidence: Evidence) -> float:
    """Tell how well a title ends in this token."""
    last = token[-1]
    if last == "\\":
        return _NO
    if last in _OPENERS or _BROKEN_INITIAL.search(token):
        return _ODD
    word = _plain(token.strip("()[]{}\"“”'’‘?!.,:;*$+%"))
    if not word:
        return _STOPPED if last == "." else _CLOSED
    return _end_word(word, evidence) + (_CLOSED if last in _CLOSERS else 0.0)


def _end_word(word: str, evidence: Evidence) -> float:
    humps = _humps(word)
    small = word.lower() if len(humps) == 1 else word
    known = max(_SEEN * _known(evidence.words, word, small), _LISTED * _known(_lexicon().words, word, small))
    if known and len(word) > 1:
        return min(known, len(word) - 1.0)
    head, _, tail = word.rpartition("-")
    if head and tail:
        return _end_word(tail, evidence) - 0.3
    if len(humps) > 1:
        return _CAMEL_TITLE + min(_SEEN, sum(_end_hump(h, evidence) for h in humps))
    return _end_hump(word, evidence)


def _known(words: frozenset[str], word: str, small: str) -> bool:
    return word in words or small in words


def _end_hump(hump: str, evidence: Evidence) -> float:
    shape = _shape(hump)
    if shape.startswith("AA"):
        return _INITIAL if shape.endswith("a") else 0.0
    if not shape.strip("1c"):
        return 0.0
    return -_lean(hump, evidence) if len(shape) > _SHORT else _SHORT_WORD


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
    best, place, later, rival, names = (_NO, _NO), (0, 0, 0), 0.0, _NO, list[str]()
    for start, end in _pieces(body):
        piece = body[start:end]
        for i in (starts or _starts)(piece, evidence) if start <= within else ():
            cut = _cut(piece[:i], piece[i:], evidence)
            if later + cut > best[0]:
                best, place = (later + cut, cut), (start + i, end, len(names))
        whole = _name(piece, evidence)
        if whole < 2 * _ODD:
            break
        later += whole
        names.append(piece)
    else:
        rival = later
    if best[1] <= _NO / 2:
        return None
    at, end, count = place
    found = Split(body[:at].rstrip(), (body[at:end], *reversed(names[:count])), complete=not et_al)
    return _Best(found, *best, rival)


def _pieces(body: str) -> Iterator[tuple[int, int]]:
    """Find the comma-separated pieces, the last one first; `, Jr.` belongs to the piece before it."""
    end = len(body)
    while end > 0:
        comma = body.rfind(",", max(0, end - _LONGEST_PIECE), end)
        if comma >= 0 and _SUFFIX.match(body[comma + 1 : end]):
            comma = body.rfind(",", max(0, comma - _LONGEST_PIECE), comma)
        if comma < 0 and end > _LONGEST_PIECE:
            yield end - _LONGEST_PIECE, end  # too long for a name, so the last one
            return
        piece = body[comma + 1 : end]
        yield end - len(piece.lstrip()), comma + 1 + len(piece.rstrip())
        end = comma


def _tokens(piece: str) -> list[tuple[int, str]]:
    """Find the words at the end of a piece, among which a name may start, the last one first."""
    offset = max(0, len(piece) - _LONGEST_NAME)
    found = []
    for match in reversed(list(re.finditer(r"\S+", piece[offset:]))[-_MOST_WORDS:]):
        found.append((offset + match.start(), match[0]))
        if _NOT_IN_NAMES.search(match[0]):
            break
    return found


def _starts(piece: str, _: Evidence) -> Iterator[int]:
    """Find the places in a piece where a name may start that is glued to what is left of it."""
    for offset, token in _tokens(piece):
        shape = _shape(token)
        particle = _PARTICLE.search(token, 1) if shape[-1] == "a" or "'" in shape else None
        if particle:
            yield offset + particle.start()
        for i in range(1, len(token)):
            if shape[i] == "A":
                accent = _BEFORE.search(token, max(0, i - 4), i) if "\\" in token[:i] else None
                at = accent.start() if accent else i
                if at:
                    yield offset + at
            elif shape[i] == "c" and len(token) - i <= _LONGEST_CASELESS:
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
            if _known(evidence.words, word, word.lower()) or _known(_lexicon().words, word, word.lower()):
                yield offset + i
        if not token.islower():
            break


def _cut(title: str, name: str, evidence: Evidence) -> float:
    """Score a title that ends here and a name that starts here."""
    tokens, score = title[-_LONGEST_NAME:].split(), _name(name, evidence)
    if not tokens or score <= _NO / 2:
        return _NO
    first, token = name.split(maxsplit=1)[0], tokens[-1]
    end = _end_of_title(token, evidence)
    if name[0].islower() and end < min(_LISTED, len(token) - 1):
        return _NO  # only after a known word
    if name.islower():
        score += _SMALL_START
    if (token[-1].isupper() and not _shape(first).strip("A")) or _is_torn(token, first):
        score += _TORN
    return score + end


def _is_torn(token: str, first: str) -> bool:
    """Tell whether the cut is inside a name like McMahan."""
    prefix = _CAPITALISED.search(token)
    inner = _INNER.match(prefix[0] + first) if prefix else None
    return inner is not None and token.endswith(inner[0])
