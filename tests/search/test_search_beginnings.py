"""What answers before a word is typed to its end: the order of a browser, and the best papers of many words."""

from hypothesis import given
from hypothesis import strategies as st

from carrel.search import beginnings
from carrel.search.numbers import CELL, read
from carrel.search.postings import Document, Words

TEXTS = st.lists(st.text("ab", min_size=1, max_size=4), max_size=4).map(" ".join)


@given(st.lists(st.text()))
def test_the_order_is_that_of_a_browser(words: list[str]) -> None:
    """By UTF-16: a letter beyond the first plane comes before the last ones of that plane."""
    assert sorted(words, key=beginnings.order) == sorted(
        words, key=lambda word: word.encode("utf-16-be", "surrogatepass")
    )


def rising(cell: str) -> list[int]:
    """Read the papers of a cell."""
    papers: list[int] = []
    for gap in read(cell.encode()):
        papers.append(gap + (papers[-1] if papers else 0))
    return papers


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=8))
def test_a_beginning_has_the_papers_of_its_words(papers: list[tuple[str, str, str]]) -> None:
    """Each paper once, where such a word weighs most; those of a longer beginning are among those of a shorter one."""
    words = Words()
    for number, (title, name, abstract) in enumerate(papers):
        words.add(number, Document(title, [name], abstract, []), abstract.split())
    keys = sorted({word for table in words.tables for word in table})
    wanted = [begin for begin in ("a", "ab", "aba", "b", "bb") if any(key.startswith(begin) for key in keys)]
    for begin, row in zip(wanted, beginnings.rows(wanted, keys, words, len(papers)), strict=True):
        cells = (row.removeprefix(begin + CELL) + 6 * CELL).split(CELL)
        having = [
            [n for n, texts in enumerate(papers) if any(word.startswith(begin) for word in texts[place].split())]
            for place in range(3)
        ]
        best: list[list[int]] = []
        for some in having:
            best.append([n for n in some if not any(n in before for before in best)])
        assert [rising(cell) for cell in cells[1:4]] == best
        assert rising(cells[0]) == [len({n for some in having for n in some})]
