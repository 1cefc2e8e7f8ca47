"""What a list says of itself in mkdocs.yml, as far as pages need it; the rest of that file is MkDocs' own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from carrel import forge as forges
from carrel import yaml_faults
from carrel.forge import Forge
from carrel.problem import Place, Problem, error, filed

NAME = "mkdocs.yml"
NEEDED = ("attr_list", "md_in_html")  # Markdown extensions
_MAIL = re.compile(r"[^\s@<>\"',;:?&]+@[^\s@<>\"',;:?&]+\.[^\s@<>\"',;:?&]+")
_ZIP = re.compile(r"[A-Za-z0-9][\w-]*\.zip", re.ASCII)
_BUNDLES = ("extra", "pymdownx.extra")  # each holds both


@dataclass(frozen=True, slots=True)
class Settings:
    """The name of the list, what it is in a sentence, the language of its interface, and where it is on the web."""

    site_name: str = "Reading list"
    description: str = ""
    language: str = "en"
    site_url: str = ""  # ends in `/`; a list that has none says nowhere where it is
    forge: Forge | None = None  # where the list is kept for others to change
    contact: str = ""  # an e-mail address, for whoever has found a mistake
    download: str = ""  # where the packed site is offered, if it is


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # chosen at run time
    """A loader to whom MkDocs' own tags (!ENV, !!python/name:…) mean nothing."""


_Loader.add_multi_constructor("", lambda _loader, _suffix, _node: None)


def read(root: Path) -> Settings:
    """Read the settings of the list at `root`; what cannot be read has its default, and `check` says why."""
    config, _ = _load(root)
    theme = config.get("theme")
    language = theme.get("language") if isinstance(theme, dict) else None
    return Settings(
        site_name=_word(config.get("site_name"), "Reading list"),
        description=_word(config.get("site_description"), ""),
        language=_word(language, "en"),
        site_url=_address(config.get("site_url")),
        forge=_forge(config)[0],
        contact=_contact(config)[0],
        download=_download(config)[0],
    )


def _extra(config: Mapping[str, object], key: str) -> object:
    """Return one of our own settings: MkDocs keeps `extra` for such."""
    extra = config.get("extra")
    return extra.get(key) if isinstance(extra, dict) else None


def _forge(config: Mapping[str, object]) -> tuple[Forge | None, list[Problem]]:
    try:
        return forges.read(_extra(config, "forge")), []
    except forges.UnknownForgeError as fault:
        return None, [error(Place(NAME), f"extra: {fault}")]


def _contact(config: Mapping[str, object]) -> tuple[str, list[Problem]]:
    contact = _extra(config, "contact")
    if contact is None:
        return "", []
    if isinstance(contact, str) and _MAIL.fullmatch(contact):
        return contact, []
    return "", [error(Place(NAME), "extra: contact is no e-mail address; write one like 'contact: ada@example.org'")]


def _download(config: Mapping[str, object]) -> tuple[str, list[Problem]]:
    """Return the whole address of the packed site: a copy that is read from disk leads to the newest one, too."""
    name, home = _extra(config, "download"), _address(config.get("site_url"))
    if name is None:
        return "", []
    if isinstance(name, str) and _ZIP.fullmatch(name) and home:
        return f"{home}{name}", []
    wrong = "needs 'site_url', where it is found" if home == "" else "is no file beside the home page; write 'site.zip'"
    return "", [error(Place(NAME), f"extra: download {wrong}")]


def _load(root: Path) -> tuple[dict[str, object], list[Problem]]:
    """Return what the file says, and why it cannot be read if it cannot."""
    text = ""
    try:
        text = (root / NAME).read_text("utf-8")
        found = yaml.load(text, Loader=_Loader)  # noqa: S506  # a safe loader
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as fault:
        return {}, [_unreadable(fault, text)]
    if not isinstance(found, dict):
        return {}, [error(Place(NAME), "keys and values should stand here; begin with 'site_name: …'")]
    return found, []


def _unreadable(fault: OSError | UnicodeDecodeError | yaml.YAMLError, text: str) -> Problem:
    match fault:
        case FileNotFoundError():
            return error(Place(NAME), "there is no such file; it names the site and its theme")
        case OSError():
            return error(Place(NAME), f"cannot be read: {fault.strerror}")
        case UnicodeDecodeError():
            return error(Place(NAME), "not UTF-8; save it as UTF-8")
        case yaml.MarkedYAMLError():
            line, what = yaml_faults.explain(text, fault)
            return error(Place(NAME, line), f"not YAML: {what}")
        case _:
            return error(Place(NAME), f"not YAML: {' '.join(str(fault).split())}")


def check(root: Path) -> list[Problem]:
    """Tell what our pages need of mkdocs.yml and do not find there."""
    return filed(_faults(root), "settings")


def _faults(root: Path) -> list[Problem]:
    config, problems = _load(root)
    if problems:
        return problems
    listed = config.get("markdown_extensions")
    entries = listed if isinstance(listed, list | dict) else []
    names = {str(name) for entry in entries for name in (entry if isinstance(entry, dict) else [entry])}
    missing = [] if names.intersection(_BUNDLES) else [name for name in NEEDED if name not in names]
    if missing:
        problems.append(error(Place(NAME), f"markdown_extensions lacks {' and '.join(missing)}, which the pages use"))
    if config.get("use_directory_urls", True) is not False:
        problems.append(error(Place(NAME), "add 'use_directory_urls: false', so that the site opens from disk as well"))
    return [*problems, *_forge(config)[1], *_contact(config)[1], *_download(config)[1]]


def _address(value: object) -> str:
    address = value.strip() if isinstance(value, str) else ""
    return f"{address.rstrip('/')}/" if address.startswith(("http://", "https://")) else ""


def _word(value: object, default: str) -> str:
    return str(value) if isinstance(value, str | int | float) and str(value).strip() else default
