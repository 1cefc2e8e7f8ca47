"""What is missing in the list: a page for each kind of gap, the gaps by topic and by author, and the index of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from carrel.gaps import Gap
from carrel.model import Likely
from carrel.pages.view import File, View, turns

INDEX = "missing/index.md"
LIKELY = "missing/likely.md"
NAMES = "missing/names.md"
BY_TOPIC = "missing/by-topic.md"
BY_AUTHOR = "missing/by-author.md"


def files(view: View) -> Iterator[File]:
    """Write the index, and a page for whatever is missing."""
    library = view.library
    by_author = {person.id: person.papers for person in library.people.values()}
    names = [person.id for person in library.people.values() if person.bearers and person.papers]
    yield _index(view, len(names))
    for gap, papers in view.lacking(library.papers).items():
        yield from _papers(view, gap, papers)
    if names:
        yield from _names(view, names)
    if library.likely:
        yield from _likely(view)
    yield from _gathered(view, BY_TOPIC, "topics", library.by_topic, lambda topic: library.topics[topic].name)
    yield from _gathered(view, BY_AUTHOR, "authors", by_author, view.person)


def _index(view: View, names: int) -> File:
    found = view.lacking(view.library.papers)
    rows = [_row(view, f"missing/{gap}.md", f"gap.{gap}", len(found.get(gap, ()))) for gap in Gap]
    rows.append(_row(view, NAMES, "gap.names", names))
    rows.append(_row(view, LIKELY, "gap.likely", len(view.library.likely)))
    ways = [view.link(INDEX, BY_TOPIC, view.say("gap.topics")), view.link(INDEX, BY_AUTHOR, view.say("gap.by_author"))]
    front = {"title": view.say("page.missing"), "kind": "missing", "description": view.say("gap.lead")}
    return view.page(INDEX, "missing", front, rows=rows, ways=ways)


def _row(view: View, there: str, key: str, number: int) -> tuple[str, int]:
    """Return a kind of gap, linked if there is any."""
    words = view.say(key)
    return (view.link(INDEX, there, words) if number else words), number


def _front(view: View, key: str) -> dict[str, object]:
    return {"title": view.say(key), "kind": "missing", "crumbs": view.crumbs("missing")}


def _papers(view: View, gap: Gap, papers: Sequence[str]) -> Iterator[File]:
    key = f"gap.{gap}"
    for turn in turns(f"missing/{gap}.md", papers):
        rows = view.paper_rows(turn.path, turn.rows)
        total = len(papers)
        yield view.page(
            turn.path, "missing_one", _front(view, key), label=view.say(key), total=total, turn=turn, papers=rows
        )


def _names(view: View, names: Sequence[str]) -> Iterator[File]:
    for turn in turns(NAMES, names):
        rows = [(view.person_link(turn.path, name), len(view.library.people[name].papers)) for name in turn.rows]
        yield view.page(turn.path, "missing_names", _front(view, "gap.names"), turn=turn, rows=rows)


def _likely(view: View) -> Iterator[File]:
    for turn in turns(LIKELY, view.library.likely):
        pairs = [
            (view.paper_link(turn.path, pair.a), view.paper_link(turn.path, pair.b), _reasons(view, pair))
            for pair in turn.rows
        ]
        yield view.page(turn.path, "missing_likely", _front(view, "gap.likely"), turn=turn, pairs=pairs)


def _reasons(view: View, pair: Likely) -> str:
    said = (f"{view.say(f'why.{why}')} {detail}".strip() for why, detail in pair.reasons)
    return view.say("list.comma").join(said)


def _gathered(
    view: View, path: str, kind: str, lists: Mapping[str, Sequence[str]], label: Callable[[str], str]
) -> Iterator[File]:
    """What is missing of the papers of each topic, or author: those that lack most come first."""
    key = "gap.topics" if path == BY_TOPIC else "gap.by_author"
    lacking = {name: found for name, papers in lists.items() if (found := view.lacking(papers))}
    ordered = sorted(lacking, key=lambda name: -sum(map(len, lacking[name].values())))
    for turn in turns(path, ordered):
        rows = [
            (
                view.link(turn.path, f"{kind}/{name}.md#missing", label(name)),
                view.say("list.comma").join(f"{view.say(f'gap.{gap}')}: {len(p)}" for gap, p in lacking[name].items()),
            )
            for name in turn.rows
        ]
        yield view.page(turn.path, "missing_gathered", _front(view, key), title=view.say(key), turn=turn, rows=rows)
