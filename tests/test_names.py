"""Names: their parts in either order, and when two spellings are one name."""

from __future__ import annotations

import json
import unicodedata

import pytest
from benchmarks import splits
from hypothesis import assume, given
from hypothesis import strategies as st

from carrel import names
from carrel.model import Name
from corpora import corpus
from golden_cases import blocks

# --- parts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("written", "parts"), blocks("names/parse.txt"))
def test_parts(written: str, parts: str) -> None:
    """A name as written has a family name, and what is given before it."""
    family, _, given_name = parts.partition("|")
    assert names.parse(written) == Name(family.strip(), given_name.strip())


word = st.text("abcdeéñßøłĐżyzABCÉÅØ'-.", min_size=1, max_size=6).filter(lambda w: any(map(str.isalpha, w)))
latin = st.lists(word, min_size=1, max_size=4).map(" ".join)
anything = st.one_of(latin, st.text(max_size=20))


@given(latin, latin)
def test_the_comma_says_which_is_the_family(family: str, given_name: str) -> None:
    """`Family, Given` is taken at its word."""
    assume(not names.SUFFIX.fullmatch(given_name))
    assert names.parse(f"{family}, {given_name}") == Name(family, given_name)


@given(latin)
def test_given_first_loses_nothing(written: str) -> None:
    """The parts of a name make up the name, in its order."""
    assert str(names.given_first(written)) == written


@given(anything)
def test_any_text_is_some_name(written: str) -> None:
    """No text breaks the parser; the parts are tidy."""
    for name in (names.parse(written), names.family_first(written), names.given_first(written)):
        assert str(name) == str(name).strip()
        assert name.family or not name.given


# --- spellings -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wang, Xiaodong", "Xiaodong Wang"),
        ("Xiaodong Wang", "XIAODONG WANG"),
        ("Jürgen Müller", "Jurgen Mu\u0308ller"),
        ("Bjørn Łukasz Đorđe", "Bjorn Lukasz Dorde"),
        ("Jean-Luc Picard", "Jean Luc Picard"),
        ("J.-L. Picard", "J. L. Picard"),
        ("J.L. Picard", "J. L. Picard"),
        ("Tim O'Brien", "Tim O’Brien"),
        ("Tim O'Brien", "Tim OBrien"),
        ("Ahmed Abdul-Hamid", "Abdul Hamid, Ahmed"),
        ("王, 小明", "王 小明"),
        ("김 철수", "김철수"),
        ("Ｗei Wang", "Wei Wang"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    """Order of parts, case, accents, strokes, dots, hyphens and apostrophes do not make another person."""
    assert names.fold(names.parse(one)) == names.fold(names.parse(other))


@pytest.mark.parametrize(
    ("one", "other"), [("Wang Wei", "Wei Wang"), ("W. Wang", "Wei Wang"), ("Jan Novak", "Jana Novak"), ("王伟", "王维")]
)
def test_names_of_two_people(one: str, other: str) -> None:
    """The order of words counts, and nothing is guessed from initials."""
    assert names.fold(names.parse(one)) != names.fold(names.parse(other))


@given(anything)
def test_folding_twice_is_folding_once(written: str) -> None:
    """A folded name folds to itself."""
    folded = names.fold(Name(written))
    assert names.fold(Name(folded)) == folded


@given(latin)
def test_case_and_accents_do_not_count(written: str) -> None:
    """However a name is composed and set, it is the same."""
    folded = names.fold(Name(written))
    assert names.fold(Name(unicodedata.normalize("NFD", written))) == folded
    assert names.fold(Name(written.lower())) == folded
    assert names.fold(Name(written.upper())) == folded


def test_people_are_sorted_by_family() -> None:
    """Accents and case do not move anyone."""
    people = [names.parse(n) for n in ("Zoë Ångström", "anna aho", "Bo Li", "Ärmin Aho", "Łucja Bąk")]
    assert [str(n) for n in sorted(people, key=names.sort_key)] == [
        *("anna aho", "Ärmin Aho", "Zoë Ångström", "Łucja Bąk", "Bo Li")
    ]


# --- names that people split by hand ---------------------------------------------------------------------------------


def test_hard_names() -> None:
    """Of hard names with a family name of one word, at least 97 in 100 are split as people did; with a comma, all."""
    root = corpus("names/acl_hard_names_A.tsv").parents[1]
    assert splits.given_first(root).share >= 0.97
    assert splits.family_first(root).wrong == ()


def test_names_of_bibtex() -> None:
    """BibTeX's own cases come out the same but for particles written large, and suffixes of no kind."""
    cases = json.loads(corpus("names/bibtexparser_name_tests.json").read_text("utf-8"))
    ordinary = [c for c in cases["REGULAR_NAME_PARTS_PARSING_TEST_CASES"] if not set("{\\") & set(c[0])]
    wrong = [
        written
        for written, parts in ordinary
        if names.parse(written) != Name(" ".join(parts["von"] + parts["last"] + parts["jr"]), " ".join(parts["first"]))
    ]
    assert wrong == ["AA 1b cc dd", "bb CC,XX, AA", "bb CC,xx, AA", "A. J. Van Haagen"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (Name("张", "三"), "张三"),
        (Name("欧阳", "明"), "欧阳明"),
        (Name("김", "철수"), "김철수"),
        (Name("Zhang", "San"), "San Zhang"),
        (Name("张", "San"), "San 张"),
        (Name("张三"), "张三"),
        (Name("ゲイツ", "ビル"), "ビル ゲイツ"),
    ],
)
def test_names_as_one_says_them(name: Name, said: str) -> None:
    """The family name of a Han name comes first, and no space parts the two."""
    assert str(name) == said
