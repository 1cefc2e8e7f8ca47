"""The contract of readers, one and all: nothing is lost, papers are counted from 1, and no text is too strange."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

import documents
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carrel import readers
from carrel.model import Reading
from carrel.readers import abstracts, family_given, glued, translated
from carrel.readers.contract import Context, Document, Reader
from corpora import corpus

OURS: tuple[Reader, ...] = (abstracts, family_given, glued, translated)  # those that read a document line by line
SEEDS = Path(__file__).parents[2] / "seeds"
TEXTS = [*sorted(documents.GOLDEN.glob("*.txt")), *sorted(SEEDS.glob("00*.txt"))]
LINES = sorted({line for path in TEXTS for line in path.read_text("utf-8").splitlines() if len(line) < 2_000})


def check(document: Document, reading: Reading) -> None:
    """Check what is true of every reading."""
    numbers = {number for number, _ in document.filled}
    told = {problem.place.line for problem in reading.problems}
    assert numbers <= reading.roles.keys() | told, "a line is lost"
    assert reading.roles.keys() <= numbers
    assert [entry.position for entry in reading.entries] == list(range(1, len(reading.entries) + 1))
    assert all(entry.place.line in numbers for entry in reading.entries)
    assert all(problem.place.path == document.path for problem in reading.problems)
    places = [entry.place.line for entry in reading.entries]
    assert places == sorted(places)


def sure(document: Document) -> list[str]:
    """Return the readers that are sure of a document."""
    return [name for name, reader in readers.registry().items() if reader.sniff(document) >= readers.SURE_ENOUGH]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_nothing_is_lost(path: Path) -> None:
    """Exactly one reader knows the document, and each filled line ends in a paper, a marker or a problem."""
    document = documents.document(path.read_text("utf-8"))
    (name,) = sure(document)
    reader = readers.registry()[name]
    check(document, reader.read(document, Context(frozenset(reader.names(document)))))


@pytest.mark.parametrize("reader", OURS, ids=readers.format_of)
@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=50)), max_size=12))
def test_nothing_is_lost_of_any_lines(reader: Reader, lines: list[str]) -> None:
    """Lines of all shapes in any order: each is somewhere, whoever reads them."""
    document = Document("seeds/list.txt", tuple(lines))
    assert 0.0 <= reader.sniff(document) <= 1.0
    names = frozenset(reader.names(document))
    check(document, reader.read(document, Context(names)))


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(), st.lists(st.sampled_from(LINES), max_size=8).map("\n".join)))
def test_no_text_is_too_strange(text: str) -> None:
    """Every reader can say of any text how sure it is, and the surest can read it."""
    document = documents.document(text)
    for reader in readers.registry().values():
        assert 0.0 <= reader.sniff(document) <= 1.0
    surest = readers.recognise(document)
    if surest:
        names = frozenset(surest.names(document))
        check(document, surest.read(document, Context(names)))


def test_naughty_strings() -> None:
    """Strings that broke other programs, as lines and as parts of lines."""
    naughty = [p for p in corpus("adversarial/blns").rglob("*") if p.is_file()]
    for path in naughty:
        text = path.read_text("utf-8", "replace")
        glue = "\n".join(f"A Title: {line}Jane Roe, John Doe" for line in text.split("\n"))
        pairs = "\n".join(f"{line}\nRoe, Jane, {line}, John" for line in text.split("\n"))
        for content in (text, glue, pairs):
            document = documents.document(content)
            for reader in readers.registry().values():
                reader.sniff(document)
            for reader in OURS:
                check(document, reader.read(document, Context(frozenset(reader.names(document)))))


def test_nobody_is_sure_of_nothing() -> None:
    """An empty document is of no kind."""
    assert not sure(documents.document("\n \n"))


# --- what is refused -------------------------------------------------------------------------------------------------

ROOT = Path(__file__).parents[2]
REFUSED = [*sorted((documents.GOLDEN.parent / "refused").glob("*.txt")), ROOT / "LICENSE", ROOT / "README.md"]


def flowing(text: str) -> str:
    """Return a text with a paragraph a line."""
    return "\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


@pytest.mark.parametrize("path", REFUSED, ids=lambda path: path.name)
def test_prose_of_other_kinds_is_refused(path: Path, tmp_path: Path) -> None:
    """A licence, a novel, news, a manual, code or a table of prices is no list of papers; one line says what is."""
    for form in (str, flowing, lambda text: flowing(text) * 20):
        (tmp_path / "seeds").mkdir(exist_ok=True)
        (tmp_path / "seeds" / "list.txt").write_text(form(path.read_text("utf-8")), "utf-8")
        found, problems = readers.read_all(tmp_path)
        assert not found
        (problem,) = map(str, problems)
        assert problem.startswith("seeds/list.txt: error: no known kind of document")
        assert all(readers.in_words(form) in problem for form in readers.registry())


# --- time ------------------------------------------------------------------------------------------------------------


def repeated(reader: str, times: int) -> Document:
    """Return a long document of a kind, no two of its lines the same."""
    path = documents.GOLDEN / f"{ {'family_given': 'family-owner', 'glued': 'glued-markers'}.get(reader, reader) }.txt"
    path = path if path.exists() else documents.GOLDEN / f"{reader}-chinese.txt"
    lines = path.read_text("utf-8").splitlines()
    return Document(
        "seeds/list.txt", tuple(line.replace(" the ", f" the{n}th ") for n in range(times) for line in lines[n > 0 :])
    )


def seconds(reader: Reader, document: Document) -> float:
    """Return how long it takes to know and read a document."""
    start = time.process_time()
    assert reader.sniff(document) >= readers.SURE_ENOUGH
    reader.read(document, Context(frozenset(reader.names(document))))
    return time.process_time() - start


@pytest.mark.parametrize("name", ["abstracts", "family_given", "glued", "translated"])
def test_time_is_linear(name: str) -> None:
    """Ten times the lines take about ten times as long."""
    reader = readers.registry()[name]
    seconds(reader, repeated(name, 10))  # lists are loaded once
    small = min(seconds(reader, repeated(name, 50 + n)) for n in range(2))
    assert seconds(reader, repeated(name, 500)) < 20 * small + 0.1


@pytest.mark.parametrize(
    "unit", ["Vale, Ada, ", "a ", "A", "1.0LGFeb 3, 2023", "translated by ", "由", "; ", " and ", "The method "]
)
@pytest.mark.parametrize("reader", OURS, ids=readers.format_of)
def test_a_long_line(reader: Reader, unit: str) -> None:
    """One line as long as a line may be does not take long."""
    document = Document("seeds/list.txt", ("A Title", unit * (readers.LIMIT.line // len(unit.encode()) // 4)))
    start = time.process_time()
    reader.sniff(document)
    _consume(reader.names(document))
    reader.read(document, Context())
    assert time.process_time() - start < 10


def _consume(names: Iterable[str]) -> None:
    for _ in names:
        pass
