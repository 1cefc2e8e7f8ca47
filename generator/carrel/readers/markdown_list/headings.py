"""Headings of a reading list: how deep they are, which topic they name, which venue they say of all below them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from carrel import imprint
from carrel.imprint import Imprint
from carrel.readers.contract import Document
from carrel.readers.markdown_list import inline, mentions

LONGEST_TOPIC = 60
FENCE = re.compile(r"(?P<fence>`{3,}|~{3,})")

_HEADING = re.compile(r"(?P<level>#{1,6})\s*(?P<text>[^#].*?)\s*#*")
_HTML_HEADING = re.compile(r"<h(?P<level>[1-6])\b[^>]*>(?P<text>.*?)</h[1-6]>.*", re.IGNORECASE)
_NO_TOPIC = re.compile(
    r"(?:the )?(?:table of )?contents?|toc|awesome[- ].*|introduction|overview|about|contribut\w+|licen[sc]e|"
    r"acknowledge?ments?|citations?|citing|how to .*|news|updates?|changelog|others?|misc\w*|general|to ?do|legend|"
    r"(?:(?:must[- ]read|reading|all|other|more|related|recent|latest|new|full|the|awesome|selected|key|important|"
    r"recommended) )*(?:papers?|publications?|articles?|readings?|(?:paper |reading )?list|references|literature|"
    r"works?|resources?|links?|bibliography|entries)|目录|论文|论文列表|其他|其它|简介",
    re.IGNORECASE,
)
_NUMBERING = re.compile(r"^(?:§?\s*\d{1,2}(?:\.\d{1,2})*[.):]?\s+|(?:[IVX]+|[A-Z])[.)]\s+)")
_COUNT = re.compile(r"\s*[(\[]\s*\d+\s*(?:papers?)?\s*[)\]]\s*$")
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
DATE = re.compile(rf"(?<!\d)(?:19|20)\d\d(?!\d)|\b{_MONTH}\b\.? ?\d|\bweek(?:ly)?\b", re.IGNORECASE)


def title_level(document: Document) -> int:
    """Return the level of the document's own title: that of its first heading, if all others are below it."""
    levels: list[int] = []
    fenced = False
    for line in document.lines:
        fenced ^= bool(FENCE.match(line.strip()))
        found = heading(line.strip()) if not fenced and line[:4].strip()[:1] in {"#", "<"} else None
        if found:
            levels.append(found[0])
    return levels[0] if levels and levels[0] < min(levels[1:], default=7) else 0


def heading(line: str) -> tuple[int, str] | None:
    """Return the level and the words of a heading, in Markdown or in HTML."""
    found = _HEADING.fullmatch(line) or (_HTML_HEADING.fullmatch(line) if line[:2].lower() == "<h" else None)
    return (
        (len(found["level"]) if found["level"][0] == "#" else int(found["level"]), inline.plain(found["text"]))
        if found
        else None
    )


def topic(heading: str) -> str:
    """Return the topic that a heading names; '' where it is a date, or says only that there are papers."""
    words = _COUNT.sub("", _NUMBERING.sub("", mentions.clean(heading))).strip(" :.-–—*_#&>|")
    if not re.search(r"[^\W\d_]{2}", words) or len(words) > LONGEST_TOPIC:
        return ""
    return "" if DATE.search(words) or _NO_TOPIC.fullmatch(words) else words


def imprint_of(headings: Iterable[str]) -> Imprint:
    """A heading such as `ICLR 2023` is said of every paper below it."""
    told = Imprint()
    for heading in headings:
        words = mentions.clean(heading)
        read = imprint.parse(words) if words and imprint.is_venue(re.split(r"[\s'’]", words)[0]) else None
        told = read if read and read.venue and read.when else told
    return told
