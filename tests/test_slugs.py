"""Ids: short, safe in any file system and address, and made from a thing's own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel import slugs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Attention Is All You Need", "attention-is-all-you-need"),
        ("  FedSkip: it's — Ünïcode & more!  ", "fedskip-its-unicode-more"),
        ("O’Brien, Łukasz Đorđević", "obrien-lukasz-dordevic"),
        ("神经机器翻译", "shenjingjiqifanyi"),
        ("C++", "c"),
        ("index", "index-x"),
        ("CON", "con-x"),
        ("lpt1", "lpt1-x"),
        ("404", "404-x"),
        ("", "untitled"),
        ("?!", "untitled"),
        ("../../etc/passwd", "etc-passwd"),
        ("word " * 30, "word-word-word-word-word-word-word-word-word-word-word-word"),
        ("x" * 100, "x" * 60),
        ("short " + "x" * 100, "short"),
    ],
)
def test_slugs(text: str, expected: str) -> None:
    """Words in ASCII with hyphens between, cut between words; names that a page may not have are avoided."""
    assert slugs.slug(text) == expected


@given(st.text())
def test_a_slug_is_an_id(text: str) -> None:
    """Whatever the text, its slug is valid, stable and its own slug."""
    made = slugs.slug(text)
    assert slugs.is_valid(made)
    assert slugs.slug(made) == made


@pytest.mark.parametrize(
    "text", ["", "A", "a_b", "-a", "a-", "a--b", "a/b", "..", "a.b", "é", "index", "nul", "x" * 61, "a\n"]
)
def test_what_is_no_id(text: str) -> None:
    """Only small letters, digits and single hyphens, no reserved name, and no more than 60 of them."""
    assert not slugs.is_valid(text)


things = st.lists(
    st.tuples(st.sampled_from(["a", "b", "index", "x" * 80]), st.text(max_size=5)), unique=True, max_size=12
)


def base(thing: tuple[str, str]) -> str:
    """Return the id that a thing would have on its own."""
    return slugs.slug(thing[0])


@given(things, st.randoms(use_true_random=False), st.sets(st.sampled_from(["a", "index-x", "c"])))
def test_each_thing_has_its_own_id(found: list[tuple[str, str]], random: object, taken: set[str]) -> None:
    """Ids are valid, nobody's else, and the same in any order."""
    ids = slugs.assign(found, base, repr, taken)
    assert sorted(ids.values()) == sorted(found)
    assert all(map(slugs.is_valid, ids))
    assert not taken & ids.keys()
    random.shuffle(found)  # type: ignore[attr-defined]  # hypothesis hides the type of its randoms
    assert slugs.assign(found, base, repr, taken) == ids


@given(things)
def test_a_thing_alone_with_its_name_keeps_it(found: list[tuple[str, str]]) -> None:
    """What else is in the list does not change an id, unless it would be the same."""
    ids = {thing: made for made, thing in slugs.assign(found, base, repr).items()}
    for thing in found:
        (alone,) = slugs.assign([thing], base, repr)
        clash = sum(base(other) == alone for other in found) > 1
        assert (ids[thing] != alone) is clash


def test_many_of_one_name() -> None:
    """Suffixes grow where six digits are too few, and nothing is lost."""
    ids = slugs.assign(range(30_000), lambda _: "untitled", str)
    assert len(ids) == 30_000


def test_twins() -> None:
    """Two things with the same words have two ids."""
    assert len(slugs.assign([1, 2], lambda _: "a", lambda _: "same")) == 2
    assert len(slugs.assign(range(20_000), lambda _: "a", lambda _: "same")) == 20_000
