"""How an item of CSL is told from other JSON about papers: by its type, its variables, and the forms of values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from carrel.readers.csl_json import forms

TYPES = frozenset(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset "  # noqa: SIM905  # lines read better than a column
    "document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation "
    "manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical "
    "personal_communication post post-weblog regulation report review review-book software song speech standard thesis "
    "treaty webpage journal-article proceedings-article posted-content book-chapter".split()
)
ROLES = frozenset(
    "author chair collection-editor compiler composer container-author contributor curator director editor "  # noqa: SIM905  # as above
    "editorial-director editor-translator executive-producer guest host illustrator interviewer narrator organizer "
    "original-author performer producer recipient reviewed-author script-writer series-creator translator".split()
)
DATES = frozenset(("accessed", "available-date", "event-date", "issued", "original-date", "submitted"))
VARIABLES = frozenset(
    "abstract annote archive archive-place archive_collection archive_location authority call-number categories "  # noqa: SIM905  # as above
    "chapter-number citation-key citation-label citation-number collection-number collection-title container-title "
    "container-title-short custom dimensions division DOI edition event event-place event-title "
    "first-reference-note-number genre id ISBN ISSN issue journalAbbreviation jurisdiction keyword language locator "
    "medium note number number-of-pages number-of-volumes original-publisher original-publisher-place original-title "
    "page page-first part part-title PMCID PMID printing publisher publisher-place references reviewed-genre "
    "reviewed-title scale section shortTitle source status supplement title title-short type URL version volume "
    "volume-title volume-title-short year-suffix".split()
).union(ROLES, DATES)
_TELLING = frozenset(("title", "issued", "container-title", "citation-key", "id"))
_NAME_PARTS = frozenset(("family", "given", "literal"))
_DATE_PARTS = frozenset(("date-parts", "raw", "literal", "year", "season", "edtf"))


def is_csl(said: Mapping[str, Any]) -> bool:
    """Tell an item of CSL: by a name or a date as only CSL writes them, or by its type, or by its variables alone."""
    if "itemType" in said or not said.keys() & _TELLING:
        return False
    if _has_name(said) or _has_date(said):
        return True
    if any(isinstance(said.get(role), str) for role in ROLES):
        return False  # names in one string are those of another format
    kind = forms.words(said.get("type"))
    titled = bool(forms.words(said.get("title")))
    if said.keys() <= VARIABLES:  # an item has a type and an id, and hardly any is without a title: one may lack
        named = "id" in said or "citation-key" in said
        return titled + named + (kind in TYPES or said.get("type") == "") > 1
    return titled and kind in TYPES


def says_nothing(said: Mapping[str, Any]) -> bool:
    """Tell an object without any value: it is of no kind, so of ours as well."""
    return all(value in (None, "", [], {}) for value in said.values())


def _has_name(said: Mapping[str, Any]) -> bool:
    lists = [said[role] for role in said.keys() & ROLES if isinstance(said[role], list)]
    return any(isinstance(name, dict) and name.keys() & _NAME_PARTS for names in lists for name in names)


def _has_date(said: Mapping[str, Any]) -> bool:
    return any(isinstance(said[name], dict) and said[name].keys() & _DATE_PARTS for name in said.keys() & DATES)
