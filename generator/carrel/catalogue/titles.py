"""A working title for a paper that has none: the system its abstract names, or how the abstract begins."""

from __future__ import annotations

import re

from carrel import markup
from carrel.model import Abstract, Field, Kind, Origin, Rule, Text, Words
from carrel.problem import Place

LENGTH = 90  # characters of a working title, about

# A coined name has a capital or a digit inside: `FedSkip`, `Z-ICL`, `GNN-SL`, `Doc2EDAG`; a plural names no system.
_COINED = (
    r"(?P<name>(?:[A-Z][a-z]+[A-Z]|[A-Z]{2}|[A-Z]-[A-Z]|[A-Z][a-z]*\d|[A-Z][a-z]+-[A-Z]|[a-z][A-Z])[\w+]*(?:-[\w+]+)*)"
    r"(?<![A-Z]s)(?![\w-])"
)
_CAPITALISED = r"(?P<name>[A-Z][a-z]{2,})"  # `Frido`: a name only where the sentence says so
_VERB = r"\b(?:propose|present|introduce|develop|describe|design|build|release)s?\s+"
_CALLED = r"\b(?:named|called|termed|dubbed|namely|(?:referred to|denoted) as|we (?:name|call) it)\s+(?:the\s+)?"
_WHAT = r"(?=,? (?:a|an|the|our|which)\b)"
_INTRODUCED = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"(?:{_CALLED}|{_VERB})(?:a |an |the )?[^.;()]{{0,140}}?\({_COINED}\)"
            r"(?=[,.;:]|\s+(?:and|that|which|to|for|method|model|framework)\b)"
        ),
        rf"(?:{_CALLED}|{_VERB}){_COINED}",
        rf"{_VERB}(?:a|an|the)\s[^.;]{{0,140}}?,\s*(?:i\.e\.,?\s*)?{_COINED}(?=,)",
        rf"(?:{_CALLED}|{_VERB}|\bin ){_CAPITALISED}{_WHAT}",
        r"(?:名为|称为|叫做|命名为|叫)\s*(?P<name>[A-Z][A-Za-z0-9+-]*[A-Za-z0-9+])",  # Han letters stand close to it
    )
)


def working(abstract: Field[Abstract] | None, place: Place) -> Field[Text]:
    """Return a title made from the abstract, and the rule that made it as its origin; of nothing, one without words."""
    if abstract is None:
        return Field(Text("", ()), Origin(Kind.RULE, place, Rule.UNTITLED))
    words = markup.plain(abstract.value.text)
    beginning = _beginning(words)
    system = _system(words)
    if system:
        origin = Origin(Kind.RULE, abstract.origin.place, Rule.SYSTEM)
        return Field(_as_text(f"{system}: {beginning}"), origin)
    return Field(_as_text(beginning), Origin(Kind.RULE, abstract.origin.place, Rule.BEGINNING))


def _as_text(words: str) -> Text:
    return Text(words, (Words(words),))


def _system(words: str) -> str:
    """Return the name of what the abstract introduces, if it coins one."""
    for pattern in _INTRODUCED:
        found = pattern.search(words)
        if found:
            return next(group for group in found.groups() if group)
    return ""


def _beginning(words: str) -> str:
    """Return the first sentence, cut between words where it is long."""
    sentence = re.split(r"(?<=[.!?])\s+(?=[A-Z])|(?<=[。！？])", words, maxsplit=1)[0].rstrip(". 。")
    if len(sentence) <= LENGTH:
        return sentence
    cut = sentence[:LENGTH]
    at = cut.rfind(" ")
    return (cut[:at] if at > LENGTH // 2 else cut).rstrip(",;: ，；、") + "…"
