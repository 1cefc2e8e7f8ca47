"""For a reader who sees a mistake: the way to the curated text, or the text itself, ready to be changed."""

from __future__ import annotations

import string
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote

from carrel import markup
from carrel.markup import Markdown
from carrel.model import Paper, Person, Topic, Venue
from carrel.settings import Settings

LETTER = 1_500  # characters of a draft that go into an e-mail's address


class Draft(Protocol):
    """A curated text: where it is or will be, whether the file is there, and whether the text is in it.

    `title` is that of a paper, as it is typed; it is empty where there is none.
    """

    @property
    def path(self) -> str: ...  # noqa: D102  # told above
    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def file_exists(self) -> bool: ...  # noqa: D102
    @property
    def stands(self) -> bool: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102


class Drafts(Protocol):
    """Drafts for everything that has a page of its own."""

    def paper(self, paper: Paper) -> Draft: ...  # noqa: D102
    def person(self, person: Person) -> Draft: ...  # noqa: D102
    def topic(self, topic: Topic) -> Draft: ...  # noqa: D102
    def venue(self, venue: Venue) -> Draft: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Fix:
    """What a page offers: links that open an editor or a letter, and the text where no link brings it."""

    links: tuple[tuple[str, str], ...]  # key of the words, address
    path: str
    text: Markdown


def fix(draft: Draft, settings: Settings, subject: str) -> Fix:
    """Return how a draft is changed, with what the list says of its forge and its contact."""
    links: list[tuple[str, str]] = []
    shown = True
    if settings.forge and draft.file_exists:
        links.append(("fix.edit", settings.forge.edit_url(draft.path)))
        shown = not draft.stands
    elif settings.forge:
        url, brings = settings.forge.new_url(draft.path, draft.text)
        links.append(("fix.new", url))
        shown = not brings
    if settings.forge and (form := settings.forge.form_url(draft.path, draft.title)):
        links.append(("fix.form", form))
    if settings.contact:
        links.append(("fix.mail", _letter(settings.contact, subject, draft)))
    return Fix(tuple(links), draft.path, _as_typed(draft.text) if shown else Markdown(""))


def _as_typed(text: str) -> Markdown:
    """Return a text of several lines as it is typed; in one line, so that none of them means anything to Markdown."""
    return Markdown(markup.text_only(text.rstrip("\n")).translate(_REFERENCES))


class _References(dict[int, str]):
    """What each character is written as: a letter, a digit and a few more as themselves."""

    def __missing__(self, character: int) -> str:
        self[character] = f"&#{character};"
        return self[character]


_REFERENCES = _References((ord(c), c) for c in f"{string.ascii_letters}{string.digits}_ ,;/()-")


def _letter(contact: str, subject: str, draft: Draft) -> str:
    body = f"{draft.path}\n\n{draft.text}" if len(draft.text) <= LETTER else f"{draft.path}\n"
    return f"mailto:{quote(contact, safe='@')}?subject={quote(subject, safe='')}&body={quote(body, safe='')}"
