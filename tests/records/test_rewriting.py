"""Laws of rewriting: nothing is lost, and what is read stays the same, whatever people typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from carrel import latex
from carrel.model import Abstract, Authors, Description, Field, Kind, Name, Origin
from carrel.problem import Place, Problem
from carrel.records import nodes, papers, rewriting, writing
from carrel.records.rewriting import CannotRewriteError

ROOT = Path(__file__).parents[2]
RECORD = "seeds/papers/x.yml"
WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=30)
TRICKY = ["Ada Vale", "2023", "a: b", "x #y", "# no", "'q'", '"', "[a]", "- a", "yes", "2210.10", "a\nb"]
PLAIN = st.sampled_from(TRICKY)
COMMENT = WORDS.map(lambda words: f"# {words}".strip())


# --- records as people type them -------------------------------------------------------------------------------------


@st.composite
def scalars(draw: st.DrawFn, value: str) -> list[str]:
    """Return a value as it may stand: in quotes of either sort, bare, or as lines."""
    double = '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    single = "'" + value.replace("'", "''").replace("\n", "\n\n  ") + "'"
    block = ["|-", *(f"  {line}" for line in value.split("\n"))]
    ways = [[double], single.split("\n")]
    if not value.startswith((" ", "\n")):
        ways.append(block)
    if value.isalnum():
        ways.append([value])
    return draw(st.sampled_from(ways))


@st.composite
def fields(draw: st.DrawFn, key: str, comments: list[str]) -> list[str]:
    """Return the lines of a field, with comments wherever they may stand."""

    def noted(indent: str = "") -> list[str]:
        found = draw(st.lists(COMMENT, max_size=2))
        comments.extend(found)
        return [f"{indent}{text}" for text in found]

    def beside(line: str) -> str:
        for text in draw(st.lists(COMMENT, max_size=1)):
            comments.append(text)
            return f"{line} {text}"
        return line

    above = [*noted(), *draw(st.sampled_from([[], [""]]))]
    if key not in {"authors", "evidence", "what"}:
        first, *rest = draw(scalars(draw(PLAIN | WORDS)))
        closed = first if rest else beside(first)
        return [*above, f"{key}: {closed}", *rest]
    items = draw(st.lists(PLAIN | WORDS, min_size=1, max_size=3))
    lines = [*above, beside(f"{key}:")]
    for item in items:
        first, *rest = draw(scalars(item))
        lines += [*noted("  "), f"  - {first if rest else beside(first)}", *(f"    {line}" for line in rest)]
    return [*lines, *noted("    ")]


@st.composite
def records(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Return a record, with the comments that were put into it."""
    known = ["title", "authors", "venue", "date", "evidence", "remark", "note", "abstract", "starts"]
    keys = draw(st.lists(st.sampled_from([*known, "unknown", "what"]), unique=True, min_size=1))
    comments: list[str] = []
    lines = [line for key in keys for line in draw(fields(key, comments))]
    tail = draw(st.lists(COMMENT, max_size=2))
    head = draw(st.sampled_from([[], ["---"], ["# yaml-language-server: $schema=x"], ["# the list", ""]]))
    comments += [*tail, *(line for line in head if line.startswith("#"))]
    end = draw(st.sampled_from(["\n", "\r\n"]))
    return end.join([*head, *lines, *tail]) + end, comments


def read(text: str) -> tuple[dict[str, object], dict[str, object]]:
    """Return what a record says, and every field as it is typed that is no fact."""
    problems: list[Problem] = []
    node = nodes.parse(text, RECORD, problems)
    assert isinstance(node, nodes.Mapping)
    record = papers._record("x", RECORD, node, problems)
    held = {name: getattr(record, name) for name in (*papers.FIELDS, *papers.ATTACHMENT)}
    facts = {name: value.value if isinstance(value, Field) else value for name, value in held.items()}
    rest = {key: nodes.simple(value) for key, (_, value) in node.items.items() if facts.get(key) is None}
    return facts, rest


def typed(found: Sequence[str]) -> Counter[str]:
    """Return comments without the space at their ends."""
    return Counter(text.rstrip() for text in found)


@given(records())
@example(("title: A\nnote: |-\n  \xa0\n", []))  # no space to YAML, and nothing to read
@example(("title: A\nodd: |+\n  b\n\n\nnote: c\n", []))
def test_fmt_loses_nothing(made: tuple[str, list[str]]) -> None:
    """Every comment, every unknown field and every fact is there afterwards, and fmt has nothing more to do."""
    text, comments = made
    after = rewriting.formatted(text, RECORD)
    assert read(after) == read(text)
    assert typed(rewriting.comments(after)) == typed(comments)
    assert rewriting.formatted(after, RECORD) == after


@given(records(), st.sampled_from(["title", "authors", "doi", "what", "unknown"]), PLAIN | WORDS)
def test_a_field_is_set_and_nothing_else(made: tuple[str, list[str]], key: str, value: str) -> None:
    """The field has its new value; every other one and every comment stay."""
    text, comments = made
    new = [value, "Bo Lindqvist"] if key in {"authors", "what"} else value
    after = rewriting.with_field(text, key, new)
    before = parsed(text)
    assert parsed(after) == {**before, key: new}
    assert typed(rewriting.comments(after)) == typed(comments)


@given(records(), st.data())
def test_a_field_is_renamed_or_taken_out(made: tuple[str, list[str]], data: st.DataObject) -> None:
    """Its value stays as it is typed, or goes; the comments stay."""
    text, comments = made
    before = parsed(text)
    key = data.draw(st.sampled_from(sorted(before)))
    renamed = rewriting.renamed_field(text, key, "new-name")
    assert parsed(renamed) == {("new-name" if name == key else name): value for name, value in before.items()}
    assert typed(rewriting.comments(renamed)) == typed(comments)
    if len(before) > 1:
        left = rewriting.without_field(text, key)
        assert parsed(left) == {name: value for name, value in before.items() if name != key}
        assert typed(rewriting.comments(left)) == typed(comments)


def parsed(text: str) -> dict[str, object]:
    """Return a record as it is typed."""
    problems: list[Problem] = []
    node = nodes.parse(text, RECORD, problems)
    assert isinstance(node, nodes.Mapping)
    assert problems == []
    simple = nodes.simple(node)
    assert isinstance(simple, dict)
    return simple


@given(st.text("ab:-?# \n\t'\"[]{},|>+&*!%\r\u2028", max_size=60))
@example("a: |+\n  b\n\n\nb: c\n")
@example("{a: b} # c\n")
@example("? a\n: b # c\n? title\n: # d\n  c\n")
@example("title:\n  a\n  b # c\n")
def test_rubbish_is_rewritten_whole_or_not_at_all(text: str) -> None:
    """Whatever a file holds, it is refused in one line, or given back with all its comments."""
    before = text.replace("\r\n", "\n").replace("\r", "\n")
    for name in (RECORD, "seeds/people.yml"):
        after = formatted(text, name)
        if after is not None and after != text:
            assert typed(rewriting.comments(after)) == typed(rewriting.comments(before))
            assert rewriting.formatted(after, name) == after


def formatted(text: str, name: str) -> str | None:
    """Return a file in its canonical form; None where it is refused."""
    try:
        return rewriting.formatted(text, name)
    except CannotRewriteError:
        return None


LINE = st.text(max_size=40) | st.sampled_from([*TRICKY, "a" * 120, "b " * 90])
PIECES: st.SearchStrategy[Any] = st.recursive(
    LINE, lambda one: st.lists(one) | st.dictionaries(LINE, one), max_leaves=5
)
DESCRIBED: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"title": LINE.map(latex.parse)},
    optional={
        **dict.fromkeys(("venue", "volume", "pages", "publisher", "arxiv", "note", "why", "remark", "status"), LINE),
        "authors": st.builds(Authors, st.lists(st.builds(Name, LINE, LINE), max_size=3).map(tuple), st.booleans()),
        "abstract": st.builds(Abstract, LINE.map(latex.parse), st.sampled_from(["en", "und"]), LINE),
        "evidence": st.lists(LINE, max_size=3).map(tuple),
        "has_code": st.booleans(),
        "extra": st.dictionaries(LINE, PIECES, max_size=3),
    },
)


@given(DESCRIBED)
def test_what_is_written_is_canonical(values: dict[str, Any]) -> None:
    """A record that was written by `add` or `convert` is left by fmt as it is."""
    origin = Origin(Kind.SEED, Place("seeds/a.bib", 1))
    found = Description(**{name: Field(value, origin) for name, value in values.items() if value})
    record = writing.fitted("x", found)
    assume(any(getattr(record, name) for name in papers.ENOUGH))
    text = writing.text(record)
    assert rewriting.formatted(text, RECORD) == text


# --- lists of entries ------------------------------------------------------------------------------------------------


@st.composite
def people(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Return a file of people whose fields stand in any order, with comments."""
    comments: list[str] = []
    lines: list[str] = []
    for person in draw(st.lists(st.sampled_from(["ada", "bo", "cy"]), unique=True, min_size=1)):
        keys = draw(st.permutations([*draw(st.sets(st.sampled_from(["papers", "remark", "odd"]))), "id", "name"]))
        values = {
            "id": person,
            "name": '"Ada: Vale"',
            "papers": "[a, b]",
            "remark": "|\n    x\n\n    y",
            "odd": "{a: [b]}",
        }
        for n, key in enumerate(keys):
            found = draw(st.lists(COMMENT, max_size=1))
            comments += found
            dash = "- " if not n else "  "
            lines += [f"{'' if not n else '  '}{text}" for text in found]
            lines += f"{dash}{key}: {values[key]}".split("\n")
        lines.append("")
    return "\n".join(lines), comments


@given(people())
def test_entries_are_put_in_order(made: tuple[str, list[str]]) -> None:
    """The fields of each entry stand in one order, their values as typed; nothing is lost."""
    text, comments = made
    after = rewriting.formatted(text, "seeds/people.yml")
    before, now = (nodes.simple(nodes.parse(one, "", []) or nodes.Scalar("", 0)) for one in (text, after))
    assert before == now
    assert isinstance(now, list)
    order = ("id", "name", "papers", "remark", "odd")
    assert all(list(entry) == [key for key in order if key in entry] for entry in now)
    assert typed(rewriting.comments(after)) == typed(comments)
    assert rewriting.formatted(after, "seeds/people.yml") == after


@given(people(), st.sampled_from(["papers", "remark", "orcid"]))
def test_a_field_of_one_entry_is_set(made: tuple[str, list[str]], key: str) -> None:
    """An entry is found by its id; the others stay."""
    text, comments = made
    [first, *rest] = entries(text)
    person = first["id"]
    new = ["c, d", "e"] if key == "papers" else "0000-0002-1825-0097"
    after = rewriting.with_field(text, key, new, entry=str(person))
    assert entries(after) == [{**first, key: new}, *rest]
    assert typed(rewriting.comments(after)) == typed(comments)


def entries(text: str) -> list[dict[str, object]]:
    """Return a list of entries as it is typed."""
    node = nodes.parse(text, "", [])
    assert node is not None
    simple = nodes.simple(node)
    assert isinstance(simple, list)
    return simple


# --- cases -----------------------------------------------------------------------------------------------------------

CASES = sorted((ROOT / "tests" / "golden" / "rewriting").glob("*.yml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_canonical_form(path: Path) -> None:
    """A file as somebody typed it, and as fmt lays it out."""
    name = f"seeds/{path.name}" if path.name == "topics.yml" else RECORD
    assert rewriting.formatted(path.read_text(), name) == path.with_suffix(".told").read_text()


def test_the_files_of_this_list_are_canonical() -> None:
    """Every record of this list, its people, topics and venues: fmt has nothing to do."""
    found = [*(ROOT / "seeds" / "papers").glob("*.yml"), *(ROOT / "seeds").glob("*.yml")]
    assert found
    for path in found:
        text = path.read_text()
        assert rewriting.formatted(text, path.relative_to(ROOT).as_posix()) == text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("---\n", "empty"),
        ("- a\n", "write one field a line"),
        ("{title: a}\n", "write one field a line"),
        ("title: a\ntitle: b\n", "'title' stands in line 1 already"),
        ("title: &a b\n", "anchors"),
        ('title: "a\u2028b"\n', "U+2028"),
    ],
)
def test_what_is_left_alone(text: str, why: str) -> None:
    """A file that is no record in lines is refused, with what would be right."""
    with pytest.raises(CannotRewriteError, match=why.replace("+", r"\+")):
        rewriting.formatted(text, RECORD)


def test_comments_alone_are_in_order() -> None:
    """A list may have no topics yet, and say so."""
    assert rewriting.formatted("# no topics yet\n", "seeds/topics.yml") == "# no topics yet\n"


def test_a_new_field_stands_in_its_place() -> None:
    """A list keeps the comments of what it keeps; a new field goes where the order puts it."""
    text = "title: A\nauthors:\n  - Ada Vale  # first\n  - Bo Lind\ndoi: 10.1/x\n"
    text = rewriting.with_field(text, "authors", ["Cy Moor", "Ada Vale"])
    text = rewriting.with_field(text, "date", "2023-04")
    assert text == "title: A\nauthors:\n  - Cy Moor\n  - Ada Vale  # first\ndate: 2023-04\ndoi: 10.1/x\n"


def test_a_list_in_brackets_stays_in_brackets() -> None:
    """Where the old value stood in one line, the new one does."""
    text = "- id: acl\n  name: ACL\n  spellings: [A, B]\n"
    after = rewriting.with_field(text, "spellings", ["A", "B, of C", "D"], entry="acl")
    assert after == '- id: acl\n  name: ACL\n  spellings: [A, "B, of C", D]\n'
