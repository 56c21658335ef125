"""One server and one browser for all, and a reader with new tabs for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    ViewportSize,
    expect,
    sync_playwright,
)

from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from tests.browser.chromium import launch, launch_profile
from tests.browser.reading import PATIENCE, Reader, Record, Tabs
from tests.browser.serving import Server, serving
from tests.conftest import with_answers

WIDE = ViewportSize(width=1440, height=1000)

Theme = Literal["light", "dark"]

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
    with serving(Path(shutil.copytree(demonstration, data)), prepare=True) as up:
        yield up


@pytest.fixture
def desk(server: Server) -> Workspace:
    """A desk beside the server's, on the same data and the same log."""
    return with_answers(Workspace(Settings(data=server.data)))


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """What drives browsers; gone before other kinds of tests, which its loop would disturb."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A browser for readers who have nothing in common."""
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
def profile(
    playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    """A reader's browser profile, kept so that the pages' own code is made ready once."""
    context = launch_profile(playwright, tmp_path_factory.mktemp("profile"), WIDE)
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def tabs(profile: BrowserContext, record: Record) -> Iterator[Tabs]:
    """Opens tabs of that profile, of any size and theme; they are closed after the test."""
    there = set(profile.pages)

    def tab(size: ViewportSize = WIDE, theme: Theme = "light") -> Page:
        page = record.watch(profile.new_page())
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=theme)
        return page

    yield tab
    for page in set(profile.pages) - there:
        page.close()


@pytest.fixture
def reader(tabs: Tabs, server: Server, record: Record) -> Reader:
    """A reader at a wide screen."""
    return Reader(tabs(), server, record)
