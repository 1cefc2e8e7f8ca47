"""A difference in words: for a terminal, and as Markdown for the page on which a forge shows a change.

Whatever is said comes from strangers: it stays in its line and is text, not markup. The Markdown has no tables and no
long lines of code, so that a telephone shows all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from carrel.curate.difference import Change, Difference, Gone, Moved, Names, Told
from carrel.problem import one_line

LONGEST = 400  # characters of a value
AROUND = 60  # characters before the first one that is other
MOST_BYTES = 600_000  # of what is told of papers as Markdown: a forge shows no more than a megabyte in all
MOST_NAMES = 50
_MEANS = re.compile(r"[!#$&()*+.:<=>@\[\\\]^_`{|}~-]")  # something to somebody who reads Markdown


def counts(found: Difference) -> str:
    """Return a difference in one line."""
    merged = sum(len(one.before) > 1 for one in found.moved)
    split = sum(len(one.before) == 1 < len(one.after) for one in found.moved)
    numbers = [
        (len(found.added), "paper added", "papers added"),
        (len(found.removed), "paper gone", "papers gone"),
        (len(found.changed), "paper changed", "papers changed"),
        (len(found.people.came), "author added", "authors added"),
        (len(found.people.went), "author gone", "authors gone"),
        (merged, "merger of authors", "mergers of authors"),
        (split, "author split", "authors split"),
        (len(found.moved) - merged - split, "author under another id", "authors under other ids"),
        (len(found.topics.came), "topic gained", "topics gained"),
        (len(found.topics.went), "topic lost", "topics lost"),
        (len(found.venues.came), "venue gained", "venues gained"),
        (len(found.venues.went), "venue lost", "venues lost"),
        (len(found.vanished), "address that leads nowhere", "addresses that lead nowhere"),
    ]
    said = [f"{n:,} {one if n == 1 else several}" for n, one, several in numbers if n]
    return ", ".join(said) or ("seeds changed" if found.seeds else "the library stays as it is")


def shortened(change: Change) -> Change:
    """Return a change of which both sides are short: what is the same at the beginning is left out."""
    if max(len(change.before), len(change.after)) <= LONGEST:
        return change
    both = zip(change.before, change.after, strict=False)
    shorter = min(len(change.before), len(change.after))
    same = next((n for n, (a, b) in enumerate(both) if a != b), shorter)
    start = max(0, same - AROUND)
    return Change(change.field, _cut(change.before, start), _cut(change.after, start))


def _cut(text: str, start: int) -> str:
    cut = text[start : start + LONGEST]
    return f"{'…' if start and cut else ''}{cut}{'…' if start + LONGEST < len(text) else ''}"


# --- for a terminal --------------------------------------------------------------------------------------------------


def as_text(found: Difference) -> Iterator[str]:
    """Return the lines for a terminal; the last one sums up."""
    for told in found.added:
        yield f"+ {told.id}: {told.title}"
        yield from (f"    {c.field}: {c.after}" for c in map(shortened, told.changes) if c.field != "title")
    for told in found.changed:
        yield f"~ {told.id}: {told.title}"
        for change in map(shortened, told.changes):
            yield from ([f"  - {change.field}: {change.before}"] if change.before else [])
            yield from ([f"  + {change.field}: {change.after}"] if change.after else [])
    for gone in found.removed:
        yield f"- {gone.id}: {gone.title}{f' (leads to {gone.into})' if gone.into else ''}"
    for kind, names in (("author", found.people), ("topic", found.topics), ("venue", found.venues)):
        yield from (f"+ {kind} {one}: {name}" for one, name in names.came)
        yield from (f"- {kind} {one}: {name}" for one, name in names.went)
    yield from (f"~ {_moved(one)}" for one in found.moved)
    yield from (f"~ seeds/{one.field}: {one.before or 'no'} → {one.after or 'no'} papers" for one in found.seeds)
    yield from (f"! {address} leads nowhere{_cure(address)}" for address in found.vanished)
    yield counts(found)


def lines(found: Difference) -> list[str]:
    """Return the lines for a terminal, each of them one."""
    return [one_line(line) for line in as_text(found)]


def _moved(one: Moved) -> str:
    return f"authors {', '.join(one.before)} → {', '.join(one.after)}"


def _cure(address: str) -> str:
    kind, _, one = address.partition("/")
    return f"; write 'aliases: [{one}]' where it should lead" if kind != "seeds" else ""


# --- as Markdown -----------------------------------------------------------------------------------------------------


def safe(text: str) -> str:
    """Return Markdown that shows this text and nothing else, on a forge as well: no mention, no reference, no link."""
    return _MEANS.sub(_escaped, " ".join(one_line(text).split()))


def _escaped(found: re.Match[str]) -> str:
    sign = found.group()
    if sign in "@#":
        return f"\\{sign}<!-- -->"  # nobody is called, nothing is referred to
    if sign in "&<>:$":
        return f"&#{ord(sign)};"
    return f"\\{sign}"


def as_markdown(found: Difference, title: str, notes: Sequence[str] = ()) -> str:
    """Return the whole as Markdown, under a title; `notes` come first."""
    blocks = [f"## {safe(title)}", *(f"> {safe(note)}" for note in notes), f"**{safe(counts(found))}**"]
    told = [*map(_added, found.added), *map(_changed, found.changed), *map(_removed, found.removed)]
    shown = _fitting(told)
    blocks += told[:shown]
    if len(told) > shown:
        blocks.append(f"… and {len(told) - shown:,} more papers: `carrel diff` shows them all")
    kinds: Sequence[tuple[str, Names]] = (
        ("Authors", found.people),
        ("Topics", found.topics),
        ("Venues", found.venues),
    )
    for kind, names in kinds:
        came = [f"new: {name} ({one})" for one, name in names.came]
        blocks += _section(kind, [*came, *(f"gone: {name} ({one})" for one, name in names.went)])
    blocks += _section("Who is who", [_moved(one) for one in found.moved])
    seeds = [f"{one.field}: {one.before or 'no'} → {one.after or 'no'} papers" for one in found.seeds]
    blocks += _section("Seeds", seeds)
    blocks += _section("Addresses that lead nowhere", [f"{one}{_cure(one)}" for one in found.vanished])
    return "\n\n".join(blocks) + "\n"


def _fitting(blocks: Sequence[str]) -> int:
    """Return how many blocks a forge shows."""
    left = MOST_BYTES
    for n, block in enumerate(blocks):
        left -= len(block.encode())
        if left < 0:
            return n
    return len(blocks)


def _section(title: str, said: Sequence[str]) -> list[str]:
    if not said:
        return []
    shown = [f"- {safe(line[:LONGEST])}" for line in said[:MOST_NAMES]]
    more = [f"- … and {len(said) - MOST_NAMES:,} more"] if len(said) > MOST_NAMES else []
    return [f"### {title}", "\n".join([*shown, *more])]


def _added(told: Told) -> str:
    """Return a new paper as one reads of it; its abstract is folded."""
    said = {change.field: shortened(change).after for change in told.changes}
    abstract = said.pop("abstract", "")
    said.pop("title", "")
    head = f"### New: {safe(told.title)}\n\n`{told.id}`"
    facts = "\n".join(f"- **{name}**: {safe(words)}" for name, words in said.items())
    folded = f"<details><summary>abstract</summary>\n\n{safe(abstract)}\n\n</details>" if abstract else ""
    return "\n\n".join(part for part in (head, facts, folded) if part)


def _changed(told: Told) -> str:
    facts = "\n".join(_beside(shortened(change)) for change in told.changes)
    return f"### Changed: {safe(told.title)}\n\n`{told.id}`\n\n{facts}"


def _beside(change: Change) -> str:
    before = safe(change.before) if change.before else "*nothing*"
    after = safe(change.after) if change.after else "*nothing*"
    return f"- **{change.field}**\n  - before: {before}\n  - after: {after}"


def _removed(gone: Gone) -> str:
    return f"### Gone: {safe(gone.title)}\n\n`{gone.id}`{f', which leads to `{gone.into}`' if gone.into else ''}"
