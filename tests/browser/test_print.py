"""A page on paper: the words, tables and charts, and nothing to click."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.reading import Reader

pytestmark = pytest.mark.browser

#: What nobody can use on paper.
CONTROLS = (
    '[data-testid="stSidebar"], [data-testid="stHeader"], .stButton, [data-testid="stPopover"]'
)


@pytest.mark.parametrize("view", ["list", "boroughs"])
def test_on_paper_there_is_nothing_to_click_and_the_ground_is_white(
    reader: Reader, view: str
) -> None:
    reader.open(view)
    page = reader.page
    table = page.get_by_test_id("stDataFrame").first
    controls = page.locator(CONTROLS).filter(visible=True)
    note = page.get_by_text("A table that scrolls is printed as far as it was in sight")
    expect(table).to_be_visible()
    expect(controls).not_to_have_count(0)
    expect(note).not_to_be_visible()
    page.emulate_media(media="print")
    expect(controls).to_have_count(0)
    expect(note).to_be_visible()
    expect(table).to_be_visible()
    expect(page.get_by_test_id("stApp")).to_have_css("background-color", "rgb(255, 255, 255)")
    for part in ("stApp", "stMain"):
        expect(page.get_by_test_id(part)).to_have_css("overflow-y", "visible")
