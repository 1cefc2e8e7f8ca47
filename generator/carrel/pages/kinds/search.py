"""What the search of a reader's browser looks through: the index of `carrel.search`, made of all papers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from carrel import markup
from carrel.model import Paper
from carrel.pages.view import File, View, venue
from carrel.search import index
from carrel.search.numbers import write
from carrel.search.postings import Document, Named


def files(view: View) -> Iterator[File]:
    """The directory of the index, and its shards; their form is told in `carrel.search.index`."""
    library = view.library
    numbers = {paper: number for number, paper in enumerate(library.papers)}
    known = sorted(library.people.values(), key=lambda person: -len(person.papers))
    people = [
        Named(p.id, view.person(p.id), [str(p.name), *map(str, p.variants)], sorted(numbers[n] for n in p.papers))
        for p in known
    ]
    places = {person.id: number for number, person in enumerate(known)}
    documents = (_document(view, paper, places) for paper in library.papers.values())
    made = index.make(documents, len(numbers), people, _values(view, numbers))
    yield from (File(path, content) for path, content in made)


def _values(view: View, numbers: Mapping[str, int]) -> dict[str, list[Named]]:
    """What papers can be narrowed down to, people apart: each kind in the order in which the site lists it."""
    library = view.library
    languages: dict[str, list[int]] = defaultdict(list)
    coded: list[int] = []
    for number, paper in enumerate(library.papers.values()):
        languages[_language(paper)].append(number)
        if paper.code or (paper.has_code and paper.has_code.value):
            coded.append(number)

    def named(id: str, name: str, papers: Sequence[str], spellings: Sequence[str] = ()) -> Named:  # noqa: A002  # it is one
        return Named(id, name, spellings, sorted(numbers[paper] for paper in papers))

    return {
        "topic": [named(t.id, t.name, library.by_topic[t.id]) for t in library.topics.values()],
        "venue": [
            named(v.id, v.name, library.by_venue.get(v.id, ()), [v.title, *v.spellings])
            for v in library.venues.values()
        ],
        "year": [named(year, year, papers) for year, papers in library.by_year.items()],
        "lang": [Named(tag, tag, (), papers) for tag, papers in sorted(languages.items()) if tag],
        "has": [Named("code", "code", (), coded)] if coded else [],
        "seed": [named(s.id, s.path, s.papers) for s in library.seeds.values()],
    }


def _language(paper: Paper) -> str:
    if paper.language:
        return paper.language.value
    return paper.abstract.value.language if paper.abstract and paper.abstract.value.language != "und" else ""


def _document(view: View, paper: Paper, people: Mapping[str, int]) -> Document:
    library = view.library
    title = view.title(paper.id)
    topics = [library.topics[topic] for topic in view.topics_of(paper)]
    held = library.venues.get(paper.venue_id)
    dated = paper.date or paper.issued
    abstract = paper.abstract.value if paper.abstract else None
    language = abstract.language if abstract else ""
    names = [
        *(str(a.name) for a in paper.authorships),
        *(view.person(a.person) for a in paper.authorships if a.person),
        *(topic.name for topic in topics),
        venue(paper),
        *((held.name, held.title) if held else ()),
        dated.value if dated else "",
        *(field.value for field in (paper.arxiv, paper.doi) if field),
        *(markup.plain(other.value) for other in paper.title.others),
    ]
    card: list[object] = [
        paper.id,
        title,
        [str(a.name) for a in paper.authorships],
        dated.value if dated else "",
        venue(paper),
        [library.topics[a.topic].name for a in paper.assignments],
        "".join(write(people[a.person]) for a in paper.authorships if a.person),
        language if language not in {"und", view.settings.language} else "",
        1 if paper.title_is_working else 0,
    ]
    while not card[-1]:
        card.pop()
    return Document(title, names, markup.plain(abstract.text) if abstract else "", card)
