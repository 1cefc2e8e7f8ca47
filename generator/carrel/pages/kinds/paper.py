"""A paper: who, when, where, the abstract, what is near it, and where all of that comes from."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from carrel import gaps, markup, prose
from carrel.markup import Markdown
from carrel.model import (
    UNDATED,
    Abstract,
    Assignment,
    Authors,
    Authorship,
    Field,
    Ground,
    Origin,
    Paper,
    Related,
    Source,
    Text,
)
from carrel.pages import notes
from carrel.pages.citing import brief
from carrel.pages.view import ROWS, File, View, shorten, sure_people_of, turn_path, venue

FOLD_AFTER = 12  # authors; of a longer list the rest is folded away
FACTS = (
    "title",
    "authors",
    "abstract",
    "date",
    "issued",
    "venue",
    "volume",
    "issue",
    "pages",
    "publisher",
    "category",
    "score",
    "arxiv",
    "doi",
    "url",
    "code",
    "status",
    "why",
    "note",
)  # with a known origin


def files(view: View) -> Iterator[File]:
    """One page a paper, and one for each id that it once had."""
    papers = list(view.library.papers.values())  # newest first
    for later, paper, earlier in zip_longest([None, *papers[:-1]], papers, papers[1:]):
        if paper is not None:
            yield _page(view, paper, earlier, later)


def _page(view: View, paper: Paper, earlier: Paper | None, later: Paper | None) -> File:
    here = f"papers/{paper.id}.md"
    front = {
        "title": view.title(paper.id),
        "kind": "paper",
        "description": _description(paper),
        "crumbs": view.crumbs("papers"),
        "previous": _turn(view, earlier),
        "next": _turn(view, later),
        "source": paper.record.path if paper.record else "",
        **view.citing.front(paper),
    }
    authors = [_author(view, here, authorship) for authorship in paper.authorships]
    return view.page(
        here,
        "paper",
        front,
        paper=paper,
        title=view.title_markdown(paper.id),
        shown=authors[:FOLD_AFTER] if len(authors) > FOLD_AFTER + 1 else authors,
        folded=authors[FOLD_AFTER:] if len(authors) > FOLD_AFTER + 1 else [],
        facts=_facts(view, here, paper),
        links=_links(view, paper),
        topics=[view.topic_link(here, topic) for topic in view.topics_of(paper)],
        abstract=markup.markdown(paper.abstract.value.text) if paper.abstract else "",
        language=_language(paper),
        bibtex=brief(view.citing.reference(paper.id).bibtex).rstrip().split("\n"),
        retracted=notes.render(paper.retracted.value) if paper.retracted and paper.retracted.value else "",
        why=notes.render(paper.why.value) if paper.why else "",
        note=notes.render(paper.note.value) if paper.note else "",
        related=[(view.paper_link(here, r.paper), _reason(view, paper, r)) for r in paper.related],
        sources=[_source(view, here, source) for source in paper.sources],
        origins=list(_origins(view, paper)),
        fix=view.fix(here, view.title(paper.id), lambda drafts: drafts.paper(paper)),
    )


def _author(view: View, here: str, authorship: Authorship) -> Markdown:
    """The name as written, linked; a quiet mark where the person is only perhaps meant."""
    link = view.person_link(here, authorship.person, str(authorship.name))
    if authorship.ground is not Ground.INFERRED:
        return link
    return Markdown(f'{link} <span class="perhaps">{markup.escape(view.say("paper.perhaps"))}</span>')


def _description(paper: Paper) -> str:
    return shorten(markup.plain(paper.abstract.value.text)) if paper.abstract else ""


def _language(paper: Paper) -> str:
    """Return the language of the abstract, if it is known and is a tag: no other text may stand in an attribute."""
    language = paper.abstract.value.language if paper.abstract else "und"
    return language if language != "und" and prose.is_language(language) else ""


def _turn(view: View, paper: Paper | None) -> dict[str, str]:
    return {"title": view.title(paper.id), "url": f"papers/{paper.id}.html"} if paper else {}


def _facts(view: View, here: str, paper: Paper) -> list[tuple[str, Any]]:
    """What a library card says: (label, value)."""
    facts: list[tuple[str, Any]] = []
    label = view.say("paper.issued" if paper.issued and not paper.date else "paper.date")
    facts.append((label, _year_link(view, here, paper)))
    if paper.venue:
        facts.append((view.say("paper.venue"), _venue(view, here, paper)))
    also = _also(paper)
    if also:
        facts.append((view.say("paper.also"), view.say("list.comma").join(also)))
    if paper.category:
        facts.append((view.say("paper.category"), paper.category.value))
    if paper.score:
        facts.append((view.say("paper.score"), paper.score.value))
    if paper.status:
        facts.append((view.say("paper.status"), view.say(f"status.{paper.status.value}")))
    return facts


def _also(paper: Paper) -> list[str]:
    """Other titles of the same work: of its preprint, say."""
    title = paper.title.value
    others = [markup.plain(other.value) for other in paper.title.others if not gaps.agree(title, other.value)]
    return list(dict.fromkeys(others))


def _year_link(view: View, here: str, paper: Paper) -> Markdown:
    """The date, linked to the page of the year that lists the paper; one without a date stands on such a page, too."""
    dated = paper.date or paper.issued
    number = view.place_in_year[paper.id] // ROWS + 1
    words = dated.value if dated else view.say("years.undated")
    return view.link(here, turn_path(f"years/{paper.year or UNDATED}.md", number), words)


def _venue(view: View, here: str, paper: Paper) -> Markdown:
    """`AAAI 2023, 37(1), pp. 579–587, Publisher`, the venue linked."""
    number = view.place_in_venue[paper.id] // ROWS + 1
    linked = view.link(here, turn_path(f"venues/{paper.venue_id}.md", number), venue(paper))
    volume = paper.volume.value if paper.volume else ""
    issue = f"({paper.issue.value})" if paper.issue else ""
    parts = [volume + issue]
    if paper.pages:
        pages = paper.pages.value
        parts.append(view.say("paper.pages", pages=pages.replace("-", "–")) if pages[:1].isdigit() else pages)
    parts.append(paper.publisher.value if paper.publisher else "")
    rest = "".join(f", {part}" for part in parts if part)
    return Markdown(linked + markup.escape(rest))


def _links(view: View, paper: Paper) -> list[Markdown]:
    """Ways out, in words."""
    found: list[tuple[str, str]] = []
    if paper.arxiv:
        number = paper.arxiv.value
        found += [
            (view.say("link.arxiv.abstract"), f"https://arxiv.org/abs/{number}"),
            (view.say("link.arxiv.pdf"), f"https://arxiv.org/pdf/{number}"),
            (view.say("link.arxiv.html"), f"https://arxiv.org/html/{number}"),
        ]
    if paper.doi:
        found.append((view.say("link.doi"), f"https://doi.org/{paper.doi.value}"))
    if paper.url:
        found.append((view.say("link.url"), paper.url.value))
    if paper.code:
        found.append((view.say("link.code"), paper.code.value))
    return [Markdown(f"[{markup.escape(words)}]({markup.safe_url(url)})") for words, url in found]


def _reason(view: View, paper: Paper, related: Related) -> str:
    """Say what two papers share: "also by …", "perhaps also by …", "also on …"."""
    parts = []
    sure = {*sure_people_of(paper)} & {*sure_people_of(view.library.papers[related.paper])}
    named = [person for person in related.people if view.library.people[person].bearers]
    by = [person for person in related.people if person in sure and person not in named]
    perhaps = [person for person in related.people if person not in sure]
    if by:
        parts.append(view.say("related.by", names=view.say("list.and").join(map(view.person, by))))
    if perhaps:
        parts.append(view.say("related.perhaps", names=view.say("list.and").join(map(view.person, perhaps))))
    if named:
        names = [str(view.library.people[person].name) for person in named]
        parts.append(view.say("related.name", names=view.say("list.and").join(names)))
    if related.topics:
        names = [view.library.topics[t].name for t in related.topics]
        parts.append(view.say("related.on", names=view.say("list.and").join(names)))
    return view.say("list.comma").join(parts)


def _source(view: View, here: str, source: Source) -> Markdown:
    """The place in a seed, linked to the page of that seed which lists the paper."""
    there = turn_path(f"seeds/{view.seed_ids[source.seed]}.md", (source.position - 1) // ROWS + 1)
    words = view.say("origin.seed", line=source.line, position=source.position)
    return Markdown(f"{view.link(here, there, source.seed)}{markup.escape(words)}")


def _origins(view: View, paper: Paper) -> Iterator[tuple[str, str]]:
    """Say of each fact where it stands, and what another source says instead."""
    for name in FACTS:
        field: Field[Any] | None = getattr(paper, name)
        if field is None:
            continue
        words = _origin(view, field)
        for other in (other for other in field.others if not gaps.agree(field.value, other.value)):
            words += view.say("origin.other", place=other.origin.place, value=_shown(other.value))
        yield view.say(f"field.{name}"), words
    for assignment in paper.assignments:
        yield view.library.topics[assignment.topic].name, _origin_of_topic(view, assignment)
    for authorship in paper.authorships:
        if authorship.ground is not Ground.NAME:
            key = "origin.perhaps" if authorship.ground is Ground.INFERRED else "origin.person"
            person = view.person(authorship.person)
            yield str(authorship.name), view.say(key, name=person, why=authorship.why, place=authorship.place)


def _origin(view: View, field: Field[Any]) -> str:
    place, rule = field.origin.place, field.origin.rule
    return view.say("origin.rule", place=place, rule=_rule(view, field.origin)) if rule else str(place)


def _rule(view: View, origin: Origin) -> str:
    return view.say(f"rule.{origin.rule}", by=origin.by)


def _origin_of_topic(view: View, why: Assignment) -> str:
    """Say which words gave the topic, and where they stand."""
    return view.say(f"origin.topic.{why.where}", said=why.words, phrase=why.phrase, place=why.place)


def _shown(value: object) -> str:
    """Return a value as one short line."""
    match value:
        case Text():
            return shorten(markup.plain(value), 80)
        case Authors(names, _):
            return shorten(", ".join(str(name) for name in names), 80)
        case Abstract(text, _, _):
            return shorten(markup.plain(text), 80)
        case _:
            return str(value)
