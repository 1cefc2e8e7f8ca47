"""How the papers of a document begin: the first words that tell one from the others, by which a record finds it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from carrel import markup
from carrel.model import Abstract, Description, Text

WORDS = 8  # at least, where there are as many
LONGEST = 80  # characters, unless it takes more; where words are long, or none are parted

Heads = tuple[str, ...]


def heads(said: Description) -> Heads:
    """Return what a paper begins with, as typed and as read: its title, and its abstract."""
    values = [field.value for field in (said.title, said.abstract) if field]
    return of(value.text if isinstance(value, Abstract) else value for value in values)


def of(texts: Iterable[Text]) -> Heads:
    """Return how texts begin, as typed and as read."""
    every = list(texts)
    written = [*(markup.fold_space(text.source) for text in every), *map(markup.plain, every)]
    return tuple(dict.fromkeys(filter(None, written)))


class Beginnings:
    """What all papers of a document begin with; papers that begin alike in everything are copies of one."""

    def __init__(self, papers: Iterable[Heads]) -> None:
        self._sorted = sorted({(head, paper) for paper in papers for head in paper})

    def telling(self, paper: Heads) -> str:
        """Return the first words of a paper with which no other one begins; '' if there are none."""
        return next((starts for head in paper if (starts := self._telling(head, paper))), "")

    def _telling(self, head: str, paper: Heads) -> str:
        at = bisect_left(self._sorted, (head, paper))
        # Of all others, those that are beside it in this order have the longest beginning in common with it.
        beside = self._other(range(at - 1, -1, -1), paper), self._other(range(at, len(self._sorted)), paper)
        needed = 1 + max(_common(head, other) for other in beside)
        if needed > len(head):
            return ""
        needed += head[needed - 1] == " "
        words = max(needed, len(" ".join(head.split(" ", WORDS)[:WORDS])))
        whole = head.find(" ", words - 1)
        end = whole if whole >= 0 else len(head)
        return head[:end] if end <= LONGEST else head[: max(LONGEST, needed)].rstrip()

    def _other(self, places: Sequence[int], paper: Heads) -> str:
        return next((self._sorted[n][0] for n in places if self._sorted[n][1] != paper), "")


def _common(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
