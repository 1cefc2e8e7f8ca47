"""Words that are spelled almost alike."""

import pytest

from carrel import spelling


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("EMLNP", "EMNLP"),
        ("Neural Netwroks", "Neural Networks"),
        ("Transactions on Robotic", "Transactions on Robotics"),
        ("Pattern Recognitions", "Pattern Recognition"),
        ("Artifical Intelligence", "Artificial Intelligence"),
    ],
)
def test_a_slip(slip: str, meant: str) -> None:
    """The one that is used less is the slip."""
    assert list(spelling.slips({slip: 1, meant: 5})) == [(slip, meant)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ACL", "AACL"),
        ("EACL", "NAACL"),
        ("ICML", "ICLR"),
        ("Workshop on Tides 2", "Workshop on Tides 3"),
        ("Neural Networks", "neural networks"),
        ("", "A"),
    ],
)
def test_no_slip(one: str, other: str) -> None:
    """Short names differ by a letter, numbers differ, and the same letters are one word."""
    assert list(spelling.slips({one: 1, other: 5})) == []


def test_of_two_used_alike_none_is_the_slip() -> None:
    """Nobody can tell which is right."""
    assert list(spelling.slips({"forecasting": 2, "forcasting": 2})) == []
