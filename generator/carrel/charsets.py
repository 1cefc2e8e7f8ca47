"""In what encoding a document is that is neither UTF-8 nor marked: what it says of itself, or what its bytes show.

Libraries of references live for decades: JabRef, Emacs, BibDesk and XML write the encoding into the first lines, and
Windows writes UTF-16 without its mark. Nothing is guessed beyond that.
"""

from __future__ import annotations

import codecs
import re

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
