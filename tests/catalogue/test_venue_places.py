"""Where papers appeared."""

from pathlib import Path

from carrel import build
from carrel.records import venues

VENUES = """\
- id: acl
  name: ACL
  title: Meeting of the Association for Computational Linguistics
- id: neurips
  name: NeurIPS
  spellings: [NIPS]
"""
FAULTY = """\
- id: acl
  name: ACL
- id: other
  name: Other
  speling: [x]
  spellings: [Acl]
- id: A B
- id: acl
  name: X
  aliases: [Once, other]
"""


def _list(root: Path, **papers: str) -> Path:
    (root / "seeds" / "papers").mkdir(parents=True)
    (root / "mkdocs.yml").write_text(
        "use_directory_urls: false\nmarkdown_extensions: [attr_list, md_in_html]\n", "utf-8"
    )
    (root / "seeds" / "venues.yml").write_text(VENUES, "utf-8")
    for paper, venue in papers.items():
        (root / "seeds" / "papers" / f"{paper}.yml").write_text(
            f"title: {paper}\nvenue: {venue}\nissued: 2023\n", "utf-8"
        )
    return root


def test_spellings_are_one_venue(tmp_path: Path) -> None:
    """By the short name, by what it stands for, with a year and a number, or as it was called once."""
    root = _list(
        tmp_path,
        one="acl",
        two="Proceedings of the 61st Annual Meeting of the Association for Computational Linguistics",
        three="NIPS",
        four="NeurIPS 2023",
        five="Unheard of",
    )
    library, problems = build.load(root)
    assert problems == []
    assert {venue: set(papers) for venue, papers in library.by_venue.items()} == {
        "acl": {"one", "two"},
        "neurips": {"three", "four"},
        "unheard-of": {"five"},
    }
    assert list(library.venues) == ["acl", "neurips", "unheard-of"]


def test_without_venues_yml_each_spelling_is_called_as_papers_call_it_most(tmp_path: Path) -> None:
    """Case and year do not make another venue; the spelling that most papers use is its name."""
    root = _list(tmp_path, one="tiny conf", two="Tiny Conf", three="Tiny Conf 2023", four="Tiny Conf")
    (root / "seeds" / "venues.yml").unlink()
    library, _ = build.load(root)
    assert [venue.name for venue in library.venues.values()] == ["Tiny Conf"]


def test_faults_are_told_with_their_line(tmp_path: Path) -> None:
    """A spelling in two venues, an unknown field, a bad id, an id twice, an alias that is none: a line each."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "venues.yml").write_text(FAULTY, "utf-8")
    _, problems = venues.read(tmp_path)
    assert [str(problem) for problem in problems] == [
        "seeds/venues.yml:5: error: unknown field 'speling'; did you mean 'spellings'?",
        "seeds/venues.yml:3: error: 'Acl' is a spelling of 'acl' already",
        "seeds/venues.yml:7: error: a venue has an id: small letters, digits and single hyphens",
        "seeds/venues.yml:10: error: aliases: 'Once' is no id; ids are small letters, digits and single hyphens",
        "seeds/venues.yml:8: error: the id 'acl' stands in line 1 already",
    ]
