"""What many readers do at once, and what went wrong for them."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier, Event
from typing import Final
from urllib.parse import quote

from playwright.sync_api import Browser, Page, expect

from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.wording.notices import LIMITS
from tests.app.pages import MENU, VIEWS
from tests.browser.serving import Server
from tests.soak.session import Session, sessions
from tests.unit.dashboard.build import ANALYST

#: Every page, as the sidebar calls it.
TITLES: Final = tuple(title for _, title, *_ in MENU)
PATIENCE: Final = 120_000  # milliseconds
#: What a reader sees where a page failed.
FAILURE: Final = re.compile("Something went wrong|cannot be called directly|Traceback")


def turn_pages_in_step(
    browser: Browser, server: Server, *, readers: int, enough: Callable[[int], bool]
) -> tuple[int, list[str]]:
    """Let readers click through all pages, all at the same page at the same moment.

    Args:
        browser: each reader has a profile of their own in it.
        server: whose pages.
        readers: how many.
        enough: whether so many rounds are.

    Returns:
        How many pages were opened, and what was wrong on which.
    """
    contexts = [browser.new_context() for _ in range(readers)]
    pages = [context.new_page() for context in contexts]
    opened, wrong, rounds = 0, [], 0
    try:
        for page in pages:
            page.goto(server.address)
        wrong += [words for page in pages for words in _settled(page)]
        while not enough(rounds):
            for title in TITLES:
                for page in pages:  # nobody waits for anybody's page here
                    link = page.locator(".st-key-menu").get_by_role("link", name=title, exact=True)
                    link.click(timeout=PATIENCE, no_wait_after=True)
                opened += len(pages)
                wrong += [f"{title}: {words}" for page in pages for words in _settled(page)]
            rounds += 1
    finally:
        for context in contexts:
            context.close()
    return opened, wrong


def _settled(page: Page) -> list[str]:
    """What a page says is wrong, once nothing runs any more."""
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=PATIENCE)
    foot = page.get_by_text(LIMITS).last.or_(page.get_by_text(FAILURE).first)
    expect(foot.first).to_be_attached(timeout=PATIENCE)
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=PATIENCE)
    return page.get_by_text(FAILURE).all_inner_texts()


def links_of(server: Server) -> list[tuple[str, str]]:
    """Every page, and those of three suspects, as a name and a query."""
    desk = Workspace(Settings(data=server.data))
    links: list[tuple[str, str]] = [(view, "") for view in VIEWS]
    references = ask(desk, ANALYST, RankingSpec()).ranking.table["suspect_id"].head(3).to_list()
    tokens = [desk.register.link(reference) for reference in references]
    return [*links, *(("suspect", f"suspect={quote(token)}") for token in tokens)]


def run_pages(server: Server, *, readers: int, runs: int) -> tuple[float, list[str]]:
    """Let readers open page after page, each another one, all at once.

    Returns:
        The longest wait for a page, in seconds, and what was wrong.

    Raises:
        StallError: a page did not stand in time.
    """
    links = links_of(server)
    start = Barrier(readers)

    def read(number: int, session: Session) -> tuple[float, list[str]]:
        longest, wrong = 0.0, []
        start.wait()
        for run in range(runs):
            view, query = links[(run + number * 3) % len(links)]
            seen = session.turn_to(view, query)
            longest = max(longest, seen.seconds)
            wrong += [f"{view}: {words}" for words in seen.complaints]
        return longest, wrong

    with sessions(server.port, readers) as opened, ThreadPoolExecutor(readers) as pool:
        answer = list(pool.map(read, range(readers), opened))
    return max(longest for longest, _ in answer), [words for _, wrong in answer for words in wrong]


@contextmanager
def busy(server: Server, *, readers: int) -> Iterator[None]:
    """Other readers, who turn pages all the time.

    Raises:
        StallError: a page did not stand in time.
    """
    links, stop = links_of(server), Event()

    def read(number: int, session: Session) -> None:
        run = number
        while not stop.is_set():
            session.turn_to(*links[run % len(links)])
            run += 1

    with sessions(server.port, readers) as opened, ThreadPoolExecutor(readers) as pool:
        others = [pool.submit(read, number, each) for number, each in enumerate(opened)]
        try:
            yield
        finally:
            stop.set()
    for other in others:
        other.result()


def download_again_and_again(page: Page, label: str, *, times: int, wait: float) -> Sequence[int]:
    """Click a button for a file so many times; the size of each file that came.

    Args:
        page: whose button.
        label: of the button.
        times: how often.
        wait: seconds between a click and the fetching of the file, in which others finish pages.
    """

    def hold(route: object) -> None:
        time.sleep(wait)
        route.continue_()  # type: ignore[attr-defined] # Playwright's route

    page.route(re.compile("/(download|media)/"), hold)
    sizes = []
    for _ in range(times):
        with page.expect_download(timeout=PATIENCE) as arriving:
            page.get_by_role("button", name=label).click(timeout=PATIENCE)
        path = arriving.value.path()
        sizes.append(path.stat().st_size)
    return sizes
