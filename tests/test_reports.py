"""Problems for machines: JSON, and the commands and the summary of a workflow."""

import json
import re
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from carrel import markup, reports
from carrel.problem import Place, Problem, error, hint, warning

PROBLEMS = [
    hint(Place("seeds/a.yml", 1), "no date", "missing"),
    warning(Place("seeds/b,c:d.txt"), "100% empty", "seed-line"),
    error(Place("seeds/papers/x.yml", 3), "unknown field 'y|z'", "unknown-field"),
]


def test_text_names_the_check() -> None:
    """The line as everywhere, and the check behind it."""
    assert next(iter(reports.text(PROBLEMS))) == "seeds/a.yml:1: hint: no date [missing]"


def test_json_holds_all() -> None:
    """Places, severities, checks, messages, and how many there are."""
    told = json.loads(reports.as_json(PROBLEMS))
    assert told["problems"][2] == {
        "path": "seeds/papers/x.yml",
        "line": 3,
        "severity": "error",
        "check": "unknown-field",
        "message": "unknown field 'y|z'",
    }
    assert {key: told[key] for key in ("errors", "warnings", "hints")} == {"errors": 1, "warnings": 1, "hints": 1}


def test_github_marks_the_worst_first() -> None:
    """Only ten of a kind are shown, so errors come first; what separates the parts of a command is escaped."""
    assert list(reports.github(PROBLEMS)) == [
        "::error file=seeds/papers/x.yml,line=3,title=unknown-field::unknown field 'y|z'",
        "::warning file=seeds/b%2Cc%3Ad.txt,title=seed-line::100%25 empty",
        "::notice file=seeds/a.yml,line=1,title=missing::no date",
    ]


@given(st.text(), st.text(), st.sampled_from([error, warning, hint]))
def test_no_text_makes_a_command_of_its_own(
    path: str, message: str, kind: Callable[[Place, str, str], Problem]
) -> None:
    """Whatever a file is called and says, the line is one, is ours, and says what was said."""
    [line] = reports.github([kind(Place(path, 1), message, "schema")])
    assert line.isprintable()
    found = re.fullmatch(r"::(error|warning|notice) file=([^,:]*),line=1,title=schema::(.*)", line)
    assert found
    assert "##[" not in line.partition("::")[0]


def test_the_summary_is_a_table_of_words() -> None:
    """Neither a link, nor a picture, nor a cell too many comes from a message."""
    hostile = "a|b ![x](https://e.example/t.png) <img src=x> [l](javascript:1) `c`\n::error::x"
    lines = list(reports.summary([error(Place("seeds/a|b.yml", 1), hostile, "schema")]))
    assert lines[0] == "1 error, 0 warnings, 0 hints"
    row = lines[-1]
    assert len(re.findall(r"(?<!\\)\|", row)) == 5
    assert "<img" not in row
    assert "![x](" not in row
    assert markup.escape("![x]", inside=True) in row


def test_a_long_summary_ends() -> None:
    """A thousand problems are counted, and a hundred are told."""
    lines = list(reports.summary([error(Place("a", n), "x", "schema") for n in range(1000)]))
    assert lines[-1] == "… and 900 more"
    assert list(reports.summary([])) == ["No problems."]


def test_a_quoted_megabyte_is_cut() -> None:
    """Neither the log nor the summary of a job drowns in one value; a program gets all of it."""
    long = [error(Place("a.yml", 1), "x" * 2**20, "schema")]
    lines = [*reports.text(long), *reports.github(long), *reports.summary(long)]
    assert max(map(len, lines)) < 1_200
    assert len(reports.as_json(long)) > 2**20
