"""Find phrases in plain text, and assign the topics that they stand for.

Words are compared as a reader would: case, accents, width and the plural do not matter, nor whether the words of a
phrase stand apart, hyphenated or joined (`pre-training` is `pretraining`). Only a word written in capitals (`MoE`,
`GAN`) wants those capitals. A phrase begins and ends where words do, never inside one; Chinese, Japanese and Korean
need no space between words, so there each character counts as a word. An address on the web is part of no phrase.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from carrel import cjk
from carrel.model import Assignment, Topic

K = TypeVar("K")

# --- words -----------------------------------------------------------------------------------------------------------

_CJK = f"{cjk.UNPARTED}\uff66-\uff9f"
_VOICED = "\u3099\u309a\uff9e\uff9f"  # cling to the kana before them
_INVISIBLE = "\u00ad\u200c\u200d\u2060\ufeff"  # soft hyphens and joiners do not end a word
_MARKS = "".join(
    char for char in map(chr, [*range(0x300, 0x2100), *range(0xFE00, 0xFE30)]) if unicodedata.category(char)[0] == "M"
)
_WORD = re.compile(
    r"(?:https?:)?//[!-~]+"  # an address
    rf"|[{_CJK}][{_VOICED}]*"
    r"|[A-Za-z](?:\+\+|#)"  # C++, C#
    rf"|[^\W{_CJK}]+(?:[{_MARKS}{_INVISIBLE}]+[^\W{_CJK}]*)*"  # letters and digits, and what clings to them
)
_APART = re.compile(rf"[\s\u200b\-\u2010-\u2015\u2212\ufe58\ufe63\uff0d{_INVISIBLE}]+")
_UNWRITTEN = re.compile(rf"[\u0300-\u036f\ufe00-\ufe0f{_INVISIBLE}]+")

_SHORTEST_PLURAL = 4
_NO_PLURALS = frozenset({"bias", "lens", "news"})


def _plain(text: str) -> str:
    """Return the text without accents, in ordinary width, in the case that it has."""
    return text if text.isascii() else _UNWRITTEN.sub("", unicodedata.normalize("NFKD", text))


def _looks_plural(word: str) -> bool:
    return (
        word.endswith("s")
        and len(word) >= _SHORTEST_PLURAL
        and not word.endswith(("ss", "us", "is"))
        and word not in _NO_PLURALS
    )


@lru_cache(maxsize=1 << 16)
def _forms(word: str) -> tuple[str, ...]:
    """Return all that a word of a text may be taken for: itself, a singular, an acronym."""
    if "//" in word:
        return ()
    plain = _plain(word)
    folded = plain.casefold()
    forms = [folded]
    if _looks_plural(folded):
        forms.append(folded[:-1])
        if folded.endswith("ies"):
            forms.append(folded[:-3] + "y")
        elif folded.endswith(("ses", "xes", "zes", "ches", "shes")):
            forms.append(folded[:-2])
    if _capitals(plain) > 1:
        forms += [plain, plain.removesuffix("s")]
    return tuple(dict.fromkeys(forms))


def _chosen_form(word: str) -> str:
    """Return the one form that stands for a word of a phrase; the same word in a text has it among its forms."""
    plain = _plain(word)
    acronym = plain.removesuffix("s")
    if 1 < _capitals(acronym) > sum(map(str.islower, acronym)):
        return acronym
    folded = plain.casefold()
    if not _looks_plural(folded):
        return folded
    if folded.endswith("ies"):
        return folded[:-3] + "y"
    return folded[:-2] if folded.endswith(("sses", "xes", "zes", "ches", "shes")) else folded[:-1]


def _capitals(word: str) -> int:
    return sum(map(str.isupper, word))


def _joint(between: str) -> str:
    """Return what stands between two words and matters: nothing, if they are only set apart or hyphenated."""
    return "" if between == " " else _plain(_APART.sub("", between))


def _spelling(phrase: str, form: Callable[[str], str] = _chosen_form) -> str:
    """Return the phrase as one string, the same however it is written; empty if there is no word in it."""
    parts: list[str] = []
    end = 0
    for word in _WORD.finditer(phrase):
        parts += [_joint(phrase[end : word.start()]) if parts else "", form(word.group())]
        end = word.end()
    return "".join(parts)


def key(keyword: str) -> str:
    """Return what is the same of a keyword however it is written; capitals do not matter in one, even in `GAN`."""
    return _spelling(keyword, lambda word: _chosen_form(_chosen_form(word).casefold()))


# --- phrases in a text -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Match(Generic[K]):
    """A phrase found: `text[start:end]` is how it stands there."""

    key: K
    phrase: str
    start: int
    end: int


_Word = tuple[int, int, tuple[str, ...]]  # where it starts and ends, and its forms


class PhraseMatcher(Generic[K]):
    """Finds many phrases at once, in a time that grows with the text and hardly with the number of phrases."""

    def __init__(self, phrases: Iterable[tuple[K, str]]) -> None:
        meanings: dict[str, dict[tuple[K, str], None]] = defaultdict(dict)
        for key, phrase in phrases:
            if spelling := _spelling(phrase):
                meanings[spelling][key, phrase] = None
        self._meanings = {spelling: tuple(known) for spelling, known in meanings.items()}
        self._beginnings = {spelling[:n] for spelling in meanings for n in range(1, len(spelling) + 1)}

    def find(self, text: str) -> list[Match[K]]:
        """Return each place of each phrase, in the order of the text, of two that start together the longer first."""
        words: list[_Word] = [(m.start(), m.end(), _forms(m.group())) for m in _WORD.finditer(text)]
        words.append((len(text), len(text), ()))  # goes with nothing, so that growing ends there
        matches: list[Match[K]] = []
        for first, (_, _, forms) in enumerate(words):
            if beginnings := [form for form in forms if form in self._beginnings]:
                matches += self._grow(beginnings, words, first, text)
        return sorted(matches, key=lambda match: (match.start, -match.end))

    def _grow(self, spellings: list[str], words: list[_Word], last: int, text: str) -> Iterator[Match[K]]:
        """Yield the phrases that begin at a word, taking in word after word for as long as some phrase goes on."""
        start = words[last][0]
        while spellings:
            end = words[last][1]
            for spelling in spellings:
                for key, phrase in self._meanings.get(spelling, ()):
                    yield Match(key, phrase, start, end)
            last += 1
            begin, _, forms = words[last]
            joint = _joint(text[end:begin])
            longer = dict.fromkeys(spelling + joint + form for spelling in spellings for form in forms)
            spellings = [spelling for spelling in longer if spelling in self._beginnings]


# --- topics of a paper -----------------------------------------------------------------------------------------------

_NEVER = sys.maxsize  # more mentions than any abstract has


class TopicFinder:
    """Assigns topics: each phrase counts in a title, and in an abstract if it stands there as often as it must."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._matcher = PhraseMatcher(
            ((topic.id, needed), phrase)
            for topic in topics
            for needed, phrases in ((1, topic.phrases), (2, topic.twice), (_NEVER, topic.title_phrases))
            for phrase in phrases
        )

    def assign(self, title: str, abstract: str) -> tuple[Assignment, ...]:
        """Return the topics, each with the first words that gave it: those of the title first, in reading order."""
        found: dict[str, Assignment] = {}
        for match in self._matcher.find(title):
            found.setdefault(match.key[0], _assignment(match, "title", title))
        matches = self._matcher.find(abstract)
        mentions = Counter((match.key, match.phrase) for match in matches)
        for match in matches:
            topic, needed = match.key
            if mentions[match.key, match.phrase] >= needed:
                found.setdefault(topic, _assignment(match, "abstract", abstract))
        return tuple(found.values())


def _assignment(match: Match[tuple[str, int]], where: str, text: str) -> Assignment:
    return Assignment(match.key[0], where, text[match.start : match.end], match.phrase, match.start)


class KeywordFinder:
    """Finds the topics that a keyword stands for: their name, an id or any of their phrases is the whole of it.

    A keyword is a label, not a sentence: capitals do not matter, not even those of `GAN`.
    """

    def __init__(self, topics: Iterable[Topic]) -> None:
        known = [
            (topic.id, phrase)
            for topic in topics
            for phrase in (topic.name, topic.id, *topic.aliases, *topic.phrases, *topic.twice, *topic.title_phrases)
        ]
        self._as_written = PhraseMatcher(((topic, phrase), phrase) for topic, phrase in known)
        self._folded = PhraseMatcher(((topic, phrase), phrase.casefold()) for topic, phrase in known)

    def find(self, keyword: str) -> dict[str, str]:
        """Return the topics, each with the words of it that the keyword is."""
        folded = keyword.casefold()
        found = [*_wholes(self._as_written, keyword), *_wholes(self._folded, folded)]
        return dict(reversed(found))


def _wholes(matcher: PhraseMatcher[K], text: str) -> Iterator[K]:
    """Yield the keys of the phrases that reach from the first word of a text to its last."""
    words = [word.span() for word in _WORD.finditer(text)]
    if words:
        yield from (m.key for m in matcher.find(text) if (m.start, m.end) == (words[0][0], words[-1][1]))
