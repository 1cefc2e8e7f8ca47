"""Golden cases as tables: one a row, between tabs."""

import csv
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table below golden/; cells that are not there are empty."""
    with (GOLDEN / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""))
