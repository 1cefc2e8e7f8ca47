"""The whole of checking: the list is read and catalogued as for a build, and the checks look at what came of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from carrel import checks, published, readers, records, revisions, settings, trees
from carrel.catalogue import catalogue
from carrel.checking import slices
from carrel.growing import growing
from carrel.model import Library
from carrel.problem import Problem, has_errors

UNSURE = frozenset(("dangling", "vanished-id"))  # of what is not there only who saw all can be sure
UPKEEP = "unlisted-id"  # is due now and then, whatever changes: no change is told of it


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at, and everything that is wrong with it."""

    survey: checks.Survey
    problems: list[Problem]
    whole: bool = True  # whether all of the list was looked at

    @property
    def library(self) -> Library:
        """What the list holds."""
        return self.survey.library

    @property
    def failed(self) -> bool:
        """Whether there is an error."""
        return has_errors(self.problems)


@growing()
def check(root: Path, today: str) -> Checked:
    """Read the list at `root`, and tell everything that is wrong with it or could be better; nothing is written."""
    curated, faults = records.read_all(root)
    readings, unreadable = readers.read_all(root, records.papers.names_of(curated.records))
    library, disagreements = catalogue(readings, curated, ties=False)
    listed, unlisted = published.read(root)
    broken = frozenset(fault.place.path for fault in faults if fault.place.path.startswith(records.papers.FOLDER))
    survey = checks.Survey(library, curated, listed, today, broken)
    found = {*faults, *unreadable, *disagreements, *settings.check(root), *unlisted, *checks.find(survey)}
    return Checked(survey, sorted(found))


@growing()
def check_since(root: Path, revision: str, today: str) -> Checked:
    """Check the list, and tell the problems of files that changed since a revision, and those the change causes.

    Where only some records changed, only what they may touch is looked at. Raise `trees.NoTreeError` if there
    is no such revision.
    """
    commit = revisions.resolve(root, revision)
    changed = revisions.changed(root, commit)
    if near := slices.around(root, commit, changed, today):
        now, before = near
        told = _caused(now.problems, before.problems, changed)
        if not any(problem.check in UNSURE for problem in told):
            return Checked(now.survey, told, whole=False)
    checked = check(root, today)
    with TemporaryDirectory() as folder:
        trees.unpack(root, commit, Path(folder))
        once = check(Path(folder), today).problems
    return replace(checked, problems=_caused(checked.problems, once, changed))


def _caused(now: Iterable[Problem], before: Iterable[Problem], changed: Collection[str]) -> list[Problem]:
    """Return the problems of files that changed, and those that were not there before."""
    known = {_essence(problem) for problem in before}
    told = (problem for problem in now if problem.check != UPKEEP)
    return [problem for problem in told if problem.place.path in changed or _essence(problem) not in known]


def _essence(problem: Problem) -> tuple[str, str, str]:
    """Return what makes a problem the same one in another state of the list: lines move."""
    return problem.place.path, problem.check, re.sub(r"\b(lines?) [\d and,]*\d", r"\1", problem.message)
