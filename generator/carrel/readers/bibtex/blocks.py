"""The syntax of a BibTeX file: its entries and their fields, @string, @preamble, @comment, and what stands between.

The rules are BibTeX's own: braces pair whether or not a backslash stands before them, names of types, fields and
strings do not mind case, and text between entries is a comment. Where a file breaks the rules, one entry suffers and
the next begins at the next `@type{key,` at the start of a line. It is one pass, linear in the length of the file: all
braces are paired beforehand, so a value is one jump.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
GROWTH = 4  # times its length, a file may grow by the strings put in; @string can double itself again and again
MAX_STRING = 10_000
SHOWN = 40  # characters of a file in a message


@dataclass(frozen=True, slots=True)
class Said:
    """What a field says: its value with strings put in, and where the field begins."""

    name: str  # in lower case
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Block:
    """An entry as it stands; `kind` is its type in lower case. Fields come in their order, repeated ones too."""

    kind: str
    key: str
    line: int
    fields: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class File:
    """All of a file: its entries, what each filled line was taken for, and its faults as (line, message)."""

    entries: tuple[Block, ...]
    roles: Mapping[int, str]
    faults: tuple[tuple[int, str], ...]


def scan(text: str) -> File:
    """Read the blocks of a BibTeX file; it never fails."""
    return _Scanner(text).scan()


# The beginning of a block. An entry may have lost its brace.
_BLOCK = re.compile(
    r"@[ \t]*(?P<kind>[A-Za-z][\w:+-]*)"
    r"(?:\s*(?P<open>[{(])|(?=[ \t]*[^\s,{}=\"]*[ \t]*,[ \t]*\n[ \t]*[A-Za-z][\w:+-]*[ \t]*=[ \t]*[\"{]))"
)
# What a program writes at the head; if it forgets to end the line, blocks follow there.
_ENCODING = re.compile(r"^[ \t]*%+[ \t]*Encoding[ \t]*[:=][ \t]*[\w.-]+[ \t]*(?=@)", re.MULTILINE | re.IGNORECASE)
# A block that begins a line for sure: an entry that is open there was not closed.
_BOUNDARY = re.compile(
    r"^[ \t]*(?P<at>@)[ \t]*(?:(?:string|preamble|comment)\s*[{(]"
    r"|[A-Za-z][\w:+-]*[ \t]*[{(][ \t]*(?:[^\s,{}=\"]+[ \t]*)?,)",
    re.MULTILINE | re.IGNORECASE,
)
_KEY = re.compile(r"\s*(?P<key>[^,={}\"\n]*)(?P<comma>,?)")
_GAP = re.compile(r"(?:[\s,]|%[^\n]*)*")
_SPACE = re.compile(r"(?:\s|%[^\n]*\n)*")
_FIELD = re.compile(r"(?P<name>[^\s=,{}()\"#%@\\]+)\s*=\s*")
_STRAY = re.compile(r"[ \t]*[A-Za-z][\w:+-]*[ \t]*=[ \t]*[\"{]")
_FIELD_LINE = re.compile(r"\n[ \t]*[A-Za-z][\w:+-]*[ \t]*=[ \t]*[\"{\w]")
_MORE_FIELDS = re.compile(r"\s*,?\s*[A-Za-z][\w:+-]*\s*=\s*[\"{\d]")
_SECOND_BRACE = re.compile(r"\}\}[ \t]*,")
_WORD = re.compile(r"[^\s,{}()\"#=%]+")
_WORDS = re.compile(r"[^\n,#{}\"]*")
_BRACE = re.compile(r"[{}]")
_QUOTE_OR_BRACE = re.compile(r"[\"{]")
_COMMA_OR_BRACE = re.compile(r"[,\n{}]")


def behind_encoding(line: str) -> str:
    """Return what follows in a line that a program begins with the encoding, and forgets to end."""
    found = _ENCODING.match(line)
    return line[found.end() :] if found else line


@dataclass(slots=True)
class _Scanner:
    """A scanner over one file; `at` is the next character to read."""

    text: str
    at: int = 0
    starts: list[int] = field(default_factory=list)  # where lines begin
    closers: dict[int, int] = field(default_factory=dict)  # where a brace opens → where it closes
    boundaries: list[int] = field(default_factory=list)
    strings: dict[str, str] = field(default_factory=lambda: {m: m for m in MONTHS})
    unknown: list[tuple[str, int]] = field(default_factory=list)  # undefined strings, and where they are named
    cut: bool = False  # the last value had no end of its own
    grown: int = 0  # characters that strings have added
    roles: dict[int, str] = field(default_factory=dict)
    faults: list[tuple[int, str]] = field(default_factory=list)
    entries: list[Block] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.starts = [0, *(m.end() for m in re.finditer("\n", self.text))]
        self.boundaries = [m.start("at") for m in _BOUNDARY.finditer(self.text)]
        open_at: list[int] = []
        for brace in _BRACE.finditer(self.text):
            if brace.group() == "{":
                open_at.append(brace.start())
            elif open_at:
                self.closers[open_at.pop()] = brace.start()

    def scan(self) -> File:
        head = _ENCODING.search(self.text)
        self.at = head.end() if head else 0
        while found := _BLOCK.search(self.text, self.at):
            start = found.start()
            before = self.text[self._line_start(start) : start]
            if "%" in before:  # commented out
                self.at = self._line_end(start)
            elif before.strip(" \t\r}),"):
                self.at = found.end()  # in the middle of a sentence, or `user@host (me)`
            else:
                if not found["open"]:
                    self._fault(start, f"no brace after '{found.group()[:SHOWN]}'")
                self._block(found["kind"].lower(), start, found.end() - 1)
        self._comment_the_rest()
        self._tell_unknown_strings()
        return File(tuple(self.entries), self.roles, tuple(sorted(self.faults)))

    def _tell_unknown_strings(self) -> None:
        times = Counter(name for name, _ in self.unknown)
        for name, line in dict(reversed(self.unknown)).items():  # where each is first named
            again = f" ({times[name]} times)" if times[name] > 1 else ""
            self.faults.append((line, f"no @string defines '{name[:SHOWN]}'; its name stands for it{again}"))

    # --- where we are ---

    def _line(self, at: int) -> int:
        return bisect_right(self.starts, at)

    def _line_start(self, at: int) -> int:
        """Return where the line begins, or where we came into it."""
        return max(self.at, self.starts[self._line(at) - 1])

    def _line_end(self, at: int) -> int:
        line = self._line(at)
        return self.starts[line] if line < len(self.starts) else len(self.text)

    def _note(self, start: int, end: int, role: str) -> None:
        self.roles.update(dict.fromkeys(range(self._line(start), self._line(max(start, end - 1)) + 1), role))

    def _comment_the_rest(self) -> None:
        """Take what stands between blocks for a comment; fields there have lost their entry, and are told."""
        told = 0
        for number, start in enumerate(self.starts, 1):
            if number not in self.roles and self.text[start : self._line_end(start)].strip():
                self.roles[number] = "comment"
                if _STRAY.match(self.text, start):
                    if told != number - 1:
                        self._fault(start, "a field outside an entry; left out, and so are those below it")
                    told = number

    def _fault(self, at: int, message: str) -> None:
        self.faults.append((self._line(at), message))

    # --- blocks ---

    def _block(self, kind: str, start: int, opening: int) -> None:
        """Read one block, and stop after it."""
        self.at = opening + 1
        if kind == "comment":
            closing = self.closers.get(opening)
            self.at = self._line_end(opening) if closing is None else closing + 1
        elif kind == "preamble":
            self._preamble(opening)
        elif kind == "string":
            for said in self._body(start, "the @string"):
                self.strings[said.name] = said.value
        else:
            self._entry(kind, start)
        self._note(start, self.at, kind if kind in {"comment", "preamble", "string"} else "entry")

    def _preamble(self, opening: int) -> None:
        closing = self.closers.get(opening)
        if self.text[opening] == "(" or closing is None or closing > self._bound(opening):
            closing = self._line_end(opening) - 1
        self.at = closing + 1

    def _entry(self, kind: str, start: int) -> None:
        found = _KEY.match(self.text, self.at, self._bound(start))
        written = ""
        if found and (found["comma"] or not self.text.startswith("=", found.end())):
            written, self.at = found["key"].strip(), found.end()
        fields = self._body(start, f"the entry '{written[:SHOWN]}'" if written else f"an entry of type @{kind}")
        self.entries.append(Block(kind, written, self._line(start), fields))

    def _bound(self, start: int) -> int:
        """Return where the next block begins at the latest."""
        following = bisect_left(self.boundaries, start + 1)
        return self.boundaries[following] if following < len(self.boundaries) else len(self.text)

    def _body(self, start: int, what: str) -> tuple[Said, ...]:
        """Read the fields of a block up to its end; if it has none, read them again with more care."""
        body, faults, unknown = self.at, len(self.faults), len(self.unknown)
        bound = self._bound(start)
        fields, closed = self._fields(bound, careful=False)
        if not closed:
            del self.faults[faults:], self.unknown[unknown:]
            self.at = body
            fields, closed = self._fields(bound, careful=True)
            end = f"before line {self._line(bound)}" if bound < len(self.text) else "with the file"
            self._fault(start, f"{what} is not closed; it is taken to end {end}")
        return tuple(fields)

    # --- fields ---

    def _fields(self, bound: int, *, careful: bool) -> tuple[list[Said], bool]:
        """Read fields up to the end of the block, or to `bound`; tell whether the block was closed."""
        fields: list[Said] = []
        while (at := _end_of_gap(self.text, self.at)) < bound:
            self.at = at
            if self.text[at] in "})":
                self.at = at + 1
                if not _MORE_FIELDS.match(self.text, self.at, bound):
                    return fields, True
                self._fault(at, "a brace too many; the entry goes on after it")
                continue
            name = _FIELD.match(self.text, at, bound)
            if not name:
                self._skip(bound)
                continue
            self.at, self.cut = name.end(), False
            value = self._value(bound, careful=careful)
            fields.append(Said(name["name"].lower(), value, self._line(at)))
            after = _SPACE.match(self.text, self.at, bound)
            if after and after.end() < bound and self.text[after.end()] not in ",})" and not self.cut:
                self._fault(max(at, self.at - 1), f"no comma after '{name['name'][:SHOWN]}'")
        self.at = bound
        return fields, False

    def _skip(self, bound: int) -> None:
        """Pass over what is no field, up to the next comma or the end of the line."""
        start = self.at
        while found := _COMMA_OR_BRACE.search(self.text, self.at, bound):
            self.at = found.end()
            if found.group() == "{":
                closing = self.closers.get(found.start(), bound)
                self.at = closing + 1 if closing < bound else self.at
            elif found.group() == "}":
                self.at = found.start() if found.start() > start else found.end()
                break
            else:
                break
        else:
            self.at = bound
        skipped = " ".join(self.text[start : min(self.at, start + 2 * SHOWN)].split())
        self._fault(start, f"'{skipped[:SHOWN]}' is no field; a field is 'name = {{value}}'")

    def _value(self, bound: int, *, careful: bool) -> str:
        """Read `{…} # "…" # name`."""
        pieces = [self._piece(bound, careful=careful)]
        while (at := _end_of_space(self.text, self.at)) < bound and self.text[at] == "#":
            self.at = _end_of_space(self.text, at + 1)
            pieces.append(self._piece(bound, careful=careful))
        return "".join(pieces)

    def _piece(self, bound: int, *, careful: bool) -> str:
        start = self.at
        first = self.text[start] if start < bound else ""
        if first == "{":
            closing = self.closers.get(start, bound)
            if self.text[closing - 1 : closing] == "\\" and _SECOND_BRACE.match(self.text, closing):
                closing += 1  # `{a \}},`: the brace was meant to be escaped, though BibTeX does not know that
            return self._delimited(start + 1, closing, bound, careful=careful)
        if first == '"':
            return self._delimited(start + 1, self._closing_quote(start + 1, bound), bound, careful=careful)
        return self._bare(bound)

    def _closing_quote(self, at: int, bound: int) -> int:
        while found := _QUOTE_OR_BRACE.search(self.text, at, bound):
            if found.group() == '"':
                return found.start()
            at = self.closers.get(found.start(), bound) + 1
            if at > bound:
                break
        return bound

    def _delimited(self, start: int, closing: int, bound: int, *, careful: bool) -> str:
        """Read up to the end of a value; where it has none, or in an open entry, up to the next field at most."""
        if closing < bound and not careful:
            self.at = closing + 1
            return self.text[start:closing]
        cut = _FIELD_LINE.search(self.text, start, min(closing, bound))
        if not cut and closing < bound:
            self.at = closing + 1
            return self.text[start:closing]
        self.at, self.cut = cut.start() if cut else bound, True
        if not careful:
            self._fault(start, "a value is not closed; it is taken to end before the next field")
        return self.text[start : self.at].rstrip().rstrip(',}"').rstrip()

    def _bare(self, bound: int) -> str:
        """Read a number or the name of a string; several words are a value that lost its braces."""
        found = _WORD.match(self.text, self.at, bound)
        if not found:
            return ""
        word, start = found.group(), self.at
        self.at = found.end()
        after = _WORDS.match(self.text, self.at, bound)
        if after and after.group().strip(" \t\r)") and not _FIELD.match(self.text, _end_of_space(self.text, self.at)):
            self.at = after.end()
            self._fault(start, f"the value '{(word + after.group())[:SHOWN]}' has no braces")
            return (word + after.group()).strip()
        if word.isdecimal():
            return word
        value = self.strings.get(word.lower())
        if value is None:
            self.unknown.append((word, self._line(start)))
            return word
        self.grown += len(value)
        if self.grown > GROWTH * len(self.text) + MAX_STRING:
            self._fault(start, f"the strings have grown too long; '{word[:SHOWN]}' is left as it is")
            return word
        return value


def _end_of_gap(text: str, at: int) -> int:
    found = _GAP.match(text, at)
    return found.end() if found else at


def _end_of_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
