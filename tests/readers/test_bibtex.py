"""BibTeX: a file of golden cases, and laws: nothing is lost, no text makes it fail, one bad entry costs one entry."""

from pathlib import Path

import pytest
import readings
from documents import document
from hypothesis import example, given, settings
from hypothesis import strategies as st

from carrel import markup
from carrel.model import Name, Reading
from carrel.readers import bibtex
from carrel.readers.bibtex import text as bibtex_text


@pytest.mark.parametrize("path", readings.cases("bibtex"), ids=lambda path: path.name)
def test_golden_cases(path: Path) -> None:
    """Each invented file is read as the file beside it says."""
    assert bibtex.sniff(readings.golden(bibtex, path)) > 0.9


def read(text: str) -> Reading:
    """Read a text."""
    return readings.read(bibtex, document(text))


# --- what is BibTeX --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A title\nRao, Jun, Wang, Fei\nAn abstract that mentions @article{key, title} in passing.",
        "@dataclass(frozen=True)\nclass A:\n    x = 1",
        "@media (max-width: 9em) { a { color: red } }\n@font-face { font-family: x }",
        "# How to cite\n\nUse this.\n\nAnd\n\nthat\n\nand so on\n\n@article{a,\n  title = {x}\n}",
        "TY  - JOUR\nTI  - x\nER  -",
        "mail@host {x}",
        "% a comment\n% and another one",
        "@Override\npublic void close() {\n}",
        "@todo, write this\nand that",
        "@media screen and (min-width: 1em), print {\n  a { b: c }\n}",
    ],
)
def test_other_documents_are_not_bibtex(text: str) -> None:
    """Prose, programs and other formats are left to others, though an `@` stands in them."""
    assert bibtex.sniff(document(text)) == 0.0


@pytest.mark.parametrize(
    "text",
    [
        "@article{a, title={x}}",
        "  @Article { a ,\n Title = x }",
        "@book(a,\ntitle={x})",
        "@article{,\n title = {no key}\n}",
        "@book{\n title = {no key at all}\n}",
        "@string{a = {b}}",
        "@misc{a key of words, title = {x}}",
        "@misc{a\n, title = {x}\n, year = 1999\n}",
        "@misc\n{a,\n title = {x}\n}",
        "@misc a,\n title = {x}\n}",
        "% Encoding: US-ASCII@preamble{x}@misc{a}",
        "% Encoding: UTF-8",
        "% This file was created with JabRef 2.9.\n% Encoding: Cp1252",
        "% JabRef\n% " + "x\n% " * 60 + "\n@misc{a,\n title = {x}\n}",
        "No percent sign before this head\n@misc{a,\n title = {x}\n}\n@misc{b,\n title = {x}\n}",
    ],
)
def test_bibtex_is_known_by_its_content(text: str) -> None:
    """A file is BibTeX whatever stands at its head and however its blocks are written."""
    assert bibtex.sniff(document(text)) >= 0.9


@pytest.mark.parametrize(
    ("text", "titles", "told"),
    [
        ("% Encoding: UTF-8\n", [], ["1: no entry stands here"]),
        ("@string{a = {b}}\n@comment{c}", [], ["1: no entry stands here"]),
        (
            "% Encoding: US-ASCII@misc{a, title = {x}}@misc{b}",
            ["x"],
            ["1: the entry 'b' says nothing of a paper; left out"],
        ),
        ("@misc,\n title = {x},\n year = {1999}\n}\n@misc{b, title = {y}}", ["x", "y"], ["1: no brace after '@misc'"]),
        ("@misc a,\n title = {x}\n}", ["x"], ["1: no brace after '@misc'"]),
        (
            "@misc{a, title = {x}}\nb,\n title = {y},\n year = {1999}\n}\nprose\n% title = {no}\n author = {z}",
            ["x"],
            [f"{n}: a field outside an entry; left out, and so are those below it" for n in (3, 8)],
        ),
    ],
)
def test_what_is_lost_is_told(text: str, titles: list[str], told: list[str]) -> None:
    """A head without entries, an entry without its brace, fields without an entry: none of them goes in silence."""
    reading = read(text)
    assert [markup.plain(entry.title.value) for entry in reading.entries if entry.title] == titles
    assert [f"{problem.place.line}: {problem.message}" for problem in reading.problems] == told


def test_the_names_of_authors_are_beyond_doubt() -> None:
    """Every author with a given name is told to the other readers; groups and single words are not."""
    text = "@misc{a, author = {Wicks, Ada and {The Group} and Tom van Hove and others}, editor = {June Sands}}"
    assert list(bibtex.names(document(text))) == ["Ada Wicks", "Tom van Hove"]


# --- values ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("{T}he {DNA} of {{It}}", "The DNA of It"),
        (r"{\'E}mile \'Emile \'{E}mile {\'{\i}}\'\i{} \v{c} \c c {\ss} \ss{}x {\o}re \AA x \~n \H{o}", None),
        (r"Bogus{\l}aw, Bogus\l aw", "Bogusław, Bogusław"),
        (r"10--12 --- a~b", "10–12 — a b"),
        (r"\& \% \_ \# \$ \{x\} \textbackslash{}n \~{} {\textasciitilde}", r"& % _ # $ {x} \n ~ ~"),
        (r"\emph{a {B}} {\bf c {D}} {\rm e}", "a B c D e"),
        (r"$\alpha$-{$\beta$} {$<$}1122{$>$} H{$_2$}O", "α-β <1122> H₂O"),
        (r"\enquote{a} \mkbibquote{b} ``c''", "“a” “b” “c”"),
        (r"\noopsort{1973}1975 \vphantom\{\}x \vphantom{y}z", "1975 }x z"),
        (r"(11\=22) \c{e}\=", "(112\u03042) ȩ\\="),
        (r"\foo{bar} {\foo}bar \foo", r"\foo{bar} {\foo}bar \foo"),
        ("a &amp; b <i>c</i>", "a & b c"),
        ("http://x.org/~a--b", "http://x.org/~a--b"),
        ("{unbalanced", "{unbalanced"),
        ("a } b", "a } b"),
    ],
)
def test_text(typed: str, shown: str | None) -> None:
    """What BibTeX adds is taken away; what is not understood is shown as typed."""
    shown = shown or "Émile Émile Émile íí č ç ß ßx øre Åx ñ ő"
    assert markup.plain(bibtex_text.text(typed)) == shown
    assert bibtex_text.plain(typed) == shown


@pytest.mark.parametrize(
    ("written", "family", "given"),
    [
        ("Ada Wicks", "Wicks", "Ada"),
        ("Wicks, Ada", "Wicks", "Ada"),
        ("Ludwig van Beethoven", "van Beethoven", "Ludwig"),
        ("van Beethoven, Ludwig", "van Beethoven", "Ludwig"),
        ("van Beethoven", "van Beethoven", ""),
        (
            r"Charles Louis Xavier Joseph de la Vall{\'e}e Poussin",
            "de la Vallée Poussin",
            "Charles Louis Xavier Joseph",
        ),
        ("King, Jr., Martin Luther", "King Jr.", "Martin Luther"),
        ("King, Martin Luther, Jr.", "King Jr.", "Martin Luther"),
        ("Martin Luther King Jr.", "King Jr.", "Martin Luther"),
        ("{Barnes and Noble, Inc.}", "Barnes and Noble, Inc.", ""),
        ("sudhin jacob", "jacob", "sudhin"),
        (r"{\v S}imon Someone", "Someone", "Šimon"),
        (r"Someone {\v s}imon Else", "šimon Else", "Someone"),
        ("Hoen, Peter~A.~C. {'t}", "Hoen", "Peter A. C. 't"),
        ("family=Hoen, given=Peter A. C., prefix='t, useprefix=false", "'t Hoen", "Peter A. C."),
        ("井上, 花子", "井上", "花子"),
        ("Aristotle", "Aristotle", ""),
    ],
)
def test_a_name(written: str, family: str, given: str) -> None:
    """A name is read by BibTeX's rules, and by ours where those know less."""
    authors, odd = bibtex_text.authors(written)
    assert authors.names == (Name(family, given),)
    assert authors.complete
    assert not odd


def test_lists_of_names() -> None:
    """`and` parts names outside braces; `others` says that there are more; a list by commas is told."""
    authors, odd = bibtex_text.authors("A B AND {C and D} and\nE, F and others")
    assert authors.names == (Name("B", "A"), Name("C and D"), Name("E", "F"))
    assert not authors.complete
    assert not odd
    authors, odd = bibtex_text.authors("Ada Wicks, Tom Reed, June Sands, Jo Hill")
    assert [str(name) for name in authors.names] == ["Ada Wicks", "Tom Reed", "June Sands", "Jo Hill"]
    assert odd == ["Ada Wicks, Tom Reed, June Sands, Jo Hill"]


def test_strings_cannot_grow_without_end() -> None:
    """A @string that doubles the one before it, forty times, is stopped early and told."""
    bomb = (
        "@string{s0 = {"
        + "x" * 100
        + "}}\n"
        + "".join(f"@string{{s{n} = s{n - 1} # s{n - 1}}}\n" for n in range(1, 40))
    )
    reading = read(bomb + "@misc{a, title = s39}")
    assert len(reading.entries) == 1
    assert any("grown too long" in problem.message for problem in reading.problems)


# --- laws ------------------------------------------------------------------------------------------------------------

PIECES = (
    *'{}"(),=#%@\\$~-&<> \n\t',
    *("title", "author", " and ", "year", "\\'", "\\v", "\\url", "a", "B", "é", "字", "1999", "--", "``", "''"),
    *("@article{a,\n", "@string{s = {x}}\n", "@comment{", "crossref = {a},\n", "title = {x},\n", "}\n", "\\begin{"),
)
noise = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@settings(deadline=None)
@given(noise | st.text(max_size=80))
@example("@article{a, title={x}")
@example("@a{b,c={d")
@example("@{\n@a(\n@a{")
def test_any_text_is_read_and_every_line_is_accounted_for(text: str) -> None:
    """No text makes the reader fail; each filled line has a role, or a problem; positions count from 1."""
    bibtex.sniff(document(text))
    readings.check(document(text), read(text))


@settings(deadline=None)
@given(noise | st.text(max_size=80))
def test_any_value_is_read(value: str) -> None:
    """No value makes the tools fail, and one without anything that BibTeX means is itself."""
    assert isinstance(bibtex_text.plain(value), str)
    bibtex_text.authors(value)
    bibtex_text.keywords(value)


words = st.lists(st.text("abelostzäñ字", min_size=1, max_size=7), min_size=1, max_size=6).map(" ".join)
name_words = st.text("abelostzäñ", min_size=2, max_size=7).map(str.title).filter(lambda word: word != "Al")  # `Et Al`
people = st.lists(st.builds(Name, name_words, name_words), min_size=1, max_size=4)


@st.composite
def written(draw: st.DrawFn) -> tuple[str, str, list[Name]]:
    """Return an entry in one of the ways to write it, with its title and authors."""
    title, names = draw(words), draw(people)
    kind = draw(st.sampled_from(["article", "InProceedings", "MISC"]))
    left, right = draw(st.sampled_from([("{", "}"), ("(", ")")]))
    value = draw(st.sampled_from(['"{}"', "{{{}}}", "{{{{{}}}}}"]))
    authors = " and ".join(draw(st.sampled_from([f"{n.family}, {n.given}", f"{n.given} {n.family}"])) for n in names)
    space = draw(st.sampled_from([" ", "", "\n  ", "\t"]))
    fields = [f"title{space}={space}{value.format(title)}", f'AUTHOR ={space}"{authors}"']
    comma = draw(st.sampled_from([",", ""]))
    return f"@{kind}{left}{draw(name_words)},{space}{f',{space}'.join(fields)}{comma}{space}{right}\n", title, names


@settings(deadline=None)
@given(st.lists(written(), max_size=5), st.sampled_from(["", "\n", "% a comment\n", "prose between\n\n"]))
def test_an_entry_means_the_same_however_it_is_written(entries: list[tuple[str, str, list[Name]]], gap: str) -> None:
    """Braces, quotation marks, parentheses, case and white space do not matter."""
    reading = read(gap.join(text for text, _, _ in entries))
    found = [
        (markup.plain(e.title.value), list(e.authors.value.names)) for e in reading.entries if e.title and e.authors
    ]
    assert found == [(title, names) for _, title, names in entries]
    assert all("is that of line" in problem.message for problem in reading.problems) or not entries


@settings(deadline=None)
@given(st.lists(written(), min_size=3, max_size=3), st.data())
def test_a_broken_entry_costs_no_other(entries: list[tuple[str, str, list[Name]]], data: st.DataObject) -> None:
    """Wherever an entry is cut off, the ones before and after it are read, and it is told or is not there."""
    first, middle, last = (text for text, _, _ in entries)
    cut = middle[: data.draw(st.integers(1, len(middle) - 3))].rstrip() + "\n"
    reading = read(first + cut + last)
    titles = [markup.plain(entry.title.value) for entry in reading.entries if entry.title]
    assert titles[0] == entries[0][1]
    assert titles[-1] == entries[2][1]


@settings(deadline=None)
@given(st.lists(written(), max_size=3), st.lists(written(), max_size=3))
def test_a_file_in_two_halves_says_the_same(
    one: list[tuple[str, str, list[Name]]], two: list[tuple[str, str, list[Name]]]
) -> None:
    """Entries do not depend on what else stands in the file."""
    halves = ["".join(text for text, _, _ in half) for half in (one, two)]
    whole = readings.told(read("".join(halves))).get("papers", [])
    apart = [entry for half in halves for entry in readings.told(read(half)).get("papers", [])]
    for entry in [*whole, *apart]:
        entry.pop("line")
        entry.pop("lines", None)
    assert whole == apart
