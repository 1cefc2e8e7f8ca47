"""A record that leaves something out.

A paper without authors, a date or an abstract is hard to find and to cite, and so is one that is neither on arXiv nor
has a venue. Nothing is wrong, and somebody may know more one day. The page *What is missing* of the site tells more, of
papers without a record, too.
"""

from collections.abc import Iterator

from carrel import gaps
from carrel.checks import Example, Survey
from carrel.gaps import Gap
from carrel.model import Paper
from carrel.problem import Problem, hint

TOLD = {
    Gap.TITLE: "title",
    Gap.AUTHORS: "authors",
    Gap.ABBREVIATED: "further authors",
    Gap.DATE: "date",
    Gap.VENUE: "venue",
    Gap.ABSTRACT: "abstract",
}
EXAMPLE = Example(
    {"seeds/papers/tides.yml": "title: Tides\nauthors: [Ada Vale]\nvenue: ACL\nabstract: We measure tides.\n"},
    "seeds/papers/tides.yml:1: hint: no date",
)


def find(survey: Survey) -> Iterator[Problem]:
    """Look at papers with a record."""
    for paper in survey.library.papers.values():
        if paper.record and (lacks := [TOLD[gap] for gap in gaps.of(paper) if _counts(gap, paper)]):
            yield hint(paper.record, f"no {', no '.join(lacks)}")


def _counts(gap: Gap, paper: Paper) -> bool:
    """Tell whether a gap is worth a line: a preprint needs no venue."""
    return gap in TOLD and not (gap is Gap.VENUE and paper.arxiv)
