"""The canonical record of a paper: names in parts, sorts of venue, dates, keys."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel import slugs
from carrel.exports import venues
from carrel.exports.citation import Author, cite, keys
from carrel.exports.venues import Sort
from carrel.model import Abstract, Field, Kind, Name, Origin, Rule
from made_papers import EVERY, MEETING, ORIGIN, PREPRINT, PUBLISHED, paper

# --- venues ----------------------------------------------------------------------------------------------------------

VENUES = {
    Sort.ARTICLE: (
        "Neural Networks; Neurocomputing; AI Open; Journal of Machine Learning Research; JMLR; TACL; Nature; PLOS ONE; "
        "IEEE Transactions on Multimedia; Proceedings of the ACM on Management of Data; Proceedings of the IEEE; PNAS; "
        "IEEE Internet of Things Journal; ACM Computing Surveys; IEEE Access; Machine Intelligence Research; 软件学报; "
        "Proceedings of the VLDB Endowment; Pattern Recognition Letters; IEEE Geoscience and Remote Sensing Magazine; "
        "Trans. Mach. Learn. Res.; Proceedings of the National Academy of Sciences"
    ),
    Sort.CONFERENCE: (
        "ACL; EMNLP-IJCNLP; NeurIPS; NeurIPS 2023; MLSys; Findings of ACL; ICLR (Poster); ICML Workshop; KDD '22; "
        "Proceedings of the 61st Annual Meeting of the ACL; IEEE/CVF Conference on Computer Vision; INTERSPEECH; WMT; "
        "Advances in Neural Information Processing Systems; Interspeech; 全国计算语言学会议; ACL 2023 (Findings)"
    ),
    Sort.PREPRINT: "arXiv; CoRR; arXiv preprint arXiv:2404.19429; bioRxiv; OpenReview",
}


@pytest.mark.parametrize(
    ("venue", "sort"), [(venue, sort) for sort, names in VENUES.items() for venue in names.split("; ")]
)
def test_the_sort_follows_the_name_of_the_venue(venue: str, sort: Sort) -> None:
    """Words of journals, words of meetings, letters alone; an archive publishes preprints."""
    assert venues.sort(venue, is_preprint=False) is sort


def test_without_a_venue_an_archive_makes_a_preprint() -> None:
    """And without either nobody knows."""
    assert cite(PREPRINT).sort is Sort.PREPRINT
    assert cite(paper()).sort is Sort.OTHER


# --- names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "author"),
    [
        (Name("van der Maaten", "Laurens"), Author("Maaten", "Laurens", "van der")),
        (Name("Van Gool", "Luc"), Author("Van Gool", "Luc")),
        (Name("de la cruz", "juana"), Author("cruz", "juana", "de la")),
        (Name("kishore", "KR"), Author("kishore", "KR")),
        (Name("Chen Jr.", "Guoqiang"), Author("Chen", "Guoqiang", suffix="Jr.")),
        (Name("de Vries III", "A."), Author("Vries", "A.", "de", "III")),
        (Name("Ortega y Gasset", "José"), Author("Ortega y Gasset", "José")),
        (Name("王小东"), Author("王小东")),
        (Name("von Neumann"), Author("von Neumann")),  # who knows what is given there
    ],
)
def test_a_name_is_taken_apart(name: Name, author: Author) -> None:
    """Small words before the family name are particles, a suffix stands after it; a lone name stays whole."""
    (found,) = cite(paper(authors=[name])).authors
    assert found == author
    assert found.filed == f"{name.family}, {name.given}".removesuffix(", ")
    assert set(found.spoken.split()) == set(str(name).split())


# --- facts -----------------------------------------------------------------------------------------------------------


def test_the_date_is_that_of_what_is_cited() -> None:
    """The venue's where there is one; the first public version's stands beside it."""
    assert (cite(PUBLISHED).date, cite(PUBLISHED).first_date) == ("2024-05", "2023-04-07")
    assert (cite(PREPRINT).date, cite(PREPRINT).first_date) == ("2024-04-30", "")


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ("101-112", ("101", "112")),
        ("12:1–12:20", ("12:1", "12:20")),
        ("S3-S9", ("S3", "S9")),
        ("Article 110", ("Article 110", "")),
        ("7", ("7", "")),
        ("1-2, 5", ("1-2, 5", "")),
    ],
)
def test_pages_are_a_range_or_stay_whole(pages: str, expected: tuple[str, str]) -> None:
    """Only what goes from one page to another is taken apart."""
    assert cite(paper(pages=pages)).page_range == expected


def test_a_pdf_is_named_only_where_there_is_one() -> None:
    """That of arXiv, or an address that ends like one."""
    assert cite(PREPRINT).pdf == "https://arxiv.org/pdf/2404.19429"
    assert cite(paper(url="https://x.example/a.pdf")).pdf == "https://x.example/a.pdf"
    assert cite(paper(url="https://x.example/a?b=.pdf")).pdf == ""
    assert cite(MEETING).pdf == ""


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "x.example"])
def test_only_web_addresses_are_addresses(url: str) -> None:
    """Anything else leads nowhere."""
    assert cite(paper(url=url)).url == ""


def test_the_language_of_a_translation_is_not_that_of_the_paper() -> None:
    """A language that was told of the paper is."""
    abstract = Field(Abstract(PUBLISHED.title.value, "zh", "谷歌翻译"), ORIGIN)
    guessed = Field("zh", Origin(Kind.RULE, ORIGIN.place, Rule.SCRIPT))
    assert cite(replace(paper(), abstract=abstract, language=guessed)).language == ""
    assert cite(replace(paper(), abstract=abstract, language=Field("de", ORIGIN))).language == "de"
    assert cite(replace(paper(), language=guessed)).language == "zh"


# --- keys ------------------------------------------------------------------------------------------------------------


def test_keys_are_made_of_the_papers_own_words() -> None:
    """Family name, year, the first word of the title that says something, all in ASCII."""
    others = [
        paper("zh", "机器翻译 研究", authors=["王小东"]),
        paper("index", "The Index", authors=["van der Ø, J"]),
    ]
    assert keys([*EVERY, *others]) == {
        "tidenet": "nunez2024tidenet",
        "rivers": "vale2022rivers",
        "lancet": "bell2024lancet",
        "bare": "anonymousbare",
        "zh": "wangxiaodongjiqifanyi",
        "index": "vanderoindex",
    }


def test_a_clash_is_settled_by_each_ones_own_words() -> None:
    """Both keys differ, and neither depends on the order, or on what else is in the list."""
    twins = [paper(f"p{n}", "Deep Learning", authors=["Bell, Ann"], date="2020") for n in range(40)]
    found = keys(twins)
    assert len(set(found.values())) == 40
    assert all(key.startswith("bell2020deep-") for key in found.values())
    assert keys(reversed(twins)) == found
    assert keys([*twins[:2], *EVERY])["p1"] == found["p1"]


@given(st.lists(st.tuples(st.text(max_size=9), st.text(max_size=9)), max_size=12), st.randoms())
def test_keys_are_unique_and_plain(words: list[tuple[str, str]], chance: random.Random) -> None:
    """Whatever papers are called, and in whatever order they come."""
    papers = [
        paper(f"p{n}", title, authors=[Name(name)] if name.strip() else []) for n, (title, name) in enumerate(words)
    ]
    found = keys(papers)
    assert len(set(found.values())) == len(papers)
    assert all(slugs.VALID.fullmatch(key) for key in found.values())
    chance.shuffle(papers)
    assert keys(papers) == found
