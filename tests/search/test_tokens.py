"""The one tokeniser: the same terms in Python and in the browser, whatever the text."""

import json
import random
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page
from snowballstemmer.english_stemmer import EnglishStemmer  # type: ignore[import-untyped]  # it has no types

from carrel.search import folding, folding_table, tokens

ROOT = Path(__file__).parents[2]
SCRIPTS = folding.TABLE.parent
CASES = [
    line.split("\t")
    for line in (ROOT / "tests" / "golden" / "search" / "tokens.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
# What is hard, to be mixed: letters of many scripts, accents, joints, signs that are not seen, halves of a pair.
MIXED = [
    *"aZé0-'. ’–_·ßŁıİ\u0301\u0327\u3099\u00ad\u200d\ufe0f\ufb01推は゛ガｶﾞ한글ไทहिش",
    "𝒪",
    "𠮷",
    "😀",
    "\ud800",
    "\n",
]


def texts() -> list[str]:
    """Return the texts of the cases."""
    return [re.sub(r"\\[uUx][0-9a-f]+", lambda found: found[0].encode().decode("unicode_escape"), t) for t, _ in CASES]


def told(terms: list[tuple[str, int]]) -> str:
    """Return terms as the cases have them."""
    return " ".join(f"{term}@{place}" for term, place in terms)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """Return a page with the tokeniser and nothing else; no test changes it."""
    made = browser.new_page()
    for name in ("folding", "snowball/base-stemmer", "snowball/english-stemmer", "tokens"):
        made.add_script_tag(path=SCRIPTS / f"{name}.js")
    yield made
    made.close()


def in_browser(page: Page, all_texts: list[str]) -> list[str]:
    """Return the terms that a browser finds in texts; they go there in ASCII, for halves of a pair do not survive."""
    script = """(texts) => JSON.parse(texts).map((text) =>
        carrelTokens.terms(text).map(({ term, place }) => `${term}@${place}`).join(' '))"""
    found: list[str] = page.evaluate(script, json.dumps(all_texts))
    return found


@pytest.mark.parametrize(("text", "expected"), list(zip(texts(), (e for _, e in CASES), strict=True)))
def test_a_text_has_these_terms(text: str, expected: str) -> None:
    """Accents, case, width and hyphens do not matter; scripts without spaces give pairs of characters."""
    assert told(tokens.terms(text)) == expected


def test_a_browser_finds_the_same_terms(page: Page) -> None:
    """The cases come out the same in both languages."""
    assert in_browser(page, texts()) == [expected for _, expected in CASES]


def test_a_browser_finds_the_same_terms_in_anything(page: Page) -> None:
    """So do texts made by chance, of what is hard."""
    chance = random.Random(0)  # noqa: S311  # chance that can be repeated
    made = ["".join(chance.choices(MIXED, k=chance.randint(1, 12))) for _ in range(3000)]
    both = zip(made, in_browser(page, made), strict=True)
    assert [(text, found) for text, found in both if found != told(tokens.terms(text))] == []


def test_a_browser_folds_every_letter_alike(page: Page) -> None:
    """Of all letters that there are, each is compared as the same in both languages."""
    letters = [code for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    expected = {code: folded for code in letters if (folded := folding.fold(chr(code))) != chr(code)}
    script = """(end) => {
        const found = [];
        for (let code = 0; code < end; code += 1) {
            if (code >= 0xd800 && code < 0xe000) continue;
            const folded = carrelTokens.fold(String.fromCodePoint(code));
            if (folded !== String.fromCodePoint(code)) found.push([code, folded]);
        }
        return found;
    }"""
    found: dict[int, str] = dict(page.evaluate(script, 0x110000))
    other = {code for code in found.keys() | expected.keys() if found.get(code) != expected.get(code)}
    # A browser may know how to compose letters that are newer than the table.
    assert [hex(code) for code in other if unicodedata.category(chr(code)) != "Cn"] == []


def test_a_browser_finds_the_same_stems(page: Page) -> None:
    """One release of the stemmer in both languages: the words of all seeds, with every usual ending."""
    words = {
        w for seed in (ROOT / "seeds").glob("*.txt") for w in re.findall("[a-z]{3,}", seed.read_text("utf-8").lower())
    }
    endings = ("", "s", "es", "ed", "ing", "ly", "ation", "ational", "ness", "fulness", "ies", "y", "ize", "izer", "ll")
    vocabulary = sorted({word + ending for word in words for ending in endings})
    assert len(vocabulary) > 10_000
    found = page.evaluate("(words) => words.map(carrelTokens.stem)", vocabulary)
    assert found == [tokens.stem(word) for word in vocabulary]


def test_the_table_is_fresh() -> None:
    """The table is what the tool makes of the Unicode that it names; another Python may know a newer one."""
    if folding.unicode_version() != unicodedata.unidata_version:
        pytest.skip(f"the table is of Unicode {folding.unicode_version()}, this Python's is another")
    assert folding.TABLE.read_text("utf-8") == folding_table.make()


@given(st.text())
def test_a_term_is_its_own_term(text: str) -> None:
    """What was folded once stays as it is; a term of one piece is found by itself."""
    for term, _ in tokens.terms(text):
        assert folding.fold(term) == term
        assert tokens.terms(term)[0][0] == term


@given(st.text(alphabet=st.sampled_from("推荐系统的一个は")))
def test_any_two_characters_of_a_script_without_spaces_are_a_term(text: str) -> None:
    """Whatever the words, a piece of two is found; the last one alone begins a term."""
    found = {term for term, _ in tokens.terms(text)}
    assert {text[n : n + 2] for n in range(len(text) - 1)} <= found
    assert not text or text[-1] in found


def test_the_stemmer_in_c_is_the_one_in_python() -> None:
    """Where it is installed it gives the same stems: of all words of the list, and of whatever looks like one."""
    stemmer = pytest.importorskip("Stemmer", reason="no PyStemmer for this Python: the one in Python is used")
    text = (ROOT / "docs" / "about.md").read_text("utf-8") + "".join(
        path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))
    )
    made = random.Random(8)  # noqa: S311  # words, not secrets
    endings = ["", "s", "ed", "ing", "ation", "ational", "ly", "ness", "ies", "y", "er", "'s", "able", "inter", "ous"]
    words = sorted({*re.findall(r"[a-z']+", text.lower())})
    words += [made.choice(words)[: made.randint(2, 9)] + made.choice(endings) for _ in range(5_000)]
    plain = EnglishStemmer()
    assert stemmer.Stemmer("english").stemWords(words) == [plain.stemWord(word) for word in words]
