"""Numbers as text that a script can hold as it is: small ones are one character, and nothing needs escaping."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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


_USUAL = [write(number).encode() for number in range(1 << 12)]
_VALUES = {ord(digit): value for value, digit in enumerate(DIGITS)}


def written(number: int) -> bytes:
    """Return a number as the bytes of its text: what is kept while an index grows takes no more than that."""
    return _USUAL[number] if number < 4096 else write(number).encode()  # noqa: PLR2004  # as many as are kept


def write_rising(numbers: Iterable[int]) -> str:
    """Return numbers that never fall, each as its distance from the one before."""
    last, text = 0, bytearray()
    for number in numbers:
        text += written(number - last)
        last = number
    return text.decode()


def read(text: Iterable[int]) -> Iterator[int]:
    """Yield the numbers of a text, which is given as bytes."""
    high = 0
    for digit in map(_VALUES.__getitem__, text):
        if digit < ENDS:
            yield high * ENDS + digit
            high = 0
        else:
            high = high * MORE + digit - ENDS + 1
