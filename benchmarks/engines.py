"""Whether another engine makes the same site: the pages of a list, built by Zensical, have the same addresses.

    python -m benchmarks.engines ROOT    # a list that is built already; exit 1 if addresses differ

Zensical reads docs/ and mkdocs.yml as they are. It has its own theme, so pages that ask for a template of ours get a
plain one here: what is compared is where pages are, not how they look.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

_TEMPLATE = re.compile(r"^template: ?['\"]?([\w.-]+\.html)['\"]?$", re.MULTILINE)
SHOWN = 20  # addresses


def main(root: Path) -> int:
    """Build the list by Zensical and compare the addresses of its pages."""
    ours = _pages(root / "site")
    if not ours:
        print(f"{root}: no site; build it first")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        theirs = _pages(_built(root, Path(folder)))
    for what, some in (("only by MkDocs", ours - theirs), ("only by Zensical", theirs - ours)):
        for page in sorted(some)[:SHOWN]:
            print(f"{what}: {page}")
    print(f"{len(ours):,} pages by MkDocs, {len(theirs):,} by Zensical, {len(ours & theirs):,} the same")
    return 0 if ours == theirs else 1


def _pages(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}


def _built(root: Path, folder: Path) -> Path:
    """Build the docs of the list in a folder, from a copy, for it reads no other."""
    shutil.copytree(root / "docs", folder / "docs")
    shutil.copy(root / "mkdocs.yml", folder)
    templates = folder / "templates"
    templates.mkdir()
    for page in (folder / "docs").rglob("*.md"):
        for name in _TEMPLATE.findall(page.read_text("utf-8").partition("\n---\n")[0]):
            (templates / name).write_text('{% extends "main.html" %}\n')
    settings = folder / "other.yml"
    settings.write_text("INHERIT: mkdocs.yml\ntheme: {name: material, custom_dir: templates}\n")
    command = [sys.executable, "-m", "zensical", "build", "--config-file", str(settings)]
    subprocess.run(command, cwd=folder, check=True)
    return folder / "site"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
