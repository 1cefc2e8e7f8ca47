"""What the search of a reader's browser looks through: api/search.js, a classic script, for it works from disk too."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from carrel import markup
from carrel.model import Paper
from carrel.pages.view import File, View, venue


def files(view: View) -> Iterator[File]:
    """One script, a line a paper; its form is told in the theme's finder.js."""
    library = view.library
    papers = [_row(_paper(view, paper)) for paper in library.papers.values()]
    people = [_row(_named(f"authors/{p.id}.html", view.person(p.id), len(p.papers))) for p in library.people.values()]
    topics = [_row(_named(f"topics/{t.id}.html", t.name, len(library.by_topic[t.id]))) for t in library.topics.values()]
    lists = [_list("papers", papers), _list("people", people), _list("topics", topics)]
    yield File("api/search.js", "window.carrelSearch = {\n" + ",\n".join(lists) + "\n};\n")


def _list(name: str, rows: list[str]) -> str:
    return f'"{name}": [\n' + ",\n".join(rows) + "\n]"


def _row(values: Mapping[str, Any]) -> str:
    # Two separators of lines were no part of a script's strings before 2019.
    text = json.dumps({key: value for key, value in values.items() if value}, ensure_ascii=False)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _paper(view: View, paper: Paper) -> dict[str, Any]:
    dated = paper.date or paper.issued
    language = paper.abstract.value.language if paper.abstract else ""
    return {
        "u": f"papers/{paper.id}.html",
        "t": view.title(paper.id),
        "w": 1 if paper.title_is_working else 0,
        "a": [str(a.name) for a in paper.authorships],
        "y": dated.value if dated else "",
        "v": venue(paper),
        "k": [view.library.topics[a.topic].name for a in paper.assignments],
        "b": markup.plain(paper.abstract.value.text) if paper.abstract else "",
        "l": language if language not in {"und", view.settings.language} else "",
    }


def _named(url: str, name: str, papers: int) -> dict[str, Any]:
    return {"u": url, "n": name, "c": papers}
