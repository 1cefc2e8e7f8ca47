"""Writes what is made from the code and kept under version control: `python tests/refresh_docs.py && git diff`.

That is docs/checks.md, the table of fields in docs/records.md, and the JSON Schemas.
"""

from __future__ import annotations

import re
from pathlib import Path

from carrel import checks
from carrel.records import fields, schema

ROOT = Path(__file__).parents[1]
TABLE = re.compile(r"^\| field \| what it is \| example \|\n(?:\|.*\n)+", re.MULTILINE)
HEAD = """\
# Checks

`carrel check` tells what is wrong in a list, and what could be better. Each line ends in the name of a check; this page
tells what each of them means, and so does `carrel check --explain NAME`.

```console
$ carrel check
seeds/papers/lancet.yml:14: error: unknown field 'vennue'; did you mean 'venue'? [unknown-field]
```

- An **error** must be put right: the command ends with exit code 1. What a build meets on its way stops it, too, and
  the last good site stays.
- A **warning** should be looked at. It stops nothing.
- A **hint** is a suggestion. Only `carrel check` shows it.

`--only schema,missing` tells the problems of these checks alone. `--since REV` tells what a change touches: all
problems of the files that changed since a revision of git, and those that the change causes elsewhere. `--format json`
is for programs, and `--format github` marks the lines of a pull request.
"""


def made() -> dict[str, str]:
    """Return every file that is made, by its path."""
    return {"docs/checks.md": page(), "docs/records.md": records(), **schema.files()}


def page() -> str:
    """Return the page of the checks."""
    rows = "".join(f"| [{name}](#{name}) | {checks.title(check)} |\n" for name, check in checks.registry().items())
    sections = "\n".join(checks.described(name) for name in checks.registry())
    return f"{HEAD}\n| check | what is wrong |\n|---|---|\n{rows}\n{sections}"


def records() -> str:
    """Return docs/records.md with its table of fields made anew."""
    rows = "".join(f"| `{name}` | {field.what} | `{field.example}` |\n" for name, field in fields.RECORD.items())
    table = f"| field | what it is | example |\n|---|---|---|\n{rows}"
    return TABLE.sub(lambda _: table, (ROOT / "docs" / "records.md").read_text("utf-8"), count=1)


def main() -> None:
    """Write each file anew."""
    for name, text in made().items():
        (ROOT / name).parent.mkdir(exist_ok=True)
        (ROOT / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
