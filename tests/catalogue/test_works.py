"""Which entries and records are one paper, and what is said of it."""

import time
from typing import Any

import pytest

from carrel.model import Entry, Kind, Record
from made_entries import catalogued, entry, record

GULLS = "We count gulls by a curve that passes each of them once. It is fast."
LAMPS = "We measure how lamps change the attention of readers. It is dark."


def only(entries: list[Entry], *records: Record) -> Any:  # noqa: ANN401  # a test knows which fields are there
    """Return the only paper of a library without problems."""
    library, problems = catalogued(entries, records)
    assert problems == []
    [paper] = library.papers.values()
    return paper


# --- one paper or several --------------------------------------------------------------------------------------------


def test_the_same_in_two_seeds_is_one_paper() -> None:
    """Entries that agree to the letter are one paper with two sources; space, case and the order of files aside."""
    one = entry("b.txt", 2, title="Counting Gulls", authors=["Ada Vale"], abstract=GULLS)
    two = entry("a.txt", 7, title="Counting  gulls", authors=["Vale, Ada"], abstract=GULLS.upper())
    for entries in ([one, two], [two, one]):
        paper = only(entries)
        assert [(s.seed, s.position) for s in paper.sources] == [("a.txt", 7), ("b.txt", 2)]
        assert paper.title.value.source == "Counting  gulls"


@pytest.mark.parametrize(
    "other", [{"title": "Counting Terns"}, {"authors": ["Ida Fenn"]}, {"abstract": LAMPS}, {"abstract": None}]
)
def test_what_differs_is_another_paper(other: dict[str, Any]) -> None:
    """Nothing is guessed: another title, other authors or another abstract make another paper."""
    said: dict[str, Any] = {"title": "Counting Gulls", "authors": ["Ada Vale"], "abstract": GULLS}
    different = {key: value for key, value in {**said, **other}.items() if value is not None}
    library, _ = catalogued([entry(position=1, **said), entry(position=2, **different)])
    assert len(library.papers) == 2


def test_a_record_completes_its_paper() -> None:
    """The record gives the id and what it says; the rest is the seed's, with the line of either."""
    paper = only(
        [entry(abstract=GULLS)],
        record("gulls", "a.txt", "We count gulls", title="Counting Gulls", date="2020"),
    )
    assert paper.id == "gulls"
    assert not paper.title_is_working
    assert (paper.title.origin.kind, str(paper.title.origin.place)) == (Kind.RECORD, "seeds/papers/gulls.yml:3")
    assert str(paper.abstract.origin.place) == "seeds/a.txt:10"
    assert [source.line for source in paper.sources] == [10]


def test_a_record_finds_its_paper_wherever_it_stands() -> None:
    """Order and position do not matter: a fresh scrape keeps its records."""
    about = record("gulls", "a.txt", "We count gulls", title="Counting Gulls")
    for position in (1, 2, 9):
        entries = [entry(position=position, abstract=GULLS), entry(position=position + 1, abstract=LAMPS)]
        library, problems = catalogued(entries, [about])
        assert problems == []
        assert library.papers["gulls"].sources[0].position == position


def test_a_record_may_quote_the_source_or_the_text() -> None:
    """`starts:` is what stands in the file, or what a reader sees; white space does not count."""
    said = entry(title=r"\textbf{Gulls} in $\mathcal{O}(n)$ Time", abstract=GULLS)
    for starts in (r"\textbf{Gulls} in $\mathcal{O}", "Gulls in O(n)", "Gulls   in", "We count"):
        assert only([said], record("gulls", "a.txt", starts)).id == "gulls"


def test_a_record_of_its_own_is_a_paper() -> None:
    """Without a seed, its title is all that it needs."""
    paper = only([], record("gulls", title="Counting Gulls"))
    assert (paper.id, paper.sources) == ("gulls", ())
    assert str(paper.record) == "seeds/papers/gulls.yml:1"


def test_what_a_record_seeks_and_does_not_find_is_told() -> None:
    """With the line of the record, and the nearest that there is."""
    entries = [entry(title="Counting Gulls", abstract=GULLS), entry(position=2, title="Counting Terns", abstract=LAMPS)]
    for about, words in (
        (record("x", "b.txt", "Counting"), "seeds/papers/x.yml:1: error: 'b.txt' is no document"),
        (record("x", "a.txt", "Counting Gills"), "seeds/papers/x.yml:2: error: no paper of 'a.txt' starts with"),
        (record("x", "a.txt", "Counting Gills"), "the nearest is line 10, 'Counting Gulls'"),
        (record("x", "a.txt", "We meassure"), "the nearest is line 21, 'We measure how lamps"),
        (record("x", "a.txt", "Counting"), "several papers of 'a.txt' start with 'Counting' (lines 10 and 20)"),
    ):
        library, [problem] = catalogued(entries, [about])
        assert words in problem
        assert len(library.papers) == 2


def test_many_misses_are_told_soon() -> None:
    """A list whose seeds were scraped anew may lose all its records at once; each still has its nearest line."""
    entries = [entry(position=n, title=f"Counting Gulls {n} Times", abstract=f"{n} gulls. {GULLS}") for n in range(400)]
    records = [record(f"r{n}", "a.txt", f"Zounds Counting Gulls {n} Times") for n in range(300)]
    began = time.process_time()
    _, problems = catalogued(entries, records)
    assert time.process_time() - began < 5
    assert len(problems) == 300
    assert all(f"'Counting Gulls {n} Times'" in problem for n, problem in zip([0, 1, 10], problems, strict=False))


def test_two_records_of_one_paper_are_told() -> None:
    """The second in the order of their names is the one too many."""
    about = [record(name, "a.txt", "We count") for name in ("b", "a")]
    _, problems = catalogued([entry(abstract=GULLS)], about)
    assert problems == ["seeds/papers/b.yml:2: error: seeds/papers/a.yml is about the same paper of 'a.txt' already"]


def test_every_id_of_a_paper_leads_to_it() -> None:
    """A record that joins another one, and whatever either was called before: no published address is lost."""
    said: dict[str, Any] = {"title": "Counting Gulls", "authors": ["Ada Vale"], "abstract": GULLS}
    records = [record("a", **said, aliases=("old-a",)), record("b", **said, aliases=("old-b",))]
    paper = only([], *records)
    assert paper.id == "a"
    assert set(paper.aliases.value) == {"b", "old-a", "old-b"}


# --- what is said of it ----------------------------------------------------------------------------------------------


def test_the_record_has_the_last_word_and_others_are_kept() -> None:
    """What a seed says instead is kept beside it."""
    paper = only(
        [entry(title="Counting Gulls", abstract=GULLS)],
        record("gulls", "a.txt", "We count", title="Counting All Gulls"),
    )
    assert paper.title.value.source == "Counting All Gulls"
    assert [other.value.source for other in paper.title.others] == ["Counting Gulls"]


@pytest.mark.parametrize(
    ("said_by_seed", "said_by_record", "chosen"),
    [
        ("2023-04-07", "2023", "2023-04-07"),
        ("2023-04", "2023-04-07", "2023-04-07"),
        ("2022-04-07", "2023", "2023"),
        ("2023-04-07", "2023-05", "2023-05"),
    ],
)
def test_of_two_dates_that_agree_the_finer_wins(said_by_seed: str, said_by_record: str, chosen: str) -> None:
    """Otherwise the record's; the other one is kept."""
    paper = only([entry(abstract=GULLS, date=said_by_seed)], record("gulls", "a.txt", "We count", date=said_by_record))
    assert paper.date.value == chosen
    assert {other.value for other in paper.date.others} == {said_by_seed, said_by_record} - {chosen}


def test_the_language_is_that_of_the_abstract() -> None:
    """Known by a rule, unless a source says it."""
    paper = only([entry(abstract="我们提出了一种新的方法。")])
    assert (paper.language.value, paper.language.origin.kind) == ("zh", Kind.RULE)


@pytest.mark.parametrize(
    ("abstract", "code"),
    [
        ("The code is at https://github.com/a/b.", "https://github.com/a/b"),
        ("See //github.com/a/b for more.", "https://github.com/a/b"),
        ("We use https://github.com/x/y. Our code is at https://gitlab.com/a/b.", "https://gitlab.com/a/b"),
        ("Data at https://example.org/a.", None),
        ("No address.", None),
    ],
)
def test_code_is_found_in_the_abstract(abstract: str, code: str | None) -> None:
    """An address of a host of code; that which the word `code` stands before comes first."""
    found = only([entry(abstract=abstract)]).code
    assert (found.value if found else None) == code
    assert found is None or found.origin.kind is Kind.RULE


# --- ids -------------------------------------------------------------------------------------------------------------


def test_ids_come_from_own_words() -> None:
    """From the title, or from the abstract where there is none; whatever else is in the list, in whatever order."""
    entries = [
        entry(position=1, title="Counting Gulls", abstract=GULLS),
        entry(position=2, abstract=LAMPS),
        entry("b.txt", 1, title="模型", abstract=GULLS + LAMPS),
    ]
    ids = {id_ for one in entries for id_ in catalogued([one])[0].papers}
    assert catalogued(entries)[0].papers.keys() == ids
    assert catalogued(entries[::-1])[0].papers.keys() == ids


def test_a_clash_is_settled_by_own_words() -> None:
    """Two papers of one title have a suffix each, the same in whatever order they come."""
    one = entry(position=1, title="Notes", abstract=GULLS)
    two = entry(position=2, title="Notes", abstract=LAMPS)
    ids = catalogued([one, two])[0].papers.keys()
    assert ids == catalogued([two, one])[0].papers.keys()
    assert len(ids) == 2
    assert all(id_.startswith("notes-") for id_ in ids)


def test_a_paper_does_not_take_the_id_of_a_record_or_an_alias() -> None:
    """What a curator named stays where it is."""
    about = record("notes", title="Something Else", aliases=("old-notes",))
    library, _ = catalogued([entry(title="Notes"), entry(position=2, title="Old Notes")], [about])
    assert library.papers["notes"].title.value.source == "Something Else"
    assert {"notes", "old-notes"} & {paper.id for paper in library.papers.values() if not paper.record} == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"doi": "10.1000/a"}, {"doi": "10.1000/b"}),
        ({"issued": "2001"}, {"issued": "2019"}),
        ({"volume": "7", "pages": "1"}, {"volume": "8", "pages": "1"}),
    ],
)
def test_the_same_words_may_be_two_papers(one: dict[str, Any], other: dict[str, Any]) -> None:
    """An editorial is so called every year; its DOI, its year or its volume tells which it is."""
    said: dict[str, Any] = {"title": "Editorial", "authors": ["Ada Vale"]}
    entries = [entry(position=1, **said, **one), entry(position=2, **said, **other)]
    ids = catalogued(entries)[0].papers.keys()
    assert len(ids) == 2
    assert catalogued(entries[::-1])[0].papers.keys() == ids
    assert len(catalogued([entries[0], entry("b.txt", **said, **one)])[0].papers) == 1
