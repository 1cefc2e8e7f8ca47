"""Notes that people write about papers: Markdown in, sanitised HTML out."""

from __future__ import annotations

from carrel.markup import Markdown, text_only

_TAGS = {
    "p",
    "em",
    "strong",
    "a",
    "ul",
    "ol",
    "li",
    "code",
    "pre",
    "blockquote",
    "br",
    "hr",
    "h3",
    "h4",
    "del",
    "sub",
    "sup",
}


def render(note: str) -> Markdown:
    """Return a note as an HTML block for a page: no scripts, styles, pictures or attributes, only web links."""
    import markdown  # noqa: PLC0415  # few lists have notes, and the two take a while to import
    import nh3  # noqa: PLC0415

    html = nh3.clean(
        markdown.markdown(text_only(note), output_format="html"),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow",
    )
    # In one line, so that Markdown sees one HTML block; a brace could open a template tag in some set-ups.
    flat = html.strip().replace("{", "&#123;").replace("\n", "&#10;")
    return Markdown(f'<div class="note">{flat}</div>')
