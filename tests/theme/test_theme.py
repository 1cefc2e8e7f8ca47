"""The theme: builds for any list, holds under any front matter, asks for nothing elsewhere."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from markupsafe import escape

from carrel import strings
from site_reader import Page, Site

THEME = Path(strings.__file__).parent / "theme"

HOSTILE = "</title></h1><script>alert(1)</script>\"><img src=x onerror=alert(1)>' & {{ 7 * 7 }}"
PLAIN = "# A page\n\nSome text.\n"


def front_matter(**values: object) -> str:
    """Return a page with this front matter."""
    return "---\n" + "".join(f"{name}: {json.dumps(value)}\n" for name, value in values.items()) + f"---\n{PLAIN}"


PAGES = {
    "index.md": "# Welcome\n",
    "about.md": "# Q & A <em>of</em> `x<y`\n\n## One\n\n## Two\n\n## Three\n",
    "bare.md": "No heading and no front matter.\n",
    "empty.md": "",
    "odd.md": "---\ntitle: 2024\ndescription: [a, b]\n---\n\nText.\n",
    "untitled.md": '---\ntitle: ""\n---\n\nText.\n',
    "search.md": "---\ntitle: Search\nkind: search\ntemplate: search.html\n---\n\n# Search\n",
    "old.md": "---\ntemplate: redirect.html\nlocation: papers/new.html\n---\n",
    "papers/index.md": front_matter(title="Papers", kind="papers"),
    "papers/new.md": front_matter(
        title="New & <improved>",
        kind="paper",
        description='It says "so".',
        crumbs=[{"title": "Papers", "url": "papers/index.html"}],
        previous={"title": "Before", "url": "papers/hostile.html"},
        next={"title": "After", "url": "papers/index.html"},
    ),
    "papers/hostile.md": front_matter(
        title=HOSTILE,
        kind=HOSTILE,
        description=HOSTILE,
        lang=HOSTILE,
        author=HOSTILE,
        source=HOSTILE,
        tags=[HOSTILE],
        hide=[HOSTILE],
        crumbs=[{"title": HOSTILE, "url": f"papers/{HOSTILE}"}],
        previous={"title": HOSTILE, "url": f"papers/{HOSTILE}"},
        next={"title": HOSTILE, "url": f"papers/{HOSTILE}"},
    ),
}
FEATURES = """
theme:
  name: carrel
  features: [navigation.tabs, navigation.footer, navigation.path, navigation.top, navigation.instant, toc.integrate,
    content.code.copy, content.tabs.link, content.action.edit, search.suggest, announce.dismiss, header.autohide]
  palette: {scheme: slate, primary: teal}
site_url: https://list.example/shelf/
repo_url: https://code.example/list
edit_uri: edit/main/docs/
copyright: Ours <b>&copy;</b>
nav: [{Home: index.md}, {Reading: [papers/index.md, papers/new.md]}, {Elsewhere: "https://else.example/"}, about.md]
extra: {social: [{icon: fontawesome/brands/mastodon, link: "https://social.example/@list"}]}
"""

Build = Callable[[str], Site]


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return what builds the pages above with these settings, by plain MkDocs."""
    built: dict[str, Site] = {}

    def make(settings: str) -> Site:
        if settings not in built:
            root = tmp_path_factory.mktemp("list")
            for name, text in PAGES.items():
                path = root / "docs" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
            (root / "mkdocs.yml").write_text(f"site_name: The <List>\nuse_directory_urls: false\n{settings}", "utf-8")
            command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(root / "mkdocs.yml")]
            quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
            done = subprocess.run(command, env=quiet, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
            assert "Traceback" not in done.stderr
            built[settings] = Site(root / "site")
        return built[settings]

    return make


@pytest.fixture(params=["theme: {name: carrel}\n", FEATURES], ids=["bare", "features"])
def site(build: Build, request: pytest.FixtureRequest) -> Site:
    """Return the pages built by a list that sets nothing, and by one that sets much."""
    return build(request.param)


def raw(site: Site, page: str) -> str:
    """Return the HTML of a page."""
    return (site.folder / page).read_text("utf-8")


def attribute(page: Page, element: str, name: str, /, **where: str) -> list[str]:
    """Return the values that an attribute has on elements of a page that have these other attributes, too."""
    return [
        attributes[name]
        for tag, attributes in page.elements
        if tag == element and name in attributes and all(attributes.get(k) == v for k, v in where.items())
    ]


def test_every_page_is_built(site: Site) -> None:
    """Whatever a page lacks (front matter, title, heading, text), it is built, and so is the page for what is not."""
    missing = {name.removesuffix(".md") + ".html" for name in PAGES} - site.files - {"empty.html"}
    assert missing == set()
    assert strings.load("en")["missing.title"] in site.pages["404.html"].text


def test_a_page_is_loaded_from_its_own_site(site: Site) -> None:
    """No script, style, font or picture comes from anywhere else, with or without Material's own."""
    outward = [r for r in site.references if r.is_outward and r.element in {"script", "link", "img", "style", "iframe"}]
    assert [str(r) for r in outward if "list.example/shelf" not in r.address] == []


def test_what_a_page_loads_exists(site: Site) -> None:
    """Every script, style, font and picture that a page asks for is in the site."""
    loaded = [r for r in site.references if r.element in {"script", "link", "img", "style"} and not r.is_outward]
    lost = [r for r in loaded if r.page != "404.html" and r.target not in site.files]
    # What comes before and after is a hostile address here, and leads nowhere.
    assert [str(r) for r in lost if "alert" not in r.address] == []


def test_strangers_front_matter_is_text(site: Site) -> None:
    """Whatever a title or a description holds, it is shown as it is typed and becomes no element."""
    page = site.pages["papers/hostile.html"]
    elements = [tag for tag, _ in page.elements]
    assert "img" not in elements
    assert [a for tag, a in page.elements if tag == "script" and "src" not in a] == []
    assert [a for _, a in page.elements if any(name.startswith("on") for name in a)] == []
    assert attribute(page, "meta", "content", name="description") == [HOSTILE]
    assert attribute(page, "article", "data-kind") == [HOSTILE]
    assert page.text.count("onerror=alert(1)>' & {{ 7 * 7 }}") >= 3  # the crumb, what comes before, what comes next
    assert f"<title>{escape(HOSTILE)} · The &lt;List&gt;</title>" in raw(site, "papers/hostile.html")


def test_strangers_titles_are_text_in_every_page(site: Site) -> None:
    """A page that names a hostile one (in its navigation, or as its neighbour) takes no harm."""
    for name, page in site.pages.items():
        assert [a for _, a in page.elements if a.get("onerror")] == [], name
        assert "<script>alert" not in raw(site, name), name


def test_a_title_from_a_heading_is_escaped_once(build: Build) -> None:
    """MkDocs gives the first heading as HTML; its entities are not shown to the reader as such."""
    title = re.findall(r"<title>(.*?)</title>", raw(build("theme: {name: carrel}\n"), "about.html"))
    assert title == ["Q &amp; A of x&lt;y · The &lt;List&gt;"]


def test_a_generated_page_is_light(site: Site) -> None:
    """A page with a kind has no script, style or handler of its own, and loads nothing of Material's."""
    page = site.pages["papers/new.html"]
    assert [tag for tag, a in page.elements if tag == "style" or "style" in a] == []
    assert [
        a for tag, a in page.elements if tag == "script" and not a.get("src", "").startswith("../assets/carrel/")
    ] == []
    assert [r.address for r in page.references if "assets/stylesheets" in r.address] == []
    assert len(raw(site, "papers/new.html").encode()) < 7_000


def test_a_hand_written_page_has_what_material_gives(site: Site) -> None:
    """Admonitions, tabs and copy buttons work in hand-written pages: Material's styles and scripts are there."""
    addresses = [r.address for r in site.pages["about.html"].references]
    assert [a for a in addresses if re.search(r"assets/stylesheets/main\.\w+\.min\.css", a)]
    assert [a for a in addresses if re.search(r"assets/javascripts/bundle\.\w+\.min\.js", a)]
    inline = [a for tag, a in site.pages["about.html"].elements if tag == "script" and "src" not in a]
    assert [a for a in inline if a.get("type") != "application/json"] == []
    assert "navigation.instant" not in raw(site, "about.html")


def test_a_paper_knows_its_place(site: Site) -> None:
    """Crumbs, neighbours and the current entry of the navigation follow the front matter."""
    page = site.pages["papers/new.html"]
    assert attribute(page, "link", "href", rel="prev") == ["hostile.html"]
    assert attribute(page, "link", "href", rel="next") == ["index.html"]
    assert attribute(page, "a", "href", rel="prev") == ["hostile.html"]
    assert strings.load("en")["turn.previous.paper"] in page.text
    nav = attribute(page, "nav", "aria-label")
    assert nav == [strings.load("en")[key] for key in ("nav", "crumbs", "turn")]


def test_a_page_of_a_generated_section_marks_its_entry(build: Build) -> None:
    """A paper is not in the navigation; the entry that its first crumb names is marked."""
    site = build("theme: {name: carrel}\nnav: [index.md, papers/index.md, about.md]\n")
    marked = attribute(site.pages["papers/hostile.html"], "a", "href", **{"aria-current": "true"})
    assert marked == []  # its crumb leads elsewhere
    assert attribute(site.pages["papers/new.html"], "a", "href", **{"aria-current": "true"}) == ["index.html"]


def test_words_follow_the_language(build: Build) -> None:
    """Theme and scripts speak the language of the theme; an unknown one falls back to English."""
    chinese = build("theme: {name: carrel, language: zh-CN}\n")
    assert attribute(chinese.pages["papers/new.html"], "html", "lang") == ["zh-Hans"]
    assert strings.load("zh")["missing.title"] in chinese.pages["404.html"].text
    assert json.dumps(strings.load("zh")["search.none"]) in raw(chinese, "assets/carrel/strings.js")
    unknown = build("theme: {name: carrel, language: tlh}\n")
    assert attribute(unknown.pages["papers/new.html"], "html", "lang") == ["en"]
    assert strings.load("en")["missing.title"] in unknown.pages["404.html"].text


def test_the_search_box_may_be_left_out(build: Build) -> None:
    """A list without a search page says so, and has neither box nor script."""
    page = build("theme: {name: carrel, search_page: false}\n").pages["papers/new.html"]
    assert attribute(page, "form", "role") == []
    assert [r.address for r in page.references if r.element == "script" and "search.js" in r.address] == []


def test_a_page_that_moved_leads_on_without_a_script(site: Site) -> None:
    """The old address of a page sends the reader on, and names the new one."""
    page = site.pages["old.html"]
    assert [r.address for r in page.references] == ["papers/new.html", "papers/new.html"]
    assert "script" not in [tag for tag, _ in page.elements]


def test_the_search_page_has_one_box_and_says_what_it_needs(site: Site) -> None:
    """The header's box gives way to that of the page; without scripts the reader is shown other ways."""
    page = site.pages["search.html"]
    assert attribute(page, "form", "role") == ["search"]
    assert strings.load("en")["search.noscript"] in page.text


def test_fonts_are_small_and_licensed() -> None:
    """The fonts come with their licence and their notice, and weigh little."""
    fonts = THEME / "assets" / "carrel" / "fonts"
    assert "Apache License" in (fonts / "LICENSE-Apache-2.0.txt").read_text("utf-8")
    assert "Noto Serif" in (fonts / "NOTICE.txt").read_text("utf-8")
    assert sum(font.stat().st_size for font in fonts.glob("*.woff2")) < 250_000


def test_styles_ask_for_nothing_elsewhere() -> None:
    """The style sheet names only files beside it."""
    css = (THEME / "assets" / "carrel" / "carrel.css").read_text("utf-8")
    wanted = set(re.findall(r"url\(\"?([^)\"]+)", css))
    assert wanted
    assert all((THEME / "assets" / "carrel" / url).is_file() for url in wanted)
