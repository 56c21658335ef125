"""A reader opens exactly the suspect whose reference they clicked, and finds the way back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from harm.scoring.rules import Rules
from tests.browser.reading import Reader
from tests.conftest import TESTER

pytestmark = pytest.mark.browser

#: From the left edge of the list's table, in pixels.
SUSPECT = 80
DAYS = 310


@pytest.fixture
def hundred(desk: Workspace) -> list[str]:
    listed: list[str] = ranked_list(ask(desk, TESTER, RankingSpec())).people["suspect_id"].to_list()
    return listed


def test_a_click_on_a_reference_opens_that_suspect_by_a_link_that_works_anywhere(
    reader: Reader, hundred: list[str]
) -> None:
    """And another one after the first, and one of a list that was scrolled."""
    reader.open()
    for row in (17, 2, 6):
        reader.grid().expect_column(1, hundred[:2])
        reader.grid().click(SUSPECT, row)
        reader.expect_suspect(hundred[row])
        reader.expect_link(r"/suspect\?suspect=[\w-]{12}$")
        assert hundred[row].lstrip("N") not in reader.page.url
        link = reader.page.url
        reader.turn_to("Top 100")
    reader.grid().expect_column(1, hundred[:2])
    reader.grid().scroll(rows=50)
    reader.grid().click(SUSPECT, 2)
    reader.expect_suspect(hundred[52])
    other = reader.second_tab()
    other.page.goto(link)
    other.expect_suspect(hundred[6])


def test_a_click_after_sorting_opens_the_suspect_of_that_row(
    reader: Reader, desk: Workspace, hundred: list[str]
) -> None:
    people = ranked_list(ask(desk, TESTER, RankingSpec())).people
    least = set(people.filter(people["tenths"] == people["tenths"][-1])["suspect_id"])
    reader.open()
    reader.grid().click(DAYS, -1)
    first = reader.page.get_by_test_id("glide-cell-1-0")
    expect(first).not_to_have_text(hundred[0])
    shown = reader.grid().rows()[0][1]
    assert shown in least
    reader.grid().click(SUSPECT, 0)
    reader.expect_suspect(shown)


def test_a_click_on_a_filtered_list_keeps_the_filter(reader: Reader, desk: Workspace) -> None:
    rules = Rules(window_days=90, top=30)
    people = ranked_list(ask(desk, TESTER, RankingSpec(rules=rules))).people["suspect_id"]
    reader.open(window=90, top=30)
    reader.grid().expect_column(1, people[:5].to_list())
    reader.grid().click(SUSPECT, 4)
    reader.expect_suspect(people[4])
    expect(reader.page.locator("h2").first).to_contain_text("in the last 90 days")
    reader.expect_link("window=90")


def test_back_forward_and_reload_work(reader: Reader, hundred: list[str]) -> None:
    reader.open()
    reader.grid().click(SUSPECT, 1)
    reader.expect_suspect(hundred[1])
    reader.page.reload()
    reader.expect_suspect(hundred[1])
    reader.page.go_back()
    reader.expect_title("Top 100")
    reader.page.go_forward()
    reader.expect_suspect(hundred[1])


def test_a_table_offers_no_way_round_the_log(reader: Reader) -> None:
    reader.open()
    reader.grid().wait()
    reader.grid().frame.hover()
    tools = reader.page.get_by_test_id("stElementToolbarButton").get_by_role("button")
    expect(tools.first).to_be_attached()
    assert not [
        label
        for button in tools.all()
        if re.search(
            "download|csv|export", label := button.get_attribute("aria-label") or "", re.IGNORECASE
        )
    ]
