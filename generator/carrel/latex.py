"""Text as listings write it, with scraps of LaTeX in it, read into `model.Text`; nobody else sees LaTeX.

What is understood becomes runs; what is not is kept as it was typed, so nothing is ever lost. One pass, linear in the
length of the text: braces are matched beforehand and formulas are bounded.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache

from carrel.model import Code, Link, Math, Run, Style, Styled, Text, Words

MAX_DEPTH = 12  # groups within groups; deeper ones are kept as typed
MAX_FORMULA = 2_000  # characters between two dollar signs; a longer stretch is prose about money

STYLES = {
    "textbf": Style.STRONG,
    "mathbf": Style.STRONG,
    "bf": Style.STRONG,
    "bfseries": Style.STRONG,
    "textit": Style.EMPHASIS,
    "mathit": Style.EMPHASIS,
    "textsl": Style.EMPHASIS,
    "emph": Style.EMPHASIS,
    "it": Style.EMPHASIS,
    "itshape": Style.EMPHASIS,
    "em": Style.EMPHASIS,
    "underline": Style.EMPHASIS,
    "textsc": Style.SMALL_CAPS,
    "sc": Style.SMALL_CAPS,
    "textsuperscript": Style.SUPERSCRIPT,
    "textsubscript": Style.SUBSCRIPT,
}
CODES = {"texttt", "verb", "tt", "ttfamily"}
PLAIN_GROUPS = {"text", "textrm", "textsf", "textup", "textnormal", "mbox", "hbox", "ensuremath"}
# Switches that act on the rest of their group, `{\bf so}`.
SWITCHES = {"bf", "bfseries", "it", "itshape", "em", "sc", "tt", "ttfamily"}
SYMBOLS = {
    "ldots": "…",
    "dots": "…",
    "textellipsis": "…",
    "textendash": "–",
    "textemdash": "—",
    "textbackslash": "\\",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textregistered": "®",
    "texttrademark": "™",
    "textcopyright": "©",
    "copyright": "©",
    "textdegree": "°",
    "S": "§",
    "ss": "ß",
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
    "ae": "æ",
    "AE": "Æ",
    "aa": "å",
    "AA": "Å",
    "oe": "œ",
    "OE": "Œ",
    "i": "ı",
    "j": "ȷ",
    "dh": "ð",
    "DH": "Ð",
    "th": "þ",
    "TH": "Þ",
    "dj": "đ",
    "DJ": "Đ",
}
ACCENTS = {
    "'": "\u0301",
    "`": "\u0300",
    "^": "\u0302",
    '"': "\u0308",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    "c": "\u0327",
    "v": "\u030c",
    "u": "\u0306",
    "H": "\u030b",
    "r": "\u030a",
    "k": "\u0328",
    "d": "\u0323",
    "b": "\u0331",
}
ESCAPED = set("%&$#_{}")
SPACES = {"\\": " ", " ": " ", ",": "\u202f", "-": "", "/": "", "!": ""}
# A size switch says nothing about a formula, and MathML converters reject it.
SIZE_SWITCH = re.compile(
    r"\\(?:tiny|scriptsize|footnotesize|small|normalsize|large|Large|LARGE|huge|Huge|displaystyle|textstyle)(?![A-Za-z])\s*"
)
TEXT_FORMULA = re.compile(r"\\(textbf|textit|texttt|textsc|textrm|text|emph|mbox|mathbf|mathit)\{([^{}\\$]*)\}")
URL = re.compile(r"(?:https?:)?//(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?::\d+)?(?:[/?#][!-~]*)?")
COMMAND = re.compile(r"\\([A-Za-z]+)\*?[ \t]?|\\(.)", re.DOTALL)
_DOLLARS = {1: re.compile(r"(?<!\\)\$"), 2: re.compile(r"(?<!\\)\$\$")}
PLAIN = re.compile(r"[^\\$`'{}h/]+")


@cache
def _short(source: str) -> Text:
    return Text(source, tuple(_Parser(source).parse()))


def parse(source: str) -> Text:
    """Read text that may hold LaTeX; `plain(parse(s)) == s` (white space folded) where it holds none."""
    return _short(source) if len(source) < 200 else _short.__wrapped__(source)


@dataclass(slots=True)
class _Parser:
    """A scanner over one source; `at` is the next character to read."""

    source: str
    at: int = 0
    closers: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.closers = _match_braces(self.source)

    def parse(self) -> list[Run]:
        return self._runs(0, len(self.source), 0)

    def _runs(self, start: int, end: int, depth: int) -> list[Run]:
        """Read source[start:end]."""
        runs: list[Run] = []
        self.at = start
        while self.at < end:
            plain = PLAIN.match(self.source, self.at, end)
            if plain:
                self.at = plain.end()
                runs.append(Words(plain.group()))
                continue
            runs.extend(self._special(end, depth))
        return _join(runs)

    def _special(self, end: int, depth: int) -> list[Run]:
        """Read at a character that may be more than itself."""
        char = self.source[self.at]
        if char == "\\":
            return self._command(end, depth)
        if char == "$":
            return self._formula(end)
        if char in "h/":
            return self._url(end)
        if char == "{":
            return self._group(end, depth)
        if self.source.startswith("``", self.at) and self.at + 2 <= end:
            return self._take("``", "“")
        if self.source.startswith("''", self.at) and self.at + 2 <= end:
            return self._take("''", "”")
        return self._take(char, char)

    def _take(self, typed: str, shown: str) -> list[Run]:
        self.at += len(typed)
        return [Words(shown)]

    def _inside(self, opening: int, depth: int) -> list[Run]:
        """Read the group whose `{` stands at `opening`, and stop after its `}`."""
        closing = self.closers[opening]
        runs = self._runs(opening + 1, closing, depth + 1)
        self.at = closing + 1
        return runs

    def _has_group(self, at: int, end: int, depth: int) -> bool:
        return depth < MAX_DEPTH and self.closers.get(at, end) < end

    def _group(self, end: int, depth: int) -> list[Run]:
        """`{\\bf so}` is a switch; other braces are typed by hand and stay."""
        opening = self.at
        switch = COMMAND.match(self.source, opening + 1, end)
        if switch and switch.group(1) in SWITCHES and self._has_group(opening, end, depth):
            closing = self.closers[opening]
            runs = self._runs(switch.end(), closing, depth + 1)
            self.at = closing + 1
            return _apply(switch.group(1), runs)
        return self._take("{", "{")

    def _command(self, end: int, depth: int) -> list[Run]:
        found = COMMAND.match(self.source, self.at, end)
        if not found:
            return self._take("\\", "\\")
        name, sign = found.group(1), found.group(2)
        if sign is not None:
            return self._sign(sign, found.end(), end)
        after = self.at + 1 + len(name)
        if self._has_group(after, end, depth):
            return self._with_argument(name, after, depth)
        if name in SYMBOLS:
            self.at = found.end()
            return [Words(SYMBOLS[name])]
        if name in ACCENTS and found.end() > after and found.end() < end:  # `\c c`
            return self._accent(name, found.end(), end)
        return self._take(self.source[self.at : after], self.source[self.at : after])

    def _with_argument(self, name: str, opening: int, depth: int) -> list[Run]:
        """Read `\\name{…}`."""
        start, closing = self.at, self.closers[opening]
        inner = self.source[opening + 1 : closing]
        if name in ACCENTS:
            return self._accent(name, opening, closing + 1)
        if name == "url":
            self.at = closing + 1
            return [_link(inner.strip())]
        if name == "href" and self.closers.get(closing + 1, 0):
            shown = self.source[closing + 2 : self.closers[closing + 1]]
            self.at = self.closers[closing + 1] + 1
            return [_link(inner.strip(), shown)]
        if name in STYLES or name in CODES or name in PLAIN_GROUPS:
            return _apply(name, self._inside(opening, depth))
        if name in SYMBOLS and not inner:  # `\ss{}`
            self.at = closing + 1
            return [Words(SYMBOLS[name])]
        self.at = opening
        return [Words(self.source[start:opening])]

    def _sign(self, sign: str, after: int, end: int) -> list[Run]:
        """Read a backslash and one character that is no letter."""
        if sign in ESCAPED:
            self.at = after
            return [Words(sign)]
        if sign in "([":
            return self._bracketed_formula(sign, after, end)
        if sign in ACCENTS and after < end:
            return self._accent(sign, after, end)
        if sign in SPACES:
            self.at = after
            return [Words(SPACES[sign])]
        return self._take("\\", "\\")

    def _accent(self, accent: str, at: int, end: int) -> list[Run]:
        """Read what the accent stands on: a letter, `{e}`, or the dotless `\\i`."""
        found = re.compile(r"\{\s*(\\[ij]|[^\W\d_])\s*\}|\s*(\\[ij](?![A-Za-z])|[^\W\d_])").match(self.source, at, end)
        if not found:
            return self._take("\\", "\\")
        base = (found.group(1) or found.group(2)).lstrip("\\")
        self.at = found.end()
        return [Words(unicodedata.normalize("NFC", base + ACCENTS[accent]))]

    def _formula(self, end: int) -> list[Run]:
        """Read `$…$` or `$$…$$`; a lone dollar is money."""
        width = 2 if self.source.startswith("$$", self.at) else 1
        start = self.at + width
        found = _closing_dollar(self.source, start, min(end, start + MAX_FORMULA), width)
        if found < 0:
            return self._take("$", "$")
        self.at = found + width
        return _formula_runs(self.source[start:found])

    def _bracketed_formula(self, sign: str, start: int, end: int) -> list[Run]:
        closing = self.source.find("\\)" if sign == "(" else "\\]", start, min(end, start + MAX_FORMULA))
        if closing < 0:
            return self._take("\\", "\\")
        self.at = closing + 2
        return _formula_runs(self.source[start:closing])

    def _url(self, end: int) -> list[Run]:
        before = self.source[self.at - 1] if self.at else " "
        found = URL.match(self.source, self.at, end)
        if not found or before.isascii() and (before.isalnum() or before in ":/."):
            return self._take(self.source[self.at], self.source[self.at])
        shown = _trim_url(found.group())
        self.at += len(shown)
        return [_link(shown)]


def _match_braces(source: str) -> dict[int, int]:
    """Pair each `{` with its `}`, escaped ones apart: {opening: closing}."""
    pairs: dict[int, int] = {}
    open_at: list[int] = []
    for found in re.finditer(r"\\.|[{}]", source, re.DOTALL):
        if found.group() == "{":
            open_at.append(found.start())
        elif found.group() == "}" and open_at:
            pairs[open_at.pop()] = found.start()
    return pairs


def _closing_dollar(source: str, start: int, end: int, width: int) -> int:
    """Find where a formula ends, or -1. As in Pandoc, `$5 and $6` is no formula."""
    if width == 1 and (start >= end or source[start].isspace()):
        return -1
    closing = _DOLLARS[width].search(source, start, end)
    if closing is None or closing.start() == start:
        return -1
    at = closing.end() - width
    money = width == 1 and (source[at - 1].isspace() or source[at + 1 : at + 2].isdigit())
    return -1 if money else at


def _formula_runs(tex: str) -> list[Run]:
    """A formula that is only words in a face is those words; anything else is mathematics."""
    tex = SIZE_SWITCH.sub("", tex).strip()
    face = TEXT_FORMULA.fullmatch(tex)
    if face:
        return _apply(face.group(1), [Words(face.group(2))])
    if tex in {"\\%", "\\&", "\\#", "\\_"}:
        return [Words(tex[1])]
    return [Math(tex)] if tex else []


def _apply(name: str, runs: list[Run]) -> list[Run]:
    if name in CODES:
        return [Code("".join(r.text for r in runs))] if all(isinstance(r, Words) for r in runs) else runs  # type: ignore[union-attr]  # checked by all()
    if name in STYLES and runs:
        return [Styled(STYLES[name], tuple(runs))]
    return runs


def _link(shown: str, words: str = "") -> Run:
    """An address becomes a link; one without its scheme is mended; one that is no web address stays text."""
    url = "https:" + shown if shown.startswith("//") else shown
    if not re.match(r"https?://[^\s/]+\.", url):
        url = "https://" + url
        if not URL.fullmatch(url):
            return Words(shown)
    return Link(url, words or shown)


def _trim_url(url: str) -> str:
    """Give back the punctuation of the sentence that an address stands in."""
    while url:
        last = url[-1]
        unbalanced = last in ")]}" and url.count(last) > url.count({")": "(", "]": "[", "}": "{"}[last])
        if not unbalanced and last not in ".,;:!?'\"*>`\\$":
            break
        url = url[:-1]
    return url


def _join(runs: list[Run]) -> list[Run]:
    """Join neighbouring words, so that equal texts are equal."""
    joined: list[Run] = []
    pending: list[str] = []
    for run in [*runs, None]:
        if isinstance(run, Words):
            pending.append(run.text)
            continue
        if pending:
            joined.append(Words("".join(pending)))
            pending = []
        if run is not None:
            joined.append(run)
    return joined
