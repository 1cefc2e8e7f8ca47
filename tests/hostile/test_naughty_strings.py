"""The Big List of Naughty Strings, each as a title, as a name or as an abstract of a made-up record."""

import json
import os
from pathlib import Path

import pytest

import lists
from carrel import markup
from hostile_list import as_yaml
from made_lists import write
from site_reader import Site


@pytest.fixture(scope="module")
def strings() -> list[str]:
    """Return the strings, the blank ones apart: a record without a title is told, not shown."""
    corpora = os.environ.get("CARREL_CORPORA")
    if not corpora:
        pytest.skip("CARREL_CORPORA is not set: no naughty strings")
    path = Path(corpora) / "adversarial" / "blns" / "blns.json"
    return [string for string in json.loads(path.read_text("utf-8")) if markup.fold_space(string)]


@pytest.fixture(scope="module")
def site(strings: list[str], tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site in which three strings make a paper."""
    root = lists.copy("library", tmp_path_factory.mktemp("naughty") / "list")
    for n in range(0, len(strings), 3):
        title, name, abstract = (strings[n : n + 3] * 3)[:3]
        record = {"title": title, "authors": [name], "abstract": abstract, "note": abstract, "venue": name}
        write(root / "seeds" / "papers" / f"n{n}.yml", as_yaml(record))
    return Site(lists.build(root) / "site")


def test_each_is_shown(strings: list[str], site: Site) -> None:
    """What the data say a paper says stands on its page, and a string without LaTeX is what it was."""
    papers = {row["id"]: row for row in json.loads((site.folder / "api" / "papers.json").read_text("utf-8"))}
    for n in range(0, len(strings), 3):
        if f"n{n}" not in papers:  # the quick brown fox in two sorts of letters is one paper
            assert site.pages[f"papers/n{n}.html"].links <= {row["page"] for row in papers.values()}
            continue
        row = papers[f"n{n}"]
        page = site.pages[row["page"]]
        for told in (row["title"], row["authors"][0]["name"], row["abstract"]):
            assert markup.fold_space(told) in page.text, (n, told)
        if not {"\\", "$", "`", "'", "{"} & set(strings[n]):
            assert row["title"] == markup.fold_space(strings[n])


def test_none_does_anything(site: Site) -> None:
    """No element and no attribute of a page comes from a string, and no link leads elsewhere than to the web."""
    for page in site.pages.values():
        for element, attributes in page.elements:
            assert element not in {"iframe", "object", "embed", "img", "style", "base", "marquee", "audio", "video"}, (
                page.path
            )
            is_data = attributes.get("type") in {"application/json", "application/ld+json"}
            assert element != "script" or attributes.get("src") or is_data, page.path
            assert not [name for name in attributes if name.startswith("on") or name == "style"], page.path
    assert [str(r) for r in site.references if r.is_outward and not r.address.startswith(("http://", "https://"))] == []
