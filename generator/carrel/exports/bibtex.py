r"""BibTeX: an entry that BibTeX, biber and LaTeX read as it is meant, in UTF-8.

What a stranger typed is text: each sign that means something to LaTeX is escaped, and braces are always in pairs.
Only formulas that are known to be sound stay formulas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from carrel import markup
from carrel.exports.citation import Author, Citation, bracketed
from carrel.exports.venues import Sort
from carrel.model import Code, Link, Math, Run, Style, Styled, Text, Words

_TYPES = {Sort.ARTICLE: "article", Sort.CONFERENCE: "inproceedings", Sort.PREPRINT: "misc", Sort.OTHER: "misc"}
_CONTAINERS = {"article": "journal", "inproceedings": "booktitle", "misc": "howpublished"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def entry(citation: Citation, key: str, abstract: str = "") -> str:
    """Return an entry, in several lines, each ended; `abstract` is what `latex` makes of that text, if it is wanted."""
    kind = _TYPES[citation.sort]
    fields = (*_fields(citation, kind), ("abstract", abstract))
    lines = "".join(f"  {name} = {_delimited(name, value)},\n" for name, value in fields if value)
    return f"@{kind}{{{key},\n{lines}}}\n"


def latex(text: Text) -> str:
    """Return running text as LaTeX, in one line."""
    return "".join(_run(run) for run in text.runs).strip()


def _fields(citation: Citation, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the fields in the order in which people like to see them."""
    yield "author", " and ".join(_names(citation))
    title = _title(citation.title) or escape(citation.id)
    yield "title", bracketed(title, is_working=citation.title_is_working)
    yield _CONTAINERS[kind], escape(citation.container)
    yield "volume", escape(citation.volume)
    yield "number", escape(citation.issue)
    first, last = citation.page_range
    yield "pages", f"{escape(first)}--{escape(last)}" if last else escape(first)
    yield "publisher", escape(citation.publisher)
    year, month, day = (*citation.date_parts, "", "", "")[:3]
    yield "year", year
    yield "month", _MONTHS[int(month) - 1] if month else ""
    yield "day", day.lstrip("0")
    yield "firstdate", citation.first_date  # no style asks for it
    if citation.arxiv:
        yield "eprint", _verbatim(citation.arxiv)
        yield "archivePrefix", "arXiv"
        yield "primaryClass", _verbatim(citation.category)
    yield "doi", _verbatim(citation.doi)
    yield "url", _verbatim(citation.url)
    yield "language", citation.language
    yield "keywords", ", ".join(_keyword(keyword) for keyword in citation.keywords)


def _delimited(name: str, value: str) -> str:
    """Put a value into braces; `{{`, `{++` and the like mean something to programs that make a page of Markdown."""
    if name == "month":
        return value  # a word of BibTeX's own
    if value[0] not in "{+-=":
        return _braced(value)
    quoted = value.replace('"', '{"}')
    return f'"{quoted}"'


def _keyword(keyword: str) -> str:
    return _braced(escape(keyword)) if "," in keyword else escape(keyword)


def _braced(value: str) -> str:
    return f"{{{value}}}"


# --- names -----------------------------------------------------------------------------------------------------------


def _names(citation: Citation) -> Iterator[str]:
    yield from map(_name, citation.authors)
    if not citation.complete:
        yield "others"


def _name(author: Author) -> str:
    """`van der Maaten, Laurens`; what BibTeX would take apart where nobody else does stands in braces."""
    if not author.given:
        return _whole(escape(author.family), " ,")
    family = _whole(_unsplit(escape(author.family)), ",")
    named = " ".join(part for part in (escape(author.particle), family) if part)
    parts = [_whole(named, "") if author.particle else named]
    parts += [escape(author.suffix)] if author.suffix else []
    return ", ".join([*parts, _whole(escape(author.given), ",")])


def _whole(value: str, separators: str) -> str:
    """Put a value that holds one of these signs, or the `and` that parts names, into braces."""
    return _braced(value) if any(c in value for c in separators) or _AND.search(value) else value


_AND = re.compile(r"(?:^|\s)and(?:\s|$)", re.IGNORECASE)


def _unsplit(family: str) -> str:
    """A small word within a family name (`Ortega y Gasset`) would be one of the particles before it."""
    first, *others = family.split(" ")
    return " ".join([first, *(_braced(word) if word[:1].islower() else word for word in others)])


# --- text ------------------------------------------------------------------------------------------------------------

_LONE_LEFT, _LONE_RIGHT = "\x01", "\x02"  # no text has them
_ESCAPES = {
    **{sign: f"\\{sign}" for sign in "%&$#_{}"},
    "\\": r"\textbackslash{}",
    _LONE_LEFT: r"\textbraceleft{}",
    _LONE_RIGHT: r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    **{sign: f"{sign}{{}}" for sign in "-`',?!"},  # before another one: TeX would make one sign of the two
}
_ESCAPED = re.compile(r"[%&$#_\\{}~^<>|\x01\x02]|-(?=-)|`(?=`)|'(?=')|,(?=,)|[?!](?=`)")


def escape(text: str) -> str:
    """Return plain text as LaTeX that shows it, in one line."""
    return _escaped(_folded(text))


def _folded(text: str) -> str:
    """Return the text in one line, braces without their other one marked: BibTeX counts even those with a backslash."""
    folded = markup.fold_space(text)
    if "{" not in folded and "}" not in folded:
        return folded
    signs = list(folded)
    open_at: list[int] = []
    for at, sign in enumerate(signs):
        if sign == "{":
            open_at.append(at)
        elif sign == "}" and not open_at:
            signs[at] = _LONE_RIGHT
        elif sign == "}":
            open_at.pop()
    for at in open_at:
        signs[at] = _LONE_LEFT
    return "".join(signs)


def _escaped(folded: str) -> str:
    return _ESCAPED.sub(lambda found: _ESCAPES[found.group()], folded)


def _verbatim(text: str) -> str:
    """Return an id or an address as it stands, as programs read it: `10.1002/(SICI)…17:15<1697::AID-SIM874>3.0.CO;2-T`.

    Only what would tear the entry apart is LaTeX, and what begins a tag, for a page may hold the entry.
    """
    return _TEARING.sub(lambda found: _ESCAPES[found.group()], _folded(text))


_TEARING = re.compile(r"[{}\\\x01\x02]|<(?=[A-Za-z/!?])")
_COMMANDS = {
    Style.EMPHASIS: "emph",
    Style.STRONG: "textbf",
    Style.SMALL_CAPS: "textsc",
    Style.SUPERSCRIPT: "textsuperscript",
    Style.SUBSCRIPT: "textsubscript",
}


def _run(run: Run) -> str:
    match run:
        case Words(text):
            return _spaced(text, escape(text))
        case Math(tex):
            return _formula(tex)
        case Code(text):
            return f"\\texttt{{{_spaced(text, escape(text))}}}"
        case Link(_, shown):
            return _spaced(shown, escape(shown))
        case Styled(style, inner):
            return f"\\{_COMMANDS[style]}{{{''.join(_run(one) for one in inner)}}}"


def _spaced(text: str, made: str) -> str:
    """Give back the white space at the ends of a run, which parts it from its neighbours."""
    if not made:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{made}{' ' if text[-1].isspace() else ''}"


def _formula(tex: str) -> str:
    """Return a formula as one, if it is sound; otherwise as it was typed."""
    mended = _UNESCAPED_PERCENT.sub(r"\\%", markup.fold_space(tex))
    mended = _BRACE.sub(lambda found: "\\lbrace " if found[1] == "{" else "\\rbrace ", mended)
    mended = _TELLING.sub(r"\g<0> ", mended)
    if "$" in _ESCAPED_SIGN.sub("", mended) or not _is_balanced(mended) or not markup.is_formula(tex):
        return escape(f"${tex}$")
    return f"${mended}$"


_ESCAPED_SIGN = re.compile(r"\\.")
_UNESCAPED_PERCENT = re.compile(r"(?<!\\)%")
_BRACE = re.compile(r"(?<!\\)\\([{}])")  # BibTeX counts these, too
_TELLING = re.compile(r"<(?=[A-Za-z/!?])|\{(?=\{)")  # what begins a tag, or a template's: a page may hold the entry


def _is_balanced(tex: str) -> bool:
    """Tell whether each brace has its other one; BibTeX counts them all."""
    depth = 0
    for brace in re.findall(r"[{}]", tex):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


# --- capitals --------------------------------------------------------------------------------------------------------


def _title(title: Text) -> str:
    """Return a title whose capitals survive a style that makes letters small."""
    sentence = _is_sentence(markup.plain(title))
    parts: list[str] = []
    for n, run in enumerate(title.runs):
        match run:
            case Words(text):
                parts.append(_spaced(text, _protected(text, sentence=sentence, first=n == 0)))
            case Math():
                parts.append(f"{{{_formula(run.tex)}}}")
            case _:
                parts.append(_run(run))
    return "".join(parts).strip()


_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def _protected(text: str, *, sentence: bool, first: bool) -> str:
    """Escape a text, and put the words into braces whose capitals say something."""
    folded = _folded(text)
    made: list[str] = []
    end = 0
    for found in _WORD.finditer(folded):
        word, before = found.group(), folded[end : found.start()]
        begins = (first and not made) or bool(_STOP.search(before))
        made += [_escaped(before), _braced(word) if _keeps(word, sentence=sentence, begins=begins) else word]
        end = found.end()
    return "".join([*made, _escaped(folded[end:])])


_STOP = re.compile(r"[:?!.][\s\"“‘(\[]*$")


def _keeps(word: str, *, sentence: bool, begins: bool) -> bool:
    """Tell whether a word must keep its capitals: `SuperGLUE`, `3D`, `C`; a name in a title that is a sentence."""
    if any(c.isupper() for c in word[1:]):
        return True
    return word[0].isupper() and not begins and (sentence or (len(word) == 1 and word != "A"))


def _is_sentence(title: str) -> bool:
    """Tell whether a title is set like a sentence: few of its longer words have capitals."""
    words = [str(word) for word in _WORD.findall(title)]
    longer = [word for word in words[1:] if len(word) >= _LONGER]
    return 2 * sum(word[0].isupper() for word in longer) < len(longer)


_LONGER = 4  # letters; shorter words are small in any title
