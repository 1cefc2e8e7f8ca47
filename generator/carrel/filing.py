"""Where a catalogue files a name: under which letter, and in which order. Han names stand by their reading."""

from __future__ import annotations

import unicodedata
from types import MappingProxyType

from anyascii import anyascii

from carrel import cjk
from carrel.model import Name

OTHER = "other"  # the letter of names that begin with none

# Family names that are read otherwise than their signs mostly are, and those that the table of readings gets wrong.
_EXCEPTIONS = """
    万俟:Moqi 尉迟:Yuchi 尉遲:Yuchi 长孙:Zhangsun 長孫:Zhangsun 澹台:Tantai 单于:Chanyu 單于:Chanyu
    曾:Zeng 曽:Zeng 单:Shan 單:Shan 解:Xie 仇:Qiu 区:Ou 區:Ou 查:Zha 覃:Qin 朴:Piao 乐:Yue 樂:Yue 翟:Zhai
    缪:Miao 繆:Miao 种:Chong 秘:Bi 祕:Bi 洗:Xian 员:Yun 員:Yun 牟:Mu 薄:Bo 卜:Bu 都:Du 能:Nai 祭:Zhai 句:Gou
    召:Shao 繁:Po 黑:He 折:She 乜:Nie 盖:Ge 蓋:Ge 隗:Kui 宓:Mi 贲:Ben 賁:Ben 重:Chong
"""
_READINGS = MappingProxyType(dict(pair.split(":") for pair in _EXCEPTIONS.split()))
_COMPOUND = 2  # signs of the longest family names here
_SILENT = "'’‘ʻʼ`´-.·\u2010\u2011 "  # stand before a name without being its first letter


def letter(name: Name) -> str:
    """Return the letter under which a name stands: `Ł` under l, Han names by their reading; or else `OTHER`."""
    first = reading(name.family.lstrip(_SILENT)).lstrip(_SILENT)[:1].lower()
    return first if first.isascii() and first.isalpha() else OTHER


def sort_key(name: Name) -> tuple[str, str, str]:
    """Return what names are filed by: family, then given name, accents aside; the last part only tells apart."""
    return _plain(name.family), _plain(name.given), str(name)


def reading(family: str) -> str:
    """Return a family name, or a whole name that begins with it, in Latin letters."""
    if family.isascii():
        return family
    family = unicodedata.normalize("NFKC", family)
    if cjk.begins_in_han(family):
        for length in range(_COMPOUND, 0, -1):
            known = _READINGS.get(family[:length])
            if known:
                return known + anyascii(family[length:])
    return anyascii(family)


def _plain(text: str) -> str:
    return reading(text.lstrip(_SILENT)).casefold()
