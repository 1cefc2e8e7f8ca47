"""What BibTeX is known by: lines that begin a block, and what programs write at the head of a file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from carrel.readers.bibtex import blocks

_TYPE = re.compile(r"[ \t]*@[ \t]*(?P<kind>[A-Za-z][\w:+-]*)[ \t]*")
_KEY = re.compile(r"[{(][ \t]*(?:[^\s,{}=\"]*+(?:[ \t]+[^\s,{}=\"]+)*[ \t]*(?P<comma>,)|[^\s,{}=\"]*+[ \t]*+)")
_FIELD = re.compile(r"[ \t]*,?[ \t]*[A-Za-z][\w:+-]*[ \t]*=[ \t]*[\"{\w]")
_END = re.compile(r"[ \t]*[})]*[ \t]*,?[ \t]*")
_HEAD = re.compile(  # as programs write it, of a file that may hold nothing else
    r"%+[ \t]*(?:Encoding[ \t]*[:=]|(?:Generated|This (?:file|BibTeX bibliography file) was created) (?:by|with|using) "
    r"|Saved with string encoding|-\*-[^\n]*\bbibtex\b)",
    re.IGNORECASE,
)


def begins_block(line: str, following: str = "") -> bool:
    """Tell whether a block begins in this line: `@article{key,`, and then a field or an end."""
    found = _TYPE.match(blocks.behind_encoding(line))
    if not found:
        return False
    rest = found.string[found.end() :]
    if found["kind"].lower() in {"string", "preamble", "comment"}:
        return rest.startswith(("{", "("))
    key = _KEY.match(rest or following)
    if not key:  # an entry that has lost its brace
        return rest.endswith(",") and bool(_FIELD.match(following))
    inside = (rest or following)[key.end() :].strip() or (following if rest else "")
    if key["comma"]:
        return bool(_FIELD.match(inside) or _END.fullmatch(inside))
    return inside.startswith("}") or bool(_FIELD.match(inside))


def is_head(lines: Sequence[str]) -> bool:
    """Tell whether these are all comments, one of them as programs write it: a file that holds nothing yet."""
    return all(line.startswith("%") for line in lines) and any(map(_HEAD.match, lines))
