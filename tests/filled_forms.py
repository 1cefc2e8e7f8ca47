"""Issues as GitHub writes them out of an issue form: each label as a heading, the answer below it."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

import carrel

SKELETON = Path(carrel.__file__).parent / "skeleton"
FORMS = SKELETON / ".github" / "ISSUE_TEMPLATE"
ADD, CORRECT = "add-paper", "correct-paper"


def filled(form: str, **answers: str) -> str:
    """Return the text of an issue in which the fields of these ids are filled in (`full_title` for `full-title`)."""
    said = {key.replace("_", "-"): answer for key, answer in answers.items()}
    parts: list[str] = []
    for element in _elements(form):
        if "id" not in element:
            continue
        attributes = element["attributes"]
        answer = said.pop(element["id"], "")
        if answer and "render" in attributes:
            answer = f"```{attributes['render']}\n{answer}\n```"
        parts.append(f"### {attributes['label']}\n\n{answer or '_No response_'}")
    assert not said, f"no such field: {', '.join(said)}"
    return "\n\n".join(parts)


@cache
def _elements(form: str) -> list[dict[str, Any]]:
    body: list[dict[str, Any]] = yaml.safe_load((FORMS / f"{form}.yml").read_text("utf-8"))["body"]
    return body
