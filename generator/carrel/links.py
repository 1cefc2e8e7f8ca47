"""What the links of a list lead to: an arXiv paper, a DOI, code, a paper somewhere; and what their labels promise."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from urllib.parse import SplitResult, unquote, urlsplit

from carrel import arxiv, references, wordlists

LONGEST = 2_000  # characters; a longer address is none
LONGEST_LABEL = 80  # characters that are looked at
MOST_WORDS = 4  # of a label

# --- labels ----------------------------------------------------------------------------------------------------------


class Meaning(StrEnum):
    """What a link is, or what its label promises."""

    PAPER = "paper"
    CODE = "code"
    ABOUT = "about"  # a project, a video, slides: about the paper, not the paper


_LABELS = wordlists.groups("link_labels")
_WEAK = frozenset(_LABELS["weak"])
_JOINTS = frozenset(_LABELS["joints"])
_PROMISES = dict.fromkeys(_WEAK, Meaning.PAPER) | {word: meaning for meaning in Meaning for word in _LABELS[meaning]}


def fold_label(text: str) -> str:
    """Return the words of a label: no brackets, no emoji, small letters."""
    known = unicodedata.normalize("NFKC", text[:LONGEST_LABEL])
    return " ".join("".join(c if c.isalnum() or c in "&+" else " " for c in known).casefold().split())


def promise(label: str) -> Meaning | None:
    """Return what a label such as `[PDF]` or `Code (PyTorch)` promises, or None where it is no label at all."""
    words = fold_label(label).split()
    meanings = [_PROMISES.get(word) for word in words if word not in _JOINTS]
    known = [meaning for meaning in meanings if meaning]
    # One word of a label may be strange, in the middle or at an end: `PyTorch (rwightman)`.
    if len(words) > MOST_WORDS or not known or len(meanings) - len(known) > 1:
        return None
    return next((meaning for meaning in (Meaning.CODE, Meaning.ABOUT) if meaning in known), Meaning.PAPER)


def meaning(label: str, address: str) -> Meaning | None:
    """Return what a link is by its label and its address; None where its words are no label."""
    promised = promise(label)
    if promised is not Meaning.PAPER:
        return promised
    if is_code(address):
        return Meaning.CODE
    weak = all(word in _WEAK for word in fold_label(label).split())
    return Meaning.ABOUT if weak and not is_paper(address) else Meaning.PAPER


# --- addresses -------------------------------------------------------------------------------------------------------

_MIRROR = re.compile(
    r"https?://(?:[\w-]+\.)*"
    r"(?:arxiv\.org/e-print|ar5iv\.org/(?:abs|html)|alphaxiv\.org/(?:abs|pdf)|huggingface\.co/papers)"
    r"/(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?!\d)",
    re.IGNORECASE,
)
_DOI = re.compile(r"(?:doi:\s*)?(?P<doi>10\.\d{4,9}/\S+)", re.IGNORECASE)
_DOI_IN_PATH = re.compile(r"/(?P<doi>10\.\d{4,9}/[^\s?#&]+)")
_DOI_TAIL = re.compile(r"(?:/(?:abstract|full|fulltext|pdf|epdf|html|meta|summary)|\.pdf|\.html|v\d+(?:\.full)?)+$")
_DOI_HOSTS = ("doi.org", "dx.doi.org")
_CODE_HOSTS = ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gitee.com")
_PDF = re.compile(r"\.(?:pdf|ps|ps\.gz)(?:$|[?#])|/pdf(?:/|$)", re.IGNORECASE)
# Addresses of a paper host that lead to people or events.
_NO_PAPER = re.compile(r"/(?:authors?|profile|user|group|events?|anthology/?$)")


def web(written: str) -> str | None:
    """Return an address of the web, or None."""
    return written.strip().strip("<>") if _split(written) else None


def _split(written: str) -> SplitResult | None:
    """Return the parts of an address of the web, or None."""
    address = written.strip().strip("<>")
    if not address.startswith("http") or len(address) > LONGEST or re.search(r"[\s<>\"]", address):
        return None
    try:
        parts = urlsplit(address)
        known = parts.scheme in {"http", "https"} and "." in (parts.hostname or "")
    except ValueError:
        return None
    return parts if known else None


def arxiv_id(written: str) -> str | None:
    """Return the arXiv id that an address or an id as written holds, without its version."""
    address = written.strip()[:LONGEST]
    mirrored = _MIRROR.match(address)
    return mirrored["id"] if mirrored else arxiv.parse_id(address) or references.arxiv_id(address)


def doi(written: str) -> str | None:
    """Return the DOI that is written, or that the address of a publisher holds; arXiv's own are arXiv ids."""
    bare = _DOI.fullmatch(written.strip()[:LONGEST])
    if bare:
        return _not_arxiv(bare["doi"].rstrip(".,;"))
    parts = _split(written)
    if not parts:
        return None
    asked = "/" + unquote(parts.query[3:]) if parts.query.startswith("id=") else ""
    inside = _DOI_IN_PATH.search(unquote(parts.path) + asked)
    if not inside:
        return None
    resolved = (parts.hostname or "").removeprefix("www.") in _DOI_HOSTS
    return _not_arxiv(inside["doi"] if resolved else _DOI_TAIL.sub("", inside["doi"]).rstrip("/."))


def _not_arxiv(found: str) -> str | None:
    return None if found.lower().startswith("10.48550/arxiv") or "/" not in found else found


def is_code(address: str) -> bool:
    """Tell whether an address leads to a repository of code."""
    parts = _split(address)
    if not parts or (parts.hostname or "").removeprefix("www.") not in _CODE_HOSTS:
        return False
    return parts.path.strip("/").count("/") > 0 and not _PDF.search(address)


def is_paper(address: str) -> bool:
    """Tell whether an address leads to a paper, as far as it shows: arXiv, a DOI, a publisher, a PDF."""
    parts = _split(address)
    if not parts or not (parts.path.strip("/") or parts.query):
        return False
    if arxiv_id(address) or doi(address) or _PDF.search(address):
        return True
    labels = (parts.hostname or "").split(".")
    above = {".".join(labels[n:]) for n in range(len(labels))}
    return not above.isdisjoint(wordlists.words("paper_hosts")) and not _NO_PAPER.search(parts.path)


def leads_to(address: str) -> Meaning:
    """Return what an address is by itself."""
    return Meaning.PAPER if is_paper(address) else Meaning.CODE if is_code(address) else Meaning.ABOUT
