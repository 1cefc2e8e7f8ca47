"""The site as one file: a zip archive that opens from disk once it is unpacked."""

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

from carrel.problem import Place, Problem, error
from carrel.publish.builder import SITE, recover
from carrel.publish.lock import RefusedError, locked
from carrel.slugs import slug

# Nothing in the archive tells when or where it was made: the earliest date that a zip can hold, and one mode.
_DATE = (1980, 1, 1, 0, 0, 0)
_MODE = 0o100644
_UNIX = 3
_LEVEL = 9


def pack_site(root: Path, zip_path: Path) -> list[Problem]:
    """Pack the site of the list into `zip_path`; the same site always gives the same bytes.

    All lies in one folder, named after the site. The archive may stand in the site itself; it does not hold itself.
    """
    from carrel.publish import engine  # noqa: PLC0415 - MkDocs takes 0.2 s to import, and most commands do without

    root = root.resolve()
    recover(root)
    if not (root / SITE / "index.html").is_file():
        return [error(Place(SITE), "there is no site to pack; build it first")]
    try:
        with locked(root):
            pack_folder(root / SITE, zip_path, slug(engine.site_name(root), SITE))
    except RefusedError as refused:
        return [error(Place(SITE), str(refused))]
    except OSError as fault:
        return [error(Place(zip_path.name), f"cannot be written: {fault.strerror or fault}")]
    return []


def pack_folder(folder: Path, zip_path: Path, name: str) -> None:
    """Pack what is in a folder into an archive whose only folder is called `name`."""
    half = zip_path.with_name(f".{zip_path.name}.new")
    left_out = {zip_path.resolve(), half.resolve()}
    try:
        with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
            for path in _files(folder):
                if path.resolve() not in left_out:
                    archive.writestr(_entry(f"{name}/{path.relative_to(folder).as_posix()}"), path.read_bytes())
        half.replace(zip_path)
    finally:
        half.unlink(missing_ok=True)


def _files(folder: Path) -> Iterator[Path]:
    found = (Path(parent, name) for parent, _, names in os.walk(folder) for name in names)
    yield from sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = _UNIX
    entry.external_attr = _MODE << 16
    return entry
