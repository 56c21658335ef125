"""The browser of the tests: the system's own Chromium, or else Playwright's.

`python -m tests.browser.chromium` says by its exit code whether one can be started.
"""

from __future__ import annotations

import os
import shutil
import sys
from typing import Final

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

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
    found = (path for name in SYSTEM if (path := shutil.which(name)))
    as_root = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
    return playwright.chromium.launch(executable_path=next(found, None), args=[*QUIET, *as_root])


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
