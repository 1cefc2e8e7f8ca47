"""BibTeX: read back by another parser, nothing is lost; and what LaTeX would stumble over is escaped."""

import re
import warnings
from dataclasses import replace

import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware, NameParts, SeparateCoAuthors, SplitNameParts
from bibtexparser.model import Entry
from hypothesis import given
from hypothesis import strategies as st

import visible
from carrel import latex, markup
from carrel.exports import bibtex
from carrel.exports.citation import cite
from carrel.model import Name, Paper, Text, Words
from carrel.readers.bibtex import text as bibtex_text
from hostile_list import PAYLOADS
from made_papers import BARE, DOIS, MEETING, PREPRINT, PUBLISHED, paper


def entry(made: Paper) -> str:
    """Return the entry of a paper, with its abstract."""
    citation = cite(made, ["Tides, and shores", "Deep learning"])
    return bibtex.entry(citation, "key", bibtex.latex(citation.abstract) if citation.abstract else "")


def read(text: str, *, names: bool = False) -> Entry:
    """Read one entry by a parser that we did not write, LaTeX decoded."""
    stack = [SeparateCoAuthors(), SplitNameParts()] if names else [LatexDecodingMiddleware(keep_math_mode=True)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the decoder, about its own future
        library = parse_string(text, append_middleware=stack)
    assert library.failed_blocks == []
    assert len(library.entries) == 1
    return library.entries[0]


def fields(made: Paper) -> dict[str, str]:
    """Return what another parser reads, white space folded."""
    return {field.key.lower(): " ".join(str(field.value).split()) for field in read(entry(made)).fields}


def people(made: Paper) -> list[NameParts]:
    """Return the names as another parser takes them apart."""
    found = next(field.value for field in read(entry(made), names=True).fields if field.key == "author")
    assert isinstance(found, list)
    return found


# --- reading back ----------------------------------------------------------------------------------------------------


def test_nothing_is_lost() -> None:
    """Every fact of a paper comes back, accents, Han letters, formulas and signs included."""
    found = fields(PUBLISHED)
    assert read(entry(PUBLISHED)).entry_type == "article"
    assert found["title"] == r"TideNet: Predicting $\mathcal{O}(\nu^3 n)$ Tides with BERT & 5_x at 100% {really}"
    assert found["journal"] == "Transactions of the Tides & Shores"
    assert (found["volume"], found["number"], found["publisher"]) == ("12", "3", "Sea_Press")
    assert re.split(r"\W+", found["pages"]) == ["101", "112"]
    assert (found["year"], found["month"], found["firstdate"]) == ("2024", "may", "2023-04-07")
    assert (found["eprint"], found["archiveprefix"], found["primaryclass"]) == ("2304.01234", "arXiv", "cs.LG")
    assert found["language"] == "en"
    assert found["keywords"] == "Tides, and shores, Deep learning"
    # (The decoder takes LaTeX's circumflex for the letter that stands alone.)
    assert found["abstract"] == r"We cost $5 & gain 77%: $1.5\times$ faster on C# than {x}; 潮汐 «naïve» ~ ˆ $\alpha$."


def test_ids_and_addresses_stand_as_they_are() -> None:
    """A DOI and an address are for programs: no escapes in them."""
    assert "  doi = {10.1000/tide_net(1)},\n" in entry(PUBLISHED)
    assert "  url = {https://tides.example/a_b?c=1&d=2#e%20f},\n" in entry(PUBLISHED)


def test_names_come_back_in_their_parts() -> None:
    """Particles, suffixes, small words within a family name, Han names and teams are told apart."""
    assert [(n.von, n.last, n.jr, n.first) for n in people(PUBLISHED)] == [
        ([], ["Núñez"], [], ["José"]),
        (["van", "der"], ["Maaten"], [], ["Laurens"]),
        ([], ["Ortega", "{y}", "Gasset"], [], ["José"]),
        ([], ["Chen"], ["Jr."], ["Guoqiang"]),
        ([], ["王小东"], [], []),
        ([], ["{Llama Team}"], [], []),
    ]


def test_authors_who_are_left_out_are_told() -> None:
    """`et al.` is `and others`."""
    assert "  author = {Vale, Ada and others},\n" in entry(MEETING)


@pytest.mark.parametrize(
    ("made", "head"), [(PUBLISHED, "@article{"), (MEETING, "@inproceedings{"), (PREPRINT, "@misc{"), (BARE, "@misc{")]
)
def test_the_type_follows_the_venue(made: Paper, head: str) -> None:
    """A journal has articles, a meeting has proceedings; anything else is misc."""
    assert entry(made).startswith(head)


def test_a_preprint_names_its_archive() -> None:
    """A paper of arXiv alone has id, archive and class there, and the date of its first version."""
    found = fields(PREPRINT)
    assert (found["eprint"], found["archiveprefix"], found["primaryclass"]) == ("2404.19429", "arXiv", "cs.DC")
    assert (found["year"], found["month"], found["day"]) == ("2024", "apr", "30")
    assert found["url"] == "https://arxiv.org/abs/2404.19429"


def test_a_part_of_a_venue_belongs_to_its_name() -> None:
    """`Volume 1: Long Papers` is no number of a volume."""
    assert fields(MEETING)["booktitle"] == "ACL (Volume 1: Long Papers)"
    assert "volume" not in fields(MEETING)


def test_a_working_title_stands_in_brackets() -> None:
    """As a cataloguer writes a title that he made."""
    working = replace(paper(title="HueShelf"), title_is_working=True)
    assert "  title = {[{HueShelf}]},\n" in entry(working)


@given(st.text("-`',?! a–—{", max_size=12))
def test_signs_that_tex_joins(typed: str) -> None:
    """Two hyphens stay two, a dash stays a dash: nothing is one sign afterwards that was two before."""
    for made in (bibtex.escape(typed), bibtex.latex(Text(typed, (Words(typed),)))):
        assert bibtex_text.plain(made) == markup.fold_space(typed)
        assert not re.search(r"--|``|''|,,|[?!]`", made)


# --- capitals --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("BERT: Pre-training of Deep Transformers", "{BERT}: Pre-training of Deep Transformers"),
        ("Bag of Tricks for SuperGLUE and WMT22", "Bag of Tricks for {SuperGLUE} and {WMT22}"),
        ("Fast 3D Object Reconstruction with t-SNE", "Fast {3D} Object Reconstruction with t-{SNE}"),
        ("Visualizing Data in C++ and R", "Visualizing Data in {C}++ and {R}"),
        ("A Plan for McCandlish's Law", "A Plan for {McCandlish's} Law"),
        ("A study of Chinese translation for the web", "A study of {Chinese} translation for the web"),
        ("Lancet: Accelerating whole graph training on GPUs", "Lancet: Accelerating whole graph training on {GPUs}"),
        ("Étude", "Étude"),
        ("#BlackLivesMatter", r"\#{BlackLivesMatter}"),
        ("DC$^2$ and $O(n)$", "{DC}{$^2$} and {$O(n)$}"),
        (r"\textbf{MQM-APE} at Work", r"\textbf{MQM-APE} at Work"),
        ("多语言 BERT 研究", "多语言 {BERT} 研究"),
    ],
)
def test_capitals_that_say_something_are_kept(title: str, expected: str) -> None:
    """Braces stand around what a style must not make small, and around no more."""
    value = f'"{expected}"' if expected.startswith("{") else f"{{{expected}}}"
    assert f"  title = {value},\n" in entry(paper(title=title))


# --- safety ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (r"$\input{/etc/passwd}$", r"\$\textbackslash{}input\{/etc/passwd\}\$"),
        ("$a{b$", r"\$a\textbraceleft{}b\$"),
        (r"$\{a\}$", r"$\lbrace a\rbrace$"),
        (r"$a<b$", r"$a< b$"),
        (r"$50\% x$", r"$50\% x$"),
        ("https://x.example/a_b", r"https://x.example/a\_b"),
        (r"\texttt{a_b} \textsc{Sc}", r"\texttt{a\_b} \textsc{Sc}"),
    ],
)
def test_only_sound_formulas_and_faces_are_latex(typed: str, expected: str) -> None:
    """A command that nobody knows is shown, not run; braces are always in pairs."""
    assert bibtex.latex(latex.parse(typed)).replace(" }", "}").replace("rbrace $", "rbrace$") == expected


@pytest.mark.parametrize("doi", DOIS)
def test_a_doi_stands_as_it_is(doi: str) -> None:
    """Programs take the field to the letter: another parser gives the DOI back."""
    (found,) = parse_string(entry(paper(title="x", doi=doi))).entries
    assert found.fields_dict["doi"].value == doi


def test_a_doi_that_begins_a_tag_is_latex() -> None:
    """For a page may hold it."""
    assert r"doi = {10.1000/a\textless{}b>c\{d\}}" in entry(paper(title="x", doi="10.1000/a<b>c{d}"))


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_hostile_text_stays_one_entry(payload: str) -> None:
    """Whatever a field holds, the entry has the same fields, braces in pairs, and nothing that begins a tag."""
    facts = dict.fromkeys(("venue", "volume", "issue", "pages", "publisher", "category", "language"), payload)
    made = paper(title=payload, authors=[payload, Name(payload, payload)], abstract=payload, doi=payload, **facts)
    text = entry(made)
    assert bibtex._is_balanced(text)
    assert not re.search(r"<[A-Za-z/!?]", text)
    kept = {field.key for field in read(text).fields}
    assert {"author", "title", "doi", "abstract"} <= kept
    assert text.count("\n") == len(kept) + 2


@pytest.mark.parametrize("extensions", [visible.BARE, visible.RICH], ids=["bare", "rich"])
def test_a_page_of_markdown_can_hold_it(extensions: tuple[str, ...]) -> None:
    """As code, in a fold, to the letter, whatever extensions there are; not even a template's braces begin in it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions, about each other
        render = visible.Renderer(extensions)
        for typed in [*PAYLOADS, "++x++", "--x--", "==x==", "BERT", "$x^{{a}}$", "</details>", "$a</details>b$", *DOIS]:
            text = bibtex.entry(
                cite(paper(title=typed, authors=[typed], venue=typed, doi=f"10.1/{typed}"), [typed]), "key"
            )
            assert "{{" not in text.removeprefix("@misc{key")
            lines = "".join(f"    {line}\n" for line in text.split("\n"))
            page = render(
                f'<details class="cite" markdown="1">\n<summary>Cite</summary>\n\n{lines}\n</details>\n\nEnd.\n'
            )
            assert page.words == " ".join(f"Cite\n{text} End.".split()), typed
            assert {tag for tag, _ in page.elements} <= {"details", "summary", "div", "pre", "span", "code", "p"}


@given(st.text())
def test_escape_then_read_gives_the_text_back(text: str) -> None:
    """The law: text is never LaTeX, and our own reader agrees."""
    escaped = bibtex.escape(text)
    assert bibtex._is_balanced(escaped)
    assert not re.search(r"(?<!\\)[%&$#~^<>|]", escaped)
    assert READ.sub(lambda found: SIGNS.get(found[1], found[1] or ""), escaped) == markup.fold_space(text)


READ = re.compile(r"\\([%&$#_{}]|text[a-z]+)(?:(?<=[a-z])\{\})?|(?<=[-`',?!])\{\}")
SIGNS = {
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
}
