"""Addresses that last: of papers, people, topics and venues alike, each old one leads to the new one."""

import re
from pathlib import Path

import pytest

from carrel import build, checking, pages, published
from carrel.settings import Settings

FILES = {
    "papers/tides.yml": "title: Tides\nauthors: Ada Vale\nvenue: Harbour Days\ntopics: prediction\naliases: ebb\n",
    "people.yml": "- {id: ada-vale, name: Ada Vale, aliases: [a-vale]}\n",
    "topics.yml": "- {id: forecasting, name: Forecasting, aliases: [prediction]}\n",
    "venues.yml": "- {id: harbour-days, name: Harbour Days, aliases: [port-days]}\n",
}
ALIASES = re.compile(r", aliases: [^}]*|aliases: .*\n|topics: .*\n")
MOVED = {
    "papers/ebb": "papers/tides",
    "authors/a-vale": "authors/ada-vale",
    "topics/prediction": "topics/forecasting",
    "venues/port-days": "venues/harbour-days",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a list in which one thing of each kind was renamed once."""
    for name, text in FILES.items():
        (tmp_path / "seeds" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "seeds" / name).write_text(text, "utf-8")
    return tmp_path


def test_each_old_address_has_a_page_that_leads_on(root: Path) -> None:
    """The same for all; a record that names a topic as it was once called has that topic."""
    library, problems = build.load(root)
    assert [problem.place.path for problem in problems] == ["mkdocs.yml"]
    assert published.leading_on(library) == MOVED
    files = {file.path: file.content for file in pages.render(library, [], Settings())}
    for old, new in MOVED.items():
        assert f'location: "{new}.html"' in files[f"{old}.md"]
    assert library.by_topic["forecasting"] == ("tides",)


def test_what_is_listed_must_be_reached(root: Path) -> None:
    """An old address counts as long as it leads on; of one that is gone one is told where to keep it."""
    (root / published.PATH).write_text("\n".join([*MOVED, *MOVED.values()]) + "\n", "utf-8")
    assert not [p for p in checking.check(root, "2026-01-31").problems if p.check in {"vanished-id", "unlisted-id"}]
    for name, text in FILES.items():
        (root / "seeds" / name).write_text(ALIASES.sub("", text), "utf-8")
    gone = [p for p in checking.check(root, "2026-01-31").problems if p.check == "vanished-id"]
    assert [(p.severity, p.place.line, p.message.partition(";")[0]) for p in gone] == [
        ("error", 1, "papers/ebb is gone"),
        ("warning", 2, "authors/a-vale is gone"),
        ("error", 3, "topics/prediction is gone"),
        ("warning", 4, "venues/port-days is gone"),
    ]
    assert "keep it by 'aliases: [prediction]' in the entry of its topic in topics.yml" in gone[2].message


def test_a_line_that_is_no_address_is_told(root: Path) -> None:
    """Other pages are none that the file keeps."""
    (root / published.PATH).write_text("years/2020\n", "utf-8")
    told = [str(p) for p in checking.check(root, "2026-01-31").problems if p.check == "vanished-id"]
    assert told == ["seeds/ids.txt:1: warning: 'years/2020' is none of papers/…, authors/…, topics/…, venues/…"]


def test_nothing_new_takes_an_old_address(root: Path) -> None:
    """A venue that is written so, or a keyword, has another one."""
    (root / "seeds" / "papers" / "other.yml").write_text("title: Other\nvenue: Port Days\n", "utf-8")
    library, _ = build.load(root)
    [made] = [venue for venue in library.venues if venue != "harbour-days"]
    assert made.startswith("port-days-")


def test_a_topic_that_nobody_defined_is_not_promised(root: Path) -> None:
    """It goes when its keyword goes."""
    (root / "seeds" / "topics.yml").write_text("- uncurated: true\n- id: prediction\n", "utf-8")
    (root / "seeds" / "more.bib").write_text("@misc{a, title={Ebb}, keywords={moon}}\n", "utf-8")
    library, _ = build.load(root)
    assert "moon" in library.topics
    assert "topics/moon" not in published.addresses(library)
    assert "topics/moon" in published.reached(library)
