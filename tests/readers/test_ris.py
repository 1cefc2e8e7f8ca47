"""RIS: a file of golden cases, and laws: nothing is lost, no text makes it fail, case and line ends do not matter."""

from pathlib import Path

import pytest
import readings
from documents import document
from hypothesis import example, given, settings
from hypothesis import strategies as st

from carrel import markup
from carrel.model import Name, Reading
from carrel.readers import ris


def read(text: str) -> Reading:
    """Read a text."""
    return readings.read(ris, document(text))


@pytest.mark.parametrize("path", readings.cases("ris"), ids=lambda path: path.name)
def test_golden_cases(path: Path) -> None:
    """Each invented file is read as the file beside it says."""
    assert ris.sniff(readings.golden(ris, path)) > 0.9


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PMID- 123\nOWN - NLM\nTI  - A title\nAU  - Wicks A\n",  # PubMed
        "PT J\nAU Wicks, A\nTI A title\nER\n",  # Web of Science
        "%0 Journal Article\n%T A title\n%A Wicks, Ada\n",  # Refer
        "A manual\n\nWrite TY  - JOUR\nand so on\nand on\nand on\nand on\nand on\nand on\n",
        "@article{a,\n title = {TY  - JOUR}\n}",
    ],
)
def test_other_documents_are_not_ris(text: str) -> None:
    """Formats with tags of their own are left to others."""
    assert ris.sniff(document(text)) == 0.0


@pytest.mark.parametrize(
    ("written", "issued", "kept"),
    [
        (["PY  - 2014"], "2014", {}),
        (["PY  - 2014///"], "2014", {}),
        (["PY  - 2014/03//"], "2014-03", {}),
        (["PY  - 2014/03/12/Spring"], "2014-03-12", {"PY": "2014/03/12/Spring"}),
        (["Y1  - 2014/3"], "2014-03", {}),
        (["Y1  - 2014-03-12"], "2014-03-12", {}),
        (["DA  - 12 March 2014"], "2014-03-12", {}),
        (["PY  - 2014", "Y1  - 2014/03/12", "DA  - 2015/01/01"], "2014-03-12", {"DA": "2015/01/01"}),
        (["PY  - 2013/02/15/received", "PY  - 2014"], "2014", {"PY": "2013/02/15/received"}),
        (["PY  - 2014/13/99"], "2014", {"PY": "2014/13/99"}),
        (["PY  - in press"], None, {"PY": "in press"}),
    ],
)
def test_dates(written: list[str], issued: str | None, kept: dict[str, str]) -> None:
    """Of dates that agree the finest is taken; what it does not say is kept."""
    reading = read("\n".join(["TY  - JOUR", "TI  - x", *written, "ER  - "]))
    (entry,) = reading.entries
    assert (entry.issued.value if entry.issued else None) == issued
    assert entry.extra
    assert entry.extra.value == {"entry_type": "JOUR", **kept}


def test_the_names_of_authors_are_beyond_doubt() -> None:
    """Every author with a given name is told to the other readers."""
    text = "TY  - JOUR\nAU  - Wicks, Ada\nA2  - Sands, June\nA1  - Hill, Jo; Reed, Tom\nER  - "
    assert list(ris.names(document(text))) == ["Ada Wicks", "Jo Hill", "Tom Reed"]


# --- laws ------------------------------------------------------------------------------------------------------------

LINES = (
    "TY  - JOUR",
    "ER  - ",
    "AU  - A, B",
    "TI  - x",
    "words",
    "  ",
    "AB-x",
    "au - c",
    "PY  - 1",
    "ZZ  - ",
    "  - ",
    "\u200b",
)
noise = st.lists(st.sampled_from(LINES) | st.text(max_size=12), max_size=12).map("\n".join)


@settings(deadline=None)
@given(noise)
@example("ER  -\nAU  -\nTY  -")
def test_any_text_is_read_and_every_line_is_accounted_for(text: str) -> None:
    """No text makes the reader fail; each filled line has a role, or a problem; positions count from 1."""
    ris.sniff(document(text))
    readings.check(document(text), read(text))


words = st.lists(st.text("abelostzäñ字", min_size=1, max_size=7), min_size=1, max_size=6).map(" ".join)
name_words = st.text("abelostzäñ", min_size=2, max_size=7).map(str.title)
people = st.lists(st.builds(Name, name_words, name_words), min_size=1, max_size=4)
records = st.lists(st.tuples(words, people), min_size=1, max_size=5)


@settings(deadline=None)
@given(records, st.sampled_from([str.upper, str.lower]), st.sampled_from(["ER  - ", "ER  -", "er  - ", ""]), st.data())
def test_a_record_means_the_same_however_it_is_written(
    found: list[tuple[str, list[Name]]], case: type[str], end: str, data: st.DataObject
) -> None:
    """The case of tags, the order of lines, and a missing end do not matter."""
    lines: list[str] = []
    for title, names in found:
        body = [f"{case('TI')}  - {title}", *(f"{case('AU')}  - {name.family}, {name.given}" for name in names)]
        place = data.draw(st.integers(0, len(names)))
        lines += [f"{case('TY')}  - JOUR", *body[1 : place + 1], body[0], *body[place + 1 :], end]
    reading = read("\n".join(lines))
    told = [
        (markup.plain(e.title.value), list(e.authors.value.names)) for e in reading.entries if e.title and e.authors
    ]
    assert told == found
    assert len(reading.problems) == (0 if end else len(found))
