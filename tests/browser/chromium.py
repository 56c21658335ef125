"""The browser of the tests: the system's own Chromium, or else Playwright's.

`python -m tests.browser.chromium` says by its exit code whether one can be started.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Final

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Playwright,
    ViewportSize,
    sync_playwright,
)

#: Names under which systems install Chromium; only their own folders are looked in.
SYSTEM: Final = ("chromium", "chromium-browser", "google-chrome")

#: A browser that does nothing by itself: every request is then the page's own.
QUIET: Final = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
    "--disable-features=OptimizationHints,MediaRouter,Translate",
)


def launch(playwright: Playwright) -> Browser:
    """Start the browser, without a window.

    Raises:
        Error: there is none that starts.
    """
    return playwright.chromium.launch(executable_path=_found(), args=_options())


def launch_profile(playwright: Playwright, folder: Path, size: ViewportSize) -> BrowserContext:
    """Start a browser with a profile on disk, as a reader at their own desk has one.

    It keeps the pages' own code as the browser made it ready, which takes a third off each view.

    Args:
        playwright: what drives it.
        folder: where the profile is kept.
        size: of its tabs.

    Raises:
        Error: there is no browser that starts.
    """
    return playwright.chromium.launch_persistent_context(
        folder, executable_path=_found(), args=_options(), viewport=size
    )


def _found() -> str | None:
    """The system's own browser; None: there is none, and Playwright's own is taken."""
    return next((path for name in SYSTEM if (path := shutil.which(name))), None)


def _options() -> list[str]:
    as_root = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
    return [*QUIET, *as_root]


def main() -> int:
    """Whether a browser can be started: 0 when it can, 1 when not."""
    try:
        with sync_playwright() as playwright:
            browser = launch(playwright)
            browser.new_page().goto("data:text/html,ready")
            browser.close()
    except Error:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
