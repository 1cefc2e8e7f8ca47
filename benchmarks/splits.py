"""How well names are taken apart: names that people split by hand, and BibTeX's own cases."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path

from carrel import names
from carrel.model import Name
from carrel.readers.bibtex import text as bibtex_text


@dataclass(frozen=True, slots=True)
class Splits:
    """How many names came out right, and those that did not."""

    of: int
    wrong: tuple[str, ...]

    @property
    def share(self) -> float:
        """How much of all is right."""
        return 1 - len(self.wrong) / max(1, self.of)


def _hard(root: Path) -> list[dict[str, str]]:
    with (root / "names/acl_hard_names_A.tsv").open(encoding="utf-8", newline="") as lines:
        return [r for r in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if r["first"]]


def given_first(root: Path) -> Splits:
    """Split hard names with a family name of one word, written `Given Family`."""
    rows = [(f"{r['first']} {r['last']}", r) for r in _hard(root) if "multiword-last" not in r["why"]]
    wrong = [written for written, r in rows if names.parse(written) != Name(r["last"], r["first"])]
    return Splits(len(rows), tuple(wrong))


def family_first(root: Path) -> Splits:
    """Split hard names written `Family, Given`; those with a comma of their own, or a suffix for a name, are none."""
    plain = [r for r in _hard(root) if "," not in r["last"] + r["first"] and not names.SUFFIX.fullmatch(r["first"])]
    rows = [(f"{r['last']}, {r['first']}", r) for r in plain]
    wrong = [written for written, r in rows if names.parse(written) != Name(r["last"], r["first"])]
    return Splits(len(rows), tuple(wrong))


def bibtex(root: Path) -> Splits:
    """Split BibTeX's own names, and its lists of names."""
    cases = json.loads((root / "names/bibtexparser_name_tests.json").read_text("utf-8"))
    regular, lists = (
        cases["REGULAR_NAME_PARTS_PARSING_TEST_CASES"],
        cases["test_split_coauthors_consistent_with_bibtex"],
    )
    wrong = [written for written, expected in regular if _parts(written, expected) != expected]
    wrong += [written for written, expected in lists if bibtex_text.split_list(written) != expected]
    return Splits(len(regular) + len(lists), tuple(wrong))


def _parts(written: str, expected: dict[str, list[str]]) -> dict[str, list[str]]:
    found = bibtex_text.split_name(written)
    return {part: list(getattr(found, part)) for part in expected}
