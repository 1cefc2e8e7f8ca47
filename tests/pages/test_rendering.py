"""All pages of a list, by one process or by two."""

from pathlib import Path

import pytest

import lists
from carrel import abreast, build, pages, settings
from carrel.pages.view import File
from carrel.records.drafts import Drafts


@pytest.mark.skipif(not abreast.FORKS, reason="no process is forked here")
def test_two_processes_write_what_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """File by file, in one order; no page is written twice."""
    root = lists.copy("library", tmp_path / "list")
    library, problems = build.load(root)

    def render(processes: int) -> list[File]:
        monkeypatch.setattr(abreast, "processes", lambda *_: processes)
        return list(pages.render(library, problems, settings.read(root), Drafts(root, library)))

    alone = render(1)
    monkeypatch.setattr(abreast, "_alone", lambda *_: pytest.fail("a process was lost"))
    assert render(2) == render(5) == alone
    assert len({file.path for file in alone}) == len(alone)
