"""Where links lead: golden addresses and labels, and laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel import links
from tables import rows


@pytest.mark.parametrize("row", rows("links/addresses.tsv"), ids=lambda row: row["address"])
def test_addresses(row: dict[str, str]) -> None:
    """Each address leads to a paper, to code, or elsewhere; ids are those that stand in it."""
    assert links.leads_to(row["address"]) == row["leads to"]
    assert (links.arxiv_id(row["address"]) or "") == row["arxiv"]
    assert (links.doi(row["address"]) or "") == row["doi"]


@pytest.mark.parametrize("row", rows("links/labels.tsv"), ids=lambda row: f"{row['label']} {row['address']}")
def test_labels(row: dict[str, str]) -> None:
    """A label promises something; a title does not."""
    assert (links.meaning(row["label"], row["address"]) or "") == row["meaning"]


@pytest.mark.parametrize(
    "written", ["", "frobs.example.org", "javascript:alert(1)", "http://", "https://a b.org", "//x.org", "http://[::1"]
)
def test_what_is_no_address(written: str) -> None:
    """Only whole addresses of the web are addresses."""
    assert links.web(written) is None
    assert links.leads_to(written) is links.Meaning.ABOUT


@given(st.text(), st.text(st.sampled_from("htps:/.10arxivdo[]%?=#")))
def test_no_text_is_too_strange(text: str, near: str) -> None:
    """Any text has an answer to all questions."""
    for address in (text, near, f"https://{near}", f"https://x.org/{text}"):
        assert links.leads_to(address) in links.Meaning
        assert links.promise(address) in {None, *links.Meaning}
        found = links.doi(address)
        assert found is None or found.startswith("10.")
