"""A page on paper: the words, tables and charts, and nothing to click."""

from __future__ import annotations

import pytest

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
    reader.rest()
    page = reader.page
    on_screen = page.locator(CONTROLS).filter(visible=True).count()
    note = page.get_by_text("A table that scrolls is printed as far as it was in sight")
    assert on_screen > 0
    assert not note.is_visible()
    page.emulate_media(media="print")
    assert page.locator(CONTROLS).filter(visible=True).count() == 0
    assert note.is_visible()
    ground = "getComputedStyle(document.querySelector('.stApp')).backgroundColor"
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    cut = """() => [...document.querySelectorAll('[data-testid="stMain"], .stApp')]
        .filter(part => getComputedStyle(part).overflowY !== 'visible').length"""
    assert page.evaluate(cut) == 0
    assert page.locator('[data-testid="stDataFrame"]').first.is_visible()
