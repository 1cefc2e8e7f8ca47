"""The quick way to check a change tells the same as looking at everything, before it and after it."""

import json
import random
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from benchmarks import made_up

import lists
from carrel import abreast, checking, published
from carrel.checking import gathering, index, slices

TODAY = "2026-01-31"
Change = Callable[[Path, random.Random], None]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a made-up list with people, venues, slips and addresses, as a repository with one commit."""
    root = tmp_path_factory.mktemp("checked") / "list"
    made_up.make(150, root, own=0.3)
    library = checking.check(root, TODAY).library
    venues = sorted(library.venues.values(), key=lambda venue: venue.id)[:5]
    (root / "seeds" / "venues.yml").write_text(
        "".join(f"- {{id: {v.id}, name: {json.dumps(v.name)}}}\n" for v in venues)
    )
    busy = sorted(library.people.values(), key=lambda person: (-len(person.papers), person.id))[:6]
    entries = [{"id": f"{p.id}-{n}", "name": str(p.name), "papers": p.papers[n::2]} for p in busy[:3] for n in (0, 1)]
    entries += [{"id": f"{p.id}-whole", "name": str(p.name), "aliases": [f"{p.id}-once"]} for p in busy[3:]]
    (root / "seeds" / "people.yml").write_text("".join(f"- {json.dumps(entry)}\n" for entry in entries))
    (root / "seeds" / "ids.txt").write_text("\n".join(published.addresses(library)) + "\n")
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"]):
        me = ["-c", "user.name=x", "-c", "user.email=x@e.example", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *me, *command], cwd=root, check=True)
    return root


def some(root: Path, chance: random.Random) -> Path:
    """Return a record."""
    return chance.choice(sorted((root / "seeds" / "papers").glob("*.yml")))


def replaced(field: str, by: Callable[[Path, random.Random], str]) -> Change:
    """Return a change of a field of a record."""

    def change(root: Path, chance: random.Random) -> None:
        path = some(root, chance)
        lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith(f"{field}:")]
        path.write_text("\n".join([*lines, f"{field}: {by(root, chance)}"]) + "\n", "utf-8")

    return change


def field_of_another(field: str) -> Callable[[Path, random.Random], str]:
    """Return what another record says."""

    def said(root: Path, chance: random.Random) -> str:
        lines = some(root, chance).read_text("utf-8").splitlines()
        return next((line.partition(": ")[2] for line in lines if line.startswith(f"{field}:")), "'2020'")

    return said


def renamed(root: Path, chance: random.Random) -> None:
    """Give a record another id."""
    path = some(root, chance)
    path.rename(path.with_name(f"{path.stem}-new.yml"))


def deleted(root: Path, chance: random.Random) -> None:
    """Take a record away."""
    some(root, chance).unlink()


def copied(root: Path, chance: random.Random) -> None:
    """Add a record of a paper that has one."""
    path = some(root, chance)
    path.with_name("another.yml").write_text(path.read_text("utf-8"), "utf-8")


def of_a_seed(root: Path, chance: random.Random) -> None:
    """Add a paper that stands in a seed as well."""
    paper = chance.choice(sorted(checking.check(root, TODAY).library.papers.values(), key=lambda paper: paper.id))
    text = f"title: {json.dumps(paper.title.value.source)}\ndate: 2031-01\n"
    (root / "seeds" / "papers" / "added.yml").write_text(text, "utf-8")


CHANGES: dict[str, Change] = {
    "title": replaced("title", field_of_another("title")),
    "authors": replaced("authors", field_of_another("authors")),
    "starts": replaced("starts", field_of_another("starts")),
    "date": replaced("date", lambda _root, _chance: "2031-02"),
    "arxiv": replaced("arxiv", lambda _root, _chance: "2404.19429v1"),
    "venue slip": replaced("venue", lambda _root, _chance: "EMLNP"),
    "reference": replaced("not_same_as", lambda root, chance: f"[{some(root, chance).stem}]"),
    "fault": replaced("vennue", lambda _root, _chance: "ACL"),
    "renamed": renamed,
    "deleted": deleted,
    "copied": copied,
    "of a seed": of_a_seed,
}


@pytest.mark.parametrize("name", CHANGES)
def test_the_quick_way_tells_the_same(name: str, made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Several records changed in one way, each by itself, and then all at once."""
    chance = random.Random(name)  # noqa: S311  # chance that is the same each time
    try:
        for _ in range(2):
            CHANGES[name](made, chance)
            quick = [str(problem) for problem in checking.check_since(made, "HEAD", TODAY).problems]
            with monkeypatch.context() as patched:
                patched.setattr(slices, "around", lambda *_: None)
                whole = [str(problem) for problem in checking.check_since(made, "HEAD", TODAY).problems]
            assert quick == whole
    finally:
        subprocess.run(["git", "checkout", "-q", "."], cwd=made, check=True)
        subprocess.run(["git", "clean", "-fdq", "seeds"], cwd=made, check=True)


def test_a_second_time_nothing_is_read_again(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The index of a commit is made once, and kept where nobody commits it."""
    checking.check_since(made, "HEAD", TODAY)
    monkeypatch.setattr(index, "make", lambda *_: pytest.fail("made again"))
    checking.check_since(made, "HEAD", TODAY)
    status = subprocess.run(["git", "status", "--short"], cwd=made, check=True, capture_output=True, text=True)
    assert status.stdout == ""


def test_an_index_that_came_along_is_not_believed(made: Path, tmp_path: Path) -> None:
    """Whoever commits `.carrel/` cannot hide a fault by it; a spoilt one is made anew."""
    checking.check_since(made, "HEAD", TODAY)
    [kept] = (made / ".carrel" / "checked").glob("*.db")
    whole = kept.read_bytes()
    kept.write_bytes(b"no database")
    assert checking.check_since(made, "HEAD", TODAY).problems == []
    assert kept.read_bytes()[:6] == whole[:6]
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(made), str(clone)], check=True)
    (clone / ".carrel" / "checked").mkdir(parents=True)
    (clone / ".carrel" / "checked" / kept.name).write_bytes(whole)
    subprocess.run(["git", "add", "-f", ".carrel"], cwd=clone, check=True)
    assert index.find(clone, "HEAD") is None
    assert lists.carrel("check", clone, "--since", "HEAD").returncode == 0


@pytest.mark.skipif(not abreast.FORKS, reason="no process is forked here")
def test_several_processes_gather_the_same(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The index does not tell how many processes made it."""
    alone = gathering.gather(made, frozenset(), [])
    monkeypatch.setattr(abreast, "_alone", lambda *_: pytest.fail("a process was lost"))
    for count in (2, 3):
        monkeypatch.setattr(abreast, "processes", lambda *_, count=count: count)
        found = gathering.gather(made, frozenset(), [])
        assert found.pieces == alone.pieces
        assert found.formats == alone.formats
