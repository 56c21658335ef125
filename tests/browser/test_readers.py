"""Several readers at once; `make soak` has the same for minutes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Final

import pytest
from playwright.sync_api import Browser, expect

from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from tests.app.pages import MENU
from tests.browser.reading import Reader
from tests.browser.serving import Server
from tests.depth import DEEP, some
from tests.soak.crowd import busy, download_again_and_again, run_pages, turn_pages_in_step
from tests.unit.dashboard.build import ANALYST

pytestmark = pytest.mark.browser

#: Readers at once, and how often each turns every page: a few for longer, and many.
CROWDS: Final = [(2, 2), (8, 1)]
#: How many pages each of eight sessions turns, on the days of these crowds.
SESSIONS: Final = [13, 4]


@pytest.mark.parametrize(("readers", "rounds"), some(CROWDS, shares=2) if DEEP else [(3, 1)])
def test_readers_who_turn_pages_in_step_see_no_error_page(
    browser: Browser, server: Server, readers: int, rounds: int
) -> None:
    opened, wrong = turn_pages_in_step(
        browser, server, readers=readers, enough=lambda done: done >= rounds
    )
    assert wrong == []
    assert opened == readers * rounds * len(MENU)


@pytest.mark.parametrize("runs", some(SESSIONS, shares=2) if DEEP else [4])
def test_eight_sessions_turn_pages_without_a_stall(server: Server, runs: int) -> None:
    longest, wrong = run_pages(server, readers=8, runs=runs)
    assert wrong == []
    print(f"the longest wait for a page was {longest:.1f} s")  # noqa: T201 - to be read


def test_every_file_arrives_while_others_turn_pages(reader: Reader, desk: Workspace) -> None:
    reader.open()
    before = desk.register.log().height
    with busy(reader.server, readers=4):
        sizes = download_again_and_again(reader.page, "Download CSV", times=4, wait=2.0)
    assert len(set(sizes)) == 1
    assert sizes[0] > 10_000
    lines = desk.register.log().slice(before)
    files = lines.filter(lines["action"] == "file")["subject"].to_list()
    assert files == [ask(desk, ANALYST, RankingSpec()).ranking.name] * 4


def test_a_file_that_is_not_fetched_has_no_line(reader: Reader, desk: Workspace) -> None:
    reader.open()
    before = desk.register.log().height
    reader.page.route("**/download/*", lambda route: route.abort("aborted"))
    button = reader.page.get_by_role("button", name="Download CSV")
    with reader.page.expect_request("**/download/*"):
        button.click()
    reader.rest()
    assert desk.register.log().height == before
    reader.page.unroute("**/download/*")
    with reader.page.expect_download():
        button.click()
    assert desk.register.log().slice(before)["action"].to_list() == ["file"]


def test_where_the_log_cannot_be_written_no_file_leaves_and_the_reader_is_told(
    reader: Reader, desk: Workspace
) -> None:
    reader.open()
    before = desk.register.log().height
    fetched: list[str] = []
    reader.page.on("request", lambda request: fetched.append(request.url))
    with closing(sqlite3.connect(reader.server.data / "register.sqlite")) as other:
        other.execute("begin immediate")  # another program writes, and does not end
        reader.page.get_by_role("button", name="Download CSV").click()
        expect(reader.page.get_by_role("alert")).to_contain_text("register")
        other.rollback()
    assert not [url for url in fetched if "/download/" in url]
    assert desk.register.log().height == before
