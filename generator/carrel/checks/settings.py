"""A setting of mkdocs.yml that the pages need.

Carrel writes plain Markdown that MkDocs turns into the site. Two extensions of Markdown must be on, and
`use_directory_urls: false` makes links that work in a folder that is opened from disk.
"""

from carrel.checks import Example

EXAMPLE = Example(
    {"mkdocs.yml": "site_name: Tides\nmarkdown_extensions: [attr_list, md_in_html]\n"},
    "mkdocs.yml: error: add 'use_directory_urls: false', so that the site opens from disk as well",
)
