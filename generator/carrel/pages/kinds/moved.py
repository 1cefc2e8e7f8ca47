"""A page at each old address of a paper, a person, a topic or a venue, which leads on to where it is now."""

from __future__ import annotations

from collections.abc import Iterator

from carrel import published
from carrel.pages.view import File, View, front_matter


def files(view: View) -> Iterator[File]:
    """Write one page for each id that something once had."""
    for old, address in published.leading_on(view.library).items():
        location = f"{address}.html"
        front = {"title": location, "kind": "moved", "template": "redirect.html", "location": location}
        yield File(f"{old}.md", front_matter(front))
