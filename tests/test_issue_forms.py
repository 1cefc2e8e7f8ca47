"""The answers of issue forms: what was typed comes back, whatever it looks like."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel import issue_forms
from carrel.issue_forms import Blank
from filled_forms import ADD, CORRECT, filled

OURS = issue_forms.forms(Path("/nonexistent"))
WORDS = st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"]), max_size=80)


def answers(body: str) -> dict[str, str]:
    """Return what was answered."""
    found = issue_forms.answers(body, OURS)
    assert found is not None
    return dict(found)


def test_what_is_filled_in_comes_back() -> None:
    """By the ids of the fields; what was not answered is empty."""
    found = answers(filled(ADD, paper="2404.19429", authors="Ada Vale\nTove Åkerlund", full_title="A: B"))
    assert {key: said for key, said in found.items() if said} == {
        "paper": "2404.19429",
        "authors": "Ada Vale\nTove Åkerlund",
        "full-title": "A: B",
    }


def test_the_form_is_known_by_its_labels() -> None:
    """All labels of the form stand there, in its order."""
    assert "corrects" in answers(filled(CORRECT, corrects="lancet"))
    assert "paper" in answers(filled(ADD))
    assert issue_forms.answers("### Title\n\nSomething else\n", OURS) is None
    assert issue_forms.answers("The site is slow.", OURS) is None


def test_windows_lines_are_lines() -> None:
    """A browser sends them so."""
    assert answers(filled(ADD, abstract="a\nb").replace("\n", "\r\n"))["abstract"] == "a\nb"


@given(WORDS)
def test_any_words_come_back(words: str) -> None:
    """But for space around them, and a heading of a later field, whatever is typed is what is read."""
    expected = words.strip()
    found = answers(filled(ADD, why=words, paper="x"))
    assert found["why"].strip() == ("" if expected in {"_No response_", "No response"} else expected)
    assert found["paper"] == "x"


def test_headings_within_an_answer_are_words() -> None:
    """A heading counts if it is that of a field further down; one before it, or within a fence, is what was typed."""
    found = answers(filled(ADD, abstract="We\n### Title\nand\n### Nothing\nelse"))
    assert found["abstract"] == "We\n### Title\nand\n### Nothing\nelse"
    found = answers(filled(ADD, references="@misc{x,\n### Title\n### Authors\ntitle={T}}", full_title="Mine"))
    assert found["references"] == "@misc{x,\n### Title\n### Authors\ntitle={T}}"
    assert found["full-title"] == "Mine"


def test_a_fence_within_a_fence_harms_its_own_answer_only() -> None:
    """Whoever types one damages what they brought, and nothing of the form."""
    found = answers(filled(ADD, paper="1", references="```\n### Title\n\nx\n```\n### Why", why="y"))
    assert found["paper"] == "1"
    assert found["why"] == "y"


def test_an_issue_without_end_is_refused() -> None:
    """Forges take fewer characters."""
    with pytest.raises(issue_forms.UnreadableError, match="at most"):
        issue_forms.answers("x" * 400_000, OURS)


def test_labels_may_be_translated(tmp_path: Path) -> None:
    """The forms of the list count; ids stay. What is no form is passed over."""
    folder = tmp_path / issue_forms.FOLDER
    folder.mkdir(parents=True)
    (folder / "config.yml").write_text("blank_issues_enabled: true\n")
    (folder / "broken.yml").write_text("body: [")
    (folder / "odd.yml").write_text("body: [1, {attributes: 2}, {id: x, attributes: {label: [y]}}]")
    (folder / "neu.yml").write_text(
        "body: [{type: input, id: paper, attributes: {label: 'Welcher  Artikel'}}, {type: textarea, attributes: {}}]"
    )
    known = issue_forms.forms(tmp_path)
    assert (Blank("paper", "Welcher Artikel"),) in known
    assert issue_forms.answers("### Welcher Artikel\n\n2404.19429", known) == {"paper": "2404.19429"}


def test_a_forge_tells_of_an_issue_in_json() -> None:
    """Its event is a file; any other text is the issue itself."""
    assert issue_forms.body_of_event(json.dumps({"issue": {"body": "### x"}})) == "### x"
    assert issue_forms.body_of_event('{"issue": {"body": null}}') == ""
    assert issue_forms.body_of_event("{not json") == "{not json"
    assert issue_forms.body_of_event("[" * 100_000) == "[" * 100_000
    assert issue_forms.body_of_event("{" * 100_000) == "{" * 100_000


@given(st.text(max_size=300))
def test_no_issue_is_too_strange(body: str) -> None:
    """It is read, or it is none of ours."""
    for text in (body, filled(ADD) + body, body + filled(CORRECT)):
        found = issue_forms.answers(issue_forms.body_of_event(text), OURS)
        assert found is None or all(isinstance(said, str) for said in found.values())
