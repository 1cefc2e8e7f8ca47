"""What `model.Text` becomes: plain text, Markdown, MathML; and how a stranger's text is made safe in Markdown."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote
from xml.etree import ElementTree as ET

from math_core import LatexError, LatexToMathML

from carrel.model import Code, Link, Math, Run, Style, Styled, Text, Words

# --- plain text ------------------------------------------------------------------------------------------------------


def plain(text: Text) -> str:
    """Return the text as words alone, white space folded: for titles of windows, search, JSON."""
    return fold_space(_plain_runs(text.runs))


def fold_space(text: str) -> str:
    """Fold every run of white space into one space; characters that are no text become U+FFFD."""
    if text.isprintable() and "  " not in text:  # most are: then a space is the only white space there is
        return text.strip(" ")
    return " ".join(_UNPRINTABLE.sub("\ufffd", text).split())


# C0 and C1 controls, lone surrogates and non-characters: HTML and YAML forbid most, Python-Markdown uses two inside.
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\ufeff]")
# (White space, U+0085 and U+2028 among it, is folded by str.split.)


def text_only(text: str) -> str:
    """Return a text of several lines without the characters that are no text; lines end as they do."""
    return _UNPRINTABLE.sub("\ufffd", re.sub("[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]", " ", text))


def _plain_runs(runs: tuple[Run, ...]) -> str:
    return "".join(_plain_run(run) for run in runs)


def _plain_run(run: Run) -> str:
    match run:
        case Words(text) | Code(text):
            return text
        case Math(tex):
            return _plain_math(tex)
        case Link(_, shown):
            return shown
        case Styled(Style.SUPERSCRIPT, inner):
            return _raise(_plain_runs(inner))
        case Styled(_, inner):
            return _plain_runs(inner)


_SUPERSCRIPTS = str.maketrans("0123456789+-−=()nix", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱˣ")
_SUBSCRIPTS = str.maketrans("0123456789+-−=()ijnx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ᵢⱼₙₓ")
_ACCENTS = str.maketrans("^ˆ~˜¯‾\u0332\u0305˙¨→", "\u0302\u0302\u0303\u0303" + "\u0304" * 4 + "\u0307\u0308\u20d7")


def _raise(text: str) -> str:
    raised = text.translate(_SUPERSCRIPTS)
    return raised if all(a != b for a, b in zip(text, raised, strict=True)) else f"^{_parenthesised(text)}"


def _lower(text: str) -> str:
    lowered = text.translate(_SUBSCRIPTS)
    return lowered if all(a != b for a, b in zip(text, lowered, strict=True)) else f"_{_parenthesised(text)}"


def _parenthesised(text: str) -> str:
    return text if len(text) == 1 else f"({text})"


def _plain_math(tex: str) -> str:
    tree = _tree(tex)
    if tree is None:
        return f"${tex}$"
    words = re.sub(r"\u2061(?=[(\[{])|[\u2062-\u2064\ufe00\ufe01]", "", _plain_element(tree))
    return unicodedata.normalize("NFC", words.replace("\u2061", " "))  # a function and its argument: log T


def _plain_element(element: ET.Element) -> str:  # noqa: PLR0911  # one return a kind of element
    """Write a formula in one line: a/b, √(x), x², and the letters in their ordinary face."""
    parts = [_plain_element(child) for child in element]
    if element.get("accent") == "true":
        return "".join([parts[0], *(part.translate(_ACCENTS).strip() for part in parts[1:])])
    match element.tag, parts:
        case "mfrac", [above, below]:
            return f"{_parenthesised(above)}/{_parenthesised(below)}"
        case "msqrt", _:
            return f"√{_parenthesised(''.join(parts))}"
        case "mroot", [base, degree]:
            return f"{_raise(degree)}√{_parenthesised(base)}"
        case (("msup" | "mover"), [base, above]):
            return base + _raise(above)
        case (("msub" | "munder"), [base, below]):
            return base + _lower(below)
        case (("msubsup" | "munderover"), [base, below, above]):
            return base + _lower(below) + _raise(above)
        case "mspace", _:
            return " " if re.match(r"0\.(?:1[5-9]|[2-9])|[1-9]", element.get("width", "")) else ""
        case _:
            return unicodedata.normalize("NFKC", element.text or "") + "".join(parts)


# --- Markdown --------------------------------------------------------------------------------------------------------


class Markdown(str):
    """Markdown that is ours; any other string is a stranger's and is escaped before it reaches a page."""

    __slots__ = ()


# What could mean something to Markdown, or to an extension of it that a list's owner may choose: a sign of the first
# class, which a search finds fast, if what follows holds for it.
_MEANING = re.compile(
    r"[&<>{|~^$@=:\\`*_\[\]#+.!]"
    r"(?:(?<=[&<>{|~^$@\\`*_\[\]#])|(?<==)=+|(?<=:)(?=//|:|[\w+-]+:)|(?<=\+)\++|(?<=[wW]{3}\.)|(?<=!)$)"
)
_MEANING_FIRST = re.compile(r"=+|\++|[:?\[!-]|/(?=//)|\d+[.)]")  # where a line begins
# Python-Markdown takes the backslash away from a few signs only; the others become references.
_BACKSLASHED = frozenset("\\`*_[]#+-.!)")


def escape(text: str, *, inside: bool = False) -> Markdown:
    """Return Markdown that shows this text and nothing else, in one line; `inside` one that has begun already."""
    folded = fold_space(text)
    lead = " " if text[:1].isspace() else ""
    tail = " " if folded and text[-1:].isspace() else ""
    if not inside and (first := _MEANING_FIRST.match(folded)):
        lead += _reference("[") if first.group() == "[" else _escape_found(first)
        folded = folded[first.end() :]
    return Markdown(lead + _MEANING.sub(_escape_found, folded) + tail)


def _escape_found(found: re.Match[str]) -> str:
    typed = found.group()
    if typed == "]" and found.string.startswith(":", found.end()):
        return _reference(typed)
    return "".join(c if c.isdecimal() else f"\\{c}" if c in _BACKSLASHED else _reference(c) for c in typed)


def _reference(sign: str) -> str:
    return _ENTITIES.get(sign) or f"&#{ord(sign)};"


_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def markdown(text: Text) -> Markdown:
    """Return the text as Markdown: emphasis, code and links as such, formulas as MathML."""
    return Markdown(_markdown_runs(text.runs).strip())


def _markdown_runs(runs: tuple[Run, ...], *, inside: bool = False) -> str:
    return "".join(_markdown_run(run, inside=inside or n > 0) for n, run in enumerate(runs))


def _markdown_run(run: Run, *, inside: bool) -> str:
    match run:
        case Words(text):
            return escape(text, inside=inside)
        case Math(tex):
            return mathml(tex)
        case Code(text):
            return f"<code>{escape(text, inside=True)}</code>"
        case Link(url, shown) if shown == url and _SIMPLE_URL.fullmatch(url):
            return f"<{url}>"
        case Link(url, shown):
            return f"[{escape(shown, inside=True)}]({safe_url(url)})"
        case Styled(style, inner):
            opening, closing = _TAGS[style]
            return f"{opening}{_markdown_runs(inner, inside=True)}{closing}"


_SIMPLE_URL = re.compile(r"https?://[\w./?#=%+~-]+", re.ASCII)
_TAGS = {
    Style.STRONG: ("<strong>", "</strong>"),
    Style.EMPHASIS: ("<em>", "</em>"),
    Style.SUPERSCRIPT: ("<sup>", "</sup>"),
    Style.SUBSCRIPT: ("<sub>", "</sub>"),
    Style.SMALL_CAPS: ('<span class="small-caps">', "</span>"),
}


def unlinked(text: Text) -> Text:
    """Return the text with its links as words, for a place that is a link itself."""
    return Text(text.source, tuple(_unlinked(run) for run in text.runs))


def _unlinked(run: Run) -> Run:
    match run:
        case Link(_, shown):
            return Words(shown)
        case Styled(style, inner):
            return Styled(style, tuple(_unlinked(r) for r in inner))
        case _:
            return run


def safe_url(url: str) -> str:
    """Return a web address as a Markdown link may hold it; anything but http(s) leads nowhere."""
    if not re.match(r"https?://", url, re.IGNORECASE):
        return "#"
    quoted = quote(url, safe="/:?#&=+,;%-._@!", errors="replace")
    return re.sub(r"&(?=#?\w+;)", "&amp;", quoted)  # `&copy;` would be read as an entity


# --- formulas --------------------------------------------------------------------------------------------------------

MAX_DEPTH = 50  # elements within elements; a deeper formula is shown as typed
# Only these may pass from a formula into a page: no style, no event, no address, and no length that tears a page.
_ELEMENTS = frozenset(
    "math menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt "  # noqa: SIM905  # lines read better than a column
    "mstyle msub msubsup msup mtable mtd mtext mtr munder munderover b i".split()
)
_ATTRIBUTES = frozenset(
    "accent accentunder columnalign columnspan depth display displaystyle fence form height largeop linethickness "  # noqa: SIM905  # as above
    "lspace mathvariant maxsize minsize movablelimits notation rowspan rspace scriptlevel separator stretchy symmetric "
    "voffset width".split()
)
_VALUE = re.compile(r"[a-z]+|[0-9](?:\.[0-9]+)?(?:em|%)?|-0?\.[0-9]+em")
# What people type in formulas and the converter does not know.
_MACROS = {
    **dict.fromkeys(
        ("mbox", "hbox", "textrm", "textsf", "textup", "textmd", "textnormal", "textsc", "texttt", "textsl"),
        r"\text{#1}",
    ),
    "textsuperscript": r"^{\text{#1}}",
    "textsubscript": r"_{\text{#1}}",
    **dict.fromkeys(("mathds", "mathbbm"), r"\mathbb{#1}"),
    "ensuremath": "{#1}",
    "xspace": "",
    "emph": r"\textit{#1}",
    # A size says nothing about a formula.
    **dict.fromkeys(
        ("tiny", "scriptsize", "footnotesize", "small", "normalsize", "large", "Large", "LARGE", "huge", "Huge"), ""
    ),
}
_converter = LatexToMathML(fancy_error=False, macros=_MACROS)


@lru_cache(maxsize=4096)
def mathml(tex: str) -> Markdown:
    """Return a formula as MathML that survives Markdown, or as typed (in dollars, as code) where it cannot be read."""
    tree = _tree(tex)
    if tree is None:
        return Markdown(f'<code class="tex">{escape(f"${tex}$", inside=True)}</code>')
    # The span keeps the formula inline: `<math` first in a line would begin an HTML block.
    return Markdown(f'<span class="math">{_serialise(tree)}</span>')


def is_formula(tex: str) -> bool:
    """Tell whether a formula can be read: what cannot might be anything, and is shown as typed."""
    return _tree(tex) is not None


@lru_cache(maxsize=4096)
def _tree(tex: str) -> ET.Element | None:
    try:
        found = _converter.convert_with_local_state(_mended(tex), displaystyle=False)
        tree = ET.fromstring(_NAMED_ENTITY.sub(_character, found))  # noqa: S314  # our own converter's
    except (LatexError, ET.ParseError):
        return None
    return tree if _is_modest(tree) else None


_NAMED_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z]+;")


def _character(entity: re.Match[str]) -> str:
    return html.unescape(entity.group())


def _mended(tex: str) -> str:
    """Return a formula as it was meant: no comments, and no entities of a listing that was a web page."""
    tex = re.sub(r"(?<!\\)%", r"\\%", tex)
    return re.sub(r"&(?:lt|gt|amp);", lambda found: html.unescape(found.group()), tex)


def _is_modest(tree: ET.Element) -> bool:
    """Tell whether a formula holds known elements only, and not too many within each other."""
    level = [tree]
    for _ in range(MAX_DEPTH):
        if any(element.tag not in _ELEMENTS for element in level):
            return False
        level = [child for element in level for child in element]
    return not level


def _serialise(element: ET.Element) -> str:
    kept = {k: v for k, v in element.attrib.items() if k in _ATTRIBUTES and _VALUE.fullmatch(v)}
    attributes = "".join(f' {k}="{v}"' for k, v in kept.items())
    # MathML drops plain space at the ends of a text.
    inner = escape(element.text or "", inside=True).replace(" ", "&#160;") + "".join(
        _serialise(child) for child in element
    )
    return f"<{element.tag}{attributes}>{inner}</{element.tag}>"
