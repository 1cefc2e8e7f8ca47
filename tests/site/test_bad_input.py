"""Bad input, by the real command: one clear line, exit code 1, soon, and the site that stood there stands."""

import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

import lists
from made_lists import contents

LIST = lists.ROOT / "tests" / "library" / "list"
RECORD = "seeds/papers/tidenet.yml"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)
SHELF = LIST.joinpath("seeds", "shelf", "vale.txt").read_text("utf-8") + "Nothing New\nFenn, Ida\n" + "We see. " * 60
SECONDS = 5
MEGABYTES = 512

# What is wrong, where it is told, and what is told; a file may be given as text or as bytes.
CASES: Mapping[str, tuple[Mapping[str, str | bytes], str, str]] = {
    "no YAML": ({"seeds/papers/new.yml": "title: New\nnote: [a, b}\n"}, "seeds/papers/new.yml:2", "not YAML"),
    "an open quote": (
        {"seeds/papers/new.yml": 'title: New\nvenue: "ACL\ndate: 2020\npages: 1-2\n'},
        "seeds/papers/new.yml:2",
        "never closed",
    ),
    "an open bracket": (
        {"seeds/papers/new.yml": "title: New\nauthors: [A B, C D\ndate: 2020\n"},
        "seeds/papers/new.yml:2",
        "never closed",
    ),
    "an open quote in venues": (
        {"seeds/venues.yml": "- id: acl\n  name: 'ACL\n- id: aaai\n  name: AAAI\n"},
        "seeds/venues.yml:2",
        "never closed",
    ),
    "a tab": ({"seeds/papers/new.yml": "title: New\nextra:\n\tshelf: 1\n"}, "seeds/papers/new.yml:3", "not YAML"),
    "unknown field": (
        {"seeds/papers/new.yml": "title: New\nauthor: A B\n"},
        "seeds/papers/new.yml:2",
        "did you mean 'authors'",
    ),
    "duplicate key": (
        {"seeds/papers/new.yml": "title: New\ndate: 2020\ntitle: Old\n"},
        "seeds/papers/new.yml:3",
        "line 1",
    ),
    "a list": ({"seeds/papers/new.yml": "- title: New\n"}, "seeds/papers/new.yml:1", "a list where a record should be"),
    "a word": ({"seeds/papers/new.yml": "New\n"}, "seeds/papers/new.yml:1", "where a record should be"),
    "empty": ({"seeds/papers/new.yml": ""}, "seeds/papers/new.yml", "empty"),
    "no title": ({"seeds/papers/new.yml": "date: 2020\n"}, "seeds/papers/new.yml:1", "'title:'"),
    "seed without starts": ({"seeds/papers/new.yml": "seed: glued.txt\n"}, "seeds/papers/new.yml:1", "'starts:'"),
    "duplicate id": ({"seeds/papers/tidenet.yaml": "title: New\n"}, "seeds/papers/tidenet.yml:2", "tidenet.yaml"),
    "an id of its own": ({"seeds/papers/new.yml": "id: old\ntitle: New\n"}, "seeds/papers/new.yml:1", "'old'"),
    "an id with a path": (
        {"seeds/papers/new.yml": "id: ../../new\ntitle: New\n"},
        "seeds/papers/new.yml:1",
        "../../new",
    ),
    "a record in a folder": ({"seeds/papers/sub/new.yml": "title: New\n"}, "seeds/papers/sub/new.yml", "folder"),
    "a name that is no id": ({"seeds/papers/New One.yml": "title: New\n"}, "seeds/papers/New One.yml", "new-one.yml"),
    "a reserved id": ({"seeds/papers/con.yml": "title: New\n"}, "seeds/papers/con.yml", "con-x.yml"),
    "another file": ({"seeds/papers/new.txt": "New\n"}, "seeds/papers/new.txt", "<id>.yml"),
    "seed nowhere": (
        {"seeds/papers/new.yml": "starts: Old\nseed: glue.txt\n"},
        "seeds/papers/new.yml:2",
        "did you mean 'glued.txt'",
    ),
    "starts nowhere": (
        {"seeds/papers/new.yml": "seed: glued.txt\nstarts: Rivers Which Remember\n"},
        "seeds/papers/new.yml:2",
        "the nearest is line 5, 'Rivers That Remember",
    ),
    "starts twice": (
        {"seeds/papers/new.yml": "seed: abstracts.txt\nstarts: ''\n"},
        "seeds/papers/new.yml:2",
        "starts: is empty",
    ),
    "starts vaguely": (
        {"seeds/papers/new.yml": "seed: shelf/vale.txt\nstarts: N\nposition: 2\n", "seeds/shelf/vale.txt": SHELF},
        "seeds/papers/new.yml:2",
        "several papers of 'shelf/vale.txt' start with 'N' (lines 5 and 13)",
    ),
    "two records of one paper": (
        {"seeds/papers/zz.yml": "seed: glued.txt\nstarts: Rivers That\n"},
        "seeds/papers/zz.yml:2",
        "rivers-that-remember.yml",
    ),
    "an alias that is an id": (
        {"seeds/papers/new.yml": "title: N\naliases: [tidenet]\n"},
        "seeds/papers/new.yml:2",
        RECORD,
    ),
    "no date": ({"seeds/papers/new.yml": "title: New\ndate: 2020-13\n"}, "seeds/papers/new.yml:2", "2020-13"),
    "no language": (
        {"seeds/papers/new.yml": "title: New\nlanguage: Englsh please\n"},
        "seeds/papers/new.yml:2",
        "'Englsh please' is no code of a language; write one like en, zh-Hans or pt-BR",
    ),
    "no address": (
        {"seeds/papers/new.yml": "title: N\nurl: javascript:alert(1)\n"},
        "seeds/papers/new.yml:2",
        "https://",
    ),
    "an unknown topic": (
        {"seeds/papers/new.yml": "title: N\ntopics: [forcasting]\n"},
        "seeds/papers/new.yml:2",
        "'forecasting'",
    ),
    "an unsafe tag": (
        {"seeds/papers/new.yml": "title: N\nnote: !!python/object/apply:os.system ['touch pwned']\n"},
        "seeds/papers/new.yml:2",
        "not allowed",
    ),
    "an alias bomb": ({"seeds/papers/new.yml": BOMB}, "seeds/papers/new.yml:1", "aliases"),
    "a deep nest": ({"seeds/papers/new.yml": "title: N\nextra: " + "[" * 5000}, "seeds/papers/new.yml:2", "deep"),
    "a record that is no text": ({"seeds/papers/new.yml": b"title: N\xe9\n"}, "seeds/papers/new.yml:1", "UTF-8"),
    "a paper of two people": (
        {
            "seeds/people.yml": "- {id: a, name: Tove Åkerlund, papers: [rivers]}\n"
            "- {id: b, name: Tove Åkerlund, papers: [rivers]}\n"
        },
        "seeds/people.yml:2",
        "the paper 'rivers' is that of 'a' (line 1) already",
    ),
    "a name of two people": (
        {"seeds/people.yml": "- {id: a, name: Tove Åkerlund}\n- id: b\n  name: B\n  variants: ['Akerlund, Tove']\n"},
        "seeds/people.yml:4",
        "the name Tove Akerlund is that of 'a' (line 1) already",
    ),
    "a paper twice of one person": (
        {
            "seeds/people.yml": "- id: a\n  name: Tove Åkerlund\n  papers: [rivers]\n"
            "  perhaps: {papers: rivers, why: b}\n"
        },
        "seeds/people.yml:4",
        "the paper 'rivers' stands in line 3 already",
    ),
    "a circle of papers that are the same": (
        {
            "seeds/papers/n1.yml": "title: New One\nsame_as: [n2]\n",
            "seeds/papers/n2.yml": "title: Second\nsame_as: [n3]\n",
            "seeds/papers/n3.yml": "title: A Third\nsame_as: [n1]\n",
        },
        "seeds/papers/n3.yml:2",
        "a circle",
    ),
    "a spelling of two venues": (
        {"seeds/venues.yml": "- {id: acl, name: ACL}\n- id: kdd\n  spellings: [KDD, acl]\n"},
        "seeds/venues.yml:2",
        "'acl' is a spelling of 'acl' already",
    ),
    "a setting that is none": (
        {"seeds/topics.yml": "- {id: machines, name: Machines & tools}\n- id: forecasting\n- uncurated: yes\n"},
        "seeds/topics.yml:3",
        "true or false",
    ),
    "people in no list": ({"seeds/people.yml": "id: a\nname: B\n"}, "seeds/people.yml:1", "a list of people"),
    "a taxonomy of three levels": (
        {
            "seeds/topics.yml": "- {id: machines, name: Machines & tools}\n"
            "- id: forecasting\n  topics:\n  - id: b\n    topics: []\n"
        },
        "seeds/topics.yml:5",
        "third level",
    ),
    "a taxonomy that is no YAML": ({"seeds/topics.yml": "- id: [\n"}, "seeds/topics.yml:1", "not YAML"),
    "a seed in no text": ({"seeds/new.txt": b"\xb2\xe2\xca\xd4\n\xd5\xaa\xd2\xaa\n"}, "seeds/new.txt:1", "UTF-8"),
    "a picture": ({"seeds/new.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"}, "seeds/new.png", "a PNG image"),
    "a seed of no known kind": ({"seeds/new.txt": "Milk\nEggs\nBread\n"}, "seeds/new.txt", "known are"),
    "a seed of one long line": (
        {"seeds/new.txt": "We propose a method. " * 2_500_000},
        "seeds/new.txt:1",
        "1,000,000 bytes",
    ),
    "no settings": ({"mkdocs.yml": "site_name: [\n"}, "mkdocs.yml:1", "YAML"),
    "a page of somebody": (
        {"docs/papers/new.md": "Mine", "seeds/papers/new.yml": "title: N\n"},
        "docs/papers/new.md",
        "did not write",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_told_and_nothing_is_published(library: Path, tmp_path: Path, case: str) -> None:
    """One line that names file and line and says what would be right; docs/ and site/ as they were."""
    files, where, what = CASES[case]
    root = tmp_path / "list"
    shutil.copytree(library, root)
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    before = {folder: contents(root / folder) for folder in ("docs", "site")}
    began = lists.worked()
    run = lists.carrel("build", root)
    took = lists.worked() - began
    told = [line for line in run.stderr.splitlines() if ": error: " in line]
    assert run.returncode == 1
    assert len(told) == 1, run.stderr
    assert told[0].startswith(f"{where}: error: ")
    assert what in told[0]
    assert "Traceback" not in run.stderr
    assert re.search(r"\b1 error\b", run.stdout)
    assert {folder: contents(root / folder) for folder in ("docs", "site")} == before
    assert not list(root.rglob("pwned"))
    assert took < SECONDS


def test_a_ragged_row_costs_nothing(library: Path, tmp_path: Path) -> None:
    """A cell too few, a cell too many: a warning each, and each row is a paper with all that it says."""
    root = tmp_path / "list"
    shutil.copytree(library, root)
    table = "title,authors,year,note\nA Row of Four,Ada Vale,2020,fine\nShort,Ada Vale\nLong,Ada Vale,2021,x,more\n"
    table += "".join(f"Number {n} of Many,Ida Fenn,2022,\n" for n in range(5))
    (root / "seeds" / "ragged.csv").write_text(table, "utf-8")
    run = lists.carrel("check", root)
    assert run.returncode == 0
    told = [line for line in run.stderr.splitlines() if "ragged" in line]
    assert [line.partition(": warning: ")[0] for line in told] == ["seeds/ragged.csv:3", "seeds/ragged.csv:4"]
    assert "seeds/ragged.csv: 8 papers" in run.stdout


def test_a_seed_of_50_megabytes_is_refused_in_bounded_memory(library: Path, tmp_path: Path) -> None:
    """One line of 50 MB: refused before anybody looks into it."""
    root = tmp_path / "list"
    shutil.copytree(library, root)
    (root / "seeds" / "new.txt").write_text("模型 " * (50 * 2**20 // 7), "utf-8")
    code = f"import resource; resource.setrlimit(resource.RLIMIT_AS, ({MEGABYTES << 20},) * 2)"
    command = [
        sys.executable,
        "-c",
        f"{code}; from carrel.cli import main; raise SystemExit(main())",
        "check",
        "--root",
        str(root),
    ]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert resource.RLIMIT_AS
    assert run.returncode == 1, run.stderr
    assert "seeds/new.txt:1: error: a line of " in run.stderr
