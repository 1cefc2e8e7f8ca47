"""The words of the interface: complete in every language, and nowhere else."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import carrel
from carrel import readers, strings
from carrel.gaps import Gap
from carrel.model import Likeness, Rule
from carrel.records.values import STATUSES
from carrel.sameness import Why

PACKAGE = Path(carrel.__file__).parent
THEME = PACKAGE / "theme"
TEMPLATES = sorted(p for p in THEME.rglob("*.html") if p.parent.name != "strings")
BROUGHT = {"base-stemmer.js", "english-stemmer.js", "folding.js"}  # not written by hand
SCRIPTS = sorted(path for path in THEME.glob("assets/carrel/**/*.js") if path.name not in BROUGHT)
PAGES = sorted((PACKAGE / "pages").rglob("*.j2")) + sorted((PACKAGE / "pages").rglob("*.py"))
OTHER_LANGUAGES = sorted({*strings.languages().values()} - {"en"})

NOT_SHOWN = {"use strict"}  # string literals of scripts that hold words but reach no reader
SPEAKING = {"title", "aria-label", "aria-description", "placeholder", "alt", "label"}  # attributes that a reader meets


def places(words: str) -> list[str]:
    """Return the places of a string, in order of name."""
    return sorted(re.findall(r"\{\w+\}", words))


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_a_language_has_the_keys_of_english(language: str) -> None:
    """Every language says everything that English says, and nothing that no one asks for."""
    assert list(strings.load(language)) == list(strings.load("en"))


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_a_language_fills_the_same_places(language: str) -> None:
    """A number or a name that English shows is shown in every language."""
    english = strings.load("en")
    here = {key: places(words) for key, words in strings.load(language).items()}
    assert here == {key: places(words) for key, words in english.items()}


@pytest.mark.parametrize("language", sorted({*strings.languages().values()}))
def test_nothing_is_left_blank(language: str) -> None:
    """No string is empty, or begins or ends in a space by accident."""
    silent = [key for key, words in strings.load(language).items() if not words.strip()]
    assert silent == []


def test_a_tag_finds_its_language() -> None:
    """Tags of simplified Chinese find Chinese, whatever their case; an unknown tag finds English."""
    assert [strings.choose(tag) for tag in ("zh", "zh-CN", "zh_Hans", "en-GB", "tlh", "")] == ["zh"] * 3 + ["en"] * 3


def test_every_language_has_a_file_and_every_file_a_tag() -> None:
    """The table of tags and the folder agree."""
    files = {p.stem for p in (THEME / "strings").glob("*.html")} - {"languages"}
    assert set(strings.languages().values()) == files


def test_a_number_is_said_in_the_right_form() -> None:
    """One is told from many where the language does so."""
    assert strings.count(strings.load("en"), "papers", 1) == "1 paper"
    assert strings.count(strings.load("en"), "papers", 0) == "0 papers"
    assert strings.count(strings.load("zh"), "papers", 2) == "2 篇论文"


@given(st.text())
def test_a_value_is_filled_in_as_it_is(value: str) -> None:
    """What is filled in may hold braces of its own; they stay as they are."""
    assert strings.fill("[{a}] {b}", a=value) == f"[{value}] {{b}}"


def test_words_cannot_be_changed() -> None:
    """The mapping is shared by everybody, so nobody writes to it."""
    with pytest.raises(TypeError):
        strings.load("en")["page.home"] = "x"  # type: ignore[index]


# --- nothing is said but from the strings files ----------------------------------------------------------------------


class _Words(HTMLParser):
    """The words that stand in a template itself: in its text, and in attributes that a reader meets."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found += re.findall(r"[^\W\d_]+", data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [
            f"{tag} {name}={value}" for name, value in attrs if name in SPEAKING and re.search(r"\w", value or "")
        ]


def without_jinja(template: str) -> str:
    """Return a template without its comments, statements and expressions."""
    return re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", template, flags=re.DOTALL)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: p.relative_to(THEME).as_posix())
def test_no_template_says_anything_itself(template: Path) -> None:
    """Text and speaking attributes of the theme's templates come from the strings files."""
    words = _Words()
    words.feed(without_jinja(template.read_text("utf-8")))
    words.close()
    assert words.found == []


def literals(script: str) -> Iterator[str]:
    """Return the string literals of a script, comments aside; of a template literal, what stands between its places."""
    bare = re.sub(r"/\*.*?\*/|(?<=\s)//[^\n]*", "", script, flags=re.DOTALL)
    for quoted in re.findall(r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|`(?:[^`\\]|\\.)*`", bare):
        yield re.sub(r"\$\{[^}]*\}", " ", quoted[1:-1])


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda p: p.name)
def test_no_script_says_anything_itself(script: Path) -> None:
    """No literal of a script reads like words, and none is put on the page or into a speaking attribute."""
    text = script.read_text("utf-8")
    prose = [words for words in literals(text) if re.search(r"[^\W\d_]{2,}\s+[^\W\d_]{2,}", words)]
    assert [words for words in prose if words not in NOT_SHOWN] == []
    assert re.findall(r"(?:textContent|innerText|\.title|placeholder)\s*(?:\|\|)?=\s*['\"`]\w+", text) == []
    assert re.findall(r"'(?:aria-label|title|placeholder)'[:,]\s*['\"`]", text) == []


@pytest.mark.parametrize(
    ("place", "keys"),
    [
        ("rule", list(Rule)),
        ("format", [readers.EMPTY]),  # a reader without words is called as its module is
        ("gap", list(Gap)),
        ("like", list(Likeness)),
        ("why", [why.name.lower() for why in Why]),
        ("status", list(STATUSES)),
    ],
)
def test_every_key_of_the_model_has_its_words(place: str, keys: list[str]) -> None:
    """What the model says by a key, pages can say in words; a test above holds every language to the same keys."""
    assert [key for key in keys if f"{place}.{key}" not in strings.load("en")] == []


def test_every_key_that_is_asked_for_exists() -> None:
    """Templates, scripts and page kinds ask for keys that the strings files have."""
    asked = {
        *(key for path in TEMPLATES for key in re.findall(r"lang\.t\([\"']([\w.]+)[\"']\)", path.read_text("utf-8"))),
        *(key for path in SCRIPTS for key in re.findall(r"words\['([\w.]+)'\]", path.read_text("utf-8"))),
        *(key for path in PAGES for key in re.findall(r"\b(?:t|say)\(\"([\w.]+)\"", path.read_text("utf-8"))),
    }
    assert asked
    assert asked - strings.load("en").keys() == set()
