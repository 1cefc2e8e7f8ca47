"""RIS: read back by another parser, nothing is lost."""

import pytest
import rispy  # type: ignore[import-untyped]  # it has no types

from carrel import markup
from carrel.exports import ris
from carrel.exports.citation import cite
from carrel.model import Name, Paper
from hostile_list import PAYLOADS
from made_papers import BARE, EVERY, MEETING, PREPRINT, PUBLISHED, paper


def entry(made: Paper) -> str:
    """Return the entry of a paper, with its abstract."""
    citation = cite(made, ["Tides, and shores", "Deep learning"])
    return ris.entry(citation, "key", citation.plain_abstract)


def read(*texts: str) -> list[dict[str, object]]:
    """Read entries by a parser that we did not write."""
    return list(rispy.loads("".join(texts)))


def test_nothing_is_lost() -> None:
    """Every fact of a paper comes back, accents, Han letters and formulas included."""
    (found,) = read(entry(PUBLISHED))
    assert found == {
        "type_of_reference": "JOUR",
        "id": "key",
        "title": "TideNet: Predicting O(ν³n) Tides with BERT & 5_x at 100% {really}",
        "authors": [
            "Núñez, José",
            "van der Maaten, Laurens",
            "Ortega y Gasset, José",
            "Chen, Guoqiang, Jr.",
            "王小东",
            "Llama Team",
        ],
        "year": "2024",
        "date": "2024/05//",
        "secondary_title": "Transactions of the Tides & Shores",
        "volume": "12",
        "number": "3",
        "start_page": "101",
        "end_page": "112",
        "publisher": "Sea_Press",
        "doi": "10.1000/tide_net(1)",
        "urls": ["https://tides.example/a_b?c=1&d=2#e%20f"],
        "keywords": ["Tides, and shores", "Deep learning"],
        "language": "en",
        "name_of_database": "arXiv",
        "accession_number": "arXiv:2304.01234",
        "abstract": "We cost $5 & gain 77%: 1.5× faster on C# than {x}; 潮汐 «naïve» ~ ^ α.",
    }


def test_types_follow_the_venue() -> None:
    """A journal's article, a paper of a meeting, a report of arXiv, and what nobody knows more of."""
    types = [found["type_of_reference"] for found in read(*(entry(made) for made in EVERY))]
    assert types == ["JOUR", "CONF", "RPRT", "GEN"]


def test_a_preprint_names_its_archive() -> None:
    """A paper of arXiv alone has id and archive, and the date of its first version."""
    (found,) = read(entry(PREPRINT))
    assert (found["accession_number"], found["name_of_database"]) == ("arXiv:2404.19429", "arXiv")
    assert (found["publisher"], found["date"]) == ("arXiv", "2024/04/30/")


def test_authors_who_are_left_out_are_told() -> None:
    """As indexes write it."""
    (found,) = read(entry(MEETING))
    assert found["authors"] == ["Vale, Ada", "et al."]


def test_little_is_enough() -> None:
    """A title alone makes an entry."""
    assert ris.entry(cite(BARE), "key") == "TY  - GEN\r\nID  - key\r\nTI  - On Bare Shelves\r\nER  - \r\n\r\n"


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_hostile_text_stays_in_its_line(payload: str) -> None:
    """Whatever a field holds, it ends no line and begins no tag."""
    facts = dict.fromkeys(("venue", "issue", "publisher"), payload)
    text = entry(paper(title=payload, authors=[Name(payload)], abstract=payload, **facts))
    assert all(line[2:6] == "  - " or not line for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    (found,) = read(text)
    assert found["secondary_title"] == markup.fold_space(payload)
    assert found["number"] == markup.fold_space(payload)
