"""A built site as a reader's browser sees it: what each page links to, loads, calls by a fragment, and shows."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

ADDRESSES = ("href", "src", "action", "data", "poster", "formaction", "background", "cite")
SILENT = {"script", "style", "title", "template"}  # hold no text that a reader sees


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """An address in a page, and the element and attribute that hold it."""

    page: str
    line: int
    element: str
    attribute: str
    address: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}: <{self.element} {self.attribute}='{self.address}'>"

    @property
    def is_outward(self) -> bool:
        """Whether it has a scheme or a host of its own."""
        parts = urlsplit(self.address)
        return bool(parts.scheme or parts.netloc)

    @property
    def target(self) -> str:
        """The file of the site that it leads to."""
        path = unquote(urlsplit(self.address).path)
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.page), path)) if path else self.page

    @property
    def fragment(self) -> str:
        """The place in that file."""
        return unquote(urlsplit(self.address).fragment)


@dataclass(slots=True)
class Page:
    """What stands in one HTML file."""

    path: str
    references: list[Reference] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    elements: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text that a reader sees, its white space folded."""
        return " ".join("".join(self.shown).split())

    @property
    def links(self) -> set[str]:
        """The files of the site that a reader can click through to."""
        inward = (r for r in self.references if r.element in {"a", "meta"} and not r.is_outward)
        return {reference.target for reference in inward}


class _Reader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.page.elements.append((tag, attributes))
        self.silent += tag in SILENT
        self.page.ids.extend(
            attributes[name] for name in ("id", "name") if name in attributes and (name == "id" or tag == "a")
        )
        for name in ADDRESSES:
            if name in attributes:
                self._refer(tag, name, attributes[name])
        for candidate in attributes.get("srcset", "").split(","):
            if candidate.strip():
                self._refer(tag, "srcset", candidate.split()[0])
        if attributes.get("http-equiv", "").lower() == "refresh":
            self._refer(tag, "content", attributes["content"].partition("=")[2])

    def _refer(self, tag: str, attribute: str, address: str) -> None:
        self.page.references.append(Reference(self.page.path, self.getpos()[0], tag, attribute, address.strip()))

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT
        self.page.shown.append("" if tag in {"a", "span", "em", "strong", "code", "mark", "sup", "sub"} else " ")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.page.shown.append(data)


@dataclass(frozen=True)
class Site:
    """A folder of HTML."""

    folder: Path

    @cached_property
    def files(self) -> frozenset[str]:
        """Every file, relative to the folder."""
        return frozenset(p.relative_to(self.folder).as_posix() for p in self.folder.rglob("*") if p.is_file())

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """Every HTML file, read."""
        return {name: self._read(name) for name in sorted(self.files) if name.endswith(".html")}

    def _read(self, name: str) -> Page:
        page = Page(name)
        reader = _Reader(page)
        reader.feed((self.folder / name).read_text("utf-8"))
        reader.close()
        return page

    @cached_property
    def references(self) -> list[Reference]:
        """Every address of every page, and of every style sheet of ours."""
        sheets = (Reference(name, 0, "style", "url", url) for name in sorted(self.files) for url in self._urls(name))
        return [*(r for page in self.pages.values() for r in page.references), *sheets]

    def _urls(self, name: str) -> Iterator[str]:
        if name.endswith(".css"):
            css = (self.folder / name).read_text("utf-8")
            yield from (
                found[1]
                for found in re.findall(r"url\((['\"]?)([^)'\"]+)\1\)", css)
                if not found[1].startswith("data:")
            )

    def reached(self, start: str = "index.html") -> set[str]:
        """Return the pages that a reader can come to by links alone."""
        seen, waiting = {start}, [start]
        while waiting:
            for link in self.pages[waiting.pop()].links & self.pages.keys() - seen:
                seen.add(link)
                waiting.append(link)
        return seen
