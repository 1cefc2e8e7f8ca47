"""schema.org's ScholarlyArticle, for search engines: JSON-LD as a mapping, which `json.dumps` writes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from carrel.exports.citation import Author, Citation
from carrel.exports.venues import Sort


def article(citation: Citation) -> dict[str, Any]:
    """Return what a page says of its paper."""
    same = [f"https://doi.org/{citation.doi}"] if citation.doi else []
    same += [citation.url] if citation.url else []
    values = {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "name": citation.plain_title,
        "author": [_person(author) for author in citation.authors],
        "datePublished": citation.date,
        "isPartOf": _container(citation),
        "pagination": "-".join(part for part in citation.page_range if part),
        "publisher": {"@type": "Organization", "name": citation.publisher} if citation.publisher else {},
        "inLanguage": citation.language,
        "keywords": list(citation.keywords),
        "identifier": [*_identifier("doi", citation.doi), *_identifier("arXiv", citation.arxiv)],
        "sameAs": same,
    }
    return _kept(values)


def _kept(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _person(author: Author) -> dict[str, str]:
    if not author.given:
        return {"@type": "Person", "name": author.family}
    family = f"{author.particle} {author.family}".strip()
    person = {"name": author.spoken, "familyName": family, "givenName": author.given, "honorificSuffix": author.suffix}
    return {"@type": "Person", **_kept(person)}


def _container(citation: Citation) -> dict[str, Any]:
    """A journal with its volume and issue in it, or the proceedings."""
    if not citation.container:
        return {}
    is_journal = citation.sort is Sort.ARTICLE
    whole: dict[str, Any] = {"@type": "Periodical" if is_journal else "Book", "name": citation.container}
    if citation.volume:
        whole = {"@type": "PublicationVolume", "volumeNumber": citation.volume, "isPartOf": whole}
    if citation.issue:
        whole = {"@type": "PublicationIssue", "issueNumber": citation.issue, "isPartOf": whole}
    return whole


def _identifier(kind: str, value: str) -> list[dict[str, str]]:
    return [{"@type": "PropertyValue", "propertyID": kind, "value": value}] if value else []
