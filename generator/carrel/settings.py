"""What a list says of itself in mkdocs.yml, as far as pages need it; the rest of that file is MkDocs' own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True)
class Settings:
    """The name of the list, the language of its interface, and where it will be published, if that is known."""

    site_name: str = "Reading list"
    description: str = ""
    language: str = "en"
    site_url: str = ""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # chosen at run time
    """A loader to whom MkDocs' own tags (!ENV, !!python/name:…) mean nothing."""


_Loader.add_multi_constructor("", lambda _loader, _suffix, _node: None)


def read(root: Path) -> Settings:
    """Read the settings of the list at `root`; what cannot be read has its default, and MkDocs says why later."""
    try:
        found = yaml.load((root / "mkdocs.yml").read_text("utf-8"), Loader=_Loader)  # noqa: S506  # a safe loader
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return Settings()
    config = found if isinstance(found, dict) else {}
    theme = config.get("theme")
    language = theme.get("language") if isinstance(theme, dict) else None
    return Settings(
        site_name=_word(config.get("site_name"), "Reading list"),
        description=_word(config.get("site_description"), ""),
        language=_word(language, "en"),
        site_url=_word(config.get("site_url"), ""),
    )


def _word(value: object, default: str) -> str:
    return str(value) if isinstance(value, str | int | float) and str(value).strip() else default
