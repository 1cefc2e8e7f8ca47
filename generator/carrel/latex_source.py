r"""The way back from `latex.parse`: runs, whatever format they came from, as a person would type them in a record.

A title of a BibTeX file may hold braces, one of CSL-JSON elements of HTML; a record knows neither. What is typed here
is read by `latex.parse` as the same runs; where nothing does that, there is no source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from carrel import latex, markup
from carrel.model import Code, Link, Math, Run, Style, Styled, Text, Words

_STYLES = {
    Style.EMPHASIS: "emph",
    Style.STRONG: "textbf",
    Style.SMALL_CAPS: "textsc",
    Style.SUPERSCRIPT: "textsuperscript",
    Style.SUBSCRIPT: "textsubscript",
}
_NOTHING = r"\/"  # parts two signs that mean something together
_SIGNS = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    **{sign: f"\\{sign}" for sign in "${}"},
    "``": f"`{_NOTHING}`",
    "''": f"'{_NOTHING}'",
    "//": f"/{_NOTHING}/",
}
_SIGN = re.compile(r"[\\~${}]|``|''|//")
_SPACE = re.compile(r"\s+")


def of(text: Text) -> str | None:
    """Return what `latex.parse` reads as this text, white space folded: what was typed, if that will do."""
    wanted = folded(text.runs)
    for source in (text.source, _typed(text.runs, guarded=False), _typed(text.runs, guarded=True)):
        one_line = markup.fold_space(source)
        if folded(latex.parse(one_line).runs) == wanted:
            return one_line
    return None


def of_words(words: str) -> str:
    """Return what `latex.parse` reads as these words and nothing else."""
    return markup.fold_space(_escaped(words))


def folded(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return runs with white space folded, and none at either end: what is left is what a page shows."""
    found = [_folded(run) for run in runs]
    if found and isinstance(found[0], Words):
        found[0] = Words(found[0].text.lstrip())
    if found and isinstance(found[-1], Words):
        found[-1] = Words(found[-1].text.rstrip())
    return tuple(run for run in found if run != Words(""))


def _folded(run: Run) -> Run:
    match run:
        case Words(text):
            return Words(_SPACE.sub(" ", text))
        case Code(text):
            return Code(_SPACE.sub(" ", text))
        case Math(tex):
            return Math(_SPACE.sub(" ", tex))
        case Link(url, shown):
            return Link(url, _SPACE.sub(" ", shown))
        case Styled(style, inner):
            return Styled(style, tuple(_folded(one) for one in inner))


def _typed(runs: Iterable[Run], *, guarded: bool) -> str:
    return "".join(_pieces(runs, guarded=guarded))


def _pieces(runs: Iterable[Run], *, guarded: bool) -> Iterator[str]:
    """Yield each run as it is typed; `guarded` against what stands beside it, at the price of looks."""
    for run in runs:
        match run:
            case Words(text):
                yield _escaped(text)
            case Math(tex):
                yield f"\\({tex}\\)" if guarded else f"${tex}$"
            case Code(text):
                yield f"\\texttt{{{_escaped(text)}}}"
            case Link(url, shown):
                yield f"\\href{{{url}}}{{{_escaped(shown)}}}" if guarded or url != shown else shown
            case Styled(style, inner):
                yield f"\\{_STYLES[style]}{{{_typed(inner, guarded=guarded)}}}"


def _escaped(text: str) -> str:
    return _SIGN.sub(lambda found: _SIGNS[found.group()], text)
