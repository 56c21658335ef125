"""A click on the map or on a name shows that borough."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from dashboard.services.workspace import Workspace
from tests.browser.reading import Grid, Reader

pytestmark = pytest.mark.browser

CROYDON = "E09000008"
ENFIELD = "E09000010"
CAMDEN = "E09000007"
NAME = 40


def areas(reader: Reader) -> Locator:
    return reader.page.locator(".choroplethlayer path")


def click_on_map(reader: Reader, code: str) -> None:
    """Click in the middle of a borough, which for these two is inside it."""
    expect(areas(reader)).to_have_count(33)
    number = areas(reader).evaluate_all(
        "(areas, code) => areas.findIndex(area => area.__data__.loc === code)", code
    )
    areas(reader).nth(number).scroll_into_view_if_needed()
    box = areas(reader).nth(number).bounding_box()
    assert box is not None
    reader.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def expect_outlined(reader: Reader, code: str) -> None:
    reader.page.wait_for_function(
        """code => {
            const areas = [...document.querySelectorAll(".choroplethlayer path")];
            const thick = areas.filter(area => parseFloat(getComputedStyle(area).strokeWidth) > 2);
            return thick.length === 1 && thick[0].__data__.loc === code;
        }""",
        arg=code,
    )


def expect_words_of(reader: Reader, name: str) -> None:
    expect(reader.page.get_by_role("heading", name=name, exact=True)).to_be_visible()


def row_of(grid: Grid, name: str) -> int:
    return next(number for number, cells in enumerate(grid.rows()) if cells[0] == name)


def width_of(reader: Reader, code: str) -> float:
    """How wide a borough is on the map, in pixels."""
    expect(areas(reader)).to_have_count(33)
    drawn = "(areas, code) => areas.find(area => area.__data__.loc === code).getBBox().width"
    return float(areas(reader).evaluate_all(drawn, code))


def expect_narrower(reader: Reader, code: str, width: float) -> None:
    reader.page.wait_for_function(
        """([code, width]) => {
            const areas = [...document.querySelectorAll(".choroplethlayer path")];
            const found = areas.find(area => area.__data__.loc === code);
            return found && found.getBBox().width < width;
        }""",
        arg=[code, width],
    )


def expect_crimes_on_map(reader: Reader) -> None:
    expect(reader.page.locator(".colorbar").get_by_text("crimes")).to_be_visible()


def test_a_click_on_the_map_outlines_a_borough_and_changes_the_words(reader: Reader) -> None:
    reader.open("boroughs", wide="true")
    expect_words_of(reader, "Boroughs")
    for code, name in ((CROYDON, "Croydon"), (ENFIELD, "Enfield")):
        click_on_map(reader, code)
        expect_words_of(reader, name)
        expect_outlined(reader, code)


def test_a_click_on_a_name_in_the_table_does_the_same_also_after_the_map(reader: Reader) -> None:
    reader.open("boroughs", wide="true")
    click_on_map(reader, CROYDON)
    expect_words_of(reader, "Croydon")
    reader.grid().expect_column(0, ["Croydon"])  # its row is in sight
    reader.grid().click(NAME, row_of(reader.grid(), "Camden"))
    expect_words_of(reader, "Camden")
    expect_outlined(reader, CAMDEN)
    click_on_map(reader, CROYDON)
    expect_words_of(reader, "Croydon")


def test_a_borough_chosen_by_name_is_not_undone_by_an_earlier_click(reader: Reader) -> None:
    reader.open("boroughs", wide="true")
    click_on_map(reader, CROYDON)
    expect_words_of(reader, "Croydon")
    reader.settle()
    reader.choose("Borough", "Enfield")
    expect_words_of(reader, "Enfield")
    expect_outlined(reader, ENFIELD)
    click_on_map(reader, CROYDON)
    expect_words_of(reader, "Croydon")
    expect_outlined(reader, CROYDON)


def test_another_measure_recolours_the_map_without_tools_and_keeps_the_borough(
    reader: Reader,
) -> None:
    reader.open("boroughs")
    expect(areas(reader)).to_have_count(33)
    reader.page.get_by_test_id("stPlotlyChart").first.hover()
    expect(reader.page.locator(".modebar-btn")).to_have_count(0)
    click_on_map(reader, CROYDON)
    expect_words_of(reader, "Croydon")
    reader.choose("Measure", "Number of crimes")
    expect_crimes_on_map(reader)
    expect_outlined(reader, CROYDON)
    reader.expect_link("measure=")


def test_a_borough_is_one_screen_with_a_marked_sheet_and_its_map_of_all_london_is_kept(
    reader: Reader, desk: Workspace
) -> None:
    """With another measure, another borough and in the link."""
    reader.page.set_viewport_size({"width": 1440, "height": 900})
    reader.open("boroughs", borough="Croydon")
    expect_words_of(reader, "Croydon")
    expect_one_screen(reader)
    expect_sheet(reader, desk)
    near = width_of(reader, CROYDON)
    reader.page.get_by_text("Map: all of London").click()
    reader.expect_link("wide=true")
    expect_narrower(reader, CROYDON, near / 1.5)
    reader.choose("Measure", "Number of crimes")
    expect_crimes_on_map(reader)
    expect_narrower(reader, CROYDON, near / 1.5)
    reader.choose("Borough", "Enfield")
    expect_words_of(reader, "Enfield")
    reader.page.reload()
    reader.settle()
    expect_narrower(reader, ENFIELD, near / 1.5)
    reader.expect_link("wide=true")


def expect_one_screen(reader: Reader) -> None:
    """The sentence, the map, the ranges and the tabs are in sight at once."""
    for part in (
        reader.page.get_by_text("days of alleged harm per 1,000 residents").first,
        *reader.page.get_by_test_id("stPlotlyChart").all()[:2],
        reader.page.get_by_role("tab", name="Compare"),
    ):
        box = part.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < 900


def expect_sheet(reader: Reader, desk: Workspace) -> None:
    before = desk.register.log().height
    with reader.page.expect_download() as arriving:
        reader.page.get_by_role("button", name="Borough sheet").click()
    assert arriving.value.suggested_filename == f"harmdesk-borough-{CROYDON}.pdf"
    lines = desk.register.log().slice(before)
    assert lines.select("action", "subject").rows()[-1] == ("file", "sheet of Croydon")


def test_wards_of_a_borough_are_shown_and_lead_back_to_it(reader: Reader) -> None:
    reader.open("boroughs", by="Wards", borough="Croydon")
    expect_words_of(reader, "Croydon")
    expect(areas(reader)).to_have_count(28)
    reader.choose("Areas", "Command units")
    expect(areas(reader)).to_have_count(12)
    expect_words_of(reader, "Croydon")


def test_a_supervisor_is_led_to_those_on_the_list_whose_home_is_theirs(reader: Reader) -> None:
    reader.open("boroughs", borough="Croydon", tab="Suspects")
    expect_words_of(reader, "Croydon")
    reader.page.get_by_role("button", name="On the list, home here").click()
    reader.expect_title("Top 100")
    reader.expect_link(f"home={CROYDON}")
    expect(reader.page.get_by_text("home in Croydon")).to_be_visible()


def test_a_supervisor_is_led_to_those_on_the_list_with_harm_in_their_borough(
    reader: Reader,
) -> None:
    reader.open("boroughs", borough="Croydon", tab="Suspects")
    reader.page.get_by_role("button", name="On the list, harm here").click()
    reader.expect_title("Top 100")
    reader.expect_link(f"incident={CROYDON}")
    expect(reader.page.get_by_text("an allegation in Croydon")).to_be_visible()


def test_a_tab_stands_in_the_link_and_leads_to_a_suspect(reader: Reader) -> None:
    reader.open("boroughs", borough="Croydon")
    expect_words_of(reader, "Croydon")
    for tab in ("Crimes", "Suspects"):
        reader.page.get_by_role("tab", name=tab).click()
        reader.expect_link(f"tab={tab}")
        reader.settle()
    reader.page.reload()
    reader.settle()
    expect(reader.page.get_by_role("heading", name="Alleged to have harmed here")).to_be_visible()
    who = reader.grid().rows()[0][1]
    reader.grid().click(80, 0)
    reader.expect_suspect(who)
