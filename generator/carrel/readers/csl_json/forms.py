"""The forms that CSL gives its values: words, dates by parts, names by parts."""

from __future__ import annotations

import re
from typing import Any

from carrel import markup, references
from carrel import names as naming
from carrel.model import Authors, Name


def words(value: Any) -> str:  # noqa: ANN401  # JSON is anything
    """Return a value as words: itself, or the first of a list."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()


def date(value: Any) -> tuple[str, bool] | None:  # noqa: ANN401  # JSON is anything
    """Read a date in any of its forms: (`2014-03-12`, whether that is all it says)."""
    if isinstance(value, list):
        found = date(value[0]) if value and not isinstance(value[0], list) else None
        return (found[0], found[1] and len(value) == 1) if found else None
    if not isinstance(value, dict):
        return references.parse_date(words(value)) if words(value) else None
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
        return _date_of_parts([words(part) for part in parts[0][:3]], len(parts) == 1 and len(value) == 1)
    if words(value.get("year")):
        known = {"year", "month", "day"}
        return _date_of_parts([words(value.get(part)) for part in ("year", "month", "day")], value.keys() <= known)
    for name in ("raw", "literal", "edtf", "date-time"):
        if found := references.parse_date(words(value.get(name))):
            return found[0], found[1] and len(value) == 1
    return None


def _date_of_parts(parts: list[str], alone: bool) -> tuple[str, bool] | None:
    written = [part.split(".")[0] for part in parts if part and part not in {"0", "00"}]
    found = references.iso(*written) if written else None
    return (found, alone and found.count("-") + 1 == len(written)) if found else None


_ET_AL = re.compile(r"et al\.?|(?:and )?others", re.IGNORECASE)
_NAME_PARTS = ("dropping-particle", "non-dropping-particle", "family", "suffix")
_PLAIN_PARTS = frozenset(("given", "literal", "comma-suffix", "sequence", "parse-names", *_NAME_PARTS))


def authors(value: Any) -> tuple[Authors, bool]:  # noqa: ANN401  # JSON is anything
    """Read a list of names, and tell whether they say all that it says."""
    written = value if isinstance(value, list) else [value] if value else []
    names = [name for one in written if (name := _name(one)) is not None]
    kept = tuple(name for name in names if not _ET_AL.fullmatch(str(name)))
    whole = all(isinstance(one, str) or (isinstance(one, dict) and one.keys() <= _PLAIN_PARTS) for one in written)
    return Authors(kept, len(kept) == len(names)), whole and len(names) == len(written)


def _name(value: Any) -> Name | None:  # noqa: ANN401  # JSON is anything
    if isinstance(value, str):
        return naming.parse(value) if value.strip() else None
    if not isinstance(value, dict):
        return None
    said = {part: _unquoted(words(value.get(part))) for part in (*_NAME_PARTS, "given", "literal", "name")}
    family = " ".join(said[part] for part in _NAME_PARTS if said[part])
    if said["family"]:
        return Name(family.replace("’ ", "’").replace("' ", "'"), said["given"])
    whole = said["literal"] or said["name"] or " ".join(filter(None, (said["given"], family)))
    return Name(whole) if whole else None


def _unquoted(words: str) -> str:
    """Return a part of a name as one line; in quotation marks it stands for itself."""
    folded = markup.fold_space(words)
    return folded[1:-1] if folded[:1] == folded[-1:] == '"' and folded != '"' else folded
