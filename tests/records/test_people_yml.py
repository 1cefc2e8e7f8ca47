"""seeds/people.yml as it is read: what each field takes, and one line with its number for each mistake."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.model import Identity, Name
from carrel.records import people

FULL = """\
# People.
- id: ada-vale
  name: "Vale, Ada"
  variants: [艾达·韦尔, A. Vale]
  known_for: tides
  affiliations:
    - Institute of Tides
    - University of Nowhere
  orcid: https://orcid.org/0000-0002-1694-233x
  homepage: https://example.org/~ada
  papers: [tidenet, rivers]
  perhaps:
    - why: the co-authors are hers
      papers: [gulls]
    - papers: drift
      why: it is about tides
  evidence: https://example.org/who
  not:
    - ada-vane
    - id: adam-vale
      why: he counts gulls
  aliases: [vale]
  remark: for curators
"""


def read(root: Path, text: str) -> tuple[list[Identity], list[str]]:
    """Read a people.yml, and return its entries and its problems in words."""
    (root / "seeds").mkdir(exist_ok=True)
    (root / "seeds" / "people.yml").write_text(text, "utf-8")
    found, problems = people.read(root)
    return found, [str(problem) for problem in problems]


def test_a_list_may_do_without(tmp_path: Path) -> None:
    """No file, and an empty one, say nothing, and that is no mistake."""
    assert people.read(tmp_path) == ([], [])
    assert read(tmp_path, "# nobody yet\n") == ([], [])


def test_every_field_is_read(tmp_path: Path) -> None:
    """An entry with all its fields comes out as it was typed, each name and paper with its line."""
    (ada,), problems = read(tmp_path, FULL)
    assert problems == []
    assert (ada.id, ada.name.value, ada.known_for) == ("ada-vale", Name("Vale", "Ada"), "tides")
    assert [str(v.value) for v in ada.variants] == ["艾达·韦尔", "A. Vale"]
    assert ada.affiliations == ("Institute of Tides", "University of Nowhere")
    assert (ada.orcid, ada.homepage) == ("0000-0002-1694-233X", "https://example.org/~ada")
    assert [(c.id, c.place.line) for c in ada.papers] == [("tidenet", 11), ("rivers", 11)]
    assert [(c.id, c.place.line, c.why) for c in ada.perhaps] == [
        ("gulls", 14, "the co-authors are hers"),
        ("drift", 15, "it is about tides"),
    ]
    assert [(c.id, c.place.line, c.why) for c in ada.distinct] == [
        ("ada-vane", 19, ""),
        ("adam-vale", 20, "he counts gulls"),
    ]
    assert ada.evidence == ("https://example.org/who",)
    assert [alias.id for alias in ada.aliases] == ["vale"]
    assert ada.remark == "for curators"


ADA = "- id: ada\n  name: Ada Vale\n"
MISTAKES = [
    ("id: ada\nname: Ada Vale\n", 1, "a list of people should stand here"),
    ("- Ada Vale\n", 1, "a person should stand here"),
    ("- name: Ada Vale\n", 1, "a person without an id"),
    ("- id: Ada Vale\n  name: Ada Vale\n", 1, "'Ada Vale' is no id"),
    ("- id: [ada]\n  name: Ada Vale\n", 1, "is no id"),
    ("- id: ada\n", 1, "a person without a name"),
    ("- id: ada\n  name: …!\n", 2, "name: '…!' is no name"),
    (ADA + "  variants: [{a: b}]\n", 3, "variants: must be a single value"),
    (ADA + "  affiliation: Here\n", 3, "unknown field 'affiliation'; did you mean 'affiliations'?"),
    (ADA + "  xyzzy: 1\n", 3, "unknown field 'xyzzy'; known are id, name, variants"),
    (ADA + "  orcid: 0000-0002-1825-0098\n", 3, "orcid: '0000-0002-1825-0098' has a wrong check digit"),
    (ADA + "  orcid: 1825\n", 3, "orcid: '1825' is no ORCID; write one like 0000-0002-1825-0097"),
    (ADA + "  homepage: javascript:alert(1)\n", 3, "homepage: 'javascript:alert(1)' is no web address"),
    (ADA + "  papers: {a: b}\n", 3, "papers: must be a single value"),
    (ADA + "  papers: [a, '']\n", 3, "papers: is empty"),
    (ADA + "  papers:\n    - a\n    - b\n    - a\n", 6, "the paper 'a' stands in line 4 already"),
    (ADA + "  papers: [a]\n  perhaps: {papers: a, why: b}\n", 4, "the paper 'a' stands in line 3 already"),
    (ADA + "  perhaps: [a]\n", 3, "perhaps: holds groups of 'papers: […]' and 'why: …'"),
    (ADA + "  perhaps:\n    papers: [a]\n", 4, "perhaps: holds groups"),
    (ADA + "  perhaps:\n    papers: [a]\n    why: []\n", 5, "perhaps: 'why' must be a single value"),
    (ADA + "  not: [{id: b}]\n", 3, "not: holds ids of people, or 'id: …' and 'why: …'"),
    (ADA + "  aliases: [A B]\n", 3, "aliases: 'A B' is no id"),
    (ADA + ADA, 3, "the id 'ada' stands in line 1 already"),
    (ADA + "  aliases: [ada]\n", 3, "the id 'ada' stands in line 1 already"),
    (ADA + "  name: Ada\n", 3, "'name' stands in line 2 already"),
    (ADA + "  remark: &x y\n", 3, "anchors (&) and aliases (*) are not used here"),
    (ADA + "  remark: 'y\n", 3, "a quote is opened here"),
]


@pytest.mark.parametrize(("text", "line", "message"), MISTAKES, ids=[m[2][:40] for m in MISTAKES])
def test_a_mistake_is_told_in_one_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    """Each fault is told once, with its line, and with what would be right."""
    _, problems = read(tmp_path, text)
    assert len(problems) == 1
    assert problems[0].startswith(f"seeds/people.yml:{line}: error: ")
    assert message in problems[0]
    assert "\n" not in problems[0]


def test_a_person_with_a_mistake_is_still_there(tmp_path: Path) -> None:
    """A mistyped field takes nothing from the others, so that one mistake is not told as five."""
    (ada,), problems = read(tmp_path, ADA + "  orcid: x\n  papers: [a]\n")
    assert (len(problems), [claim.id for claim in ada.papers], ada.orcid) == (1, ["a"], "")


@given(st.text(alphabet="0123456789", min_size=15, max_size=15), st.integers(0, 14), st.integers(1, 9))
def test_a_mistyped_digit_of_an_orcid_is_found(digits: str, at: int, off: int) -> None:
    """The check digit notices any one wrong digit."""
    wrong = digits[:at] + str((int(digits[at]) + off) % 10) + digits[at + 1 :]
    assert people._check_digit(wrong) != people._check_digit(digits)
