"""In what encoding a document is: UTF-8, or what it says of itself, or what its bytes show.

Libraries of references live for decades: JabRef, Emacs, BibDesk and XML write the encoding into the first lines, and
Windows writes UTF-16 without its mark. What is UTF-8 is UTF-8, whatever it says: a document is often saved anew and its
first lines stay, and text in another encoding is hardly ever UTF-8 by chance. Of what is in no encoding that is known,
lines that can only be in the code page of western Windows are read so, and told. Nothing is guessed beyond that.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

HEAD = 4_096  # bytes that are looked at

_DECLARED = re.compile(
    rb"^%+[ \t]*encoding[ \t]*[:=][ \t]*(?P<jabref>[\w.-]+)"
    rb"|-\*-[^\n]*?coding[ \t]*[:=][ \t]*(?P<emacs>[\w.-]+)"
    rb"|^%+[ \t]*!TEX[ \t]+encoding[ \t]*=[ \t]*(?P<texshop>[\w. -]+)"
    rb"|saved with string encoding (?P<bibdesk>[^\n]+)"
    rb"|<\?xml[^\n>]*?encoding=[\"'](?P<xml>[\w.-]+)",
    re.IGNORECASE | re.MULTILINE,
)
_OF_TEXT = re.compile(r"ascii|utf-8|utf-16(?:-[lb]e)?|(?:cp|iso8859-|mac-|koi8-|gb|big5|euc_|shift_jis|iso2022_)[\w-]*")
_NAMES = {
    "ansi": "cp1252",
    "westernisolatin1": "latin-1",
    "westernwindowslatin1": "cp1252",
    "westernmacosroman": "mac-roman",
    "isolatin": "latin-1",
    "isolatin1": "latin-1",
    "isolatin9": "iso8859-15",
    "macosroman": "mac-roman",
}


def declared(head: bytes) -> str | None:
    """Return the encoding that a document names in its first lines, as Python calls it; None if it names none."""
    found = _DECLARED.search(head[:HEAD])
    if not found or not found.lastgroup:
        return None
    name = re.sub(r"-(?:unix|dos|mac)$", "", found[found.lastgroup].decode("ascii", "replace").strip().lower())
    plain = re.sub(r"[^a-z0-9]", "", name)
    try:
        codec = codecs.lookup(_NAMES.get(plain, name)).name
    except LookupError:
        return None
    return codec if _OF_TEXT.fullmatch(codec) else None


def shown(head: bytes) -> str | None:
    """Return the encoding that zero bytes show: Latin letters in UTF-16 have one each; None if there are none."""
    head = head[: HEAD // 2 * 2]
    if not 0 < head.count(0) <= len(head) // 2:
        return None
    low, high = head[1::2].count(0), head[::2].count(0)
    if 4 * low > len(head) and not high:
        return "utf-16-le"
    return "utf-16-be" if 4 * high > len(head) and not low else None


# --- decoding --------------------------------------------------------------------------------------------------------

Blocks = Iterator[tuple[int, bytes]]  # whole lines, with the number of the first

LOST = "\ufffd"  # stands for what cannot be read
_LOSS = f"not text; what cannot be read of this line and its like is shown as {LOST}: save it as UTF-8"
_MARKS = {  # the longer ones first
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_STATEFUL = re.compile(r"iso2022")  # escapes in ASCII, which would be UTF-8, too
_WESTERN = re.compile(rb"(?:[\t\r\x20-\x7e]|(?<![\x80-\xff]{3})[\x80-\xff])*")  # longer runs are another script


class NotTextError(ValueError):
    """Why bytes are no text; `line` is where, or 0 if lines cannot be counted."""

    def __init__(self, line: int) -> None:
        super().__init__("not text in UTF-8 (or UTF-16 with its mark); save it as UTF-8")
        self.line = line


@dataclass(frozen=True, slots=True)
class Decoded:
    """The lines of a document, without their ends; `odd` is the first one that had to be guessed, and why."""

    lines: tuple[str, ...]
    odd: int = 0
    why: str = ""


def decode(blocks: Callable[[], Blocks], head: bytes, *, lenient: bool = False) -> Decoded:
    """Return a document as text; `blocks` reads it from its beginning, `head` are its first bytes.

    A `lenient` reading never fails: what is in no encoding that is known is read as cp1252, and told.
    """
    wide = next((encoding for mark, encoding in _MARKS.items() if head.startswith(mark)), None) or shown(head)
    if wide:
        return _whole(blocks(), wide, lenient=lenient)
    said = declared(head)
    said = None if said is None or said.startswith(("utf-", "ascii")) else said
    first = said if said and _STATEFUL.match(said) else "utf-8"
    for encoding in dict.fromkeys([first, "utf-8", *([said] if said else [])]):
        try:
            return Decoded(tuple(_strictly(blocks(), encoding)))
        except NotTextError:
            if not lenient:
                raise
        except UnicodeError:
            continue
    return _mended(blocks(), said, lenient=lenient)


def _whole(blocks: Blocks, encoding: str, *, lenient: bool) -> Decoded:
    data = b"".join(block for _, block in blocks)
    odd = 0
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as fault:
        text = data.decode(encoding, "replace")
        odd = len(_lines(data[: fault.start].decode(encoding, "replace")))
    if "\0" in text:
        odd = text.count("\n", 0, text.index("\0")) + 1
    if odd and not lenient:
        raise NotTextError(0)
    found = _lines(text.removeprefix("\ufeff").replace("\0", LOST))
    return Decoded(tuple(found), min(odd, len(found)), _LOSS if odd else "")


def _strictly(blocks: Blocks, encoding: str) -> Iterator[str]:
    for number, block in blocks:
        if 0 in block:
            raise NotTextError(number + block.count(b"\n", 0, block.index(0)))
        marked = block.removeprefix(codecs.BOM_UTF8) if number == 1 else block
        yield from _lines(marked.decode(encoding))


def _mended(blocks: Blocks, said: str | None, *, lenient: bool) -> Decoded:
    """Read UTF-8, and the lines that are not as cp1252; a line that is neither is no text."""
    lines: list[str] = []
    odd, why = 0, ""
    not_as_said = f", nor in {said} as it says" if said else ""
    guess = f"not UTF-8{not_as_said}; this line and its like are read as cp1252: save it as UTF-8"
    for number, block in blocks:
        try:
            lines += _strictly(iter([(number, block)]), "utf-8")
        except (UnicodeDecodeError, NotTextError):
            for n, line in enumerate(block.removesuffix(b"\n").split(b"\n"), number):
                found, is_odd = _line(line.removeprefix(codecs.BOM_UTF8) if n == 1 else line, n, lenient=lenient)
                lines += _lines(found)
                if is_odd and not odd:
                    odd, why = n, _LOSS if LOST in found else guess
    return Decoded(tuple(lines), odd, why)


def _line(line: bytes, number: int, *, lenient: bool) -> tuple[str, bool]:
    """Return a line as text, and whether it had to be guessed; a lenient guess keeps different bytes apart."""
    whole = line.replace(b"\0", LOST.encode()) if lenient else line
    for encoding, possible in (("utf-8", 0 not in whole), ("cp1252", lenient or _WESTERN.fullmatch(line))):
        try:
            if possible:
                return whole.decode(encoding), whole != line or encoding != "utf-8"
        except UnicodeDecodeError:
            continue
    if lenient:
        return whole.decode("latin-1"), True
    raise NotTextError(number)


def _lines(text: str) -> list[str]:
    """Part a text at its line ends, those of Windows and of old Macintoshes, too."""
    return text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
