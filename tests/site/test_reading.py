"""What a reader does on the real list, in a real browser, hosted and from disk, with the network off."""

import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

import lists
from browser import FIREFOX, find

AXE = Path(__file__).parents[1] / "vendor" / "axe-core" / "axe.min.js"
KINDS = (
    "index.html",
    "about.html",
    "search.html?q=mixture",
    "papers/index.html",
    "papers/fedspeed.html",  # a formula
    "papers/yayi-2.html",  # 53 authors
    "papers/persia.html",  # an abstract in Chinese
    "authors/index.html",
    "authors/index/l.html",
    "authors/qihuang-zhong.html",
    "topics/index.html",
    "topics/mixture-of-experts.html",
    "years/index.html",
    "years/2023.html",
    "seeds/index.html",
    "seeds/004-1a1d86661ac8cde8.html",
    "venues/index.html",
    "venues/acl.html",
    "missing/index.html",
    "missing/venue.html",
    "authors/liang-ding.html",  # papers that are perhaps theirs
    "authors/liang-ding-shared-name.html",  # a name of several people
)
BOX = "Search papers"
# Number what the keyboard should reach: scripts may add elements meanwhile.
LINKS = """() => [...document.querySelectorAll('a[href], summary')].filter(e => e.checkVisibility()).map(
    (e, n) => { e.dataset.stop = n; return n; })"""
# Where the keyboard stands, and whether one sees it (the box shows it by the line around it); null at the end.
STOP = """() => {
    const e = document.activeElement;
    if (e === document.body) return null;
    return [Number(e.dataset.stop ?? -1), e.matches('input') || getComputedStyle(e).outlineStyle !== 'none'];
}"""


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest, real: Path, serve_http: Callable[[Path], str]) -> str:
    """Return where the site of the real list begins."""
    site = real / "site"
    return serve_http(site) if request.param == "http" else f"{site.as_uri()}/"


def test_from_home_to_a_topic_a_paper_an_author_and_back(page: Page, address: str) -> None:
    """By links alone; the browser's Back goes the whole way."""
    page.goto(f"{address}index.html")
    page.get_by_role("link", name="Mixture of experts").click()
    expect(page).to_have_title("Mixture of experts · Carrel")
    page.get_by_role("link", name="Lancet: Accelerating").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lancet: Accelerating Mixture-of-Experts Training")
    expect(page.locator("article")).to_contain_text(
        "plays a crucial role in expanding the size of DNN model parameters"
    )
    page.get_by_role("link", name="Chenyu Jiang", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Chenyu Jiang")
    for _ in range(3):
        page.go_back()
    expect(page).to_have_title("Carrel")


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("fedskip", "FedSkip: Combatting Statistical Heterogeneity"),  # of a title
        ("sarcastic utterance", "BNS-Net"),  # of an abstract
        ("matern", "Kernel Packet"),  # an accent left out
        ("推荐系统", "Persia: An Open, Hybrid System"),  # a piece of Chinese text
        ("万亿参", "Persia: An Open, Hybrid System"),
        ("Yibin Lei", "Unsupervised Dense Retrieval"),  # an author
        ("machine unlearning", "A hybrid framework for effective"),  # a topic
    ],
)
def test_words_find_their_paper(page: Page, address: str, words: str, title: str) -> None:
    """On the page of the search, without Enter; the address can be shared."""
    page.goto(f"{address}search.html")
    page.get_by_role("main").get_by_role("combobox", name=BOX).or_(
        page.get_by_role("main").get_by_role("searchbox", name=BOX)
    ).fill(words)
    expect(page.get_by_role("main").get_by_role("link", name=title).first).to_be_visible()
    page.goto(f"{address}search.html?q={words}")
    expect(page.get_by_role("main").get_by_role("link", name=title).first).to_be_visible()


def test_the_box_of_every_page_answers_by_keyboard_alone(page: Page, address: str) -> None:
    """`/` goes there, arrows choose, Enter opens; Escape closes."""
    page.goto(f"{address}years/2022.html")
    page.keyboard.press("/")
    box = page.get_by_role("combobox", name=BOX)
    expect(box).to_be_focused()
    page.keyboard.type("extremely")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("option").first).to_be_hidden()
    page.keyboard.type(" long video")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("NUWA-XL")


def test_enter_leads_to_all_results_and_back(page: Page, address: str) -> None:
    """The question stands in the address; Back returns to the page it was asked on."""
    page.goto(f"{address}index.html")
    box = page.get_by_role("combobox", name=BOX)
    box.fill("distillation")
    box.press("Enter")
    page.wait_for_url("**/search.html?q=distillation")
    expect(page.get_by_role("main").get_by_role("link", name="Dynamic Contrastive Distillation").first).to_be_visible()
    page.go_back()
    expect(page).to_have_title("Carrel")


def test_all_is_reached_by_the_tab_key(page: Page, address: str) -> None:
    """The first stop skips to the text; each link of a paper's page is a stop, and shows that it is."""
    page.goto(f"{address}papers/yayi-2.html")
    page.evaluate("() => document.querySelectorAll('details').forEach(folded => (folded.open = true))")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.getAttribute('href')").startswith("#")
    links = set(page.evaluate(LINKS))
    seen: list[int] = []
    while (stop := page.evaluate(STOP)) is not None and len(seen) < 2 * len(links):
        assert stop[1], "a stop that does not show"
        seen.append(stop[0])
        page.keyboard.press("Tab")
    assert links <= set(seen)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, real: Path, scheme: Literal["light", "dark"]) -> None:
    """No kind of page has a fault of accessibility that a machine can find, on a desk or a phone."""
    page.emulate_media(color_scheme=scheme)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        for kind in KINDS:
            path, _, question = kind.partition("?")
            page.goto((real / "site" / path).as_uri() + (f"?{question}" if question else ""))
            page.add_script_tag(path=AXE)
            found = page.evaluate(
                "async () => (await axe.run({preload: false})).violations.map(v => [v.id, v.nodes.map(n => n.html)])"
            )
            assert found == [], f"{kind} at {width} px, {scheme}"


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_is_wider_than_a_phone(page: Page, real: Path, kind: str) -> None:
    """Nothing makes a reader scroll sideways at 320 pixels, not even what was folded away."""
    path, _, question = kind.partition("?")
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto((real / "site" / path).as_uri() + (f"?{question}" if question else ""))
    page.evaluate("() => document.querySelectorAll('details').forEach(folded => (folded.open = true))")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320


def test_without_scripts_all_can_be_read(page: Page, real: Path) -> None:
    """The search says so, and leads to the indexes."""
    context = page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]  # it has one
    plain = context.new_page()
    plain.goto((real / "site" / "search.html").as_uri())
    assert "JavaScript" in plain.get_by_role("main").inner_text()
    plain.get_by_role("main").get_by_role("link", name="Topics").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Topics")
    context.close()


def test_the_packed_site_opens_from_disk(page: Page, real: Path, tmp_path: Path) -> None:
    """One zip, one folder in it, and the search works there."""
    assert lists.carrel("pack", real, str(tmp_path / "list.zip")).returncode == 0
    with zipfile.ZipFile(tmp_path / "list.zip") as archive:
        archive.extractall(tmp_path)
    page.goto((tmp_path / "carrel" / "search.html").as_uri() + "?q=lancet")
    expect(page.get_by_role("main").get_by_role("link", name="Lancet: Accelerating").first).to_be_visible()


def test_firefox_shows_it_from_disk(real: Path, tmp_path: Path) -> None:
    """A second browser draws a page with a formula; a page that failed would be blank, and its picture small."""
    firefox = find(FIREFOX)
    assert firefox, "no Firefox: run `python tests/browser.py`"
    picture = tmp_path / "page.png"
    subprocess.run(
        [
            firefox,
            "--headless",
            "--profile",
            tmp_path,
            "--screenshot",
            picture,
            (real / "site/papers/fedspeed.html").as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert picture.stat().st_size > 30_000
