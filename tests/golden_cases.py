"""Golden cases as files: blocks of lines with blank lines between; lines that begin with `%%` are remarks."""

from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"


def blocks(name: str) -> list[list[str]]:
    """Return the blocks of a file below golden/."""
    found = (GOLDEN / name).read_text("utf-8").split("\n\n")
    cases = ([line for line in block.splitlines() if not line.startswith("%%")] for block in found)
    return [case for case in cases if case]
