"""Files of seeds/ that nobody can read: one clear line each, soon, and nothing outside the list is ever read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from documents import GOLDEN

from carrel import readers
from carrel.readers import bibtex, contract

PICTURE = "a PNG image; keep images outside seeds/; a list in a picture has to be typed"
NO_TEXT = "error: not text in UTF-8 (or UTF-16 with its mark); save it as UTF-8"
TOO_LONG = "error: a line of more than 1,000,000 bytes; no paper says so much in one"
GOOD = (GOLDEN / "abstracts.txt").read_bytes()


def told(root: Path) -> list[str]:
    """Return what is told of the seeds of a list."""
    return [str(problem) for problem in readers.read_all(root)[1]]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", "seeds/x.txt: warning: the document is empty"),
        (b"\xef\xbb\xbf\n \r\n\t\n", "seeds/x.txt: warning: the document is empty"),
        (b"\xff\xfe\n\x00", "seeds/x.txt: warning: the document is empty"),
        (GOOD + "王小明".encode("gbk") + b"\n", f"seeds/x.txt:5: {NO_TEXT}"),
        (GOOD + b"caf\x81\n", f"seeds/x.txt:5: {NO_TEXT}"),
        (GOOD + b"\0\n", f"seeds/x.txt:5: {NO_TEXT}"),
        (
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            f"seeds/x.txt: error: no known kind of document, but {PICTURE}",
        ),
        (b"\xff\xfex", f"seeds/x.txt: {NO_TEXT}"),
        (
            GOOD + b"x" * 1_000_001,
            "seeds/x.txt:5: error: a line of more than 1,000,000 bytes; no paper says so much in one",
        ),
    ],
    ids=[
        "nothing",
        "blanks",
        "UTF-16 blanks",
        "another script",
        "no code page",
        "zero byte",
        "picture",
        "half",
        "long line",
    ],
)
def test_what_cannot_be_read(content: bytes, line: str, tmp_path: Path) -> None:
    """An empty document is a warning; what is no text is an error, with its line where it has one."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "x.txt").write_bytes(content)
    (tmp_path / "seeds" / "good.txt").write_bytes(GOOD)
    assert told(tmp_path) == [line]
    assert "good.txt" in readers.read_all(tmp_path)[0]


@pytest.mark.parametrize(
    ("content", "encoding", "line"),
    [
        (b"", "utf-8", ""),
        (b"% Encoding: Cp1252\n", "cp1252", ""),
        (b"% -*- coding: latin-1 -*-\n", "latin-1", ""),
        (b"% !TEX encoding = MacOSRoman\n", "mac-roman", ""),
        (b"% Encoding: Cp1252\n", "utf-8", ""),
        (b"%", "utf-16-le", ""),
        (b"", "cp1252", "seeds/x.bib:1: warning: not UTF-8; "),
        (b"% Encoding: GBK\n", "cp1252", "seeds/x.bib:2: warning: not UTF-8, nor in gbk as it says; "),
    ],
)
def test_encodings(content: bytes, encoding: str, line: str, tmp_path: Path) -> None:
    """A document is UTF-8, or what it says or shows; or its lines are taken for western ones, and that is told."""
    (tmp_path / "seeds").mkdir()
    entry = "@misc{a, title = {Über Möbel und Bücher — ein “Café”}, author = {Müller, Jürgen}}\n"
    if encoding == "utf-16-le":
        entry, content = content.decode() + "\n" + entry, b""
    (tmp_path / "seeds" / "x.bib").write_bytes(content + entry.encode(encoding, "replace"))
    readings, problems = readers.read_all(tmp_path)
    (found,) = readings["x.bib"][1].entries
    assert found.title
    assert found.title.value.source.replace("?", "").startswith("Über Möbel und Bücher ")
    assert found.authors
    assert str(found.authors.value.names[0]) == "Jürgen Müller"
    assert [str(problem)[: len(line)] for problem in problems] == ([line] if line else [])


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "big5", "shift_jis", "euc_jp", "iso2022_jp"])
def test_encodings_of_east_asia(encoding: str, tmp_path: Path) -> None:
    """They are believed where the document names them; not a sign is guessed."""
    (tmp_path / "seeds").mkdir()
    entry = f"% Encoding: {encoding}\n@misc{{a, title = {{機械の本}}, author = {{山田, 太郎}}}}\n"
    (tmp_path / "seeds" / "x.bib").write_bytes(entry.encode(encoding, "replace"))
    readings, problems = readers.read_all(tmp_path)
    assert not problems
    (found,) = readings["x.bib"][1].entries
    assert found.title
    assert found.title.value.source.replace("?", "").startswith("機械")


def test_lines_in_another_encoding(tmp_path: Path) -> None:
    """Files that were put together: each line is read as what it is, and the first odd one is told."""
    (tmp_path / "seeds").mkdir()
    entries = "@misc{a, title = {Ü ☃}}\n".encode(), "@misc{b, title = {Ü é}}\n".encode("latin-1")
    (tmp_path / "seeds" / "x.bib").write_bytes(b"".join(entries))
    readings, problems = readers.read_all(tmp_path)
    titles = [entry.title.value.source for entry in readings["x.bib"][1].entries if entry.title]
    assert (titles, [problem.place.line for problem in problems]) == (["Ü ☃", "Ü é"], [2])


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("@misc{a, title = {A}}\n@misc{b, title = {机器翻译}}\n".encode("gbk"), 2),
        (b"@misc{a, title = {A}}\n@misc{b, title = {\0}}\n", 2),
        ("\ufeff@misc{a, title = {A}}\n@misc{b, title = {B}}".encode("utf-16-le") + b"x", 2),
        ("TY  - JOUR\nTI  - A\nER  -\nTY  - JOUR\nTI  - 机器翻译\nER  -\n".encode("gbk"), 5),
        ('[{"id": "a", "title": "A"},\n{"id": "b", "title": "机器翻译"}]'.encode("gbk"), 2),
    ],
    ids=["another script", "zero byte", "half", "RIS", "JSON"],
)
def test_references_in_no_known_encoding_are_read(content: bytes, line: int, tmp_path: Path) -> None:
    """Their syntax is ASCII: a line that cannot be read is told, and the other entries are whole."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "x.txt").write_bytes(content)
    readings, problems = readers.read_all(tmp_path)
    first, second = readings["x.txt"][1].entries
    assert first.title
    assert first.title.value.source == "A"
    assert second.title
    assert [(str(problem.severity), problem.place.line) for problem in problems] == [("warning", line)]
    assert "read as cp1252" in problems[0].message or "shown as \ufffd" in problems[0].message


READ_AND_MEASURE = """
import re, sys, time
from pathlib import Path
from carrel import readers
from carrel.readers import bibtex, contract
start = time.monotonic()
_, problems = readers.read_all(Path(sys.argv[1]))
peak = re.search(r"VmHWM:\\s*(\\d+) kB", Path("/proc/self/status").read_text())
print(*problems, time.monotonic() - start, peak[1], sep="\\n")
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is measured as Linux does")
@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"A long story. " * (50 * 2**20 // 14), f"seeds/x.txt:1: {TOO_LONG}"),
        ("潮".encode() * (50 * 2**20 // 3), f"seeds/x.txt:1: {TOO_LONG}"),
        (("\ufeff" + "潮" * (25 * 2**20)).encode("utf-16-le"), f"seeds/x.txt:1: {TOO_LONG}"),
        (b"\n" * (50 * 2**20), "seeds/x.txt:5242881: error: more than 5,000,000 lines; split it"),
    ],
    ids=["ASCII", "Han", "UTF-16", "lines"],
)
def test_50_mb(content: bytes, told: str, tmp_path: Path) -> None:
    """A line of 50 MB, or 50 million lines, are refused soon, in little memory."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "x.txt").write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-c", READ_AND_MEASURE, tmp_path], capture_output=True, text=True, check=True
    )
    line, seconds, kilobytes = done.stdout.splitlines()
    assert line == told
    assert float(seconds) < 5
    assert int(kilobytes) < 250_000


BIBTEX = b"@misc{a, title = {A Study of Tides}, author = {Wicks, Ada}, year = 2020}\n"
JSON = b'{"id": "a", "type": "book", "title": "A Study of Tides", "author": [{"family": "Wicks", "given": "Ada"}]},'


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is measured as Linux does")
@pytest.mark.parametrize(
    ("head", "entry", "kind"),
    [
        (b"", BIBTEX, "BibTeX"),
        (b"\xff\xfe", BIBTEX.decode().encode("utf-16-le"), "BibTeX"),
        (b"", b"TY  - JOUR\nTI  - A Study of Tides\nAU  - Wicks, Ada\nPY  - 2020\nER  - \n", "RIS"),
        (b"[", JSON + b"\n", "CSL-JSON"),
        (b"[", JSON, "CSL-JSON"),
        (b"title,authors\n", b"A Study of Tides,Ada Wicks\n", "a table of papers (CSV or TSV)"),
    ],
    ids=["BibTeX", "BibTeX in UTF-16", "RIS", "CSL-JSON", "CSL-JSON in a line", "CSV"],
)
def test_100_mb_of_references(head: bytes, entry: bytes, kind: str, tmp_path: Path) -> None:
    """They are refused in one line by their size, before they are read: little memory, no time."""
    (tmp_path / "seeds").mkdir()
    content = head + entry * (100_000_000 // len(entry))
    (tmp_path / "seeds" / "x.txt").write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-c", READ_AND_MEASURE, tmp_path], capture_output=True, text=True, check=True
    )
    line, seconds, kilobytes = done.stdout.splitlines()
    told = f"seeds/x.txt: error: {len(content):,} bytes, and at most {contract.BULKY:,} are read of {kind}"
    assert line.startswith(told)
    assert line.endswith(": split it")
    assert float(seconds) < 5
    assert int(kilobytes) < 100_000


def test_a_document_too_large_is_known_by_all_of_it_as_well(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where its beginning does not tell its kind, it is refused once it is known."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "x.txt").write_bytes(b"some words\n" * 3 + BIBTEX * 9)
    monkeypatch.setattr(bibtex, "MOST_BYTES", 500)
    (problem,) = told(tmp_path)
    assert problem == "seeds/x.txt: error: 690 bytes, and at most 500 are read of BibTeX: split it"


def test_links_out_of_the_list_are_not_followed(tmp_path: Path) -> None:
    """Through no link is anything read that stands outside seeds/; within it, a link is a document."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.txt").write_bytes(GOOD)
    seeds = tmp_path / "list" / "seeds"
    seeds.mkdir(parents=True)
    (seeds / "good.txt").write_bytes(GOOD)
    (seeds / "absolute.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    (seeds / "relative.txt").symlink_to("../../outside/secret.txt")
    (seeds / "folder").symlink_to(tmp_path / "outside")
    (seeds / "broken.txt").symlink_to("nowhere.txt")
    (seeds / "loop.txt").symlink_to("loop.txt")
    (seeds / "endless.txt").symlink_to("/dev/zero")
    (seeds / "inside.txt").symlink_to("good.txt")
    found, problems = readers.read_all(tmp_path / "list")
    assert found.keys() == {"good.txt", "inside.txt"}
    assert [problem.place.path for problem in problems] == [
        f"seeds/{name}" for name in ("absolute.txt", "broken.txt", "endless.txt", "folder", "loop.txt", "relative.txt")
    ]
    assert (
        str(problems[0]) == "seeds/absolute.txt: error: a link out of seeds/; nothing outside is read: put a copy here"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_no_document(tmp_path: Path) -> None:
    """Nothing is waited for."""
    (tmp_path / "seeds").mkdir()
    os.mkfifo(tmp_path / "seeds" / "pipe.txt")
    assert told(tmp_path) == ["seeds/pipe.txt: error: no ordinary file"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    """The system's reason is told."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "x.txt").write_bytes(GOOD)
    (tmp_path / "seeds" / "x.txt").chmod(0)
    assert told(tmp_path) == ["seeds/x.txt: error: cannot be read: Permission denied"]


def test_no_seeds(tmp_path: Path) -> None:
    """A list without seeds/, or with nothing in it, is an empty list."""
    assert readers.read_all(tmp_path) == ({}, [])
    (tmp_path / "seeds").mkdir()
    assert readers.read_all(tmp_path) == ({}, [])


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_large_document(end: str, tmp_path: Path) -> None:
    """A document of several megabytes is read whole, and its lines are counted right."""
    (tmp_path / "seeds").mkdir()
    lines = GOOD.decode().splitlines() * 1_500
    (tmp_path / "seeds" / "x.txt").write_bytes(end.join(lines).encode())
    found, problems = readers.read_all(tmp_path)
    assert not problems
    assert [entry.place.line for entry in found["x.txt"][1].entries] == list(range(1, len(lines) + 1))
