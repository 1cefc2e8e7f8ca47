"""What arXiv and Crossref know of a paper, asked by its id: `arxiv:2404.19429`, a DOI, an address that holds one.

An answer is text in a format that a reader knows (Atom, CSL-JSON); nothing here looks into it. Where the services are
asked is settable, for those who keep a mirror, and for tests.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from urllib.parse import quote

from carrel import __version__, links, web
from carrel.web import Patience


class Service(StrEnum):
    """Who is asked."""

    ARXIV = "arXiv"
    CROSSREF = "Crossref"


@dataclass(frozen=True, slots=True)
class Subject:
    """A paper by its id: whom to ask about it, and what to ask for."""

    service: Service
    id: str

    @property
    def page(self) -> str:
        """The public address of the paper: the evidence for what is said of it."""
        return f"https://arxiv.org/abs/{self.id}" if self.service is Service.ARXIV else f"https://doi.org/{self.id}"


LONGEST = 300  # characters of an id
_HOSTS: Mapping[Service, tuple[str, str]] = MappingProxyType(  # the variable that names another one, and the usual one
    {
        Service.ARXIV: ("CARREL_ARXIV_API", "https://export.arxiv.org"),
        Service.CROSSREF: ("CARREL_CROSSREF_API", "https://api.crossref.org"),
    }
)


def subject(written: str) -> Subject | None:
    """Return what is meant by an arXiv id, a DOI, or an address that holds one of them; None if it is none."""
    bare = written.strip().strip("<>")
    if not bare or len(bare) > links.LONGEST or any(c.isspace() for c in bare.removeprefix("arXiv:").strip()):
        return None
    for service, found in ((Service.ARXIV, links.arxiv_id(bare)), (Service.CROSSREF, links.doi(bare))):
        if found and len(found) <= LONGEST and found.isprintable():
            return Subject(service, found)
    return None


@dataclass(frozen=True, slots=True)
class Desk:
    """Where one asks, in whose name, and how patiently."""

    contact: str = ""  # an e-mail address, as Crossref asks for
    patience: Patience = field(default_factory=Patience)
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)

    def ask(self, about: Subject) -> str:
        """Return what the service says of a paper, as text; raise `web.WebError`, which begins with its name."""
        path, form = _PATHS[about.service]
        address = self._host(about.service) + path.format(quote(about.id, safe=""))
        try:
            return web.get(address, self._agent(), {"Accept": form}, self.patience).decode("utf-8")
        except UnicodeDecodeError:
            raise web.WebError(f"{about.service} answers in no UTF-8") from None
        except web.WebError as fault:
            raise type(fault)(f"{about.service} {fault}") from None

    def _host(self, service: Service) -> str:
        variable, usual = _HOSTS[service]
        return (self.environment.get(variable) or usual).rstrip("/")

    def _agent(self) -> str:
        contact = f"; mailto:{self.contact}" if self.contact and self.contact.isascii() else ""
        return f"carrel/{__version__} (reading list{contact})"


_PATHS: Mapping[Service, tuple[str, str]] = MappingProxyType(
    {
        Service.ARXIV: ("/api/query?id_list={}&max_results=1", "application/atom+xml"),
        Service.CROSSREF: ("/works/{}", "application/json"),
    }
)
