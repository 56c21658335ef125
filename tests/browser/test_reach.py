"""The pages can be used by keyboard, and on a telephone."""

from __future__ import annotations

import pytest
from playwright.sync_api import ViewportSize, expect

from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from tests.app.pages import VIEWS
from tests.browser.reading import Reader, Record, Tabs
from tests.browser.serving import Server
from tests.conftest import TESTER

pytestmark = pytest.mark.browser

TELEPHONE = ViewportSize(width=390, height=844)
MOST_STEPS = 60


def tab_to(reader: Reader, label: str) -> None:
    """Press Tab until the field with this label has the focus."""
    field = reader.page.get_by_label(label, exact=True)
    for _ in range(MOST_STEPS):
        if field.evaluate("field => field === document.activeElement"):
            return
        reader.page.keyboard.press("Tab")
    pytest.fail(f"{label} cannot be reached with Tab")


def test_the_sidebar_is_reached_and_changed_by_keyboard(reader: Reader) -> None:
    reader.open()
    for label in ("Window, days", "Index", "Definition", "List length"):
        tab_to(reader, label)
    reader.page.keyboard.press("Control+A")
    reader.page.keyboard.type("9")
    reader.page.keyboard.press("Enter")
    reader.expect_title("Top 9")


def test_a_suspect_is_opened_by_keyboard_alone(reader: Reader, desk: Workspace) -> None:
    suspect = str(ranked_list(ask(desk, TESTER, RankingSpec())).people["suspect_id"][0])
    reader.open("suspect")
    tab_to(reader, "Reference")
    reader.page.keyboard.type(suspect)
    reader.page.keyboard.press("Enter")
    reader.expect_suspect(suspect)


def test_no_page_scrolls_sideways_on_a_telephone(
    tabs: Tabs, server: Server, record: Record
) -> None:
    reader = Reader(tabs(TELEPHONE), server, record)
    for view in (*(view for view in VIEWS if view not in {"list", "overview"}), "", "list"):
        reader.open(view)
        for part in ("html", "[data-testid=stMain]"):
            # What is being drawn may be wider for a moment.
            wide = expect(reader.page.locator(part), f"{part} of {view or 'overview'}")
            wide.to_have_js_property("scrollWidth", TELEPHONE["width"])
    expect(reader.page.get_by_test_id("stDataFrame").first).to_be_in_viewport()
    reader.grid().wait()
    heads = reader.grid().frame.locator("th").all_text_contents()
    assert heads[:4] == ["#", "Suspect", "Name", "Days"]
