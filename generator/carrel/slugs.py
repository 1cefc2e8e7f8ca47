"""Ids: lower-case ASCII slugs that last, made from a thing's own words and from nothing else."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from typing import TypeVar

from anyascii import anyascii

T = TypeVar("T")

MAX_LENGTH = 60
SUFFIX_LENGTH = 6
VALID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

# Names that a page may not have: ours, the web's, and what Windows keeps for devices.
RESERVED = frozenset(
    {"index", "404", "search", "readme", "api", "assets", "con", "prn", "aux", "nul"}
    | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
)


def slug(text: str, fallback: str = "untitled") -> str:
    """Return an id made of the words of the text; at most `MAX_LENGTH` characters, cut between words."""
    words = re.findall(r"[a-z0-9]+", anyascii(text[:1000].replace("'", "").replace("\u2019", "")).lower())
    made = _fit(words, MAX_LENGTH) or fallback
    return f"{made}-x" if made in RESERVED else made


def _fit(words: Sequence[str], length: int) -> str:
    made = ""
    for word in words:
        longer = f"{made}-{word}" if made else word[:length]
        if len(longer) > length:
            break
        made = longer
    return made


def is_valid(candidate: str) -> bool:
    """Tell whether this could be an id as it stands."""
    return bool(VALID.fullmatch(candidate)) and len(candidate) <= MAX_LENGTH and candidate not in RESERVED


def with_suffix(base: str, words: str, length: int = SUFFIX_LENGTH) -> str:
    """Return the id with a suffix drawn from all of a thing's own words."""
    suffix = hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:length]
    return f"{base[: MAX_LENGTH - length - 1].rstrip('-')}-{suffix}"


def assign(
    things: Iterable[T], base: Callable[[T], str], words: Callable[[T], str], taken: Iterable[str] = ()
) -> dict[str, T]:
    """Give each thing an id: its base where it is alone with it, otherwise the base and a suffix from its own words.

    The order of `things` does not matter, unless two have the same words.
    """
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for thing in things:
        groups[base(thing)].append(thing)
    used = {*taken}
    alone = {wanted: group[0] for wanted, group in groups.items() if len(group) == 1 and wanted not in used}
    used |= groups.keys()
    ids = dict(alone)
    for wanted, group in groups.items():
        if wanted not in alone:
            apart = _apart(wanted, [(words(thing), thing) for thing in group], used)
            ids |= apart
            used |= apart.keys()
    return ids


def _apart(base: str, group: Sequence[tuple[str, T]], used: Container[str]) -> dict[str, T]:
    """Give each thing of a group its own suffix, as long as it must be to tell them apart."""
    own = [words for words, _ in group]
    if len({*own}) < len(own):  # the same words twice: nothing tells these things apart, so their order may
        own = [f"{words}\n{n}" for n, words in enumerate(own)]
    ids: dict[str, T] = {}
    for length in range(SUFFIX_LENGTH, MAX_LENGTH // 2, 2):
        ids = {with_suffix(base, words, length): thing for words, (_, thing) in zip(own, group, strict=True)}
        if len(ids) == len(group) and not any(made in used for made in ids):
            break
    return ids
