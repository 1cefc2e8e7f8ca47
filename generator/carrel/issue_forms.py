"""The answers of an issue form, read back out of the issue.

A forge writes the answers of a form as Markdown: the label of each field as a heading, `### Title`, and what was typed
below it, or `_No response_`. What was typed may look like that, too. So a heading counts only if it is that of a field
further down the form, and none counts within the fence that the forge puts round what a field of code holds.

The forms are those of the list (.github/ISSUE_TEMPLATE/), so that their labels may be translated.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

FOLDER = ".github/ISSUE_TEMPLATE"
OURS = Path(__file__).parent / "skeleton" / FOLDER
LONGEST = 300_000  # characters of an issue; forges take fewer
LONGEST_FORM = 100_000  # bytes
_HEADING = re.compile(r"#{2,4}[ \t]+(?P<label>.*?)[ \t]*#*[ \t]*")
_FENCE = re.compile(r"(?P<fence>`{3,}|~{3,})[^`]*")
_UNANSWERED = frozenset(("_No response_", "No response"))


class UnreadableError(ValueError):
    """An issue that is not read; the message says why."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A field of a form: its id, the heading of its answer, and whether the forge puts the answer in a fence."""

    id: str
    label: str
    fenced: bool = False


Form = Sequence[Blank]


def forms(root: Path) -> list[Form]:
    """Return the forms of a list, or ours if it has none; what is no form is passed over."""
    own = root / FOLDER
    found = _read(own) if own.is_dir() else []
    return found or _read(OURS)


def _read(folder: Path) -> list[Form]:
    paths = sorted(path for path in folder.iterdir() if path.suffix in {".yml", ".yaml"} and path.is_file())
    return [form for path in paths if (form := _form(path))]


def _form(path: Path) -> Form:
    try:
        said = yaml.safe_load(path.read_bytes()) if path.stat().st_size <= LONGEST_FORM else None
    except (OSError, yaml.YAMLError, UnicodeDecodeError):
        return ()
    body = said.get("body") if isinstance(said, dict) else None
    return tuple(_blanks(body if isinstance(body, list) else ()))


def _blanks(body: Iterable[object]) -> Iterator[Blank]:
    for element in body:
        attributes = element.get("attributes") if isinstance(element, dict) else None
        if isinstance(element, dict) and isinstance(attributes, dict) and "id" in element and "label" in attributes:
            yield Blank(str(element["id"]), " ".join(str(attributes["label"]).split()), "render" in attributes)


def body_of_event(text: str) -> str:
    """Return the text of the issue that an event of a forge tells of (a file of JSON); any other text is the issue."""
    if not text.lstrip().startswith("{"):
        return text
    try:
        event = json.loads(text)
    except (ValueError, RecursionError):
        return text
    issue = event.get("issue") if isinstance(event, dict) else None
    body = issue.get("body") if isinstance(issue, dict) else None
    return body if isinstance(body, str) else ""


def answers(body: str, known: Iterable[Form]) -> Mapping[str, str] | None:
    """Return what was answered, by the id of the field; None if the issue was written with none of these forms."""
    if len(body) > LONGEST:
        raise UnreadableError(f"an issue of {len(body):,} characters; at most {LONGEST:,} are read")
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    read = [(form, _sections(lines, form)) for form in known]
    complete = [sections for form, sections in read if len(sections) == len(form)]
    return max(complete, key=len, default=None)


def _sections(lines: Iterable[str], form: Form) -> dict[str, str]:
    """Part the lines at the headings of the form's fields, in the order of the form."""
    at = -1
    fence = ""
    held: dict[str, list[str]] = {}
    for line in lines:
        heading = None if fence else _HEADING.fullmatch(line)
        following = next((n for n in range(at + 1, len(form)) if heading and form[n].label == heading["label"]), None)
        if following is not None:
            at = following
            held[form[at].id] = []
        elif at >= 0:
            if form[at].fenced:
                fence = _fence(line, fence, first=not any(held[form[at].id]))
            held[form[at].id].append(line)
    return {blank.id: _answer(held[blank.id], blank) for blank in form if blank.id in held}


def _fence(line: str, fence: str, *, first: bool) -> str:
    """Return the fence that is open after a line; only the first line of an answer opens one."""
    bare = line.strip()
    if fence:
        return "" if len(bare) >= len(fence) and set(bare) == {fence[0]} else fence
    opened = _FENCE.fullmatch(bare) if first else None
    return opened["fence"] if opened else ""


def _answer(lines: Sequence[str], blank: Blank) -> str:
    text = "\n".join(lines).strip("\n ")
    if blank.fenced and (opened := _FENCE.fullmatch(text.split("\n")[0].strip())):
        inner = text.split("\n")[1:]
        text = "\n".join(inner[:-1] if inner and set(inner[-1].strip()) == {opened["fence"][0]} else inner)
    return "" if text.strip() in _UNANSWERED else text.strip("\n")
