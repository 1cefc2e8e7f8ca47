"""Real files of BibTeX, RIS and CSL-JSON that nobody here wrote: nothing is lost, and what others read is found.

Where a file has a twin that says what it holds, title, authors, year and DOI are compared; the table is printed
(`pytest -s`), and docs/formats.md says what differs and why.
"""

from __future__ import annotations

import json
import time

import pytest
import readings
from benchmarks import splits, twins, ways_in

from carrel import readers
from carrel.model import Name, Reading
from carrel.readers import bibtex, csl_json, ris
from carrel.readers.bibtex import text as bibtex_text
from carrel.readers.contract import Document, Reader
from corpora import corpus

SECONDS = 10  # a file


def read(reader: Reader, text: Document) -> Reading:
    """Read a real file in time, and check that nothing is lost."""
    start = time.process_time()
    reading = readings.read(reader, text)
    assert time.process_time() - start < SECONDS, text.path
    readings.check(text, reading)
    return reading


FILES: list[tuple[Reader, tuple[str, ...]]] = [
    (bibtex, (".bib", ".biblatex", ".bibtex")),
    (ris, (".ris",)),
    (csl_json, (".csl.json",)),
]


@pytest.mark.parametrize(("reader", "endings"), FILES, ids=["bibtex", "ris", "csl_json"])
def test_every_file_is_known_and_read(reader: Reader, endings: tuple[str, ...]) -> None:
    """No crash, no hang; each file is of its kind alone, and each of its lines is somewhere."""
    paths = [path for path in corpus(".").rglob("*") if path.name.endswith(endings)]
    entries = problems = 0
    for path in paths:
        text = twins.document(path)
        if text.filled:
            assert readers.recognise(text) is reader, path
        reading = read(reader, text)
        entries += len(reading.entries)
        problems += len(reading.problems)
    print(f"{readers.format_of(reader)}: {len(paths)} files, {entries} entries, {problems} problems")
    assert len(paths) > 10
    assert problems < 0.05 * entries


def test_no_file_is_refused_and_no_entry_is_lost() -> None:
    """Wherever an entry begins, by rules that know nothing of the readers, stands a paper or a warning."""
    for kind, found in ways_in.kinds(corpus(".")):
        assert found.files, kind
        assert not found.why, kind
        assert not found.refused + found.lost + found.crashes, kind
        assert found.slowest < SECONDS, (kind, found.slowest_file)


def test_where_entries_begin() -> None:
    """The rules themselves: a line for each entry, and none for what is no paper."""
    assert ways_in.bibtex("@comment{x}\n @Misc {a,\n@string{b = {@misc{}}}\n@misc,\n@misc(c)") == [2, 4, 5]
    assert ways_in.csl_json('[{"a": 1},\n {"b": {"c":\n 2}}, {}\n]') == [1, 2, 3]
    assert ways_in.csl_json('\n{"a": 1}') == [2]
    assert ways_in.rows('title,year\n"a\nb",1\nc,2\n') == [2, 4]


def test_the_inputs_of_the_csl_test_suite() -> None:
    """Each of the 460 inputs is a list of items, and each item with a title becomes a paper."""
    for line in corpus("csl_json/csl_testsuite_inputs_A.jsonl").read_text("utf-8").splitlines():
        items = json.loads(line)["input"]
        reading = read(csl_json, Document("seeds/it", tuple(json.dumps(items, indent=1).split("\n"))))
        titles = [item["title"] for item in items if isinstance(item, dict) and item.get("title")]
        assert len([entry for entry in reading.entries if entry.title]) == len(titles)


def test_names_are_split_as_bibtex_does() -> None:
    """All cases of another parser, taken from BibTeX itself."""
    path = corpus("names/bibtexparser_name_tests.json")
    assert splits.bibtex(path.parents[1]).wrong == ()
    for written, _ in json.loads(path.read_text("utf-8"))["test_name_splitting_strict_mode"]:
        bibtex_text.authors(written)  # never fails


def test_two_megabytes_take_two_seconds() -> None:
    """BibTeX is read at a megabyte a second."""
    path = corpus("bibtex/biber/tugboat_part1.bib")
    text, start = twins.document(path), time.process_time()
    assert len(read(bibtex, text).entries) > 1_700
    assert time.process_time() - start < 2 * path.stat().st_size / 1e6


# --- twins -----------------------------------------------------------------------------------------------------------


def test_twins_agree() -> None:
    """Title, authors, year and DOI agree on 97 of 100 entries."""
    root = corpus("bibtex").parent
    expected, exports = twins.expected(root), twins.exports(root)
    print("\n| corpus | entries | title | authors | year | DOI |\n|---|---|---|---|---|---|")
    for tally in (*expected, *exports):
        print(tally)
    for tally in (*expected, *exports):
        print(f"\n{tally.corpus}", *tally.differ, sep="\n  ")
    for tally in (*expected, *exports):
        for fact in twins.Facts.__slots__:
            assert tally.share(fact) >= (twins.ENOUGH if tally in expected else twins.NEARLY), (tally.corpus, fact)


def test_a_name_of_a_twin() -> None:
    """The comparison itself: a suffix is moved, and nothing else."""
    assert twins.person("Bennett", "Frank G., Jr.") == twins.person("Bennett Jr.", "Frank G.")
    assert twins.person("Bennett", "Frank, G.") == twins.person("Bennett", "Frank G.")
    assert facts_of_name(Name("van Hove", "L.")) == "vanhove l"


def facts_of_name(name: Name) -> str:
    """Return a name as it is compared."""
    return twins.person(name.family, name.given)
