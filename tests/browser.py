"""Finds the browsers that the tests drive, or installs them, and says which: `python tests/browser.py`.

Looked for, in this order: the one that the environment names (CARREL_BROWSER, CARREL_FIREFOX), one on PATH, one that
Playwright keeps. If there is none: the system's package where we may install it, otherwise Playwright's own.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

# What keeps Chromium quiet and off the network; the sandbox asks for rights that a container does not give.
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True)
class Kind:
    """A browser, by the names under which it is to be had."""

    name: str  # as Playwright calls it
    variable: str
    commands: tuple[str, ...]
    package: str


CHROMIUM = Kind(
    "chromium",
    "CARREL_BROWSER",
    ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    "chromium",
)
FIREFOX = Kind("firefox", "CARREL_FIREFOX", ("firefox-esr", "firefox"), "firefox-esr")


def find(kind: Kind) -> Path | None:
    """Return a browser that runs, or None; one that the environment names must run."""
    if named := os.environ.get(kind.variable):
        if version(Path(named)):
            return Path(named)
        sys.exit(f"{kind.variable}={named}: no browser runs under this name")
    on_path = (shutil.which(command) for command in kind.commands)
    found = next((Path(path) for path in on_path if path and version(Path(path))), None)
    if found:
        return found
    managed = _of_playwright(kind)  # asked last: it cannot be asked while a test drives a browser
    return managed if version(managed) else None


def version(path: Path) -> str:
    """Return what a browser says of itself; an empty text if it does not run (on Ubuntu it may be an empty shell)."""
    try:
        run = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return run.stdout.strip() if run.returncode == 0 else ""


def install(kind: Kind) -> None:
    """Install a browser, by the system's means if we are its master."""
    if sys.platform == "linux" and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update"], check=False)
        if subprocess.run(["apt-get", "install", "-y", kind.package], check=False).returncode == 0:
            return
    subprocess.run([sys.executable, "-m", "playwright", "install", "--with-deps", kind.name], check=False)


def _of_playwright(kind: Kind) -> Path:
    with sync_playwright() as playwright:
        return Path(getattr(playwright, kind.name).executable_path)


def main() -> None:
    """Find or install each browser; end with an error if one cannot be had: no test is skipped for want of it."""
    for kind in (CHROMIUM, FIREFOX):
        if not find(kind):
            install(kind)
        path = find(kind)
        if path is None:
            sys.exit(f"no {kind.name}: install it, or name one in {kind.variable}")
        print(f"{kind.name}: {path} ({version(path)})")


if __name__ == "__main__":
    main()
