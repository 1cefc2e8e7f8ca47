"""A working title for a paper that has none: the system its abstract names, or how the abstract begins."""

from __future__ import annotations

import re

from carrel import latex, markup
from carrel.model import Abstract, Field, Kind, Origin, Text, Words
from carrel.problem import Place

LENGTH = 90  # characters of a working title, about

# A coined name has a capital or a digit inside, or is all capitals: `FedSkip`, `Z-ICL`, `GNN-SL`, `BERT2`.
_COINED = (
    r"(?P<name>[A-Z][a-z]+[A-Z][\w+-]*|[A-Z]{2,}[\w+-]*|[A-Z]-[A-Z][\w+-]*|[A-Z][a-z]*\d\w*"
    r"|[A-Z][a-z]+(?:-[A-Z][\w+]*)+|[A-Z][a-z]{3,})"
)
_VERB = r"\b(?:propose|present|introduce|develop|describe|design|build|release)[sd]?\s+"
_INTRODUCED = (
    re.compile(
        rf"\b(?:named|called|termed|dubbed|namely|referred to as|denoted as|we (?:name|call) it)\s+(?:the\s+)?{_COINED}\b"
    ),
    re.compile(rf"{_VERB}{_COINED}(?=\s*[,:;(]|\s+(?:a|an|the|which|that|to)\b)"),
    re.compile(rf"{_VERB}(?:a|an|the)\s[^.;]{{0,140}}?[,(]\s*(?:i\.e\.,?\s*)?{_COINED}\s*(?=[,).])"),
    re.compile(rf"(?:名为|称为|叫做|命名为)\s*{_COINED}"),
)


def working(abstract: Field[Abstract] | None, place: Place) -> Field[Text]:
    """Return a title made from the abstract, and the rule that made it as its origin."""
    if abstract is None:
        return Field(latex.parse("Untitled"), Origin(Kind.RULE, place, "no title, no abstract"))
    words = markup.plain(abstract.value.text)
    beginning = _beginning(words)
    system = _system(words)
    if system:
        origin = Origin(Kind.RULE, abstract.origin.place, "the system that the abstract names, and how it begins")
        return Field(_as_text(f"{system}: {beginning}"), origin)
    return Field(_as_text(beginning), Origin(Kind.RULE, abstract.origin.place, "how the abstract begins"))


def _as_text(words: str) -> Text:
    return Text(words, (Words(words),))


def _system(words: str) -> str:
    """Return the name of what the abstract introduces, if it coins one."""
    for pattern in _INTRODUCED:
        found = pattern.search(words)
        if found:
            return found["name"]
    return ""


def _beginning(words: str) -> str:
    """Return the first sentence, cut between words where it is long."""
    sentence = re.split(r"(?<=[.!?])\s+(?=[A-Z])|(?<=[。！？])", words, maxsplit=1)[0].rstrip(". 。")
    if len(sentence) <= LENGTH:
        return sentence
    cut = sentence[:LENGTH]
    at = cut.rfind(" ")
    return (cut[:at] if at > LENGTH // 2 else cut).rstrip(",;: ，；、") + "…"
