"""What a change touches, by real git: problems of changed files, and those that the change causes."""

import json
import subprocess
from pathlib import Path

import pytest

import lists
from carrel import checking, trees

TODAY = "2026-01-31"
RECORD = "title: Tides\nauthors: [Ada Vale]\ndate: 2023\nvenue: ACL\nabstract: We see.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return the tiny list as a repository with one commit, in a folder below its top."""
    root = lists.copy("library", tmp_path / "repository" / "list")
    git(root.parent, "init", "--quiet", "--initial-branch=main")
    commit(root)
    return root


def git(folder: Path, *arguments: str) -> None:
    """Run git as somebody."""
    me = ("-c", "user.name=Ada", "-c", "user.email=ada@e.example", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *me, *arguments], cwd=folder, check=True, capture_output=True)


def commit(root: Path) -> None:
    """Commit everything."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message", "x")


def told(root: Path, revision: str = "HEAD") -> list[tuple[str, str]]:
    """Return where a change has problems, and of which check."""
    return [(p.place.path, p.check) for p in checking.check_since(root, revision, TODAY).problems]


def test_what_was_there_before_is_not_told(root: Path) -> None:
    """Without a change there is nothing to tell, though the list has a warning."""
    assert checking.check(root, TODAY).problems
    assert told(root) == []


def test_a_new_file_is_told_with_all_its_problems(root: Path) -> None:
    """Git need not know it yet."""
    (root / "seeds" / "papers" / "new.yml").write_text("title: New\nvennue: ACL\n")
    assert told(root) == [("seeds/papers/new.yml", "unknown-field")]
    commit(root)
    assert told(root, "HEAD~1") == [("seeds/papers/new.yml", "unknown-field")]
    assert told(root) == []


def test_a_changed_file_is_told_with_its_old_problems(root: Path) -> None:
    """Whoever touches a file sees what is wrong with it."""
    path = root / "seeds" / "papers" / "new.yml"
    path.write_text(RECORD.replace("date: 2023\n", ""))
    commit(root)
    path.write_text(RECORD.replace("date: 2023\n", "") + "volume: 2\n")
    assert told(root) == [("seeds/papers/new.yml", "missing")]


def test_what_a_change_causes_elsewhere_is_told(root: Path) -> None:
    """A renamed paper leaves a reference in another file."""
    (root / "seeds" / "papers" / "ebb.yml").write_text(RECORD + "arxiv: 2404.19429\n")
    (root / "seeds" / "papers" / "flow.yml").write_text(RECORD.replace("Tides", "Flow") + "not_same_as: [ebb]\n")
    commit(root)
    (root / "seeds" / "papers" / "ebb.yml").rename(root / "seeds" / "papers" / "ebb-and-flow.yml")
    assert ("seeds/papers/flow.yml", "dangling") in told(root)


def test_a_link_out_of_the_list_at_the_revision_is_no_fault(root: Path) -> None:
    """What a revision holds is data, too."""
    (root / "seeds" / "papers" / "out.yml").symlink_to("/etc/hostname")
    commit(root)
    (root / "seeds" / "papers" / "out.yml").unlink()
    assert told(root) == []


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "HEAD:mkdocs.yml", ""])
def test_no_such_revision_is_wrong_usage(root: Path, revision: str) -> None:
    """It is said in a line, and nothing is made."""
    checked = lists.carrel("check", root, f"--since={revision}") if revision else lists.carrel("check", root, "--since")
    assert checked.returncode == 2
    assert "Traceback" not in checked.stderr
    assert not list(root.rglob("x"))


def test_a_folder_that_is_no_repository_is_told(tmp_path: Path) -> None:
    """Without git there is no revision."""
    root = lists.copy("library", tmp_path / "list")
    with pytest.raises(trees.NoTreeError):
        checking.check_since(root, "HEAD", TODAY)


# --- the command -----------------------------------------------------------------------------------------------------


def test_only_some_checks(root: Path) -> None:
    """Others are silent, and do not count."""
    (root / "seeds" / "papers" / "new.yml").write_text("title: New\nvennue: ACL\n")
    assert lists.carrel("check", root, "--only", "unknown-field,missing").returncode == 1
    hints = lists.carrel("check", root, "--only", "missing")
    assert hints.returncode == 0
    assert "vennue" not in hints.stderr
    unknown = lists.carrel("check", root, "--only", "mising")
    assert unknown.returncode == 2
    assert "there is no check 'mising'" in unknown.stderr


def test_hints_fail_nothing_and_are_told_by_check_alone(root: Path) -> None:
    """A build is not the place for suggestions."""
    (root / "seeds" / "papers" / "new.yml").write_text("title: New\n")
    checked, written = lists.carrel("check", root), lists.carrel("write", root)
    assert "seeds/papers/new.yml:1: hint: no authors, no date, no venue, no abstract [missing]" in checked.stderr
    assert checked.returncode == written.returncode == 0
    assert "hint" not in written.stderr + written.stdout


def test_as_json(root: Path) -> None:
    """The output is one document, whatever is wrong."""
    (root / "seeds" / "papers" / "new.yml").write_text("title: New\nvennue: ACL\n")
    checked = lists.carrel("check", root, "--format", "json")
    assert checked.returncode == 1
    assert json.loads(checked.stdout)["errors"] == 1


def test_on_github_a_summary_is_written(root: Path, tmp_path: Path) -> None:
    """The marks go to the log, the table to the summary of the job, after what stands there."""
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    (root / "seeds" / "papers" / "new.yml").write_text("title: New\n'##[add-mask]x': 1\n")
    checked = lists.carrel("check", root, "--format", "github", GITHUB_STEP_SUMMARY=str(summary))
    assert checked.stdout.splitlines()[0].startswith("::error file=seeds/papers/new.yml,line=2,title=unknown-field::")
    assert all(line.startswith("::") for line in checked.stdout.splitlines()[:-1])
    assert summary.read_text().startswith("before\n1 error, 1 warning, ")


def test_a_check_explains_itself(root: Path) -> None:
    """What it means, an example, and nothing else."""
    explained = lists.carrel("check", root, "--explain", "cut-abstract")
    assert explained.returncode == 0
    assert explained.stdout.startswith("## cut-abstract\n\nAn abstract that looks cut.\n")
    assert lists.carrel("check", root, "--explain", "cut").returncode == 2
