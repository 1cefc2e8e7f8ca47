"""Numbers as text that a script can hold as it is: small ones are one character, and nothing needs escaping."""

from __future__ import annotations

from collections.abc import Iterable

# Printable ASCII, but for what needs escaping and what parts cells and rows: the first 64 end a number, the others go
# before one of those.
CELL, ROW = " ", "|"
DIGITS = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"\\<|')
ENDS = 64
MORE = len(DIGITS) - ENDS


def write(number: int) -> str:
    """Return a number as text."""
    high, low = divmod(number, ENDS)
    text = DIGITS[low]
    while high:
        high, digit = divmod(high - 1, MORE)
        text = DIGITS[ENDS + digit] + text
    return text


_USUAL = [write(number) for number in range(1 << 12)]


def write_rising(numbers: Iterable[int]) -> str:
    """Return numbers that never fall, each as its distance from the one before."""
    usual, last, parts = _USUAL, 0, []
    for number in numbers:
        gap = number - last
        parts.append(usual[gap] if gap < 4096 else write(gap))  # noqa: PLR2004  # as many as are kept
        last = number
    return "".join(parts)
