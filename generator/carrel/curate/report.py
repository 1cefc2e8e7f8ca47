"""What came of a wish, as lines for a terminal and as Markdown for an issue.

A stranger's words stand in code only: there they are neither markup nor mentions, and close no issue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from carrel.curate.outcome import Finding, Outcome, Verdict, lacks

SHOWN = 200  # characters of a stranger's words in a line
LONGEST = 8_000  # characters of a record that are shown
MOST = 20  # papers, and problems, that are told one by one
_FENCES = re.compile(r"`+")


# --- a terminal ------------------------------------------------------------------------------------------------------


def lines(outcome: Outcome) -> Iterator[str]:
    """Return what came of it, a line each."""
    for found in outcome.findings:
        match found.verdict:
            case Verdict.NEW | Verdict.CHANGED:
                done = "written" if found.verdict is Verdict.NEW else f"changed: {', '.join(found.changed)}"
                missing = f"; still missing: {lacks(found)}" if found.gaps else ""
                yield f"{found.path}: {done}{missing}"
            case Verdict.SAME:
                yield f"{found.path}: says so already"
            case Verdict.HELD:
                yield f"'{_cut(found.title)}' is '{found.paper}' of the list already ({found.path}): {found.why}"
            case Verdict.REFUSED:
                yield f"'{_cut(found.title or found.paper)}' is not written: {found.why}"
        for other, why in found.likely:
            yield f"{found.path}: perhaps the same paper as '{other}' ({why}): say 'same_as' or 'not_same_as' there"


def _cut(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= SHOWN else f"{flat[: SHOWN - 1]}…"


# --- an issue --------------------------------------------------------------------------------------------------------


def markdown(outcome: Outcome) -> str:
    """Return what came of it as Markdown that is read on a phone."""
    parts = [_told(found) for found in outcome.findings[:MOST]]
    if len(outcome.findings) > MOST:
        parts.append(f"And {len(outcome.findings) - MOST} more papers.")
    if not outcome.findings:
        parts.append("Nothing was written: no paper could be read from this issue.")
    if outcome.problems:
        shown = [f"- {code(str(problem))}" for problem in outcome.problems[:MOST]]
        more = [f"- … {len(outcome.problems) - MOST} more"] if len(outcome.problems) > MOST else []
        parts.append("\n".join(["What to know:", "", *shown, *more]))
    if outcome.failed:
        parts.append("Edit the first comment of this issue to try again, or a curator takes it from here.")
    return "\n\n".join(parts) + "\n"


def _told(found: Finding) -> str:
    named = code(found.paper) if found.paper else ""
    title = f"\n\n{code(found.title)}" if found.title else ""
    match found.verdict:
        case Verdict.NEW:
            head = f"**New: {named}**{title}"
        case Verdict.CHANGED:
            head = f"**Corrected: {named}** ({', '.join(found.changed)}){title}"
        case Verdict.SAME:
            head = f"**Nothing to change:** the record of {named} says so already.{title}"
        case Verdict.HELD:
            head = f"**On the list already:** {named}, in {code(found.path)} ({code(found.why)}).{title}"
        case Verdict.REFUSED:
            head = f"**Not written:** {code(found.why)}{title}"
    parts = [head]
    if found.gaps:
        parts.append(f"Still missing: {lacks(found)}.")
    parts += [f"Perhaps the same paper as {code(other)} ({code(why)}); please look." for other, why in found.likely]
    if found.text:
        parts.append(f"{code(found.path)}:\n\n{block(found.text, 'yaml')}")
    return "\n\n".join(parts)


def code(words: str) -> str:
    """Return a stranger's words as code within a line."""
    shown = _cut("".join(c if c.isprintable() else " " for c in words))
    fence = _fence(shown, 1)
    space = " " if "`" in (shown[:1], shown[-1:]) else ""
    return f"{fence}{space}{shown}{space}{fence}" if shown.strip() else ""


def block(text: str, language: str = "") -> str:
    """Return a stranger's lines as a block of code, cut where they are too many."""
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}\n… ({len(text):,} characters)"
    fence = _fence(shown, 3)
    return f"{fence}{language}\n{shown.rstrip()}\n{fence}"


def _fence(text: str, least: int) -> str:
    """Return more backticks than stand together in the text."""
    longest = max((len(run) for run in _FENCES.findall(text)), default=0)
    return "`" * max(least, longest + 1)
