"""The answers of an issue form → a record. All of it is a stranger's, so each answer is taken as words and no more."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from carrel import bylines, issue_forms, lookup, markup
from carrel.curate import adding, correcting
from carrel.curate.adding import Brought
from carrel.curate.correcting import Value, node_of
from carrel.curate.outcome import Finding, Outcome, Verdict
from carrel.lookup import Desk, Subject
from carrel.model import Description, Field, Kind, Origin
from carrel.problem import Place, Problem, warning
from carrel.records import papers, values
from carrel.records.values import BadValueError

NAME = "the issue"
REFERENCE = "the reference of the issue"
# The ids of the fields of a form. `title` would be the issue's own in an address that fills the form.
PAPER, CORRECTS, REFERENCES, TITLE = "paper", "corrects", "references", "full-title"
LISTS = papers.read_by(values.authors, values.strings, values.ids)
IN_LINES = papers.read_by(values.markdown)
NOT_ASKED = frozenset(
    ("remark", "extra", "aliases", "status", "has_code", "score", "retracted", "removed")
)  # of a stranger
LONGEST: Mapping[str, int] = {"abstract": 20_000, "authors": 20_000, "why": 5_000, "note": 5_000}
LONGEST_ANSWER = 1_000  # characters, of any other answer
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # make a text look like another one


def take(root: Path, body: str, desk: Desk | None) -> Outcome | None:
    """Do what an issue asks for; None if it was written with no form of the list."""
    try:
        answers = issue_forms.answers(body, issue_forms.forms(root))
    except issue_forms.UnreadableError as fault:
        return Outcome([Finding(Verdict.REFUSED, why=str(fault))])
    if answers is None or not {PAPER, CORRECTS} & answers.keys():
        return None
    problems: list[Problem] = []
    said = _said({key: _cleaned(answer) for key, answer in answers.items()}, problems)
    if CORRECTS in answers:
        outcome = _correct(root, _cleaned(answers[CORRECTS]), said)
    else:
        brought = _brought(_cleaned(answers[PAPER]), _cleaned(answers.get(REFERENCES, "")), said, problems)
        outcome = adding.add(root, brought, desk)
    return Outcome(outcome.findings, [*problems, *outcome.problems])


def _correct(root: Path, paper: str, said: Mapping[str, Value]) -> Outcome:
    if not said:
        return Outcome([Finding(Verdict.REFUSED, why="no field is filled in; a curator reads what else is said")])
    return correcting.correct(root, paper, said)


def _brought(written: str, reference: str, said: Mapping[str, Value], problems: list[Problem]) -> Brought:
    """Sort what was given: an id is looked up, a reference is read, an address or a title is kept as such."""
    subjects: list[Subject] = []
    facts = dict(said)
    if about := lookup.subject(written):
        subjects.append(about)
    elif "\n" in written and not reference:
        reference = written
    elif written and not _put(facts, "url", written, []):
        if "title" not in facts and not reference:
            _put(facts, "title", written, problems)
        else:
            told = f"'{written[:100]}' is no arXiv id, no DOI and no link, so nothing was looked up"
            problems.append(warning(Place(NAME), told))
    texts = {REFERENCE: reference} if reference.strip() else {}
    return Brought(subjects, texts=texts, facts=_description(facts) if facts else None, name=NAME)


def _description(facts: Mapping[str, Value]) -> Description:
    origin = Origin(Kind.SEED, Place(NAME))
    known: dict[str, Any] = {key: Field(papers.FIELDS[key](node_of(value)), origin) for key, value in facts.items()}
    return Description(**known)


# --- answers ---------------------------------------------------------------------------------------------------------


def _cleaned(answer: str) -> str:
    """Leave out what cannot be seen and could deceive."""
    return "".join(
        c for c in answer if c in "\n\t" or (c not in _TURNING and unicodedata.category(c) not in {"Cc", "Cs"})
    )


def _said(answers: Mapping[str, str], problems: list[Problem]) -> dict[str, Value]:
    """Return the fields of a record that are answered, as far as they can be read."""
    facts: dict[str, Value] = {}
    for key, answer in answers.items():
        name = "title" if key == TITLE else key
        if name in papers.FIELDS and name not in NOT_ASKED and answer.strip():
            _put(facts, name, answer, problems)
    return facts


def _put(facts: dict[str, Value], name: str, answer: str, problems: list[Problem]) -> bool:
    """Take an answer as the value of a field, or tell why it is none."""
    longest = LONGEST.get(name, LONGEST_ANSWER)
    if len(answer) > longest:
        problems.append(warning(Place(NAME), f"{name}: {len(answer):,} characters; at most {longest:,} are taken"))
        return False
    value = _value(name, answer)
    try:
        papers.FIELDS[name](node_of(value))
    except BadValueError as fault:
        problems.append(warning(Place(NAME), f"{name}: {fault}; left out"))
        return False
    facts[name] = value
    return True


def _value(name: str, answer: str) -> Value:
    if name == "authors":
        return _authors(answer)
    if name in LISTS:
        return [line for one in answer.split("\n") if (line := markup.fold_space(one.strip(" -*\t")))]
    return answer.strip() if name in IN_LINES else markup.fold_space(answer)


def _authors(answer: str) -> list[Any]:
    """Return the names of a list, or of a line as it stands on a paper."""
    named = [line for one in answer.split("\n") if (line := markup.fold_space(one.strip(" -*\t")).rstrip(","))]
    if len(named) > 1 or not bylines.is_several(named[0] if named else ""):
        return named
    byline = bylines.read(named[0], bylines.Order.GIVEN_FIRST).authors
    return [*map(str, byline.names), *(() if byline.complete else ("et al.",))]
