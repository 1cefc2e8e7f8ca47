"""Takes the pictures of docs/curating.md anew: `python tests/refresh_pictures.py && git diff --stat docs/images`.

They show the list of this repository on a phone, kept at an address that stands for anybody's.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

import lists
from browser import CHROMIUM, CHROMIUM_FLAGS, find

IMAGES = Path(__file__).parents[1] / "docs" / "images"
FORGE = "\nextra:\n  forge: https://github.com/you/your-list\n"
WITHOUT = ""
PAPER = "site/papers/lancet.html"
WIDTH, HEIGHT = 390, 600


def main() -> None:
    """Build the list twice, and take the pictures."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(CHROMIUM), args=CHROMIUM_FLAGS)
        page = browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=1.5, is_mobile=True, has_touch=True
        )
        show(page, Path(folder) / "forge", FORGE)
        page.screenshot(path=IMAGES / "phone-paper.png")
        take(page, page.get_by_role("link", name="Say it in a form"), "phone-fix.png")
        show(page, Path(folder) / "without", WITHOUT)
        fold = page.locator("summary", has_text="Fix this")
        fold.tap()
        take(page, fold, "phone-text.png")


def show(page: Page, root: Path, extra: str) -> None:
    """Build a copy of the list with these settings, and open the page of a paper from the disk."""
    lists.real(root)
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(extra)
    lists.build(root)
    page.goto((root / PAPER).as_uri())


def take(page: Page, shown: Locator, name: str) -> None:
    """Take a picture in which something is in the middle."""
    shown.evaluate("element => element.scrollIntoView({block: 'center'})")
    page.screenshot(path=IMAGES / name)


if __name__ == "__main__":
    main()
