"""Two records of one paper.

They have the same arXiv id or DOI, or the same title and authors, or are about the same paper of a seed. The site has
one page for both, but nobody knows which record to correct: move what is new into the older one. If they are two papers
after all, say so by `not_same_as:`.
"""

from collections import defaultdict
from collections.abc import Iterator

from carrel.checks import Example, Survey
from carrel.model import Record
from carrel.problem import Problem, error

EXAMPLE = Example(
    {
        "seeds/papers/ebb.yml": "title: Ebb and Flow\narxiv: 2404.19429\n",
        "seeds/papers/tides.yml": "title: Ebb and Flow\narxiv: 2404.19429\n",
    },
    "seeds/papers/tides.yml:1: error: the same paper as seeds/papers/ebb.yml; "
    "put all in one of the two, or say 'same_as: ebb' (or 'not_same_as: ebb')",
)


def find(survey: Survey) -> Iterator[Problem]:
    """Look for records that were joined though nobody said so."""
    home = {once: p.id for p in survey.library.papers.values() for once in (p.aliases.value if p.aliases else ())}
    followers: defaultdict[str, list[Record]] = defaultdict(list)
    for record in survey.curated.records:
        if record.id not in survey.library.papers and record.id in home:
            followers[home[record.id]].append(record)
    records = {record.id: record for record in survey.curated.records}
    for paper, joined in followers.items():
        said = {other for record in (records[paper], *joined) for other in record.same_as}
        for record in joined:
            if not record.same_as and record.id not in said:
                fold = f"put all in one of the two, or say 'same_as: {paper}' (or 'not_same_as: {paper}')"
                yield error(record.place, f"the same paper as {records[paper].place.path}; {fold}")
