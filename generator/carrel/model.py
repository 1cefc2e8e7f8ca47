"""The words of Carrel as types: entry, paper, name, person, topic, library.

This is the ground floor: it imports nothing of ours and knows nothing of files or sites. Everything is frozen, so a
library can be shared between steps and processes, and equal things compare equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from carrel import cjk
from carrel.problem import Place, Problem

T = TypeVar("T")

# --- text that may hold markup ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Words:
    """A run of ordinary text; no character in it means anything but itself."""

    text: str


@dataclass(frozen=True, slots=True)
class Math:
    """A formula, as TeX without its dollar signs."""

    tex: str


@dataclass(frozen=True, slots=True)
class Code:
    """A run of text in a typewriter face."""

    text: str


class Style(StrEnum):
    """The ways a run of text can stand out."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    SMALL_CAPS = "small-caps"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"


@dataclass(frozen=True, slots=True)
class Styled:
    """Runs that stand out together."""

    style: Style
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """An address that stands in the text; `url` is absolute http(s), `shown` is what the source wrote."""

    url: str
    shown: str


Run = Words | Math | Code | Styled | Link


@dataclass(frozen=True, slots=True)
class Text:
    """Text that may hold markup, parsed once on the way in (see `carrel.latex`); `source` is what was typed."""

    source: str
    runs: tuple[Run, ...]


# --- where a value comes from ----------------------------------------------------------------------------------------


class Kind(StrEnum):
    """What sort of source a value has."""

    SEED = "seed"
    RECORD = "record"
    RULE = "rule"


class Rule(StrEnum):
    """How a value was made of what stands there; pages say it in words (`rule.…` of the strings files)."""

    UNTITLED = "untitled"  # neither title nor abstract
    BEGINNING = "beginning"  # how the abstract begins
    SYSTEM = "system"  # the system that the abstract names, and how it begins
    SCRIPT = "script"  # the script of the abstract tells its language
    ADDRESS = "address"  # an address in the abstract
    UNGLUED = "unglued"  # title and authors were glued together
    SUBTITLE = "subtitle"  # title and subtitle joined
    INHERITED = "inherited"  # said by another entry, which `Origin.by` names
    WITHIN = "within"  # found in the words of another field, which `Origin.by` names
    HEADING = "heading"  # the heading above
    RESOLVER = "resolver"  # the address of a resolver
    DOI = "doi"  # the DOI is arXiv's
    PARTS = "parts"  # the ids of its parts


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value comes from: a line of a seed, a line of a record, or a rule that derived it from such a line."""

    kind: Kind
    place: Place
    rule: Rule | None = None
    by: str = ""  # what the rule went by, in the source's words


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """A value, where it came from, and what other sources say of the same thing (the weaker ones, in order)."""

    value: T
    origin: Origin
    others: tuple[Field[T], ...] = ()


# --- names and people ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is written on a paper; a name of one word has no `given`.

    In words it is `Jun Rao`, and `张三` in scripts where the family name comes first and nothing parts the two.
    """

    family: str
    given: str = ""

    def __str__(self) -> str:
        if self.given and cjk.is_one_word(self.family) and cjk.is_one_word(self.given):
            return self.family + self.given
        return f"{self.given} {self.family}" if self.given else self.family


@dataclass(frozen=True, slots=True)
class Authors:
    """The authors in order; not complete where the source says "et al."."""

    names: tuple[Name, ...]
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Abstract:
    """An abstract, the language it is in (BCP 47, `und` if unknown) and who translated it, if anybody did."""

    text: Text
    language: str
    translator: str = ""


# --- entries and papers ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What can be said of a paper. A field that nobody filled is None; a new field is one line here."""

    title: Field[Text] | None = None
    authors: Field[Authors] | None = None
    abstract: Field[Abstract] | None = None
    language: Field[str] | None = None
    date: Field[str] | None = None  # first public version: `2023`, `2023-04` or `2023-04-07`
    issued: Field[str] | None = None  # the venue's year (or a finer date)
    venue: Field[str] | None = None
    volume: Field[str] | None = None
    issue: Field[str] | None = None
    pages: Field[str] | None = None
    publisher: Field[str] | None = None
    arxiv: Field[str] | None = None  # without version
    doi: Field[str] | None = None  # without resolver
    category: Field[str] | None = None  # arXiv's code
    url: Field[str] | None = None
    code: Field[str] | None = None  # where the code is
    has_code: Field[bool] | None = None
    score: Field[str] | None = None  # as the listing gave it
    topics: Field[tuple[str, ...]] | None = None  # ids or names, as a source gave them
    status: Field[str] | None = None  # to-read, reading, read
    note: Field[str] | None = None  # Markdown for readers
    why: Field[str] | None = None  # Markdown for readers: why it is on the list
    retracted: Field[str] | None = None  # Markdown for readers: why, or nothing
    removed: Field[str] | None = None  # the same: it is no longer on the list
    remark: Field[str] | None = None  # for curators, not shown
    evidence: Field[tuple[str, ...]] | None = None
    aliases: Field[tuple[str, ...]] | None = None
    extra: Field[Mapping[str, Any]] | None = None


FIELDS: tuple[str, ...] = tuple(f.name for f in fields(Description))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Description):
    """One raw record of a seed, with its location; `position` counts the papers of its document from 1."""

    place: Place
    position: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found in a seed document; `roles` says of each line what it was taken for."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    roles: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    owner: Name | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Description):
    """A curated YAML file: a paper of its own, or facts about the entry of `seed` that starts with `starts`."""

    place: Place
    id: str
    seed: str = ""  # relative to seeds/
    starts: str = ""
    position: int | None = None  # a hint for people, never trusted
    same_as: tuple[str, ...] = ()  # papers that this one is
    not_same_as: tuple[str, ...] = ()  # papers that this one is not, however alike
    lines: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))  # field → line
    typed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))  # ids that are written longer


class Ground(StrEnum):
    """Why a name as written points to a person: how far it may be believed."""

    NAME = "name"  # by the name alone
    ASSIGNED = "assigned"  # people.yml gives the paper to the person, for a public page shows it
    INFERRED = "inferred"  # people.yml has a reason, and no more: it is told as "perhaps"


@dataclass(frozen=True, slots=True)
class Authorship:
    """A name as written on a paper, and the person it points to; what people.yml says of it, where, and why."""

    name: Name
    person: str = ""
    ground: Ground = Ground.NAME
    why: str = ""  # the reason, where it is inferred
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class SeedDocument:
    """A document of seeds/ as a reader understood it; `path` is relative to seeds/."""

    path: str
    id: str
    format: str  # the reader's module; pages say it in words (`format.…` of the strings files)
    owner: Authorship | None = None  # the person whose list it is; no person if they wrote no paper of the library
    papers: tuple[str, ...] = ()  # ids, in the order of the document


@dataclass(frozen=True, slots=True)
class Source:
    """One place that a paper was taken from: a paper of a seed document; `seed` is relative to seeds/."""

    seed: str
    line: int
    position: int


@dataclass(frozen=True, slots=True)
class Assignment:
    """A topic of a paper and why: the words that gave it, and where they stand."""

    topic: str
    where: str = ""  # the field: title, abstract, category; topics, where a source names it
    words: str = ""  # as they stand there
    phrase: str = ""  # the phrase of the taxonomy that they are, or the name or id of the topic; no phrase in a record
    start: int = 0  # of the words in the plain text of title or abstract
    place: Place | None = None  # of the field


@dataclass(frozen=True, slots=True)
class Related:
    """A paper close to another one, and what they share: people (ids) or topics (ids)."""

    paper: str
    people: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper(Description):
    """A paper of the library: the chosen facts, what it is made from, and its ties to the rest."""

    id: str
    title: Field[Text]  # a working title where no source gave one; without a word where nothing could make one
    title_is_working: bool = False
    venue_id: str = ""
    record: Place | None = None
    sources: tuple[Source, ...] = ()
    authorships: tuple[Authorship, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    related: tuple[Related, ...] = ()

    @property
    def year(self) -> int | None:
        """The year of its first public version, or else of its venue."""
        dated = self.date or self.issued
        return int(dated.value[:4]) if dated else None


# --- people ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What people found out about a person; all of it is empty where nobody looked."""

    known_for: str = ""  # a few words that tell bearers of one name apart
    affiliations: tuple[str, ...] = ()
    orcid: str = ""  # 0000-0000-0000-0000
    homepage: str = ""
    evidence: tuple[str, ...] = ()  # web addresses, or words


@dataclass(frozen=True, slots=True)
class Claim:
    """A paper, or another person, that an entry of people.yml names; where it does, and the reason it gives."""

    id: str
    place: Place
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity(Profile):
    """What people decided about a person: an entry of people.yml."""

    place: Place
    id: str
    name: Field[Name]
    variants: tuple[Field[Name], ...] = ()
    papers: tuple[Claim, ...] = ()  # theirs, as a public page shows
    perhaps: tuple[Claim, ...] = ()  # theirs for a reason, which is given
    distinct: tuple[Claim, ...] = ()  # people who are somebody else
    aliases: tuple[Claim, ...] = ()  # ids that the person once had
    remark: str = ""  # for curators, not shown


class Likeness(StrEnum):
    """What makes two people look like one."""

    SAME = "same"  # both bear one name
    FLIPPED = "flipped"  # the words of the name in another order
    INITIALS = "initials"  # the initials of one fit the other
    MIDDLE = "middle"  # one leaves out a middle name
    LETTERS = "letters"  # written apart or together, or with other letters
    SCRIPT = "script"  # written in another script


@dataclass(frozen=True, slots=True)
class Resemblance:
    """A person like another one: how their names are alike, what both share, what a curator says of it."""

    person: str
    likeness: Likeness | None = None
    people: tuple[str, ...] = ()  # with whom both write
    topics: tuple[str, ...] = ()  # on which both write
    why: str = ""


@dataclass(frozen=True, slots=True)
class Person(Profile):
    """A human who writes papers; one who stands in no people.yml is a folded name. `variants` are its spellings.

    The person of a name that several are known to bear (`bearers`) is a signpost: it has the papers that nobody
    assigned yet.
    """

    id: str
    name: Name
    variants: tuple[Name, ...]
    papers: tuple[str, ...]  # ids, newest first
    place: Place | None = None  # in people.yml
    bearers: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()  # ids of pages that lead here
    maybe: tuple[Resemblance, ...] = ()  # who is maybe the same
    distinct: tuple[Resemblance, ...] = ()  # who is not to be confused with them

    @property
    def verified(self) -> bool:
        """Whether people looked, and can show it."""
        return bool(self.place and (self.evidence or self.orcid))


# --- the library -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Topic:
    """A term of the taxonomy; two levels, so a topic with a parent has no children."""

    id: str
    name: str
    definition: str = ""
    parent: str = ""
    phrases: tuple[str, ...] = ()  # assign it, wherever they stand
    twice: tuple[str, ...] = ()  # assign it where they stand in the title, or twice in the abstract
    title_phrases: tuple[str, ...] = ()  # assign it where they stand in the title
    uncurated: bool = False  # nobody has defined it: sources name it so
    aliases: tuple[str, ...] = ()  # ids that it once had


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """The topics that people defined, parents before children; whether other keywords of seeds are topics, too."""

    topics: tuple[Topic, ...] = ()
    uncurated: bool = False


@dataclass(frozen=True, slots=True)
class Venue:
    """A conference or a journal; `title` is what its short name stands for."""

    id: str
    name: str
    title: str = ""
    spellings: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()  # ids that it once had


@dataclass(frozen=True, slots=True)
class Likely:
    """Two papers that may be one work: their ids, and (reason, detail) pairs; people settle it."""

    a: str
    b: str
    reasons: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Curated:
    """What people decided: the records, and who, what and where is known beyond the seeds."""

    records: tuple[Record, ...] = ()
    people: tuple[Identity, ...] = ()
    taxonomy: Taxonomy = Taxonomy()
    venues: tuple[Venue, ...] = ()


UNDATED = "undated"  # stands for the year of papers without one


@dataclass(frozen=True, slots=True)
class Library:
    """All of it. Mappings are in the order in which pages list them: papers newest first, the rest by name."""

    papers: Mapping[str, Paper]
    people: Mapping[str, Person]
    topics: Mapping[str, Topic]
    seeds: Mapping[str, SeedDocument]  # by id
    by_topic: Mapping[str, tuple[str, ...]]  # topic id → paper ids, newest first, those of its sub-topics included
    venues: Mapping[str, Venue]
    by_venue: Mapping[str, tuple[str, ...]]  # venue id → paper ids, by the venue's year, newest first
    by_year: Mapping[str, tuple[str, ...]]  # newest year first; `UNDATED` last
    likely: tuple[Likely, ...] = ()
    removed: Mapping[str, Paper] = field(default_factory=lambda: MappingProxyType({}))  # pages are all that is left

    @property
    def authors(self) -> int:
        """How many people wrote the papers; a page that only points to others is none of them."""
        return sum(1 for person in self.people.values() if person.papers)
