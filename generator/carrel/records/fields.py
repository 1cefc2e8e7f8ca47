"""What each field of a curated file is, told to people, with an example: docs/records.md and editors show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from carrel.records import people, topics, venues


@dataclass(frozen=True, slots=True)
class Told:
    """A field in a line of Markdown, and a value as one may type it behind `field: `."""

    what: str
    example: str


RECORD: Mapping[str, Told] = MappingProxyType(
    {
        "title": Told("the full title", '"FedSkip: Combatting Statistical Heterogeneity"'),
        "seed": Told("the document of `seeds/` that holds the paper", "002_8e162733b32253d0.txt"),
        "starts": Told("the first words of its title or its abstract there", '"The Mixture-of-Expert (MoE) technique"'),
        "position": Told("its place in the document, a hint for people", "1"),
        "authors": Told(
            "names in order, `Given Family` or `Family, Given`; a last `et al.` says that there are more; "
            "a name that is neither has its parts: `{family: Barnes and Noble}`",
            "[Laurens van der Maaten, 'Rao, Jun']",
        ),
        "date": Told("first public version: a year, a month or a day", "2023-04-07"),
        "venue": Told("the short name of the conference, or the journal", "ACL"),
        "issued": Told("the venue's year, or a finer date", "2023"),
        "volume": Told("as cited", "34"),
        "issue": Told("as cited", "2"),
        "pages": Told("as cited", "1309-1320"),
        "publisher": Told("as cited", "Institute of Tides"),
        "url": Told("the web address of the paper", "https://aclanthology.org/2022.coling-1.581/"),
        "code": Told("the web address of its code", "https://github.com/somebody/tides"),
        "has_code": Told("whether there is code, where nobody knows its address", "true"),
        "arxiv": Told("the id, without version", "2404.19429"),
        "doi": Told("the DOI, without its resolver", "10.18653/v1/D19-1032"),
        "category": Told("arXiv's code", "cs.CL"),
        "score": Told("a number, as a listing gave it", "17.4"),
        "topics": Told(
            "ids or names of `seeds/topics.yml`; they replace the topics that phrases and keywords would assign",
            "[federated-learning]",
        ),
        "language": Told("of the abstract, if the script does not tell: a tag of BCP 47", "zh-Hans"),
        "abstract": Told(
            "the abstract; LaTeX and addresses in it are understood. "
            "Or its parts: `text:`, `language:`, and `translator:` if somebody translated it",
            '"We measure tides in nine harbours."',
        ),
        "why": Told("why it is on the list, for readers; Markdown", '"The first to measure *all* harbours."'),
        "note": Told("what you think of it, for readers; Markdown", '"Compare the table on page 4."'),
        "retracted": Told(
            "why it was retracted, or `true`; Markdown. Its page says so, and every list", '"One figure was made up."'
        ),
        "removed": Told(
            "why it is no longer on the list, or `true`; Markdown. Its page says so, and is all that is left of it",
            '"A talk, and no paper."',
        ),
        "status": Told("how far you are: `to-read`, `reading` or `read`", "reading"),
        "aliases": Told("ids that the paper once had: their addresses lead here", "[lancet-moe]"),
        "same_as": Told("ids of papers that this one is: they become one page", "[lancet-moe]"),
        "not_same_as": Told("ids of papers that this one is not, however alike", "[lance]"),
        "evidence": Told("where you looked things up: web addresses, or words", "[https://arxiv.org/abs/2404.19429]"),
        "remark": Told("for other curators; not shown", '"The venue is not certain."'),
        "extra": Told("anything else, kept as it is", "{shelf: 4}"),
        "id": Told("the name of the file without `.yml`; better left out", "lancet"),
        "versions": Told("kept for later", "[]"),
        "reading_order": Told("kept for later", "1"),
    }
)
PERSON: Mapping[str, Told] = MappingProxyType(
    {
        "id": Told("the address of the page, `authors/ada-vale.html`; it lasts", "ada-vale"),
        "name": Told("the name as it should be; write `Family, Given` where the order could be mistaken", "Ada Vale"),
        "variants": Told("other spellings, in any script", '["Vale, A. M.", 艾达·韦尔]'),
        "papers": Told("ids of papers that are theirs, as a public page shows", "[tidenet]"),
        "perhaps": Told(
            "groups of papers that are theirs for a reason: `papers:` and `why:`",
            "[{papers: [rivers], why: judged by the co-authors}]",
        ),
        "known_for": Told(
            "a few words that tell bearers of one name apart, or else the first affiliation does", "tides"
        ),
        "affiliations": Told("where they work or worked", "[Institute of Tides]"),
        "orcid": Told("its check digit is checked", "0000-0002-1825-0097"),
        "homepage": Told("a web address", "https://example.org/~ada"),
        "evidence": Told("what shows all this: web addresses, or words", "[https://example.org/people/vale]"),
        "not": Told("ids of people who are somebody else, or `id:` and `why:`", "[ada-vale-machines]"),
        "aliases": Told("ids that the person once had: their addresses lead here", "[a-vale]"),
        "remark": Told("for other curators; not shown", '"Look again in spring."'),
    }
)
TOPIC: Mapping[str, Told] = MappingProxyType(
    {
        "id": Told("the address of the page, `topics/forecasting.html`; it lasts", "forecasting"),
        "name": Told("what the site calls it", "Forecasting"),
        "definition": Told("what it is, in a line", '"Telling what will be."'),
        "phrases": Told("assign it where they stand in the title, or once in the abstract", "[forecast, time series]"),
        "twice": Told("assign it where they stand in the title, or twice in the abstract", "[prediction]"),
        "title_phrases": Told("assign it where they stand in the title", "[tomorrow]"),
        "aliases": Told(
            "ids that the topic once had: their addresses lead here, and records may name it so", "[foretelling]"
        ),
        "topics": Told("the topics below it; they have none below them", "[{id: weather, name: Weather}]"),
    }
)
VENUE: Mapping[str, Told] = MappingProxyType(
    {
        "id": Told("the address of the page, `venues/acl.html`; it lasts", "acl"),
        "name": Told("the short name", "ACL"),
        "title": Told("what the short name stands for", "Annual Meeting of the ACL"),
        "spellings": Told("how papers write it; year and number do not matter", "[Proceedings of ACL]"),
        "aliases": Told("ids that the venue once had: their addresses lead here", "[acl-meeting]"),
    }
)
ENTRIES: Mapping[str, Mapping[str, Told]] = MappingProxyType(
    {people.NAME: PERSON, topics.NAME: TOPIC, venues.NAME: VENUE}
)
