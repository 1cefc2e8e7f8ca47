"""What sort of publication a venue makes of a paper, by its name: a small rule, and the names that it gets wrong."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache


class Sort(StrEnum):
    """What a paper is to a bibliography."""

    ARTICLE = "article"  # of a journal
    CONFERENCE = "conference"
    PREPRINT = "preprint"
    OTHER = "other"


@lru_cache(maxsize=4096)
def sort(venue: str, *, is_preprint: bool) -> Sort:
    """Return the sort of a paper of this venue; without one it is a preprint, if it has an id there."""
    if not venue:
        return Sort.PREPRINT if is_preprint else Sort.OTHER
    if _ARCHIVE.match(venue):
        return Sort.PREPRINT
    if _JOURNAL_SERIES.search(venue):
        return Sort.ARTICLE
    if _MEETING.search(venue):
        return Sort.CONFERENCE
    if _JOURNAL.search(venue) or not _is_acronym(venue):
        return Sort.ARTICLE
    return Sort.CONFERENCE


_ARCHIVE = re.compile(
    r"(?:arxiv|corr|bio-?rxiv|med-?rxiv|chem-?rxiv|ssrn|research square|openreview|preprint)\b", re.IGNORECASE
)
# Journals that are called proceedings.
_JOURNAL_SERIES = re.compile(
    r"\b(?:proceedings of the (?:(?:acm|ieee) on|vldb|ieee\b(?!/)|national academy|royal)|pacm|pvldb|proc\. acm)\b",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"\b(?:conference|conf\.|symposium|workshop|congress|meeting|colloquium|proceedings|proc\.|findings|track|tutorials?|"
    r"advances in neural|shared task|challenge|interspeech|eurographics|siggraph)\b|会议|大会|研讨会|论坛",
    re.IGNORECASE,
)
_JOURNAL = re.compile(
    r"\b(?:journal|j\.|transactions|trans\.|letters|magazine|review|reviews|annals|bulletin|archives?|access|surveys|"
    r"tacl|jmlr|tmlr|jair|pami|tpami|ijcv|tip|tnnls|tkde|tkdd|tmm|tog|tois|tist|taslp|tcsvt|tifs|tgrs|tmi|tse|tdsc|tpds|"
    r"pnas|plos|cacm|csur|jbhi|spl|ral|jasa|jacm)\b|学报|杂志|期刊|通讯|月刊|季刊",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"[A-Z0-9&]*[A-Z][\w&@*/'’-]*[A-Z][\w&@*/'’-]*")
_NUMBER = re.compile(r"['’(]?\d[\w.)-]*|\([\w\s-]+\)")


def _is_acronym(venue: str) -> bool:
    """Tell whether a venue goes by letters alone, as conferences do: `ACL`, `EMNLP-IJCNLP`, `NeurIPS 2023`."""
    words = [word for word in re.split(r"[\s,:]+", venue) if not _NUMBER.fullmatch(word)]
    return bool(words) and all(_ACRONYM.fullmatch(word) for word in words)
