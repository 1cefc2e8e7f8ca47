"""What is wrong with a text that is no YAML: the line where a person has to look, and what would be right."""

from __future__ import annotations

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What people mostly did where YAML says these words.
_HINTS = {
    "mapping values are not allowed": "a value that holds ': ' needs quotes around it",
    "cannot start any token": "a value that begins so needs quotes around it; no line begins with a tab",
    "tab character": "indent with spaces, not with tabs",
    "alphabetic or numeric": "a value that begins with * or & needs quotes around it",
    "expected '-'": "look at the indentation here and above",
    "expected key": "look at the quotes and the indentation here and above",
    "could not find expected ':'": "a field is 'name: value'; look at the line above, too",
}


def explain(text: str, fault: yaml.MarkedYAMLError) -> tuple[int, str]:
    """Return the line of a fault, from 1, or 0 if nobody knows it; and the fault in words.

    What is never closed is told where it was opened: the parser notices it far below, often at the end of the file.
    """
    mark = fault.problem_mark or fault.context_mark
    line = mark.line + 1 if mark else 0
    what = " ".join((fault.problem or fault.context or "cannot be understood").split())
    if fault.context_mark and "unexpected end of stream" in what:
        return fault.context_mark.line + 1, "a quote is opened here and never closed"
    bracket, quote = _opened(text)
    at_the_end = line > len(text.rstrip().splitlines())
    if bracket and ("expected ',' or" in what or at_the_end):
        return bracket, "a bracket is opened here and never closed, or not by its like"
    if quote and quote[0] < line == quote[1]:
        return quote[0], f"a quote is opened here and closed in line {line} only, before other words"
    hint = next((f"; {hint}" for words, hint in _HINTS.items() if words in what), "")
    return line, f"{what}{hint}"


def _opened(text: str) -> tuple[int, tuple[int, int] | None]:
    """Return the line of the innermost open bracket at the fault, or 0; and the lines of the last value if quoted."""
    brackets: list[int] = []
    quote = None
    try:
        for event in yaml.parse(text, Loader=_Loader):
            line = event.start_mark.line + 1 if event.start_mark else 0
            if isinstance(event, yaml.CollectionStartEvent):
                brackets.append(line if event.flow_style else 0)
            elif isinstance(event, yaml.CollectionEndEvent):
                brackets.pop()
            quoted = isinstance(event, yaml.ScalarEvent) and event.style in {"'", '"'}
            quote = (line, event.end_mark.line + 1) if quoted and event.end_mark else None
    except yaml.YAMLError:
        pass
    return brackets[-1] if brackets else 0, quote
