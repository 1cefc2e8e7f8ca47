"""Whom to ask about what: ids and addresses are known as such, and the services are asked as they want to be asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answering import playing, says, silent_port
from carrel import lookup
from carrel.lookup import Desk, Service, Subject
from carrel.web import OfflineError, Patience, WebError

QUICK = Patience(timeout=0.5, whole=1.0, tries=1, pause=0.0)


@pytest.mark.parametrize(
    ("written", "service", "paper"),
    [
        ("arxiv:2404.19429", Service.ARXIV, "2404.19429"),
        ("2404.19429v2", Service.ARXIV, "2404.19429"),
        (" <https://arxiv.org/pdf/2404.19429v1.pdf> ", Service.ARXIV, "2404.19429"),
        ("https://huggingface.co/papers/2404.19429", Service.ARXIV, "2404.19429"),
        ("https://doi.org/10.48550/arXiv.2404.19429", Service.ARXIV, "2404.19429"),
        ("math.DG/0211159", Service.ARXIV, "math.DG/0211159"),
        ("10.18653/v1/D19-1032", Service.CROSSREF, "10.18653/v1/D19-1032"),
        ("doi:10.18653/v1/D19-1032", Service.CROSSREF, "10.18653/v1/D19-1032"),
        ("https://dl.acm.org/doi/abs/10.1145/3447548.3467174", Service.CROSSREF, "10.1145/3447548.3467174"),
    ],
)
def test_a_paper_is_known_by_what_people_paste(written: str, service: Service, paper: str) -> None:
    """An id, an id with a label, an address."""
    assert lookup.subject(written) == Subject(service, paper)


@pytest.mark.parametrize("written", ["", "lancet", "https://example.org/", "A Title of 2404.19429 Words", "x" * 5000])
def test_anything_else_is_nothing_to_look_up(written: str) -> None:
    """It is no guess."""
    assert lookup.subject(written) is None


@given(st.text(max_size=80))
def test_no_text_is_too_strange(written: str) -> None:
    """Whatever is pasted, it is a subject that can be asked about, or none."""
    about = lookup.subject(written)
    assert about is None or (about.id.isprintable() and about.page.startswith("https://"))


def test_services_are_asked_as_they_want_to_be() -> None:
    """With an address for complaints, and in a format that a reader knows; an id cannot lead astray."""
    with playing(says("an answer")) as stage:
        set_to = {"CARREL_ARXIV_API": stage.url, "CARREL_CROSSREF_API": f"{stage.url}/"}
        desk = Desk("ada@example.org", QUICK, set_to)
        assert desk.ask(Subject(Service.ARXIV, "math/0211159")) == "an answer"
        assert desk.ask(Subject(Service.CROSSREF, "10.1/../../x?y#z&a")) == "an answer"
    assert stage.asked == [
        "/api/query?id_list=math%2F0211159&max_results=1",
        "/works/10.1%2F..%2F..%2Fx%3Fy%23z%26a",
    ]
    assert [said["Accept"] for said in stage.headers] == ["application/atom+xml", "application/json"]
    assert all("(reading list; mailto:ada@example.org)" in said["User-Agent"] for said in stage.headers)


def test_faults_begin_with_who_was_asked() -> None:
    """So that a person knows whose fault it is."""
    desk = Desk("", QUICK, {"CARREL_ARXIV_API": f"http://127.0.0.1:{silent_port()}"})
    with pytest.raises(OfflineError, match=r"^arXiv cannot be reached"):
        desk.ask(Subject(Service.ARXIV, "2404.19429"))
    with playing(says(b"\xff\xfe\xfd")) as stage, pytest.raises(WebError, match=r"^Crossref answers in no UTF-8"):
        Desk("", QUICK, {"CARREL_CROSSREF_API": stage.url}).ask(Subject(Service.CROSSREF, "10.1/x"))
