"""Papers that are not on the list yet: looked up, read, compared with the list, and written, a record a paper."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from carrel import gaps, markup, readers, records, sameness, slugs
from carrel.catalogue import topics, works
from carrel.catalogue.works import Work
from carrel.intake.outcome import Finding, Outcome, Verdict
from carrel.lookup import Desk, Service, Subject
from carrel.model import Curated, Description, Entry, Field, Kind, Likely, Origin, Reading
from carrel.problem import Place, Problem, Severity, error, warning
from carrel.records import papers, writing
from carrel.web import AbsentError, WebError

MOST = 500  # papers at once


@dataclass(frozen=True, slots=True)
class Brought:
    """What somebody brings: ids to look up, documents by what they are called, and facts in their own words.

    The facts are about the one paper that the rest is about, or that they describe by themselves.
    """

    subjects: Sequence[Subject] = ()
    files: Mapping[str, Path] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    facts: Description | None = None
    name: str = ""  # where the facts stand
    id: str = ""  # that the record is to have, if there is one


def add(root: Path, brought: Brought, desk: Desk | None) -> Outcome:
    """Write what was brought as new records of the list at `root`; nobody is asked for more if there is no `desk`."""
    problems: list[Problem] = []
    answers = _look_up(brought.subjects, desk, problems)
    curated, faults = records.read_all(root)
    known = papers.names_of(curated.records)
    with tempfile.TemporaryDirectory() as folder:
        texts = {**brought.texts, **{name: text for name, text in answers.items() if text}}
        others = {**brought.files, **_files(texts, Path(folder))}
        readings, unread = readers.read_all(root, known, others)
    problems += [p for p in unread if p.place.path in others]
    problems += _doubts([*faults, *unread], others)
    entries = _entries({name: readings.get(readers.ELSEWHERE + name, ("", Reading()))[1] for name in others})
    brought_in = _completed(entries, answers, brought, problems)
    own = {name: reading for name, (_, reading) in readings.items() if not name.startswith(readers.ELSEWHERE)}
    findings = _weigh(root, own, brought_in, curated, brought.id, problems)
    return Outcome(findings, sorted(set(problems)))


def _doubts(problems: Iterable[Problem], others: Mapping[str, Path]) -> Iterator[Problem]:
    """Tell once that the list has errors: what cannot be read cannot be compared."""
    wrong = [p for p in problems if p.severity is Severity.ERROR and p.place.path not in others]
    if wrong:
        yield warning(wrong[0].place, f"{len(wrong)} errors in the list, so a duplicate may be missed: 'carrel check'")


# --- looking up ------------------------------------------------------------------------------------------------------


def _called(about: Subject) -> str:
    return f"{about.service} {about.id}"


def _look_up(subjects: Iterable[Subject], desk: Desk | None, problems: list[Problem]) -> dict[str, str | Entry]:
    """Return what the services answer: a text, or else an entry of what is known without them."""
    found: dict[str, str | Entry] = {}
    for about in subjects:
        name = _called(about)
        try:
            found[name] = desk.ask(about) if desk else _bare(about, name)
        except AbsentError as fault:
            problems.append(error(Place(name), f"{fault}; is the id right?"))
        except WebError as fault:
            problems.append(warning(Place(name), f"{fault}; only the id is written, complete it later"))
            found[name] = _bare(about, name)
    return found


def _bare(about: Subject, name: str) -> Entry:
    origin = Origin(Kind.SEED, Place(name))
    known = {"arxiv" if about.service is Service.ARXIV else "doi": Field(about.id, origin)}
    return Entry(place=Place(name), position=1, **known)


def _files(texts: Mapping[str, Any], folder: Path) -> dict[str, Path]:
    """Put texts where readers find documents."""
    found: dict[str, Path] = {}
    for n, (name, text) in enumerate(texts.items()):
        if isinstance(text, str):
            found[name] = folder / f"{n}"
            found[name].write_text(text, "utf-8", "replace", newline="\n")
    return found
