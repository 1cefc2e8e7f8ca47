r"""What stands in a BibTeX field: LaTeX whose braces only protect capitals, names with von and Jr, lists.

`{T}he {DNA}` is `The DNA`: what BibTeX adds to a text is taken away here, and what is left is for `carrel.latex` to
read. Accents and letters become characters at once, because a name is split by the case of its letters.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from carrel import latex, markup, references
from carrel import names as naming
from carrel.model import Authors, Name, Text

MAX_DEPTH = 20  # groups within groups; deeper ones are kept as typed
CACHED = 2_000  # characters; the same venues and publishers come again and again
MAX_FORMULA = 2_000  # characters between two dollar signs

# --- text ------------------------------------------------------------------------------------------------------------


def text(value: str) -> Text:
    """Read the value of a field as text."""
    folded = _folded(value)
    return Text(folded, references.rich_runs(unbraced(folded)))


def plain(value: str) -> str:
    """Read the value of a field as words alone."""
    folded = _folded(value)
    if not _MEANING.search(folded):
        return folded
    return _plain(folded) if len(folded) <= CACHED else markup.plain(text(folded))


@lru_cache(4096)
def _plain(folded: str) -> str:
    return markup.plain(text(folded))


def unbraced(value: str, *, groups: bool = False) -> str:
    """Take away what BibTeX adds: protective braces, ties, dashes and accents; with `groups`, keep plain braces."""
    return _Unbracer(value, groups).run() if _MEANING.search(value) else value


def _folded(value: str) -> str:
    return " ".join(value.split())


_MEANING = re.compile(r"[\\{}$~<]|--|``|''|&#?\w{1,30};|https?:")  # what may be more than itself
_SPECIAL = re.compile(r"[\\{$~]|--+|https?://[^\s{}\\\"<>]*|&(?:#\d+|#x[0-9A-Fa-f]+|[A-Za-z]\w*);")
_COMMAND = re.compile(r"\\(?:(?P<name>[A-Za-z]+)\*?|(?P<sign>.)|\Z)", re.DOTALL)
_SWITCH = re.compile(r"\\(?P<name>[A-Za-z]+)(?![A-Za-z])\s*")
_FORMULA_END = {1: re.compile(r"(?<!\\)\$"), 2: re.compile(r"(?<!\\)\$\$")}
_MATHEMATICAL = re.compile(r"\\[A-Za-z]|[_^]")
_PARTED = frozenset(("`{}`", "'{}'"))
_RELATIONS = frozenset("<>=+-*/|")
_DASHES = {2: "–", 3: "—"}
_ACCENTS = {**latex.ACCENTS, "t": "\u0361", "G": "\u030f", "U": "\u030e", "ocirc": "\u030a"}
_ALONE = {  # `\~{}` is a tilde
    **dict(zip("^'`\"=.c", "^´`¨¯˙¸", strict=True)),
    "~": "\\textasciitilde{}",
}
_DOTLESS = {"ı": "i", "ȷ": "j"}
# What house LaTeX does not know, a name and its character in turn.
_CHARACTERS = (  # noqa: SIM905  # lines read better than a column
    "NG Ŋ ng ŋ IJ Ĳ ij ĳ SS ẞ P ¶ dag † ddag ‡ euro € slash / hyphen - hyph - dash – Dash — psq sq. psqq sqq. "
    "lq ‘ rq ’ glqq „ grqq “ glq ‚ grq ‘ flqq « frqq » flq ‹ frq › guillemotleft « guillemotright » guilsinglleft ‹ "
    "guilsinglright › quotedblbase „ quotesinglbase ‚ textquotesingle ' textquotedbl \" textexclamdown ¡ "
    "textquestiondown ¿ textmu µ textpm ± texttimes × textdiv ÷ textminus − textohm Ω textcelsius ℃ textnumero № "
    "textdagger † textdaggerdbl ‡ textsection § textparagraph ¶ textcent ¢ textsterling £ textyen ¥ textonesuperior ¹ "
    "texttwosuperior ² textthreesuperior ³ textonequarter ¼ textonehalf ½ textthreequarters ¾ textordfeminine ª "
    "textordmasculine º textperiodcentered · textasciiacute ´ textasciigrave ` textasciidieresis ¨ textrightarrow → "
    "textleftarrow ← textbraceleft \\{ textbraceright \\} textdollar \\$"
).split()
_LOGOS = ("TeX", "LaTeX", "LaTeXe", "BibTeX", "XeTeX", "LuaTeX", "ConTeXt", "METAFONT", "MF", "AmS")
_SPACES = ("space", "textvisiblespace", "enspace", "thinspace", "qquad", "par")
_SYMBOLS = {
    **{name: char if char not in "\\~^`" else f"\\{name}{{}}" for name, char in latex.SYMBOLS.items()},
    **dict(zip(_CHARACTERS[::2], _CHARACTERS[1::2], strict=True)),
    **{name: name for name in _LOGOS},
    **dict.fromkeys(_SPACES, " "),
}
_FACES = {"sl": "em", "slshape": "em", "sltt": "tt"}  # switches that the house calls otherwise
_KEPT_SWITCHES = frozenset({*latex.SWITCHES, *_FACES})
_DROPPED = frozenset(
    "protect relax rm rmfamily sf sffamily upshape normalfont normalsize tiny scriptsize footnotesize small large "  # noqa: SIM905  # as above
    "Large LARGE huge Huge mdseries allowbreak nobreak noindent leavevmode frenchspacing".split()
)
_INVISIBLE = frozenset(("noopsort", "NOOPSORT", "noopSort", "SortNoop", "sortnoop", "nosort"))  # `\noopsort{1973a}`
_BALANCERS = frozenset(("vphantom", "phantom", "hphantom"))  # `\vphantom\{` prints nothing
_ESCAPED_BRACE = re.compile(r"\\[{}]")
_VERBATIM = frozenset({"url", "href", "path", "nolinkurl"})
_NAMED = {"mkbibemph": "emph", "mkbibitalic": "emph", "mkbibbold": "textbf", "nolinkurl": "url", "path": "url"}
_QUOTING = {"enquote": ("“", "”"), "mkbibquote": ("“", "”"), "mkbibparens": ("(", ")"), "mkbibbrackets": ("[", "]")}


class _Unbracer:
    """A pass over one value."""

    def __init__(self, value: str, groups: bool) -> None:
        self.value = value
        self.groups = groups
        self.closers = latex.pair_braces(value)
        self.at = 0

    def run(self) -> str:
        return self._up_to(len(self.value), 0)

    def _up_to(self, end: int, depth: int) -> str:
        """Read from `at` to `end`."""
        out: list[str] = []
        while found := _SPECIAL.search(self.value, self.at, end):
            out.append(self.value[self.at : found.start()])
            self.at = found.start()
            out.append(self._special(found.group(), end, depth))
        out.append(self.value[self.at : end])
        self.at = end
        return "".join(out)

    def _special(self, typed: str, end: int, depth: int) -> str:
        if typed == "\\":
            return self._command(end, depth)
        if typed == "{":
            return self._group(end, depth)
        if typed == "$":
            return self._formula(end)
        self.at += len(typed)
        if typed == "~":
            return "\u00a0"
        return html.unescape(typed) if typed[0] == "&" else _DASHES.get(len(typed), typed) if typed[0] == "-" else typed

    def _closing(self, end: int, depth: int) -> int | None:
        """Return where the group that opens here closes, if it is one that can be read."""
        if depth >= MAX_DEPTH or not self.value.startswith("{", self.at):
            return None
        closing = self.closers.get(self.at, end)
        return closing if closing < end else None

    def _inside(self, closing: int, depth: int) -> str:
        self.at += 1
        inner = self._up_to(closing, depth + 1)
        self.at = closing + 1
        return inner

    def _typed(self, after: int) -> str:
        start, self.at = self.at, after
        return self.value[start:after]

    def _group(self, end: int, depth: int) -> str:
        r"""Read `{…}`: the braces go, unless a switch `{\bf so}` or a command at their end needs them."""
        closing = self._closing(end, depth)
        if closing is None:
            return self._typed(self.at + 1)
        if self.value[self.at - 1 : closing + 2] in _PARTED:
            return self._parted(closing + 1)
        switch = _SWITCH.match(self.value, self.at + 1, closing)
        special = self.value.startswith("\\", self.at + 1)
        inner = self._inside(closing, depth)
        if switch and switch["name"] in _KEPT_SWITCHES:
            return f"{{{inner}}}"
        if self.groups and not (special and "\\" not in inner):
            return f"{{{inner}}}"
        return f"{{{inner}}}" if re.search(r"\\[A-Za-z]+$", inner) else inner

    def _parted(self, after: int) -> str:
        """Read `{}` between two marks that would be one without it, and are two for `latex` as well."""
        self.at = after
        return "\\/"

    def _formula(self, end: int) -> str:
        width = 2 if self.value.startswith("$$", self.at) else 1
        start = self.at + width
        closing = _FORMULA_END[width].search(self.value, start, min(end, start + MAX_FORMULA))
        if closing is None:
            return self._typed(start)
        inner = self.value[start : closing.start()].strip()
        grouped = self.value.startswith("{", self.at - 1) and self.value.startswith("}", closing.end())
        typed = self._typed(closing.end())
        if inner.startswith("\\") and inner[1:] in _SYMBOLS:
            return _SYMBOLS[inner[1:]]
        # Elsewhere a dollar may be money, and `$<$1` is none; here braces and commands say what it is.
        sure = grouped or _MATHEMATICAL.search(inner) or inner in _RELATIONS
        return f"\\({inner}\\)" if sure and inner and "\\)" not in inner else typed

    # --- commands ---

    def _command(self, end: int, depth: int) -> str:
        found = _COMMAND.match(self.value, self.at, end)
        name = (found["name"] or found["sign"] or "") if found else ""
        after = found.end() if found else self.at + 1
        if name in ("(", "["):
            closing = self.value.find("\\)" if name == "(" else "\\]", after, min(end, after + MAX_FORMULA))
            return self._typed(after if closing < 0 else closing + 2)
        if name in _ACCENTS:
            return self._accent(name, after, end, depth)
        if found and found["name"]:
            return self._named(name, after, end, depth)
        if name in ("-", "/"):
            self.at = after
            return ""
        return self._typed(after)

    def _named(self, name: str, after: int, end: int, depth: int) -> str:  # noqa: PLR0911  # one return a kind of command
        typed = self._typed(after)
        if name in _SYMBOLS:
            self._pass_over_end(end)
            return _SYMBOLS[name]
        if name in _DROPPED:
            self._pass_over_end(end)
            return ""
        if name in _BALANCERS and (brace := _ESCAPED_BRACE.match(self.value, self.at, end)):
            self.at = brace.end()
            return ""
        if name in _FACES:
            return f"\\{_FACES[name]}"
        closing = self._closing(end, depth)
        if closing is None:
            return typed
        if name in _INVISIBLE or name in _BALANCERS:
            self.at = closing + 1
            return ""
        if name in _QUOTING:
            left, right = _QUOTING[name]
            return left + self._inside(closing, depth) + right
        return f"\\{_NAMED.get(name, name)}" + self._arguments(end, depth, verbatim=name in _VERBATIM)

    def _arguments(self, end: int, depth: int, *, verbatim: bool) -> str:
        """Read the groups after a command: they keep their braces, and the first may be no text."""
        out: list[str] = []
        while (closing := self._closing(end, depth)) is not None:
            if verbatim and not out:
                out.append(self._typed(closing + 1))
            else:
                out.append(f"{{{self._inside(closing, depth)}}}")
        return "".join(out)

    def _pass_over_end(self, end: int) -> None:
        r"""Pass over what ends the name of a command: `\ss{}`, `\ss `."""
        if self.value.startswith("{}", self.at) and self.at + 2 <= end:
            self.at += 2
            return
        while self.at < end and self.value[self.at].isspace():
            self.at += 1

    def _accent(self, accent: str, after: int, end: int, depth: int) -> str:
        r"""Read `\'e`, `\'{e}`, `\v c`, `\'\i`, `\'{\i}`."""
        start = self.at
        self.at = after
        while self.at < end and self.value[self.at] == " ":
            self.at += 1
        group = self._closing(end, depth)
        base = self._base(group, end, depth)
        if not base and group is not None and accent in _ALONE:
            return _ALONE[accent]
        if base[:1].isalnum():
            return unicodedata.normalize("NFC", _DOTLESS.get(base[0], base[0]) + _ACCENTS[accent]) + base[1:]
        return self.value[start:after] + (base if group is None else f"{{{base}}}")

    def _base(self, group: int | None, end: int, depth: int) -> str:
        """Read what an accent stands on: a group, a letter, a command."""
        if group is not None:
            return self._inside(group, depth).strip()
        if self.at >= end or self.value[self.at] in "{}$~-":
            return ""
        if self.value[self.at] == "\\":
            return self._command(end, depth + 1) if depth < MAX_DEPTH else ""
        return self._typed(self.at + 1)


# --- names -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name as BibTeX takes it apart, each part in words."""

    first: tuple[str, ...] = ()
    von: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    jr: tuple[str, ...] = ()


_AND = re.compile(r"[{}]|(?<=[ \t\r\n])and(?=[ \t\r\n])", re.IGNORECASE)
_WORD_END = re.compile(r"[{}]|[\s~]+")
_COMMA = re.compile(r"[{},]")
_OTHERS = re.compile(r"(?:others|et[\s~]+al\.?)", re.IGNORECASE)
_ET_AL = re.compile(r"[\s,]+et[\s~]+al\.?$", re.IGNORECASE)
_KEYED = re.compile(r"(?:^|,)\s*(?:family|given)\s*=", re.IGNORECASE)
_MAX_COMMAS = 2


def authors(value: str) -> tuple[Authors, list[str]]:
    """Read a list of names, and tell of those that are not written as BibTeX wants them."""
    found: list[Name] = []
    odd: list[str] = []
    complete = True
    for written in split_list(unbraced(_folded(value), groups=True)):
        if _OTHERS.fullmatch(written):
            complete = False
            continue
        name = _ET_AL.sub("", written)
        complete = complete and name == written
        found.extend(_names(name, odd))
    return Authors(tuple(name for name in found if name.family), complete), odd


def _names(written: str, odd: list[str]) -> list[Name]:
    """Read one name; one with too many commas may be a list of them."""
    commas = split_at(written, _COMMA)
    if _KEYED.search(written):
        return [_keyed(commas)]
    if "|" in written:
        odd.append(plain(written))
        return [name for part in written.split("|") for name in _names(part.strip(), [])]
    if len(commas) <= _MAX_COMMAS + 1:
        return [_name(written)]
    odd.append(plain(written))
    if all(" " in part for part in commas):
        return [_name(part) for part in commas]
    return [naming.family_first(", ".join(plain(part) for part in commas))]


def _name(written: str) -> Name:
    parts = split_name(written)
    von = parts.von if parts.first or naming.PARTICLES.issuperset(parts.von) else ()
    if not von and "{" not in written and "," not in written:  # here the house knows more than BibTeX: `King Jr.`
        return naming.given_first(plain(written))
    given, jr = plain(" ".join(parts.first)), plain(" ".join(parts.jr))
    if jr and not naming.SUFFIX.fullmatch(jr) and naming.SUFFIX.fullmatch(given):  # `King, Martin Luther, Jr.`
        given, jr = jr, given
    return Name(plain(" ".join((*parts.von, *parts.last, jr))), given)


def _keyed(parts: list[str]) -> Name:
    """Read biblatex's `family=Dijk, given=Marten, prefix=van`."""
    said = {key.strip().lower(): plain(value.strip().strip('"')) for key, _, value in (p.partition("=") for p in parts)}
    family = " ".join(said[key] for key in ("prefix", "family", "suffix") if said.get(key))
    return Name(family, said.get("given", "")) if family else Name(said.get("given", ""))


def split_list(value: str) -> list[str]:
    """Split a list of names at `and` outside braces."""
    return split_at(value, _AND)


def split_at(written: str, separator: re.Pattern[str]) -> list[str]:
    """Split outside braces at what the pattern finds (it finds braces, too); empty parts are left out."""
    parts: list[str] = []
    depth = start = 0
    written = written.strip()
    for found in separator.finditer(written):
        if found.group() == "{":
            depth += 1
        elif found.group() == "}":
            depth = max(0, depth - 1)
        elif not depth:
            parts.append(written[start : found.start()].strip())
            start = found.end()
    parts.append(written[start:].strip())
    return [part for part in parts if part]


def split_name(written: str) -> NameParts:
    """Take a name apart by BibTeX's rules: `First von Last`, `von Last, First`, `von Last, Jr, First`."""
    parts = [tuple(split_at(part, _WORD_END)) for part in _split_commas(written)]
    if len(parts) == 1:
        return _first_von_last(parts[0])
    von = max((i + 1 for i, word in enumerate(parts[0][:-1]) if _is_small(word)), default=0)
    first = tuple(word for part in parts[min(2, len(parts) - 1) :] for word in part)
    jr = parts[1] if len(parts) > _MAX_COMMAS else ()
    return NameParts(first, parts[0][:von], parts[0][von:], jr)


def _split_commas(written: str) -> list[str]:
    """Split at commas outside braces; `Last,, First` has an empty Jr, but a comma at the end says nothing."""
    parts: list[str] = []
    depth = start = 0
    for found in _COMMA.finditer(written):
        depth = max(0, depth + {"{": 1, "}": -1}.get(found.group(), 0))
        if found.group() == "," and not depth:
            parts.append(written[start : found.start()])
            start = found.end()
    parts.append(written[start:])
    while len(parts) > 1 and not parts[-1].strip(" ~"):
        parts.pop()
    return parts


def _first_von_last(words: tuple[str, ...]) -> NameParts:
    small = [i for i, word in enumerate(words[:-1]) if _is_small(word)]
    if not small:
        return NameParts(words[:-1], (), words[-1:])
    return NameParts(words[: small[0]], words[small[0] : small[-1] + 1], words[small[-1] + 1 :])


_LETTERS = re.compile(r"\\(?P<command>[A-Za-z]+)|(?P<letter>[^\W\d_])|[{}]")


def _is_small(word: str) -> bool:
    r"""Tell whether the first letter of a word is a small one; letters in braces do not count but after a `{\…`."""
    depth, special = 0, False
    for found in _LETTERS.finditer(word):
        if found.group() == "{":
            depth += 1
            special = special or (depth == 1 and word.startswith("\\", found.end()))
        elif found.group() == "}":
            depth = max(0, depth - 1)
            special = special and depth > 0
        elif found["command"]:
            if not depth:
                return found["command"][0].islower()
        elif not depth or special:
            return found["letter"].islower()
    return False


# --- lists -----------------------------------------------------------------------------------------------------------

_SEMICOLON = re.compile(r"[{};]")


def keywords(value: str) -> tuple[str, ...]:
    """Read keywords: between semicolons if there are any, else between commas."""
    folded = _folded(value)
    parts = split_at(folded, _SEMICOLON)
    if len(parts) == 1:
        parts = split_at(folded, _COMMA)
        if len(parts) == 1 and folded.startswith("{"):  # `{{a, b, c}}`
            parts = split_at(folded[1:-1], _COMMA)
    return tuple(dict.fromkeys(word for part in parts if (word := plain(part))))
