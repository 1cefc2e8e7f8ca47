"""A fault in YAML is told where a person has to look."""

import pytest
import yaml

from carrel import yaml_faults


def explained(text: str) -> tuple[int, str]:
    """Return what is told of a text that is no YAML."""
    with pytest.raises(yaml.MarkedYAMLError) as caught:
        yaml.safe_load(text)
    pure = yaml_faults.explain(text, caught.value)
    with pytest.raises(yaml.MarkedYAMLError) as caught:
        yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  # a safe loader
    compiled = yaml_faults.explain(text, caught.value)
    assert pure[0] == compiled[0]
    return compiled


@pytest.mark.parametrize("quote", ["'", '"'])
def test_a_quote_that_is_never_closed(quote: str) -> None:
    """It is told where it was opened, not at the end of the file."""
    assert explained(f"title: New\nnote: {quote}a\ndate: 2020\nvenue: ACL\n") == (
        2,
        "a quote is opened here and never closed",
    )


@pytest.mark.parametrize("quote", ["'", '"'])
def test_a_quote_that_a_later_one_closes(quote: str) -> None:
    """The next quote in the file closes it, and what follows there makes no sense; the first one is to blame."""
    line, what = explained(f"title: {quote}New\ndate: 2020\nvenue: {quote}ACL{quote}\n")
    assert (line, "closed in line 3" in what) == (1, True)


@pytest.mark.parametrize(
    "text",
    [
        "title: New\nnote: [a, b\ndate: 2020\nvenue: ACL\n",
        "title: New\nnote: {a: b\nvenue: ACL\n",
        "title: New\nnote: [a, b}\n",
        "title: New\nnote: [\n",
        "title: New\nnote: [a, [b]\n",
        "title: New\nnote: {a: [b, c], d: e\n\n\n",
    ],
)
def test_a_bracket_that_is_never_closed(text: str) -> None:
    """So is a bracket, the innermost that is open."""
    line, what = explained(text)
    assert (line, "bracket" in what) == (2, True)


def test_other_faults_stand_where_they_are() -> None:
    """With a hint at what people mostly did."""
    assert explained("title: New\nnote: a: b\n") == (
        2,
        "mapping values are not allowed in this context; a value that holds ': ' needs quotes around it",
    )
    assert explained("title: 'New'\nnote: 'a' b\n")[0] == 2
