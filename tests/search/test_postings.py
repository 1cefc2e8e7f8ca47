"""Where words stand: what was noted is told as a browser reads it, and takes no more room than that."""

import tracemalloc

from benchmarks import search
from hypothesis import given
from hypothesis import strategies as st

from carrel.search import index
from carrel.search.numbers import read, write, write_rising, written
from carrel.search.postings import Document, Named, Postings, Words

WORDS = st.sampled_from(["a", "b", "c"])


@given(st.lists(st.integers(0, 10**9)))
def test_numbers_are_read_as_they_were_written(some: list[int]) -> None:
    """Any number survives, as bytes too."""
    assert list(read("".join(map(write, some)).encode())) == some
    assert list(read(b"".join(map(written, some)))) == some


@given(st.lists(st.tuples(WORDS, st.integers(0, 10**6))))
def test_a_word_tells_its_numbers_in_a_row(stands: list[tuple[str, int]]) -> None:
    """However the words take turns: of each the distances, one after the other; and nothing of others."""
    stands.sort(key=lambda stand: stand[1])
    postings = Postings()
    for word, number in stands:
        postings.add(word, number)
    assert set(postings) == {word for word, _ in stands}
    for word in "abcd":
        assert postings.text(word).decode() == write_rising(number for one, number in stands if one == word)


def test_a_note_stands_with_its_number() -> None:
    """The first time, the second, and ever after."""
    postings = Postings()
    for number in (5, 5, 9):
        postings.add("word", number, written(7))
    assert list(read(postings.text("word"))) == [5, 7, 0, 7, 4, 7]


def test_what_is_no_word_has_no_cells() -> None:
    """A word has a cell for each table, in the order of a row."""
    words = Words()
    words.add(0, Document("Deep", ["Ada"], "", []), ["sea"])
    words.add_named([Named("ada", "Ada")], [Named("deep", "Deep")])
    assert (words.cells("sea"), words.cells("deep"), words.cells("ada")) == (" !     ", "   !#   !", "    ! ! ")
    assert words.cells("river") == ""
    words.clear()
    assert words.cells("sea") == ""


def test_memory_grows_by_less_than_the_index() -> None:
    """Of twice as many papers: what is held at once grows by less than what is told."""
    papers = search.papers(2400)
    for _ in index.make(*search.told(papers)):
        pass  # what any index takes is there now

    def costs(size: int) -> tuple[int, int]:
        what = search.told(papers[:size])
        tracemalloc.start()
        told = sum(len(content.encode()) for _, content in index.make(*what))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return told, most

    (told, held), (more_told, more_held) = costs(1200), costs(2400)
    fragments = 1.25  # what lies between is not counted here, but it is taken
    assert fragments * (more_held - held) < more_told - told
