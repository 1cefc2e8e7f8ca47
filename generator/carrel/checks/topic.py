"""A topic that `topics.yml` does not have.

A record names its topics by their id or their name. The message names the nearest one; a new topic is a new entry of
`seeds/topics.yml`.
"""

from carrel.checks import Example

EXAMPLE = Example(
    {
        "seeds/papers/tides.yml": "title: Tides\ntopics: [forcasting]\n",
        "seeds/topics.yml": "- {id: forecasting, name: Forecasting}\n",
    },
    "seeds/papers/tides.yml:2: error: the topic 'forcasting' is not in seeds/topics.yml; did you mean 'forecasting'?",
)
