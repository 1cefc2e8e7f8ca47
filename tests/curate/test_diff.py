"""`carrel diff`: what a change does to the library, told from real repositories, hostile ones among them."""

from __future__ import annotations

import contextlib
import html
import io
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lists
from carrel import build, cli, readers, trees
from carrel.curate import difference, telling
from carrel.curate.difference import Change, Difference, Moved
from carrel.problem import one_line

SUM = (
    "1 paper added, 1 paper gone, 1 paper changed, 1 author added, 1 author gone, 1 topic lost, "
    "3 addresses that lead nowhere"
)
MKDOCS = "site_name: A\nuse_directory_urls: false\nmarkdown_extensions: [attr_list, md_in_html]\n"


def git(root: Path, *arguments: str, given: bytes = b"") -> str:
    """Run git in a folder."""
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True, input=given)
    return done.stdout.decode().strip()


def write(root: Path, files: dict[str, str]) -> None:
    """Write files of a list."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a list of three papers, committed."""
    root = tmp_path / "list"
    write(
        root,
        {
            "mkdocs.yml": MKDOCS,
            "seeds/papers/lancet.yml": "title: Lancet\nauthors: [Jun Rao, Bo Lind]\ndate: 2023\n",
            "seeds/papers/panda.yml": "title: Panda\nauthors: [Jun Rao]\narxiv: '2210.00001'\n",
            "seeds/papers/koala.yml": "title: Koala\nauthors: [Rao Jun]\n",
            "seeds/topics.yml": "- id: bears\n  name: Bears\n  phrases: [panda, koala]\n",
        },
    )
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "a list")
    return root


def told(root: Path, *arguments: str) -> list[str]:
    """Return what the command says; it is run here, for speed."""
    said, complained = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
        assert cli.main(["diff", "--root", str(root), *arguments]) == 0
    assert complained.getvalue() == ""
    return said.getvalue().splitlines()


# --- what a change does ----------------------------------------------------------------------------------------------


def test_nothing_changed(root: Path) -> None:
    """A list that was only laid out anew says the same."""
    lists.carrel("fmt", root)
    assert git(root, "status", "--porcelain")
    assert told(root, "HEAD") == ["the library stays as it is"]


def test_a_field_changes(root: Path) -> None:
    """What it said, and what it says."""
    write(root, {"seeds/papers/lancet.yml": "title: Lancet\nauthors: [Jun Rao, Bo Lind]\ndate: 2024-02\nvenue: ACL\n"})
    assert told(root, "HEAD") == [
        "~ lancet: Lancet",
        "  - date: 2023",
        "  + date: 2024-02",
        "  + venue: ACL",
        "+ venue acl: ACL",
        "1 paper changed, 1 venue gained",
    ]


def test_papers_and_topics_come_and_go(root: Path) -> None:
    """A new paper with all that is said of it; one that is gone, with its address."""
    (root / "seeds/papers/koala.yml").unlink()
    write(root, {"seeds/papers/otter.yml": "title: Otter\nauthors: [Cy Moor]\n", "seeds/topics.yml": ""})
    assert told(root, "HEAD") == [
        "+ otter: Otter",
        "    authors: Cy Moor",
        "~ panda: Panda",
        "  - topics: Bears",
        "- koala: Koala",
        "+ author cy-moor: Cy Moor",
        "- author rao-jun: Rao Jun",
        "- topic bears: Bears",
        "! authors/rao-jun leads nowhere; write 'aliases: [rao-jun]' where it should lead",
        "! papers/koala leads nowhere; write 'aliases: [koala]' where it should lead",
        "! topics/bears leads nowhere; write 'aliases: [bears]' where it should lead",
        SUM,
    ]


def test_a_paper_with_a_new_id(root: Path) -> None:
    """It is known by its arXiv id; with an alias its old address leads on, without one this is told."""
    git(root, "mv", "seeds/papers/panda.yml", "seeds/papers/red-panda.yml")
    said = told(root, "HEAD")
    assert said[:3] == ["~ red-panda: Panda", "  - id: panda", "  + id: red-panda"]
    assert "! papers/panda leads nowhere; write 'aliases: [panda]' where it should lead" in said
    with (root / "seeds/papers/red-panda.yml").open("a") as file:
        file.write("aliases: [panda]\n")
    assert not [line for line in told(root, "HEAD") if line.startswith("!")]


def test_two_papers_become_one(root: Path) -> None:
    """The address of the one that is gone leads to the other."""
    with (root / "seeds/papers/koala.yml").open("a") as file:
        file.write("same_as: lancet\n")
    said = told(root, "HEAD")
    assert "- koala: Koala (leads to lancet)" in said
    assert not [line for line in said if line.startswith("! papers")]


def test_people_become_one_and_part(root: Path) -> None:
    """Who is who follows each name of each paper."""
    entry = "- id: jun-rao\n  name: Jun Rao\n  variants: [Rao Jun]\n  papers: [lancet, PANDA]\n  aliases: [rao-jun]\n"
    write(root, {"seeds/people.yml": entry.replace("PANDA", "panda, koala")})
    assert told(root, "HEAD") == ["~ authors jun-rao, rao-jun → jun-rao", "1 merger of authors"]
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "one")
    other = "- id: jun-rao-of-elsewhere\n  name: Jun Rao\n  papers: [panda]\n"
    write(root, {"seeds/people.yml": entry.replace(", PANDA", ", koala") + other})
    assert told(root, "HEAD") == ["~ authors jun-rao → jun-rao, jun-rao-of-elsewhere", "1 author split"]


def test_errors_are_told_first(root: Path) -> None:
    """What cannot be read is not in the library; whoever looks must know."""
    write(root, {"seeds/papers/koala.yml": "title: [\n"})
    said = told(root, "HEAD")
    assert said[0] == "1 error now: what cannot be read looks as if it were not there"
    assert "- koala: Koala" in said


def test_the_list_may_stand_in_a_folder_of_the_repository(root: Path) -> None:
    """Paths of git are those of the repository; the list has its own."""
    (root / "inner").mkdir()
    git(root, "mv", "seeds", "mkdocs.yml", "inner")
    git(root, "commit", "--quiet", "-m", "moved")
    assert told(root / "inner", "HEAD") == ["the library stays as it is"]
    assert told(root / "inner", "HEAD~1")[-1].startswith("3 papers added")


def test_a_diff_changes_nothing(root: Path) -> None:
    """Neither the list nor the repository: no work tree, no reference, no file."""

    def seen() -> list[str]:
        asked = (["status", "--porcelain"], ["for-each-ref"], ["worktree", "list"])
        return [git(root, *question) for question in asked]

    before = seen()
    told(root, "HEAD")
    assert seen() == before


@pytest.mark.parametrize("revision", ["nope", "--output=x", "HEAD:seeds", "", "a\nb", "HEAD^7"])
def test_no_such_revision(root: Path, revision: str) -> None:
    """One line, and 2; an option of git is no revision."""
    done = lists.carrel("diff", root, "--", revision)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert not (root / "x").exists()


def test_no_repository(tmp_path: Path) -> None:
    """One line as well."""
    (tmp_path / "seeds").mkdir()
    done = lists.carrel("diff", tmp_path, "HEAD")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


# --- hostile trees ---------------------------------------------------------------------------------------------------


def unpacked(root: Path, revision: str, folder: Path) -> dict[str, bytes]:
    """Return what a revision holds once it is written."""
    folder.mkdir()
    trees.unpack(root, revision, folder)
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and not p.is_symlink()
    }


def test_a_tree_may_not_hide_files(root: Path, tmp_path: Path) -> None:
    """What git is asked to leave out of archives, or to fill in, stands there as it is."""
    write(root, {"seeds/.gitattributes": "*.yml export-ignore\n*.txt export-subst\n", "seeds/a.txt": "$Format:%H$\n"})
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "hidden")
    held = unpacked(root, "HEAD", tmp_path / "out")
    assert "seeds/papers/koala.yml" in held
    assert held["seeds/a.txt"] == b"$Format:%H$\n"


def test_links_lead_nowhere(root: Path, tmp_path: Path) -> None:
    """A link out of the tree is written as a link, after all files, and no reader follows it."""
    (tmp_path / "secret").write_text("title: Secret\n")
    (root / "seeds/papers/secret.yml").symlink_to(tmp_path / "secret")
    (root / "seeds/more").symlink_to("/")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "links")
    unpacked(root, "HEAD", tmp_path / "out")
    library, problems = build.load(tmp_path / "out")
    assert "secret" not in library.papers
    refused = [problem.place.path for problem in problems if "link" in problem.message]
    assert refused == ["seeds/more", "seeds/papers/secret.yml"]


def test_a_tree_stays_in_its_folder(root: Path, tmp_path: Path) -> None:
    """Names that lead out, and folders of git's own, which git itself would not write."""
    blob = git(root, "hash-object", "-w", "--stdin", given=b"out\n")

    def tree(*entries: tuple[str, str, str]) -> str:
        raw = b"".join(f"{mode} {name}\0".encode() + bytes.fromhex(sha) for mode, name, sha in entries)
        return git(root, "hash-object", "-w", "-t", "tree", "--literally", "--stdin", given=raw)

    inner = tree(("100644", "evil.yml", blob))
    seeds = tree(("40000", "..", inner), ("40000", ".GIT", inner), ("100644", "fine.txt", blob))
    commit = git(root, "commit-tree", tree(("40000", "seeds", seeds)), "-m", "out")
    assert unpacked(root, commit, tmp_path / "deep") == {"seeds/fine.txt": b"out\n"}
    assert not list(tmp_path.rglob("evil.yml"))


def test_a_file_that_is_too_large_takes_no_room(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of it there is only the size, at which readers refuse it."""
    write(root, {"seeds/large.txt": "x" * 10_000})
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "large")
    monkeypatch.setattr(trees, "MOST_BYTES", 1000)
    held = unpacked(root, "HEAD", tmp_path / "out")
    assert held["seeds/large.txt"] == b"\0" * 10_000
    monkeypatch.setattr(trees, "MOST_FILES", 3)
    with pytest.raises(trees.NoTreeError, match="more than 3 files"):
        trees.unpack(root, "HEAD", tmp_path / "other")


def test_the_readers_take_no_file_that_is_not_unpacked() -> None:
    """The limits agree: what is left out here, no reader would have taken."""
    assert readers.LIMIT.size <= trees.MOST_BYTES


# --- Markdown --------------------------------------------------------------------------------------------------------


def test_a_change_as_markdown(root: Path) -> None:
    """Each new or changed paper before and after, in short lines and without tables."""
    lancet = "title: 'Lancet <b>@ada</b> #1 [x](y)'\nauthors: [Jun Rao, Bo Lind]\ndate: 2023\n"
    otter = f"title: Otter\nabstract: {'An otter swims. ' * 100}\n"
    write(root, {"seeds/papers/lancet.yml": lancet, "seeds/papers/otter.yml": otter})
    text = "\n".join(told(root, "HEAD", "--format", "markdown"))
    after = "Lancet &#60;b&#62;\\@<!-- -->ada&#60;/b&#62; \\#<!-- -->1 \\[x\\]\\(y\\)"
    assert f"  - before: Lancet\n  - after: {after}" in text
    assert "### New: Otter\n\n`otter`" in text
    assert "<details><summary>abstract</summary>\n\nAn otter swims\\." in text
    assert max(map(len, text.splitlines())) < 1000


@given(st.text())
def test_markdown_is_safe(title: str) -> None:
    """Whatever a title holds: no sign in it means anything, and read back it is the title in one line."""
    safe = telling.safe(title)
    assert "\n" not in safe
    assert not re.search(r"(?<!\\)[*_`\[\]()~|!#{}+^=.@-]", re.sub(r"<!-- -->|&#\d+;", "", safe).replace("\\\\", ""))
    assert re.sub(r"<!-- -->", "", safe).count("<") == 0
    shown = html.unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", safe.replace("<!-- -->", "")))
    assert shown == " ".join(one_line(title).split())


def test_long_values_are_cut_where_they_part() -> None:
    """Of two abstracts that differ by a word, the word is seen."""
    before, after = "a" * 5000 + " old " + "b" * 900, "a" * 5000 + " new " + "b" * 900
    cut = telling.shortened(Change("abstract", before, after))
    assert " old b" in cut.before
    assert " new b" in cut.after
    assert max(len(cut.before), len(cut.after)) <= telling.LONGEST + 2
    grown = telling.shortened(Change("abstract", "a" * 600, "a" * 700))
    assert grown.before != grown.after


def test_a_large_change_is_cut() -> None:
    """A forge shows no more than a megabyte."""
    title = "<" * 300
    many = tuple(
        difference.Told(f"p{n}", title, f"p{n}", tuple(Change(f, "&" * 900, "<" * 900) for f in ("title", "abstract")))
        for n in range(5000)
    )
    names = difference.Names(tuple((f"x{n}", title) for n in range(5000)))
    moved = tuple(Moved((f"a{n}",), (f"b{n}",)) for n in range(5000))
    text = telling.as_markdown(Difference(changed=many, people=names, moved=moved), "x")
    assert len(text.encode()) < 2**20
    assert "more papers" in text
