"""Files that are no seeds: what they are, and what to export instead. Known by their content, never by their name.

`of_bytes` is asked before a file is decoded, `of_text` before a reader is believed that goes by the look of lines, and
`guess` where no reader knows a text. They look at the beginning only (and at the end of an archive), so that they take
no time, however large the file is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

HEAD = 16_384  # bytes or characters that are looked at
FEW_LETTERS = 4  # a shorter sign may begin an ordinary text
ROWS = 12  # lines that show whether a text is a table
SHORT_CELLS = 40  # characters; words between commas are longer
KEYED = 0.7  # of the lines of a YAML file, so many have a key or are of a list


@dataclass(frozen=True, slots=True)
class KindOfFile:
    """What a file is, and what would be right: `a MARC 21 file; export it as RIS or BibTeX`."""

    name: str
    advice: str

    def __str__(self) -> str:
        return f"{self.name}; {self.advice}"


_EXPORT = "export it as RIS or BibTeX"
_AS_TEXT = "save it as plain text in UTF-8"
_AS_CSV = "save the sheet as CSV in UTF-8"
_UNPACK = "unpack it, and keep what is inside"
_ONE_PAPER = "of one paper, write a record: seeds/papers/<id>.yml"
_NO_PAPERS = "seeds are text; keep it outside seeds/"


# --- bytes -----------------------------------------------------------------------------------------------------------

_IMAGE = "keep images outside seeds/; a list in a picture has to be typed"
_MAGIC: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"%PDF-", "a PDF", _ONE_PAPER),
    (0, b"%!PS", "a PostScript file", _ONE_PAPER),
    (0, b"AT&TFORM", "a DjVu file", _ONE_PAPER),
    (0, b"{\\rtf", "a Rich Text document", _AS_TEXT),
    (
        0,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Office document",
        "save it as plain text or CSV in UTF-8",
    ),
    (
        0,
        b"SQLite format 3\0",
        "an SQLite database",
        "export the library in it (Zotero's, Calibre's) as BibTeX or CSL-JSON",
    ),
    (0, b"\x89PNG\r\n\x1a\n", "a PNG image", _IMAGE),
    (0, b"\xff\xd8\xff", "a JPEG image", _IMAGE),
    (0, b"GIF87a", "a GIF image", _IMAGE),
    (0, b"GIF89a", "a GIF image", _IMAGE),
    (0, b"BM", "a BMP image", _IMAGE),
    (0, b"II*\0", "a TIFF image", _IMAGE),
    (0, b"MM\0*", "a TIFF image", _IMAGE),
    (0, b"\0\0\1\0", "an icon", _IMAGE),
    (8, b"WEBP", "a WebP image", _IMAGE),
    (4, b"ftypavif", "an AVIF image", _IMAGE),
    (4, b"ftyphei", "a HEIC image", _IMAGE),
    (4, b"ftyp", "a film", _NO_PAPERS),
    (0, b"\x1a\x45\xdf\xa3", "a film", _NO_PAPERS),
    (0, b"ID3", "a sound file", _NO_PAPERS),
    (0, b"OggS", "a sound file", _NO_PAPERS),
    (0, b"fLaC", "a sound file", _NO_PAPERS),
    (8, b"WAVE", "a sound file", _NO_PAPERS),
    (0, b"\x1f\x8b", "a gzip archive", _UNPACK),
    (0, b"BZh", "a bzip2 archive", _UNPACK),
    (0, b"\xfd7zXZ\0", "an xz archive", _UNPACK),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _UNPACK),
    (0, b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard archive", _UNPACK),
    (257, b"ustar", "a tar archive", _UNPACK),
    (60, b"BOOKMOBI", "a Mobipocket book", _AS_TEXT),
    (0, b"PAR1", "a Parquet table", _AS_CSV),
    (0, b"ARROW1", "an Arrow table", _AS_CSV),
    (0, b"\x89HDF\r\n\x1a\n", "an HDF5 file", _AS_CSV),
    (0, b"\x7fELF", "a program", _NO_PAPERS),
    (0, b"MZ\x90\0", "a program", _NO_PAPERS),
    (0, b"\xca\xfe\xba\xbe", "a program", _NO_PAPERS),
    (0, b"\0asm", "a program", _NO_PAPERS),
    (0, b"wOFF", "a font", _NO_PAPERS),
    (0, b"wOF2", "a font", _NO_PAPERS),
    (0, b"OTTO\0", "a font", _NO_PAPERS),
    (0, b"\0\1\0\0\0", "a font or an Access database", _NO_PAPERS),
    (0, b"bplist00", "a property list", _EXPORT),
    (0, b"\x80\x04\x95", "a pickle of Python", "write it as CSV or CSL-JSON"),
)
_ZIPPED: tuple[tuple[bytes, str, str], ...] = (
    (b"word/", "a Word document", _AS_TEXT),
    (b"xl/", "an Excel sheet", _AS_CSV),
    (b"ppt/", "a PowerPoint file", _AS_TEXT),
    (b"opendocument.text", "an OpenDocument text", _AS_TEXT),
    (b"opendocument.spreadsheet", "an OpenDocument sheet", _AS_CSV),
    (b"opendocument", "an OpenDocument file", _AS_TEXT),
    (b"application/epub+zip", "an EPUB book", _AS_TEXT),
    (b"Index/Document.iwa", "a file of Pages, Numbers or Keynote", "export it as plain text or CSV"),
)
_MARC_LEADER = re.compile(rb"\d{5}[a-z ][a-z][a-z ][ a-z][ a]22\d{5}.{3}45", re.DOTALL)


def of_bytes(data: bytes) -> KindOfFile | None:
    """Return what a file is that is no text, or no text of ours, by its first bytes; None if they do not tell."""
    head = data[:HEAD]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        names = head + data[-HEAD:]  # an archive lists what it holds at its end
        return next((KindOfFile(n, a) for sign, n, a in _ZIPPED if sign in names), KindOfFile("a zip archive", _UNPACK))
    if _MARC_LEADER.match(head):
        return KindOfFile("a MARC 21 file", _EXPORT)
    found = (KindOfFile(n, a) for at, sign, n, a in _MAGIC if head.startswith(sign, at) and not _is_text(head, sign))
    return next(found, None)


def _is_text(head: bytes, sign: bytes) -> bool:
    """A sign of two or three letters may begin an ordinary text: `BM…`, `ID3 is an algorithm`."""
    return len(sign) < FEW_LETTERS and sign.isalnum() and b"\0" not in head[:64]


# --- texts -----------------------------------------------------------------------------------------------------------


def of_text(text: str) -> KindOfFile | None:
    """Return what a text is by a sign that no seed has; a reader that is not very sure of it is wrong."""
    head = text[:HEAD].lstrip("\ufeff \t\r\n")
    if head.startswith("<") and (marked := _of_xml(head)):
        return marked
    if head.startswith(("{", "[")) and (listed := _of_json(head)):
        return listed
    return next((KindOfFile(name, advice) for pattern, name, advice in _TEXTS if pattern.search(head)), None)


def guess(text: str) -> KindOfFile | None:
    """Return what a text that no reader knows looks like, for a better word than none."""
    head = text[:HEAD].lstrip("\ufeff \t\r\n")
    return of_text(text) or next((KindOfFile(name, advice) for looks, name, advice in _SHAPES if looks(head)), None)


_PROLOGUE = re.compile(r"(?:\s+|<\?[^>]*>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[[^\]]*\])?\s*>)*", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
_TAKE_BIB = "take the same entries as BibTeX from the ACL Anthology"
_FROM_DOI = "ask doi.org for the same DOIs as BibTeX"
# By root element; of two kinds with one root, the first whose sign stands in the head.
_ROOTS: tuple[tuple[str, str, str, str], ...] = (
    ("html", "", "a web page", "save the list in it as plain text, or " + _EXPORT),
    ("mods modscollection", "", "a MODS file", _EXPORT),
    ("collection record searchretrieveresponse", "marc21/slim", "a MARC XML file", _EXPORT),
    ("collection record searchretrieveresponse", "<marc:", "a MARC XML file", _EXPORT),
    ("collection record searchretrieveresponse", "<datafield", "a MARC XML file", _EXPORT),
    ("collection volume", "<paper", "an ACL Anthology file", _TAKE_BIB),
    ("collection", "<volume", "an ACL Anthology file", _TAKE_BIB),
    ("xml records", "<record", "an EndNote XML file", "export it from EndNote as 'RefMan (RIS)' or 'BibTeX'"),
    (
        "pubmedarticleset pubmedarticle pubmedbookarticle pubmedbookarticleset medlinecitationset",
        "",
        "a PubMed XML file",
        "save the search from PubMed as CSV, or export it as RIS",
    ),
    ("doi_records crossref_result crossref doi_batch", "", "a Crossref XML file", _FROM_DOI),
    ("feed", "arxiv.org", "an answer of arXiv's API (Atom)", "export the papers as BibTeX"),
    ("feed", "", "an Atom feed", _EXPORT),
    ("rss rdf", "", "an RSS feed or an RDF file", _EXPORT),
    ("dblp", "", "a DBLP XML file", "take the same entries as BibTeX from DBLP"),
    ("article", "", "an article in XML (JATS)", _ONE_PAPER),
    ("tei teicorpus", "", "a TEI document", _EXPORT),
    ("citaviexchangedata", "", "a Citavi file", "export it from Citavi as RIS or BibTeX"),
    ("bibtexml file", "bibtex", "a BibTeXML file", "export it as BibTeX"),
    ("sources", "bibliography", "a Word bibliography", _EXPORT),
    ("svg", "", "an SVG image", _IMAGE),
    ("opml", "", "an OPML outline", "save it as plain text, or as a Markdown list"),
    ("plist", "", "a property list", _EXPORT),
)
_HTML = re.compile(r"<!doctype html|<(?:html|head|body|div|table|p|ul|ol|meta|script|article|section)\b", re.IGNORECASE)


def _of_xml(head: str) -> KindOfFile | None:
    at = _PROLOGUE.match(head)
    root = _ROOT.match(head, at.end() if at else 0)
    if re.match(r"<!doctype html", head, re.IGNORECASE):
        return KindOfFile("a web page", _ROOTS[0][3])
    if root:
        name = root[1].lower()
        for names, sign, kind, advice in _ROOTS:
            if name in names.split() and sign in head.lower():
                return KindOfFile(kind, advice)
    if _HTML.match(head):
        return None if _looks_like_markdown(head) else KindOfFile("a web page", _ROOTS[0][3])
    if head.startswith("<?xml") or (root and re.search(rf"</(?:[\w.-]+:)?{root[1]}\s*>|/>|\sxmlns", head)):
        name = root[1][:40] if root else "…"
        return KindOfFile(f"an XML file of <{name}>", _EXPORT)
    return None


_JSON = re.compile(r"\{\s*(?:\"|\}\s*\Z)|\[\s*(?:\{|\"[^\"\n]*\"\s*,|\"[^\"\n]*\"\s*\]\s*\Z|\]\s*\Z)")
_JSON_SIGNS: tuple[tuple[str, str, str], ...] = (
    (
        r'"message-type"\s*:|"DOI"\s*:.*"indexed"\s*:',
        "an answer of Crossref (JSON) without works",
        "ask it for works: they are read",
    ),
    (r'"nbformat"\s*:|"cell_type"\s*:', "a Jupyter notebook", "seeds are lists of papers; keep it outside seeds/"),
    (r'BetterBibTeX JSON|"itemType"\s*:', "a library of Zotero (JSON)", "export it from Zotero as CSL-JSON or BibTeX"),
    (r'"paperId"\s*:|"corpusId"\s*:', "an answer of Semantic Scholar (JSON)", _EXPORT),
    (r'"https://openalex\.org/', "an answer of OpenAlex (JSON)", _EXPORT),
    (r'"resourceType(?:General)?"\s*:|"conceptdoi"\s*:', "an answer of DataCite or Zenodo (JSON)", _FROM_DOI),
    (r'"@context"\s*:', "a JSON-LD file", _EXPORT),
)


def _of_json(head: str) -> KindOfFile | None:
    if not _JSON.match(head):
        return None
    for sign, name, advice in _JSON_SIGNS:
        if re.search(sign, head, re.DOTALL):
            return KindOfFile(name, advice)
    if re.match(r"\{[^\n]*\}\s*\n\s*\{", head):
        return KindOfFile("a file of JSON lines", "write it as CSL-JSON, one list of items, or as CSV")
    return KindOfFile("a JSON file of another kind than CSL-JSON", "export it as CSL-JSON or BibTeX")


def _lines(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.MULTILINE)


_TEXTS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        _lines(r"^cff-version\s*:"),
        "a CITATION.cff file",
        "convert it to BibTeX (`cffconvert -f bibtex`)",
    ),
    (
        _lines(r"\AFN (?:ISI|Clarivate|Thomson)", r"\A(?:VR 1\.0\s+)?PT [JCBPS]\s*$[\s\S]*^ER\s*$", r"\A(?:FN|VR) "),
        "a file of the Web of Science (ISI)",
        "export it from there as BibTeX or RIS",
    ),
    (
        _lines(
            r"\A%[0-9A-Z@!#$&](?:[ \t]|$)[^\n]*\n?(?:%[0-9A-Z@!#$&~+*^><](?:[ \t]|$)|\Z)", r"\A%[0AEDTJ] \S[^\n]*\s*\Z"
        ),
        "a Refer or EndNote file (%A, %T)",
        "export it from EndNote as 'RefMan (RIS)' or 'BibTeX'",
    ),
    (
        _lines(r"^(?:PMID|PMC)\s?-", r"\A(?:OWN|STAT|LR|FAU|DCOM) *-"),
        "a PubMed file (nbib, MEDLINE)",
        "save the search from PubMed as CSV, or export it as RIS",
    ),
    (
        _lines(r"\APMC\b[^\n]*\s+PMID\b"),
        "a PubMed file (nbib, MEDLINE)",
        "save the search from PubMed as CSV, or export it as RIS",
    ),
    (_lines(r"\A<\d+>\s*$", r"^VN\s+- Ovid", r"\ADatabase:? Ovid"), "a file of Ovid", "export it from Ovid as RIS"),
    (_lines(r"^--[A-Z]{2}--"), "a Biblioscape file", _EXPORT),
    (_lines(r"\ARecord\b.*INSPEC", r"\A(?:Record[^\n]*\s+)?[A-Z]{2} ~ "), "a file of INSPEC (SilverPlatter)", _EXPORT),
    (_lines(r"\A(?:TI|AU|SE|PU|PY)- "), "a file of Copac", _EXPORT),
    (_lines(r"\Anep\.repec\.org"), "a mail of RePEc's New Economics Papers", _EXPORT),
    (_lines(r"\A=LDR  "), "a MARC file in MarcEdit's text form", _EXPORT),
    (_lines(r"\ATemplate-Type: ReDIF"), "a ReDIF file of RePEc", _EXPORT),
    (
        _lines(r"\A@(?:comment|preamble|string)?\s*\Z"),
        "a BibTeX file without entries",
        "put entries in, or take it out",
    ),
    (
        _lines(r"^\s*\\documentclass\b", r"^\s*\\begin\{(?:document|thebibliography)\}", r"^\s*\\bibitem\b"),
        "a LaTeX document",
        "keep the .bib file that it cites",
    ),
    (_lines(r"\A(?:---\s+)?references:\s*$"), "a CSL-YAML file", "convert it to CSL-JSON (`pandoc -t csljson`)"),
    (_lines(r"\ABEGIN:V(?:CARD|CALENDAR)"), "a card or a calendar", _NO_PAPERS),
    (
        _lines(r"\A(?:Return-Path|Received|Delivered-To|Message-ID|MIME-Version): ", r"\AFrom \S+@\S+ "),
        "a mail",
        "save the list in it as plain text",
    ),
    (_lines(r"\A#!"), "a script", _NO_PAPERS),
    (
        _lines(
            r"\[(?:PDF|HTML|图书|引用)\][^\n]*\n[^\n]* - [^\n]*\b(?:19|20)\d\d\b[^\n]* - ",
            r"^保存 引用 ",
            r"^(?:☆ )?Save Cite Cited by ",
        ),
        "a page of Google Scholar",
        "save the results to 'My library' there, and export them as BibTeX",
    ),
)


def _looks_like_table(head: str) -> bool:
    """Rows of the same number of cells: between tabs at least two, between commas at least three short ones."""
    header, *rows = [line for line in head.split("\n")[:ROWS] if line.strip()][:-1] or [""]
    tabs, commas = header.count("\t"), header.count(",")
    if not rows or "  " in header:
        return False
    if tabs:
        return all(row.count("\t") == tabs for row in rows)
    return commas > 1 and all(row.count(",") == commas and len(row) < SHORT_CELLS * (commas + 1) for row in rows)


def _looks_like_yaml(head: str) -> bool:
    lines = [line for line in head.split("\n") if line.strip() and not line.lstrip().startswith("#")]
    keyed = sum(1 for line in lines if re.match(r"\s*(?:- )?[\"']?[\w-]+[\"']?:(?:\s|$)|---\s*$|\.\.\.$|\s*- ", line))
    top = sum(1 for line in lines if re.match(r"[\"']?[\w-]+[\"']?:(?:\s|$)|- [\"']?[\w-]+[\"']?:", line))
    return len(lines) > 1 and top > 0 and keyed >= KEYED * len(lines)


def _looks_like_markdown(head: str) -> bool:
    return bool(re.search(r"(?:\A|\n\n)#{1,6} \S[^\n]*\n(?:\n|\Z)|\]\((?:https?:|#|\./|/)|^```", head, re.MULTILINE))


_SHAPES: tuple[tuple[Callable[[str], bool], str, str], ...] = (
    (
        _looks_like_table,
        "a table whose header names no title",
        "call the column of the titles 'title', and others 'authors', 'year' …",
    ),
    (_looks_like_yaml, "a YAML file", "a record of a paper belongs in seeds/papers/<id>.yml"),
    (
        _looks_like_markdown,
        "a Markdown document that hardly lists papers",
        "list them as '- [Title](https://…)', or in a table",
    ),
)
