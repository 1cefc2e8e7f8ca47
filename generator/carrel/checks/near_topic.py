"""Two topics that differ by a letter.

Without a taxonomy, topics are the words that records use. One that is spelled almost like another, and used less, is
probably a slip.
"""

from collections.abc import Iterator

from carrel import spelling
from carrel.checks import Example, Survey
from carrel.problem import Problem, hint

EXAMPLE = Example(
    {
        "seeds/papers/ebb.yml": "title: Ebb\ntopics: [forecasting]\n",
        "seeds/papers/flow.yml": "title: Flow\ntopics: [forecasting]\n",
        "seeds/papers/tides.yml": "title: Tides\ntopics: [forcasting]\n",
    },
    "seeds/papers/tides.yml:2: hint: the topic 'forcasting' is almost 'forecasting', which more papers have",
)


def find(survey: Survey) -> Iterator[Problem]:
    """Look at topics that nobody put in order."""
    if survey.curated.taxonomy.topics:
        return
    library = survey.library
    for rare, usual in spelling.slips({topic: len(papers) for topic, papers in library.by_topic.items()}):
        for paper in library.by_topic[rare]:
            named = library.papers[paper].topics
            if named:
                which = f"the topic '{library.topics[rare].name}' is almost '{library.topics[usual].name}'"
                yield hint(named.origin.place, f"{which}, which more papers have")
