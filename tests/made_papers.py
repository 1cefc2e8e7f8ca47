"""Papers for tests of exports, made of plain words: no reader and no catalogue is needed."""

from __future__ import annotations

from typing import Any

from carrel import latex, names
from carrel.model import Abstract, Authors, Field, Kind, Name, Origin, Paper
from carrel.problem import Place

ORIGIN = Origin(Kind.RECORD, Place("seeds/papers/made.yml", 1))


def paper(identity: str = "made", title: str = "A Title", **facts: Any) -> Paper:  # noqa: ANN401  # fields of all kinds
    """Return a paper; authors are `Family, Given` or `Given Family`, and `...` stands for those who are left out."""
    fields: dict[str, Any] = {
        name: Field(value, ORIGIN) for name, value in facts.items() if name not in {"authors", "abstract"}
    }
    written: list[str | Name] = list(facts.get("authors", ()))
    complete = "..." not in written
    people = tuple(name if isinstance(name, Name) else names.parse(name) for name in written if name != "...")
    return Paper(
        id=identity,
        title=Field(latex.parse(title), ORIGIN),
        authors=Field(Authors(people, complete), ORIGIN) if people else None,
        abstract=Field(Abstract(latex.parse(facts["abstract"]), "en"), ORIGIN) if "abstract" in facts else None,
        **fields,
    )


PUBLISHED = paper(
    "tidenet",
    r"TideNet: Predicting $\mathcal{O}(\nu^3 n)$ Tides with \textbf{BERT} & 5_x at 100% {really}",
    authors=[
        "Núñez, José",
        "Laurens van der Maaten",
        "Ortega y Gasset, José",
        "Chen Jr., Guoqiang",
        "王小东",
        Name("Llama Team"),
    ],
    date="2023-04-07",
    issued="2024-05",
    venue="Transactions of the Tides & Shores",
    volume="12",
    issue="3",
    pages="101-112",
    publisher="Sea_Press",
    arxiv="2304.01234",
    doi="10.1000/tide_net(1)",
    category="cs.LG",
    url="https://tides.example/a_b?c=1&d=2#e%20f",
    language="en",
    abstract=r"We cost \$5 & gain 77\%: $1.5\times$ faster on C# than {x}; 潮汐 «naïve» ~ ^ \alpha.",
)
MEETING = paper(
    "rivers",
    "Rivers that remember: a study of Chinese floods from ice cores",
    authors=["Ada Vale", "..."],
    issued="2022",
    venue="ACL",
    volume="Volume 1: Long Papers",
    pages="Article 110",
)
PREPRINT = paper("lancet", "Lancet", authors=["Bell, Ann"], date="2024-04-30", arxiv="2404.19429", category="cs.DC")
BARE = paper("bare", "On Bare Shelves")
EVERY = (PUBLISHED, MEETING, PREPRINT, BARE)

DOIS = (  # signs that mean something to LaTeX or to HTML
    "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2",
    "10.1175/1520-0469(1963)020<0130:DNF>2.0.CO;2",
    "10.1000/a_b%20c#d&e~f^g$h",
    "10.1000/a--b''c",
)
