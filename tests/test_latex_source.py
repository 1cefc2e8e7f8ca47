"""What is typed in a record for a text of any format: it is read as the same text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel import latex, latex_source, references
from carrel.model import Code, Link, Math, Run, Style, Styled, Text, Words

SIGNS = "ab `'\"~$\\{}/:.%&#_^-3é\n"
typed = st.text(alphabet=SIGNS, max_size=12)
leaves: st.SearchStrategy[Run] = st.one_of(
    st.builds(Words, typed),
    st.builds(Code, typed),
    st.builds(Math, st.sampled_from(["x^2", r"\alpha", r"a_b", r"\mathcal{O}(n)"])),
    st.just(Link("https://a.org/b_c", "https://a.org/b_c")),
    st.just(Link("https://a.org/", "a {place}")),
)
styled = st.builds(Styled, st.sampled_from(Style), st.lists(leaves, min_size=1, max_size=2).map(tuple))


@given(st.lists(st.one_of(leaves, styled), max_size=4))
def test_what_is_typed_is_read_as_the_same(runs: list[Run]) -> None:
    """Whatever runs a format gives, there is a way to type them."""
    joined = tuple(latex._join(runs))
    source = latex_source.of(Text("", joined))
    if source is not None:
        assert latex_source.folded(latex.parse(source).runs) == latex_source.folded(joined)


@given(typed)
def test_words_stay_words(words: str) -> None:
    """No sign of a text means anything to LaTeX once it is typed."""
    runs = latex_source.folded(latex.parse(latex_source.of_words(words)).runs)
    assert runs == latex_source.folded((Words(words),))


@given(typed.map(lambda source: " ".join(source.split())))
def test_what_was_typed_is_kept(source: str) -> None:
    """Text that was read as LaTeX is typed as it was."""
    assert latex_source.of(latex.parse(source)) == source


@pytest.mark.parametrize(
    ("html", "source"),
    [
        ("H<sub>2</sub>O", r"H\textsubscript{2}O"),
        ("<i>Ex vivo</i> $5", r"\emph{Ex vivo} \$5"),
        ("a {b} c", "a {b} c"),
    ],
)
def test_other_formats(html: str, source: str) -> None:
    """What stood in elements of HTML stands in commands; what meant nothing stays as it was."""
    assert latex_source.of(Text(html, references.rich_runs(html))) == source
