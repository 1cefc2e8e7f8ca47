"""Makes the hostile list: each field and each file name of it means harm; see tests/hostile/."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from carrel import names
from carrel.catalogue.topics import LONGEST

PAYLOADS: list[str] = json.loads(Path(__file__).with_name("hostile").joinpath("payloads.json").read_text("utf-8"))
PAYLOADS.append("LongWord" * 1250)

# Names that mean something to a shell, a browser, Markdown or a file system. (A seed is called as its maker likes.)
SEEDS = (
    'it\'s "quoted" $(touch pwned); `touch pwned` & | > x.txt',
    "<img src=x onerror=alert(1)>.txt",
    "[x](javascript:alert(1)) {{ 7*7 }} {% raw %} *a* _b_.txt",
    "-rf.txt",
    "%2e%2e%2f #fragment?query=1.txt",
    "line\nbreak\ttab\u202eright\u200b.txt",
    "资料 👩‍👩‍👧‍👦.txt",
    "con.txt",
    "index.txt",
    "~" + "long" * 60 + ".txt",
    "folder with $(spaces)/<b>/sub.txt",
)
# Ids have to be plain; these are plain and mean something all the same.
IDS = ("constructor", "tostring", "hasownproperty", "null", "true", "undefined", "proto", "script", "0", "1e3", "2210")

SETTINGS = """\
site_name: "<script>window.__pwned=1;alert(1)</script> {{ 7*7 }} & \\"quoted\\""
site_description: "\\"><img src=x onerror=alert(1)> {% raw %}"
theme: {name: carrel}
plugins: []
use_directory_urls: false
nav: [Home: index.md, Papers: papers/index.md, About: about.md]
not_in_nav: |
  /search.md
  /*/
markdown_extensions: [attr_list, md_in_html]
"""
ABSTRACT = (
    "In this paper, we propose a method that is told by {}, and we show that the results of our experiments improve "
    "the accuracy of the model on all the datasets. The approach is efficient, and it outperforms the state-of-the-art "
    "systems, whatever {} may mean to the framework that shows it on a screen, so that nobody has to be afraid of it."
)


def make(root: Path) -> Path:
    """Write the hostile list into a new folder."""
    files = {"mkdocs.yml": SETTINGS, "docs/about.md": "# About\n\nBy hand.\n", "seeds/topics.yml": taxonomy()}
    files["seeds/people.yml"] = people()
    files |= {f"seeds/papers/{name}.yml": record for name, record in records()}
    files["seeds/keywords.json"] = keywords()
    files |= {f"seeds/{name}": seed(n) for n, name in enumerate(SEEDS)}
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def topic(n: int) -> str:
    """Return the id of the topic of a paper; three papers share one, so that there are not too many pages to open."""
    return IDS[n // 3] if n // 3 < len(IDS) else f"t{n // 3}"


def taxonomy() -> str:
    """Return topics, each of three payloads."""
    topics = [
        {
            "id": topic(n),
            "name": PAYLOADS[n],
            "definition": " ".join(PAYLOADS[n : n + 3]),
            "phrases": PAYLOADS[n : n + 3],
        }
        for n in range(0, len(PAYLOADS), 3)
    ]
    return as_yaml([*topics, {"uncurated": "true"}])


def keywords() -> str:
    """Return a document of one paper with some of the payloads for keywords, which makes topics of them."""
    told = [payload for payload in PAYLOADS if payload.strip() and len(payload) < LONGEST][::8]
    return json.dumps([{"id": "x", "type": "book", "title": "A Study of Words", "keyword": ";".join(told)}])


def paper(n: int) -> str:
    """Return the id of the record that holds a payload."""
    return IDS[n] if n < len(IDS) else f"p{n}"


def records() -> Iterator[tuple[str, str]]:
    """Yield a record for each payload that has it in every field."""
    for n, payload in enumerate(PAYLOADS):
        address = quote(payload, safe="!$&'()*+,;=:@/?#[]%~")
        fields = {
            "title": payload,
            "authors": [payload if n % 2 else {"family": payload, "given": payload}, "Ann Bell", "et al."],
            "abstract": payload if n % 2 else {"text": payload, "language": "en", "translator": payload},
            "has_code": "true",
            "score": "21.1",
            "date": f"{2000 + n % 5}",
            "venue": payload,
            "volume": payload,
            "issue": payload,
            "pages": payload,
            "publisher": payload,
            "doi": "10.1000/" + "".join(payload.split()),
            "url": f"https://evil.example/{address}",
            "code": f"https://evil.example/?{address}#{address}",
            "topics": [topic(n)],
            "evidence": payload,
            "remark": payload,
            "note": payload,
            "why": f"*Why*: {payload}",
            "extra": {payload[:100]: payload},
            **({"aliases": [f"alias-{n}"]} if n < len(IDS) else {}),
        }
        yield paper(n), as_yaml(fields)


def people() -> str:
    """Return three people of one name, who share all payloads among them, in every field."""
    told = [payload for payload in PAYLOADS if payload.strip()]
    entries = [
        {
            "id": f"bell-{n}",
            "name": "Ann Bell",
            "variants": [payload for payload in told[n::3] if names.fold(names.parse(payload))],
            "known_for": told[n],
            "affiliations": told[n::3],
            "orcid": "0000-0002-1825-0097",
            "homepage": "https://evil.example/" + quote(told[n]),
            "papers": [paper(4 * n)],
            "perhaps": [{"papers": [paper(4 * n + 2)], "why": " ".join(told[n::3])}],
            "evidence": [*told[n::3], "https://evil.example/?" + "".join(told[n].split())],
            "not": [{"id": f"bell-{(n + 1) % 3}", "why": " ".join(told[n::3])}],
            "remark": told[n],
        }
        for n in range(3)
    ]
    return as_yaml(entries)


def as_yaml(value: object) -> str:
    """Return a value as YAML that says every character of it; JSON would split some in two."""
    written = json.dumps(value, ensure_ascii=False)
    return "".join(c if c.isprintable() or ord(c) > 0xFFFF else f"\\u{ord(c):04x}" for c in written)


def seed(n: int) -> str:
    """Return a document of one of the four shapes with some of the payloads in it."""
    told = [p for p in PAYLOADS if p.isprintable() and len(p) < 200][n :: len(SEEDS)][:2]
    abstracts = [ABSTRACT.format(payload, payload) for payload in told]
    if n % 4 == 0:
        owner = "O'<b>Owner</b>, `Given`\n"
        return owner + "".join(
            f"A Study of {p}\nBell, Ann, <i>, Carl*\n{a}\n" for p, a in zip(told, abstracts, strict=True)
        )
    if n % 4 == 1:
        return "".join(f"{a}\ntranslated by {p}\n" for p, a in zip(told, abstracts, strict=True))
    if n % 4 == 2:
        return "".join(f"{abstract}\n" for abstract in abstracts)
    return "".join(
        f"9.9LGApr 7, 2023Code\nA Study of {p} in MoldavieAnn Bell, Carl Dorn et al.\n{a}\n"
        for p, a in zip(told, abstracts, strict=True)
    )
