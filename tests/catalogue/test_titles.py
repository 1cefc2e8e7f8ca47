"""Working titles: the system that an abstract names, and how it begins."""

import pytest

from carrel.catalogue import titles
from carrel.model import Kind, Rule
from carrel.problem import Place
from made_entries import entry


def working(abstract: str) -> str:
    """Return the title of a paper that says this and no more."""
    one = entry(abstract=abstract)
    return titles.working(one.abstract, one.place).value.source


@pytest.mark.parametrize(
    ("abstract", "system"),
    [
        ("Gulls fly. We propose GullNet, a model of gulls.", "GullNet"),
        ("Gulls fly. We present a model of gulls, called FlyBy, which is fast.", "FlyBy"),
        ("Gulls fly. We introduce a new method (GUN-2) that counts.", "GUN-2"),
        ("Gulls fly. The framework is named Z-ICL.", "Z-ICL"),
        ("海鸥会飞。我们提出了一种名为GullNet的模型。", "GullNet"),
    ],
)
def test_the_system_stands_first(abstract: str, system: str) -> None:
    """A coined name is what people will look for."""
    assert working(abstract).startswith(f"{system}: ")


@pytest.mark.parametrize(
    ("abstract", "title"),
    [
        ("Gulls fly over the harbour. Terns do, too.", "Gulls fly over the harbour"),
        ("海鸥在港口上空飞翔。燕鸥也是。", "海鸥在港口上空飞翔"),
        ("We propose a method. It is good.", "We propose a method"),
        ("No end", "No end"),
    ],
)
def test_otherwise_the_first_sentence(abstract: str, title: str) -> None:
    """Without its full stop."""
    assert working(abstract) == title


def test_a_long_beginning_is_cut_between_words() -> None:
    """At some ninety characters, with a mark that shows it."""
    title = working("Gulls that fly over " + "very " * 40 + "large harbours are many.")
    assert title.endswith("very…")
    assert len(title) <= titles.LENGTH + 1


def test_one_endless_word_is_cut_as_well() -> None:
    """There is no space to cut at."""
    assert len(working("x" * 5000)) == titles.LENGTH + 1


def test_the_origin_is_a_rule() -> None:
    """A page can say where a working title comes from."""
    one = entry(abstract="Gulls fly.")
    origin = titles.working(one.abstract, one.place).origin
    assert origin.kind is Kind.RULE
    assert origin.place == Place("seeds/a.txt", 10)


def test_nothing_said_is_untitled() -> None:
    """Of a paper of which not even the abstract is known, a rule says so; pages have the words."""
    working = titles.working(None, Place("seeds/a.txt", 1))
    assert working.value.runs == ()
    assert working.origin.rule is Rule.UNTITLED
