"""Whatever is wrong with a list's pages or settings: one line that says where."""

from pathlib import Path

import pytest

from carrel import publish
from made_lists import PAGES, SETTINGS, write, write_list

SETTINGS_FAULTS = {
    "not YAML": (SETTINGS + "nav: [Home: index.md\n", "mkdocs.yml:13: error: not YAML: "),
    "a tab": ("site_name: x\n\ttheme: y\n", "mkdocs.yml:2: error: not YAML: "),
    "an unknown theme": (
        SETTINGS.replace("material", "immaterial"),
        "mkdocs.yml:2: error: theme: Unrecognised theme name: 'immaterial'.",
    ),
    "an unknown plugin": (
        SETTINGS.replace("plugins: []", "plugins: [nought]"),
        'mkdocs.yml:6: error: plugins: The "nought" plugin is not installed',
    ),
    "an unknown extension": (
        SETTINGS + "markdown_extensions: [nought]\n",
        "mkdocs.yml:12: error: markdown_extensions: Failed to load extension 'nought'.",
    ),
    "no name": (SETTINGS.replace("site_name: A Small List\n", ""), "mkdocs.yml: error: site_name: Required"),
    "a list": ("- a\n- b\n", "mkdocs.yml: error: The configuration is invalid."),
    "a number": ("7\n", "mkdocs.yml: error: TypeError"),
    "not UTF-8": ("site_name: \udcff\n", "mkdocs.yml: error: not YAML: "),
    "an unknown setting": (SETTINGS + "colour: red\n", "mkdocs.yml:12: warning: colour: Unrecognised"),
    "a page of the nav that is not there": (
        SETTINGS.replace("Papers: papers/index.md", "Papers: nought.md").replace("/papers/*", "/papers/"),
        "mkdocs.yml:9: warning: A reference to 'nought.md' is included in the 'nav'",
    ),
    "no docs folder": (SETTINGS + "docs_dir: nought\n", "mkdocs.yml:12: error: docs_dir: The path 'nought' isn't"),
    "strictness": (
        SETTINGS + "strict: true\ncolour: red\n",
        "mkdocs.yml:12: error: Aborted with 1 configuration warnings in 'strict' mode!",
    ),
    "a hook that raises": (
        SETTINGS + "hooks: [hook.py]\n",
        "mkdocs.yml: error: ValueError: no such luck",
    ),
}


@pytest.mark.parametrize("fault", SETTINGS_FAULTS)
def test_a_fault_in_the_settings_is_one_line(tmp_path: Path, fault: str) -> None:
    """The line names mkdocs.yml, and the line in it where that can be told."""
    settings, expected = SETTINGS_FAULTS[fault]
    root = write_list(tmp_path)
    (root / "mkdocs.yml").write_bytes(settings.encode("utf-8", "surrogateescape"))
    write(root / "hook.py", "def on_files(files, config):\n    raise ValueError('no such luck')\n")
    lines = [str(problem) for problem in publish.build_site(root, date=None)]
    assert any(line.startswith(expected) for line in lines), lines
    assert not any("\n" in line or str(tmp_path) in line or "Traceback" in line for line in lines)
    assert (root / "site").exists() == (": warning:" in expected)


def test_missing_settings_are_an_error(tmp_path: Path) -> None:
    """A folder without mkdocs.yml is no list."""
    (tmp_path / "docs").mkdir()
    [problem] = publish.build_site(tmp_path, date=None)
    assert str(problem) == "mkdocs.yml: error: there is no such file; it names the site and its theme"


PAGE_FAULTS = {
    "a link to nowhere": (
        "# A\n\n[x](nought.md)\n",
        "docs/a.md:3: warning: contains a link 'nought.md', but the target",
    ),
    "an anchor that is not there": (
        "# A\n\n[x](index.md#nought)\n",
        "docs/a.md:3: warning: contains a link 'index.md#nought', but the doc 'index.md' does not contain",
    ),
    "front matter that is not YAML": (
        '---\ntitle: A\nbad: "x\n---\n# A\n',
        "docs/a.md:3: error: front matter is not YAML: a quote is opened here",
    ),
    "a template that is not there": (
        "---\ntemplate: nought.html\n---\n# A\n",
        "docs/a.md: error: 'nought.html' not found in search path",
    ),
    "a template that does not parse": (
        "---\ntemplate: broken.html\n---\n# A\n",
        "overrides/broken.html:2: error: unexpected end of template",
    ),
    "a template that fails": (
        "---\ntemplate: failing.html\n---\n# A\n",
        "overrides/failing.html:3: error: 'nought' is undefined (while building a.md)",
    ),
    "not in the nav": ("# A\n", "mkdocs.yml:8: warning: The following pages exist in the docs directory"),
}


@pytest.mark.parametrize("fault", PAGE_FAULTS)
def test_a_fault_in_a_page_is_one_line(tmp_path: Path, fault: str) -> None:
    """The line names the page, or the template, and the line in it where that can be told."""
    text, expected = PAGE_FAULTS[fault]
    settings = SETTINGS.replace("  font: false\n", "  font: false\n  custom_dir: overrides\n")
    settings += "validation: {omitted_files: warn, anchors: warn}\n"
    root = write_list(tmp_path, PAGES | {"a.md": text}, settings)
    write(root / "overrides" / "broken.html", "<p>\n{{ page.title")
    write(root / "overrides" / "failing.html", "<p>\n\n{{ nought.title }}\n")
    lines = [str(problem) for problem in publish.build_site(root, date=None)]
    assert any(line.startswith(expected) for line in lines), lines
    assert not any("\n" in line or str(tmp_path) in line or "Traceback" in line for line in lines)
    assert (root / "site").exists() == (": warning:" in expected)


def test_a_page_that_is_not_text_is_an_error(tmp_path: Path) -> None:
    """A page that cannot be decoded is named."""
    root = write_list(tmp_path)
    (root / "docs" / "papers" / "second.md").write_bytes(b"# \xff\xfe\n")
    lines = [str(problem) for problem in publish.build_site(root, date=None)]
    assert any(line.startswith("docs/papers/second.md: error: ") for line in lines), lines


def test_a_rule_at_the_top_of_a_page_is_no_front_matter(tmp_path: Path) -> None:
    """Text between two rules is text."""
    root = write_list(tmp_path, PAGES | {"index.md": "---\n\nWords.\n\n---\n\nMore words.\n"})
    assert publish.build_site(root, date=None) == []


def test_a_long_message_is_cut(tmp_path: Path) -> None:
    """MkDocs names all pages out of the nav in one message; nobody reads hundreds of names in a line."""
    pages = {f"page-number-{n}.md": "# A\n" for n in range(60)}
    root = write_list(tmp_path, PAGES | pages, SETTINGS + "validation: {omitted_files: warn}\n")
    [problem] = publish.build_site(root, date=None)
    assert len(problem.message) < 520
    assert problem.message.endswith("…")
