r"""Text as listings write it, with scraps of LaTeX in it, read into `model.Text`; nobody else sees LaTeX.

What is understood becomes runs; what is not is kept as it was typed, so nothing is ever lost. One pass, linear in the
length of the text: braces and quotation marks are paired beforehand, and formulas are bounded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import ClassVar

from carrel.model import Code, Link, Math, Run, Style, Styled, Text, Words

MAX_DEPTH = 12  # groups within groups; deeper ones are kept as typed
MAX_FORMULA = 2_000  # characters between two dollar signs; a longer stretch is prose about money

# --- what commands mean ----------------------------------------------------------------------------------------------

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
WITH_GROUP = {*STYLES, *CODES, *PLAIN_GROUPS}
# Switches act on the rest of their group, `{\bf so}`.
SWITCHES = {"bf", "bfseries", "it", "itshape", "em", "sc", "tt", "ttfamily"}
SYMBOLS = {
    "ldots": "…",
    "dots": "…",
    "textellipsis": "…",
    "textendash": "–",
    "textemdash": "—",
    "textquoteleft": "‘",
    "textquoteright": "’",
    "textquotedblleft": "“",
    "textquotedblright": "”",
    "textbackslash": "\\",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textunderscore": "_",
    "textbar": "|",
    "textless": "<",
    "textgreater": ">",
    "textbullet": "•",
    "textregistered": "®",
    "texttrademark": "™",
    "textcopyright": "©",
    "copyright": "©",
    "textdegree": "°",
    "deg": "°",
    "pounds": "£",
    "texteuro": "€",
    "newline": " ",
    "quad": " ",
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
# Signs of formulas that people write without dollars.
SIGNS = set(
    "alpha beta gamma delta epsilon varepsilon zeta eta theta kappa lambda mu nu xi pi rho sigma tau phi varphi "  # noqa: SIM905  # lines read better than a column
    "chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega times cdot pm mp le leq ge geq ne neq ll gg sim "
    "approx equiv to rightarrow leftarrow leftrightarrow Rightarrow infty in subset partial nabla sum prod ell".split()
)
ESCAPED = set("%&$#_{}")
SPACES = {**dict.fromkeys("\\ ;:>", " "), ",": "\u202f", **dict.fromkeys("-/!@", "")}

# --- what is looked for ----------------------------------------------------------------------------------------------

# A stretch in which nothing can begin.
PLAIN = re.compile(r"""(?:[^\\$`'"{~Hh/]|[Hh](?!ttps?://)|/(?!/)|(?<![a-z.][a-z.])~|~(?![A-Za-z0-9\\$]))+""")
_HOST = r"//(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?::\d+)?"
_PATH = r"(?:[/?#](?:[!#-\[\]_a-z|~]|\\[_%#&~])*)?"  # printable ASCII but for quotes, braces, and lone backslashes
URL = re.compile(rf"[Hh]ttps?:{_HOST}{_PATH}|(?<![A-Za-z0-9:/.]){_HOST}{_PATH}")
COMMAND = re.compile(r"\\(?:([A-Za-z]+)([ \t]?)|(.))", re.DOTALL)
ACCENTED = re.compile(r"\{\s*(?:\\([ij])|([^\W\d_]))\s*\}|(?:\\([ij])(?![A-Za-z])|([^\W\d_]))")
# A size says nothing about a formula.
SIZE_SWITCH = re.compile(
    r"\\(?:tiny|scriptsize|footnotesize|small|normalsize|large|Large|LARGE|huge|Huge)(?![A-Za-z])\s*"
)
TEXT_FORMULA = re.compile(
    r"\\(?:(?:text(?:bf|it|tt|sc|rm)?|emph|mbox|url)\{[^{}\\$]*\}|math(?:bf|it)\{[\w-]{2,}\}|href\{[^{}$]*\}\{[^{}\\$]*\})"
)
MATHEMATICAL = re.compile(r"\\[A-Za-z]|[_^]")
CONTRACTION = re.compile(r"(?<=[A-Za-z]\\')(?:s|t|d|m|re|ve|ll)(?![^\W_])")
QUOTED = re.compile(r'(?<!\w)\\"[^"\\]{1,300}\\"(?!\w)')
_DOLLARS = {1: re.compile(r"(?<!\\)\$"), 2: re.compile(r"(?<!\\)\$\$")}


def parse(source: str) -> Text:
    """Read text that may hold LaTeX; `plain(parse(s)) == s` (white space folded) where it holds none."""
    return Text(source, tuple(_Parser(source).parse()))


@dataclass(slots=True)
class _Parser:
    """A scanner over one source; `at` is the next character to read."""

    source: str
    at: int = 0
    closers: dict[int, int] = field(default_factory=dict)
    quotes: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.closers = pair_braces(self.source)
        self.quotes = _pair_quotes(self.source)

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
            else:
                runs.extend(self.AT.get(self.source[self.at], _Parser._quote)(self, end, depth))
        return _join(runs)

    # --- moving on ---

    def _shown(self, shown: str, after: int) -> list[Run]:
        """Move to `after`; what was there is shown so."""
        self.at = after
        return [Words(shown)] if shown else []

    def _typed(self, after: int) -> list[Run]:
        """Move to `after`; what was there is kept as it was typed."""
        return self._shown(self.source[self.at : after], after)

    def _has_group(self, at: int, end: int, depth: int) -> bool:
        return depth < MAX_DEPTH and self.closers.get(at, end) < end

    def _inside(self, start: int, closing: int, depth: int) -> list[Run]:
        """Read up to a `}`, and stop after it."""
        runs = self._runs(start, closing, depth + 1)
        self.at = closing + 1
        return runs

    # --- at one character that may be more than itself ---

    def _quote(self, end: int, depth: int) -> list[Run]:  # noqa: ARG002  # all have one signature
        """Read quotation marks that belong together, or any character at all."""
        shown = self.quotes.get(self.at)
        if shown is None:
            return self._typed(self.at + 1)
        return self._shown(shown, self.at + (1 if self.source[self.at] == '"' else 2))

    def _tie(self, end: int, depth: int) -> list[Run]:  # noqa: ARG002
        """Read `~` between words: a space."""
        return self._shown("\u00a0", self.at + 1)

    def _url(self, end: int, depth: int) -> list[Run]:  # noqa: ARG002
        found = URL.match(self.source, self.at, end)
        if not found:
            return self._typed(self.at + 2)
        shown = _trim_url(found.group())
        self.at += len(shown)
        return [_link(shown)]

    def _group(self, end: int, depth: int) -> list[Run]:
        r"""Read `{\bf so}` and `{\'e}` without their braces; other braces are typed by hand and stay."""
        found = COMMAND.match(self.source, self.at + 1, end)
        if not found or not self._has_group(self.at, end, depth):
            return self._typed(self.at + 1)
        name, closing = found[1] or found[3], self.closers[self.at]
        if name in SWITCHES:
            return _apply(name, self._inside(found.end(), closing, depth))
        if name in ACCENTS or name in SYMBOLS or name in SIGNS or name in WITH_GROUP:
            return self._inside(self.at + 1, closing, depth)
        return self._typed(self.at + 1)

    def _formula(self, end: int, depth: int) -> list[Run]:  # noqa: ARG002
        """Read `$…$` or `$$…$$`; a lone dollar is money."""
        width = 2 if self.source.startswith("$$", self.at) else 1
        start = self.at + width
        closing = _closing_dollar(self.source, start, min(end, start + MAX_FORMULA), width)
        if closing < 0:
            return self._typed(start)
        self.at = closing + width
        return _formula_runs(self.source[start:closing])

    # --- commands ---

    def _command(self, end: int, depth: int) -> list[Run]:  # noqa: PLR0911  # one return a kind of command
        found = COMMAND.match(self.source, self.at, end)
        if not found:
            return self._typed(self.at + 1)
        name, space, sign = found.groups()
        if sign:
            return self._sign(sign, found.end(), end)
        after = found.end() - len(space)
        if self._has_group(after, end, depth):
            return self._with_group(name, after, depth)
        if name in SYMBOLS:
            return self._shown(SYMBOLS[name], found.end())
        if name in SIGNS:
            self.at = after
            return [Math(f"\\{name}")]
        if name in ACCENTS and space:  # `\c c`
            return self._accent(name, found.end(), end)
        return self._typed(after)

    def _with_group(self, name: str, opening: int, depth: int) -> list[Run]:
        r"""Read `\name{…}`."""
        closing = self.closers[opening]
        if name in WITH_GROUP:
            return _apply(name, self._inside(opening + 1, closing, depth))
        if name in ACCENTS:
            return self._accent(name, opening, closing + 1)
        if name == "url":
            self.at = closing + 1
            return [_link(self.source[opening + 1 : closing].strip())]
        if name == "href" and self._has_group(closing + 1, len(self.source), depth):
            url = self.source[opening + 1 : closing].strip()
            return [_link(url, _words(self._inside(closing + 2, self.closers[closing + 1], depth)))]
        if name in SYMBOLS and closing == opening + 1:  # `\ss{}`
            return self._shown(SYMBOLS[name], closing + 1)
        return self._typed(opening)

    def _sign(self, sign: str, after: int, end: int) -> list[Run]:
        """Read a backslash and one character that is no letter."""
        if sign in ESCAPED:
            return self._shown(sign, after)
        if sign in "([":
            return self._bracketed_formula(sign, after, end)
        if sign in ACCENTS:
            return self._accent(sign, after, end)
        if sign in SPACES:
            return self._shown(SPACES[sign], after)
        return self._typed(self.at + 1)

    def _accent(self, accent: str, at: int, end: int) -> list[Run]:
        r"""Read what the accent stands on: a letter, `{e}`, or the dotless `\i`."""
        if self.source.startswith("{}", at) and accent in "^~":  # `\~{}` is the sign itself
            return self._shown(accent, at + 2)
        found = None if self._is_quote(accent, at) else ACCENTED.match(self.source, at, end)
        if found:
            letter = unicodedata.normalize("NFC", (found[found.lastindex or 0]) + ACCENTS[accent])
            if len(letter) == 1 or self.source[at] == "{":
                return self._shown(letter, found.end())
        # A listing that was a string of a program has its quotation marks escaped.
        return self._shown(accent, at) if accent in "'\"" else self._typed(self.at + 1)

    def _is_quote(self, accent: str, at: int) -> bool:
        r"""Tell whether this is no accent but a mark of a string: `it\'s`, `a \"word\"`."""
        if accent == "'":
            return bool(CONTRACTION.match(self.source, at))
        return accent == '"' and bool(QUOTED.match(self.source, self.at))

    def _bracketed_formula(self, sign: str, start: int, end: int) -> list[Run]:
        closing = self.source.find("\\)" if sign == "(" else "\\]", start, min(end, start + MAX_FORMULA))
        if closing < 0:
            return self._typed(start)
        self.at = closing + 2
        return _formula_runs(self.source[start:closing])

    AT: ClassVar[dict[str, Callable[[_Parser, int, int], list[Run]]]] = {
        "\\": _command,
        "$": _formula,
        "{": _group,
        "~": _tie,
        **dict.fromkeys("Hh/", _url),
    }


# --- pairs -----------------------------------------------------------------------------------------------------------


def pair_braces(source: str) -> dict[int, int]:
    """Pair each `{` with its `}`, escaped ones apart: {opening: closing}."""
    pairs: dict[int, int] = {}
    open_at: list[int] = []
    for found in re.finditer(r"\\.|[{}]", source, re.DOTALL):
        if found.group() == "{":
            open_at.append(found.start())
        elif found.group() == "}" and open_at:
            pairs[open_at.pop()] = found.start()
    return pairs


def _pair_quotes(source: str) -> dict[int, str]:
    """Pair each ``` `` ``` with the next `''` or `"`: {where: the mark it stands for}; what is left alone is typed."""
    marks: dict[int, str] = {}
    opening = -1
    for found in re.finditer(r"``|''|\"", source):
        if found.group() == "``":
            opening = found.start()
        elif opening >= 0:
            marks |= {opening: "“", found.start(): "”"}
            opening = -1
    return marks


def _closing_dollar(source: str, start: int, end: int, width: int) -> int:
    """Find where a formula ends, or -1. As in Pandoc, `$5 and $6` is no formula."""
    found = _DOLLARS[width].search(source, start, end)
    if found is None or found.start() == start:
        return -1
    inner = source[start : found.start()]
    if source[found.end() : found.end() + 1].isdigit():
        return -1
    loose = inner[0].isspace() or inner[-1].isspace()
    return -1 if loose and not MATHEMATICAL.search(inner) else found.start()


# --- runs ------------------------------------------------------------------------------------------------------------


def _formula_runs(tex: str) -> list[Run]:
    """A formula that is only words in a face is those words; anything else is mathematics."""
    tex = SIZE_SWITCH.sub("", tex).strip()
    if TEXT_FORMULA.fullmatch(tex) or tex in {"\\%", "\\&", "\\#", "\\_"}:
        return _Parser(tex).parse()
    return [Math(tex)] if tex else []


def _apply(name: str, runs: list[Run]) -> list[Run]:
    """Set runs in the face that a command names."""
    if name in CODES and not any(isinstance(run, Math | Styled | Link) for run in runs):
        return [Code(_words(runs))]
    if name in STYLES and runs:
        return [Styled(STYLES[name], tuple(runs))]
    return runs


def _words(runs: Iterable[Run]) -> str:
    """Return what runs say, without their faces."""
    return "".join(map(_words_of_run, runs))


def _words_of_run(run: Run) -> str:
    match run:
        case Words(text) | Code(text) | Link(_, text):
            return text
        case Math(tex):
            return f"${tex}$"
        case Styled(_, inner):
            return _words(inner)


def _join(runs: list[Run]) -> list[Run]:
    """Join neighbouring words, so that equal texts are equal."""
    joined: list[Run] = []
    pending: list[str] = []
    for run in runs:
        if isinstance(run, Words):
            pending.append(run.text)
            continue
        if pending:
            joined.append(Words("".join(pending)))
            pending = []
        joined.append(run)
    if pending:
        joined.append(Words("".join(pending)))
    return joined


# --- addresses -------------------------------------------------------------------------------------------------------


def _link(shown: str, words: str = "") -> Run:
    """An address becomes a link; one without its scheme is mended; one that is no web address stays text."""
    shown = re.sub(r"\\([_%#&~])", r"\1", shown)
    url = re.sub(
        r"^(?:(https?):)?(?://)?", lambda found: f"{(found[1] or 'https').lower()}://", shown, flags=re.IGNORECASE
    )
    return Link(url, words or shown) if URL.match(url) else Words(words or shown)


def _trim_url(url: str) -> str:
    """Give back the punctuation of the sentence that an address stands in."""
    surplus = {closing: url.count(closing) - url.count(opening) for opening, closing in ("()", "[]")}
    end = len(url)
    while end:
        last = url[end - 1]
        if surplus.get(last, 0) > 0:
            surplus[last] -= 1
        elif last not in ".,;:!?'*":
            break
        end -= 1
    return url[:end]
