"""A list of one's own: what a new one holds, and how it comes to stand in an empty folder.

The files are those of `skeleton/`, with the name of the list and its address filled in. Where the list starts from
documents, these become its seeds as they are: nothing is lost, and records refine them one by one.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from urllib.parse import urlsplit

from carrel import __version__, build, files, forge, markup, readers, slugs
from carrel.model import Library
from carrel.problem import Problem, has_errors
from carrel.records import modeline, schema

EXAMPLES = "seeds/papers/"
NAMES = {"gitignore": ".gitignore"}  # a .gitignore in this package would be taken for its own
SIZE = readers.LIMIT.size


class RefusedError(Exception):
    """Why no list is made; one line."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a list is called, where it is kept, and what it starts from."""

    title: str = "Reading list"
    forge: str = ""
    seeds: Sequence[Path] = ()


def begin(folder: Path, wishes: Wishes) -> tuple[Library, list[Problem]]:
    """Make a list in a folder that is empty or not there yet; return what it holds, and what is to be told of it.

    It is made elsewhere first, and read: where that finds an error, no list is made.
    """
    _empty(folder)
    made = {**_skeleton(wishes), **_seeds(wishes.seeds)}
    with tempfile.TemporaryDirectory() as elsewhere:
        _write(Path(elsewhere), made)
        library, problems = build.load(Path(elsewhere))
    if not has_errors(problems):
        try:
            _write(folder, made)
        except OSError as fault:
            raise RefusedError(f"{folder}: cannot be written: {fault.strerror}") from None
        return library, problems
    given = {f"seeds/{name}": str(path) for path, name in zip(wishes.seeds, _seed_names(wishes.seeds), strict=True)}
    return library, [replace(p, place=replace(p.place, path=given.get(p.place.path, p.place.path))) for p in problems]


def _empty(folder: Path) -> None:
    """Refuse a folder that holds anything; what git keeps there of a repository without a file is nothing."""
    try:
        holds = sorted(path.name for path in folder.iterdir() if path.name != ".git")
    except FileNotFoundError:
        return
    except OSError as fault:
        raise RefusedError(f"{folder}: {fault.strerror}") from None
    if holds:
        raise RefusedError(f"{folder}: not empty ('{holds[0]}' is there); name a folder that is, or a new one")


def _write(folder: Path, made: Mapping[str, bytes]) -> None:
    """Write new files; one that is there already is never overwritten."""
    for name, data in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(data)


# --- the skeleton ----------------------------------------------------------------------------------------------------


def _skeleton(wishes: Wishes) -> dict[str, bytes]:
    """Return the files of a new list; where it starts from documents, without examples."""
    words = _words(wishes)
    made = {name: text.encode() for name, text in schema.files().items()}
    for name, text in _templates(resources.files("carrel") / "skeleton"):
        if wishes.seeds and name.startswith(EXAMPLES):
            continue
        if wishes.seeds and name.startswith("seeds/"):
            text = _head(text)  # noqa: PLW2901  # what explains the file stays, the examples go
        if name.startswith("seeds/"):
            text = f"{modeline.line(name)}\n{text}"  # noqa: PLW2901  # by which editors know what the file may hold
        made[NAMES.get(name, name)] = _filled(text, words, "md" if name.endswith(".md") else "yml").encode()
    return made


def _templates(folder: Traversable, above: str = "") -> Iterator[tuple[str, str]]:
    for path in sorted(folder.iterdir(), key=lambda one: one.name):
        if path.is_dir() and path.name != "__pycache__":
            yield from _templates(path, f"{above}{path.name}/")
        elif path.is_file():
            yield f"{above}{path.name}", path.read_text("utf-8")


def _head(text: str) -> str:
    """Return the comments with which a file begins."""
    lines = text.split("\n")
    return "\n".join(lines[: next(n for n, line in enumerate(lines) if not line.startswith("#"))]) + "\n"


def _words(wishes: Wishes) -> dict[str, dict[str, str]]:
    """Return what stands for each word of the skeleton, by the format of the file."""
    title = markup.fold_space(wishes.title)
    if not title:
        raise RefusedError("--title is empty; leave it out, or say what the list is called")
    address = _address(wishes.forge)
    kept, mail = "forge: https://github.com/you/your-list", "contact: you@example.org"
    offered = "\n  download: site.zip # the home page offers the packed site, which `publish` puts beside it"
    known = f"extra:\n  forge: {wishes.forge}\n  # {mail}{offered if address else ''}"
    return {
        "TITLE": {"yml": json.dumps(title, ensure_ascii=False), "md": markup.escape(title)},
        "VERSION": {"yml": __version__, "md": __version__},
        "EXTRA": {"yml": known if wishes.forge else f"# extra:\n#   {kept}\n#   {mail}"},
        "ADDRESS": {"yml": f"site_url: {address}" if address else "# site_url: https://you.example.org/your-list/"},
        "SEEDS": {"md": _told(wishes.seeds)},
    }


def _filled(text: str, words: Mapping[str, Mapping[str, str]], kind: str) -> str:
    return re.sub(r"@([A-Z]+)@", lambda found: words.get(found[1], {}).get(kind, found[0]), text)


def _address(url: str) -> str:
    """Return where a site is that GitHub publishes, and '' for any other; an address that names no forge is refused."""
    try:
        forge.read(url or None)
    except forge.UnknownForgeError as fault:
        raise RefusedError(f"--forge: {fault}; or leave it out, and write it into mkdocs.yml") from None
    if not re.fullmatch(r"[\x21-\x7e]*", url) or "#" in url:
        raise RefusedError("--forge: an address has no spaces and no '#' in it")
    parts = urlsplit(url.removesuffix(".git"))
    owner, _, name = parts.path.strip("/").partition("/")
    if parts.hostname != "github.com" or not name or "/" in name:
        return ""
    home = f"https://{owner.lower()}.github.io/"
    return home if name.lower() == f"{owner.lower()}.github.io" else f"{home}{name}/"


def _told(seeds: Sequence[Path]) -> str:
    """Return what the README says of the documents that a list starts from."""
    if not seeds:
        return "Two examples stand in `seeds/papers/`: delete them when you have papers of your own."
    names = ", ".join(f"`seeds/{name}`" for name in _seed_names(seeds))
    return (
        f"The list began with {names}, kept as it came: a raw source that a newer one can replace, and nothing in it "
        "is lost. Records complete and correct its papers, one small file each. `carrel convert` makes records of all "
        "of them, should you rather leave the source behind."
    )


# --- documents to start from -----------------------------------------------------------------------------------------


def _seeds(paths: Sequence[Path]) -> dict[str, bytes]:
    """Return documents as seeds."""
    made: dict[str, bytes] = {}
    for path, name in zip(paths, _seed_names(paths), strict=True):
        try:
            made[f"seeds/{name}"] = files.read(path, path.parent, SIZE)
        except files.Unreadable as fault:
            raise RefusedError(f"{path}: {fault}") from None
    return made


def _seed_names(paths: Sequence[Path]) -> list[str]:
    """Return what documents are called among the seeds: as they are called, but for what no seed may be called."""
    names: list[str] = []
    for path in paths:
        stem, suffix = path.stem.lstrip("."), path.suffix.lower()
        suffix = suffix if re.fullmatch(r"\.[a-z0-9]+", suffix, re.ASCII) else ""
        if files.is_ignored(Path(path.name)) or not stem:  # the README of a list of links is the list
            stem = path.absolute().parent.name
        stem = slugs.slug(stem, "list") if not re.fullmatch(r"[\w][\w.-]*", stem, re.ASCII) else stem
        if files.is_ignored(Path(stem + suffix)) or stem + suffix in readers.CURATED:
            stem = "list"
        taken = {name.casefold() for name in names}
        numbered = (f"{stem}{n}{suffix}" for n in ("", *(f"-{k}" for k in range(2, len(paths) + 2))))
        names.append(next(name for name in numbered if name.casefold() not in taken))
    return names
