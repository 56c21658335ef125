"""A reader sees who came and went, opens the one clicked, and opens a past list as it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from dashboard.register import FrozenList
from dashboard.services.listing.frozen_lists import freeze_list, spec_of
from dashboard.services.listing.movement import NOW, list_movement
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from tests.browser.reading import Reader
from tests.conftest import TESTER
from tests.unit.dashboard.build import ANALYST

pytestmark = pytest.mark.browser

#: From the left edge of a table, in pixels.
SUSPECT = 40


@pytest.fixture
def past(desk: Workspace) -> Iterator[FrozenList]:
    """The list of the month's end before as it is known today, frozen; gone after the test."""
    newest = desk.facts.newest
    frozen = freeze_list(ask(desk, TESTER, RankingSpec(as_of=newest - timedelta(days=newest.day))))
    yield frozen
    with desk.register._engine.begin() as connection:
        gone = sa.text("delete from frozen_lists where name = :name")
        connection.execute(gone, {"name": frozen.name})


def test_whoever_entered_is_opened_by_their_reference(reader: Reader, desk: Workspace) -> None:
    newest = desk.facts.newest
    before = newest - timedelta(days=newest.day)
    answer = list_movement(
        ask(desk, TESTER), before.isoformat(), NOW, now=RankingSpec(as_of=newest)
    ).people.sort("position_after")
    entered = answer.filter(answer["movement"].cast(str) == "entered")["suspect_id"]
    reader.open("movement")
    reader.expect_title("Movement")
    reader.grid().expect_column(0, entered[:2].to_list())
    reader.grid().click(SUSPECT, 1)
    reader.expect_suspect(entered[1])


def test_a_past_list_is_opened_from_its_link_and_left_again(
    reader: Reader, desk: Workspace, past: FrozenList
) -> None:
    reader.open("list", list=past.name)
    expect(reader.page.get_by_text("A past list: as of")).to_be_visible()
    reader.settle()
    first = ask(desk, ANALYST, spec_of(past)).ranking.listed["suspect_id"].to_list()
    reader.grid().expect_column(1, first[:5])
    reader.choose("List", "As the data is now")
    expect(reader.page.get_by_text("A past list: as of")).to_have_count(0)
    now = ask(desk, ANALYST, RankingSpec()).ranking.listed["suspect_id"].to_list()
    reader.grid().expect_column(1, now[:5])


def test_a_list_frozen_on_the_page_is_one_of_the_lists(
    reader: Reader, desk: Workspace, past: FrozenList
) -> None:
    reader.open("movement")
    reader.expect_title("Movement")
    reader.page.get_by_role("button", name="Freeze this list").click()
    expect(reader.page.get_by_text("is kept.")).to_be_visible()
    kept = {one.as_of for one in desk.register.all_frozen()}
    assert {past.as_of, desk.facts.newest} <= kept
