"""What the sidebar asks is in the address, on every page, and each tab's own."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.web.kit.ranking_spec import DEFINITION
from harm.offences import definitions, indices
from harm.scoring.rules import Rules
from tests.browser.reading import Reader
from tests.conftest import TESTER

pytestmark = pytest.mark.browser


def expect_list(reader: Reader, desk: Workspace, basis: RankingSpec) -> None:
    """Wait until the list is this one: how many were assessed, and who is first."""
    listing = ranked_list(ask(desk, TESTER, basis))
    main = reader.page.get_by_test_id("stMain")
    expect(main.get_by_text(f"{listing.ranking.assessed:,}", exact=True)).to_be_visible()
    first = reader.page.get_by_test_id("glide-cell-1-0")
    expect(first).to_have_text(listing.people["suspect_id"][0])


def test_each_change_in_the_sidebar_changes_the_list_and_the_address(
    reader: Reader, desk: Workspace
) -> None:
    reader.open()
    definition: definitions.Name = "all"
    reader.write("Window, days", "120")
    reader.expect_link("window=120")
    expect_list(reader, desk, RankingSpec(rules=Rules(window_days=120)))
    reader.write("List length", "7")
    reader.expect_link("top=7")
    reader.expect_title("Top 7")
    reader.choose("Definition", DEFINITION[definition])
    reader.expect_link("definition=")
    rules = Rules(window_days=120, top=7, definition=definition)
    expect_list(reader, desk, RankingSpec(rules=rules))
    reader.choose("Index", indices.get("ons-css-2020").title)
    reader.expect_link("index=")
    expect_list(reader, desk, RankingSpec(rules=rules, index="ons-css-2020"))
    reader.page.reload()
    expect_list(reader, desk, RankingSpec(rules=rules, index="ons-css-2020"))


def test_every_further_rule_stands_in_the_address_until_the_button_leads_back(
    reader: Reader, desk: Workspace
) -> None:
    reader.open(as_of="2025-12-31")
    as_of = date(2025, 12, 31)
    expect_list(reader, desk, RankingSpec(as_of=as_of))
    reader.page.get_by_text("More rules", exact=True).click()
    reader.write("Seed of the last draw", "another")
    reader.expect_link("seed=another")
    reader.write("Half-life, days", "60")
    reader.expect_link("half_life=60")
    reader.choose("Attempts", "Are left out")
    reader.expect_link("attempts=Are")
    rules = Rules(attempts="leave", half_life_days=60, seed="another")
    expect_list(reader, desk, RankingSpec(rules=rules, as_of=as_of))
    reader.page.reload()
    expect_list(reader, desk, RankingSpec(rules=rules, as_of=as_of))
    expect(reader.page.get_by_label("Half-life, days", exact=True)).to_have_value("60")
    reader.write("Half-life, days", "")
    rules = Rules(attempts="leave", seed="another")
    expect_list(reader, desk, RankingSpec(rules=rules, as_of=as_of))
    back = reader.page.get_by_role("button", name="Back to the announced rule")
    back.click()
    expect(back).to_have_count(0)
    expect_list(reader, desk, RankingSpec(as_of=as_of))
    assert "as_of=2025-12-31" in reader.page.url
    assert not [key for key in ("attempts", "half_life", "seed") if key in reader.page.url]


def test_a_filter_goes_along_from_page_to_page_and_back(reader: Reader) -> None:
    reader.open(window=200)
    for name in ("Boroughs", "Method", "Suspect", "Top 100"):
        reader.turn_to(name)
        expect(reader.page.get_by_label("Window, days", exact=True)).to_have_value("200")
        reader.expect_link("window=200")
    reader.page.go_back()
    reader.expect_title("Suspect")
    expect(reader.page.get_by_label("Window, days", exact=True)).to_have_value("200")


def test_two_tabs_with_different_filters_do_not_disturb_each_other(
    reader: Reader, desk: Workspace
) -> None:
    other = reader.second_tab()
    reader.open(window=30, top=5)
    other.open(window=90, top=9)
    reader.write("List length", "6")
    reader.expect_title("Top 6")
    other.write("List length", "10")
    other.expect_title("Top 10")
    expect_list(reader, desk, RankingSpec(rules=Rules(window_days=30, top=6)))
    expect_list(other, desk, RankingSpec(rules=Rules(window_days=90, top=10)))


def test_a_bad_value_in_the_address_falls_back_and_is_taken_out(reader: Reader) -> None:
    reader.open(window=-1, definition="nope")
    reader.expect_title("Top 100")
    expect(reader.page.get_by_label("Window, days", exact=True)).to_have_value("365")
    reader.expect_link(r"/list$")
