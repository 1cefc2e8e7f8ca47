"""What a line of text looks like: an abstract, a title, a language. Pure, linear, bounded."""

from __future__ import annotations

import re

LOOKED_AT = 20_000  # characters; a longer line is judged by its beginning

_SENTENCE_END = re.compile(r"[.!?。！？;；)\]}\"”’]\s*$")
_WORD = re.compile(r"[^\W\d_]+")
# Turns that research abstracts are made of, each a different sign; prose of other kinds shows few of them at once.
_SIGNS = re.compile(
    r"\b(?:(we|our)|(this|the) (?:paper|work|article|study|report|survey|thesis)|(propos\w+|present\w*|introduc\w+)"
    r"|(experiment\w*|evaluat\w+|empirical\w*|benchmark\w*|dataset\w*|data)|(result\w*|show\w*|demonstrat\w+|achiev\w+)"
    r"|(model\w*|method\w*|approach\w*|algorithm\w*|framework\w*|system\w*|network\w*|techniqu\w+)"
    r"|(state-of-the-art|outperform\w*|perform\w*|accura\w+|efficien\w+|improv\w+)|(problem\w*|task\w*|challeng\w+))\b"
    r"|(本文|我们|提出|方法|模型|实验|结果|研究|论文|本研究|手法|提案|연구|논문|방법)",
    re.IGNORECASE,
)
_SIGN_KINDS = 9


def weight(line: str) -> int:
    """Return a length that is comparable between scripts: a Han character says as much as three letters."""
    wide = sum(1 for c in line[:LOOKED_AT] if "\u2e80" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af")
    return len(line) + 2 * wide


def signs_of_research(line: str) -> int:
    """Count the different turns of a research abstract in this line, from 0 to 9."""
    found: set[int] = set()
    for match in _SIGNS.finditer(line, 0, LOOKED_AT):
        found.add(match.lastindex or 0)
        if len(found) == _SIGN_KINDS:
            break
    return len(found)


def ends_a_sentence(line: str) -> bool:
    """Tell whether the line ends as a sentence does."""
    return bool(_SENTENCE_END.search(line[-20:]))


def is_paragraph(line: str, floor: int = 200) -> bool:
    """Tell whether the line is running text of some length, not a title, not a list of names."""
    if weight(line) < floor:
        return False
    words = _WORD.findall(line[:2_000])
    small = sum(1 for w in words if w[0].islower() or not w[0].isascii())
    return small >= 0.5 * len(words)


_SCRIPTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff\u3400-\u4dbf]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
)
_ENGLISH = re.compile(r"\b(?:the|of|and|to|in|is|for|with|that|we|on|by|as|are|an?)\b", re.IGNORECASE)


def language(text: str) -> str:
    """Guess the language of running text by its script, and English by its small words; `und` if unknown."""
    head = text[:LOOKED_AT]
    letters = sum(1 for c in head if c.isalpha()) or 1
    for tag, script in _SCRIPTS:
        if len(script.findall(head)) >= 0.2 * letters:
            return tag
    words = len(_WORD.findall(head)) or 1
    return "en" if len(_ENGLISH.findall(head)) >= 0.12 * words else "und"
