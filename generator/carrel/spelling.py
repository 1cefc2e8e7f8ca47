"""Words that are spelled almost alike: one letter more, less or other, or two that changed places."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from carrel import names
from carrel.model import Name

LONG = 8  # letters: in shorter words one letter makes another word (EACL, NAACL), and only a swap is a slip
LONGEST = 200


def slips(used: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Return words that are probably slips for another one, which is used more often: (slip, the other).

    Only words that are the same without one letter are compared, so the work is linear.
    """
    shortened: defaultdict[str, list[str]] = defaultdict(list)
    folded = {word: names.fold(Name(word)) for word in used if len(word) <= LONGEST}
    for word in folded:
        for piece in pieces(word):
            shortened[piece].append(word)
    found: dict[str, str] = {}
    for alike in shortened.values():
        usual = max(alike, key=lambda word: (used[word], word))
        for word in alike:
            if used[word] < used[usual] and _is_slip(folded[word], folded[usual]):
                found.setdefault(word, usual)
    return iter(sorted(found.items()))


def pieces(word: str) -> frozenset[str]:
    """Return the word without each of its letters, and whole: two that share none are no slips for one another."""
    letters = names.fold(Name(word[:LONGEST]))
    return frozenset([letters, *(letters[:n] + letters[n + 1 :] for n in range(len(letters)))])


def _is_slip(written: str, meant: str) -> bool:
    """Tell whether a slip makes one of the other; another number is no slip."""
    if written == meant or re.findall(r"\d+", written) != re.findall(r"\d+", meant):
        return False
    differing = [n for n, (a, b) in enumerate(zip(written, meant, strict=False)) if a != b]
    if len(written) == len(meant) and len(differing) == 2 and differing[1] - differing[0] == 1:  # noqa: PLR2004  # a swap
        first, second = differing
        return written[first] == meant[second] and written[second] == meant[first]
    return min(len(written), len(meant)) >= LONG and _apart(written, meant) == 1


def _apart(one: str, other: str) -> int:
    """Return 1 if one letter more, less or other makes one of the other."""
    short, long = sorted((one, other), key=len)
    start = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    same_rest = (
        short[start:] == long[start + 1 :] if len(short) < len(long) else short[start + 1 :] == long[start + 1 :]
    )
    return 1 if same_rest and len(long) - len(short) <= 1 else 2
