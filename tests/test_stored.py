"""What a step made, as JSON and back."""

from pathlib import Path

import pytest

from carrel import model, readers, stored
from carrel.problem import Place

ROOT = Path(__file__).parents[1]


def test_every_entry_comes_back() -> None:
    """What readers found in the seeds of this repository and of the tiny list is the same afterwards."""
    for root in (ROOT, ROOT / "tests" / "library" / "list"):
        for _, reading in readers.read_all(root)[0].values():
            assert all(stored.loads(stored.dumps(entry)) == entry for entry in reading.entries)


def test_mappings_and_enums_come_back() -> None:
    """Also what readers of references keep."""
    origin = model.Origin(model.Kind.SEED, Place("seeds/x.bib", 3), model.Rule.WITHIN)
    field = model.Field({"a": ["b", {"c": None}], "d": 1.5, "e": True}, origin)
    back = stored.loads(stored.dumps(field))
    assert back.origin == origin
    assert back.origin.kind is model.Kind.SEED
    assert back.value == {"a": ("b", {"c": None}), "d": 1.5, "e": True}


def test_nothing_else_is_made() -> None:
    """A name that is no word of the model makes nothing."""
    with pytest.raises(KeyError):
        stored.loads('["Path", "/"]')
