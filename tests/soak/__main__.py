"""`make soak`: two readers and eight, sessions and files, against the real server.

It takes some ten minutes, and says of each part what was tried, how often, and how often it held.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

from dashboard.exports.list_csv import list_outgoing
from dashboard.services.demonstration import build_demonstration
from dashboard.services.files import hand_over
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.question import Caller, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from tests.browser.chromium import launch
from tests.browser.serving import Server, serving
from tests.conftest import TESTER
from tests.soak.crowd import busy, download_again_and_again, run_pages, turn_pages_in_step

MINUTE: Final = 60.0
READERS: Final = 8
RUNS: Final = 200
FILES: Final = 50


def for_a_minute() -> Callable[[int], bool]:
    """Whether a minute is over, in which at least one round was made."""
    until = time.monotonic() + MINUTE
    return lambda rounds: rounds > 0 and time.monotonic() > until


def pages_in_step(server: Server, readers: int) -> tuple[str, int, int]:
    """Real browsers, all at the same page at the same moment, for a minute."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        opened, wrong = turn_pages_in_step(browser, server, readers=readers, enough=for_a_minute())
        browser.close()
    report(wrong)
    return f"pages opened by {readers} readers in step", opened, opened - len(wrong)


def page_runs(server: Server) -> tuple[str, int, int]:
    """Eight sessions, each page after page, without a stall."""
    longest, wrong = run_pages(server, readers=READERS, runs=RUNS)
    report(wrong)
    tries = READERS * RUNS
    return f"page runs of {READERS} sessions (longest {longest:.1f} s)", tries, tries - len(wrong)


def files(server: Server) -> tuple[str, int, int]:
    """One reader's files, while eight others turn pages."""
    desk = Workspace(Settings(data=server.data))
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page()
        page.goto(f"{server.address}/list")
        before = desk.register.log().height
        with busy(server, readers=READERS):
            sizes = download_again_and_again(page, "Download CSV", times=FILES, wait=0.3)
        browser.close()
    lines = desk.register.log().slice(before)
    logged = lines.filter(lines["action"] == "file").height
    whole = len(
        hand_over(
            Caller(desk, TESTER),
            list_outgoing(Caller(desk, TESTER), ranked_list(ask(desk, TESTER, RankingSpec()))),
        )
    )
    return f"files, {READERS} sessions busy ({logged} lines)", FILES, sizes.count(whole)


def report(wrong: list[str]) -> None:
    """Say what went wrong, the first of it."""
    for words in wrong[:10]:
        print(words, file=sys.stderr)


def shown(result: tuple[str, int, int]) -> tuple[str, int, int]:
    """A result, said as soon as it is known."""
    what, tries, held = result
    print(f"{held:>6,} of {tries:>6,}  {what}", flush=True)
    return result


def main() -> int:
    """Soak; 0 when everything held, else 1."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        build_demonstration(Caller(Workspace(Settings(data=data)), TESTER))
        with serving(data, prepare=True) as server:
            results = [
                shown(pages_in_step(server, 2)),
                shown(pages_in_step(server, READERS)),
                shown(page_runs(server)),
                shown(files(server)),
            ]
    return 0 if all(tries == held for _, tries, held in results) else 1


if __name__ == "__main__":
    sys.exit(main())
