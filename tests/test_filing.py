"""Under which letter a name is filed, and in which order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel import filing
from carrel.model import Name

LETTERS = {
    "a": ["Åkerlund", "Ångström", "ʿAbd al-Malik"],
    "b": ["卜算子", "薄一波"],
    "c": ["Ćirić", "种师道", "Čech"],
    "d": ["d'Alembert", "Đặng", "Дубов"],
    "l": ["Łukasiewicz", "李白", "林海"],
    "m": ["万俟卨", "牟其中", "缪荃孙"],
    "o": ["Østergaard", "ʻOkina", "欧阳修", "区大相"],
    "p": ["朴树", "潘月亮"],
    "q": ["仇英", "覃政"],
    "s": ["单雄信", "單雄信", "Şahin"],
    "x": ["解缙", "冼星海"],
    "y": ["尉迟恭", "乐毅"],
    "z": ["曾国藩", "查良镛", "翟让", "长孙无忌", "Žižek"],
    filing.OTHER: ["42", "!!!", "…"],
}


@pytest.mark.parametrize(("letter", "family"), [(letter, name) for letter, names in LETTERS.items() for name in names])
def test_a_name_stands_under_its_letter(letter: str, family: str) -> None:
    """Accents do not count, and Han names stand by their reading, whatever else their first sign may be read as."""
    assert filing.letter(Name(family)) == letter


def test_names_are_in_the_order_of_their_letters() -> None:
    """Scripts stand among each other: 林海 between Lark and Lopez."""
    names = [Name("Lopez", "B."), Name("Łopez", "A."), Name("林海"), Name("Lark"), Name("曾国藩"), Name("Zhao")]
    filed = sorted(names, key=filing.sort_key)
    assert [str(name) for name in filed] == ["Lark", "林海", "A. Łopez", "B. Lopez", "曾国藩", "Zhao"]


@given(st.text(min_size=1), st.text())
def test_every_name_has_a_place(family: str, given: str) -> None:
    """Whatever somebody is called, there is a letter for it, and only equal names have equal places."""
    name = Name(family, given)
    assert filing.letter(name) in {*"abcdefghijklmnopqrstuvwxyz", filing.OTHER}
    assert filing.sort_key(name)[-1] == str(name)
