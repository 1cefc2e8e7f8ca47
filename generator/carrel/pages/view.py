"""What page kinds share: the words of the interface, links between pages, front matter, templates."""

from __future__ import annotations

import json
import posixpath
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from jinja2 import Environment, PackageLoader, StrictUndefined

from carrel import compiled, gaps, markup, strings
from carrel.gaps import Gap
from carrel.markup import Markdown
from carrel.model import Ground, Library, Paper, Person, Rule, SeedDocument, Text, Topic, Words
from carrel.pages import fixing
from carrel.pages.citing import Citing
from carrel.pages.fixing import Draft, Drafts, Fix
from carrel.problem import Problem
from carrel.settings import Settings

T = TypeVar("T")

DOT = Markdown("\u00a0· ")  # between parts of a line; none begins with it
ROWS = 200  # rows of a list on one page; a longer list goes on to further pages
NAMES = 3  # authors named in a list of papers
DESCRIPTION = 200  # characters
LACKING = 12  # papers named where a page tells what is missing


@dataclass(frozen=True, slots=True)
class File:
    """A file below docs/."""

    path: str
    content: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One page of a list that may go on: `rows` of it, and its place among `of` pages."""

    path: str
    number: int
    of: int
    rows: Sequence[Any]
    base: str  # the path of the first page


class View:
    """The library as pages see it, in one language."""

    def __init__(
        self, library: Library, problems: Sequence[Problem], settings: Settings, drafts: Drafts | None = None
    ) -> None:
        self.words = strings.load(settings.language)
        self.library = _titled(library, self.words["paper.untitled"])
        self.problems = problems
        self.drafts = drafts
        self.settings = settings
        self.citing = Citing(self.library)
        self._titles: dict[str, tuple[str, Markdown]] = {}
        self._people_links: dict[tuple[str, str], Markdown] = {}
        self._rows: dict[tuple[str, str], Mapping[str, Any]] = {}
        self._environment = Environment(
            loader=PackageLoader("carrel.pages"),
            autoescape=False,  # noqa: S701  # `finalize` escapes for Markdown, which autoescape cannot
            finalize=_escape_strangers,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,  # a template is not looked for again at every use: each writing has its own environment
            bytecode_cache=compiled.Templates(),
        )
        self._environment.globals.update(t=self.say, n=self.count, dot=DOT)
        self._environment.filters["ours"] = Markdown

    # --- words ---

    def say(self, key: str, **values: object) -> str:
        """Return words of the interface."""
        return strings.fill(self.words[key], **values)

    def count(self, what: str, n: int) -> str:
        """Return a number of things in words: `3 papers`."""
        return strings.count(self.words, what, n)

    # --- mistakes ---

    def fix(self, path: str, title: str, draft: Callable[[Drafts], Draft]) -> Fix | None:
        """Return how a reader may change what a page says; nothing where nobody drafts."""
        if self.drafts is None:
            return None
        where = self.settings.site_url + path.removesuffix(".md") + ".html"
        return fixing.fix(draft(self.drafts), self.settings, f"{title} ({where})")

    # --- names of things ---

    def title(self, paper: str) -> str:
        """Return a paper's title as plain text."""
        return self._title(paper)[0]

    def title_markdown(self, paper: str) -> Markdown:
        """Return a paper's title as Markdown; it may hold formulas, but no link."""
        return self._title(paper)[1]

    def _title(self, paper: str) -> tuple[str, Markdown]:
        if paper not in self._titles:
            text = self.library.papers[paper].title.value
            self._titles[paper] = (
                markup.plain(text) or paper,
                markup.markdown(markup.unlinked(text)) or Markdown(paper),
            )
        return self._titles[paper]

    def person(self, person: str) -> str:
        """Return a person's name, and what tells them from others who bear it."""
        return self._people[person]

    @cached_property
    def _people(self) -> Mapping[str, str]:
        return {person.id: self.apart(person, str(person.name)) for person in self.library.people.values()}

    def apart(self, person: Person, name: str) -> str:
        """Add to a name what tells its bearers apart: `Liang Ding (SenseTime)`."""
        if person.bearers:
            words = self.say("author.several" if len(person.bearers) > 1 else "author.unassigned")
        elif person.id in self.sharing:
            words = person.known_for or next(iter(person.affiliations), "")
        else:
            words = ""
        return self.say("author.apart", name=name, known_for=words) if words else name

    def topics_of(self, paper: Paper) -> tuple[str, ...]:
        """Return the topics whose pages list a paper: a sub-topic comes after the topic above it."""
        direct = [assignment.topic for assignment in paper.assignments]
        above = {topic: self.library.topics[topic].parent for topic in direct}
        return tuple(dict.fromkeys(t for topic in direct for t in (above[topic], topic) if t))

    @cached_property
    def below(self) -> Mapping[str, Sequence[Topic]]:
        """The topics right under each topic; those under the empty id are at the top."""
        found: dict[str, list[Topic]] = {}
        for topic in self.library.topics.values():
            found.setdefault(topic.parent, []).append(topic)
        return found

    def span(self, papers: Iterable[str]) -> Markdown:
        """Return the years from the first of these papers to the last: `2019–2024`."""
        years = sorted({paper.year for paper in map(self.library.papers.__getitem__, papers) if paper.year})
        return _when("–".join(map(str, (years[0], years[-1]) if len(years) > 1 else years)))

    @cached_property
    def sharing(self) -> frozenset[str]:
        """The people who bear a name that others bear as well."""
        return frozenset(bearer for person in self.library.people.values() for bearer in person.bearers)

    @cached_property
    def perhaps(self) -> Mapping[str, Mapping[str, str]]:
        """The papers that are perhaps a person's, with the reason."""
        found: dict[str, dict[str, str]] = {}
        for paper in self.library.papers.values():
            for authorship in paper.authorships:
                if authorship.ground is Ground.INFERRED:
                    found.setdefault(authorship.person, {})[paper.id] = authorship.why
        return found

    def tally(self, sure: int, every: int) -> int | str:
        """Return a number of papers of which some are only perhaps so: `11, perhaps 32 more`."""
        if sure == every:
            return sure
        key = "author.tally" if sure else "author.tally_perhaps"
        return self.say(key, sure=sure, n=every - sure)

    @cached_property
    def writers(self) -> Mapping[str, tuple[str, ...]]:
        """The people of each paper, each once, in order."""
        return {paper.id: people_of(paper) for paper in self.library.papers.values()}

    @cached_property
    def sure_writers(self) -> Mapping[str, tuple[str, ...]]:
        """The people of each paper without those who are only perhaps its authors."""
        return {paper.id: sure_people_of(paper) for paper in self.library.papers.values()}

    @cached_property
    def topic_people(self) -> Mapping[str, Mapping[str, int | str]]:
        """The people of each topic with their papers there, the most frequent first, as many as its page shows."""
        found: dict[str, dict[str, int | str]] = {}
        for topic, papers in self.library.by_topic.items():
            every = Counter(p for paper in papers for p in self.writers[paper])
            sure = Counter(p for paper in papers for p in self.sure_writers[paper])
            frequent = sorted(every, key=lambda p: (-sure[p], -every[p], p))[:ROWS]
            found[topic] = {person: self.tally(sure[person], every[person]) for person in frequent}
        return found

    @cached_property
    def lists_of(self) -> Mapping[str, Sequence[SeedDocument]]:
        """The seed documents that are a person's own list."""
        found: dict[str, list[SeedDocument]] = {}
        for seed in self.library.seeds.values():
            if seed.owner and seed.owner.person:
                found.setdefault(seed.owner.person, []).append(seed)
        return found

    @cached_property
    def seed_ids(self) -> Mapping[str, str]:
        """The id of each seed document by its path."""
        return {seed.path: seed.id for seed in self.library.seeds.values()}

    @cached_property
    def gaps(self) -> Mapping[str, Sequence[Gap]]:
        """What is missing of each paper of which anything is."""
        return {paper.id: found for paper in self.library.papers.values() if (found := gaps.of(paper))}

    def lacking(self, papers: Iterable[str]) -> dict[Gap, list[str]]:
        """Return which of these papers lack what."""
        found: dict[Gap, list[str]] = {}
        for paper in papers:
            for gap in self.gaps.get(paper, ()):
                found.setdefault(gap, []).append(paper)
        return {gap: found[gap] for gap in Gap if gap in found}

    def lacking_links(self, here: str, papers: Iterable[str]) -> list[tuple[str, list[Markdown], int]]:
        """Return what is missing of these papers: in words, links to the first few, and how many more there are."""
        return [
            (
                self.say(f"gap.{gap}"),
                [self.paper_link(here, paper) for paper in without[:LACKING]],
                max(0, len(without) - LACKING),
            )
            for gap, without in self.lacking(papers).items()
        ]

    @cached_property
    def place_in_year(self) -> Mapping[str, int]:
        """Where each paper stands on the pages of its year, from 0."""
        return {paper: n for papers in self.library.by_year.values() for n, paper in enumerate(papers)}

    @cached_property
    def place_in_venue(self) -> Mapping[str, int]:
        """Where each paper stands on the pages of its venue, from 0."""
        return {paper: n for papers in self.library.by_venue.values() for n, paper in enumerate(papers)}

    # --- places ---

    def link(self, here: str, there: str, words: str) -> Markdown:
        """Return a link from one page to another; both paths are relative to docs/."""
        label = words if isinstance(words, Markdown) else _label(words)
        return Markdown(f"[{label.strip()}]({relative(here, there)})")

    def paper_link(self, here: str, paper: str) -> Markdown:
        """Return a link to a paper under its title."""
        return self.link(here, f"papers/{paper}.md", self.title_markdown(paper))

    def person_link(self, here: str, person: str, words: str = "") -> Markdown:
        """Return a link to a person, under the name as written or their own."""
        if words:
            return self.link(here, f"authors/{person}.md", words)
        known = (here.rpartition("/")[0], person)  # the link is the same on every page of a folder
        if known not in self._people_links:
            self._people_links[known] = self.link(here, f"authors/{person}.md", self.person(person))
        return self._people_links[known]

    def topic_link(self, here: str, topic: str) -> Markdown:
        """Return a link to a topic under its name."""
        return self.link(here, f"topics/{topic}.md", self.library.topics[topic].name)

    def turn_links(self, turn: Turn) -> list[Markdown]:
        """Return the numbers of all pages of a list, each but this one as a link; none if there is one page."""
        return [
            Markdown(f"**{number}**")
            if number == turn.number
            else self.link(turn.path, turn_path(turn.base, number), str(number))
            for number in range(1, turn.of + 1)
            if turn.of > 1
        ]

    def venue_link(self, here: str, venue: str, words: str = "") -> Markdown:
        """Return a link to a venue, under its name or other words."""
        return self.link(here, f"venues/{venue}.md", words or self.library.venues[venue].name)

    # --- lists ---

    def paper_rows(self, here: str, papers: Iterable[str]) -> list[dict[str, Any]]:
        """Return what a list shows of each paper: its link, who wrote it, where and when."""
        return [{**self._paper_row(here, paper)} for paper in papers]

    def _paper_row(self, here: str, paper: str) -> Mapping[str, Any]:
        """Return the row of a paper; it is the same on every page of a folder."""
        known = (here.rpartition("/")[0], paper)
        if known not in self._rows:
            self._rows[known] = self._new_row(here, self.library.papers[paper])
        return self._rows[known]

    def _new_row(self, here: str, paper: Paper) -> Mapping[str, Any]:
        names = paper.authors.value.names if paper.authors else ()
        byline = ", ".join(str(name) for name in names[:NAMES])
        more = len(names) > NAMES or bool(paper.authors and not paper.authors.value.complete)
        dated = paper.date or paper.issued
        authors = self.say("list.et_al", names=byline) if more else byline
        return {
            "link": self.paper_link(here, paper.id),
            "working": paper.title_is_working,
            "retracted": paper.retracted is not None,
            "byline": [
                part for part in (authors, _with_its_year(venue(paper)), _when(dated.value) if dated else "") if part
            ],
            "span": self.citing.span(paper.id),
        }

    # --- pages ---

    def page(self, path: str, template: str, front: Mapping[str, Any], **values: object) -> File:
        """Return a page made from a template of its kind and its front matter; a list of papers can be cited."""
        turn = values.get("turn")
        if isinstance(turn, Turn) and "papers" in values:
            front = {**front, "cite": _listed(turn)}
        body = self._environment.get_template(f"{template}.md.j2").render(here=path, view=self, **values)
        return File(path, front_matter(front) + _squeeze(body))

    def crumbs(self, *kinds: str) -> list[dict[str, str]]:
        """Return the way to a page from the home page, over the index pages of these kinds."""
        return [{"title": self.say(f"page.{kind}"), "url": f"{kind}/index.html"} for kind in kinds]


def _titled(library: Library, untitled: str) -> Library:
    """Return a library in which no paper is without a title, whatever is made of it."""
    nameless = {paper.id: paper for paper in library.papers.values() if paper.title.origin.rule is Rule.UNTITLED}
    if not nameless:
        return library
    title = Text(untitled, (Words(untitled),))
    named = {n: replace(paper, title=replace(paper.title, value=title)) for n, paper in nameless.items()}
    return replace(library, papers={**library.papers, **named})


def _listed(turn: Turn) -> dict[str, str]:
    """Return what a list is called where it is cited, and which data hold it if it goes on over several pages."""
    path = turn.base.removesuffix(".md")
    name = path.removesuffix("/index").rpartition("/")[2]
    return {"name": name, "list": path} if turn.of > 1 else {"name": name}


def people_of(paper: Paper) -> tuple[str, ...]:
    """Return the people of a paper, each once, in order."""
    return tuple(dict.fromkeys(authorship.person for authorship in paper.authorships))


def sure_people_of(paper: Paper) -> tuple[str, ...]:
    """Return the people of a paper without those who are only perhaps its authors."""
    return tuple(dict.fromkeys(a.person for a in paper.authorships if a.ground is not Ground.INFERRED))


def venue(paper: Paper) -> str:
    """Return where a paper appeared, with the year of the venue: `ACL 2023`."""
    year = paper.issued.value[:4] if paper.issued else ""
    return markup.fold_space(f"{paper.venue.value} {year}") if paper.venue else ""


def _with_its_year(venue: str) -> Markdown:
    """Return where a paper appeared so that no line ends before the year: `ACL 2023`."""
    name, _, year = venue.rpartition(" ")
    return Markdown(f"{markup.escape(name)}\u00a0{year}") if name and year.isdecimal() else markup.escape(venue)


def _when(date: str) -> Markdown:
    """Return a date, or years from one to another, that no line breaks: it would do so at the hyphens."""
    escaped = markup.escape(date)
    return Markdown(f'<span class="date">{escaped}</span>') if "-" in date or "–" in date else escaped


def turns(path: str, rows: Sequence[T]) -> Iterator[Turn]:
    """Cut a list into pages: `topics/x.md`, then `topics/x/2.md` …; an empty list has one page too."""
    of = max(1, -(-len(rows) // ROWS))
    for number in range(1, of + 1):
        yield Turn(turn_path(path, number), number, of, rows[(number - 1) * ROWS : number * ROWS], path)


def turn_path(path: str, number: int) -> str:
    """Return where the n-th page of a list stands."""
    return path if number == 1 else f"{path.removesuffix('.md')}/{number}.md"


@lru_cache(maxsize=1024)
def _way(here: str, there: str) -> str:
    """Return the way from one folder to another, ending in `/` if there is any."""
    way = posixpath.relpath(there or ".", here or ".")
    return "" if way == "." else f"{way}/"


def relative(here: str, there: str) -> str:
    """Return the way from one page to another, as a Markdown link says it."""
    folder, _, name = there.rpartition("/")
    return _way(here.rpartition("/")[0], folder) + name


@lru_cache(maxsize=2**13)
def _label(words: str) -> Markdown:
    """Return a stranger's words as Markdown; the same few names stand on many pages."""
    return markup.escape(words)


def front_matter(values: Mapping[str, Any]) -> str:
    """Return front matter, one line of JSON a key: YAML reads it, and no text can break out of it."""
    lines = [f"{key}: {_encode(folded(value))}\n" for key, value in values.items() if value]
    return "---\n" + "".join(lines) + "---\n\n"


_encode = json.JSONEncoder(ensure_ascii=False).encode  # `json.dumps` would make an encoder for every value


def folded(value: object) -> object:
    """Return some JSON in whose strings white space is folded, and nothing is left that is no text."""
    if isinstance(value, str):
        return markup.fold_space(value)
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, list | tuple):
        return [folded(inner) for inner in value]
    if isinstance(value, Mapping):
        return {key: folded(inner) for key, inner in value.items()}
    return value


def shorten(text: str, length: int = DESCRIPTION) -> str:
    """Cut a text between words."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    at = cut.rfind(" ")
    return (cut[:at] if at > length // 2 else cut) + "…"


def _escape_strangers(value: object) -> str:
    """What a template prints is a stranger's text, unless it is Markdown that we made."""
    if isinstance(value, Markdown):
        return value
    return str(value) if isinstance(value, int) else _label(str(value))


def _squeeze(body: str) -> str:
    """Leave one blank line where a template left several."""
    bare = body.strip()
    for too_much, enough in ((" \n", "\n"), ("\n\n\n", "\n\n")):
        while too_much in bare:
            bare = bare.replace(too_much, enough)
    return f"{bare}\n"
