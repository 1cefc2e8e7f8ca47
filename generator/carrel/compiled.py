"""Compiled templates, kept as Python keeps compiled modules: in `__pycache__`, where that may be written."""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from pickle import UnpicklingError
from tempfile import NamedTemporaryFile

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from carrel import __version__


class Templates(BytecodeCache):
    """Compiled templates by the place where each is kept; one whose source has changed is compiled again."""

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return where a template is kept."""
        return cache_from_source(filename or name)

    def get_source_checksum(self, source: str) -> str:
        """Return what tells a template from an older one; an older Carrel may have compiled the same otherwise."""
        return super().get_source_checksum(f"{__version__}\n{source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read what was compiled before, if it can be read."""
        with suppress(OSError, EOFError, ValueError, TypeError, UnpicklingError), Path(bucket.key).open("rb") as file:
            bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled; it takes its place in one step, since two processes may compile at once."""
        place = Path(bucket.key)
        if sys.dont_write_bytecode:
            return
        with suppress(OSError):  # Carrel may be installed where its user must not write
            place.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=place.parent, delete=False) as file:
                bucket.write_bytecode(file)
            Path(file.name).replace(place)
