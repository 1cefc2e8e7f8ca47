"""The text is the same wherever it goes: on a page of Markdown it is never markup, as plain text it is whole."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mkdocs.commands.build import build
from mkdocs.config import load_config

from carrel import markup
from carrel.model import Code, Link, Math, Run, Style, Styled, Text, Words
from golden_cases import GOLDEN, blocks
from visible import BARE, RICH, Page, Renderer

bare, rich = Renderer(BARE), Renderer(RICH)


# --- a stranger's text on a page -------------------------------------------------------------------------------------

# Where our templates put text: `{}` stands for it.
PLACES = (
    "{}",
    "before\n\n{}\n{{ .abstract }}\n\nafter",
    "- {}\n- b",
    '- <span class="label">l</span> {}',
    "# {} {{ .working }}\n\nafter",
    "[{}](a.md)",
    "before, [{}](a.md), {}",
    '- [{}](a.md)\n    <span class="byline">{}</span>',
    '<div markdown="1">\n\n{}\n\n- {}\n\n</div>\n\nafter',
    '<details markdown="1">\n<summary>s</summary>\n\n- {}\n\n</details>',
    "| a | b |\n|---|---|\n| {} | c |",
    "**{}** and <strong>{}</strong>",
)
STAND_IN = "QQQ"
EXPECTED = {(render, place): render(place.format(*[STAND_IN] * 3)) for render in (bare, rich) for place in PLACES}

# What Markdown, its extensions and the macro plugins of MkDocs are made of.
PIECES = (GOLDEN / "markup" / "pieces.txt").read_text("utf-8").split()
SPACES = (*" \n\t\u2028\x85\xa0\u200b\x02\x03", "  ", "\n\n", "    ", "\x02klzzwxh:0\x03")
WHOLE = (
    "{ .x }",
    "!!! note",
    "??? note",
    "/// note",
    '[==50% "x"]',
    '=== "a"',
    '--8<-- "a"',
    "[ ]",
    "[x]: ",
    ": x",
    "- ",
)

strangers = st.one_of(
    st.lists(st.sampled_from((*PIECES, *SPACES, *WHOLE)), min_size=1, max_size=6).map("".join),
    st.text(alphabet="*_`~^=+{}[]()!?/-<>&|\\$:#@.1ax \n'\"%w;,", max_size=15),
    st.text(max_size=30),
)


@settings(max_examples=150, deadline=None)
@given(strangers)
@example("[0]")
@example("]:")
@example("[TOC]")
@example("![x](y)")
def test_escape_then_render_gives_the_text_back(text: str) -> None:
    """Whatever the text and wherever it stands, a reader sees it and nothing else."""
    shown = markup.fold_space(text)
    typed = markup.escape(text).strip()
    if not shown:
        return
    for (render, place), expected in EXPECTED.items():
        page = render(place.format(typed, typed, typed))
        assert page.words == markup.fold_space(expected.words.replace(STAND_IN, shown)), place
        assert page.elements == expected.elements, place


@settings(deadline=None)
@given(strangers)
def test_no_template_tag_survives(text: str) -> None:
    """Plugins that expand macros find nothing to expand."""
    assert "{" not in markup.escape(text)


@pytest.mark.parametrize(("text", "typed"), blocks("markup/escape.txt"))
def test_a_page_can_be_read_as_it_is_typed(text: str, typed: str) -> None:
    """Ordinary prose has no escapes at all, and others have no more than they need."""
    assert markup.escape(text) == typed


def test_through_mkdocs_itself(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """MkDocs, which has a post-processor of its own, shows each text too."""
    texts = [*(text for text, _ in blocks("markup/escape.txt")), *PIECES, *WHOLE]
    lines = [f'- [{typed}](#x)\n    <span class="byline">{typed}</span>' for typed in map(markup.escape, texts)]
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("\n".join(["# x", "", *lines, ""]), "utf-8")
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "main.html").write_text("{{ page.content }}", "utf-8")
    (tmp_path / "mkdocs.yml").write_text("{}", "utf-8")
    config = load_config(
        str(tmp_path / "mkdocs.yml"),
        site_name="x",
        theme={"name": None, "custom_dir": str(tmp_path / "theme")},
        plugins=[],
        markdown_extensions=[e for e in RICH if e not in {"nl2br", "wikilinks"}],
    )
    with caplog.at_level(logging.WARNING):
        build(config)
    page = Page((tmp_path / "site" / "index.html").read_text("utf-8"))
    shown = [markup.fold_space(text) for text in texts]
    assert page.words == " ".join(["x", *(f"{text} {text}" for text in shown)])
    assert {tag for tag, _ in page.elements} == {"h1", "ul", "li", "a", "span"}
    assert not caplog.records


# --- text with markup in it ------------------------------------------------------------------------------------------

FORMULAS = (
    "x^2",
    "a*b*c",
    r"a_{b_c}",
    r"\text{a_b*c*} < d & e",
    r"\mathcal{O}(\nu^3 n)",
    r"\unknown{*}",
    "|x|",
    "a \\text{ if } b",
)
words = st.one_of(strangers.filter(markup.fold_space), st.just("a "))
urls = st.sampled_from(("https://a.bc/d_e_f", "https://a.bc/(x)?y=1&copy;=2", "http://a.bc/*[x]*", "https://a.bc/é"))
leaves = st.one_of(
    words.map(Words), st.sampled_from(FORMULAS).map(Math), words.map(Code), st.builds(Link, url=urls, shown=words)
)
runs = st.recursive(
    leaves,
    lambda inner: st.builds(
        Styled, style=st.sampled_from(Style), runs=st.lists(inner, min_size=1, max_size=3).map(tuple)
    ),
    max_leaves=5,
)


def readable(run: Run) -> str:
    """Return what a reader sees of a run."""
    match run:
        case Words(text) | Code(text) | Link(_, text):
            return text
        case Math(tex):
            tree = markup._tree(tex)
            return f"${tex}$" if tree is None else "".join(tree.itertext())
        case Styled(_, inner):
            return "".join(map(readable, inner))


def apart(found: list[Run]) -> tuple[Run, ...]:
    """Put a comma between runs, for neighbouring words are always one run."""
    return tuple(piece for run in found for piece in (run, Code(",")))


@settings(max_examples=100, deadline=None)
@given(st.lists(runs, min_size=1, max_size=4).map(apart))
@example((Words("look!"), Link("https://a.bc", "https://a.bc")))
def test_every_run_is_seen_as_it_is(found: tuple[Run, ...]) -> None:
    """Styles, links, code and formulas stand beside any text without harm."""
    typed = markup.markdown(Text("", found))
    shown = markup.fold_space("".join(map(readable, found)))
    for render in (bare, rich):
        for place in ("{}", "- {}", "# {} {{ .x }}", '<div markdown="1">\n\n{}\n\n</div>'):
            assert render(place.format(typed)).words == shown


@settings(deadline=None)
@given(st.lists(runs, min_size=1, max_size=4).map(apart))
def test_a_text_without_links_has_none(found: tuple[Run, ...]) -> None:
    """The label of a link can be any title; its words stay."""
    text = Text("", found)
    label = markup.unlinked(text)
    assert markup.plain(label) == markup.plain(text)
    assert not [tag for tag, _ in bare(markup.markdown(label)).elements if tag == "a"]


@given(urls)
def test_links_lead_where_they_should(url: str) -> None:
    """Whatever an address holds, it comes out the same but for percent signs."""
    ((_, attributes),) = [e for e in bare(f"[x]({markup.safe_url(url)})").elements if e[0] == "a"]
    safe = {"(": "%28", ")": "%29", "*": "%2A", "[": "%5B", "]": "%5D", "é": "%C3%A9"}
    assert dict(attributes)["href"] == "".join(safe.get(c, c) for c in url)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JavaScript:alert(1)", " javascript:x", "data:text/html,x", "//a.b", "x"]
)
def test_only_web_addresses_are_links(url: str) -> None:
    """Anything else leads nowhere."""
    assert markup.safe_url(url) == "#"


# --- formulas --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("tex", "plain"), blocks("markup/math.txt"))
def test_formulas(tex: str, plain: str) -> None:
    """A formula is readable as plain text, and MathML on a page; one that cannot be read stays as typed."""
    text = Text("", (Math(tex),))
    page = rich(markup.markdown(text))
    as_typed = plain == f"${tex}$"
    assert markup.plain(text) == plain
    assert any(tag == "math" for tag, _ in page.elements) is not as_typed
    assert not as_typed or page.words == plain


@pytest.mark.parametrize(
    "tex",
    [
        r"\href{javascript:alert(1)}{x}",
        r"\style{background:url(javascript:1)}{x}",
        r"\color{red}x",
        r"\text{<script>alert(1)</script>}",
        r"\text{<img src=x onerror=alert(1)>}",
        r"\htmlClass{x}{y}",
        r"\begin{cases} a & b \\ c & d\end{cases}",
        r"\hspace{9999em}x\kern-99em\raisebox{50em}{y}",
        r"\includegraphics{https://a.bc}",
    ],
)
def test_nothing_but_mathematics_passes_through_a_formula(tex: str) -> None:
    """No style, event or address, and no length that would tear the page."""
    page = bare(markup.mathml(tex))
    for tag, attributes in page.elements:
        assert tag in markup._ELEMENTS | {"p", "span", "code"}
        for key, value in attributes:
            assert (tag in {"span", "code"} and key == "class") or (key in markup._ATTRIBUTES and len(value or "") < 15)


@pytest.mark.parametrize(
    "tex", [r"\sqrt{" * 300 + "x" + "}" * 300, "{" * 990 + "x" + "}" * 990, r"\left(" * 300, "x^{" * 600]
)
def test_formulas_within_formulas_within_formulas(tex: str) -> None:
    """Depth is no way to break a build."""
    assert markup.mathml(tex)
    assert markup.plain(Text("", (Math(tex),)))


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(alphabet=r"\{}^_&%$#~'<>[]()+=|ab1 ", max_size=20), st.text(max_size=20)))
def test_any_formula_can_be_shown(tex: str) -> None:
    """No formula breaks a page, and MathML survives Markdown whole."""
    tree = markup._tree(tex)
    shown = f"${tex}$" if tree is None else "".join(tree.itertext())
    assert bare(markup.mathml(tex)).words == markup.fold_space(shown)
    markup.plain(Text("", (Math(tex),)))


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        (r"x_{\textrm{max}}", "x_(max)"),
        (r"\textsf{a b}", "a b"),
        (r"x\textsuperscript{2}", "x²"),
        (r"\mathbbm{1}", "1"),
        (r"\ensuremath{x}\xspace", "x"),
    ],
)
def test_faces_of_text_in_formulas(tex: str, words: str) -> None:
    """What people type in formulas for words is words."""
    assert markup.plain(Text(tex, (Math(tex),))) == words
