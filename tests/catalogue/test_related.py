"""Papers close to one another, and what they share."""

import time

from carrel.catalogue import related
from carrel.model import Related
from made_entries import catalogued, entry


def related_of(*authors: list[str]) -> dict[str, tuple[Related, ...]]:
    """Return what is related to each of the papers `Paper 0`, `Paper 1` … of these authors."""
    entries = [entry(position=n, title=f"Paper {n}", authors=names) for n, names in enumerate(authors)]
    library, _ = catalogued(entries)
    return {paper.id: paper.related for paper in library.papers.values()}


def test_papers_of_the_same_people_are_close() -> None:
    """The more they share, the closer; who shares nothing is not shown."""
    found = related_of(["Ada Vale", "Ida Fenn"], ["Ada Vale", "Ida Fenn"], ["Ida Fenn"], ["Ewan Holt"])
    assert [r.paper for r in found["paper-0"]] == ["paper-1", "paper-2"]
    assert found["paper-0"][0].people == ("ada-vale", "ida-fenn")
    assert found["paper-3"] == ()


def test_what_is_rare_counts_more() -> None:
    """A co-author of two papers says more than one of ten."""
    many = [["Ada Vale"] for _ in range(8)]
    found = related_of(["Ada Vale", "Ida Fenn"], *many, ["Ida Fenn"])
    assert found["paper-0"][0].paper == "paper-9"


def test_no_more_than_a_few_are_shown() -> None:
    """Three, and none is the paper itself."""
    found = related_of(*[["Ada Vale"] for _ in range(9)])
    for paper, others in found.items():
        assert len(others) == related.SHOWN
        assert paper not in {other.paper for other in others}


def test_work_is_linear_however_many_share_something() -> None:
    """Twice as many papers of one author take about twice as long."""
    times = []
    for number in (500, 2000):
        library, _ = catalogued(entry(position=n, title=f"Paper {n}", authors=["Ada Vale"]) for n in range(number))
        began = time.process_time()
        related.relate(list(library.papers.values()))
        times.append(time.process_time() - began)
    assert times[1] < 8 * times[0] + 0.1
