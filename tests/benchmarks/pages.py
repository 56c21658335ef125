"""How long pages take in a real browser: the first view, a turn of the menu, and eight readers.

The browser runs on the same machine as the server and takes its share of it: one reader's figures
are those of a person at their desk, but eight browsers on the server's machine are not eight desks.
So the same turns are asked for once more without any browser, and what is then measured is the
server's part: until its last message has arrived, with nothing drawn.

A first view is by a browser that knows nothing, with all of the program's files to fetch and to
read; and by one that has been here before, as a reader's is from the second day on.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.app.pages import MENU
from tests.browser.chromium import launch, launch_profile
from tests.browser.serving import Server, serving
from tests.soak.session import Session, sessions

READERS: Final = 8
#: Rounds through all pages: of one reader, and of eight.
ROUNDS: Final = 3
CROWDED_ROUNDS: Final = 2
#: Seconds between two clicks of each of the eight.
PACE: Final = 4.0
PATIENCE: Final = 120_000  # milliseconds
#: What a reader takes to look before the next click, in which a page that runs twice comes to rest.
LOOK: Final = 1_000  # milliseconds
WIDE: Final = {"width": 1440, "height": 1000}

#: The browser's own clock: when a page stands, counted from its address or from a click.
#: A page stands once its script has run and no longer runs, and its title and the menu are there.
CLOCK: Final = """
(() => {
  const bench = { start: 0, ran: false, title: null, path: null, taken: null };
  window.harmdeskBench = bench;
  const look = () => {
    if (bench.taken !== null) return;
    const app = document.querySelector('[data-testid="stApp"]');
    const state = app?.getAttribute("data-test-script-state");
    if (state === "running") bench.ran = true;
    const heading = document.querySelector("h1");
    if (state !== "notRunning" || !heading) return;
    if (document.querySelectorAll(".st-key-menu a").length < PAGES) return;
    if (bench.path !== null && !location.pathname.endsWith(bench.path)) return;
    if (bench.title !== null && !bench.ran && heading.textContent === bench.title) return;
    bench.taken = (performance.now() - bench.start) / 1000;
  };
  new MutationObserver(look).observe(document, {
    attributes: true, childList: true, subtree: true,
  });
  window.harmdeskTurn = (name) => {
    const links = [...document.querySelectorAll(".st-key-menu a")];
    const link = links.find((item) => item.textContent.trim().endsWith(name));
    if (!link) throw new Error(`The menu has no page ${name}.`);
    const path = link.getAttribute("href") ? new URL(link.href).pathname : "/";  // the first page
    Object.assign(bench, {
      ran: false, taken: null, start: performance.now(), path,
      title: document.querySelector("h1")?.textContent ?? null,
    });
    link.click();
  };
})();
""".replace("PAGES", str(len(MENU)))
TAKEN: Final = "() => window.harmdeskBench?.taken ?? null"


def print_pages(folder: Path) -> None:
    """Print what each page takes in a browser, from a server that has just come up.

    Args:
        folder: the demonstration, of which a copy is served.
    """
    with tempfile.TemporaryDirectory() as kept:
        data = Path(shutil.copytree(folder, Path(kept) / "data"))
        with serving(data, prepare=True) as server, sync_playwright() as playwright:
            browser = launch(playwright)
            print(f"\nPages (server up in {server.seconds:.1f} s; {_business()})")
            _print_first(browser, server)
            _print_turns(browser, server)
            _print_crowd(browser, server)
            browser.close()
            _print_known(playwright, server)
            _print_server(server)


def _business() -> str:
    """How busy the machine is, without which a time says little."""
    return f"{os.cpu_count()} cores, {os.getloadavg()[0]:.1f} processes waiting or running"


@contextmanager
def _reader(browser: Browser, address: str) -> Iterator[Page]:
    """A reader with a browser profile of their own, at an address."""
    context = browser.new_context(viewport=WIDE)  # type: ignore[arg-type]
    context.add_init_script(CLOCK)
    page = context.new_page()
    page.goto(address, wait_until="commit")
    try:
        yield page
    finally:
        context.close()


def _taken(page: Page) -> float:
    """Seconds until the page stood."""
    return float(page.wait_for_function(TAKEN, timeout=PATIENCE).json_value())


def _print_first(browser: Browser, server: Server) -> None:
    """Each page for the first time since the server came up, by a browser that knows nothing."""
    taken = {}
    for number, (path, title, *_) in enumerate(MENU):
        with _reader(browser, f"{server.address}/{path if number else ''}") as page:
            taken[title] = _taken(page)
    _print_spread("a first view, by a browser that knows nothing", [*taken.values()])
    print(f"    {', '.join(f'{title} {seconds:.2f}' for title, seconds in taken.items())}")


def _print_known(playwright: Playwright, server: Server) -> None:
    """Each page by a browser that starts anew with a profile that has seen all of them once."""
    taken = {}
    with tempfile.TemporaryDirectory() as profile:
        for number, (path, title, *_) in [*enumerate(MENU)] * 2:  # the second view counts
            context = launch_profile(playwright, Path(profile), WIDE)  # type: ignore[arg-type]
            context.add_init_script(CLOCK)
            page = context.new_page()
            page.goto(f"{server.address}/{path if number else ''}", wait_until="commit")
            taken[title] = _taken(page)
            page.wait_for_timeout(LOOK)
            context.close()
    _print_spread("a first view, by a browser that was here before", [*taken.values()])


def _print_server(server: Server) -> None:
    """The server's part alone: pages asked for without a browser, by one and by eight."""
    views = [path for path, *_ in MENU]
    with Session(server.port) as session:
        alone = [session.turn_to(view).seconds for _ in range(ROUNDS) for view in views]
    _print_spread("the server’s part of a turn", alone[len(views) :])  # without the first round
    with sessions(server.port, READERS) as readers, ThreadPoolExecutor(READERS) as pool:
        rng = random.Random(READERS)  # noqa: S311 - when somebody clicks, not a secret
        paces = [random.Random(rng.random()) for _ in readers]  # noqa: S311

        def turn_apart(reader: int) -> list[float]:
            start = time.monotonic()
            taken = []
            for number in range(CROWDED_ROUNDS * len(views)):
                moment = start + number * PACE + paces[reader].uniform(0, PACE)
                time.sleep(max(moment - time.monotonic(), 0))
                view = views[(number + reader + 1) % len(views)]
                taken.append(readers[reader].turn_to(view).seconds)
            return taken

        apart = [one for taken in pool.map(turn_apart, range(READERS)) for one in taken]
        together: list[float] = []
        for number in range(CROWDED_ROUNDS * len(views)):
            asked = [views[(number + reader + 1) % len(views)] for reader in range(READERS)]
            runs = pool.map(lambda reader, view: reader.turn_to(view), readers, asked)
            together += [run.seconds for run in runs]
    _print_spread(f"the server’s part, {READERS} readers, a click each in {PACE:.0f} s", apart)
    _print_spread(f"the server’s part, {READERS} readers, all at the same moment", together)


def _print_turns(browser: Browser, server: Server) -> None:
    """One reader, who turns to each page through the menu; the first round is left out."""
    # It begins at the first page and goes round to it: no turn is to the page that is shown.
    taken: dict[str, list[float]] = {title: [] for _, title, *_ in (*MENU[1:], MENU[0])}
    with _reader(browser, server.address) as page:
        _taken(page)
        for number in range(ROUNDS):
            for title, seconds in taken.items():
                page.wait_for_timeout(LOOK)
                _turn(page, title)
                first = _taken(page)
                if number:
                    seconds.append(first)
    _print_spread("a turn of the menu", [one for seconds in taken.values() for one in seconds])
    medians = {title: statistics.median(seconds) for title, seconds in taken.items()}
    print(f"    {', '.join(f'{title} {seconds:.2f}' for title, seconds in medians.items())}")


def _print_crowd(browser: Browser, server: Server) -> None:
    """Eight readers, each at another page: at times of their own, then all at the same moment."""
    readers = [_reader(browser, server.address) for _ in range(READERS)]
    pages = [reader.__enter__() for reader in readers]
    try:
        for page in pages:
            _taken(page)
        apart = _click_apart(pages)
        _print_spread(f"{READERS} readers, a click each in {PACE:.0f} s", apart)
        _print_spread(f"{READERS} readers, all at the same moment", _click_together(pages))
    finally:
        for reader in readers:
            reader.__exit__(None, None, None)


def _click_apart(pages: Sequence[Page]) -> list[float]:
    """Seconds of each turn where every reader clicks once in `PACE`, whenever they like."""
    rng = random.Random(READERS)  # noqa: S311 - when somebody clicks, not a secret
    taken: list[float] = []
    start = time.monotonic()
    waiting: set[int] = set()
    for number in range(CROWDED_ROUNDS * len(MENU)):
        moments = sorted((rng.uniform(0, PACE), reader) for reader in range(len(pages)))
        for moment, reader in moments:
            late = start + number * PACE + moment - time.monotonic()
            pages[reader].wait_for_timeout(max(late, 0) * 1_000)
            if reader in waiting:
                taken.append(_taken(pages[reader]))
            _turn(pages[reader], _title_of(number, reader))
            waiting.add(reader)
    return [*taken, *(_taken(pages[reader]) for reader in waiting)]


def _click_together(pages: Sequence[Page]) -> list[float]:
    """Seconds of each turn where all click at the same moment, and then wait for each other."""
    taken: list[float] = []
    for number in range(CROWDED_ROUNDS * len(MENU)):
        pages[0].wait_for_timeout(LOOK)
        for reader, page in enumerate(pages):
            _turn(page, _title_of(number, reader))
        taken += [_taken(page) for page in pages]
    return taken


def _title_of(number: int, reader: int) -> str:
    """The page that a reader turns to: no two of them at the same, as far as there are enough."""
    return str(MENU[(number + reader + 1) % len(MENU)][1])


def _turn(page: Page, title: str) -> None:
    """Click a page of the menu, by the browser's own clock."""
    page.evaluate("name => window.harmdeskTurn(name)", title)


def _print_spread(what: str, taken: Sequence[float]) -> None:
    middle, most = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
    print(f"  {what}: {middle:.2f} s, 19 of 20 within {most:.2f} s ({len(taken)} views)")
