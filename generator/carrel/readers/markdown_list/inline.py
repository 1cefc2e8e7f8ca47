"""The inline part of Markdown as lists use it: links, badges, emphasis, code, a little HTML. Linear in the text.

This is no renderer: it says of each piece of a line what it shows, where it leads, and how it stands out.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

LONGEST = 50_000  # characters; what comes after is one piece of text
MAX_DEPTH = 3  # links in links, as badges are
LONGEST_ADDRESS = 2_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a line: what it shows, where it leads, how it stands out."""

    text: str
    url: str = ""
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    image: bool = False

    @property
    def look(self) -> tuple[str, bool, bool, bool, bool]:
        """Return all but its text."""
        return self.url, self.strong, self.emphasis, self.code, self.image

    def saying(self, text: str) -> Piece:
        """Return the same with another text."""
        return Piece(text, *self.look)

    def leading(self, url: str) -> Piece:
        """Return the same, leading elsewhere."""
        return Piece(self.text, url, self.strong, self.emphasis, self.code, self.image)


_TOKEN = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<code>`+)"
    r"|(?P<math>\$[^\s$](?:[^$\n]{0,200}[^\s$])?\$(?!\d))"
    r"|(?P<comment><!--)"
    r"|(?P<autolink><https?://[^\s<>]+>)"
    r"|(?P<tag></?[A-Za-z][^<>]*>)"
    r"|(?P<entity>&#?\w{1,32};)"
    r"|(?P<open>!?\[)"
    r"|(?P<mark>\*+|_+)"
    r"|(?P<url>https?://[^\s<>|\[\]\"*`]+)"
)
_BRACKET = re.compile(r"\\.|[\[\]]|`+", re.DOTALL)
_TITLE = re.compile(r"\s+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\))\s*\)")
_ATTRIBUTE = re.compile(r"\b(?:href)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_STYLES = {"b": "strong", "strong": "strong", "i": "emphasis", "em": "emphasis", "code": "code", "kbd": "code"}
_NOTHING: Mapping[str, str] = MappingProxyType({})


def parse(source: str, references: Mapping[str, str] = _NOTHING) -> tuple[Piece, ...]:
    """Return the pieces of a line; `references` are the addresses of `[text][label]`, by folded label."""
    head, tail = source[:LONGEST], source[LONGEST:]
    pieces = list(_Scanner(head, references).pieces(0, len(head), 0))
    return _join([*pieces, *([Piece(tail)] if tail else [])])


def plain(source: str) -> str:
    """Return what a line shows, without its images."""
    return " ".join("".join(piece.text for piece in parse(source) if not piece.image).split())


def fold_label(label: str) -> str:
    """Return the form in which labels of references agree."""
    return " ".join(label.casefold().split())


@dataclass(slots=True)
class _Mark:
    """A run of `*` or `_`: whether it may open or close, and whether it does."""

    typed: str
    opens: bool
    closes: bool
    matched: int = 0  # 1 opens, -1 closes

    @property
    def kind(self) -> tuple[str, int]:
        return self.typed[0], min(len(self.typed), 4)


@dataclass(frozen=True, slots=True)
class _Switch:
    """An element of HTML that begins (or ends) a style or a link."""

    style: str
    on: bool
    url: str = ""


@dataclass(slots=True)
class _Scanner:
    source: str
    references: Mapping[str, str]
    brackets: dict[int, int] = field(default_factory=dict)
    ticks: dict[int, list[int]] = field(default_factory=dict)  # where runs of so many backticks stand, last first

    def __post_init__(self) -> None:
        open_at: list[int] = []
        for found in _BRACKET.finditer(self.source):
            if found.group() == "[":
                open_at.append(found.start())
            elif found.group() == "]" and open_at:
                self.brackets[open_at.pop()] = found.start()
            elif found.group()[0] == "`":
                self.ticks.setdefault(len(found.group()), []).append(found.start())
        for places in self.ticks.values():
            places.reverse()

    def pieces(self, start: int, end: int, depth: int) -> Iterator[Piece]:
        """Return the pieces of source[start:end]."""
        nodes = list(self._nodes(start, end, depth))
        _pair([node for node in nodes if isinstance(node, _Mark)])
        on = {"strong": 0, "emphasis": 0, "code": 0}
        url = ""
        for node in nodes:
            if isinstance(node, _Switch):
                if node.style == "link":
                    url = node.url if node.on else ""
                else:
                    on[node.style] = max(0, on[node.style] + (1 if node.on else -1))
            elif isinstance(node, _Mark) and node.matched:
                width = node.kind[1]
                on["strong"] += node.matched * (width in {2, 3})
                on["emphasis"] += node.matched * (width in {1, 3})
            else:
                piece = Piece(node.typed) if isinstance(node, _Mark) else node
                yield Piece(
                    piece.text,
                    piece.url or url,
                    piece.strong or on["strong"] > 0,
                    piece.emphasis or on["emphasis"] > 0,
                    piece.code or on["code"] > 0,
                    piece.image,
                )

    def _nodes(self, start: int, end: int, depth: int) -> Iterator[Piece | _Mark | _Switch]:
        at = start
        while at < end:
            found = _TOKEN.search(self.source, at, end)
            if not found:
                break
            if found.start() > at:
                yield Piece(self.source[at : found.start()])
            nodes, at = self._token(found, end, depth)
            yield from nodes
        if at < end:
            yield Piece(self.source[at:end])

    def _token(self, found: re.Match[str], end: int, depth: int) -> tuple[list[Piece | _Mark | _Switch], int]:  # noqa: PLR0911  # one return a kind of token
        """Return what a token is, and where the next one may begin."""
        typed = found.group()
        match found.lastgroup:
            case "escape":
                return [Piece(typed[1])], found.end()
            case "code":
                return self._code(found, end)
            case "comment":
                closing = self.source.find("-->", found.end(), min(end, found.end() + LONGEST_ADDRESS))
                return ([Piece(typed)], found.end()) if closing < 0 else ([], closing + 3)
            case "autolink":
                return [Piece(typed[1:-1], typed[1:-1])], found.end()
            case "tag":
                return _tag(typed), found.end()
            case "entity":
                return [Piece(html.unescape(typed))], found.end()
            case "open":
                return self._bracket(found, end, depth)
            case "mark":
                return [_mark(self.source, found)], found.end()
            case "url":
                address = _trimmed(typed)
                return [Piece(address, address)], found.start() + len(address)
            case _:
                return [Piece(typed)], found.end()

    def _code(self, found: re.Match[str], end: int) -> tuple[list[Piece | _Mark | _Switch], int]:
        places = self.ticks.get(len(found.group()), [])
        while places and places[-1] <= found.start():
            places.pop()
        if not places or places[-1] >= end:
            return [Piece(found.group())], found.end()
        return [Piece(self.source[found.end() : places[-1]].strip(), code=True)], places[-1] + len(found.group())

    def _bracket(self, found: re.Match[str], end: int, depth: int) -> tuple[list[Piece | _Mark | _Switch], int]:
        """Read `[text](url)`, `[text][label]`, `![alt](url)`; a bracket that is none of these is a character."""
        opening = found.end() - 1
        closing = self.brackets.get(opening, end)
        as_typed: tuple[list[Piece | _Mark | _Switch], int] = ([Piece(found.group())], found.end())
        if closing >= end or depth >= MAX_DEPTH:
            return as_typed
        target = self._target(opening, closing, end)
        if target is None:
            return as_typed
        url, after = target
        inner = list(self.pieces(opening + 1, closing, depth + 1))
        if found.group() == "![":
            return [Piece("".join(piece.text for piece in inner), image=True)], after
        if inner and all(piece.image or not piece.text.strip() for piece in inner):  # a badge
            return [Piece("".join(piece.text for piece in inner), url, image=True)], after
        nested = any(piece.url and piece.url != piece.text for piece in inner)
        return [piece if nested and piece.url else piece.leading(url) for piece in inner], after

    def _target(self, opening: int, closing: int, end: int) -> tuple[str, int] | None:
        """Return where a bracket leads, and what comes after."""
        following = self.source[closing + 1 : closing + 2]
        if following == "(":
            return self._destination(closing + 2, end)
        if following == "[" and (ending := self.brackets.get(closing + 1, end)) < end:
            label = self.source[closing + 2 : ending] or self.source[opening + 1 : closing]
            url = self.references.get(fold_label(label[:200]))
            return (url, ending + 1) if url is not None else None
        url = self.references.get(fold_label(self.source[opening + 1 : min(closing, opening + 200)]))
        return (url, closing + 1) if url is not None else None

    def _destination(self, start: int, end: int) -> tuple[str, int] | None:
        """Read an address up to its `)`; brackets inside it go in pairs."""
        depth = 0
        stop = min(end, start + LONGEST_ADDRESS)
        at = start
        while at < stop and self.source[at] == " ":
            at += 1
        begin = at
        while at < stop:
            char = self.source[at]
            if char == "(":
                depth += 1
                if depth > MAX_DEPTH:
                    return None
            elif char == ")":
                if depth == 0:
                    return self.source[begin:at].strip("<>"), at + 1
                depth -= 1
            elif char.isspace():
                title = _TITLE.match(self.source, at, stop)
                if title:
                    return self.source[begin:at].strip("<>"), title.end()
                closing = self.source.find(")", at, stop)  # an address with a space in it, as people type it
                spaced = self.source[begin:closing] if closing >= 0 else ""
                return (
                    (spaced.strip(), closing + 1)
                    if spaced.strip() and "(" not in spaced and "\n" not in spaced
                    else None
                )
            at += 1
        return None


def _tag(typed: str) -> list[Piece | _Mark | _Switch]:
    name = re.match(r"</?([A-Za-z][A-Za-z0-9]*)", typed)
    element = name[1].lower() if name else ""
    on = not typed.startswith("</")
    if element in {"br", "p", "li", "div", "tr", "td"}:
        return [Piece("\n")]
    if element == "a":
        found = _ATTRIBUTE.search(typed)
        url = next((group for group in found.groups() if group), "") if found else ""
        return [_Switch("link", on, html.unescape(url))]
    return [_Switch(_STYLES[element], on)] if element in _STYLES else []


def _mark(source: str, found: re.Match[str]) -> _Mark:
    """Judge by its neighbours whether a run of stars or underscores may open or close (CommonMark's flanking)."""
    before = source[found.start() - 1] if found.start() else " "
    after = source[found.end()] if found.end() < len(source) else " "
    left = not after.isspace() and (not _is_punctuation(after) or before.isspace() or _is_punctuation(before))
    right = not before.isspace() and (not _is_punctuation(before) or after.isspace() or _is_punctuation(after))
    if found.group()[0] == "_":
        return _Mark(found.group(), left and not before.isalnum(), right and not after.isalnum())
    return _Mark(found.group(), left, right)


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def _pair(marks: list[_Mark]) -> None:
    """Find to each closing run the nearest open one of its kind."""
    open_marks: dict[tuple[str, int], list[_Mark]] = {}
    for mark in marks:
        waiting = open_marks.setdefault(mark.kind, [])
        if mark.closes and waiting:
            waiting.pop().matched = 1
            mark.matched = -1
        elif mark.opens:
            waiting.append(mark)


def _trimmed(url: str) -> str:
    """Give back the punctuation of the sentence that an address stands in."""
    while url and (url[-1] in ".,;:!?'\"_" or (url[-1] == ")" and url.count(")") > url.count("("))):
        url = url[:-1]
    return url


def _join(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Join neighbours that differ in nothing but their text."""
    joined: list[Piece] = []
    texts: list[list[str]] = []
    for piece in pieces:
        if joined and not piece.image and piece.look == joined[-1].look:
            texts[-1].append(piece.text)
        else:
            joined.append(piece)
            texts.append([piece.text])
    return tuple(piece.saying("".join(text)) for piece, text in zip(joined, texts, strict=True))
