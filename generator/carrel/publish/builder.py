"""Builds the site beside the old one, and puts it in its place if all went well."""

from collections.abc import Callable
from pathlib import Path

from carrel.problem import Place, Problem, error, has_errors, warning
from carrel.publish.lock import RefusedError, locked
from carrel.publish.state import NAME, state_folder
from carrel.publish.swap import Stage, objection

SITE = "site"


def build_site(
    root: Path,
    *,
    date: str | None,
    target: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[Problem]:
    """Build docs/ into `target` (the list's site/ if None) and return what is wrong; after an error nothing changed.

    `date` is the newest date in the list: it stands for today, so that a site does not depend on the day.
    `progress` is told how many steps are done, and of how many.
    """
    from carrel.publish import engine  # noqa: PLC0415 - MkDocs takes 0.2 s to import, and most commands do without

    root = root.resolve()
    goal = (target or root / SITE).absolute()
    goal = goal.parent.resolve() / goal.name
    if why := objection(root, goal):
        return [error(_place(root, goal), why)]
    try:
        with locked(root):
            stage = _stage(root, goal)
            rendering = engine.render(root, stage.begin(), date=date, progress=progress)
            if not has_errors(rendering.problems):
                stage.commit()
            stage.recover()
    except RefusedError as refused:
        return [error(Place(NAME), str(refused))]
    except OSError as fault:
        return [error(_place(root, goal), f"cannot be replaced: {fault.strerror or fault}")]
    return rendering.problems


def recover(root: Path) -> list[Problem]:
    """Restore the site if an earlier command was killed while it changed places; cheap if there is nothing to do."""
    root = root.resolve()
    if not (root / NAME).is_dir():
        return []
    try:
        with locked(root, patience=0):
            _stage(root, root / SITE).recover()
    except RefusedError:
        pass  # the one at work looks after it
    except OSError as fault:
        return [warning(Place(SITE), f"could not be looked after: {fault.strerror or fault}")]
    return []


def _stage(root: Path, goal: Path) -> Stage:
    if goal == root / SITE:
        return Stage(goal, state_folder(root))
    # A rename must not leave the file system, so a site elsewhere grows beside its place.
    goal.parent.mkdir(parents=True, exist_ok=True)
    return Stage(goal, goal.parent)


def _place(root: Path, goal: Path) -> Place:
    return Place(goal.relative_to(root).as_posix() if goal.is_relative_to(root) else goal.name)
