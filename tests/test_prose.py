"""What a line of text looks like: its weight, its language, and whether it speaks as abstracts do."""

from __future__ import annotations

from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel import prose
from golden_cases import GOLDEN

LINES = (GOLDEN / "readers" / "abstracts-languages.txt").read_text("utf-8").splitlines()
ABSTRACTS = dict(zip(("zh", "ja", "ko", "fr", "de", "en"), LINES, strict=True))


@pytest.mark.parametrize("language", ABSTRACTS)
def test_languages(language: str) -> None:
    """Scripts tell Asian languages apart, small words the European ones."""
    assert prose.language(ABSTRACTS[language]) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", "und"),
        ("BERT GPT-4 1 2 3", "und"),
        ("Мы предлагаем модель, которая помнит о луне.", "ru"),
        ("El modelo que proponemos en este trabajo recuerda la posición de la luna.", "es"),
        ("O modelo que propomos neste trabalho lembra a posição da lua em todos os portos.", "pt"),
        ("Il modello che proponiamo ricorda la posizione della luna in tutti i porti.", "it"),
        ("We use BERT (双向编码器) in the evaluation of the model.", "en"),
        ("我们提出TideNet (Tide Network), 一种能够记住月亮位置的神经网络模型。", "zh"),
    ],
)
def test_languages_of_short_texts(text: str, language: str) -> None:
    """A few foreign words do not make a text foreign; numbers have no language."""
    assert prose.language(text) == language


@pytest.mark.parametrize("language", ABSTRACTS)
def test_abstracts_speak_of_research(language: str) -> None:
    """In each language several turns show."""
    assert prose.signs_of_research(ABSTRACTS[language]) >= 4
    assert prose.is_paragraph(ABSTRACTS[language])
    assert prose.ends_a_sentence(ABSTRACTS[language])


@pytest.mark.parametrize("name", ["novel", "news", "manual"])
def test_other_prose_does_not(name: str) -> None:
    """Paragraphs of other kinds show one or two, by chance."""
    paragraphs = (GOLDEN / "refused" / f"{name}.txt").read_text("utf-8").splitlines()
    assert all(map(prose.is_paragraph, paragraphs))
    assert mean(map(prose.signs_of_research, paragraphs)) < 2


@pytest.mark.parametrize(
    "line",
    [
        "A Memory of the Moon: Predicting Tides from One Buoy",
        "Vale, Ada, Moss, Noel, van der Brook, Lea, " * 10,
        "21.1LGApr 7, 2023Code",
        "",
        "1 2 3 4 " * 100,
    ],
)
def test_what_is_no_paragraph(line: str) -> None:
    """Titles, names and numbers are none, however long."""
    assert not prose.is_paragraph(line)


def test_a_han_character_weighs_three_letters() -> None:
    """So that a floor means the same in each script."""
    assert prose.weight("潮の高さ") == 12
    assert prose.weight("tide") == 4
    assert prose.weight("") == 0


@given(st.text())
def test_any_text(text: str) -> None:
    """No text is too strange to be looked at."""
    assert 0 <= prose.signs_of_research(text) <= 8
    assert prose.weight(text) >= len(text)
    prose.is_paragraph(text)
    prose.ends_a_sentence(text)
    prose.language(text)


@pytest.mark.parametrize(
    "tag",
    ["en", "EN", "zh-Hans", "zh-cmn-Hans-CN", "pt-BR", "es-419", "sl-rozaj-biske", "de-DE-u-co-phonebk", "en-x-home"],
)
def test_a_tag_of_a_language(tag: str) -> None:
    """Whatever BCP 47 lets one say of a language is a tag."""
    assert prose.is_language(tag)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "e",
        "English",
        "Englsh please",
        "en-",
        "en--US",
        "zh_CN",
        "en-us-gb",
        "en-a",
        "de-\u0663\u0663\u0663",
        "en\n",
    ],
)
def test_no_tag_of_a_language(text: str) -> None:
    """A word, a name, half a tag or one with a space is none."""
    assert not prose.is_language(text)
