"""What stands between the stops of a line: names, a venue, a time, words of a title; the rest is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from carrel import bylines, imprint
from carrel.bylines import Byline
from carrel.imprint import Imprint
from carrel.readers.markdown_list import mentions
from carrel.readers.markdown_list.inline import Piece
from carrel.readers.markdown_list.mentions import Mention

_ARXIV = re.compile(
    r"\barxiv\s*:\s*(\d{4}\.\d{4,5})(?:v\d+)?|https?://arxiv\.org/(?:abs|pdf)/(\d{4}\.\d{4,5})", re.IGNORECASE
)
SENTENCE_WORDS = 9  # a longer segment is prose, and so is what follows
SUMMARY_WORDS = 7  # words of a summary behind two spaces, at least

_STOP = re.compile(
    r"\n+|(?<=[\w)\]?!\"”’])(?<!\b[A-Z])(?<!et al)(?<!\bvs)(?<!\bet)[.。]\s+|[;；]\s+|(?<!\s)\s+(?:[|·•–—/]|-{1,2})\s+"
)
_BRACKETED = re.compile(r"[(\[（【]([^()\[\]（）【】]*)[)\]）】]")


@dataclass(frozen=True, slots=True)
class _Segment:
    text: str
    bracketed: bool = False
    code: bool = False


def parted(parts: Iterable[Piece]) -> list[_Segment]:
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
        elif (piece.strong or piece.emphasis) and mentions.count(piece.text) > 1:
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


def tell_after(mention: Mention, after: list[Piece]) -> None:
    """Take what stands behind a title; where none of it is understood, it is one remark as it was written."""
    before = len(mention.rest), mention.byline, mention.imprint, len(mention.tags)
    tell(mention, parted(after), expected=mentions.text_of(after).lstrip(" )]").startswith((",", ".")))
    if (mention.byline, mention.imprint, len(mention.tags)) == before[1:] and len(mention.rest) > before[0] + 1:
        mention.rest[before[0] :] = [mentions.clean(mentions.text_of(after)).strip(" ,.;:|–—-")]


def opened(words: str) -> str:
    """Take away what joins a segment to its neighbours, and brackets that have lost their other half."""
    words = words.strip(' ,.;:|–—-*_"“”<>')
    if words[:1] in "([" and not re.search(r"[)\]]", words):
        words = words[1:]
    if words[-1:] in ")]" and not re.search(r"[(\[]", words):
        words = words[:-1]
    return words.strip(' ,.;:|–—-*_"“”<>')


_BY = re.compile(r"^(?:by|authors?)\b:? (?=[A-Z])", re.IGNORECASE)
_DATED = re.compile(r"(\d{4}(?:[-/.]\d{1,2}){1,2})\s*[:：]?\s+(?=\S)")


def tell(mention: Mention, segments: Iterable[_Segment], *, before_title: bool = False, expected: bool = False) -> None:
    """Take from each segment what it tells, until a sentence begins; what tells nothing is kept."""
    expected = expected or before_title
    prose = False
    for segment in segments:
        words = opened(mentions.INDEX.sub("", mentions.clean(segment.text)))
        dated = _DATED.match(words)
        if dated and (told := imprint.parse(dated[1])):
            mention.imprint, words = mentions.merged(mention.imprint, told), words[dated.end() :]
        if not re.search(r"[^\W\d]", words) and not imprint.parse(words):
            continue
        if segment.bracketed and mentions.is_label(words):
            continue
        if segment.code:
            told = imprint.parse(words)
            if told and told != Imprint():
                mention.imprint = mentions.merged(mention.imprint, told)
            else:
                mention.tags.append(words)
        elif prose or not _take(mention, words, bracketed=segment.bracketed, expected=expected):
            mention.rest.append(words)
            prose = prose or mentions.count(words) > SENTENCE_WORDS
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
    mention.imprint = mentions.merged(mention.imprint, told)
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


def plainly(mention: Mention, parts: list[Piece]) -> None:
    """Cut a line in which nothing stands out at its stops: the title is the first piece that is nothing else."""
    text = "".join(piece.text for piece in parts if not piece.code)
    tell(mention, [_Segment(piece.text, code=True) for piece in parts if piece.code])
    bare = _without_tags(mention, mentions.INDEX.sub("", text.strip()))
    pieces = [piece for piece in _STOP.split(bare) if re.search(r"\w", mentions.clean(piece))]
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
            _take(mention, opened(mentions.clean(told_there)))
    title, summary = _summary(_without_imprint(mention, lead))
    mention.title, told = mentions.clean_title(title)
    mention.imprint = mentions.merged(mention.imprint, told)
    if summary or pieces[1:]:
        start = bare.index(summary or pieces[1], bare.index(pieces[0]) + (0 if summary else len(pieces[0])))
        end = bare.index(pieces[-1], start if pieces[1:] else 0) + len(pieces[-1])
        mention.rest.append(mentions.clean(bare[start:end]).strip(" ,;:"))


def _without_tags(mention: Mention, text: str) -> str:
    """Take what stands in brackets before a title: `[NeurIPS 2020]`, `(2020, ICLR)`."""
    while (found := _BRACKETED.match(text)) and (told := imprint.parse(found[1])):
        mention.imprint, text = mentions.merged(mention.imprint, told), text[found.end() :].strip(" :-–")
    return text


def _takes(mention: Mention, piece: str, *, first: bool, leading: bool) -> bool:
    words = mentions.clean(piece).strip(' ,.;:|[]()*"')
    told = imprint.parse(words) if mentions.is_tag(words) or not leading else None
    if told and first:
        _imprinted(mention, told, words)
        return True
    several = "," in words or " and " in words or "et al" in words
    return first and not mention.byline and several and _take(mention, words)


def _comma_tail(piece: str) -> tuple[str, str]:
    """`A Title, with Commas, Jane Roe, John Doe, ICLR 2016`: find where the authors begin."""
    commas = [found.start() for found in re.finditer(r",\s", piece)][:40]
    for at in commas:
        tail = mentions.clean(piece[at + 1 :]).strip(" .")
        several = "," in tail or " and " in tail or "et al" in tail
        if (
            several
            and mentions.count(piece[:at]) >= mentions.TITLE_WORDS
            and (bylines.looks_like(tail) or _authors_and_imprint(tail))
        ):
            return piece[:at], tail
    return piece, ""


def _comma_head(piece: str) -> tuple[str, str]:
    """`Jane Roe, John Doe, A Title of Something, arXiv:1511.04670`: find where the authors end."""
    parts = piece.split(",")
    names = next(
        (n for n, part in enumerate(parts) if not (bylines.looks_like(part) and mentions.count(part) > 1)), len(parts)
    )
    title = ",".join(parts[names:])
    return (
        (title, ",".join(parts[:names])) if names > 1 and mentions.count(title) > mentions.TITLE_WORDS else (piece, "")
    )


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
    return (title, summary) if gap and mentions.count(summary) >= SUMMARY_WORDS else (piece, "")


def arxiv_in(mention: Mention) -> None:
    """An id may stand in words: `arXiv:1507.01526`."""
    for n, words in enumerate(mention.rest):
        found = _ARXIV.search(words)
        if found:
            mention.arxiv = found[1] or found[2]
            left = (words[: found.start()] + words[found.end() :]).strip(" ,;:/()[]")
            mention.rest[n : n + 1] = [left] if re.search(r"\w", left) else []
            return
