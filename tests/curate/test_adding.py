"""`carrel add`: what is brought becomes records, once; what cannot be looked up is said and the rest is written."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import lists
from answering import GOLDEN, Play, playing, says, silent_port
from carrel import build, records
from carrel.curate import adding, report
from carrel.curate.adding import Brought
from carrel.curate.outcome import Outcome, Verdict
from carrel.lookup import Desk, Service, Subject
from carrel.problem import has_errors
from carrel.records import modeline, papers, writing
from carrel.web import Patience
from made_lists import contents

QUICK = Patience(timeout=0.5, whole=1.0, tries=1, pause=0.0)
FEED = (GOLDEN / "arxiv_atom" / "usual.xml").read_bytes()
CROSSREF = (GOLDEN / "crossref" / "usual.json").read_bytes()
LAMPS, ROOMS = Subject(Service.ARXIV, "2404.99999"), Subject(Service.CROSSREF, "10.5555/empty.42")
SCHEMA = f"{modeline.line('seeds/papers/x.yml')}\n"
BIBTEX = "@article{x, title={A {New} Paper of $x^2$}, author={Roe, Jane and others}, year=2024, journal={J}}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return the invented list."""
    return lists.copy("library", tmp_path / "list")


def ask(root: Path, subject: Subject, play: Play) -> Outcome:
    """Add a paper by its id, from a service that answers so."""
    with playing(play) as stage:
        desk = Desk("", QUICK, {"CARREL_ARXIV_API": stage.url, "CARREL_CROSSREF_API": stage.url})
        return adding.add(root, Brought([subject]), desk)


def bring(root: Path, text: str) -> Outcome:
    """Add what a text holds, asking nobody."""
    return adding.add(root, Brought(texts={"a text": text}), None)


def told(outcome: Outcome) -> str:
    """Return all that a terminal shows."""
    return "\n".join([*map(str, outcome.problems), *report.lines(outcome)])


def run(root: Path, *arguments: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `carrel add` as a person would."""
    command = [sys.executable, "-m", "carrel", "add", "--root", str(root), *arguments]
    known = os.environ | environment
    return subprocess.run(command, input=stdin, capture_output=True, text=True, env=known, timeout=60, check=False)


# --- by id -----------------------------------------------------------------------------------------------------------


def test_an_arxiv_id_is_looked_up(root: Path) -> None:
    """The record says what arXiv says, where that stands, and what is missing is told; other papers are left out."""
    outcome = ask(root, LAMPS, says(FEED))
    [found] = outcome.findings
    assert found.verdict is Verdict.NEW
    assert (root / found.path).read_text("utf-8") == found.text
    assert found.text == (GOLDEN / "added" / "arxiv.yml").read_text("utf-8")
    assert [str(problem) for problem in outcome.problems] == [
        "arXiv 2404.99999:33: warning: arXiv answers with another paper, 'An Old Id'; left out"
    ]
    assert list(report.lines(outcome)) == [f"{found.path}: written; still missing: venue, topics"]
    assert not has_errors(build.load(root)[1])


def test_a_doi_is_looked_up(root: Path) -> None:
    """Of all that Crossref says, the record keeps what is about the paper."""
    [found] = ask(root, ROOMS, says(CROSSREF)).findings
    assert found.text == (GOLDEN / "added" / "crossref.yml").read_text("utf-8")


def test_the_command_asks_both(root: Path) -> None:
    """Several papers in one command, by what people paste."""
    with playing(says(FEED)) as arxiv, playing(says(CROSSREF)) as crossref:
        services = {"CARREL_ARXIV_API": arxiv.url, "CARREL_CROSSREF_API": crossref.url}
        done = run(root, "https://arxiv.org/pdf/2404.99999v2", "doi:10.5555/empty.42", **services)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(": written") == 2
    assert len(list((root / "seeds/papers").glob("*.yml"))) == 4 + 2


@pytest.mark.parametrize(
    "play",
    [
        says("", 500),
        says("<html>Under construction</html>"),
        says(""),
        says(b"\xff\xfe\x00"),
        says("{}"),
        says('{"message": {"DOI": 5, "title": {"a": []}, "author": "x"}}'),
        says("[" * 50_000),
        says('<feed xmlns="http://www.w3.org/2005/Atom"><id>arxiv.org</id>' + "<entry>" * 30_000),
        says(FEED[:900]),
    ],
    ids=["errs", "a-page", "nothing", "bytes", "empty", "odd", "deep-json", "deep-xml", "half"],
)
@pytest.mark.parametrize("subject", [LAMPS, ROOMS], ids=["arxiv", "crossref"])
def test_a_bad_answer_makes_no_bad_record(root: Path, play: Play, subject: Subject) -> None:
    """Whatever a service says, it is told in lines, and the list stays one without errors."""
    outcome = ask(root, subject, play)
    assert outcome.problems
    assert all(len(line) < 1_000 for line in told(outcome).split("\n"))
    assert not has_errors(build.load(root)[1])


def test_an_unknown_id_is_refused(root: Path) -> None:
    """Nothing is written for an id that nobody knows: most likely it is mistyped."""
    before = contents(root)
    for subject, play in (
        (ROOMS, says("Resource not found.", 404)),
        (LAMPS, says((GOLDEN / "arxiv_atom" / "nothing.xml").read_bytes())),
        (LAMPS, says((GOLDEN / "arxiv_atom" / "unknown.xml").read_bytes())),
    ):
        outcome = ask(root, subject, play)
        assert outcome.failed
        assert outcome.problems
    assert contents(root) == before


def test_offline_it_says_so_and_writes_what_it_knows(root: Path) -> None:
    """The id is a record already; a second time the paper is known by it."""
    nobody = {"CARREL_ARXIV_API": f"http://127.0.0.1:{silent_port()}"}
    done = run(root, "arxiv:2404.99999", **nobody)
    assert done.returncode == 0
    assert "arXiv cannot be reached; is this machine offline?; only the id is written" in done.stderr
    assert (root / "seeds/papers/arxiv-2404-99999.yml").read_text() == f"{SCHEMA}arxiv: 2404.99999\n"
    again = run(root, "arxiv:2404.99999", "--offline")
    assert again.returncode == 1
    assert "'arXiv 2404.99999' is 'arxiv-2404-99999' of the list already" in again.stdout
    assert not has_errors(build.load(root)[1])


# --- from files and standard input -----------------------------------------------------------------------------------


def test_a_reference_comes_from_standard_input(root: Path) -> None:
    """As it is pasted; what is missing is told."""
    done = run(root, stdin=BIBTEX)
    assert done.returncode == 0, done.stderr
    assert done.stdout == (
        "seeds/papers/a-new-paper-of-x2.yml: written; still missing: the authors behind 'et al.', date, topics, "
        "abstract\n"
    )


def test_files_of_all_formats_are_read(root: Path, tmp_path: Path) -> None:
    """RIS and CSL-JSON, several in one command; what is kept is what the file says."""
    (tmp_path / "a.ris").write_text("TY  - JOUR\nTI  - Of Ropes\nAU  - Vale, Ada\nPY  - 2020\nER  - \n")
    item = {"id": "x", "type": "book", "title": "Of Knots", "author": [{"family": "Vale", "given": "Ada"}]}
    (tmp_path / "b.json").write_text(json.dumps([item]))
    done = run(root, str(tmp_path / "a.ris"), str(tmp_path / "b.json"))
    assert done.returncode == 0, done.stderr
    assert (root / "seeds/papers/of-ropes.yml").exists()
    assert (root / "seeds/papers/of-knots.yml").exists()


def test_the_id_may_be_chosen(root: Path) -> None:
    """If it is one, and nobody has it."""
    assert run(root, "--id", "squares", stdin=BIBTEX).returncode == 0
    assert (root / "seeds/papers/squares.yml").exists()
    for bad in ("tidenet", "rivers", "../x", "A B", "con"):
        other = BIBTEX.replace("New", f"Very {bad.encode().hex()} Different")
        done = run(root, "--id", bad, stdin=other)
        assert done.returncode == 1
        assert "not written" in done.stdout


@pytest.mark.parametrize("what", ["lancet", "/nonexistent.bib", "https://example.org/"])
def test_what_is_nothing_is_wrong_usage(root: Path, what: str) -> None:
    """Neither a file nor an id: a typing error, told at once."""
    done = run(root, what)
    assert done.returncode == 2
    assert "is no file, no arXiv id, no DOI" in done.stderr


@pytest.mark.parametrize("text", ["", "hello", "\x00\x01", "%PDF-1.7\n", "a: &x [*x]"])
def test_what_holds_no_paper_is_told(root: Path, text: str) -> None:
    """In a line, and the list stays as it was."""
    before = contents(root)
    done = run(root, stdin=text)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert contents(root) == before


# --- what the list has already ---------------------------------------------------------------------------------------


def test_a_paper_that_was_removed_is_not_added_again(root: Path) -> None:
    """Its record says why; the curators decide."""
    record = root / "seeds/papers/rivers-that-remember.yml"
    record.write_text(record.read_text("utf-8") + 'removed: "It is a hoax."\n', "utf-8")
    held = bring(root, "@misc{x, title={Anything}, eprint={2106.00001}, archiveprefix={arXiv}}")
    assert told(held).endswith("(seeds/papers/rivers-that-remember.yml): it was removed from the list: It is a hoax.")


def test_a_certain_duplicate_is_refused_by_name(root: Path) -> None:
    """Found by an id, by a title, whether a record or a seed has it; the list stays as it was."""
    before = contents(root)
    by_id = bring(root, "@misc{x, title={Anything}, eprint={2106.00001}, archiveprefix={arXiv}}")
    assert told(by_id) == (
        "'Anything' is 'rivers-that-remember' of the list already (seeds/papers/rivers-that-remember.yml): "
        "same arXiv id 2106.00001"
    )
    same = "@misc{x, title={Counting Gulls in $O(n \\log n)$ Time}, author={Vale, Ada and Quill, Piers}}"
    by_title = bring(root, same)
    assert by_title.failed
    assert by_title.findings[0].paper == "counting-gulls-in-o-n-log-n-time"
    assert by_title.findings[0].path.startswith("seeds/shelf/")
    assert contents(root) == before


def test_a_likely_duplicate_is_told(root: Path) -> None:
    """It is written, for people to settle."""
    first = "@article{x, title={Lamps for Reading in Bed}, author={Brown, Ada}, doi={10.1000/7}, eprint={1906.09114}}"
    bring(root, first)
    outcome = bring(root, first.replace("1906.09114", "1906.09115"))
    [found] = outcome.findings
    assert found.verdict is Verdict.NEW
    assert [paper for paper, _ in found.likely] == ["lamps-for-reading-in-bed"]
    assert "perhaps the same paper as" in told(outcome)


def test_a_paper_that_is_brought_twice_is_written_once(root: Path) -> None:
    """Two ways of saying it in one command."""
    outcome = bring(root, f"{BIBTEX}\n{BIBTEX.replace('{x,', '{y,').replace('{New}', 'New')}")
    assert [found.verdict for found in outcome.findings] == [Verdict.NEW, Verdict.HELD]


def test_nothing_is_written_over_or_through_a_link(root: Path, tmp_path: Path) -> None:
    """A file that is there, a link that leads nowhere, a folder that is a link: each is refused."""
    (root / "seeds/papers/a-new-paper-of-x2.yml").symlink_to(tmp_path / "elsewhere.yml")
    assert "is there already" in told(bring(root, BIBTEX))
    assert not (tmp_path / "elsewhere.yml").exists()
    (tmp_path / "outside").mkdir()
    for path in (root / "seeds/papers").iterdir():
        path.unlink()
    (root / "seeds/papers").rmdir()
    (root / "seeds/papers").symlink_to(tmp_path / "outside")
    assert "is a link to another place" in told(bring(root, BIBTEX))
    assert list((tmp_path / "outside").iterdir()) == []


def test_a_list_with_errors_is_told_to_have_some(root: Path) -> None:
    """What cannot be read cannot be compared."""
    (root / "seeds/papers/broken.yml").write_text("title: [")
    assert "a duplicate may be missed" in told(bring(root, BIBTEX))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_what_is_added_is_read_back(tmp_path: Path, words: str) -> None:
    """Whatever the words, the record that is written says what was brought, and is read without a problem."""
    folder = Path(tempfile.mkdtemp(dir=tmp_path))
    (folder / "seeds").mkdir()
    item = {"id": "x", "type": "article", "title": f"T {words}", "author": [{"literal": f"N {words}"}], "odd": words}
    outcome = bring(folder, json.dumps([item]))
    for found in outcome.findings:
        assert found.verdict is Verdict.NEW, found.why
        [record], problems = papers.read_all(folder)
        assert problems == []
        assert writing.file(record) == found.text
        assert record.extra is not None
        assert str(record.extra.value.get("odd", words)) == words
    assert records.read_all(folder)[1] == []
