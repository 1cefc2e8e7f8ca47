"""The folder `.carrel/`: what Carrel keeps beside a list while it works. Nothing in it is worth keeping."""

from pathlib import Path

NAME = ".carrel"


def state_folder(root: Path) -> Path:
    """Return the folder, made if need be, and kept out of version control by itself."""
    folder = root / NAME
    folder.mkdir(exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="ascii")
    return folder
