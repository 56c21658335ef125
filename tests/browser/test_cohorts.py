"""A reader chooses a lane, and opens the suspect whose reference they clicked."""

from __future__ import annotations

import pytest

from dashboard.services.listing.cohorts import people_under_18
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from tests.browser.reading import Reader
from tests.conftest import TESTER

pytestmark = pytest.mark.browser

#: From the left edge of the table of a lane without positions, in pixels.
SUSPECT = 40


@pytest.fixture
def young(desk: Workspace) -> list[str]:
    references: list[str] = people_under_18(ask(desk, TESTER, RankingSpec()))[
        "suspect_id"
    ].to_list()
    return references


def test_a_lane_is_chosen_and_its_suspect_opened(reader: Reader, young: list[str]) -> None:
    reader.open("cohorts")
    reader.expect_title("Other cohorts")
    reader.page.get_by_test_id("stButtonGroup").get_by_text("Under 18").click()
    reader.expect_link(r"/cohorts\?lane=Under(\+|%20)18$")
    reader.page.get_by_role("button", name="Show who they are").click()
    reader.grid().expect_column(0, young[:4])
    reader.grid().click(SUSPECT, 3)
    reader.expect_suspect(young[3])
    reader.expect_link(r"/suspect\?suspect=[\w-]{12}$")


def test_a_shared_link_opens_its_lane(reader: Reader, young: list[str]) -> None:
    reader.open("cohorts", lane="Under 18")
    reader.expect_title("Other cohorts")
    reader.page.get_by_role("button", name="Show who they are").click()
    reader.grid().expect_column(0, young[:1])
