"""CSL-JSON: files of golden cases, and laws: nothing is lost, no text makes it fail, one bad item costs one item."""

import json
from pathlib import Path
from typing import Any

import pytest
import readings
from documents import document
from hypothesis import example, given, settings
from hypothesis import strategies as st

from carrel import markup
from carrel.model import Name, Reading, Style, Styled, Words
from carrel.readers import csl_json


def read(text: str) -> Reading:
    """Read a text."""
    return readings.read(csl_json, document(text))


def item(**said: Any) -> Reading:  # noqa: ANN401  # JSON is anything
    """Read a document of one item."""
    return read(json.dumps([{"id": "x", "type": "book", "title": "t", **said}]))


@pytest.mark.parametrize("path", readings.cases("csl_json"), ids=lambda path: path.name)
def test_golden_cases(path: Path) -> None:
    """Each invented file is read as the file beside it says."""
    assert csl_json.sniff(readings.golden(csl_json, path)) > 0.9


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[1, 2, 3]",
        "[null]",
        "[[]]",
        '{"items": []}',
        '{"title": "A site", "language": "en", "version": "1"}',
        '[{"id": 1, "title": "Milk", "done": false}]',
        '[{"id": 1, "type": "user", "status": "new"}]',
        '[{"id": 1, "type": "post", "slug": "x", "title": {"rendered": "x"}}]',
        '[{"id": "W1", "title": "x", "author": "Wicks, Ada"}]',
        '{"name": "a package", "type": "module", "author": {"name": "A"}}',
        '[{"itemType": "book", "title": "x", "id": 1, "creators": []}]',  # Zotero's own JSON
        '{"Wicks2021": {"type": "article", "title": "x"}}',
        '[{"type": "article", "title": "x", "author": "Wicks, Ada", "ref": "w"}]',
        '{"@context": "https://schema.org", "id": "x", "type": "book"}',
        "[a list](of.md) of links",
    ],
)
def test_other_documents_are_not_csl(text: str) -> None:
    """JSON of other kinds is left to others."""
    assert csl_json.sniff(document(text)) == 0.0 or "@context" in text


@pytest.mark.parametrize(
    "text",
    [
        '[{"id": "a", "title": "x"}]',
        '[{"title": "x", "type": "book"}]',
        '[{"title": "x", "type": "article-journal", "multi": {}}]',
        '[{"id": "a", "type": "", "number": "1"}]',
        '[{"title": "x", "author": [{"family": "Wicks"}]}]',
        '[{"id": "a", "issued": {"year": 1999}, "mine": 1}]',
        "[" + "{}, " * 9 + '{"id": "a", "title": "x"}]',
    ],
)
def test_items_that_lack_something_are_csl(text: str) -> None:
    """Many a program leaves out the type or the id: one of them, or a value as only CSL writes it, is enough."""
    assert csl_json.sniff(document(text)) > 0.9


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[]", "1: no item stands here"),
        ("\n [ ]", "2: no item stands here"),
        ("{}", "1: an item that says nothing of a paper; left out"),
        ('[\n{"note": null}]', "2: an item that says nothing of a paper; left out"),
        ('{"": ""}', "1: an item that says nothing of a paper; left out"),
    ],
)
def test_nothing_is_read_as_nothing(text: str, told: str) -> None:
    """An empty list, as of an empty collection, or an object without a value is told, and stops nobody."""
    assert csl_json.sniff(document(text)) > 0.9
    (problem,) = read(text).problems
    assert f"{problem.place.line}: {problem.message}" == told
    assert problem.severity == "warning"


@pytest.mark.parametrize(
    ("issued", "date", "whole"),
    [
        ({"date-parts": [[2014, 3, 12]]}, "2014-03-12", True),
        ({"date-parts": [["2014", "03"]]}, "2014-03", True),
        ({"date-parts": [[2014, 0, 0]]}, "2014", True),
        ({"date-parts": [[2014], [2015]]}, "2014", False),
        ({"date-parts": [[2014]], "season": 2}, "2014", False),
        ({"date-parts": [[2014]], "circa": True}, "2014", False),
        ({"date-parts": [[2014, 13]]}, "2014", False),
        ({"date-parts": [[-44]]}, None, False),
        ({"date-parts": [[]]}, None, False),
        ({"raw": "2014-03-12"}, "2014-03-12", True),
        ({"raw": "2014-03/2014-05"}, "2014-03", False),
        ({"literal": "Spring 2014"}, "2014", False),
        ({"year": 2014, "month": "3"}, "2014-03", True),
        ("2014", "2014", True),
        ([{"year": 2014}, {"year": 2015}], "2014", False),
        (2014, "2014", True),
        ([], None, True),
        ({"date-parts": "2014"}, None, False),
    ],
)
def test_dates(issued: object, date: str | None, whole: bool) -> None:
    """A date is read in each of its forms; what it says beyond is kept."""
    (entry,) = item(issued=issued).entries
    assert (entry.issued.value if entry.issued else None) == date
    assert entry.extra
    assert ("issued" not in entry.extra.value) == whole


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ({"family": "Wicks", "given": "Ada"}, Name("Wicks", "Ada")),
        ({"family": "Hove", "given": "L.", "non-dropping-particle": "van"}, Name("van Hove", "L.")),
        ({"family": "Aubigné", "given": "A.", "dropping-particle": "d'"}, Name("d'Aubigné", "A.")),
        ({"family": "King", "given": "M. L.", "suffix": "Jr.", "comma-suffix": True}, Name("King Jr.", "M. L.")),
        ({"literal": "The Group, Ltd."}, Name("The Group, Ltd.")),
        ({"family": "Plato"}, Name("Plato")),
        ({"given": "Plato"}, Name("Plato")),
        ("Wicks, Ada", Name("Wicks", "Ada")),
        ({"family": "Wi\ncks", "given": None}, Name("Wi cks")),
    ],
)
def test_a_name(written: object, name: Name) -> None:
    """Particles and suffixes belong to the family name."""
    (entry,) = item(author=[written]).entries
    assert entry.authors
    assert entry.authors.value.names == (name,)


def test_what_is_no_name_is_kept() -> None:
    """An author that cannot be read, or says more than a name, stays under extra."""
    (entry,) = item(author=[7, {"family": "Wicks", "given": "Ada", "ORCID": "0"}]).entries
    assert entry.authors
    assert entry.authors.value.names == (Name("Wicks", "Ada"),)
    assert entry.extra
    assert len(entry.extra.value["author"]) == 2


def test_markup_in_titles() -> None:
    """A few elements of HTML are read; the rest is as typed."""
    (entry,) = item(title='<i>a <b>b</b></i> x<sub>2</sub> <span class="nocase">c</span> <u>d</u> <i>e &lt; 1').entries
    assert entry.title
    assert entry.title.value.source.startswith("<i>a")
    assert entry.title.value.runs == (
        Styled(Style.EMPHASIS, (Words("a "), Styled(Style.STRONG, (Words("b"),)))),
        Words(" x"),
        Styled(Style.SUBSCRIPT, (Words("2"),)),
        Words(" c <u>d</u> <i>e < 1"),
    )


def test_half_a_character_is_mended() -> None:
    """JSON can name halves of characters, which no file can hold."""
    (entry,) = read(r'[{"id": "x", "type": "book", "title": "a \ud800 b", "note": ["\udc00"]}]').entries
    assert entry.title
    assert entry.extra
    (entry.title.value.source + str(entry.extra.value)).encode()


# --- laws ------------------------------------------------------------------------------------------------------------

PIECES = (*'[]{}:,"\n \\', '"title"', '"id"', '"type": "book"', '{"id": 1}', "null", "1e999", '"\\ud800"', '{"items":')
noise = st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=40)


@settings(deadline=None)
@given(noise)
@example("[" * 5000)
@example('[{"a":' * 2000)
def test_any_text_is_read_and_every_line_is_accounted_for(text: str) -> None:
    """No text makes the reader fail; each filled line has a role, or a problem; positions count from 1."""
    csl_json.sniff(document(text))
    readings.check(document(text), read(text))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
VARIABLES = (
    "title",
    "author",
    "issued",
    "type",
    "DOI",
    "URL",
    "page",
    "keyword",
    "abstract",
    "container-title",
    "id",
    "note",
)


@settings(deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(VARIABLES), json_values, max_size=6), max_size=3))
def test_any_json_is_read(items: list[dict[str, Any]]) -> None:
    """A variable may hold what it should not."""
    readings.check(document(json.dumps(items)), read(json.dumps(items)))


words = st.lists(st.text("abelostzäñ字", min_size=1, max_size=7), min_size=1, max_size=6).map(" ".join)


@settings(deadline=None)
@given(st.lists(words, min_size=1, max_size=5), st.sampled_from([None, 0, 2, "\t"]), st.booleans(), st.booleans())
def test_items_mean_the_same_however_they_are_written(
    titles: list[str], indent: int | str | None, ascii_only: bool, wrapped: bool
) -> None:
    """White space, escapes and an object around the list do not matter, and lines are those of the items."""
    items = [{"id": f"k{n}", "type": "book", "title": title} for n, title in enumerate(titles)]
    text = json.dumps({"items": items} if wrapped else items, indent=indent, ensure_ascii=ascii_only)
    reading = read(text)
    assert [markup.plain(entry.title.value) for entry in reading.entries if entry.title] == titles
    assert not reading.problems
    lines = text.split("\n")
    for entry, title in zip(reading.entries, titles, strict=True):
        assert "{" in lines[entry.place.line - 1]
        assert entry.title
        assert json.dumps(title, ensure_ascii=ascii_only) in lines[entry.title.origin.place.line - 1]


@settings(deadline=None)
@given(st.sampled_from(['"', "{", "}", "]", ",,", ": :"]), st.integers(0, 400), st.sampled_from([None, 1]))
def test_a_broken_item_costs_no_other(typo: str, at: int, indent: int | None) -> None:
    """Wherever an item is broken, the ones before and after it are read."""
    items = [{"id": f"k{n}", "type": "book", "title": f"Title {n}", "author": [{"family": "Wicks"}]} for n in range(3)]
    first, middle, last = (json.dumps(one, indent=indent) for one in items)
    place = 1 + at % (len(middle) - 1)
    reading = read(f"[{first},\n{middle[:place]}{typo}{middle[place:]},\n{last}]")
    titles = [markup.plain(entry.title.value) for entry in reading.entries if entry.title]
    assert titles[0] == "Title 0"
    assert titles[-1] == "Title 2"
