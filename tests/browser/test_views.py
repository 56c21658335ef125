"""Each page opens, by its link and from the sidebar, and asks nothing of another machine."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from dashboard.wording.notices import LIMITS, PEOPLE
from tests.app.pages import VIEWS
from tests.browser.reading import Reader
from tests.depth import some

pytestmark = pytest.mark.browser

TITLES = {
    "overview": "What changed since 31 January 2026",
    "list": "Top 100",
    "find": "Search",
    "cohorts": "Other cohorts",
    "sure": "How sure",
    "movement": "Movement",
    "suspect": "Suspect",
    "boroughs": "Boroughs",
    "allocation": "Allocation",
    "reach": "Reach",
    "compare": "Compare",
    "duplicates": "Duplicates",
    "cases": "Cases",
    "case": "Case",
    "meeting": "Meeting",
    "work": "My work",
    "results": "Results",
    "method": "Method",
    "quality": "Data quality",
    "upload": "Load data",
    "score": "Score a file",
    "subject_access": "Subject access",
}


def test_every_view_has_a_title_to_be_tested_by() -> None:
    assert sorted(TITLES) == VIEWS


@pytest.mark.parametrize("view", some(VIEWS, 3, shares=3))
def test_a_view_opens_by_its_link(reader: Reader, view: str) -> None:
    reader.open(view if view != "overview" else "")
    reader.expect_title(TITLES[view])
    expect(reader.page.get_by_text(PEOPLE["synthetic"])).to_be_visible()
    expect(reader.page.get_by_text(LIMITS).last).to_be_attached()
    expect(reader.page.get_by_test_id("stException")).to_have_count(0)


def test_a_reference_with_tags_is_shown_and_neither_run_nor_fetched(reader: Reader) -> None:
    reader.open("suspect")
    alert = reader.page.get_by_role("alert").first
    for tags in ("![x](https://elsewhere.example/x.png)", "<img src=x onerror=\"alert('run')\">"):
        reader.write("Reference", tags)
        expect(alert).to_contain_text(tags.split("(")[0])
        expect(alert.locator("img")).to_have_count(0)
