"""MkDocs's messages as problems: one line each, at the place where a person can put them right."""

import logging
import os
import re
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from carrel import yaml_faults
from carrel.problem import Place, Problem, Severity, error

SETTINGS = "mkdocs.yml"
_LOGGERS = ("mkdocs", "MARKDOWN")
_LONGEST = 500  # characters: a message may list every page of the site
_ABOUT_A_PAGE = re.compile(r"Error (?:reading|building) page '(?P<page>.+?)':")
_ABOUT_A_SETTING = re.compile(r"Config value '(?P<key>[^']+)': (?P<rest>.*)", re.DOTALL)
_ABOUT_A_DOCUMENT = re.compile(r"^Doc file '.+?' ")
_QUOTED = re.compile(r"'([^']+)'")
_QUIETLY = ("A 'dirty' build is being performed",)  # the preview knows what it does


@dataclass(slots=True)
class Ear:
    """What MkDocs said, at warning level or above."""

    records: list[logging.LogRecord] = field(default_factory=list)

    def said(self) -> Iterator[tuple[Severity, str]]:
        """Yield each message with its severity."""
        for record in self.records:
            text = record.getMessage()
            if not text.startswith(_QUIETLY):
                yield (Severity.ERROR if record.levelno >= logging.ERROR else Severity.WARNING), text


class _Collector(logging.Handler):
    def __init__(self, ear: Ear) -> None:
        super().__init__(logging.WARNING)
        self.ear = ear

    def emit(self, record: logging.LogRecord) -> None:
        self.ear.records.append(record)


@contextmanager
def listening() -> Iterator[Ear]:
    """Keep MkDocs from the terminal, and hear what it says; its loggers are as before in the end."""
    ear = Ear()
    collector = _Collector(ear)
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    before = [(logger.level, logger.propagate, logger.disabled) for logger in loggers]
    for logger in loggers:
        logger.addHandler(collector)
        logger.setLevel(logging.WARNING)
        logger.propagate, logger.disabled = False, False
    try:
        yield ear
    finally:
        for logger, (level, propagate, disabled) in zip(loggers, before, strict=True):
            logger.removeHandler(collector)
            logger.setLevel(level)
            logger.propagate, logger.disabled = propagate, disabled


def problems(root: Path, ear: Ear, fault: BaseException | None = None) -> list[Problem]:
    """Return what MkDocs said, and the fault that ended it if there was one, as problems."""
    found: list[Problem] = []
    page = ""
    for severity, text in ear.said():
        if fault is not None and (match := _ABOUT_A_PAGE.match(text)):
            page = match["page"]  # the fault itself tells more than this message
            continue
        found.append(Problem(_place(root, text), severity, _one_line(root, text)))
    if fault is not None and (page or not any(p.severity is Severity.ERROR for p in found)):
        found.append(_ending(root, fault, page))
    return found


def front_matter(page: str, block: str) -> Problem | None:
    """Return what is wrong with the front matter of a page, which MkDocs would publish as text without a word."""
    try:
        yaml.compose(block, yaml.CSafeLoader)
    except yaml.YAMLError as fault:
        if isinstance(fault, yaml.MarkedYAMLError):
            line, what = yaml_faults.explain(block, fault)
        else:
            line, what = _line_of_fault(fault), _yaml_says(fault)
        # Its first line is the second of the page.
        return error(Place(f"docs/{page}", line + 1), f"front matter is not YAML: {what}")
    return None


# --- places ----------------------------------------------------------------------------------------------------------


def _place(root: Path, text: str) -> Place:
    if setting := _ABOUT_A_SETTING.match(text):
        return Place(SETTINGS, _line_of_key(root, setting["key"]))
    quoted = _QUOTED.findall(text)
    if "'nav'" in text or '"nav"' in text:
        named = [name for name in quoted if name != "nav"]
        return Place(SETTINGS, _line_of_text(root / SETTINGS, named) or _line_of_key(root, "nav"))
    page = next((name for name in quoted if (root / "docs" / name).is_file()), "")
    return Place(f"docs/{page}", _line_of_link(root / "docs" / page, text)) if page else Place(SETTINGS)


def _line_of_link(page: Path, text: str) -> int:
    """Return the line of a page that holds the link of which the text speaks, or 0."""
    link = re.search(r"link '([^']+)'", text)
    return _line_of_text(page, [link[1]]) if link else 0


def _line_of_text(path: Path, wanted: Sequence[str]) -> int:
    try:
        lines = path.read_text("utf-8-sig", "replace").splitlines()
    except OSError:
        return 0
    return next((n for n, line in enumerate(lines, 1) if any(word in line for word in wanted)), 0)


def _line_of_key(root: Path, key: str) -> int:
    """Return the line of mkdocs.yml on which a setting stands, or 0 if it does not stand there."""
    try:
        node = yaml.compose((root / SETTINGS).read_bytes(), yaml.CSafeLoader)
    except (OSError, yaml.YAMLError):
        return 0
    if not isinstance(node, yaml.MappingNode):
        return 0
    return next((name.start_mark.line + 1 for name, _ in node.value if name.value == key), 0)


# --- the fault that ended it -----------------------------------------------------------------------------------------


def _ending(root: Path, fault: BaseException, page: str) -> Problem:
    if (yaml_fault := _yaml_fault(fault)) is not None:
        return error(
            Place(SETTINGS, _line_of_fault(yaml_fault)), _one_line(root, f"not YAML: {_yaml_says(yaml_fault)}")
        )
    what = _one_line(root, str(fault)) or "it gave no reason"
    if type(fault).__module__.partition(".")[0] not in ("mkdocs", "jinja2"):
        what = f"{type(fault).__name__}: {what}"
    place = Place(f"docs/{page}") if page else Place(SETTINGS, _line_of_key(root, "strict") if "strict" in what else 0)
    template, line = _template(fault)
    if template is None:
        return error(place, what)
    if template.is_relative_to(root):
        meanwhile = f" (while building {page})" if page else ""
        return error(Place(template.relative_to(root).as_posix(), line), f"{what}{meanwhile}")
    return error(place, f"{what} (line {line} of the theme's {template.name})")


def _template(fault: BaseException) -> tuple[Path | None, int]:
    """Return the template, and its line, in which a fault happened: Jinja puts its templates into the traceback."""
    name, line = getattr(fault, "filename", None), getattr(fault, "lineno", 0)
    if type(fault).__module__ == "jinja2.exceptions" and isinstance(name, str):
        return Path(name), line or 0
    for frame in reversed(traceback.extract_tb(fault.__traceback__)):
        if not frame.filename.endswith(".py") and Path(frame.filename).is_file():
            return Path(frame.filename), frame.lineno or 0
    return None, 0


def _yaml_fault(fault: BaseException) -> yaml.YAMLError | None:
    cause: BaseException | None = fault
    while cause is not None:
        if isinstance(cause, yaml.YAMLError):
            return cause
        cause = cause.__cause__ or cause.__context__
    return None


def _line_of_fault(fault: yaml.YAMLError) -> int:
    mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
    return mark.line + 1 if mark else 0


def _yaml_says(fault: yaml.YAMLError) -> str:
    said = [getattr(fault, part, None) for part in ("context", "problem")]
    return ", ".join(str(part) for part in said if part) or " ".join(str(fault).split())


def _one_line(root: Path, text: str) -> str:
    """Return the text in one line of bearable length, without the path of the folder that the list is in."""
    if setting := _ABOUT_A_SETTING.match(text):
        text = f"{setting['key']}: {setting['rest']}"
    text = _ABOUT_A_DOCUMENT.sub("", text)  # the place names it
    line = " ".join(text.replace(f"{root}{os.sep}", "").split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()} …"
