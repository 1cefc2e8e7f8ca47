"""Where a list is kept: addresses that open the editor there."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel import forge
from filled_forms import CORRECT, filled

RECORD = "seeds/papers/lancet.yml"
TEXT = 'title: "Über & über: 100 % {path}"\nseed: a b.txt\n'


def found(setting: object) -> forge.Forge:
    """Return the forge that a setting means."""
    read = forge.read(setting)
    assert read is not None
    return read


@pytest.mark.parametrize(
    ("setting", "edit", "new"),
    [
        (
            "https://github.com/ada/list",
            "https://github.com/ada/list/edit/main/seeds/papers/lancet.yml",
            "https://github.com/ada/list/new/main?filename=seeds/papers/lancet.yml&value=",
        ),
        (
            {"url": "https://gitlab.com/ada/list.git", "branch": "trunk"},
            "https://gitlab.com/ada/list/-/edit/trunk/seeds/papers/lancet.yml",
            "https://gitlab.com/ada/list/-/new/trunk?file_name=seeds/papers/lancet.yml",
        ),
        (
            "https://codeberg.org/ada/list/",
            "https://codeberg.org/ada/list/_edit/main/seeds/papers/lancet.yml",
            "https://codeberg.org/ada/list/_new/main/?filename=seeds/papers/lancet.yml&value=",
        ),
        (
            {"url": "https://code.example.org/ada/list", "kind": "gitea"},
            "https://code.example.org/ada/list/_edit/main/seeds/papers/lancet.yml",
            "https://code.example.org/ada/list/_new/main/?filename=seeds/papers/lancet.yml&value=",
        ),
        (
            {"edit": "https://example.org/e?f={path}", "new": "https://example.org/n?f={path}&t={text}"},
            "https://example.org/e?f=seeds/papers/lancet.yml",
            "https://example.org/n?f=seeds/papers/lancet.yml&t=",
        ),
    ],
)
def test_each_forge_has_its_addresses(setting: object, edit: str, new: str) -> None:
    """An address tells which forge it is; one that does not tell says so; patterns do for any other."""
    kept = found(setting)
    assert kept.edit_url(RECORD) == edit
    assert kept.new_url(RECORD, TEXT)[0].startswith(new)


@given(st.text(max_size=300))
def test_a_new_file_comes_with_its_text(text: str) -> None:
    """Whatever it holds: the address has it in one piece."""
    usable = text.encode(errors="ignore").decode()
    url, brings = found("https://github.com/ada/list").new_url(RECORD, usable)
    assert brings
    assert parse_qs(urlsplit(url).query, keep_blank_values=True) == {"filename": [RECORD], "value": [usable]}


def test_a_text_too_long_for_an_address_is_left_out() -> None:
    """The page then shows it, to be copied."""
    url, brings = found("https://github.com/ada/list").new_url(RECORD, "x" * forge.LONGEST)
    assert not brings
    assert url.endswith(f"filename={RECORD}&value=")


def test_a_forge_that_takes_no_text_says_so() -> None:
    """GitLab fills the name of a new file, and not what it holds."""
    assert found("https://gitlab.com/ada/list").new_url(RECORD, TEXT)[1] is False


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("https://code.example.org/ada/list", "add 'kind: github'"),
        ("git@github.com:ada/list", "does not tell which kind"),
        ({"url": "ftp://github.com/ada/list"}, "no web address"),
        ({"url": "javascript:alert(1)//github", "kind": "github"}, "no web address"),
        ({"url": "https://github.com/ada/list", "kind": "svn"}, "unknown kind of forge 'svn'"),
        ({"url": "https://github.com/ada/list", "colour": "red"}, "unknown in forge: colour"),
        (["https://github.com/ada/list"], "write the address of the repository"),
        (7, "write the address of the repository"),
    ],
)
def test_a_setting_that_means_nothing_says_what_would(setting: object, told: str) -> None:
    """One line, with what to write."""
    with pytest.raises(forge.UnknownForgeError, match=re.escape(told)):
        forge.read(setting)


def test_no_setting_is_no_forge() -> None:
    """A list may be kept nowhere."""
    none: Any = None
    assert forge.read(none) is None


def test_the_form_that_corrects_a_paper_is_filled_with_it() -> None:
    """On GitHub, or where the list says so; of papers only, and the fields are those of the form."""
    github = found("https://github.com/ada/list")
    address = github.form_url(RECORD, "100 % {paper} & more")
    fields = "corrects=lancet&full-title=100%20%25%20%7Bpaper%7D%20%26%20more"
    assert address == f"https://github.com/ada/list/issues/new?template=correct-paper.yml&{fields}"
    assert github.form_url(RECORD, "字" * 1_000) == github.form_url(RECORD)
    assert filled(CORRECT, **{key: "x" for key in parse_qs(urlsplit(address).query) if key != "template"})
    assert github.form_url("seeds/people.yml") == ""
    assert github.form_url("seeds/papers/a b&c.yml") == ""
    assert found("https://gitlab.com/ada/list").form_url(RECORD) == ""
    own = found({"url": "https://github.com/ada/list", "form": "{url}/wrong?{paper}"})
    assert own.form_url(RECORD) == "https://github.com/ada/list/wrong?lancet"
