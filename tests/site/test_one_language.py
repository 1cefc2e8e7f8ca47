"""A site in Chinese speaks Chinese: what is in Latin letters is the list's own text, or is marked as English."""

import json
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

import lists
from carrel import readers, strings
from carrel.model import Rule

GOLDEN = lists.ROOT / "tests" / "golden"
DOCUMENTS = (  # of each format one, or more where one does not show every rule
    *(
        "arxiv_atom/usual.xml",
        "arxiv_mail/two_papers.txt",
        "bibtex/fields.bib",
        "bibtex/inherit.bib",
        "csl_json/usual.json",
    ),
    *("front_matter/hugo.md", "markdown_list/bold_titles.md", "markdown_list/links_under_headings.md"),
    *("readers/family-owner.txt", "ris/usual.ris", "table/scopus.csv"),
)
SMALL = {
    "empty.txt": "\n",
    "bare.bib": "@misc{bare, doi = {10.1000/bare}}\n",
    "preprint.ris": "TY  - JOUR\nTI  - Tides by Night\nAU  - Vale, Ada\nDO  - 10.48550/arXiv.2101.00001\nER  -\n"
    "TY  - JOUR\nTI  - Tides by Day\nUR  - https://doi.org/10.1000/tides\nER  -\n",
    "meeting.md": "# Tides\n\n## ACL 2020\n\n"
    + "".join(f"- [A Tide of {n} Gulls](https://arxiv.org/abs/2001.0000{n})\n" for n in range(1, 6)),
}
# What has no other name in Chinese.
KNOWN = ("Carrel arXiv BibTeX RIS CSL-JSON CSV TSV PDF HTML DOI ORCID Markdown JavaScript", "translated by")
LATIN = r"[^\W\d_](?<![^\x00-\u024f])[a-z\u00c0-\u024f’']*"
PHRASE = re.compile(rf"{LATIN}(?:[ -]{LATIN})*", re.IGNORECASE)
SPEAKING = ("title", "aria-label", "placeholder", "alt", "content")
NO_PROSE = {"script", "style", "math", "pre", "code", "svg"}
NO_WORDS = {"viewport", "color-scheme", "generator", "referrer", "robots", "og:type"}  # of <meta>
NOT_SHOWN = {Rule.SCRIPT, Rule.PARTS}  # of a language, and of old ids: pages do not say where these come from
VOID = {"br", "hr", "img", "input", "link", "meta", "wbr", "source"}


class _Spoken(HTMLParser):
    """What a page says in its own language: texts and speaking attributes, those marked as another language apart."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent: list[bool] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        silent = tag in NO_PROSE or (tag != "html" and (told.get("lang") or "zh").split("-")[0] != "zh")
        silent = silent or (bool(self._silent) and self._silent[-1])
        if tag not in VOID:
            self._silent.append(silent)
        structural = told.get("class") == "Z3988" or NO_WORDS & {told.get("name"), told.get("property")}
        if not silent and not structural:
            self.said += [told[name] or "" for name in SPEAKING if name in told]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._silent.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self._silent:
            self._silent.pop()

    def handle_data(self, data: str) -> None:
        if not (self._silent and self._silent[-1]):
            self.said.append(data)


def folded(text: str) -> str:
    """Return a text as phrases are looked up in it."""
    return " ".join(re.sub(r"<script>.*?</script>|</?\w[^>\n]*>|[“”\"{}$*\\]", "", text).casefold().split())


@pytest.fixture(scope="module")
def chinese(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the tiny list, with a document of every format and a paper of which nothing is known, in Chinese."""
    root = lists.copy("library", tmp_path_factory.mktemp("chinese") / "list")
    settings = (root / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(
        re.sub(r"- \w+: ", "- ", settings.replace("name: carrel", "name: carrel\n  language: zh")), "utf-8"
    )
    for name in DOCUMENTS:
        shutil.copy(GOLDEN / name, root / "seeds" / name.replace("/", "-"))
    for name, text in SMALL.items():
        (root / "seeds" / name).write_text(text, "utf-8")
    return lists.build(root)


def own_text(root: Path) -> str:
    """Return all that the list says in its own words, and the few words that have no other name in Chinese."""
    files = [*(root / "seeds").rglob("*.*"), root / "mkdocs.yml", root / "docs" / "about.md"]
    said = [path.read_text("utf-8", "replace") for path in files if path.is_file()]
    said += [path.relative_to(root).as_posix() for path in files]
    said += ["seeds/people.yml", "seeds/topics.yml", "seeds/venues.yml"]  # where curators write
    papers = json.loads((root / "site" / "api" / "papers.json").read_text("utf-8"))
    for paper in papers:
        if paper["abstract"] is None and paper["title_is_working"]:
            del paper["title"]
    said += words_of(papers)
    for name in ("authors", "topics"):
        said += words_of(json.loads((root / "site" / "api" / f"{name}.json").read_text("utf-8")))
    return folded("\n".join([*said, *KNOWN]))


def words_of(value: object) -> Iterator[str]:
    """Return every string of some JSON; keys are none of the list's words."""
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from words_of(inner)


def test_pages_say_nothing_in_english(chinese: Path) -> None:
    """Each phrase in Latin letters stands in the list itself."""
    own = own_text(chinese)
    strange: dict[str, str] = {}
    for page in sorted((chinese / "site").rglob("*.html")):
        for said in _Spoken(page.read_text("utf-8")).said:
            for phrase in PHRASE.findall(folded(said)):
                if phrase not in own:
                    strange.setdefault(phrase, page.relative_to(chinese / "site").as_posix())
    assert strange == {}


def test_every_format_and_rule_is_shown(chinese: Path) -> None:
    """The list above holds a document of every format, and shows every rule that a page can tell."""
    words = strings.load("zh")
    pages = "\n".join(path.read_text("utf-8") for path in (chinese / "docs").rglob("*.md"))
    assert [form for form in (*readers.registry(), readers.EMPTY) if words[f"format.{form}"] not in pages] == []
    shown = {rule: words[f"rule.{rule}"].partition("{")[0] for rule in Rule if rule not in NOT_SHOWN}
    assert [rule for rule, said in shown.items() if said not in pages] == []
