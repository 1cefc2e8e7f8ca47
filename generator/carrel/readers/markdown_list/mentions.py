"""What a line of a reading list says of a paper, and how its words are cleaned."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from carrel import imprint, links, markup
from carrel.bylines import Byline
from carrel.imprint import Imprint
from carrel.links import Meaning
from carrel.readers.markdown_list.inline import Piece


@dataclass(frozen=True, slots=True)
class Target:
    """A link of a mention: its label, where it leads, and what it promises."""

    label: str
    url: str
    meaning: Meaning


@dataclass(slots=True)
class Mention:
    """What a line says of a paper."""

    title: str = ""
    marked: bool = False  # the title stands out: it is a link, in quotes, in bold or in italics
    byline: Byline | None = None
    imprint: Imprint = field(default_factory=Imprint)
    targets: list[Target] = field(default_factory=list)
    arxiv: str = ""
    tags: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)

    @property
    def leads_to_paper(self) -> bool:
        """Whether one of its links is a paper, or is said to be one."""
        return bool(self.arxiv) or any(t.meaning is Meaning.PAPER for t in self.targets)

    @property
    def is_paper(self) -> bool:
        """Whether this is a paper: it leads to one, or has a title and says who wrote it or where it came out."""
        told = bool(self.byline) or bool(self.imprint.venue and self.imprint.when)
        return self.leads_to_paper or (self.marked and told and not self.targets)


# --- cleaning --------------------------------------------------------------------------------------------------------

_SHORTCODE = re.compile(r":[a-z][a-z0-9_+-]{1,40}:")
INDEX = re.compile(r"^\s*(?:\[\d{1,4}\]|\(\d{1,4}\)|\d{1,4}[.)](?!\d)|#\d{1,4}\b)[\s.:]*")
EMPTY = re.compile(r"[\[(【]\s*(?:[,/|;&·•+-]\s*)*[\])】]")
QUOTED = re.compile(r"[\"“”„]([^\"“”„]{3,400})[\"“”]|[「《『]([^」》』]{2,200})[」》』]|``([^`']{3,400})''")
_YEAR_BEHIND = re.compile(r"\s*[(\[（]([^()\[\]（）]{2,60})[)\]）]\s*$")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_SIGNS = frozenset(("So", "Sk", "Cf", "Co", "Cn"))  # emoji
_JOINERS = "\ufe0f\u200d\u20e3"  # and what holds them together
MOST_BEHIND = 3  # brackets behind a title
TITLE_WORDS = 2  # words of which a title in quotes or in italics is made, at least


def clean(text: str) -> str:
    """Return words without emoji and shortcodes, white space folded."""
    return markup.fold_space(_SHORTCODE.sub(" ", _NOT_ASCII.sub(_without_sign, text)))


def _without_sign(found: re.Match[str]) -> str:
    char = found.group()
    sign = char in _JOINERS or (unicodedata.category(char) in _SIGNS and char not in "°©®™´¨")
    return " " if sign else char


def clean_title(text: str) -> tuple[str, Imprint]:
    """Return a title without numbers before it, quotes around it and stops after it, and what `(ICLR 2021)` told."""
    told = Imprint()
    words = INDEX.sub("", clean(text)).strip(" ,;:|·•–—-")
    for _ in range(MOST_BEHIND):
        behind = _YEAR_BEHIND.search(words)
        if not behind or behind.start() == 0:
            break
        read = Imprint() if is_label(behind[1]) else imprint.parse(behind[1])
        if not read:
            break
        told, words = merged(told, read), EMPTY.sub("", words[: behind.start()]).rstrip(" ,;:[")
    quoted = QUOTED.fullmatch(words.rstrip(".,"))
    words = next(group for group in quoted.groups() if group).strip() if quoted else words
    if words.endswith(".") and not words.endswith(("..", "et al.", "etc.", "vs.")):
        words = words[:-1]
    return words.rstrip(" ,;:"), told


def is_label(words: str) -> bool:
    """Tell whether this is a label that lost its link: `[code] (soon)`."""
    return links.promise(words) is not None or links.fold_label(words) in {"soon", "coming soon", "tba", "new"}


def is_tag(words: str) -> bool:
    """Tell whether words by themselves are a time or a known venue: `2020`, `ICLR 2021`, but not `Open DAC 2022`."""
    told = imprint.parse(words)
    return told is not None and (not told.venue or imprint.is_venue(re.split(r"[\s,/'’-]", told.venue)[0]))


def merged(one: Imprint, other: Imprint) -> Imprint:
    """Join what two places say; the first counts."""
    return Imprint(one.venue or other.venue, one.when or other.when)


def count(text: str) -> int:
    """Count words; two Han characters are one."""
    han = sum(1 for c in text if "\u3400" <= c <= "\u9fff" or "\u3040" <= c <= "\u30ff" or "\uac00" <= c <= "\ud7af")
    return len(re.findall(r"[^\W_\u3040-\u9fff\uac00-\ud7af]+", text)) + han // 2


def text_of(parts: Iterable[Piece]) -> str:
    """Return the words of pieces."""
    return "".join(piece.text for piece in parts)
