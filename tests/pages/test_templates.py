"""The templates of the pages: no word of the interface stands in them."""

import re
from pathlib import Path

import pytest

import carrel.pages

TEMPLATES = sorted((Path(carrel.pages.__file__).parent / "templates").glob("*.j2"))
TAGS = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
MARKUP = re.compile(r"<[^>]*>|\{ ?[.#:][^}]*\}")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_word_stands_in_a_template(template: Path) -> None:
    """What a page says comes from the strings of a language, or from the list."""
    bare = MARKUP.sub(" ", TAGS.sub(" ", template.read_text("utf-8")))
    assert re.findall(r"[^\W\d_]{2,}", bare) == []
