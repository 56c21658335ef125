"""One server and one browser for all, and a reader with new tabs for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ViewportSize, expect, sync_playwright

from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from tests.browser.chromium import launch
from tests.browser.reading import PATIENCE, Reader, Record
from tests.browser.serving import Server, serving

WIDE = ViewportSize(width=1440, height=1000)

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try a browser test that failed once more, and say so at the end.

    On a machine that does much else a browser may leave out a beat; a fault fails twice.
    """
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def server(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The real server on a copy of the demonstration data."""
    data = tmp_path_factory.mktemp("served") / "data"
    with serving(Path(shutil.copytree(demonstration, data))) as up:
        yield up


@pytest.fixture
def desk(server: Server) -> Workspace:
    """A desk beside the server's, on the same data and the same log."""
    return Workspace(Settings(data=server.data))


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A browser; gone before other kinds of tests, which its event loop would disturb."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def record() -> Iterator[Record]:
    """What every reader's browser did; no request may leave, and nothing may go wrong."""
    record = Record()
    yield record
    assert record.requests, "nothing was asked for"
    assert record.elsewhere == []
    assert record.failed == []
    assert record.complaints == []


@pytest.fixture(scope="package")
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """A reader's browser profile, kept so that the pages' own code is fetched once."""
    context = browser.new_context(viewport=WIDE)
    yield context
    context.close()


@pytest.fixture
def reader(profile: BrowserContext, server: Server, record: Record) -> Iterator[Reader]:
    """A reader at a wide screen; every tab of theirs is closed after the test."""
    profile.set_default_timeout(PATIENCE)
    yield Reader(record.watch(profile.new_page()), server, record)
    for page in profile.pages:
        page.close()
