"""What the fields of curated files take: each function reads a node, or says what would be right."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date as calendar_date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from carrel import arxiv as arxiv_ids
from carrel import latex, names, prose, slugs
from carrel.model import Abstract, Authors, Name, Text
from carrel.problem import Place, Problem, error
from carrel.records import nodes
from carrel.records.nodes import Node, Scalar

STATUSES = ("to-read", "reading", "read")
LONGEST_GUESS = 40  # characters of a word that is compared with those known


class BadValueError(ValueError):
    """A value that its field does not take; the message says what would be right, `line` is where, if it is known.

    `check` is the check that the fault belongs to.
    """

    def __init__(self, message: str, line: int = 0, check: str = "schema") -> None:
        super().__init__(message)
        self.line = line
        self.check = check


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that was meant, or ''."""
    near = difflib.get_close_matches(word.lower(), tuple(known), 1, 0.6) if len(word) <= LONGEST_GUESS else []
    return near[0] if near else ""


def meant(key: str, known: Iterable[str]) -> str:
    """Say which field was meant by one that is unknown, or else which there are."""
    near = nearest(key, known)
    return f"did you mean '{near}'?" if near else f"known are {', '.join(known)}"


def fields(
    node: nodes.Mapping,
    readers: Mapping[str, Callable[[Node], Any]],
    known: Iterable[str],
    problems: list[Problem],
    path: str,
) -> dict[str, Any]:
    """Read the fields of an entry; what is wrong with one is told with its line, and the others are read."""
    said: dict[str, Any] = {}
    for key, (line, value) in node.items.items():
        if key in readers:
            try:
                said[key] = readers[key](value)
            except BadValueError as wrong:
                problems.append(error(Place(path, wrong.line or line), f"{key}: {wrong}", wrong.check))
        elif key not in known:
            problems.append(error(Place(path, line), f"unknown field '{key}'; {meant(key, known)}", "unknown-field"))
    return said


def entries(root: Path, name: str, kind: str, problems: list[Problem]) -> tuple[Node, ...]:
    """Return the entries of a curated file that holds a list of them; a reading list may do without the file."""
    path = root / name
    if not path.exists() and not path.is_symlink():
        return ()
    node = nodes.read(path, name, problems)
    if node is not None and not isinstance(node, nodes.Sequence):
        problems.append(error(Place(name, node.line), f"a list of {kind} should stand here, each '- id: …'"))
    return node.items if isinstance(node, nodes.Sequence) else ()


def clashes(given: Iterable[tuple[str, Place]]) -> Iterator[Problem]:
    """Tell of each id that an entry of a file gives, or once gave, and an earlier one gives as well."""
    first: dict[str, Place] = {}
    for written, place in given:
        if written in first:
            yield error(place, f"the id '{written}' stands in line {first[written].line} already", "name-clash")
        first.setdefault(written, place)


def placed(node: nodes.Mapping, path: str, said: Mapping[str, Any]) -> Iterator[tuple[str, Place]]:
    """Return the ids that an entry gives, its aliases included, each with its place."""
    for key in ("id", "aliases"):
        for written in (said[key] if key == "aliases" else (said[key],)) if key in said else ():
            yield written, Place(path, node.items[key][0])


# --- words -----------------------------------------------------------------------------------------------------------


def string(node: Node) -> str:
    """Read one value."""
    return markdown(node).strip()


def markdown(node: Node) -> str:
    """Read one value with its lines and their indentation."""
    if not isinstance(node, Scalar):
        raise BadValueError("must be a single value", node.line)
    if not node.value.strip():
        raise BadValueError("is empty; fill it in, or take the line out", node.line)
    return node.value.strip("\n").rstrip()


def reason(node: Node) -> str:
    """Read why something is so, with its lines; `true` gives no reason."""
    written = markdown(node)
    if written.strip() == "false":
        raise BadValueError("say why it is so, or take the line out")
    return "" if written.strip() == "true" else written


def strings(node: Node) -> tuple[str, ...]:
    """Read a list of values, or one."""
    if isinstance(node, nodes.Mapping):
        raise BadValueError("must be a list, or a single value", node.line)
    if isinstance(node, Scalar):
        return (string(node),)
    if not node.items:
        raise BadValueError("is empty; fill it in, or take the line out", node.line)
    return tuple(string(item) for item in node.items)


def line(node: Node) -> str:
    """Read one value, in one line however it was wrapped."""
    return " ".join(string(node).split())


def lines(node: Node) -> tuple[str, ...]:
    """Read a list of values, or one, each in one line."""
    return tuple(" ".join(word.split()) for word in strings(node))


def text(node: Node) -> Text:
    """Read text that may hold LaTeX."""
    return latex.parse(string(node))


def abstract(node: Node) -> Abstract:
    """Read an abstract; its language is what it looks to be in, or what stands beside its `text:`."""
    if not isinstance(node, nodes.Mapping):
        return Abstract(text(node), prose.language(string(node)))
    said = _parts(node, ("text", "language", "translator"))
    if "text" not in said:
        raise BadValueError("has no 'text:'", node.line)
    written = string(said["text"])
    spoken = language(said["language"]) if "language" in said else prose.language(written)
    return Abstract(latex.parse(written), spoken, string(said["translator"]) if "translator" in said else "")


def _parts(node: nodes.Mapping, known: Sequence[str]) -> dict[str, Node]:
    """Return the parts of a value by their names; none has another."""
    for key, (line, _) in node.items.items():
        if key not in known:
            raise BadValueError(f"has no part '{key}'; it has {', '.join(known)}", line)
    return {key: part for key, (_, part) in node.items.items()}


ET_AL = re.compile(r"(?:and\s+)?(?:et al\.?|others)", re.IGNORECASE)
_SEVERAL = re.compile(r";|\sand\s|,.*,|\S\s+\S+\s*,\s*\S+\s+\S")


def authors(node: Node) -> Authors:
    """Read a list of names, each in either order or in its parts; a last one `et al.` says that there are more."""
    if isinstance(node, nodes.Mapping):
        raise BadValueError("must be a list, or a single value", node.line)
    if isinstance(node, Scalar) and _SEVERAL.search(string(node)):
        raise BadValueError("must be a list with one name a line, '- Jun Rao' or '- Rao, Jun'", node.line)
    written = node.items if isinstance(node, nodes.Sequence) else (node,)
    if not written:
        raise BadValueError("is empty; fill it in, or take the line out", node.line)
    complete = not (isinstance(written[-1], Scalar) and ET_AL.fullmatch(string(written[-1])))
    found = tuple(_name(one) for one in (written if complete else written[:-1]))
    if not found or not all(name.family for name in found):
        raise BadValueError("must be names", node.line)
    return Authors(found, complete)


def _name(node: Node) -> Name:
    """Read a name; in its parts it stands as it is written, whatever it looks like: `family: Barnes and Noble`."""
    if not isinstance(node, nodes.Mapping):
        return names.parse(string(node))
    said = {part: string(value) for part, value in _parts(node, ("family", "given")).items()}
    if "family" not in said:
        raise BadValueError("a name has a 'family:'", node.line)
    return Name(said["family"], said.get("given", ""))


# --- numbers and codes -----------------------------------------------------------------------------------------------

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)


def date(node: Node) -> str:
    """Read a year, a month or a day."""
    written = string(node)
    found = _DATE.fullmatch(written)
    if not found or not _exists(int(found[1]), int(found[2] or 1), int(found[3] or 1)):
        raise BadValueError(f"'{written}' is no date; write 2023, 2023-04 or 2023-04-07")
    return written


def _exists(year: int, month: int, day: int) -> bool:
    try:
        calendar_date(year, month, day)
    except ValueError:
        return False
    return True


def arxiv(node: Node) -> str:
    """Read an arXiv id in any form."""
    written = string(node)
    found = arxiv_ids.parse_id(written)
    if found is None:
        raise BadValueError(f"'{written}' is no arXiv id; write one like 2404.19429 or cs/0112017", check="identifier")
    return found


def doi(node: Node) -> str:
    """Read a DOI, with its resolver or without."""
    written = string(node)
    found = _DOI.fullmatch(written)
    if not found:
        raise BadValueError(f"'{written}' is no DOI; write one like 10.18653/v1/D19-1032", check="identifier")
    return found[1]


def category(node: Node) -> str:
    """Read an arXiv category, or a suffix that names one."""
    written = string(node)
    code = arxiv_ids.full_category(written)
    if not arxiv_ids.is_category(code):
        raise BadValueError(f"'{written}' is no category of arXiv; write one like cs.CL")
    return code


def url(node: Node) -> str:
    """Read a web address."""
    written = string(node)
    try:
        parts = urlsplit(written)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"[\s<>\"]", written):
        raise BadValueError(f"'{written}' is no web address; write one that begins with https://")
    return written


def language(node: Node) -> str:
    """Read the code of a language."""
    written = string(node)
    if not prose.is_language(written):
        raise BadValueError(f"'{written}' is no code of a language; write one like en, zh-Hans or pt-BR")
    return written


def status(node: Node) -> str:
    """Read how far the reading went."""
    written = string(node)
    if written not in STATUSES:
        raise BadValueError(f"'{written}' is none of {', '.join(STATUSES)}")
    return written


def flag(node: Node) -> bool:
    """Read yes or no."""
    written = string(node)
    if written not in {"true", "false"}:
        raise BadValueError(f"'{written}' is neither true nor false")
    return written == "true"


def score(node: Node) -> str:
    """Read a number as a listing gives it."""
    written = string(node)
    if not re.fullmatch(r"\d{1,6}(?:\.\d{1,6})?", written, re.ASCII):
        raise BadValueError(f"'{written}' is no number; write one like 21.1")
    return written


def position(node: Node) -> int:
    """Read the number of a paper in its document."""
    written = string(node)
    if not re.fullmatch(r"[1-9]\d{0,8}", written, re.ASCII):
        raise BadValueError(f"'{written}' is no number; papers of a document are counted from 1")
    return int(written)


def ids(node: Node) -> tuple[str, ...]:
    """Read ids of pages."""
    found = strings(node)
    for written in found:
        if not slugs.is_valid(written):
            raise BadValueError(f"'{written}' is no id; ids are small letters, digits and single hyphens")
    return found


def extra(node: Node) -> Mapping[str, Any]:
    """Read keys and values that are kept as they are."""
    simple = nodes.simple(node)
    if not isinstance(simple, dict):
        raise BadValueError("must be keys and values", node.line)
    return simple
