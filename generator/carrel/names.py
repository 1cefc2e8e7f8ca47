"""Names as written: their parts, and the folded form under which two spellings are the same name."""

from __future__ import annotations

import re
import unicodedata

from carrel.model import Name

# Words that belong to the family name that follows them, as long as they are written small.
PARTICLES = frozenset(
    "af al av bin da dal de degli dei del dela dell della den der des di do dos du e el ibn la las le lo los mac "
    "op 't ten ter van vande vanden vander vom von y zu zum zur".split()
)
SUFFIX = re.compile(r"(?:Jr|Sr|jr|sr)\.?|I{2,3}|IV")


def parse(written: str) -> Name:
    """Read a name in either order: `Wang, Xiaodong` or `Xiaodong Wang`."""
    words = " ".join(written.split())
    if "," in words:
        return family_first(words)
    return given_first(words)


def family_first(written: str) -> Name:
    """Read `Family, Given`; of `Family, Jr., Given` the suffix stays with the family name."""
    parts = [p.strip() for p in written.split(",") if p.strip()]
    if not parts:
        return Name(written.strip())
    if len(parts) > 2 and SUFFIX.fullmatch(parts[1]):
        parts = [f"{parts[0]} {parts[1]}", *parts[2:]]
    elif len(parts) > 2 and SUFFIX.fullmatch(parts[-1]):
        parts = [f"{parts[0]} {parts[-1]}", *parts[1:-1]]
    return Name(parts[0], " ".join(parts[1:]))


def given_first(written: str) -> Name:
    """Read `Given Family`: the last word and the particles before it are the family name."""
    words = written.split()
    end = len(words)
    while end > 2 and SUFFIX.fullmatch(words[end - 1].rstrip(",")):
        end -= 1
    start = end - 1
    particles = [i for i in range(1, end - 1) if words[i] in PARTICLES]
    if particles:
        start = particles[0]
    if start <= 0:
        return Name(" ".join(words))
    return Name(" ".join(words[start:]), " ".join(words[:start]))


def fold(name: Name) -> str:
    """Return the form in which spellings agree: accents, case, dots and hyphens do not count, the order does."""
    letters = unicodedata.normalize("NFKD", str(name)).casefold()
    kept = "".join(" " if c in "-\u2010\u2011.,·" else c for c in letters if not unicodedata.combining(c))
    return " ".join("".join(c for c in kept if c.isalnum() or c.isspace()).split())


def sort_key(name: Name) -> tuple[str, str]:
    """Return what a list of people is sorted by: family, then given name, accents aside."""
    return _sortable(name.family), _sortable(name.given)


def _sortable(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in folded if not unicodedata.combining(c))
