"""Where a list is kept for others to change: addresses that open the editor of GitHub, GitLab or Gitea.

GitHub and Gitea fill a new file from the address; GitLab fills its name alone and leaves the text to be pasted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import quote, urlsplit

LONGEST = 6_000  # characters of an address: servers take no more than some 8,000, and cookies go with them


@dataclass(frozen=True, slots=True)
class Forge:
    """Patterns of addresses: {branch} and {path} stand for the file, {text} for what a new one holds."""

    edit: str
    new: str
    issue: str = ""
    branch: str = "main"
    form: str = ""  # {paper} stands for the id of the paper that is to be corrected, {title} for its title

    def edit_url(self, path: str) -> str:
        """Return where an existing file is edited."""
        return _filled(self.edit, branch=self.branch, path=quote(path))

    def form_url(self, path: str, title: str = "") -> str:
        """Return where the form stands that corrects a paper, by the path of its record; '' if there is none.

        The title comes along if it is short enough: who sees a slip in it types no more than the right letters.
        """
        record = _RECORD.fullmatch(path)
        if not record:
            return ""
        url = _filled(self.form, paper=record[1], title=quote(title, safe=""))
        return url if len(url) <= LONGEST else _filled(self.form, paper=record[1], title="")

    def new_url(self, path: str, text: str) -> tuple[str, bool]:
        """Return where a new file is written, and whether the address brings its text with it."""
        brings = "{text}" in self.new
        url = _filled(self.new, branch=self.branch, path=quote(path), text=quote(text, safe=""))
        if brings and len(url) > LONGEST:
            return _filled(self.new, branch=self.branch, path=quote(path), text=""), False
        return url, brings


_RECORD = re.compile(r"seeds/papers/([a-z0-9-]+)\.ya?ml")


def _filled(pattern: str, **values: str) -> str:
    for name, value in values.items():
        pattern = pattern.replace(f"{{{name}}}", value)
    return pattern


@dataclass(frozen=True, slots=True)
class _Kind:
    hosts: tuple[str, ...]  # words in the name of a host that tell the kind
    edit: str
    new: str
    issue: str
    form: str = ""


KINDS: Mapping[str, _Kind] = MappingProxyType(
    {
        "github": _Kind(
            ("github",),
            "{url}/edit/{branch}/{path}",
            "{url}/new/{branch}?filename={path}&value={text}",
            "{url}/issues/new/choose",
            "{url}/issues/new?template=correct-paper.yml&corrects={paper}&full-title={title}",
        ),
        "gitlab": _Kind(
            ("gitlab",),
            "{url}/-/edit/{branch}/{path}",
            "{url}/-/new/{branch}?file_name={path}",
            "{url}/-/issues/new",
        ),
        "gitea": _Kind(
            ("gitea", "codeberg", "forgejo"),
            "{url}/_edit/{branch}/{path}",
            "{url}/_new/{branch}/?filename={path}&value={text}",
            "{url}/issues/new/choose",
        ),
    }
)


class UnknownForgeError(ValueError):
    """A setting that names no forge; the message says what would be right."""


def read(setting: object) -> Forge | None:
    """Return what the setting `forge` means: an address, or a mapping with `url`, `kind`, `branch` or patterns."""
    given = {"url": setting} if isinstance(setting, str) else setting
    if given is None:
        return None
    if not isinstance(given, dict) or not all(isinstance(value, str) for value in given.values()):
        raise UnknownForgeError("write the address of the repository: 'forge: https://github.com/somebody/list'")
    unknown = given.keys() - {"url", "kind", "branch", "edit", "new", "issue", "form"}
    if unknown:
        raise UnknownForgeError(f"unknown in forge: {', '.join(sorted(map(str, unknown)))}")
    return _forge(given)


def _forge(given: Mapping[str, str]) -> Forge:
    url = given.get("url", "").rstrip("/").removesuffix(".git")
    branch = given.get("branch", "main")
    patterns = {name: given[name] for name in ("edit", "new", "issue", "form") if name in given}
    if {"edit", "new"} <= patterns.keys():
        forge = Forge(**{name: pattern.replace("{url}", url) for name, pattern in patterns.items()}, branch=branch)
    else:
        kind = KINDS[_kind(url, given.get("kind", ""))]
        known = {"edit": kind.edit, "new": kind.new, "issue": kind.issue, "form": kind.form, **patterns}
        forge = Forge(**{name: pattern.replace("{url}", url) for name, pattern in known.items()}, branch=branch)
    for address in (forge.edit, forge.new):
        if urlsplit(address).scheme not in {"http", "https"}:
            raise UnknownForgeError(
                f"'{url or address}' is no web address; write one like https://github.com/somebody/list"
            )
    return forge


def _kind(url: str, kind: str) -> str:
    if kind:
        if kind not in KINDS:
            raise UnknownForgeError(f"unknown kind of forge '{kind}'; known are {', '.join(KINDS)}")
        return kind
    host = urlsplit(url).hostname or ""
    found = next((name for name, known in KINDS.items() if any(word in host for word in known.hosts)), "")
    if not found:
        raise UnknownForgeError(
            f"'{url}' does not tell which kind of forge it is; add 'kind: github' (or {', '.join(list(KINDS)[1:])})"
        )
    return found
