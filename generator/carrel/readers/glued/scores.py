"""How much a piece of a line looks like a name, and how well a title ends in a word: small log-odds, added up."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from carrel.readers.glued.words import LISTED, SEEN, Evidence, folded, humps_of, lean, lexicon, plain, shape_of

# --- weights, in natural log-odds ------------------------------------------------------------------------------------

NO = -50.0  # cannot be
ODD = -6.0  # hardly ever
_SEEN_NAME = 4.0  # this very name stands elsewhere
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
SMALL_START = -3.0
_STRANGE_CASE = -3.0  # JosÉ
_GROUP = 0.5  # ends in Team, Collaboration …

LONGEST_NAME = 120
MOST_WORDS = 9
_SHORT = 2
LONGEST_CASELESS = 4

# --- names -----------------------------------------------------------------------------------------------------------

_SIGNERS = frozenset(("Anonymous", "OpenAI", "DeepMind", "DeepSeek-AI", "NVIDIA"))  # one word, and no person
_GROUPS = frozenset(("Team", "Collaboration", "Consortium", "Group", "Project", "Committee", "Initiative", "Community"))
SUFFIX = re.compile(r"\s*(?:Jr|Sr|II|III|IV|Ph\.?D|M\.?D)\.?\s*$")
INNER = re.compile(r"(?:Mc|Mac|D[aeiu]|L[ae]|V[ao]n|Fitz|[AE]l|Ab|Dell?a?|Vander|Ben|Te[nr]|San|O)(?=[A-Z][a-z]+$)")
_SYLLABLE = re.compile(r"[^aeiouy]{0,3}[aeiouy]{1,4}(?:ng|[nkmptlrh])?$")
_HYPHEN = re.compile("[-‐‑–]")
_COMMAND = re.compile(r"\\[A-Za-z]{3}")


def name(name: str, evidence: Evidence) -> float:
    """Tell how likely a piece of a line is to be a name."""
    if name in evidence.names or name in _SIGNERS:
        return _SEEN_NAME + max(0.0, _looks(name, evidence))
    return _looks(name, evidence)


def _looks(name: str, evidence: Evidence) -> float:
    """Tell how much a piece looks like a name: by the words in it, and how many they are."""
    words = name.replace(",", " ").split()
    if len(words) > 1 and SUFFIX.match(words[-1]):
        words.pop()
    if not 0 < len(words) <= MOST_WORDS or len(name) > LONGEST_NAME:
        return NO
    if ("\\" in name and _COMMAND.search(name)) or name.count("{") != name.count("}"):
        return NO
    if len(words) == 1 and not shape_of(words[0]).strip("c"):
        return _caseless_name(words[0])
    last, particles = len(words) - 1, lexicon().particles
    parts = [_part_of_name(w, evidence) for i, w in enumerate(words) if i == last or w not in particles]
    if words[last] in _GROUPS and last and words[0][0].isupper():
        return _GROUP + max(ODD / 2, min(0.0, *parts))
    return sum(parts) + _LENGTH.get(len(parts), NO) + (SMALL_START if words[0] in particles else 0.0)


def _caseless_name(name: str) -> float:
    """Score a name in Chinese, Japanese or Korean script, which has no space: a family name and one or two signs."""
    family = next((n for n in (2, 1) if name[:n] in lexicon().family), 0)
    if not family:
        return _SHORT_WORD if 1 < len(name) <= LONGEST_CASELESS else NO
    return {1: 0.5, 2: 1.0}.get(len(name) - family, NO)


def _part_of_name(word: str, evidence: Evidence) -> float:
    """Tell how likely a word is to be a part of a name."""
    if word in evidence.given or word in evidence.family:
        return lean(word, evidence)
    word = plain(word)
    form = _form(shape_of(word))
    return form if isinstance(form, float) else form(word, evidence)


def _nickname(word: str, evidence: Evidence) -> float:
    inner = word.strip("()\"'“”")
    return _NICKNAME + _part_of_name(inner, evidence) if inner else NO


def _hyphenated(word: str, evidence: Evidence) -> float:
    parts = _HYPHEN.split(word)
    if not all(parts) or parts[0].islower():
        return ODD
    small = -0.3 if any(map(str.islower, parts)) else 0.0
    return small + min(_part_of_name(p, evidence) for p in parts if not p.islower())


def _camel(word: str, evidence: Evidence) -> float:
    inner = INNER.match(word)
    if inner:
        return min(_INITIAL, lean(word[inner.end() :], evidence)) - 0.3
    humps = humps_of(word)
    syllables = all(_SYLLABLE.match(folded(h)) for h in humps)
    return (_CAMEL_SYLLABLES if syllables else _CAMEL_NAME) + sum(lean(h, evidence) for h in humps)


def _capitals(word: str, evidence: Evidence) -> float:
    return _CAPITALS + lean(word, evidence)


def _small(word: str, evidence: Evidence) -> float:
    return _SMALL + lean(word, evidence)


_Scorer = Callable[[str, Evidence], float]
_FORMS: tuple[tuple[str, _Scorer | float], ...] = (  # the first that fits the shape of the whole word
    (r"Aa+[.']?|A?a*'A?a+", lean),  # Rao, O'Brien, d'Avila
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
    (r"[^?]+", ODD),
)


@lru_cache(1 << 12)
def _form(shape: str) -> _Scorer | float:
    return next((form for pattern, form in _FORMS if re.fullmatch(pattern, shape)), NO)


# --- titles ----------------------------------------------------------------------------------------------------------

_OPENERS = "-‐‑–—/:;&,([{@_'’‘`~<=|"
_CLOSERS = '?!)]”"$}%*+'
_BROKEN_INITIAL = re.compile(r"(?:^|[A-Za-z])[A-Z][a-z]?\.$")


def end_of_title(token: str, evidence: Evidence) -> float:
    """Tell how well a title ends in this token."""
    last = token[-1]
    if last == "\\":
        return NO
    if last in _OPENERS or _BROKEN_INITIAL.search(token):
        return ODD
    word = plain(token.strip("()[]{}\"“”'’‘?!.,:;*$+%"))
    if not word:
        return _STOPPED if last == "." else _CLOSED
    return _end_word(word, evidence) + (_CLOSED if last in _CLOSERS else 0.0)


def _end_word(word: str, evidence: Evidence) -> float:
    humps = humps_of(word)
    small = word.lower() if len(humps) == 1 else word
    known = max(SEEN * is_known(evidence.words, word, small), LISTED * is_known(lexicon().words, word, small))
    if known and len(word) > 1:
        return min(known, len(word) - 1.0)
    head, _, tail = word.rpartition("-")
    if head and tail:
        return _end_word(tail, evidence) - 0.3
    if len(humps) > 1:
        return _CAMEL_TITLE + min(SEEN, sum(_end_hump(h, evidence) for h in humps))
    return _end_hump(word, evidence)


def is_known(words: frozenset[str], word: str, small: str) -> bool:
    """Tell whether a word is among these, as it stands or in small letters."""
    return word in words or small in words


def _end_hump(hump: str, evidence: Evidence) -> float:
    shape = shape_of(hump)
    if shape.startswith("AA"):
        return _INITIAL if shape.endswith("a") else 0.0
    if not shape.strip("1c"):
        return 0.0
    return -lean(hump, evidence) if len(shape) > _SHORT else _SHORT_WORD
