"""A preview after a change is the site that a build from nothing would give, to the byte, at a part of the work."""

import shutil
from pathlib import Path

import pytest

from carrel import publish
from carrel.problem import has_errors
from carrel.publish.preview import Preview
from made_lists import PAGES, SETTINGS, contents, write, write_list

PAPERS = {f"papers/p{n}.md": f"# Paper {n}\n\n[The first](p1.md)\n" for n in range(1, 8)}
LISTED = "# Papers\n\n" + "".join(f"- [{n}](p{n}.md)\n" for n in range(1, 8))
MANY = PAGES | PAPERS | {"papers/index.md": LISTED}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a list with some pages."""
    return write_list(tmp_path / "list", MANY)


@pytest.fixture
def preview(root: Path) -> Preview:
    """Return the preview of that list, rendered once."""
    made = Preview(root)
    rendering = made.update(frozenset(), date=None, whole=True)
    assert rendering.pages == len([page for page in MANY if page.endswith(".md")])
    return made


def built_anew(root: Path) -> dict[str, bytes]:
    """Return the site as a build from nothing gives it."""
    shutil.rmtree(root / "site", ignore_errors=True)
    assert not has_errors(publish.build_site(root, date=None))
    return contents(root / "site")


def update(preview: Preview, changes: dict[str, str | None]) -> int:
    """Change files of docs/, update the preview, and return how many pages were rendered."""
    for name, text in changes.items():
        if text is None:
            (preview.root / "docs" / name).unlink()
        else:
            write(preview.root / "docs" / name, text)
    rendering = preview.update(frozenset(changes), date=None, whole=False)
    assert not has_errors(rendering.problems)
    return rendering.pages


NAVIGATION = 2  # pages in the nav, which are rendered every time

CHANGES: dict[str, tuple[dict[str, str | None], int]] = {
    "a page's text": ({"papers/p3.md": "# Paper 3\n\nOther words.\n"}, 1),
    "a page's title": ({"papers/p3.md": "# Three\n"}, 1),
    "a new page": ({"papers/new.md": "# New\n\n[The first](p1.md)\n"}, 1),
    "a new page that others link to already": (
        {"papers/p3.md": "# Paper 3\n\n[Eight](p8.md)\n", "papers/p8.md": "# 8\n"},
        2,
    ),
    "a page gone": ({"papers/p7.md": None}, 0),
    "a page gone that others link to": ({"papers/p1.md": None}, 6),
    "a page by another name": ({"papers/p7.md": None, "papers/seven.md": "# Seven\n"}, 1),
    "another file": ({"assets/note.txt": "another note\n"}, 0),
    "a new file": ({"api/papers.json": "[]\n"}, 0),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_part_gives_the_same_site_as_the_whole(root: Path, preview: Preview, change: str) -> None:
    """Only the pages touched are rendered, and those of the nav; yet every byte is as in a build from nothing."""
    changes, pages = CHANGES[change]
    before = preview.version
    assert update(preview, changes) == pages + NAVIGATION
    assert contents(preview.folder) == built_anew(root)
    assert preview.version == before + 1


WHOLE_CHANGES: dict[str, dict[str, str | None]] = {
    "the title of a page in the nav": {"papers/index.md": "---\nicon: material/home\n---\n" + LISTED},
    "a file gone that a theme may have too": {"assets/note.txt": None},
    "an index page where a README stood": {"papers/index.md": None, "papers/README.md": LISTED},
}


@pytest.mark.parametrize("change", WHOLE_CHANGES)
def test_what_every_page_shows_renders_every_page(root: Path, preview: Preview, change: str) -> None:
    """Where other pages might be concerned, all are rendered."""
    assert update(preview, WHOLE_CHANGES[change]) >= len(PAPERS)
    assert contents(preview.folder) == built_anew(root)


def test_a_change_without_effect_is_none(preview: Preview) -> None:
    """A page that renders to the same bytes gives no reason to load it again."""
    before = preview.version
    update(preview, {"papers/p3.md": "#  Paper 3 #\n\n[The first](p1.md)\n"})
    assert preview.version == before


def test_several_changes_after_each_other(root: Path, preview: Preview) -> None:
    """Each part is laid over the one before."""
    update(preview, {"papers/p3.md": None})
    update(preview, {"papers/p3.md": "# Three again\n"})
    update(preview, {"papers/p4.md": "# Four\n\n[Three](p3.md)\n"})
    assert contents(preview.folder) == built_anew(root)


@pytest.mark.parametrize("whole", [True, False])
def test_after_a_fault_the_last_good_site_stands(preview: Preview, *, whole: bool) -> None:
    """A page that cannot be rendered changes nothing on the screen."""
    before = contents(preview.folder)
    write(preview.root / "docs" / "papers" / "p3.md", "---\ntemplate: nought.html\n---\n")
    rendering = preview.update(frozenset({"papers/p3.md"}), date=None, whole=whole)
    assert has_errors(rendering.problems)
    assert contents(preview.folder) == before
    assert preview.version == 1


def test_plugins_ask_for_whole_builds(root: Path, preview: Preview) -> None:
    """What a plugin makes of a page may depend on all the others."""
    write(root / "mkdocs.yml", SETTINGS.replace("plugins: []", "plugins: [material/search]"))
    preview.update(frozenset(), date=None, whole=True)
    assert update(preview, {"papers/p3.md": "# Three\n"}) >= len(PAPERS)
    assert contents(preview.folder) == built_anew(root)


def test_nothing_is_left_behind(preview: Preview) -> None:
    """The preview goes with the command that made it."""
    preview.remove()
    assert {path.name for path in preview.folder.parent.iterdir()} <= {".gitignore", "lock"}
