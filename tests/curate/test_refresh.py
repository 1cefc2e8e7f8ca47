"""`carrel refresh`: a newer scrape in the place of a seed, every record with its paper, and nothing lost unasked."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import lists
from carrel import build, cli
from carrel.curate import refreshing
from carrel.curate.refreshing import Gone
from carrel.problem import has_errors

MKDOCS = "site_name: A\nuse_directory_urls: false\nmarkdown_extensions: [attr_list, md_in_html]\n"
PAPERS = [
    ("Otters of the Upper River", "Lutra, Ada", "2019"),
    ("Otters of the Upper River Revisited", "Lutra, Ada", "2021"),
    ("Badgers Underground", "Meles, Bo", "2020"),
    ("A Census of Herons", "Ardea, Cy", "2018"),
    ("Swifts Never Land", "Apus, Di", "2017"),
]


HERONS = """\
title: "A Census of Herons"
# as scraped
authors:
  - Cy Ardea
issued: 2018
note: |
  Count *again*.
extra:
  entry_type: misc
  citation_key: x2018
"""


def bibtex(papers: Sequence[tuple[str, str, str]]) -> str:
    """Return papers as BibTeX."""
    return "".join(f"@misc{{x{year}, title={{{t}}}, author={{{a}}}, year={year}}}\n" for t, a, year in papers)


def write(folder: Path, files: dict[str, str]) -> None:
    """Write files."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def make(root: Path) -> Path:
    """Make a list of a seed, with records about two of its papers."""
    about = "seed: animals.bib\nposition: {}\nstarts: {}  # as scraped\n{}"
    write(
        root,
        {
            "mkdocs.yml": MKDOCS,
            "seeds/animals.bib": bibtex(PAPERS),
            "seeds/papers/badgers.yml": about.format(3, "Badgers", "# fine\nvenue: Burrows\n"),
            "seeds/papers/herons.yml": about.format(4, "A Census", "note: |\n  Count *again*.\n"),
        },
    )
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a list of one seed."""
    return make(tmp_path / "list")


def run(root: Path, newer: str, *arguments: str) -> tuple[int, list[str], list[str]]:
    """Refresh the seed; return the exit code and what is said."""
    path = root.parent / "newer.bib"
    path.write_text(newer)
    said, complained = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
        code = cli.main(["refresh", "--root", str(root), "animals.bib", str(path), *arguments])
    return code, said.getvalue().splitlines(), complained.getvalue().splitlines()


def held(root: Path) -> dict[str, bytes]:
    """Return the seeds of a list."""
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in (root / "seeds").rglob("*") if p.is_file()}


def test_what_came_and_moved(root: Path) -> None:
    """Papers that came are in the library, records find theirs in another place, and their comments stay."""
    papers = [("Newts at Night", "Triton, Ed", "2022"), PAPERS[3], *PAPERS[:3], PAPERS[4]]
    code, said, complained = run(root, bibtex(papers))
    assert (code, complained) == (0, [])
    assert said == [
        "+ line 1: Newts at Night",
        "~ line 2: A Census of Herons",
        "5 papers before, 6 now: 1 came, 0 went, 1 moved",
        "the library: 1 paper added, 1 author added",
        "seeds/animals.bib: refreshed",
    ]
    assert (root / "seeds/animals.bib").read_text() == bibtex(papers)
    assert "position: 2\nstarts: A Census  # as scraped\n" in (root / "seeds/papers/herons.yml").read_text()
    assert "position: 5\n" in (root / "seeds/papers/badgers.yml").read_text()
    library, problems = build.load(root)
    assert problems == []
    assert library.papers["herons"].note


def test_a_record_follows_words_that_changed(root: Path) -> None:
    """A paper is the same by its facts; where it begins with other words now, its record says these."""
    before = PAPERS[2]
    papers = [*PAPERS[:2], ("The {B}adgers Underground", *before[1:]), *PAPERS[3:]]
    seed = bibtex(PAPERS).replace("year=2020", "year=2020, doi={10.1000/badgers}")
    (root / "seeds/animals.bib").write_text(seed)
    newer = bibtex(papers).replace("year=2020", "year=2020, doi={10.1000/badgers}")
    code, said, _ = run(root, newer)
    assert code == 0
    assert "seeds/papers/badgers.yml: starts with 'The {B}adgers Underground' now" in said
    library, problems = build.load(root)
    assert problems == []
    assert library.papers["badgers"].venue


def test_two_that_begin_alike_are_told_apart(root: Path) -> None:
    """A record whose words fit two papers of the newer scrape gets more of them."""
    papers = [*PAPERS, ("A Census of Frogs", "Rana, Flo", "2022")]
    code, said, _ = run(root, bibtex(papers))
    assert code == 0
    assert "seeds/papers/herons.yml: starts with 'A Census of Herons' now" in said
    assert build.load(root)[1] == []


@pytest.mark.parametrize("left", [[0, 1, 2, 4], [0, 2, 3, 4]], ids=["with a record", "without one"])
def test_nothing_is_lost_unasked(root: Path, left: list[int]) -> None:
    """Where a paper went, nothing is written; the question is one line."""
    before = held(root)
    code, said, complained = run(root, bibtex([PAPERS[n] for n in left]))
    assert (code, held(root)) == (1, before)
    assert complained == [
        "seeds/animals.bib: left as it is; say what becomes of the papers that went: --gone keep, or drop"
    ]
    assert said[0].startswith("- line")


def test_what_stands_elsewhere_is_not_lost(root: Path) -> None:
    """A paper that went from this seed, and is in another one, may go without a question."""
    write(root, {"seeds/more.bib": bibtex(PAPERS[4:])})
    code, said, complained = run(root, bibtex(PAPERS[:4]))
    assert (code, complained) == (0, [])
    assert "- line 5: Swifts Never Land" in said
    assert "swifts-never-land" in build.load(root)[0].papers


def test_papers_that_went_are_kept(root: Path) -> None:
    """With all that the seed said of them, under their addresses; a record loses neither comment nor field."""
    library, _ = build.load(root)
    code, said, complained = run(root, bibtex(PAPERS[:2]), "--gone", "keep")
    assert (code, complained) == (0, [])
    assert "seeds/papers/herons.yml: a paper of its own now" in said
    assert "seeds/papers/swifts-never-land.yml: new, for 'Swifts Never Land'" in said
    assert "the library: the library stays as it is" not in said
    after, problems = build.load(root)
    assert problems == []
    assert {one: p.title.value for one, p in after.papers.items()} == {
        one: p.title.value for one, p in library.papers.items()
    }
    assert all(after.papers[one].authors for one in after.papers)
    assert (root / "seeds/papers/herons.yml").read_text() == HERONS


def test_papers_that_went_may_go(root: Path) -> None:
    """Only those without a record: what somebody wrote is never thrown away."""
    code, _, _ = run(root, bibtex(PAPERS[:2]), "--gone", "drop")
    assert code == 0
    library, problems = build.load(root)
    assert problems == []
    assert set(library.papers) == {
        "otters-of-the-upper-river",
        "otters-of-the-upper-river-revisited",
        "herons",
        "badgers",
    }


def test_an_address_stays(root: Path) -> None:
    """A paper without a record that is called otherwise now keeps its id, by a record."""
    doi = "year=2017, doi={10.1000/swifts}"
    (root / "seeds/animals.bib").write_text(bibtex(PAPERS).replace("year=2017", doi))
    papers = [*PAPERS[:4], ("Common Swifts Never Land", *PAPERS[4][1:])]
    code, said, _ = run(root, bibtex(papers).replace("year=2017", doi))
    assert code == 0
    assert "seeds/papers/swifts-never-land.yml: new, so that the address of the paper stays" in said
    library, problems = build.load(root)
    assert problems == []
    assert library.papers["swifts-never-land"].title.value.source == "Common Swifts Never Land"


def test_a_dry_run_writes_nothing(root: Path) -> None:
    """It says what would be."""
    before = held(root)
    code, said, _ = run(root, bibtex(PAPERS[1:]), "--gone", "keep", "--dry-run")
    assert (code, said[-1], held(root)) == (0, "seeds/animals.bib: would be refreshed", before)


def test_the_same_is_nothing_new(root: Path) -> None:
    """Byte by byte."""
    assert run(root, bibtex(PAPERS))[:2] == (0, ["seeds/animals.bib: nothing is new"])


def test_what_cannot_be_read_replaces_nothing(root: Path) -> None:
    """A newer scrape of no known kind; a file that is not there; a seed that is none; one that is a seed itself."""
    before = held(root)
    code, _, complained = run(root, "<html>an error of the server</html>\n")
    assert code == 1
    assert complained[0].startswith("newer.bib: error:")
    for seed, newer in (
        ("animals.bib", "nothing.bib"),
        ("nothing.bib", "newer.bib"),
        ("people.yml", "newer.bib"),
        ("animals.bib", "list/seeds/animals.bib"),
    ):
        done = lists.carrel("refresh", root, seed, str(root.parent / newer))
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), done
    assert held(root) == before


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return new folders."""
    return (tmp_path_factory.mktemp("list") / "list" for _ in iter(int, 1))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(PAPERS), st.integers(0, 5), st.booleans(), st.sampled_from([Gone.KEEP, Gone.DROP]))
def test_records_stay_attached(
    folders: Iterator[Path], papers: list[tuple[str, str, str]], left: int, more: bool, gone: Gone
) -> None:
    """Whatever comes, goes and moves: no record has a fault, none is gone, and what it said it says."""
    root = make(next(folders))
    before, _ = build.load(root)
    newer = [*papers[:left], *([("Newts at Night", "Triton, Ed", "2022")] if more else [])]
    path = root.parent / "newer.bib"
    path.write_text(bibtex(newer))
    found = refreshing.refresh(root, "animals.bib", path, gone)
    if not newer:
        return
    refreshing.put(root, found)
    after, problems = build.load(root)
    assert problems == []
    for one in ("herons", "badgers"):
        assert after.papers[one].title.value == before.papers[one].title.value
        assert bool(after.papers[one].note) == bool(before.papers[one].note)
        assert "# as scraped" in (root / f"seeds/papers/{one}.yml").read_text()
    if gone is Gone.KEEP:
        assert before.papers.keys() <= after.papers.keys()


@given(st.lists(st.integers(0, 50), unique=True, max_size=12))
def test_what_stays_in_order(numbers: list[int]) -> None:
    """As few papers as can be are said to have moved."""
    run = sorted(refreshing._longest_rise(numbers))
    picked = [numbers[n] for n in run]
    assert picked == sorted(picked)
    best = [1] * len(numbers)
    for n, number in enumerate(numbers):
        best[n] += max((best[k] for k in range(n) if numbers[k] < number), default=0)
    assert len(run) == max(best, default=0)


def test_the_real_list_survives_a_fresh_scrape(tmp_path: Path) -> None:
    """Abstracts in another order, one gone, one mended: every record of the list is where it was."""
    root = lists.real(tmp_path / "list")
    seed = next((root / "seeds").glob("002_*.txt"))
    before, _ = build.load(root)
    papers = [line for line in seed.read_text().split("\n") if line.strip()]
    newer = tmp_path / "newer.txt"
    newer.write_text("\n".join([papers[-1].replace(".", "!", 1), *papers[1:-1]]) + "\n")
    assert refreshing.refresh(root, seed.name, newer).files == {}
    found = refreshing.refresh(root, seed.name, newer, Gone.DROP)
    assert (len(found.came), len(found.went), found.problems) == (0, 1, ())
    refreshing.put(root, found)
    after, problems = build.load(root)
    assert not has_errors(problems)
    assert before.papers.keys() == after.papers.keys()
    assert lists.carrel("fmt", root, "--check").returncode == 0
