"""Writes the golden files of the tiny list anew: `python tests/refresh_library.py && git diff tests/library/golden`.

Each file of golden/ is what `carrel write` makes of library/list under the same path; a new case is a new, empty file.
"""

import sys
import tempfile
from pathlib import Path

import lists
from carrel import build

GOLDEN = Path(__file__).parent / "library" / "golden"


def cases() -> list[str]:
    """Return the golden files, relative to their folder."""
    return sorted(path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*") if path.is_file())


def main() -> None:
    """Write each golden file anew."""
    with tempfile.TemporaryDirectory() as folder:
        root = lists.copy("library", Path(folder) / "list")
        build.write(root)
        for case in cases():
            made = root / "docs" / case
            if made.exists():
                (GOLDEN / case).write_bytes(made.read_bytes())
            else:
                print(f"{case}: no longer written; take it away, or call it anew", file=sys.stderr)


if __name__ == "__main__":
    main()
