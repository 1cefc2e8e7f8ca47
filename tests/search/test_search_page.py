"""What a reader does on the page of the search and in the box, hosted and from disk, if all goes well and if not."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from carrel import strings
from conftest import listen

WORDS = strings.load("en")
AXE = Path(__file__).parents[1] / "vendor" / "axe-core" / "axe.min.js"
BOX = WORDS["search.label"]


@pytest.fixture(params=["http", "file"])
def at(request: pytest.FixtureRequest, real: Path, serve_http: Callable[[Path], str]) -> str:
    """Return where the site of the real list begins: hosted, or on the disk."""
    site = real / "site"
    return serve_http(site) if request.param == "http" else f"{site.as_uri()}/"


@pytest.fixture
def hosted(real: Path, serve_http: Callable[[Path], str]) -> str:
    """Return where the real list is hosted."""
    return serve_http(real / "site")


def results(page: Page) -> Locator:
    """Return the papers that are shown."""
    return page.locator("[data-carrel=results] .papers > li")


def count(page: Page) -> Locator:
    """Return where it is said how many there are."""
    return page.locator("[data-carrel=count]")


def box(page: Page) -> Locator:
    """Return the box of the page."""
    return page.get_by_role("main").get_by_role("searchbox", name=BOX)


def facet(page: Page, kind: str) -> Locator:
    """Return what papers can be narrowed down to."""
    return page.locator("details.facet").filter(has=page.get_by_text(WORDS[f"search.facet.{kind}"], exact=True))


def test_an_answer_is_narrowed_down_and_widened_again(page: Page, at: str) -> None:
    """Choices add up, are removed one by one, stand in the address, and Back takes them back."""
    page.goto(f"{at}search.html?q=distillation")
    expect(count(page)).to_contain_text("papers")
    every = count(page).inner_text()
    choice = facet(page, "topic").get_by_role("checkbox", name="Knowledge distillation")
    told = int(page.locator(".facet li", has_text="Knowledge distillation").locator(".count").inner_text())
    choice.check()
    expect(count(page)).to_have_text(f"{told} papers")
    expect(choice).to_be_focused()
    facet(page, "author").locator("summary").click()
    facet(page, "author").get_by_role("checkbox", name="Liang Ding").first.check()
    expect(page.locator(".chip")).to_have_count(2)
    fewer = results(page).count()
    assert 0 < fewer < told
    assert re.search(r"topic=knowledge-distillation&author=liang-ding", page.url)
    page.reload()
    expect(results(page)).to_have_count(fewer)
    page.get_by_role("button", name="No longer only: Knowledge distillation").click()
    expect(page.locator(".chip")).to_have_count(1)
    page.go_back()
    expect(page.locator(".chip")).to_have_count(2)
    page.go_back()
    page.go_back()
    expect(count(page)).to_have_text(every)


def test_an_answer_is_put_in_order(page: Page, at: str) -> None:
    """By worth, by date, by title; the order stands in the address."""
    page.goto(f"{at}search.html?q=translation")
    page.get_by_label(WORDS["search.sort"]).select_option("title")
    expect(page).to_have_url(re.compile("sort=title"))
    titles = results(page).locator("a")
    expect(titles.nth(4)).to_be_visible()
    shown = [title.lower() for title in titles.all_inner_texts()]
    assert shown == sorted(shown)
    page.get_by_label(WORDS["search.sort"]).select_option("date")
    expect(page).to_have_url(re.compile("sort=date"))
    expect(titles.nth(4)).to_be_visible()
    years = [
        int(y)
        for line in results(page).locator(".byline").all_inner_texts()
        for y in re.findall(r"\b20\d\d\b", line)[:1]
    ]
    assert years[0] >= years[-1]


def test_what_is_found_is_taken_along(page: Page, at: str, real: Path) -> None:
    """All papers that are found, also those that are not shown yet, as the list of the whole site has them."""
    page.goto(f"{at}search.html?q=distillation")
    page.get_by_text(WORDS["cite.papers"]).click()
    found = int(count(page).inner_text().split()[0])
    with page.expect_download() as waiting:
        page.get_by_role("button", name=WORDS["cite.download.of"].format(format="BibTeX")).click()
    text = Path(waiting.value.path()).read_text("utf-8")
    entries = re.findall(r"^@\w+\{(.+),$", text, re.MULTILINE)
    assert len(entries) == found
    library = (real / "site" / "api" / "library.bib").read_text("utf-8")
    assert set(entries) <= set(re.findall(r"^@\w+\{(.+),$", library, re.MULTILINE))


def test_what_was_typed_wrong_is_told(page: Page, at: str) -> None:
    """The nearest spelling answers, and it is said; words that are not together anywhere are said to be so."""
    page.goto(f"{at}search.html?q=destillation")
    expect(
        page.get_by_text(WORDS["search.corrected"].format(typed="destillation", word="distillation"))
    ).to_be_visible()
    expect(results(page).first).to_contain_text("Distillation")
    box(page).fill("persia gaussian")
    expect(page.get_by_text(WORDS["search.some"])).to_be_visible()
    box(page).fill("qqqqqqqq")
    expect(count(page)).to_have_text(WORDS["search.none"])
    expect(results(page)).to_have_count(0)


def test_the_box_shows_papers_then_people_then_topics(page: Page, at: str) -> None:
    """Each by name; Enter alone leads to all of them."""
    page.goto(f"{at}index.html")
    header = page.get_by_role("combobox", name=BOX)
    header.fill("liang ding")
    expect(page.get_by_role("option").nth(8)).to_be_visible()
    expect(page.locator("[role=option]:not([data-address])")).to_have_count(0)  # what they say has come, too
    kinds = page.get_by_role("option").evaluate_all("(all) => all.map((one) => one.dataset.address.split('/')[0])")
    assert kinds[:9] == ["papers"] * 7 + ["authors"] * 2
    expect(header).to_have_attribute("aria-expanded", "true")
    header.press("ArrowDown")
    expect(header).to_have_attribute("aria-activedescendant", "find-0")
    expect(page.get_by_role("status").filter(has_text="papers")).to_be_attached()
    header.press("ArrowUp")
    header.press("Enter")
    expect(page).to_have_url(re.compile(r"search\.html\?q=liang(\+|%20)ding"))
    expect(page.locator("[data-carrel=names]").get_by_role("link", name="Liang Ding").first).to_be_visible()


def test_results_stand_before_what_narrows_them(page: Page, real: Path) -> None:
    """In the document, so that a reader who hears or tabs comes to them first; all works with a thumb at 390 px."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto((real / "site" / "search.html").as_uri() + "?q=model")
    expect(facet(page, "seed")).to_be_attached()
    expect(page.locator(".passage")).to_have_count(10)
    look = """document.querySelector('.papers').compareDocumentPosition(document.querySelector('.facet'))
        & Node.DOCUMENT_POSITION_FOLLOWING"""
    assert page.evaluate(look)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("link", name=WORDS["search.narrow"]).click()
    expect(facet(page, "topic").get_by_role("checkbox").first).to_be_in_viewport()
    touched = page.locator(":is(.facet label, .facet summary, .found__more, .chip, .find__go):visible")
    heights = touched.evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().height)")
    assert min(heights) >= 24
    facet(page, "author").locator("summary").click()
    expect(facet(page, "author").get_by_role("checkbox").first).to_be_visible()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.add_script_tag(path=AXE)
        found = page.evaluate(
            "async () => (await axe.run({preload: false})).violations.map((v) => [v.id, v.nodes[0].html])"
        )
        assert found == []


# --- two tabs --------------------------------------------------------------------------------------------------------


@pytest.fixture
def other(page: Page, page_faults: list[str]) -> Page:
    """Return another tab of the same browser, with the same storage."""
    made = page.context.new_page()
    listen(made, page_faults)
    return made


def stored(page: Page) -> list[str]:
    """Return what is kept beyond the page."""
    kept: list[str] = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    return kept


def test_two_tabs_answer_at_once(page: Page, other: Page, at: str) -> None:
    """Letter by letter in turn: each tab shows the answer to its own question, and keeps it in its own address."""
    asked = {page: "distillation", other: "translation "}
    for tab in asked:
        tab.goto(f"{at}search.html")
    for letters in zip(*asked.values(), strict=True):
        for tab, letter in zip(asked, letters, strict=True):
            box(tab).press(letter, no_wait_after=True)
    for tab, words in asked.items():
        expect(results(tab).locator("a").first).to_contain_text(re.compile(words.strip(), re.IGNORECASE))
        expect(tab).to_have_url(re.compile(rf"\?q={words.strip()}"))
        expect(tab).to_have_title(re.compile(rf"^{words.strip()} · "))
    assert stored(page) == stored(other) == []


def test_two_tabs_do_not_disturb_each_other(page: Page, other: Page, at: str) -> None:
    """What is narrowed down, put in order, gone back from, typed in the box or coloured in one tab stays there."""
    for tab in (page, other):
        tab.goto(f"{at}search.html?q=distillation")
        expect(facet(tab, "topic").get_by_role("checkbox").first).to_be_visible()
        expect(count(tab)).to_have_text(re.compile(r"\d"))
    every, address = count(page).inner_text(), page.url
    facet(other, "topic").get_by_role("checkbox", name="Knowledge distillation").check()
    other.get_by_label(WORDS["search.sort"]).select_option("title")
    expect(other).to_have_url(re.compile("topic=knowledge-distillation&sort=title"))
    expect(other.locator(".chip")).to_have_count(1)
    expect(count(other)).to_have_text(re.compile(r"\d"))
    narrowed = count(other).inner_text()
    assert (count(page).inner_text(), page.url) == (every, address)
    expect(page.locator(".chip")).to_have_count(0)

    box(page).fill("federated")
    expect(results(page).locator("a").first).to_contain_text("Federated")
    page.get_by_role("button", name=re.compile(WORDS["scheme.system"])).click()
    assert stored(other) == ["carrel.scheme"]
    assert other.locator("html[data-scheme]").count() == 0
    other.go_back()
    expect(other).to_have_url(re.compile("topic=knowledge-distillation$"))
    expect(page).to_have_url(re.compile(r"\?q=federated$"))
    page.reload()
    expect(results(page).locator("a").first).to_contain_text("Federated")
    expect(count(other)).to_have_text(narrowed)

    page.goto(f"{at}index.html")
    page.get_by_role("combobox", name=BOX).fill("unlearning")
    expect(page.get_by_role("option").first).to_contain_text(re.compile("unlearning", re.IGNORECASE))
    expect(box(other)).to_have_value("distillation")
    expect(count(other)).to_have_text(narrowed)


# --- when a part of the index is late, or missing --------------------------------------------------------------------

SHARD = re.compile(r"/api/search/words-\d+-\w+\.js")


def test_old_answers_are_not_shown_under_a_new_question(page: Page, hosted: str) -> None:
    """While the words of a new question are awaited nothing is shown, and then what is found; typing on is no harm."""
    page.goto(f"{hosted}search.html?q=federated")
    expect(results(page).first).to_contain_text("Federated")

    waiting: list[Route] = []
    page.route(SHARD, lambda route: waiting.append(route))  # noqa: PLW0108  # it must be ours
    type_ = """(box, typed) => {
        box.value = typed;
        box.dispatchEvent(new Event('input'));
        return document.querySelectorAll('[data-carrel=results] li').length;
    }"""
    for typed in ("un", "unl", "unlea", "unlearning"):
        assert box(page).evaluate(type_, typed) == 0
    expect(count(page)).to_have_text(WORDS["search.loading"])
    for route in waiting:
        route.continue_()
    expect(results(page).first).to_contain_text("unlearning")


def test_an_answer_that_comes_too_late_is_not_shown(page: Page, hosted: str) -> None:
    """A shard of the last question that arrives after the answer to this one changes nothing: on the page, in a box."""
    waiting: list[Route] = []
    for address, where in (("search.html", results(page)), ("index.html", page.get_by_role("option"))):
        page.goto(f"{hosted}{address}")
        page.route(SHARD, lambda route: waiting.append(route))  # noqa: PLW0108  # it must be ours
        typed = page.locator("#find")
        typed.fill("zero-shot translation")
        page.wait_for_timeout(400)
        assert waiting
        page.unroute(SHARD)
        typed.fill("federated")
        expect(where.first).to_contain_text("Federated")
        shown = where.count()
        while waiting:
            waiting.pop().continue_()
        page.wait_for_timeout(400)
        expect(where.first).to_contain_text("Federated")
        expect(where).to_have_count(shown)


def test_a_card_that_is_late_comes_when_it_comes(page: Page, hosted: str) -> None:
    """The count is told at once, and so are the others."""
    waiting: list[Route] = []
    page.route(re.compile(r"/cards-1-\w+\.js"), lambda route: waiting.append(route))  # noqa: PLW0108  # it must be ours
    page.goto(f"{hosted}search.html?q=model&sort=date")
    expect(results(page).filter(has_text="…").first).to_be_visible()
    expect(count(page)).to_contain_text("papers")
    page.get_by_role("button", name=WORDS["search.more"]).click()
    page.get_by_role("button", name=WORDS["search.more"]).click()
    expect(results(page)).to_have_count(30)
    page.wait_for_timeout(100)
    for route in waiting:
        route.continue_()
    expect(results(page).nth(29).get_by_role("link")).to_be_visible()


def test_what_is_missing_is_told(page: Page, page_faults: list[str], hosted: str) -> None:
    """A shard that cannot be had is told, in words; when it can be had again, all is found again."""
    page.route(SHARD, lambda route: route.abort())
    page.goto(f"{hosted}search.html?q=unlearning")
    expect(page.get_by_text(WORDS["search.missing"])).to_be_visible()
    expect(results(page)).to_have_count(0)
    page.unroute(SHARD)
    page.get_by_role("button", name=WORDS["search.again"]).click()
    expect(results(page).first).to_contain_text("unlearning")
    page.route(re.compile(r"/cards-\d+-\w+\.js"), lambda route: route.abort())
    page.goto(f"{hosted}search.html?q=translation")
    expect(results(page).first).to_have_text(WORDS["search.row.failed"])
    page.route(re.compile(r"/directory\.js"), lambda route: route.abort())
    page.goto(f"{hosted}search.html?q=translation")
    expect(count(page)).to_have_text(WORDS["search.failed"])
    assert page_faults
    page_faults.clear()


def test_a_page_that_is_older_than_the_site_finds_the_new_index(
    page: Page, page_faults: list[str], hosted: str
) -> None:
    """A browser may keep an old directory: where its shards are gone, the new one is asked for."""
    none: dict[str, object] = {
        "papers": 1,
        "cards": 1,
        "texts": 1,
        "words": ["a"],
        "prefixes": [],
        "endings": [],
        "kinds": {},
    }
    gone = dict.fromkeys(("words", "cards", "texts", "people", "values"), "0" * 6)
    old = f"window.carrelDirectory = {json.dumps({'people': [0], 'values': [0], 'hashes': gone, **none})};"
    page.route(re.compile(r"/directory\.js$"), lambda route: route.fulfill(body=old, content_type="text/javascript"))
    page.goto(f"{hosted}search.html?q=unlearning")
    expect(results(page).first).to_contain_text("unlearning")
    page_faults.clear()


def test_hostile_papers_are_found_and_shown_as_text(page: Page, hostile: Path) -> None:
    """Titles and abstracts that are markup are shown as they were typed, in the box and on the page."""
    page.goto((hostile / "site" / "search.html").as_uri())
    for query in ("script alert", "img", "constructor", "__proto__", "javascript:alert(1)", "onerror"):
        box(page).fill(query)
        expect(count(page)).to_have_text(re.compile(r"paper|Nothing"))
        page.wait_for_timeout(50)
        strangers = page.locator(
            "[data-carrel=results] :is(script, img, iframe, svg, style, form, [onerror], [onclick])"
        )
        assert strangers.count() == 0
        assert page.evaluate("window.__pwned") is None
