"""A paper that is no longer on the list: its page says so, and nothing leads there but old links."""

from __future__ import annotations

from collections.abc import Iterator

from carrel import markup
from carrel.pages import notes
from carrel.pages.view import File, View


def files(view: View) -> Iterator[File]:
    """Write one page for each paper that was removed."""
    for paper in view.library.removed.values():
        title = markup.plain(paper.title.value) or paper.id
        front = {"title": title, "kind": "removed", "crumbs": view.crumbs("papers")}
        why = notes.render(paper.removed.value) if paper.removed and paper.removed.value else ""
        yield view.page(f"papers/{paper.id}.md", "removed", front, title=markup.escape(title), why=why)
