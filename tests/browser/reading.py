"""A reader at a browser: what they can do, and everything that their browser asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import ConsoleMessage, Locator, Page, Request, expect

from dashboard.wording.notices import LIMITS
from tests.browser.serving import Server

PATIENCE: Final = 60_000  # milliseconds; a busy machine draws late, and that is no fault
ROW: Final = 32
HERE: Final = ("localhost", "127.0.0.1")

#: Opens a tab of a reader's profile: of a size and a theme, where they are not the usual ones.
Tabs = Callable[..., Page]

#: Streamlit looks for its server below the page's own path before it looks at the root.
PROBES: Final = re.compile(r"/\w+/_stcore/(health|host-config)$")


@dataclass
class Record:
    """What a browser asked for, and what it complained of."""

    requests: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> Page:
        """Write down all that happens in a tab from now on."""
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("requestfailed", self._note_failure)
        page.on("console", self._note_words)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def _note_failure(self, request: Request) -> None:
        why = request.failure or ""
        if "ERR_ABORTED" not in why:  # a page that was left
            self.failed.append(f"{request.url}: {why}")

    def _note_words(self, message: ConsoleMessage) -> None:
        if message.type != "error" or PROBES.search(urlsplit(message.location["url"]).path):
            return
        self.complaints.append(message.text)

    @property
    def elsewhere(self) -> list[str]:
        """Requests that were meant for another machine."""
        return [url for url in self.requests if not is_here(url)]


def is_here(url: str) -> bool:
    """Whether an address is on this machine, or in the page itself."""
    parts = urlsplit(url)
    return parts.scheme in {"data", "blob"} or parts.hostname in HERE


@dataclass(frozen=True)
class Reader:
    """One tab."""

    page: Page
    server: Server
    record: Record

    def second_tab(self) -> Reader:
        """Another tab of the same browser."""
        return Reader(self.record.watch(self.page.context.new_page()), self.server, self.record)

    def open(self, view: str = "list", /, **query: object) -> None:
        """Go to a page by its link, and wait until it stands."""
        request = f"?{urlencode(query)}" if query else ""
        self.page.goto(f"{self.server.address}/{view}{request}")
        self.settle()

    def settle(self) -> None:
        """Wait until the page has its title and its foot, and nothing runs.

        A page that is left before it stands loses the filters in its address.
        """
        expect(self.page.locator("h1").first).to_be_visible(timeout=PATIENCE)
        expect(self.page.get_by_text(LIMITS).last).to_be_attached(timeout=PATIENCE)
        self.rest()

    def rest(self) -> None:
        """Wait until nothing runs: a list of options closes when the page is drawn anew."""
        app = self.page.get_by_test_id("stApp")
        expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=PATIENCE)

    def expect_title(self, title: str | re.Pattern[str]) -> None:
        """Wait for a page's title."""
        expect(self.page.locator("h1")).to_have_text(title, timeout=PATIENCE)
        self.settle()

    def expect_suspect(self, reference: str) -> None:
        """Wait for the page of a suspect: their name, and the reference beside it."""
        self.expect_title(re.compile(rf" · {re.escape(reference)}$"))

    def expect_link(self, pattern: str) -> None:
        """Wait until the address says so."""
        expect(self.page).to_have_url(re.compile(pattern), timeout=PATIENCE)

    def turn_to(self, title: str) -> None:
        """Click a page's name in the menu."""
        pattern = re.compile(r"^Top [\d,]+$" if title == "Top 100" else f"^{re.escape(title)}$")
        self.page.locator(".st-key-menu").get_by_role("link", name=pattern).click()
        self.expect_title(pattern)

    def write(self, label: str, value: str) -> None:
        """Write into a field and press Enter."""
        entry = self.page.get_by_label(label, exact=True)
        entry.fill(value)
        entry.press("Enter")

    def choose(self, label: str, option: str) -> None:
        """Choose from a list of options, by writing its name: a long list would still scroll."""
        self.rest()
        box = self.page.get_by_role("combobox", name=label)
        # Options go away as soon as anything scrolls, as writing into a box at the edge does.
        box.evaluate("box => box.scrollIntoView({block: 'center'})")
        self.rest()
        box.fill(option)
        self.page.get_by_role("option", name=option, exact=True).click()

    def grid(self, number: int = 0) -> Grid:
        """A table of the page."""
        return Grid(self.page.get_by_test_id("stDataFrame").nth(number))


@dataclass(frozen=True)
class Grid:
    """A table: drawn on a canvas, with its cells in words beneath."""

    frame: Locator

    def wait(self) -> None:
        """Wait until there are rows."""
        expect(self.frame.locator("[role=gridcell]").first).to_be_attached(timeout=PATIENCE)

    def rows(self) -> list[list[str]]:
        """The rows in sight, with the cells in sight."""
        self.wait()
        read = "rows => rows.map(row => [...row.children].map(cell => cell.textContent))"
        rows: list[list[str]] = self.frame.locator("tbody tr").evaluate_all(read)
        return rows

    def expect_column(self, column: int, texts: Sequence[str]) -> None:
        """Wait until a column begins so.

        The table before stands a moment longer, also after nothing runs any more: its words would
        be read, and the next one clicked.
        """
        for row, text in enumerate(texts):
            cells = self.frame.get_by_test_id(f"glide-cell-{column}-{row}")
            expect(cells).to_have_text(text, timeout=PATIENCE)

    def click(self, x: float, row: int) -> None:
        """Click so far from the left in a row in sight, the first being 0; the header is -1."""
        self.wait()
        self.frame.scroll_into_view_if_needed()
        box = self.frame.locator("canvas").first.bounding_box()
        assert box is not None
        self.frame.page.mouse.click(box["x"] + x, box["y"] + ROW * (row + 1.5))

    def scroll(self, rows: int) -> None:
        """Scroll down so many rows, with the wheel."""
        self.wait()
        self.frame.hover()
        self.frame.page.mouse.wheel(0, ROW * rows)
        scroller = self.frame.locator(".dvn-scroller")
        expect(scroller).to_have_js_property("scrollTop", ROW * rows, timeout=PATIENCE)
