"""The rehearsal: real repositories, strangers' branches, and the workflows' own commands, read out of their files."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import lists
import workflows
from answering import GOLDEN, playing, says
from carrel import build, published
from filled_forms import ADD, CORRECT, SKELETON, filled
from made_lists import contents
from workflows import Runner, Step

CHECK = [step for step in workflows.steps(workflows.FOLDER / "workflows/check.yml") if step.run]
INTAKE = {step.name: step for step in workflows.steps(workflows.FOLDER / "workflows/intake.yml") if step.run}
RECORD, LOOK, PROPOSE = INTAKE.values()
SECRET = "the-secret-of-this-machine"  # noqa: S105  # stands in a file that no stranger may read
GH = """\
#!/bin/sh
echo "gh $*" >> "$GH_LOG"
case "$1 $2" in
  "pr list") cat "$GH_OPEN" 2> /dev/null; exit 0 ;;
  "pr create") if [ -n "$GH_REFUSES" ]; then echo "$GH_REFUSES" >&2; exit 1; fi; echo "https://example.org/pull/8" ;;
  "issue comment") cp "$5" "$GH_ANSWER" ;;
esac
"""


def git(folder: Path, *arguments: str) -> str:
    """Run git as somebody, untouched by the settings of this machine."""
    who = [f"GIT_{role}_{part}" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")]
    known = os.environ | dict.fromkeys(who, "x@example.org") | {"GIT_CONFIG_GLOBAL": "/dev/null"}
    command = ["git", "-c", "init.defaultBranch=main", *arguments]
    done = subprocess.run(command, cwd=folder, env=known, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@dataclass(frozen=True)
class Forge:
    """A bare repository, and room for those who work with it."""

    room: Path

    @property
    def remote(self) -> Path:
        """The repository."""
        return self.room / "remote.git"

    def clone(self, name: str, branch: str = "main") -> Path:
        """Return a new work tree."""
        git(self.room, "clone", "--quiet", "--branch", branch, str(self.remote), name)
        return self.room / name

    def branch(self, name: str, change: Callable[[Path], None]) -> None:
        """Change the list on a branch, as a stranger does."""
        work = self.clone(f"stranger-{name}")
        git(work, "switch", "--quiet", "--create", name)
        change(work)
        git(work, "add", "--all")
        git(work, "commit", "--quiet", "--message", name)
        git(work, "push", "--quiet", "origin", name)

    def check(self, branch: str) -> Verdict:
        """Play the check of a pull request: on what main would be with the branch in it."""
        work = self.clone(f"check-{branch.replace('/', '-')}")
        git(work, "merge", "--quiet", "--no-ff", "--no-edit", f"origin/{branch}")
        runner = Runner(work, self.room / f"runner-{branch.replace('/', '-')}")
        printed = ""
        failed: list[str] = []
        for step in CHECK:
            if failed and "cancelled()" not in step.said.get("if", ""):
                continue
            done = runner.play(step)
            printed += done.stdout + done.stderr
            failed += [step.name] if done.returncode else []
        return Verdict(work, failed, printed, runner.summary)


@dataclass(frozen=True)
class Verdict:
    """What a check says: the steps that failed, what they printed, and the summary that a reviewer reads."""

    work: Path
    failed: list[str]
    printed: str
    summary: str


@pytest.fixture(scope="module")
def forge(tmp_path_factory: pytest.TempPathFactory) -> Forge:
    """Return a forge that keeps the invented list, with the addresses that it has had."""
    room = tmp_path_factory.mktemp("forge")
    start = lists.copy("library", room / "start")
    addresses = published.addresses(build.load(start)[0])
    (start / published.PATH).write_text(published.lengthened("", addresses))
    shutil.copytree(SKELETON / ".github", start / ".github")
    shutil.copy(SKELETON / "gitignore", start / ".gitignore")
    (room / "secret.txt").write_text(f"{SECRET}\n\nAn abstract of enough words to be taken for one by any reader.\n")
    git(room, "init", "--quiet", "--bare", "remote.git")
    git(start, "init", "--quiet")
    git(start, "add", "--all")
    git(start, "commit", "--quiet", "--message", "The list")
    git(start, "push", "--quiet", str(room / "remote.git"), "HEAD:main")
    return Forge(room)


# --- pull requests ---------------------------------------------------------------------------------------------------


def test_a_good_change_is_shown_before_and_after(forge: Forge) -> None:
    """It passes; a phone shows what changes, and the site is there to look at."""

    def change(work: Path) -> None:
        path = work / "seeds/papers/tidenet.yml"
        path.write_text(path.read_text("utf-8").replace("2022-11", "2022-12"))

    forge.branch("good", change)
    verdict = forge.check("good")
    assert verdict.failed == [], verdict.printed
    assert "before: 2022\\-11\n  - after: 2022\\-12" in verdict.summary
    assert "`papers/tidenet.html`" in verdict.summary
    assert (verdict.work / "site.zip").stat().st_size > 100_000


def test_a_broken_record_is_marked_at_its_line(forge: Forge) -> None:
    """With what would be right; no site is made."""

    def change(work: Path) -> None:
        path = work / "seeds/papers/on-bare-shelves.yml"
        path.write_text(path.read_text("utf-8").replace("venue:", "vennue:"))

    forge.branch("broken", change)
    verdict = forge.check("broken")
    assert verdict.failed == ["Tell what is wrong"]
    line = "::error file=seeds/papers/on-bare-shelves.yml,line=4,title=unknown-field::unknown field 'vennue'"
    assert f"{line}; did you mean 'venue'?" in verdict.printed
    assert "on-bare-shelves.yml" in verdict.summary.replace("\\", "")
    assert not (verdict.work / "site.zip").exists()


def test_a_renamed_record_keeps_its_address_or_is_told(forge: Forge) -> None:
    """Without an alias it is an error that names the cure; with one it passes."""

    def rename(work: Path) -> None:
        folder = work / "seeds/papers"
        (folder / "rivers-that-remember.yml").rename(folder / "rivers-remembered.yml")

    def rename_well(work: Path) -> None:
        rename(work)
        path = work / "seeds/papers/rivers-remembered.yml"
        path.write_text(path.read_text("utf-8").replace("aliases: [", "aliases: [rivers-that-remember, "))

    forge.branch("renamed", rename)
    verdict = forge.check("renamed")
    assert verdict.failed == ["Tell what is wrong"]
    assert "papers/rivers-that-remember is gone; keep it by 'aliases: [rivers-that-remember]'" in verdict.printed
    assert "Addresses that lead nowhere" in verdict.summary
    forge.branch("renamed-well", rename_well)
    assert forge.check("renamed-well").failed == []


def test_a_duplicate_is_told(forge: Forge) -> None:
    """A second record of a paper, by its arXiv id: a reviewer sees that no paper came."""

    def change(work: Path) -> None:
        text = 'title: "Rivers That Remember"\narxiv: 2106.00001v2\nvenue: A New Venue\n'
        (work / "seeds/papers/remembering-rivers.yml").write_text(text)

    forge.branch("duplicate", change)
    verdict = forge.check("duplicate")
    assert verdict.failed == ["Tell what is wrong"]
    assert "title=duplicate::the same paper as seeds/papers/" in verdict.printed
    assert "### New" not in verdict.summary


def hostile(work: Path) -> None:
    """Do what a stranger might."""
    folder = work / "seeds/papers"
    (folder / "traversal.yml").write_text(
        'id: ../../../escaped\ntitle: "../../../../escaped"\naliases: [../../escaped]\n'
    )
    (folder / "..\\escaped.yml").write_text("title: T\n")
    (folder / "lines.yml").write_text('title: "One\\n\\n::error::forged\\n\\n# Two\\r\\n::set-output name=x::y"\n')
    (folder / "shell.yml").write_text("title: '${{ secrets.GITHUB_TOKEN }} $(touch pwned) `touch pwned`; @all <b>'\n")
    (folder / "long.yml").write_text(f'title: Long\nabstract: "{"word " * 200_000}"\n')
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    (folder / "bomb.yml").write_text(f"title: Bomb\n{bomb}")
    (folder / "leak.yml").symlink_to("../../../secret.txt")
    (folder / "passwd.yml").symlink_to("/etc/passwd")
    (work / "seeds" / "leak.txt").symlink_to("../../secret.txt")
    (work / "docs" / "leak.md").symlink_to("../../secret.txt")


def test_a_hostile_change_is_refused_and_touches_nothing(forge: Forge) -> None:
    """Each of its files is told in lines of ours; no secret is shown, nothing outside of its folder changes."""
    forge.branch("hostile", hostile)
    outside = {name: said for name, said in contents(forge.room).items() if "stranger-" not in name}
    verdict = forge.check("hostile")
    assert verdict.failed == ["Tell what is wrong"]
    for name in ("traversal.yml", "bomb.yml", "leak.yml", "passwd.yml", "leak.txt"):
        assert f"file=seeds/papers/{name}" in verdict.printed or f"file=seeds/{name}" in verdict.printed, name
    assert "file=seeds/papers/long.yml,line=2,title=long-text::abstract: 999,999 characters" in verdict.printed
    assert "abstract: 999,999 characters" in verdict.summary.replace("\\", "")
    for shown in (verdict.printed, verdict.summary):
        assert SECRET not in shown
        assert "root:x:0:0" not in shown
        assert len(shown) < 20_000, "a report is for people"
    lines = [line for line in verdict.printed.splitlines() if "::" in line]
    assert not [line for line in lines if line.lstrip().startswith(("::error::forged", "::set-output"))]
    assert "<b>" not in verdict.summary
    after = contents(forge.room)
    own = ("check-hostile/", "runner-hostile/", "stranger-")
    assert {name: said for name, said in after.items() if not name.startswith(own)} == outside
    assert not [name for name in after if "escaped" in name and not name.startswith(own)]
    assert not list(forge.room.rglob("pwned"))
    made = {name for name in contents(verdict.work) if not name.startswith((".git/", ".carrel/"))}
    tracked = git(verdict.work, "-c", "core.quotePath=false", "ls-files", "-z").split("\0")
    assert made <= set(tracked), "the check of a broken list writes nothing"


def test_even_then_a_build_publishes_nothing(forge: Forge) -> None:
    """Should somebody merge it: the last good site stays, and the pages hold no secret."""
    work = forge.clone("merged", "hostile")
    done = lists.carrel("build", work)
    assert done.returncode == 1
    assert not (work / "site").exists()
    assert SECRET not in done.stdout + done.stderr


# --- forms -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Intake:
    """What came of an issue."""

    printed: str
    verdict: str
    answer: str
    asked: str  # of gh
    body: str


def intake(forge: Forge, number: int, body: str, *, refuses: str = "", open_at: str = "", **services: str) -> Intake:
    """Play the intake of an issue: a job that reads, and one that writes if it has something to say."""
    mark = f"{number}-{len(list(forge.room.iterdir()))}"
    reader = Runner(forge.clone(f"read-{mark}"), forge.room / f"reader-{mark}")
    event = reader.home / "event.json"
    event.write_text(json.dumps({"action": "opened", "issue": {"number": number, "body": body}}))
    printed = _play(reader, RECORD, GITHUB_EVENT_PATH=str(event), **services)
    if "answer" not in reader.output:
        return Intake(printed, "", "", "", "")
    run = "https://example.org/runs/1"
    printed += _play(reader, LOOK, RUN=run)
    writer = Runner(forge.clone(f"write-{mark}"), forge.room / f"writer-{mark}")
    temp = shutil.copytree(reader.folder / "intake", writer.home / "temp" / "intake")
    (writer.home / "bin" / "gh").write_text(GH)
    (writer.home / "bin" / "gh").chmod(0o755)
    (writer.home / "open.txt").write_text(open_at)
    environment = {
        "ISSUE": str(number),
        "BASE": "main",
        "HOME_PAGE": "https://example.org/list",
        "INTAKE": str(temp),
        "RUN": run,
        "VERDICT": reader.output["verdict"],
        "GITHUB_REPOSITORY": "somebody/list",
        "GH_LOG": str(writer.home / "gh.log"),
        "GH_ANSWER": str(writer.home / "answer.md"),
        "GH_OPEN": str(writer.home / "open.txt"),
        "GH_REFUSES": refuses,
    }
    printed += _play(writer, PROPOSE, **environment)
    body_file = temp / "body.md"
    return Intake(
        printed,
        reader.output["verdict"],
        (writer.home / "answer.md").read_text("utf-8"),
        (writer.home / "gh.log").read_text("utf-8"),
        body_file.read_text("utf-8") if body_file.exists() else "",
    )


def _play(runner: Runner, step: Step, **environment: str) -> str:
    done = runner.play(step, **environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def changed(forge: Forge, branch: str) -> list[str]:
    """Return what a branch changes."""
    return git(forge.remote, "diff", "--name-status", f"main...{branch}").split("\n")[:-1]


def test_a_form_becomes_a_pull_request(forge: Forge) -> None:
    """One file on a branch of its own; the answer names the pull request, which closes the issue; its check passes."""
    with playing(says((GOLDEN / "arxiv_atom" / "usual.xml").read_bytes())) as arxiv:
        done = intake(forge, 7, filled(ADD, paper="2404.99999"), CARREL_ARXIV_API=arxiv.url)
    record = "lamps-ladders-on-the-o-n2-climb-of-r-d"
    assert changed(forge, "intake/issue-7") == [f"A\tseeds/papers/{record}.yml"]
    assert f"**New: `{record}`**" in done.answer
    assert "Still missing: venue, topics." in done.answer
    assert "With it the list has no errors. What changes: https://example.org/runs/1" in done.answer
    assert "The pull request: https://example.org/pull/8" in done.answer
    assert done.body.endswith("\nCloses #7\n")
    assert f"gh pr create --base main --head intake/issue-7 --title {record} --body-file" in done.asked
    head = git(forge.remote, "rev-parse", "intake/issue-7").strip()
    assert f"gh api --silent repos/somebody/list/statuses/{head} -f context=check -f state=success" in done.asked
    verdict = forge.check("intake/issue-7")
    assert verdict.failed == [], verdict.printed
    assert "Lamps" in verdict.summary


def test_a_form_that_brings_an_error_is_marked_so(forge: Forge) -> None:
    """The pull request is opened all the same, with a red mark of the name that the check has elsewhere."""
    done = intake(forge, 8, filled(CORRECT, corrects="tidenet", arxiv="2106.00001"))
    assert done.verdict == "failure"
    assert "-f context=check -f state=failure" in done.asked
    assert "With it the list has errors: https://example.org/runs/1" in done.body
    assert {step.job for step in CHECK} == {"check"}, "the mark stands for a check of this name"


def test_an_edited_issue_brings_its_branch_up_to_date(forge: Forge) -> None:
    """The branch is made anew from main; there is one pull request."""
    intake(forge, 9, filled(ADD, full_title="Of Ropes"))
    done = intake(forge, 9, filled(ADD, full_title="Of Stronger Ropes"), open_at="https://example.org/pull/9\n")
    assert changed(forge, "intake/issue-9") == ["A\tseeds/papers/of-stronger-ropes.yml"]
    assert "The pull request is brought up to date: https://example.org/pull/9" in done.answer
    assert "gh pr edit https://example.org/pull/9 --body-file" in done.asked
    assert "gh pr create" not in done.asked


def test_what_a_curator_did_is_not_written_over(forge: Forge) -> None:
    """An issue that is edited later leaves their branch alone, and says so."""
    intake(forge, 10, filled(ADD, full_title="Of Knots"))
    curator = forge.clone("curator", "intake/issue-10")
    (curator / "seeds/papers/of-knots.yml").write_text('title: "Of Good Knots"\n')
    git(curator, "commit", "--quiet", "--all", "--message", "Better")
    git(curator, "push", "--quiet", "origin", "HEAD")
    done = intake(forge, 10, filled(ADD, full_title="Of Bad Knots"))
    assert "Somebody works on the branch intake/issue-10, so nothing there is changed." in done.answer
    assert changed(forge, "intake/issue-10") == ["A\tseeds/papers/of-knots.yml"]
    assert "gh pr" not in done.asked


def test_a_rule_that_forbids_the_branch_is_told_in_words(forge: Forge) -> None:
    """Nothing is pushed; the answer says what stands in the way."""
    hook = forge.remote / "hooks" / "update"
    hook.write_text("#!/bin/sh\ncase \"$1\" in *issue-12) echo 'protected' >&2; exit 1 ;; esac\n")
    hook.chmod(0o755)
    done = intake(forge, 12, filled(ADD, full_title="Of Locks"))
    assert "a rule of the repository forbids it (https://example.org/list/settings/rules)" in done.answer
    assert "gh pr" not in done.asked


def test_a_missing_setting_is_told_in_words(forge: Forge) -> None:
    """The branch is there, and the answer says which box to tick, and where a person can open the pull request."""
    refuses = "pull request create failed: GraphQL: GitHub Actions is not permitted to create or approve pull requests"
    done = intake(forge, 11, filled(CORRECT, corrects="tidenet", date="2022-12"), refuses=refuses)
    assert changed(forge, "intake/issue-11") == ["M\tseeds/papers/tidenet.yml"]
    assert "https://example.org/list/compare/intake/issue-11?expand=1" in done.answer
    assert 'tick "Allow GitHub Actions to create and approve pull requests"' in done.answer
    assert refuses in done.printed


def test_a_duplicate_is_answered_and_nothing_is_pushed(forge: Forge) -> None:
    """The answer names the record that it is."""
    done = intake(forge, 13, filled(ADD, references="@misc{x, title={R}, eprint={2106.00001}, archiveprefix={arXiv}}"))
    assert "**On the list already:** `rivers-that-remember`" in done.answer
    assert "intake/issue-13" not in git(forge.remote, "branch", "--list")
    assert "gh pr" not in done.asked


def test_another_issue_is_left_alone(forge: Forge) -> None:
    """The job that may write does not even start."""
    assert intake(forge, 15, "The site is slow.").verdict == ""


def test_a_hostile_form_changes_one_record_and_runs_nothing(forge: Forge) -> None:
    """Whatever it says, on the machine of the forge it is words in a file."""
    words = '"; touch pwned; $(touch pwned) `touch pwned` ${{ secrets.GITHUB_TOKEN }}\n::set-output name=x::y\n@all #1'
    form = filled(ADD, full_title=f"../../../escaped {words}", why=words, authors=words, topics=words, abstract=words)
    done = intake(forge, 17, form)
    [line] = changed(forge, "intake/issue-17")
    assert line.startswith("A\tseeds/papers/escaped-")
    assert not list(forge.room.rglob("pwned"))
    assert "escaped" not in "".join(path.name for path in forge.room.iterdir())
    assert done.asked.count("\n") == 5  # setup-git, mark, list, create, comment: no word of the form became another
    assert not [said for said in done.printed.splitlines() if said.startswith("::set-output")]
    assert forge.check("intake/issue-17").failed == []


def test_an_issue_of_the_longest_kind_is_read(forge: Forge) -> None:
    """As long as a forge lets one be, in a script of three bytes a letter: no environment could hold it."""
    done = intake(forge, 19, filled(ADD, full_title="Long", abstract="字" * 65_000))
    assert "abstract: 65,000 characters; at most 20,000 are taken" in done.answer
