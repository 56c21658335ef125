"""A click on a site closes it on trial, a click on a ward opens one, and the sentence follows."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.reading import Reader

pytestmark = pytest.mark.browser


def test_a_click_on_a_site_closes_it_and_the_sentence_changes(reader: Reader) -> None:
    reader.open("reach")
    marks = reader.page.locator(".scattergeo path.point")
    expect(marks).to_have_count(27)
    expect(reader.page.get_by_text("On trial.")).to_have_count(0)
    marks.nth(3).click(force=True)
    trial = reader.page.get_by_text("On trial.").locator("..")
    expect(trial).to_contain_text("From 27 counters, as of 3 March 2026 to 26 counters")
    expect(reader.page.get_by_text("of one of 26 counters")).to_be_visible()


def test_a_click_on_a_ward_opens_a_site_there(reader: Reader) -> None:
    reader.open("reach", borough="Harrow")
    areas = reader.page.locator(".choroplethlayer path")
    expect(areas).to_have_count(22)
    box = areas.nth(4).bounding_box()
    assert box is not None
    reader.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    trial = reader.page.get_by_text("On trial.").locator("..")
    expect(trial).to_contain_text("From 27 counters, as of 3 March 2026 to 28 counters")
    expect(trial).to_contain_text("No ward loses anybody.")
