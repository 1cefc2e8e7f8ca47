"""`carrel init`: a list of one's own, that builds at once; nothing is ever overwritten."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import lists
from carrel import build, files, readers, settings
from carrel.curate import beginning
from carrel.curate.beginning import Wishes
from carrel.records import modeline

BIBTEX = "@article{rao, title={The Whole of BERT}, author={Rao, Jun}, year=2023}\n"


def carrel(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `carrel init` in a folder."""
    command = [sys.executable, "-m", "carrel", "init", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False, timeout=60)


def held(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_new_list_is_all_there_and_in_order(tmp_path: Path) -> None:
    """It asks nothing, names no program of this machine, and its files are canonical."""
    made = carrel(tmp_path, "mine")
    assert (made.returncode, made.stderr) == (0, "")
    names = held(tmp_path / "mine")
    wanted = {"README.md", ".gitignore", "mkdocs.yml", "docs/about.md", "seeds/topics.yml", "seeds/people.yml"}
    assert wanted < names.keys()
    assert sum(name.startswith("seeds/papers/") for name in names) == 2
    assert not [name for name, data in names.items() if b"@TITLE@" in data or str(tmp_path).encode() in data]
    library, problems = build.load(tmp_path / "mine")
    assert problems == []
    assert len(library.papers) == 2
    assert all(library.by_topic[topic] for topic in library.topics)
    assert lists.carrel("fmt", tmp_path / "mine", "--check").returncode == 0


def test_what_is_generated_is_left_out_of_git(tmp_path: Path) -> None:
    """After a build git sees nothing but what people write."""
    carrel(tmp_path, "mine")
    root = tmp_path / "mine"
    before = held(root)
    lists.build(root)
    subprocess.run(["git", "init", "--quiet"], cwd=root, check=True)
    listing = ["git", "ls-files", "--others", "--exclude-standard"]
    seen = subprocess.run(listing, cwd=root, check=True, capture_output=True, encoding="utf-8").stdout.splitlines()
    assert sorted(seen) == sorted(before)


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://github.com/Ada/list", "https://ada.github.io/list/"),
        ("https://github.com/ada/ada.github.io.git", "https://ada.github.io/"),
        ("https://gitlab.com/ada/list", ""),
        ("https://codeberg.org/ada/list", ""),
        ("", ""),
    ],
)
def test_the_forge_is_set(tmp_path: Path, url: str, address: str) -> None:
    """Every page can then be corrected; where the forge publishes sites, the address of this one is known."""
    made = carrel(tmp_path, "mine", *(["--forge", url] if url else []))
    assert made.returncode == 0
    said = settings.read(tmp_path / "mine")
    assert bool(said.forge) == bool(url)
    assert said.site_url == address
    assert settings.check(tmp_path / "mine") == []


@given(st.text(min_size=1).filter(lambda title: title.strip() and title.isprintable()))
def test_any_title_is_a_title(title: str) -> None:
    """Quotes, colons, markup: the site is called what was said."""
    made = beginning._skeleton(Wishes(title=title))
    assert yaml.safe_load(made["mkdocs.yml"])["site_name"] == " ".join(title.split())
    assert made["README.md"].startswith(b"# ")


@pytest.mark.parametrize(
    "wrong", [["--title", " "], ["--forge", "https://example.org/x"], ["--forge", "github.com/a/b c"]]
)
def test_wrong_wishes_are_refused(tmp_path: Path, wrong: list[str]) -> None:
    """In one line, and no folder is made."""
    refused = carrel(tmp_path, "mine", *wrong)
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (2, "", 1)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    """Nothing is overwritten or added; a file is no folder; an empty repository is empty."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "README.md").write_text("mine")
    (tmp_path / "file").write_text("mine")
    before = held(tmp_path)
    for name in ("mine", "file", "file/below"):
        refused = carrel(tmp_path, name)
        assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (2, "", 1)
    assert held(tmp_path) == before
    subprocess.run(["git", "init", "--quiet", "cloned"], cwd=tmp_path, check=True)
    assert carrel(tmp_path, "cloned").returncode == 0
    assert carrel(tmp_path / "cloned", ".").returncode == 2


# --- from what there is ----------------------------------------------------------------------------------------------


def test_a_list_from_documents(tmp_path: Path) -> None:
    """They become seeds byte by byte; there are no examples, and the README says what the seeds are for."""
    (tmp_path / "awesome-bert").mkdir()
    (tmp_path / "awesome-bert" / "README.md").write_text(
        "# Awesome BERT\n\n- [The Half of BERT](https://arxiv.org/abs/2201.00001) Jun Rao, 2022\n"
        "- [A Third of BERT](https://arxiv.org/abs/2101.00001) Jun Rao, 2021\n"
    )
    (tmp_path / "mine.bib").write_text(BIBTEX)
    (tmp_path / "mine.csv").write_text("title,authors,year\nA Fourth of BERT,Jun Rao,2020\n")
    paths = ["awesome-bert/README.md", "mine.bib", "mine.csv"]
    made = carrel(tmp_path, "list", "--from", *paths)
    assert made.returncode == 0, made.stderr
    assert "list: a list of 4 papers\n" in made.stdout
    seeds = {name: data for name, data in held(tmp_path / "list" / "seeds").items() if not name.endswith(".yml")}
    names = ["awesome-bert.md", "mine.bib", "mine.csv"]
    assert seeds == {name: (tmp_path / path).read_bytes() for name, path in zip(names, paths, strict=True)}
    assert not (tmp_path / "list" / "seeds" / "papers").exists()
    assert "`seeds/mine.bib`" in (tmp_path / "list" / "README.md").read_text()
    lists.build(tmp_path / "list")
    assert lists.carrel("fmt", tmp_path / "list", "--check").returncode == 0


def test_what_cannot_be_read_makes_no_list(tmp_path: Path) -> None:
    """A program, a file that is not there, a folder: one line, and nothing is made."""
    (tmp_path / "program").write_bytes(Path(sys.executable).read_bytes()[:4096])
    for wrong in ("program", "nothing.bib", "."):
        refused = carrel(tmp_path, "list", "--from", wrong)
        assert refused.returncode in {1, 2}
        assert wrong in refused.stderr
        assert not (tmp_path / "list").exists()


def test_editors_know_what_its_files_may_hold(tmp_path: Path) -> None:
    """Each curated file names a schema that the list itself holds: nothing is asked of a network."""
    assert carrel(tmp_path, "list").returncode == 0
    for path in (tmp_path / "list" / "seeds").rglob("*.yml"):
        first = path.read_text("utf-8").partition("\n")[0]
        assert first.startswith(modeline.MARK)
        assert (path.parent / first.removeprefix(modeline.MARK)).is_file()


NAMES = st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), min_size=1, max_size=20))


@given(NAMES.map(lambda names: [Path("/home/ada") / name for name in names if name not in {".", ".."}]))
def test_every_document_has_a_name_of_its_own(paths: list[Path]) -> None:
    """Whatever they are called: as seeds they are found, each in its place, and none is taken for a curated file."""
    names = beginning._seed_names([*paths, *paths])
    assert len({name.casefold() for name in names}) == 2 * len(paths)
    for name in names:
        assert not files.is_ignored(Path(name))
        assert name not in readers.CURATED
        assert name == Path(name).name
        assert name.isprintable()
