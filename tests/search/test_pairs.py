"""Two words side by side: the papers that have them are never missed."""

from collections.abc import Callable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from carrel.search.numbers import read
from carrel.search.pairs import Pairs
from carrel.search.postings import Document
from carrel.search.tokens import pieces

WORDS = st.sampled_from(["deep", "sea", "image-text", "推荐系统", "t-SNE"])
TEXTS = st.lists(WORDS, max_size=5).map(" ".join)


def papers(of: list[Document]) -> list[set[int]]:
    """Return the papers of each checksum."""
    pairs = Pairs()
    for number, document in enumerate(of):
        pairs.add(number, document, pieces(document.abstract))
    found = []
    for row in pairs.rows():
        at, some = 0, set()
        for gap in read(row.encode()):
            some.add(at := at + gap)
        found.append(some)
    return found


@given(st.lists(TEXTS, max_size=4))
def test_every_pair_finds_its_papers(texts: list[str]) -> None:
    """Wherever the two stand: in a title, a name or an abstract, the papers of their checksum hold that paper."""
    ways: list[Callable[[str], Document]] = [
        lambda text: Document(text, [], "", []),
        lambda text: Document("", [text], "", []),
        lambda text: Document("", [], text, []),
    ]
    for way in ways:
        found = papers([way(text) for text in texts])
        for number, text in enumerate(texts):
            for two in pairwise(text.split()):
                alone = papers([Document(" ".join(two), [], "", [])])
                assert all(number in found[checksum] for checksum, some in enumerate(alone) if some)
