"""Real inputs that nobody here wrote; they stand outside the project, where CARREL_CORPORA says."""

import os
from pathlib import Path

import pytest


def corpus(path: str) -> Path:
    """Return a file or folder of the corpora; the test is skipped, aloud, where there is none."""
    root = os.environ.get("CARREL_CORPORA")
    if not root or not Path(root, path).exists():
        pytest.skip(f"no {path}: set CARREL_CORPORA to the folder of corpora")
    return Path(root, path)
