"""How a reading list mentions a paper in one line: which words are the title, the authors, where and when, the links.

    [Title](url) · Authors · Venue Year                **Title**. *Authors*. Venue Year. [[pdf](…)] [[code](…)]
    Authors, *Title*, Venue Year [[Paper](…)]          **Name**: "Title", Venue, Year (*Place*). [[Paper](…)]
    Title, Authors (2016) [[pdf](…)]                   1) Title - what the keeper of the list says of it | [Paper](…)

What stands out is taken first: a link whose words are no label, words in quotes, bold, italics behind authors; else
the line is cut at its stops. What is not understood is kept as `rest`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from carrel import bylines, imprint, links, markup
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
_INDEX = re.compile(r"^\s*(?:\[\d{1,4}\]|\(\d{1,4}\)|\d{1,4}[.)](?!\d)|#\d{1,4}\b)[\s.:]*")
_EMPTY = re.compile(r"[\[(【]\s*(?:[,/|;&·•+-]\s*)*[\])】]")
_QUOTED = re.compile(r"[\"“”„]([^\"“”„]{3,400})[\"“”]|[「《『]([^」》』]{2,200})[」》』]|``([^`']{3,400})''")
_YEAR_BEHIND = re.compile(r"\s*[(\[（]([^()\[\]（）]{2,60})[)\]）]\s*$")
_ARXIV = re.compile(
    r"\barxiv\s*:\s*(\d{4}\.\d{4,5})(?:v\d+)?|https?://arxiv\.org/(?:abs|pdf)/(\d{4}\.\d{4,5})", re.IGNORECASE
)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_SIGNS = frozenset(("So", "Sk", "Cf", "Co", "Cn"))  # emoji
_JOINERS = "\ufe0f\u200d\u20e3"  # and what holds them together
MOST_BEHIND = 3  # brackets behind a title
TITLE_WORDS = 2  # words of which a title in quotes or in italics is made, at least
LABEL_WORDS = 2  # words of a link between brackets that may be a label nobody knows
NAME_WORDS = 3  # words of a name before a title: `Chain of thought: …`
MOST_QUOTES = 8  # words in quotes of a line that are looked at
LEAD_WORDS = 6  # words that may stand before a title, unless they are names
SENTENCE_WORDS = 9  # a longer segment is prose, and so is what follows
SUMMARY_WORDS = 7  # words of a summary behind two spaces, at least


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
    words = _INDEX.sub("", clean(text)).strip(" ,;:|·•–—-")
    for _ in range(MOST_BEHIND):
        behind = _YEAR_BEHIND.search(words)
        if not behind or behind.start() == 0:
            break
        read = Imprint() if _is_label(behind[1]) else imprint.parse(behind[1])
        if not read:
            break
        told, words = _merged(told, read), _EMPTY.sub("", words[: behind.start()]).rstrip(" ,;:[")
    quoted = _QUOTED.fullmatch(words.rstrip(".,"))
    words = next(group for group in quoted.groups() if group).strip() if quoted else words
    if words.endswith(".") and not words.endswith(("..", "et al.", "etc.", "vs.")):
        words = words[:-1]
    return words.rstrip(" ,;:"), told


def _is_label(words: str) -> bool:
    """Tell whether this is a label that lost its link: `[code] (soon)`."""
    return links.promise(words) is not None or links.fold_label(words) in {"soon", "coming soon", "tba", "new"}


def _is_tag(words: str) -> bool:
    """Tell whether words by themselves are a time or a known venue: `2020`, `ICLR 2021`, but not `Open DAC 2022`."""
    told = imprint.parse(words)
    return told is not None and (not told.venue or imprint.is_venue(re.split(r"[\s,/'’-]", told.venue)[0]))


def _merged(one: Imprint, other: Imprint) -> Imprint:
    return Imprint(one.venue or other.venue, one.when or other.when)


def _count(text: str) -> int:
    """Count words; two Han characters are one."""
    han = sum(1 for c in text if "\u3400" <= c <= "\u9fff" or "\u3040" <= c <= "\u30ff" or "\uac00" <= c <= "\ud7af")
    return len(re.findall(r"[^\W_\u3040-\u9fff\uac00-\ud7af]+", text)) + han // 2


# --- reading ---------------------------------------------------------------------------------------------------------


def read(pieces: Iterable[Piece]) -> Mention:
    """Read the pieces of a line, or of several that belong together."""
    mention = Mention()
    parts = _without_labels(list(pieces), mention)
    for find in (_linked, _quoted, _bold, _italic):
        found = find(parts)
        if found:
            before, title, after = found
            mention.marked = True
            words, told = clean_title(_text(title))
            mention.title, mention.imprint = words, told
            _title_link(title, mention)
            _tell(mention, _segments(before), before_title=True)
            _tell_after(mention, after)
            break
    else:
        _plainly(mention, parts)
    if not mention.arxiv:
        _arxiv_in(mention)
    return mention


def _text(parts: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in parts)


def _without_labels(pieces: list[Piece], mention: Mention) -> list[Piece]:
    """Take out the links that are labels, and images; what is left is words and links of words."""
    left: list[Piece] = []
    for n, piece in enumerate(pieces):
        if piece.image and not piece.url:
            continue
        meaning = _meaning(piece, pieces[n - 1].text if n else "")
        if meaning:
            mention.targets.append(Target(markup.fold_space(piece.text).strip("[] "), piece.url, meaning))
            left.append(Piece("[]"))
        else:
            left.append(piece)
    return [piece for piece in _mended(left) if piece.text]


def _meaning(piece: Piece, before: str) -> Meaning | None:
    """Return what a link promises if it is a label: `[pdf](…)`, an address as it is, a badge, `[[S3](x.pdf)]`."""
    url = links.web(piece.url)
    if not url:
        return None
    labelled = links.meaning(piece.text, url)
    if labelled:
        return labelled
    bare = piece.text.strip() in {piece.url, ""} or piece.text.startswith(("http://", "https://"))
    bracketed = before.rstrip().endswith(("[", "(")) and _count(piece.text) <= LABEL_WORDS
    return links.leads_to(url) if piece.image or bare or bracketed else None


def _mended(parts: list[Piece]) -> list[Piece]:
    """Take away the brackets that labels leave behind, within what looks the same."""
    joined: list[Piece] = []
    for piece in parts:
        if joined and joined[-1].look == piece.look and not piece.image:
            joined[-1] = piece.saying(joined[-1].text + piece.text)
        else:
            joined.append(piece)
    for _ in range(2):
        joined = [piece.saying(_EMPTY.sub(" ", piece.text)) for piece in joined]
    return joined


_Found = tuple[list[Piece], list[Piece], list[Piece]]


def _linked(parts: list[Piece]) -> _Found | None:
    """The first link whose words are no label is the title, unless it stands in a sentence."""
    for n, piece in enumerate(parts):
        if not piece.url or not links.web(piece.url) or not _count(piece.text):
            continue
        end = n + 1
        while end < len(parts) and parts[end].url == piece.url:
            end += 1
        before = clean(_text(parts[:n]))
        if _in_a_sentence(before):
            return None
        return parts[:n], parts[n:end], parts[end:]
    return None


def _in_a_sentence(before: str) -> bool:
    """Tell whether what stands before a link goes on in it: `see also the follow-up`."""
    words = _INDEX.sub("", before).strip(" \"“'[(*")
    if not words or words[-1] in ".:;,|)]–—-/" or imprint.parse(words):
        return False
    name = words[0].isupper() and _count(words) <= NAME_WORDS
    return not (name or bylines.looks_like(words))


def _quoted(parts: list[Piece]) -> _Found | None:
    """Words in quotes; what stands before them is a name, an index, or the authors."""
    text = _text(parts)
    for found in islice(_QUOTED.finditer(text), MOST_QUOTES):
        inside = next(group for group in found.groups() if group)
        if _count(inside) >= TITLE_WORDS and _may_lead(text[: found.start()]):
            return _cut(parts, 0, found.start()), [Piece(inside)], _cut(parts, found.end(), len(text))
    return None


def _may_lead(before: str) -> bool:
    """Tell whether this may stand before a title in quotes: a name with a colon, an index, authors; no sentence."""
    words = _bare(_INDEX.sub("", clean(before)))
    return bylines.looks_like(words, expected=True) or (
        _count(words) <= LEAD_WORDS and not before.rstrip()[-1:].isalnum()
    )


def _cut(parts: Sequence[Piece], start: int, end: int) -> list[Piece]:
    """Return the pieces between two places of their joined text."""
    cut: list[Piece] = []
    at = 0
    for piece in parts:
        inside = piece.text[max(0, start - at) : max(0, end - at)]
        if inside:
            cut.append(piece.saying(inside))
        at += len(piece.text)
    return cut


def _bold(parts: list[Piece]) -> _Found | None:
    """The first words in bold that are neither a number, nor a venue, nor a mark such as NEW before more of it."""
    bold = [n for n, piece in enumerate(parts) if piece.strong and not piece.code and _may_be_title(piece.text)]
    if not bold:
        return None
    long = [n for n in bold if _count(parts[n].text) >= TITLE_WORDS]
    n = (long or bold)[0]
    before = clean(_text(parts[:n]))
    told = _count(before) <= NAME_WORDS or bylines.looks_like(before) or imprint.parse(before)
    return (parts[:n], [parts[n]], parts[n + 1 :]) if told else None


def _may_be_title(text: str) -> bool:
    words, _ = clean_title(text)
    update = words.startswith("[") and words.endswith("]")  # `**[Update: June]**`
    return bool(re.search(r"[^\W\d]", words)) and not update and not _is_tag(words)


def _italic(parts: list[Piece]) -> _Found | None:
    """Words in italics that come first, or behind the authors."""
    n = next((n for n, piece in enumerate(parts) if piece.emphasis and _count(piece.text) >= TITLE_WORDS), -1)
    if n < 0:
        return None
    before = _INDEX.sub("", clean(_text(parts[:n]))).strip(" ,.;:")
    title = not bylines.looks_like(parts[n].text) and not imprint.parse(parts[n].text)
    if bylines.looks_like(before, expected=True) or (title and not before):
        return parts[:n], [parts[n]], parts[n + 1 :]
    return None


def _title_link(title: list[Piece], mention: Mention) -> None:
    url = next((piece.url for piece in title if piece.url), "")
    if url:
        mention.targets.insert(0, Target("", url, links.leads_to(url)))


# --- segments --------------------------------------------------------------------------------------------------------

_STOP = re.compile(
    r"\n+|(?<=[\w)\]?!\"”’])(?<!\b[A-Z])(?<!et al)(?<!\bvs)(?<!\bet)[.。]\s+|[;；]\s+|(?<!\s)\s+(?:[|·•–—/]|-{1,2})\s+"
)
_BRACKETED = re.compile(r"[(\[（【]([^()\[\]（）【】]*)[)\]）】]")


@dataclass(frozen=True, slots=True)
class _Segment:
    text: str
    bracketed: bool = False
    code: bool = False


def _segments(parts: Iterable[Piece]) -> list[_Segment]:
    """Cut what stands around a title into what can be read by itself."""
    cut: list[_Segment] = []
    run: list[str] = []

    def flush() -> None:
        cut.extend(_plain_segments("".join(run).translate(_WIDE)))
        run.clear()

    for piece in parts:
        if piece.code:
            flush()
            cut.append(_Segment(piece.text, code=True))
        elif (piece.strong or piece.emphasis) and _count(piece.text) > 1:
            bracketed = bool(run) and run[-1].rstrip().endswith(("(", "["))
            flush()
            cut.append(_Segment(piece.text, bracketed))
        else:
            run.append(piece.text)
    flush()
    return cut


_WIDE = str.maketrans({"，": ", ", "；": "; ", "（": "(", "）": ")"})


def _plain_segments(text: str) -> Iterator[_Segment]:
    at = 0
    for found in _BRACKETED.finditer(text):
        yield from (_Segment(one) for one in _STOP.split(text[at : found.start()]))
        yield _Segment(found[1], bracketed=True)
        at = found.end()
    yield from (_Segment(one) for one in _STOP.split(text[at:]))


def _tell_after(mention: Mention, after: list[Piece]) -> None:
    """Take what stands behind a title; where none of it is understood, it is one remark as it was written."""
    before = len(mention.rest), mention.byline, mention.imprint, len(mention.tags)
    _tell(mention, _segments(after), expected=_text(after).lstrip(" )]").startswith((",", ".")))
    if (mention.byline, mention.imprint, len(mention.tags)) == before[1:] and len(mention.rest) > before[0] + 1:
        mention.rest[before[0] :] = [clean(_text(after)).strip(" ,.;:|–—-")]


def _bare(words: str) -> str:
    """Take away what joins a segment to its neighbours, and brackets that have lost their other half."""
    words = words.strip(' ,.;:|–—-*_"“”<>')
    if words[:1] in "([" and not re.search(r"[)\]]", words):
        words = words[1:]
    if words[-1:] in ")]" and not re.search(r"[(\[]", words):
        words = words[:-1]
    return words.strip(' ,.;:|–—-*_"“”<>')


_BY = re.compile(r"^(?:by|authors?)\b:? (?=[A-Z])", re.IGNORECASE)
_DATED = re.compile(r"(\d{4}(?:[-/.]\d{1,2}){1,2})\s*[:：]?\s+(?=\S)")


def _tell(
    mention: Mention, segments: Iterable[_Segment], *, before_title: bool = False, expected: bool = False
) -> None:
    """Take from each segment what it tells, until a sentence begins; what tells nothing is kept."""
    expected = expected or before_title
    prose = False
    for segment in segments:
        words = _bare(_INDEX.sub("", clean(segment.text)))
        dated = _DATED.match(words)
        if dated and (told := imprint.parse(dated[1])):
            mention.imprint, words = _merged(mention.imprint, told), words[dated.end() :]
        if not re.search(r"[^\W\d]", words) and not imprint.parse(words):
            continue
        if segment.bracketed and _is_label(words):
            continue
        if segment.code:
            told = imprint.parse(words)
            if told and told != Imprint():
                mention.imprint = _merged(mention.imprint, told)
            else:
                mention.tags.append(words)
        elif prose or not _take(mention, words, bracketed=segment.bracketed, expected=expected):
            mention.rest.append(words)
            prose = prose or _count(words) > SENTENCE_WORDS
        expected = before_title


def _take(mention: Mention, words: str, *, bracketed: bool = False, expected: bool = False) -> bool:
    """Take a segment for a venue and a year, for authors, or for authors with a venue and a year behind them."""
    bare = _BY.sub("", words)
    signed, words = bare != words, bare
    told = imprint.parse(words)
    if told:
        _imprinted(mention, told, words)
        return True
    if mention.byline or bracketed:
        return False
    if bylines.looks_like(words, expected=expected):
        mention.byline = bylines.read(words)
        return True
    found = _authors_and_imprint(words, signed=signed)
    if found:
        mention.byline, told = found
        _imprinted(mention, told, words)
    return bool(found)


def _imprinted(mention: Mention, told: Imprint, words: str) -> None:
    """Take a venue and a time, and the id that may stand beside them: `arXiv:1507.01526`."""
    mention.imprint = _merged(mention.imprint, told)
    found = _ARXIV.search(words)
    if found and not mention.arxiv:
        mention.arxiv = found[1] or found[2]


def _authors_and_imprint(words: str, *, signed: bool = False) -> tuple[Byline, Imprint] | None:
    """Read `Jane Roe, John Doe, ICLR 2016`; of a single name and a year only if it is `signed`, or has initials."""
    shortened = re.fullmatch(r"(.*\bet al)\b\.?[\s,;]+(.+)", words)
    if shortened and bylines.looks_like(shortened[1]) and (told := imprint.parse(shortened[2])):
        return bylines.read(shortened[1]), told
    parts = words.split(",")
    for last in range(1, min(4, len(parts))):
        told = imprint.parse(",".join(parts[-last:]))
        names = ",".join(parts[:-last])
        sure = signed or bylines.is_several(names) or (told is not None and bool(told.venue))
        if told and sure and bylines.looks_like(names):
            return bylines.read(names), told
    return None


def _plainly(mention: Mention, parts: list[Piece]) -> None:
    """Cut a line in which nothing stands out at its stops: the title is the first piece that is nothing else."""
    text = "".join(piece.text for piece in parts if not piece.code)
    _tell(mention, [_Segment(piece.text, code=True) for piece in parts if piece.code])
    bare = _without_tags(mention, _INDEX.sub("", text.strip()))
    pieces = [piece for piece in _STOP.split(bare) if re.search(r"\w", clean(piece))]
    while pieces and _takes(mention, pieces[0], first=len(pieces) > 1, leading=True):
        pieces.pop(0)
    while len(pieces) > 1 and _takes(mention, pieces[-1], first=True, leading=False):
        pieces.pop()
    if not pieces:
        return
    lead = pieces[0]
    for cut in (_comma_tail, _comma_head):
        if not mention.byline:
            lead, told_there = cut(lead)
            _take(mention, _bare(clean(told_there)))
    title, summary = _summary(_without_imprint(mention, lead))
    mention.title, told = clean_title(title)
    mention.imprint = _merged(mention.imprint, told)
    if summary or pieces[1:]:
        start = bare.index(summary or pieces[1], bare.index(pieces[0]) + (0 if summary else len(pieces[0])))
        end = bare.index(pieces[-1], start if pieces[1:] else 0) + len(pieces[-1])
        mention.rest.append(clean(bare[start:end]).strip(" ,;:"))


def _without_tags(mention: Mention, text: str) -> str:
    """Take what stands in brackets before a title: `[NeurIPS 2020]`, `(2020, ICLR)`."""
    while (found := _BRACKETED.match(text)) and (told := imprint.parse(found[1])):
        mention.imprint, text = _merged(mention.imprint, told), text[found.end() :].strip(" :-–")
    return text


def _takes(mention: Mention, piece: str, *, first: bool, leading: bool) -> bool:
    words = clean(piece).strip(' ,.;:|[]()*"')
    told = imprint.parse(words) if _is_tag(words) or not leading else None
    if told and first:
        _imprinted(mention, told, words)
        return True
    several = "," in words or " and " in words or "et al" in words
    return first and not mention.byline and several and _take(mention, words)


def _comma_tail(piece: str) -> tuple[str, str]:
    """`A Title, with Commas, Jane Roe, John Doe, ICLR 2016`: find where the authors begin."""
    commas = [found.start() for found in re.finditer(r",\s", piece)][:40]
    for at in commas:
        tail = clean(piece[at + 1 :]).strip(" .")
        several = "," in tail or " and " in tail or "et al" in tail
        if several and _count(piece[:at]) >= TITLE_WORDS and (bylines.looks_like(tail) or _authors_and_imprint(tail)):
            return piece[:at], tail
    return piece, ""


def _comma_head(piece: str) -> tuple[str, str]:
    """`Jane Roe, John Doe, A Title of Something, arXiv:1511.04670`: find where the authors end."""
    parts = piece.split(",")
    names = next((n for n, part in enumerate(parts) if not (bylines.looks_like(part) and _count(part) > 1)), len(parts))
    title = ",".join(parts[names:])
    return (title, ",".join(parts[:names])) if names > 1 and _count(title) > TITLE_WORDS else (piece, "")


def _without_imprint(mention: Mention, piece: str) -> str:
    """`A Title of Something, ICLR 2020`: take what stands behind the last comma for where and when, if it says that."""
    title, comma, tail = piece.rpartition(",")
    told = imprint.parse(tail) if comma and title.strip() else None
    if told:
        _imprinted(mention, told, tail)
    return title if told else piece


def _summary(piece: str) -> tuple[str, str]:
    """`AgentA/B  AgentA/B is a framework that …`: two spaces, and then a sentence."""
    title, gap, summary = piece.strip().partition("  ")
    return (title, summary) if gap and _count(summary) >= SUMMARY_WORDS else (piece, "")


def _arxiv_in(mention: Mention) -> None:
    """An id may stand in words: `arXiv:1507.01526`."""
    for n, words in enumerate(mention.rest):
        found = _ARXIV.search(words)
        if found:
            mention.arxiv = found[1] or found[2]
            left = (words[: found.start()] + words[found.end() :]).strip(" ,;:/()[]")
            mention.rest[n : n + 1] = [left] if re.search(r"\w", left) else []
            return
