"""Issue forms become records: what strangers type is words, whatever it looks like, and changes one file at most."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lists
from answering import GOLDEN, playing, says
from carrel import build
from carrel.curate import issues, report
from carrel.curate.outcome import Finding, Outcome, Verdict
from carrel.lookup import Desk
from carrel.problem import Place, Problem, error, has_errors
from carrel.records import modeline
from carrel.web import Patience
from filled_forms import ADD, CORRECT, filled
from made_lists import contents

SCHEMA = f"{modeline.line('seeds/papers/x.yml')}\n"
HOSTILE = (
    'Title"; ${{ secrets.GITHUB_TOKEN }} $(touch pwned) `id` <img src=x onerror=alert(1)> @everyone closes #1\n'
    "- x: &a [*a]"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return the invented list, in a folder beside which nothing may appear."""
    return lists.copy("library", tmp_path / "list")


def take(root: Path, body: str, desk: Desk | None = None) -> Outcome:
    """Do what an issue asks for."""
    outcome = issues.take(root, body, desk)
    assert outcome is not None
    return outcome


def changes(root: Path, before: dict[str, bytes]) -> list[str]:
    """Return the files that are new, changed or gone."""
    after = contents(root)
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def outside_code(markdown: str) -> str:
    """Return a report without what stands in code."""
    without_blocks = re.sub(r"^(`{3,})yaml\n.*?\n\1$", "", markdown, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", "", without_blocks)


# --- adding ----------------------------------------------------------------------------------------------------------


def test_an_id_is_enough(root: Path) -> None:
    """The rest is looked up; what is typed counts more."""
    with playing(says((GOLDEN / "arxiv_atom" / "usual.xml").read_bytes())) as stage:
        desk = Desk("", Patience(tries=1), {"CARREL_ARXIV_API": stage.url})
        body = filled(ADD, paper="https://arxiv.org/abs/2404.99999v1", venue="ACL", issued="2025", why="It is *short*.")
        outcome = take(root, body, desk)
    [found] = outcome.findings
    assert found.verdict is Verdict.NEW
    said = (root / found.path).read_text("utf-8")
    assert "venue: ACL\nissued: 2025\n" in said
    assert 'why: "It is *short*."\n' in said
    assert "  - https://arxiv.org/abs/2404.99999\n" in said
    assert "  - Tove Åkerlund\n" in said


def test_a_reference_is_enough(root: Path) -> None:
    """BibTeX in the box for it, or pasted into the first one by mistake."""
    bibtex = "@article{x,\n title={Of Ropes},\n author={Vale, Ada},\n year=2020}"
    assert take(root, filled(ADD, references=bibtex)).findings[0].paper == "of-ropes"
    other = bibtex.replace("Ropes", "Knots")
    assert take(root, filled(ADD, paper=other)).findings[0].paper == "of-knots"


def test_words_are_enough(root: Path) -> None:
    """A title alone; authors as they stand on a paper; dates that are none are told and left out."""
    body = filled(
        ADD,
        paper="Of Words Alone",
        authors="Ada Vale, Tove Åkerlund and Jean-Luc Quill",
        date="last spring",
        topics="machines\nnothing known",
        code="ftp://x",
    )
    outcome = take(root, body)
    [found] = outcome.findings
    assert found.text == (
        f"{SCHEMA}"
        'title: "Of Words Alone"\nauthors:\n  - Ada Vale\n  - Tove Åkerlund\n  - Jean-Luc Quill\n'
        "topics:\n  - machines\nextra:\n  keywords:\n    - nothing known\n"
    )
    assert [problem.message for problem in outcome.problems] == [
        "date: 'last spring' is no date; write 2023, 2023-04 or 2023-04-07; left out",
        "code: 'ftp://x' is no web address; write one that begins with https://; left out",
    ]


def test_an_address_is_kept(root: Path) -> None:
    """One that holds no id is where the paper is."""
    body = filled(ADD, paper="https://example.org/ropes.pdf", full_title="Of Ropes")
    assert take(root, body).findings[0].text == f'{SCHEMA}title: "Of Ropes"\nurl: https://example.org/ropes.pdf\n'


def test_nothing_filled_in_is_told(root: Path) -> None:
    """In a sentence, and nothing changes."""
    before = contents(root)
    outcome = take(root, filled(ADD))
    assert outcome.failed
    assert "no paper could be read" in report.markdown(outcome)
    assert changes(root, before) == []


def test_a_duplicate_is_answered(root: Path) -> None:
    """With the record that it is."""
    outcome = take(root, filled(ADD, paper="2106.00001", full_title="Rivers"))
    assert outcome.failed
    assert "**On the list already:** `rivers-that-remember`" in report.markdown(outcome)


def test_another_issue_is_none_of_ours(root: Path) -> None:
    """Nothing is done, and nothing is said."""
    assert issues.take(root, "The site is slow.", None) is None
    done = lists.carrel("add", root, "--from-issue", CARREL_ISSUE="The site is slow.")
    assert (done.returncode, done.stdout) == (0, "the issue was written with no form of the list; nothing to do\n")


# --- correcting ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "which",
    [
        "tidenet",
        "https://example.org/list/papers/tidenet.html?x=1#top",
        "papers/tidenet.html",
        "seeds/papers/tidenet.yml",
        " TideNet ",
    ],
)
def test_a_record_is_corrected_in_place(root: Path, which: str) -> None:
    """The paper is known by what people paste; only what they say changes, comments stay."""
    before = (root / "seeds/papers/tidenet.yml").read_text("utf-8")
    outcome = take(root, filled(CORRECT, corrects=which, date="2022-12", evidence="https://example.org/x"))
    [found] = outcome.findings
    assert (found.verdict, found.changed) == (Verdict.CHANGED, ("date", "evidence"))
    after = (root / "seeds/papers/tidenet.yml").read_text("utf-8")
    expected = before.replace("2022-11", "2022-12")
    assert after == expected.rstrip("\n") + "\nevidence:\n  - https://example.org/x\n"


def test_evidence_is_added_to_evidence(root: Path) -> None:
    """None that stands there goes."""
    take(root, filled(CORRECT, corrects="tidenet", date="2022-12", evidence="https://example.org/x"))
    take(root, filled(CORRECT, corrects="tidenet", date="2022-12-01", evidence="https://example.org/y"))
    said = (root / "seeds/papers/tidenet.yml").read_text("utf-8")
    assert said.endswith("evidence:\n  - https://example.org/x\n  - https://example.org/y\n")


def test_a_paper_without_a_record_gets_one(root: Path) -> None:
    """It finds its paper in the seed, whose id and address stay."""
    title = "Desk Lamps and the Attention of Readers"
    paper = next(p for p in build.load(root)[0].papers if p.startswith("desk-lamps"))
    outcome = take(root, filled(CORRECT, corrects=f"/papers/{paper}.html", full_title=title))
    assert outcome.findings[0].verdict is Verdict.CHANGED
    library, problems = build.load(root)
    assert not has_errors(problems)
    assert library.papers[paper].title.value.source == title
    assert library.papers[paper].sources


def test_what_a_filled_form_repeats_is_not_said_anew(root: Path) -> None:
    """An address may fill the form with what the page shows; what is left so is not written into the record."""
    paper = next(p for p in build.load(root)[0].papers.values() if p.id.startswith("desk-lamps"))
    shown = {"full_title": paper.title.value.source, "authors": "Ada Vale", "venue": "A New Venue"}
    if paper.authors:
        shown["authors"] = "\n".join(map(str, paper.authors.value.names))
    outcome = take(root, filled(CORRECT, corrects=paper.id, **shown))
    assert outcome.findings[0].changed == ("venue",)
    again = filled(CORRECT, corrects=paper.id, date="2020", full_title=f" {paper.title.value.source}\n")
    outcome = take(root, again)
    assert outcome.findings[0].changed == ("date",), "the title stands in the seed alone, and goes on to"
    assert take(root, again).findings[0].verdict is Verdict.SAME


def test_every_paper_of_a_seed_can_be_corrected(root: Path) -> None:
    """Its first words tell it from the others."""
    papers = build.load(root)[0].papers
    for paper in papers:
        outcome = take(root, filled(CORRECT, corrects=paper, venue="A New Venue"))
        assert outcome.findings[0].verdict is Verdict.CHANGED, outcome.findings[0].why
    library, problems = build.load(root)
    assert not has_errors(problems)
    assert {p.venue.value for p in library.papers.values() if p.venue} == {"A New Venue"}
    assert library.papers.keys() == papers.keys()


def test_what_is_said_already_changes_nothing(root: Path) -> None:
    """Nor does evidence alone."""
    before = contents(root)
    outcome = take(root, filled(CORRECT, corrects="tidenet", date="2022-11", evidence="https://example.org/"))
    assert outcome.findings[0].verdict is Verdict.SAME
    assert changes(root, before) == []


@pytest.mark.parametrize(
    ("which", "why"),
    [
        ("tidenett", "there is no paper 'tidenett'; did you mean 'tidenet'?"),
        ("../../etc/passwd", "there is no paper 'passwd'"),
        ("..", "'..' is no address of a paper's page, and no id"),
        ("/", "'/' is no address of a paper's page, and no id"),
        ("", "'' is no address of a paper's page, and no id"),
        ("topics", "there is no paper 'topics'"),
        ("x\ny", "is no address of a paper's page, and no id"),
    ],
)
def test_an_unknown_paper_is_told(root: Path, which: str, why: str) -> None:
    """With the one that was meant, if one is near."""
    before = contents(root)
    outcome = take(root, filled(CORRECT, corrects=which, date="2020"))
    assert why in outcome.findings[0].why
    assert changes(root, before) == []


def test_a_record_with_errors_is_left_alone(root: Path) -> None:
    """They come first."""
    (root / "seeds/papers/tidenet.yml").write_text("title: [")
    outcome = take(root, filled(CORRECT, corrects="tidenet", date="2020"))
    assert outcome.failed


# --- strangers -------------------------------------------------------------------------------------------------------


def test_hostile_words_are_words(root: Path) -> None:
    """They end in one new record, which is read back as it was typed, and in the report they stand in code only."""
    before = contents(root.parent)
    outcome = take(
        root, filled(ADD, full_title=HOSTILE, why=HOSTILE, abstract=HOSTILE, authors=HOSTILE, topics=HOSTILE)
    )
    [found] = outcome.findings
    assert found.verdict is Verdict.NEW
    assert changes(root.parent, before) == [f"list/{found.path}"]
    assert re.fullmatch(r"seeds/papers/[a-z0-9-]{1,60}\.yml", found.path)
    library, problems = build.load(root)
    assert not has_errors(problems)
    assert "${{ secrets.GITHUB_TOKEN }}" in library.papers[found.paper].title.value.source
    plain = outside_code(report.markdown(outcome))
    for word in ("secrets", "onerror", "@everyone", "closes", "pwned"):
        assert word not in plain


@pytest.mark.parametrize(
    "title",
    ["../../../etc/passwd", "..\\..\\x", "/etc/passwd", ".git/config", "con", "a" * 900, "\u202egnp.exe", "   -- "],
)
def test_no_title_leads_out_of_its_folder(root: Path, title: str) -> None:
    """An id is made of letters, digits and hyphens."""
    before = contents(root.parent)
    outcome = take(root, filled(ADD, full_title=title))
    for changed in changes(root.parent, before):
        assert re.fullmatch(r"list/seeds/papers/[a-z0-9-]{1,60}\.yml", changed)
    assert all("\u202e" not in found.text for found in outcome.findings)
    assert not has_errors(build.load(root)[1])


def test_an_abstract_of_a_megabyte_is_refused(root: Path) -> None:
    """And one that is too long for an abstract is left out and told."""
    before = contents(root)
    assert "are read" in take(root, filled(ADD, full_title="T", abstract="x" * 1_000_000)).findings[0].why
    assert changes(root, before) == []
    outcome = take(root, filled(ADD, full_title="T", abstract="x" * 50_000))
    assert outcome.findings[0].verdict is Verdict.NEW
    assert [p.message for p in outcome.problems] == ["abstract: 50,000 characters; at most 20,000 are taken"]


@pytest.mark.parametrize(
    "reference",
    [
        "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b]",
        "---\ntitle: !!python/object/apply:os.system ['touch pwned']\n---\n",
        '[{"id": "x", "type": "article", "title": "T", "extra": ' + "[" * 5_000 + "]" * 5_000 + "}]",
        "@article{x, title={" + "{" * 20_000 + "}}",
        "```\n### Title\n\nescaped\n```",
        "\x00\x1b[2J\x07",
    ],
    ids=["yaml-bomb", "yaml-tag", "deep-json", "braces", "fence", "controls"],
)
def test_no_reference_does_harm(root: Path, reference: str) -> None:
    """It is read as a reference or it is not read; the report is short either way."""
    before = contents(root.parent)
    outcome = take(root, filled(ADD, references=reference))
    assert all(re.fullmatch(r"list/seeds/papers/[a-z0-9-]+\.yml", name) for name in changes(root.parent, before))
    assert len(report.markdown(outcome)) < 60_000
    assert not has_errors(build.load(root)[1])


@settings(max_examples=30)
@given(st.text(min_size=1, max_size=60), st.sampled_from(["date", "code", "doi", "full-title", "topics"]))
def test_no_words_break_a_report(words: str, where: str) -> None:
    """Whatever is typed: outside of code a report says nothing but our own words."""
    told: list[Problem] = []
    said = issues._said({where: words}, told)
    finding = Finding(Verdict.REFUSED, words, title=words, why=f"{where}: {said}", likely=((words, words),))
    ours = report.markdown(Outcome([Finding(Verdict.REFUSED, likely=(("", ""),))], [error(Place("x"), "y")]))
    text = report.markdown(Outcome([finding], told))
    assert set(outside_code(text)) <= set(outside_code(ours)), text


# --- the command -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["variable", "file", "event"])
def test_the_command_takes_an_issue_from_where_it_is(root: Path, tmp_path: Path, way: str) -> None:
    """From a variable, a file, or the event of a forge; the report is a file."""
    body = filled(ADD, full_title="Of Ropes")
    (tmp_path / "issue.md").write_text(body)
    (tmp_path / "event.json").write_text(json.dumps({"issue": {"number": 7, "body": body}}))
    source = {"variable": [], "file": [str(tmp_path / "issue.md")], "event": [str(tmp_path / "event.json")]}[way]
    done = lists.carrel(
        "add", root, "--report", str(tmp_path / "report.md"), "--from-issue", *source, CARREL_ISSUE=body
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("seeds/papers/of-ropes.yml: written; still missing: authors, date")
    assert (tmp_path / "report.md").read_text() == (
        "**New: `of-ropes`**\n\n`Of Ropes`\n\nStill missing: authors, date, venue, topics, abstract.\n\n"
        "`seeds/papers/of-ropes.yml`:\n\n```yaml\n"
        f'{SCHEMA}title: "Of Ropes"\n```\n'
    )
