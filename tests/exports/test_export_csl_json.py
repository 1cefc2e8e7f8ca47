"""CSL-JSON: a citation processor takes it, nothing is lost."""

import json
import warnings
from importlib import resources
from typing import Any

import pytest
from citeproc import (  # type: ignore[import-untyped]  # it has no types
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]  # as above

from carrel.exports import csl_json
from carrel.exports.citation import cite
from carrel.model import Name, Paper
from hostile_list import PAYLOADS
from made_papers import BARE, EVERY, MEETING, PREPRINT, PUBLISHED, paper


def entry(made: Paper) -> dict[str, Any]:
    """Return the entry of a paper, with its abstract, as a program reads it from a file."""
    citation = cite(made, ["Tides", "Deep learning"])
    (found,) = json.loads(csl_json.text([csl_json.entry(citation, f"key-{made.id}", citation.plain_abstract)]))
    assert isinstance(found, dict)
    return found


def test_nothing_is_lost() -> None:
    """Every fact of a paper is there, in the words of the specification."""
    assert entry(PUBLISHED) == {
        "id": "key-tidenet",
        "citation-key": "key-tidenet",
        "type": "article-journal",
        "title": "TideNet: Predicting O(ν³n) Tides with BERT & 5_x at 100% {really}",
        "author": [
            {"family": "Núñez", "given": "José"},
            {"family": "Maaten", "given": "Laurens", "non-dropping-particle": "van der"},
            {"family": "Ortega y Gasset", "given": "José"},
            {"family": "Chen", "given": "Guoqiang", "suffix": "Jr."},
            {"literal": "王小东"},
            {"literal": "Llama Team"},
        ],
        "issued": {"date-parts": [[2024, 5]]},
        "available-date": {"date-parts": [[2023, 4, 7]]},
        "container-title": "Transactions of the Tides & Shores",
        "volume": "12",
        "issue": "3",
        "page": "101-112",
        "publisher": "Sea_Press",
        "DOI": "10.1000/tide_net(1)",
        "URL": "https://tides.example/a_b?c=1&d=2#e%20f",
        "archive": "arXiv",
        "archive_location": "2304.01234",
        "language": "en",
        "keyword": "Tides, Deep learning",
        "abstract": "We cost $5 & gain 77%: 1.5× faster on C# than {x}; 潮汐 «naïve» ~ ^ α.",
    }


def test_types_follow_the_venue() -> None:
    """A preprint is an `article`, as the specification has it."""
    types = [entry(made)["type"] for made in EVERY]
    assert types == ["article-journal", "paper-conference", "article", "document"]


def test_a_preprint_names_its_archive() -> None:
    """A paper of arXiv alone has its number there."""
    found = entry(PREPRINT)
    assert (found["publisher"], found["number"]) == ("arXiv", "arXiv:2404.19429")
    assert found["issued"] == {"date-parts": [[2024, 4, 30]]}


def test_authors_who_are_left_out_are_told() -> None:
    """CSL has no word for it, so it is a name that is printed as it stands."""
    assert entry(MEETING)["author"] == [{"family": "Vale", "given": "Ada"}, {"literal": "et al."}]


def test_little_is_enough() -> None:
    """A title alone makes an entry."""
    assert csl_json.entry(cite(BARE), "key") == {
        "id": "key",
        "citation-key": "key",
        "type": "document",
        "title": "On Bare Shelves",
    }


def bibliography(entries: list[dict[str, Any]]) -> list[str]:
    """Return references as a citation processor that we did not write prints them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of variables of the specification that it does not know
        source = CiteProcJSON(entries)
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        made = CitationStylesBibliography(style, source, formatter.plain)
        for one in entries:
            made.register(Citation([CitationItem(one["id"])]))
        return [str(item) for item in made.bibliography()]


def test_a_citation_processor_prints_it() -> None:
    """Names, year, titles and numbers reach the reference list."""
    lone = paper("lone", "潮汐", authors=["Laurens van der Maaten"], issued="2008", venue="JMLR", volume="9")
    printed = bibliography([entry(PUBLISHED), entry(lone)])
    assert printed[0].startswith("Núñez, J. et al. (2024) “TideNet: Predicting O(ν³n) Tides with BERT & 5_x at 100% ")
    assert "Transactions of the Tides & Shores, 12(3), pp. 101–112." in printed[0]
    assert printed[1].startswith("van der Maaten, L. (2008) “潮汐”, JMLR, 9")


def test_the_words_are_those_of_the_specification() -> None:
    """Types and variables are known; another program's copy of the schema says so."""
    folder = resources.files("citeproc") / "data" / "schema" / "schemas" / "styles"
    types, variables = ((folder / f"csl-{name}.rnc").read_text("utf-8") for name in ("types", "variables"))
    for found in map(entry, EVERY):
        assert f'"{found["type"]}"' in types
        assert [name for name in found if f'"{name}"' not in variables and name not in {"id", "type"}] == []


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_hostile_text_is_text(payload: str) -> None:
    """Whatever a field holds, the file is JSON, one entry a line."""
    facts = dict.fromkeys(("venue", "volume", "publisher"), payload)
    made = csl_json.text([csl_json.entry(cite(paper(title=payload, authors=[Name(payload)], **facts)), "key")] * 2)
    assert len(json.loads(made)) == 2
    assert made.count("\n") == 4
