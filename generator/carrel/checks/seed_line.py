"""Something in a seed that was not understood.

A line fits nowhere, or a paper lacks a part that its neighbours have. The paper is kept with what is known of it; look
at the line, and put right what is missing in a record. A seed itself stays as it came.
"""

from carrel.checks import Example

EXAMPLE = Example(
    {
        "seeds/new.bib": "@article{tides,\n  title = {Tides},\n  author = {Vale, Ada},\n  year = {2023}\n}\n\n"
        "@article{tides,\n  title = {Ebb},\n  author = {Fenn, Ida},\n  year = {2024}\n}\n"
    },
    "seeds/new.bib:7: warning: the key 'tides' is that of line 1 already",
)
