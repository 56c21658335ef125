"""A reader searches, opens the suspect that they clicked, and comes back to what they found."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.suspects.search import search
from dashboard.services.workspace import Workspace
from tests.browser.reading import Reader
from tests.conftest import TESTER

pytestmark = pytest.mark.browser

FIELD = "Reference, name, date of birth or crime"
#: From the left edge of the table, in pixels.
SUSPECT = 40


def test_a_search_opens_the_suspect_and_no_name_is_in_any_address(
    reader: Reader, desk: Workspace
) -> None:
    person = ranked_list(ask(desk, TESTER, RankingSpec())).people.row(0, named=True)
    found = search(ask(desk, TESTER, RankingSpec()), person["suspect_name"]).rows["suspect_id"]
    reader.open("find")
    reader.write(FIELD, person["suspect_name"])
    expect(reader.page.get_by_text("A reference opens the suspect.")).to_be_visible()
    reader.grid().expect_column(0, found[:1].to_list())
    reader.grid().click(SUSPECT, 0)
    reader.expect_suspect(found[0])
    reader.expect_link(r"/suspect\?suspect=[\w-]{12}$")
    reader.turn_to("Search")
    expect(reader.page.get_by_label(FIELD)).to_have_value(person["suspect_name"])
    reader.grid().expect_column(0, found[:1].to_list())
    last = person["suspect_name"].split()[-1]
    assert not [url for url in reader.record.requests if last in url]


def test_nobody_found_is_said_and_tags_are_shown_as_they_stand(reader: Reader) -> None:
    reader.open("find")
    reader.write(FIELD, "<img src=x onerror=\"alert('run')\">")
    alert = reader.page.get_by_role("alert").first
    expect(alert).to_contain_text("Nobody in the data matches “<img src=x")
    expect(alert.locator("img")).to_have_count(0)
