"""How a reading list mentions a paper in one line: which words are the title, the authors, where and when, the links.

    [Title](url) · Authors · Venue Year                **Title**. *Authors*. Venue Year. [[pdf](…)] [[code](…)]
    Authors, *Title*, Venue Year [[Paper](…)]          **Name**: "Title", Venue, Year (*Place*). [[Paper](…)]
    Title, Authors (2016) [[pdf](…)]                   1) Title - what the keeper of the list says of it | [Paper](…)

What stands out is taken first: a link whose words are no label, words in quotes, bold, italics behind authors; else
the line is cut at its stops. What is not understood is kept as `rest`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from carrel import bylines, imprint, links, markup
from carrel.links import Meaning
from carrel.readers.markdown_list import mentions, stops
from carrel.readers.markdown_list.inline import Piece
from carrel.readers.markdown_list.mentions import Mention, Target

LABEL_WORDS = 2  # words of a link between brackets that may be a label nobody knows
NAME_WORDS = 3  # words of a name before a title: `Chain of thought: …`
MOST_QUOTES = 8  # words in quotes of a line that are looked at
LEAD_WORDS = 6  # words that may stand before a title, unless they are names


def read(pieces: Iterable[Piece]) -> Mention:
    """Read the pieces of a line, or of several that belong together."""
    mention = Mention()
    parts = _without_labels(list(pieces), mention)
    for find in (_linked, _quoted, _bold, _italic):
        found = find(parts)
        if found:
            before, title, after = found
            mention.marked = True
            words, told = mentions.clean_title(mentions.text_of(title))
            mention.title, mention.imprint = words, told
            _title_link(title, mention)
            stops.tell(mention, stops.parted(before), before_title=True)
            stops.tell_after(mention, after)
            break
    else:
        stops.plainly(mention, parts)
    if not mention.arxiv:
        stops.arxiv_in(mention)
    return mention


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
    bracketed = before.rstrip().endswith(("[", "(")) and mentions.count(piece.text) <= LABEL_WORDS
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
        joined = [piece.saying(mentions.EMPTY.sub(" ", piece.text)) for piece in joined]
    return joined


_Found = tuple[list[Piece], list[Piece], list[Piece]]


def _linked(parts: list[Piece]) -> _Found | None:
    """The first link whose words are no label is the title, unless it stands in a sentence."""
    for n, piece in enumerate(parts):
        if not piece.url or not links.web(piece.url) or not mentions.count(piece.text):
            continue
        end = n + 1
        while end < len(parts) and parts[end].url == piece.url:
            end += 1
        before = mentions.clean(mentions.text_of(parts[:n]))
        if _in_a_sentence(before):
            return None
        return parts[:n], parts[n:end], parts[end:]
    return None


def _in_a_sentence(before: str) -> bool:
    """Tell whether what stands before a link goes on in it: `see also the follow-up`."""
    words = mentions.INDEX.sub("", before).strip(" \"“'[(*")
    if not words or words[-1] in ".:;,|)]–—-/" or imprint.parse(words):
        return False
    name = words[0].isupper() and mentions.count(words) <= NAME_WORDS
    return not (name or bylines.looks_like(words))


def _quoted(parts: list[Piece]) -> _Found | None:
    """Words in quotes; what stands before them is a name, an index, or the authors."""
    text = mentions.text_of(parts)
    for found in islice(mentions.QUOTED.finditer(text), MOST_QUOTES):
        inside = next(group for group in found.groups() if group)
        if mentions.count(inside) >= mentions.TITLE_WORDS and _may_lead(text[: found.start()]):
            return _cut(parts, 0, found.start()), [Piece(inside)], _cut(parts, found.end(), len(text))
    return None


def _may_lead(before: str) -> bool:
    """Tell whether this may stand before a title in quotes: a name with a colon, an index, authors; no sentence."""
    words = stops.opened(mentions.INDEX.sub("", mentions.clean(before)))
    return bylines.looks_like(words, expected=True) or (
        mentions.count(words) <= LEAD_WORDS and not before.rstrip()[-1:].isalnum()
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
    long = [n for n in bold if mentions.count(parts[n].text) >= mentions.TITLE_WORDS]
    n = (long or bold)[0]
    before = mentions.clean(mentions.text_of(parts[:n]))
    told = mentions.count(before) <= NAME_WORDS or bylines.looks_like(before) or imprint.parse(before)
    return (parts[:n], [parts[n]], parts[n + 1 :]) if told else None


def _may_be_title(text: str) -> bool:
    words, _ = mentions.clean_title(text)
    update = words.startswith("[") and words.endswith("]")  # `**[Update: June]**`
    return bool(re.search(r"[^\W\d]", words)) and not update and not mentions.is_tag(words)


def _italic(parts: list[Piece]) -> _Found | None:
    """Words in italics that come first, or behind the authors."""
    n = next(
        (n for n, piece in enumerate(parts) if piece.emphasis and mentions.count(piece.text) >= mentions.TITLE_WORDS),
        -1,
    )
    if n < 0:
        return None
    before = mentions.INDEX.sub("", mentions.clean(mentions.text_of(parts[:n]))).strip(" ,.;:")
    title = not bylines.looks_like(parts[n].text) and not imprint.parse(parts[n].text)
    if bylines.looks_like(before, expected=True) or (title and not before):
        return parts[:n], [parts[n]], parts[n + 1 :]
    return None


def _title_link(title: list[Piece], mention: Mention) -> None:
    url = next((piece.url for piece in title if piece.url), "")
    if url:
        mention.targets.insert(0, Target("", url, links.leads_to(url)))
