"""Records as files: written and read they are the same, and nothing that a reader found is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import curated
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carrel import latex, latex_source, markup, names, readers
from carrel.model import (
    FIELDS,
    Abstract,
    Authors,
    Description,
    Entry,
    Field,
    Kind,
    Name,
    Origin,
    Record,
    Style,
    Styled,
    Text,
    Words,
)
from carrel.problem import Place, Problem
from carrel.records import nodes, papers, writing
from corpora import corpus

FROM = Origin(Kind.SEED, Place("seeds/a.bib", 1))
OUR_OWN = Path(__file__).parents[2]


def read(written: str) -> Record:
    """Return the record that a file holds; it has no fault."""
    problems: list[Problem] = []
    node = nodes.parse(written, "seeds/papers/a.yml", problems)
    assert isinstance(node, nodes.Mapping), problems
    record = papers._record("a", "seeds/papers/a.yml", node, problems)
    assert not problems, problems
    return record


def said(record: Record) -> dict[str, Any]:
    """Return what a record says, wherever it stands."""
    values = {name: getattr(record, name) for name in (*FIELDS, *papers.ATTACHMENT)}
    return {name: v.value if isinstance(v, Field) else v for name, v in values.items() if v not in (None, (), "")}


def described(**values: object) -> Description:
    """Return what a reader found."""
    return Description(**{name: Field(value, FROM) for name, value in values.items() if value})  # type: ignore[arg-type]  # any field's


# --- laws ------------------------------------------------------------------------------------------------------------

line = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
odd = st.sampled_from(
    ["2210.10", "yes", "a: b", "- x", "#", "et al.", "Jr.", "{B}", r"\'e $x$ \emph{y}", "2023-02-30", "a  b"]
)
word = st.one_of(line, odd)
text = word.map(latex.parse)
name = st.builds(Name, word, st.one_of(st.just(""), word))
json: st.SearchStrategy[Any] = st.recursive(
    st.one_of(word, st.integers(), st.none(), st.booleans(), st.floats(allow_nan=False)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(word, inner, max_size=3),
)
descriptions = st.builds(
    described,
    title=text,
    authors=st.builds(Authors, st.lists(name, max_size=3).map(tuple), st.booleans()),
    abstract=st.builds(Abstract, text, st.sampled_from(["en", "de", "und"]), word.map(markup.fold_space)),
    **dict.fromkeys(("date", "issued", "venue", "volume", "issue", "pages", "publisher", "arxiv", "doi"), word),
    **dict.fromkeys(("category", "url", "code", "score", "language", "status", "note", "why", "remark"), word),
    topics=st.lists(word, max_size=3).map(tuple),
    has_code=st.booleans(),
    extra=st.dictionaries(word, json, max_size=3),
)


@settings(deadline=None)
@given(descriptions)
def test_records_written_and_read_are_the_same(found: Description) -> None:
    """Whatever a reader found: the record of it is a file, and the file is the record."""
    record = writing.fitted("a", found)
    written = writing.text(record)
    if any(getattr(record, name) for name in papers.ENOUGH):
        assert said(read(written)) == said(record)
        assert writing.text(read(written)) == written


@settings(deadline=None)
@given(descriptions)
def test_nothing_is_lost(found: Description) -> None:
    """What no field takes stands under `extra`, under its own name."""
    record = writing.fitted("a", found)
    kept = record.extra.value if record.extra else {}
    for field in papers.FIELDS:
        value = getattr(found, field)
        if value is None or field == "extra" or getattr(record, field):
            continue
        blank = isinstance(value.value, str | tuple | Text | Authors | Abstract) and not any(
            map(str.strip, strings(value.value))
        )
        assert blank or field in kept or f"{field}_as_typed" in kept


def strings(value: object) -> list[str]:
    """Return the words in a value."""
    match value:
        case str():
            return [markup.fold_space(value)]
        case tuple():
            return [word for one in value for word in strings(one)]
        case Text():
            return [markup.plain(value)]
        case Abstract():
            return strings(value.text)
        case Authors():
            return [
                word for one in value.names for word in (markup.fold_space(one.family), markup.fold_space(one.given))
            ]
    return []


def test_our_own_records_are_the_same() -> None:
    """What people wrote by hand is what is written of it."""
    records, _ = papers.read_all(OUR_OWN)
    for record in records:
        assert said(read(writing.text(record))) == said(record)


def test_every_field_is_written(tmp_path: Path) -> None:
    """No field of a record is forgotten, and their order is one of all."""
    content = (curated.GOLDEN / "records_whole" / "every-field.yml").read_text("utf-8")
    (record,), _ = papers.read_all(curated.make(tmp_path, {"papers/a.yml": content}))
    assert said(read(writing.text(record))) == said(record)
    assert {*writing.ORDER} == {*papers.FIELDS, *papers.ATTACHMENT}


def test_files_of_the_corpora(tmp_path: Path) -> None:
    """Each paper of files that others made is a record, and is read as it."""
    (tmp_path / "seeds").mkdir()
    for path in sorted(corpus("bibtex/bbt_import").glob("*.bib"))[:150]:
        readings, _ = readers.read_all(tmp_path, others={"x": path})
        for entry in (entry for _, reading in readings.values() for entry in reading.entries):
            record = writing.fitted("a", entry)
            if any(getattr(record, name) for name in papers.ENOUGH):
                assert said(read(writing.text(record))) == said(record)
                assert not entry.extra or not record.extra or entry.extra.value.keys() <= record.extra.value.keys()


# --- layout ----------------------------------------------------------------------------------------------------------


def test_a_record_as_it_is_laid_out() -> None:
    """One order, one layout; names as one says them, or in their parts; long texts in lines."""
    title = Text("", (Words("A "), Styled(Style.EMPHASIS, (Words("Title"),)), Words(": 5 $ {a}")))
    assert latex_source.of(title)
    found = described(
        extra={"isbn": "123", "pages": [1, None]},
        abstract=Abstract(latex.parse("We " + "propose " * 20 + "it."), "und", "someone"),
        arxiv="2210.10050",
        doi="no doi",
        authors=Authors(
            (names.parse("van der Doe, Jane"), Name("Barnes and Noble"), Name("Han", "W. Jr.")), complete=False
        ),
        title=title,
    )
    assert writing.text(writing.as_another(writing.fitted("b", found), "a")) == (
        r"""title: 'A \emph{Title}: 5 \$ \{a\}'
authors:
  - Jane van der Doe
  - family: Barnes and Noble
  - W. Jr. Han
  - et al.
arxiv: "2210.10050"
abstract:
  text: >-
    We propose propose propose propose propose propose propose propose propose propose propose propose
    propose propose propose propose propose propose propose propose it.
  language: und
  translator: someone
same_as:
  - b
extra:
  isbn: 123
  pages:
    - 1
    - "null"
  doi: no doi
"""
    )


@pytest.mark.parametrize("position", [1, 10])
def test_a_record_about_a_paper_of_a_seed(position: int) -> None:
    """What ties a record to its paper is written, too."""
    record = Record(place=FROM.place, id="a", seed="a.txt", starts="We propose: a", position=position)
    assert writing.text(record) == f'seed: a.txt\nstarts: "We propose: a"\nposition: {position}\n'


def test_what_records_say_is_compared() -> None:
    """A record that says less than another one says nothing new."""
    entry = Entry(place=FROM.place, position=1, title=Field(latex.parse("A"), FROM))
    less, more = (
        writing.fitted("a", entry),
        writing.fitted("b", described(title=latex.parse("A"), venue="ACL", extra={"k": "v"})),
    )
    assert writing.says(less) < writing.says(more)
