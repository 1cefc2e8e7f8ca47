"""Who is who: a name as written points to a person; for now a person is a folded name, and nothing is guessed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from carrel import names, slugs
from carrel.model import Authorship, Name, Paper, Person


def identify(papers: Sequence[Paper]) -> tuple[list[Paper], dict[str, Person]]:
    """Give each name its person: the papers with their authorships, and the people sorted by name.

    `papers` come newest first, and so do the papers of each person.
    """
    written: defaultdict[str, Counter[Name]] = defaultdict(Counter)
    wrote: defaultdict[str, list[str]] = defaultdict(list)
    for paper in papers:
        for name in _authors(paper):
            written[_key(name)][name] += 1
        for key in dict.fromkeys(_key(name) for name in _authors(paper)):
            wrote[key].append(paper.id)
    shown = {key: _canonical(spellings) for key, spellings in written.items()}
    ids = slugs.assign(sorted(shown), lambda key: slugs.slug(str(shown[key]), "person"), str)
    person_of = {key: person for person, key in ids.items()}
    people = {
        person: Person(person, shown[key], tuple(sorted(written[key], key=str)), tuple(wrote[key]))
        for person, key in sorted(ids.items(), key=lambda pair: (names.sort_key(shown[pair[1]]), pair[0]))
    }
    return [_with_people(paper, person_of) for paper in papers], people


def _authors(paper: Paper) -> tuple[Name, ...]:
    return paper.authors.value.names if paper.authors else ()


def _key(name: Name) -> str:
    return names.fold(name) or str(name).casefold()


def _with_people(paper: Paper, person_of: Mapping[str, str]) -> Paper:
    return replace(paper, authorships=tuple(Authorship(name, person_of[_key(name)]) for name in _authors(paper)))


def _canonical(spellings: Counter[Name]) -> Name:
    """Choose the spelling that papers use most; then the one with most accents, then the first in order."""
    return min(spellings, key=lambda n: (-spellings[n], str(n).isascii(), -len(str(n)), str(n), n.family))
