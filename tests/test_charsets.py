"""Encodings are read off a document, not guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel import charsets


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        (b"% Encoding: windows-1252\n@misc{a}", "cp1252"),
        (b"% This file was created with JabRef.\n% Encoding: UTF8\n", "utf-8"),
        (b"%Encoding: Cp1252", "cp1252"),
        (b"% -*- coding: latin-1-unix -*-\n", "iso8859-1"),
        (b"% -*- mode: bibtex; coding: iso-8859-15 -*-\n", "iso8859-15"),
        (b"%% Saved with string encoding Western (ISO Latin 1) \n", "iso8859-1"),
        (b"%% Saved with string encoding Western (Mac OS Roman)\r\n", "mac-roman"),
        (b"% !TEX encoding = IsoLatin\n", "iso8859-1"),
        (b'<?xml version="1.0" encoding="ISO-8859-1"?>', "iso8859-1"),
        (b"% Encoding: klingon\n", None),
        (b"% Encoding: unicode_escape\n", None),
        (b"% Encoding: rot13\n", None),
        (b"% Encoding: GB18030\n", "gb18030"),
        (b"@misc{a, note = {encoding: latin-1}}", None),
        (b"", None),
    ],
)
def test_what_a_document_says_of_itself(head: bytes, encoding: str | None) -> None:
    """The first lines name an encoding in one of the ways that programs write it."""
    assert charsets.declared(head) == encoding


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark(encoding: str) -> None:
    """Zero bytes show on which side the letters are."""
    assert charsets.shown("% Encoding: UTF-16\n@misc{a}".encode(encoding)) == encoding
    assert charsets.shown("@misc{a, title = {灯り}}".encode(encoding)) == encoding


@given(st.binary(max_size=200))
def test_any_bytes(head: bytes) -> None:
    """No bytes make it fail, and bytes without a zero are no UTF-16."""
    charsets.declared(head)
    assert charsets.shown(head) is None or 0 in head
