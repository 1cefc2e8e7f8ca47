"""The pages of people: what is known, what is perhaps so, who is not to be confused, and the index by letter."""

import json
import re
from pathlib import Path

import pytest

from carrel import build

PAPERS = {
    "tides": ("2021", ["Jun Rao", "Bo Du"]),
    "gulls": ("2022", ["Rao, Jun", "Bo Du", "Li Na"]),
    "drift": ("2022", ["Jun Rao"]),
    "harbour": ("2020", ["J. Rao", "Bo Du"]),
    "names": ("2020", ["曾国藩", "Øystein Åkerlund", "42"]),
}
PEOPLE = """\
- id: jun-rao-tides
  name: Jun Rao
  affiliations: ["Institute *of* Tides"]
  papers: [tides]
  perhaps:
    - why: "the co-authors\\" are <b>theirs</b>"
      papers: [gulls]
  evidence: https://example.org/tides
- id: jun-rao
  name: Jun Rao
  known_for: drift
  evidence: He says so.
  papers: [drift]
- id: na-li
  name: "Li, Na"
  variants: ["Na, Li", 李娜]
"""
TOPICS = "- id: sea\n  name: The sea\n  phrases: [tides, gulls]\n"
SETTINGS = """\
site_name: A list
theme: {{name: carrel, language: {}}}
plugins: []
use_directory_urls: false
markdown_extensions: [attr_list, md_in_html]
"""


def written(root: Path, language: str = "en") -> Path:
    """Write the pages of a small list, and return their folder."""
    (root / "seeds" / "papers").mkdir(parents=True)
    for paper, (date, authors) in PAPERS.items():
        record = {"title": f"On {paper}", "date": date, "authors": authors}
        (root / "seeds" / "papers" / f"{paper}.yml").write_text(json.dumps(record, ensure_ascii=False), "utf-8")
    (root / "seeds" / "people.yml").write_text(PEOPLE, "utf-8")
    (root / "seeds" / "topics.yml").write_text(TOPICS, "utf-8")
    (root / "mkdocs.yml").write_text(SETTINGS.format(language), "utf-8")
    outcome = build.write(root)
    assert outcome.problems == []
    return root / "docs"


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the written pages of the small list."""
    return written(tmp_path_factory.mktemp("people") / "list")


def page(docs: Path, path: str) -> str:
    """Return the text of a page."""
    return (docs / f"{path}.md").read_text("utf-8")


def section(text: str, heading: str) -> list[str]:
    """Return the filled lines below a heading."""
    ends = r'^## |^<details class="lacking|\Z'
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?={ends})", text, re.MULTILINE | re.DOTALL)
    return [line.strip() for line in found[1].splitlines() if line.strip() and "div" not in line] if found else []


def test_the_page_says_how_far_a_person_is_known(docs: Path) -> None:
    """Number of papers, what of it is perhaps so, the years, and whether anybody looked."""
    assert '\n1 paper, perhaps 1 more\u00a0· <span class="date">2021–2022</span>\u00a0· verified\n' in page(
        docs, "authors/jun-rao-tides"
    )
    assert "\n1 paper\u00a0· verified\n" in page(docs, "authors/jun-rao")
    assert '\n3 papers\u00a0· <span class="date">2020–2022</span>\u00a0· unverified\n' in page(docs, "authors/bo-du")


def test_the_page_says_on_what_grounds(docs: Path) -> None:
    """Evidence, and the line of the entry; or that nobody looked yet."""
    known = section(page(docs, "authors/jun-rao"), "How this is known")
    assert known == ["- He says so.", "- Entered in seeds/people.yml:9"]
    lacking = section(page(docs, "authors/na-li"), "How this is known")
    assert lacking == ["- Entered in seeds/people.yml:14, still without evidence"]
    assert section(page(docs, "authors/bo-du"), "How this is known")[0].startswith("- By the name alone")


def test_an_inferred_paper_is_marked_with_its_reason(docs: Path) -> None:
    """On the page of the person, with the reason as typed; in numbers of topics and co-authors as well."""
    text = page(docs, "authors/jun-rao-tides")
    rows = section(text, "Papers")
    assert rows[0] == "- [On gulls](../papers/gulls.md)"
    assert 'perhaps: the co-authors" are &lt;b&gt;theirs&lt;/b&gt;' in rows[1]
    assert "perhaps" not in rows[3]
    assert '[The sea](../topics/sea.md) <span class="count">1, perhaps 1 more</span>' in text
    assert '[Bo Du](bo-du.md) <span class="count">1, perhaps 1 more</span>' in text
    assert '[Na Li](na-li.md) <span class="count">perhaps 1</span>' in text
    sea = page(docs, "topics/sea")
    frequent = "Jun Rao (Institute \\*of\\* Tides)](../authors/jun-rao-tides.md)"
    assert f'{frequent} <span class="count">1, perhaps 1 more<' in sea


def test_an_inferred_author_carries_a_quiet_mark(docs: Path) -> None:
    """On the page of the paper: at the name, where it comes from, and where it is the reason for something."""
    gulls, tides = page(docs, "papers/gulls"), page(docs, "papers/tides")
    assert '[Jun Rao](../authors/jun-rao-tides.md) <span class="perhaps">perhaps</span>, [Bo Du]' in gulls
    assert "perhaps Jun Rao (Institute \\*of\\* Tides): the co-authors" in gulls
    assert "seeds/people.yml:7" in gulls
    assert 'class="perhaps"' not in tides
    assert "Jun Rao (Institute \\*of\\* Tides), by seeds/people.yml:4" in tides
    assert "also by Bo Du, perhaps also by Jun Rao" in tides


def test_a_shared_name_is_a_signpost(docs: Path) -> None:
    """It leads to those who bear the name, and they to each other; here nothing is left on it."""
    text = page(docs, "authors/jun-rao-shared-name")
    assert section(text, "Who bears this name, as far as is known") == [
        "- [Jun Rao (drift)](jun-rao.md)",
        '<span class="byline">1 paper</span>',
        "- [Jun Rao (Institute \\*of\\* Tides)](jun-rao-tides.md)",
        '<span class="byline">Institute \\*of\\* Tides, 1 paper, perhaps 1 more</span>',
    ]
    assert ".lead" not in text
    assert section(text, "Papers") == []
    assert section(page(docs, "authors/jun-rao"), "Not to be confused with") == [
        "- [Jun Rao (Institute \\*of\\* Tides)](jun-rao-tides.md)",
        '<span class="byline">bears the same name</span>',
    ]


def test_who_is_maybe_the_same_is_told_with_the_reason(docs: Path) -> None:
    """Initials that fit lead to the page of the name, not to each of its bearers."""
    assert section(page(docs, "authors/j-rao"), "Maybe the same person") == [
        "- [Jun Rao (several people)](jun-rao-shared-name.md)",
        '<span class="byline">the initials fit</span>',
    ]


def test_papers_by_year_are_bars(docs: Path) -> None:
    """The longest bar is that of the year with most papers; one year alone has none."""
    assert section(page(docs, "authors/jun-rao-tides"), "Papers by year") == [
        '- 2022 <span class="bar" data-length="20"></span> <span class="count">1</span>',
        '- 2021 <span class="bar" data-length="20"></span> <span class="count">1</span>',
    ]
    assert section(page(docs, "authors/jun-rao"), "Papers by year") == []


def test_an_old_address_leads_on(docs: Path) -> None:
    """The name that an entry corrects had a page, which leads to the person."""
    assert 'location: "authors/na-li.html"' in page(docs, "authors/li-na")


def test_the_index_files_by_family_name(docs: Path) -> None:
    """Accents do not count, Han names stand by their reading, bearers of one name are told apart."""
    text = page(docs, "authors/index")
    assert section(text, "A { #a }") == ['- [Åkerlund, Øystein](oystein-akerlund.md) <span class="count">1</span>']
    assert section(text, "R { #r }") == [
        '- [Rao, J.](j-rao.md) <span class="count">1</span>',
        '- [Rao, Jun (drift)](jun-rao.md) <span class="count">1</span>',
        "- [Rao, Jun (several people)](jun-rao-shared-name.md)",
        '- [Rao, Jun (Institute \\*of\\* Tides)](jun-rao-tides.md) <span class="count">1, perhaps 1 more</span>',
    ]
    assert section(text, "Z { #z }") == ['- [曾国藩](cengguofan.md) <span class="count">1</span>']
    assert section(text, "Other { #other }") == ['- [42](42.md) <span class="count">1</span>']
    assert "\n8 authors\n" in text


def test_the_data_say_the_same(docs: Path) -> None:
    """What programs read keeps apart what is known, what is perhaps so, and what is a name only."""
    people = {row["id"]: row for row in json.loads((docs / "api" / "authors.json").read_text("utf-8"))}
    tides = people["jun-rao-tides"]
    assert (tides["verified"], tides["affiliations"], tides["bearers"]) == (True, ["Institute *of* Tides"], [])
    assert (tides["papers"], list(tides["perhaps"])) == (["gulls", "tides"], ["gulls"])
    assert people["jun-rao-shared-name"]["bearers"] == ["jun-rao", "jun-rao-tides"]
    assert (people["na-li"]["verified"], people["na-li"]["orcid"], people["na-li"]["variants"]) == (
        False,
        None,
        ["Li Na", "Na Li", "李娜"],
    )
    papers = {row["id"]: row for row in json.loads((docs / "api" / "papers.json").read_text("utf-8"))}
    assert papers["gulls"]["authors"][2] == {"name": "Li Na", "id": "na-li"}


def test_chinese_says_it_in_chinese(tmp_path: Path) -> None:
    """Every word of these pages comes from the strings of the language."""
    text = page(written(tmp_path / "list", "zh"), "authors/jun-rao-tides")
    for words in ("1 篇论文，或许另有 1 篇", "已核实", "或许：", "请勿混淆", "各年论文数", "何以知之"):
        assert words in text
    body = text.split("---", 2)[2].partition("<pre>")[0]  # what follows is typed by people
    assert "perhaps" not in body
    assert "verified" not in body
