"""What pages take from mkdocs.yml, and what they need of it."""

from pathlib import Path

import pytest

from carrel import settings
from carrel.settings import Settings

GOOD = "use_directory_urls: false\nmarkdown_extensions: [attr_list, md_in_html]\n"


def written(root: Path, text: str) -> Path:
    """Write an mkdocs.yml."""
    (root / "mkdocs.yml").write_text(text, "utf-8")
    return root


def faults(root: Path) -> list[str]:
    """Return what is wrong with it."""
    return [str(problem) for problem in settings.check(root)]


def test_name_description_and_language_are_read(tmp_path: Path) -> None:
    """All that pages take."""
    root = written(
        tmp_path, "site_name: My List\nsite_description: Of mine\ntheme:\n  name: carrel\n  language: zh-Hant\n"
    )
    assert settings.read(root) == Settings("My List", "Of mine", "zh-Hant")


@pytest.mark.parametrize(
    "text", ["", "site_name:\n", "theme: carrel\n", "theme: {language: [a]}\n", "- a list\n", "a: [\n"]
)
def test_what_is_absent_or_odd_has_its_default(tmp_path: Path, text: str) -> None:
    """Reading never fails; what is wrong is for `check` to say."""
    assert settings.read(written(tmp_path, text)) == Settings()


def test_tags_of_mkdocs_mean_nothing(tmp_path: Path) -> None:
    """A list may use `!ENV` and Python names, as MkDocs lets it; nothing of the kind is looked up here."""
    root = written(tmp_path, f"site_name: !ENV [NAME, x]\nextra: !!python/name:os.system\n{GOOD}")
    assert settings.read(root) == Settings()
    assert faults(root) == []


@pytest.mark.parametrize(
    "extensions",
    [
        "[attr_list, md_in_html]",
        "[extra]",
        "[pymdownx.extra]",
        "[{attr_list: {}}, md_in_html]",
        "{attr_list: {}, md_in_html: {}}",
    ],
)
def test_what_pages_need_may_be_named_in_every_way(tmp_path: Path, extensions: str) -> None:
    """Extensions are listed, mapped, given options or taken as a bundle."""
    root = written(tmp_path, f"use_directory_urls: false\nmarkdown_extensions: {extensions}\n")
    assert faults(root) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("use_directory_urls: false\n", "mkdocs.yml: error: markdown_extensions lacks attr_list and md_in_html"),
        ("use_directory_urls: false\nmarkdown_extensions: [attr_list]\n", "lacks md_in_html"),
        ("markdown_extensions: [extra]\n", "add 'use_directory_urls: false'"),
        ("site_name: [\n", "mkdocs.yml:1: error: not YAML: a bracket is opened here"),
        ("site_url: ''\nsite_name: \"A\nuse_directory_urls: false\n", "mkdocs.yml:2: error: not YAML: a quote"),
        ("site_name: a\x07b\n", "mkdocs.yml: error: not YAML: "),
        ("- a list\n", "mkdocs.yml: error: keys and values should stand here"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, text: str, told: str) -> None:
    """In one line, with what would be right."""
    [fault] = faults(written(tmp_path, text))
    assert told in fault


def test_a_list_needs_the_file(tmp_path: Path) -> None:
    """Without it nobody knows what the site is called."""
    assert faults(tmp_path) == ["mkdocs.yml: error: there is no such file; it names the site and its theme"]


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are not guessed at."""
    (tmp_path / "mkdocs.yml").write_bytes(b"site_name: caf\xe9\n")
    assert faults(tmp_path) == ["mkdocs.yml: error: not UTF-8; save it as UTF-8"]


def _problems(root: Path, extra: str) -> list[str]:
    (root / "mkdocs.yml").write_text(
        f"use_directory_urls: false\nmarkdown_extensions: [attr_list, md_in_html]\nextra: {extra}\n", "utf-8"
    )
    return [str(problem) for problem in settings.check(root)]


def test_a_list_says_where_it_is_kept_and_whom_to_write_to(tmp_path: Path) -> None:
    """Both stand in `extra`, which MkDocs leaves to others."""
    assert _problems(tmp_path, "{forge: 'https://github.com/ada/list', contact: ada@example.org}") == []
    found = settings.read(tmp_path)
    assert found.contact == "ada@example.org"
    assert found.forge is not None
    assert found.forge.edit_url("a.yml") == "https://github.com/ada/list/edit/main/a.yml"


def test_a_forge_or_a_contact_that_is_none_is_told(tmp_path: Path) -> None:
    """And the pages do without."""
    forge, contact = _problems(tmp_path, "{forge: elsewhere, contact: 'me?cc=all@example.org'}")
    assert forge.startswith("mkdocs.yml: error: extra: 'elsewhere' does not tell")
    assert contact.startswith("mkdocs.yml: error: extra: contact is no e-mail address")
    assert settings.read(tmp_path).forge is None
    assert settings.read(tmp_path).contact == ""


def test_a_packed_site_is_offered_by_its_whole_address(tmp_path: Path) -> None:
    """A copy that is read from disk leads to the newest one."""
    home = "site_url: https://example.org/list\n"
    assert settings.read(written(tmp_path, f"{GOOD}{home}extra: {{download: my-list.zip}}\n")).download == (
        "https://example.org/list/my-list.zip"
    )
    assert faults(tmp_path) == []
    assert settings.read(written(tmp_path, GOOD + home)).download == ""


@pytest.mark.parametrize("name", ["../x.zip", "a/b.zip", "x.tar", "[x]", "true", "x.zip)[y](z.zip", ".zip"])
def test_what_is_no_file_beside_the_home_page_is_told(tmp_path: Path, name: str) -> None:
    """And no link is made of it; nor without the address of the site."""
    written(tmp_path, f"{GOOD}site_url: https://example.org/\nextra:\n  download: {name}\n")
    assert faults(tmp_path) == ["mkdocs.yml: error: extra: download is no file beside the home page; write 'site.zip'"]
    assert settings.read(tmp_path).download == ""
    written(tmp_path, f"{GOOD}extra: {{download: site.zip}}\n")
    assert faults(tmp_path) == ["mkdocs.yml: error: extra: download needs 'site_url', where it is found"]
