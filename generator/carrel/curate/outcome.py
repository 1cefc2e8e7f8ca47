"""What came of a wish to add or correct papers, for a terminal or for an issue to tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from carrel.gaps import Gap
from carrel.problem import Problem, Severity


class Verdict(StrEnum):
    """What was done with a paper."""

    NEW = "new"  # its record is written
    CHANGED = "changed"  # its record is written with other words, or for the first time
    SAME = "same"  # its record says all this already
    HELD = "held"  # the list has it
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Finding:
    """A paper that was brought: what was done with it, and what is left to do."""

    verdict: Verdict
    paper: str = ""  # its id; of one that is held, that of the paper it is
    path: str = ""  # of the record, below the list's root
    title: str = ""  # a stranger's words
    text: str = ""  # of the record
    why: str = ""  # it is held or refused
    changed: tuple[str, ...] = ()  # fields
    likely: tuple[tuple[str, str], ...] = ()  # papers that may be the same, and the reasons
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of all that was brought, and what is wrong with it."""

    findings: Sequence[Finding] = ()
    problems: Sequence[Problem] = ()

    @property
    def written(self) -> tuple[str, ...]:
        """The records that were written."""
        return tuple(found.path for found in self.findings if found.verdict in {Verdict.NEW, Verdict.CHANGED})

    @property
    def failed(self) -> bool:
        """Whether something could not be done as it was asked."""
        refused = any(found.verdict in {Verdict.HELD, Verdict.REFUSED} for found in self.findings)
        return refused or not self.findings or any(p.severity is Severity.ERROR for p in self.problems)


GAPS = {
    Gap.TITLE: "title",
    Gap.AUTHORS: "authors",
    Gap.ABBREVIATED: "the authors behind 'et al.'",
    Gap.INITIALS: "given names in full",
    Gap.DATE: "date",
    Gap.VENUE: "venue",
    Gap.TOPIC: "topics",
    Gap.ABSTRACT: "abstract",
    Gap.DISAGREEMENT: "a word on which source is right",
}


def lacks(found: Finding) -> str:
    """Say what is missing of a paper."""
    return ", ".join(GAPS[gap] for gap in found.gaps)
