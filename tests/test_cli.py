"""The command `carrel`: what it understands, what it prints, and its exit codes."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import lists
from carrel import __version__, build, cli

COMMANDS = ("write", "build", "check", "topics", "serve", "pack", "convert")
MODULE = [sys.executable, "-m", "carrel"]
SCRIPT = [str(Path(sys.executable).with_name("carrel"))]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a fresh copy of the tiny list, not built."""
    return lists.copy("library", tmp_path / "list")


def run(
    command: list[str], folder: Path | None = None, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command line."""
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=60
    )


# --- usage -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [MODULE, SCRIPT], ids=["module", "script"])
def test_help_names_every_command_and_is_quick(command: list[str]) -> None:
    """Help needs neither MkDocs nor the readers, so it is there at once."""
    began = lists.worked()
    helped = run([*command, "--help"])
    assert lists.worked() - began < 1
    assert helped.returncode == 0
    assert all(name in helped.stdout for name in COMMANDS)


def test_help_loads_nothing_heavy() -> None:
    """Neither Jinja nor YAML nor MkDocs is imported for a word of help."""
    code = "import sys; from carrel.cli import main; main(['--help']); print(*sys.modules)"
    loaded = run([sys.executable, "-c", code]).stdout.split()
    assert not {"jinja2", "yaml", "mkdocs", "markdown", "carrel.build"} & set(loaded)


def test_the_module_is_the_script(root: Path) -> None:
    """`python -m carrel` is `carrel`."""
    for arguments in (["--version"], ["--help"], ["check", "--root", str(root)], ["--nonsense"]):
        module, script = run([*MODULE, *arguments]), run([*SCRIPT, *arguments])
        assert untimed(module.stdout) == untimed(script.stdout)
        assert (module.stderr, module.returncode) == (script.stderr, script.returncode)


def untimed(text: str) -> str:
    """Return what was printed without the time that it took."""
    return re.sub(r"\d+\.\d s", "… s", text)


def test_the_version_is_told() -> None:
    """`carrel --version` says what it is."""
    assert run([*MODULE, "--version"]).stdout == f"carrel {__version__}\n"


@pytest.mark.parametrize("arguments", [[], ["bake"], ["write", "--fast"], ["serve", "--port", "http"], ["--root", "."]])
def test_wrong_usage_is_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """What the command does not understand it says, with the usage, and does nothing."""
    assert cli.main(arguments) == 2
    assert "usage: carrel" in capsys.readouterr().err


@pytest.mark.parametrize("command", [*COMMANDS[:-1], "convert x.bib"])
def test_a_folder_that_is_no_list_is_2(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A list has seeds/; a folder without, or none at all, is told, and nothing is made there."""
    for folder in (tmp_path / "nowhere", tmp_path):
        assert cli.main([*command.split(), "--root", str(folder)]) == 2
        assert "no list here" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


# --- what it prints --------------------------------------------------------------------------------------------------


def test_in_a_pipe_one_line_sums_up(root: Path) -> None:
    """Papers, authors, topics, pages, seconds, problems; the problems themselves go to the other channel."""
    written = lists.carrel("write", root)
    assert written.returncode == 0
    assert re.fullmatch(
        r"11 papers, 20 authors, 6 topics, \d+ pages \(\d+ changed\), \d+\.\d s, 0 errors, 1 warning\n", written.stdout
    )
    assert written.stderr == "seeds/shelf/vale.txt:8: warning: a paper without an abstract\n"


def test_check_tells_what_each_document_holds(root: Path) -> None:
    """Papers per document, and nothing is written."""
    before = sorted(root.rglob("*"))
    lines = lists.carrel("check", root).stdout.splitlines()
    assert [line.partition(" (")[0] for line in lines[:-1]] == [
        "seeds/abstracts.txt: 3 papers",
        "seeds/glued.txt: 2 papers",
        "seeds/shelf/translated.txt: 2 papers",
        "seeds/shelf/vale.txt: 4 papers",
    ]
    assert sorted(root.rglob("*")) == before


def test_topics_are_explained(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 0 for a list without errors, 2 for a paper that is not there, 1 where something in the list is wrong."""
    assert cli.main(["topics", "tidenet", "--root", str(root)]) == 0
    assert "  forecasting: named 'forecasting' by seeds/papers/tidenet.yml:8" in capsys.readouterr().out
    assert cli.main(["topics", "--topic", "forcasting", "--root", str(root)]) == 2
    assert capsys.readouterr().err == "carrel: there is no topic 'forcasting'; did you mean 'forecasting'?\n"
    (root / "seeds" / "papers" / "new.yml").write_text("title: New\ntopics: [x]\n", "utf-8")
    assert cli.main(["topics", "--root", str(root)]) == 1
    assert "seeds/papers/new.yml:2: error: the topic 'x'" in capsys.readouterr().err


def test_the_root_is_the_current_folder(root: Path) -> None:
    """Without --root the list is here; paths in messages are relative to it either way."""
    here = run([*MODULE, "check"], root)
    assert untimed(here.stdout) == untimed(lists.carrel("check", root).stdout)
    assert here.stderr == lists.carrel("check", root).stderr


def test_a_terminal_of_few_letters_is_no_fault(root: Path) -> None:
    """Where the terminal cannot show a letter, it shows its number."""
    shutil.move(root / "seeds" / "abstracts.txt", root / "seeds" / "摘要.txt")
    checked = lists.carrel("check", root, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert "Traceback" not in checked.stderr
    assert "seeds/papers/fading-ink.yml:2: error: 'abstracts.txt' is no document of seeds/" in checked.stderr
    assert r"seeds/\u6458\u8981.txt: 3 papers" in checked.stdout
    assert checked.returncode == 1


def test_no_name_of_a_file_moves_the_cursor(root: Path) -> None:
    """Neither a line break nor an escape of the terminal passes from a file name."""
    (root / "seeds" / "abstracts.txt").rename(root / "seeds" / "a\n\x1b[2J\u202eb.txt")
    checked = lists.carrel("check", root)
    assert r"seeds/a\n\x1b[2J\u202eb.txt: 3 papers" in checked.stdout
    assert all(letter.isprintable() or letter == "\n" for letter in checked.stdout + checked.stderr)


@pytest.mark.parametrize("reader", ["head -n 1", "true"])
def test_a_pipe_that_closes_early_is_no_fault(root: Path, reader: str) -> None:
    """`carrel check | head` ends as if somebody had read it all."""
    line = f"'{sys.executable}' -m carrel check --root '{root}' | {reader} >&2; exit ${{PIPESTATUS[0]}}"
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    piped = run(["bash", "-c", line], environment=environment)
    assert piped.returncode == 0
    assert "BrokenPipe" not in piped.stderr
    assert "Traceback" not in piped.stderr


# --- the end ---------------------------------------------------------------------------------------------------------


def test_interrupted_is_130(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C ends a command without a traceback, as a shell expects."""

    def interrupted(_root: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(build, "write", interrupted)
    assert cli.main(["write", "--root", str(root)]) == 130
    assert capsys.readouterr().err == ""


def test_a_signal_ends_it_quietly(many: Path, tmp_path: Path) -> None:
    """A real Ctrl-C in the midst of a build: no traceback, and the site that stood there stands."""
    root = tmp_path / "list"
    shutil.copytree(many, root)
    (root / "site" / "index.html").write_text("the old site")
    # A shell may have the signal ignored in the background, and a child inherits that.
    code = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    command = [sys.executable, "-c", f"{code}; from carrel.cli import main; raise SystemExit(main())"]
    process = subprocess.Popen([*command, "build", "--root", str(root)], stderr=subprocess.PIPE, text=True)
    while process.poll() is None and not (root / ".carrel" / ".site.new").exists():
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in said
    assert (root / "site" / "index.html").read_text() == "the old site"


def test_nothing_is_written_where_nothing_changed(library: Path) -> None:
    """A second run says that no page changed."""
    assert "(0 changed)" in lists.carrel("write", library).stdout
