"""What a reader sees of a piece of Markdown, through Python-Markdown with all that a list's owner may switch on."""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser

import markdown

BARE = ("attr_list", "md_in_html")  # what our pages need
RICH = (
    *BARE,
    *(
        "abbr",
        "admonition",
        "def_list",
        "fenced_code",
        "footnotes",
        "nl2br",
        "sane_lists",
        "tables",
        "toc",
        "wikilinks",
    ),
    "pymdownx.arithmatex",
    "pymdownx.betterem",
    "pymdownx.blocks.admonition",
    "pymdownx.blocks.definition",
    "pymdownx.blocks.details",
    "pymdownx.blocks.html",
    "pymdownx.blocks.tab",
    "pymdownx.caret",
    "pymdownx.critic",
    "pymdownx.details",
    "pymdownx.emoji",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.progressbar",
    "pymdownx.saneheaders",
    "pymdownx.snippets",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
)
Element = tuple[str, tuple[tuple[str, str | None], ...]]


class Page(HTMLParser):
    """The words of some HTML, its white space folded, and its elements in order (ids of headings aside)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.elements: list[Element] = []
        self.feed(html)
        self.close()

    @property
    def words(self) -> str:
        """All that can be read."""
        return " ".join("".join(self.pieces).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, tuple((key, value) for key, value in attrs if key != "id")))

    def handle_data(self, data: str) -> None:
        """Note some words."""
        self.pieces.append(data)

    def handle_comment(self, data: str) -> None:
        """Note what nobody should see: it never belongs to a text of ours."""
        self.elements.append((f"<!--{data}-->", ()))

    def handle_decl(self, decl: str) -> None:
        """Note a declaration, likewise."""
        self.elements.append((f"<!{decl}>", ()))

    def handle_pi(self, data: str) -> None:
        """Note an instruction, likewise."""
        self.elements.append((f"<?{data}>", ()))


class Renderer:
    """Python-Markdown with some extensions."""

    def __init__(self, extensions: Sequence[str]) -> None:
        self._markdown = markdown.Markdown(extensions=list(extensions))

    def __call__(self, text: str) -> Page:
        """Render a document."""
        return Page(self._markdown.reset().convert(text))
