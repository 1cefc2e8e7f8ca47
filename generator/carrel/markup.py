"""What `model.Text` becomes: plain text, Markdown, MathML; and how a stranger's text is made safe in Markdown."""

from __future__ import annotations

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
    return " ".join(_UNPRINTABLE.sub("\ufffd", text).split())


# C0 and C1 controls, lone surrogates and non-characters: HTML and YAML forbid most, Python-Markdown uses two inside.
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\ufeff]")
# (White space, U+0085 and U+2028 among it, is folded by str.split.)


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


_SUPERSCRIPTS = str.maketrans("0123456789+-=()nix", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱˣ")
_SUBSCRIPTS = str.maketrans("0123456789+-=()ijnx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ᵢⱼₙₓ")


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
    return f"${tex}$" if tree is None else _plain_element(tree)


def _plain_element(element: ET.Element) -> str:
    """Write a formula in one line: a/b, √(x), x², and the letters in their ordinary face."""
    parts = [_plain_element(child) for child in element]
    match element.tag, parts:
        case "mfrac", [above, below]:
            return f"{_parenthesised(above)}/{_parenthesised(below)}"
        case "msqrt", _:
            return f"√{_parenthesised(''.join(parts))}"
        case ("msup" | "mover"), [base, above]:
            return base + _raise(above)
        case ("msub" | "munder"), [base, below]:
            return base + _lower(below)
        case ("msubsup" | "munderover"), [base, below, above]:
            return base + _lower(below) + _raise(above)
        case _:
            own = unicodedata.normalize("NFKC", element.text or "").replace("\ufe00", "").replace("\ufe01", "")
            return own + "".join(parts)


# --- Markdown --------------------------------------------------------------------------------------------------------


class Markdown(str):
    """Markdown that is ours; any other string is a stranger's and is escaped before it reaches a page."""

    __slots__ = ()


_ALWAYS = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "\\": "\\\\",
    "`": "\\`",
    "*": "\\*",
    "_": "\\_",
    "[": "\\[",
    "]": "\\]",
    "#": "\\#",
    "{": "&#123;",  # no backslash: `\{%` would still open a template tag
    "|": "&#124;",
    "~": "&#126;",
    "^": "&#94;",
    "$": "&#36;",
    "@": "&#64;",
}
# Characters that mean something only in company: doubled, before an address, around a shortcode, or first in a line.
_SPECIAL = re.compile(
    r"[&<>\\`*_\[\]#{|~^$@]"
    r"|==+|\+\++"
    r"|:(?=//|:|[\w+-]+:)"
    r"|(?<=[wW]{3})\."
    r"|^(?:[-+=:!?]|\d+(?=[.)]))"
)


def escape(text: str) -> Markdown:
    """Return Markdown that shows this text and nothing else, in one line."""
    folded = fold_space(text)
    if not folded:
        return Markdown("")
    lead = " " if text[:1].isspace() else ""
    tail = " " if len(text) > 1 and text[-1:].isspace() else ""
    return Markdown(lead + _SPECIAL.sub(_escape_found, folded) + tail)


def _escape_found(found: re.Match[str]) -> str:
    typed = found.group()
    if typed in _ALWAYS:
        return _ALWAYS[typed]
    if typed.isdecimal():  # `1.` first in a line would begin a list
        return f"&#{ord(typed[0])};{typed[1:]}"
    return "".join(f"&#{ord(c)};" for c in typed)


def markdown(text: Text) -> Markdown:
    """Return the text as Markdown: emphasis, code and links as such, formulas as MathML."""
    return Markdown(_markdown_runs(text.runs).strip())


def _markdown_runs(runs: tuple[Run, ...]) -> str:
    return "".join(_markdown_run(run) for run in runs)


def _markdown_run(run: Run) -> str:
    match run:
        case Words(text):
            return escape(text) or (" " if text else "")
        case Math(tex):
            return mathml(tex)
        case Code(text):
            return f"<code>{escape(text)}</code>"
        case Link(url, shown):
            return f"[{escape(shown)}]({safe_url(url)})"
        case Styled(Style.STRONG, inner):
            return f"<strong>{_markdown_runs(inner)}</strong>"
        case Styled(Style.EMPHASIS, inner):
            return f"<em>{_markdown_runs(inner)}</em>"
        case Styled(Style.SUPERSCRIPT, inner):
            return f"<sup>{_markdown_runs(inner)}</sup>"
        case Styled(Style.SUBSCRIPT, inner):
            return f"<sub>{_markdown_runs(inner)}</sub>"
        case Styled(Style.SMALL_CAPS, inner):
            return f'<span class="small-caps">{_markdown_runs(inner)}</span>'


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
    return quote(url, safe="/:?#&=+,;%-._@!")


# --- formulas --------------------------------------------------------------------------------------------------------

# Only these may pass from a formula into a page: no style, no event, no address.
_ATTRIBUTES = frozenset(
    "accent accentunder columnalign columnspan depth display displaystyle fence form height largeop linethickness "
    "lspace mathvariant maxsize minsize movablelimits rowspan rspace scriptlevel separator stretchy symmetric voffset "
    "width".split()
)
_ELEMENTS = frozenset(
    "math merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub "
    "msubsup msup mtable mtd mtext mtr munder munderover b i".split()
)
_converter = LatexToMathML(fancy_error=False)


@lru_cache(maxsize=4096)
def mathml(tex: str) -> Markdown:
    """Return a formula as MathML that survives Markdown, or as typed (in dollars, as code) where it cannot be read."""
    tree = _tree(tex)
    if tree is None:
        return Markdown(f'<code class="tex">{escape(f"${tex}$")}</code>')
    # The span keeps the formula inline: `<math` first in a line would begin an HTML block.
    return Markdown(f'<span class="math">{_serialise(tree)}</span>')


@lru_cache(maxsize=4096)
def _tree(tex: str) -> ET.Element | None:
    try:
        tree = ET.fromstring(_converter.convert_with_local_state(tex, displaystyle=False))  # noqa: S314  # our own converter's
    except (LatexError, ET.ParseError, RecursionError):
        return None
    return tree if all(e.tag in _ELEMENTS for e in tree.iter()) else None


def _serialise(element: ET.Element) -> str:
    attributes = "".join(f' {k}="{escape(v)}"' for k, v in element.attrib.items() if k in _ATTRIBUTES)
    inner = escape(element.text or "") + "".join(_serialise(child) + escape(child.tail or "") for child in element)
    return f"<{element.tag}{attributes}>{inner}</{element.tag}>"
