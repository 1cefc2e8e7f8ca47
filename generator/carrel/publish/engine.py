"""MkDocs, and the only place that imports it: a list's mkdocs.yml and docs/ in, a folder of HTML out."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.base import LegacyConfig
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import YAML_RE

from carrel.problem import Place, Problem, error
from carrel.publish import messages

# The earliest date that a zip archive can hold; it stands where a list names none.
FIRST_DATE = date(1980, 1, 1)

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Rendering:
    """What came of a run of MkDocs, and what a preview must know to render only a part the next time."""

    problems: list[Problem]
    pages: int = 0  # rendered in this run
    outputs: Mapping[str, str] = field(default_factory=dict)  # files of docs/ and the theme → files of the site
    navigation: str = ""  # what each page shows of the others; where it changed, every page did
    folders: tuple[Path, ...] = ()  # of templates, and what else mkdocs.yml wants watched
    prefix: str = "/"  # the path of site_url, under which the site will be hosted
    only_whole: str = ""  # why no part of the site can be rendered alone


def render(
    root: Path,
    target: Path,
    *,
    date: str | None,
    only: frozenset[str] | None = None,
    progress: Progress | None = None,
) -> Rendering:
    """Run MkDocs on the list in `root`, into the folder `target`; never raise for what is wrong with the list.

    `only` names the files of docs/ to render; all if it is None. The pages of the navigation are rendered in any
    case, since each page shows their titles.
    """
    if not (root / messages.SETTINGS).is_file():
        missing = "there is no such file; it names the site and its theme"
        return Rendering([error(Place(messages.SETTINGS), missing)])
    overseer = _Overseer(only, progress)
    with messages.listening() as ear, _environment(date):
        fault: BaseException | None = None
        config: MkDocsConfig | None = None
        try:
            config = _load(root, target)
            only_whole = _only_whole(config)
            config.plugins["carrel"] = overseer
            build(config, dirty=only is not None)
            _finish(target, hosted=bool(config.site_url))
        except (Exception, SystemExit) as ended:  # noqa: BLE001 - whatever a theme or a plugin raises is told in one line
            fault = ended
    problems = [*overseer.problems, *messages.problems(root, ear, fault)]
    if config is None or fault is not None:
        return Rendering(problems)
    return Rendering(
        problems,
        pages=overseer.pages,
        outputs=overseer.outputs,
        navigation=overseer.navigation,
        folders=tuple(Path(folder) for folder in (*config.theme.dirs, *config.watch)),
        prefix=urlsplit(config.site_url or "/").path or "/",
        only_whole=only_whole,
    )


def site_name(root: Path) -> str:
    """Return the name that mkdocs.yml gives the site; an empty text if it cannot be read."""
    with messages.listening(), _environment(None):
        try:
            return str(_load(root, root / "site").site_name)
        except (Exception, SystemExit):  # noqa: BLE001 - a build tells what is wrong; here only the name is wanted
            return ""


def _load(root: Path, target: Path) -> MkDocsConfig:
    settings = str(root / messages.SETTINGS)
    return load_config(settings, config_file_path=settings, site_dir=str(target))


def _only_whole(config: MkDocsConfig) -> str:
    readers = [name for name in config.markdown_extensions if "snippets" in name or "include" in name]
    if strangers := [*config.plugins, *config.hooks, *readers]:
        return f"mkdocs.yml uses {', '.join(map(str, strangers))}"
    return ""


@contextmanager
def _environment(date: str | None) -> Iterator[None]:
    """Give the build its date, whatever day it is and whatever the environment says."""
    ours: Mapping[str, str] = {"SOURCE_DATE_EPOCH": str(timestamp(date)), "NO_MKDOCS_2_WARNING": "1"}
    before = {name: os.environ.get(name) for name in ours}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def timestamp(text: str | None) -> int:
    """Return the seconds since 1970 of a date such as `2023`, `2023-04` or `2023-04-07`, at midnight in Greenwich."""
    try:
        day = max(FIRST_DATE, date.fromisoformat(f"{text or FIRST_DATE}-01-01"[:10]))
    except ValueError:
        day = FIRST_DATE
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def _finish(target: Path, *, hosted: bool) -> None:
    """Drop what an address-less site has no use for, and give each file the same mode whatever the umask says."""
    if not hosted:
        for name in ("sitemap.xml", "sitemap.xml.gz"):  # MkDocs writes them without a single address in them
            (target / name).unlink(missing_ok=True)
    target.chmod(0o755)
    for folder, folders, files in os.walk(target):
        for name in folders:
            Path(folder, name).chmod(0o755)
        for name in files:
            Path(folder, name).chmod(0o644)


class _Choosy(File):
    """A file that MkDocs takes for modified when we say so, not when its date does."""

    touched = False

    def is_modified(self) -> bool:
        return self.touched


class _Overseer(BasePlugin[LegacyConfig]):  # type: ignore[no-untyped-call] # MkDocs has a hook without types there
    """Stands beside a run of MkDocs: chooses what is rendered and sees what comes of it; changes no page."""

    def __init__(self, only: frozenset[str] | None, progress: Progress | None) -> None:
        self.only = only
        self.progress = progress
        self.problems: list[Problem] = []
        self.pages = 0
        self.outputs: dict[str, str] = {}
        self.navigation = ""
        self._steps = 0
        self._done = 0
        self._nav: Navigation | None = None

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        del config
        self.outputs = {
            file.src_uri: file.dest_uri for file in files if file.inclusion.value > InclusionLevel.DRAFT.value
        }
        self._steps = 2 * len(files.documentation_pages())
        return files if self.only is None else Files([self._choosy(file, self.only) for file in files])

    @staticmethod
    def _choosy(file: File, only: frozenset[str]) -> File:
        chosen = _Choosy(file.src_uri, file.src_dir, file.dest_dir, file.use_directory_urls, inclusion=file.inclusion)
        chosen.touched = file.src_uri in only
        return chosen

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        del config, files
        self._nav = nav
        for page in nav.pages:
            if isinstance(page.file, _Choosy):
                page.file.touched = True
        return nav

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        del config, files
        if (block := YAML_RE.match(markdown)) and (problem := messages.front_matter(page.file.src_uri, block[1])):
            self.problems.append(problem)
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        del page, config, files
        self._step()
        return html

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        del page, config
        self.pages += 1
        self._step()
        return output

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        del config
        if self._nav is not None:
            marks = [[page.meta.get(key) for key in ("icon", "status", "subtitle")] for page in self._nav.pages]
            self.navigation = f"{self._nav}\n{marks}"

    def _step(self) -> None:
        self._done += 1
        if self.progress is not None:
            self.progress(self._done, self._steps)
