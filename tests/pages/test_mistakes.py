"""What a page offers to a reader who sees a mistake: an editor, a letter, or the text to be copied."""

import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

import hostile_list
import lists
from carrel import build
from carrel.model import Library
from carrel.records import modeline

FORGE = "https://github.com/ada/list"


def written(root: Path, extra: str = "") -> Library:
    """Write the pages of a copy of the tiny list, which says where it is kept."""
    if extra:
        settings = (root / "mkdocs.yml").read_text("utf-8")
        (root / "mkdocs.yml").write_text(f"{settings}\nextra: {{{extra}}}\n", "utf-8")
    outcome = build.write(root)
    assert not outcome.failed
    return outcome.library


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a copy of the tiny list."""
    return lists.copy("library", tmp_path / "list")


def offered(root: Path, path: str) -> str:
    """Return what a page offers."""
    return (root / "docs" / f"{path}.md").read_text("utf-8").partition('<div class="fix"')[2]


def text(root: Path, path: str) -> str:
    """Return the text that a page offers to be copied; none is empty."""
    found = re.search(r"<pre><code>(.*)</code></pre>", offered(root, path))
    return html.unescape(found[1]) + "\n" if found else ""


def links(root: Path, path: str) -> dict[str, str]:
    """Return the links that a page offers, by their words."""
    return dict(re.findall(r"^- \[(.*)\]\((.*)\)$", offered(root, path), re.MULTILINE))


def pages(library: Library) -> Iterator[str]:
    """Yield the page of everything that can be mended."""
    yield from (f"papers/{paper}" for paper in library.papers)
    yield from (f"authors/{person}" for person in library.people)
    yield from (f"topics/{topic}" for topic in library.topics)
    yield from (f"venues/{venue}" for venue in library.venues)


def test_every_page_can_be_mended(root: Path) -> None:
    """Without any setting the text stands there."""
    library = written(root)
    assert [path for path in pages(library) if not text(root, path)] == []


def test_what_is_curated_is_shown_as_it_is_typed(root: Path) -> None:
    """Comments and all: a record is a file, a person an entry."""
    written(root)
    record = (root / "seeds/papers/rivers-that-remember.yml").read_text("utf-8")
    assert text(root, "papers/rivers-that-remember") == f"{record.rstrip()}\n"
    people = (root / "seeds/people.yml").read_text("utf-8")
    assert text(root, "authors/orla-byrne-rivers") in people


def test_a_new_record_is_attached_and_changes_nothing(root: Path) -> None:
    """Each paper without a record gets the one that its page offers: the list is the same as before."""
    before = written(root)
    bare = [paper for paper in before.papers.values() if not paper.record]
    assert bare
    for paper in bare:
        (root / "seeds" / "papers" / f"{paper.id}.yml").write_text(text(root, f"papers/{paper.id}"), "utf-8")
    after = written(root)
    assert list(after.papers) == list(before.papers)
    for paper in bare:
        curated = after.papers[paper.id]
        assert curated.record
        assert (curated.sources, curated.title.value.source) == (paper.sources, paper.title.value.source)
        assert [a.person for a in curated.authorships] == [a.person for a in paper.authorships]


def test_a_new_entry_of_a_person_or_a_venue_fits_its_file(root: Path) -> None:
    """Appended as it is, it says what the list said."""
    before = written(root)
    people = [p.id for p in before.people.values() if not p.place and not p.bearers]
    made = "".join(text(root, f"authors/{person}") for person in people)
    with (root / "seeds/people.yml").open("a", encoding="utf-8") as file:
        file.write(made)
    (root / "seeds/venues.yml").write_text("".join(text(root, f"venues/{v}") for v in before.venues), "utf-8")
    after = written(root)
    assert list(after.people) == list(before.people)
    assert {v.id: v.name for v in after.venues.values()} == {v.id: v.name for v in before.venues.values()}


def test_the_forge_opens_its_editor(root: Path) -> None:
    """On the record where there is one, on a new file that is filled already where there is none."""
    library = written(root, f"forge: '{FORGE}'")
    edit = links(root, "papers/rivers-that-remember")
    assert edit == {
        "Fix this": f"{FORGE}/edit/main/seeds/papers/rivers-that-remember.yml",
        "Say it in a form": f"{FORGE}/issues/new?template=correct-paper.yml&corrects=rivers-that-remember"
        "&full-title=Rivers%20That%20Remember%3A%20Forecasting%20Floods%20From%20Sediment%20Cores",
    }
    untitled = next(paper.id for paper in library.papers.values() if paper.title_is_working)
    assert links(root, f"papers/{untitled}")["Say it in a form"].endswith(f"corrects={untitled}&full-title=")
    bare = next(paper.id for paper in library.papers.values() if not paper.record)
    url, form = links(root, f"papers/{bare}").values()
    assert f"corrects={bare}&" in form
    assert url.startswith(f"{FORGE}/new/main?")
    asked = parse_qs(urlsplit(html.unescape(url)).query)
    assert asked["filename"] == [f"seeds/papers/{bare}.yml"]
    schema, first, *_ = asked["value"][0].split("\n")
    assert schema == modeline.line(f"seeds/papers/{bare}.yml")
    assert first.startswith(("title: ", "seed: "))
    assert text(root, f"papers/{bare}") == ""
    person = next(p.id for p in library.people.values() if not p.place and not p.bearers)
    assert links(root, f"authors/{person}") == {"This is me, or this is wrong": f"{FORGE}/edit/main/seeds/people.yml"}
    assert text(root, f"authors/{person}").startswith(f"- id: {person}\n")


def test_a_letter_holds_the_record(root: Path) -> None:
    """Addressed, with the paper as its subject, and what would be changed."""
    written(root, "contact: ada@example.org")
    letter = urlsplit(html.unescape(links(root, "papers/on-bare-shelves")["Write to the curators"]))
    assert (letter.scheme, letter.path) == ("mailto", "ada@example.org")
    said = parse_qs(letter.query)
    assert "papers/on-bare-shelves.html" in said["subject"][0]
    assert said["body"][0].startswith("seeds/papers/on-bare-shelves.yml\n\n")


@pytest.mark.parametrize("extra", ["", f"forge: '{FORGE}', contact: ada@example.org"])
def test_a_strangers_text_stays_text(tmp_path: Path, extra: str) -> None:
    """In the text to be copied, and in addresses."""
    root = hostile_list.make(tmp_path / "list")
    library = written(root, extra)
    for path in pages(library):
        part = offered(root, path)
        assert "<script" not in part
        for url in links(root, path).values():
            assert re.fullmatch(r"[!#-;=?-\[\]^_a-z~]+", url), url
            assert unquote(url).startswith((FORGE, "mailto:ada@example.org?"))


def test_files_that_are_gone_do_no_harm(root: Path) -> None:
    """A list needs neither topics.yml nor people.yml."""
    shutil.rmtree(root / "seeds" / "papers")
    for name in ("people.yml", "topics.yml"):
        (root / "seeds" / name).unlink()
    library = written(root, f"forge: '{FORGE}'")
    person = next(iter(library.people))
    assert links(root, f"authors/{person}")["This is me, or this is wrong"].startswith(
        f"{FORGE}/new/main?filename=seeds"
    )
