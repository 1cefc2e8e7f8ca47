"""Notes: Markdown of a stranger, as HTML that does nothing."""

import markdown
import pytest

from carrel.pages import notes
from site_reader import Page, _Reader


def shown(note: str) -> Page:
    """Return a note as a page shows it, after MkDocs' Markdown has passed over it."""
    page = Page("papers/x.html")
    html = markdown.markdown(f"# X\n\n{notes.render(note)}\n\nEnd.\n", extensions=["attr_list", "md_in_html"])
    reader = _Reader(page)
    reader.feed(html)
    reader.close()
    return page


def elements(page: Page) -> set[str]:
    """Return which elements the page has."""
    return {element for element, _ in page.elements}


def test_markdown_is_markdown() -> None:
    """Emphasis, lists, code, quotations and links are what a note may have."""
    page = shown("*a* **b**\n\n- c\n- d\n\nand\n\n1. e\n\n> f\n\n`g`\n\n    h\n\n[i](https://example.org/?a=1&b=2)\n")
    assert {"em", "strong", "ul", "ol", "li", "blockquote", "code", "pre", "a"} <= elements(page)
    assert [reference.address for reference in page.references] == ["https://example.org/?a=1&b=2"]
    assert page.text == "X a b c d and e f g h i End."


@pytest.mark.parametrize(
    "note",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![x](http://evil.example/x.png)",
        "<b onclick='alert(1)' style='color:red' id=x class=y>b</b>",
        "[x](javascript:alert(1)) [y](data:text/html,x) [z](vbscript:x)",
        "<a href='java\nscript:alert(1)'>x</a>",
        "<iframe src='https://evil.example'></iframe><form action=x><input></form>",
        "<style>body{display:none}</style><svg onload=alert(1)>",
        "</div></article><h1>out</h1>",
        "{: onclick=alert(1) }\n\ntext\n{ .x onclick=alert(1) }",
        "<div markdown='1'>\n\n# inside\n\n</div>",
        "```\n</div>\n```",
        "{{ 7*7 }} {% raw %} {# x #}",
    ],
)
def test_nothing_but_words_gets_through(note: str) -> None:
    """No element that loads, runs or styles; no attribute but the address of a link to the web."""
    page = shown(note)
    assert elements(page) <= {
        "h1",
        "div",
        "p",
        "a",
        "em",
        "strong",
        "ul",
        "ol",
        "li",
        "code",
        "pre",
        "blockquote",
        "h3",
    }
    assert [e for e, _ in page.elements].count("h1") == 1
    for element, attributes in page.elements:
        assert attributes.keys() <= {"h1": {"id"}, "div": {"class"}, "a": {"href", "rel"}}.get(element, set())
    assert all(reference.address.startswith(("http://", "https://")) for reference in page.references)
    assert page.text.endswith("End.")


def test_braces_are_shown_and_open_no_tag() -> None:
    """A plugin that fills templates finds none here."""
    rendered = notes.render("{{ 7*7 }} {% raw %}")
    assert "{" not in rendered
    assert "{{ 7*7 }} {% raw %}" in shown("{{ 7*7 }} {% raw %}").text


def test_a_note_is_one_line_of_markdown() -> None:
    """So that blank lines in it end nothing."""
    assert "\n" not in notes.render("a\n\n- b\n\n\n    c\n\nd")
