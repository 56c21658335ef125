"""Whatever is done to the list, a click opens whoever was clicked, and the link tells all."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, expect

from dashboard.services.listing.filters import Filter
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from tests.browser.reading import PATIENCE, ROW, Reader
from tests.conftest import TESTER
from tests.depth import some

pytestmark = pytest.mark.browser

#: From the left edge of the list's table, in pixels.
SUSPECT: Final = 80
DAYS: Final = 310
GREENWICH: Final = "E09000011"
COMPARED: Final = 8


def expect_first(reader: Reader, position: str) -> None:
    """Wait until the list begins with a position; a table that goes may stand beside the next."""
    cells = reader.page.get_by_test_id("glide-cell-0-0")
    expect(cells).to_have_text([position], timeout=PATIENCE)


def expect_table(reader: Reader, desk: Workspace) -> None:
    """Wait until the table of those whom the link asks for stands."""
    chosen, _ = Filter.parse(parse_qs(urlsplit(reader.page.url).query))
    people = ranked_list(ask(desk, TESTER, RankingSpec()), chosen).people["suspect_id"].to_list()
    reader.grid().expect_column(1, people[:COMPARED])


def filter_by(reader: Reader, label: str, option: str) -> None:
    """Choose a value of a filter, and close the filters again."""
    reader.page.get_by_role("button", name="Filter").click()
    entry = reader.page.get_by_role("combobox", name=label)
    entry.fill(option)
    reader.page.get_by_role("option", name=option, exact=True).click()
    reader.page.keyboard.press("Escape")
    reader.page.get_by_role("heading", level=1).click()
    reader.settle()


def sort_by_days(reader: Reader, _: Workspace) -> None:
    first = cell_at(reader, 0)
    before = first.text_content() or ""
    reader.grid().click(DAYS, -1)
    expect(first).not_to_have_text(before)  # its words follow the picture a little later


def scroll_on(reader: Reader, _: Workspace) -> None:
    reader.grid().scroll(rows=15)
    expect(reader.page.get_by_test_id("glide-cell-1-30")).to_be_attached()


def show_near_misses(reader: Reader, desk: Workspace) -> None:
    reader.page.get_by_role("radio", name=re.compile("^Near misses")).click()
    reader.expect_link("show=near")
    expect(reader.page.get_by_text("next below the cut")).to_be_visible()
    reader.settle()
    expect_table(reader, desk)


def only_at_large(reader: Reader, desk: Workspace) -> None:
    filter_by(reader, "Situation", "At large")
    reader.expect_link("situation=at_large")
    expect(reader.page.get_by_text("situation at large").first).to_be_visible()
    expect_table(reader, desk)


def open_and_come_back(reader: Reader, desk: Workspace) -> None:
    opened = reference_at(reader, 3)
    reader.grid().click(SUSPECT, 3)
    reader.expect_suspect(opened)
    reader.turn_to("Top 100")
    expect_table(reader, desk)


ACTIONS: Final[dict[str, Callable[[Reader, Workspace], None]]] = {
    "filter": only_at_large,
    "sort": sort_by_days,
    "scroll": scroll_on,
    "show": show_near_misses,
    "open": open_and_come_back,
}

#: Orders in which a reader may do them.
ORDERS: Final = [
    "filter sort scroll show open",
    "sort filter open scroll show",
    "scroll show sort filter open",
    "show filter scroll sort",
    "open sort show scroll filter",
    "scroll sort open filter scroll",
    "filter open show open sort",
    "sort scroll filter show",
]


def cell_at(reader: Reader, row: int) -> Locator:
    """The cell of the reference in a row in sight."""
    reader.grid().wait()
    scrolled = reader.grid().frame.locator(".dvn-scroller").evaluate("it => it.scrollTop")
    cell = reader.page.get_by_test_id(f"glide-cell-1-{row + round(scrolled / ROW)}")
    expect(cell).to_have_text(re.compile(r"^N\d+$"))
    return cell


def reference_at(reader: Reader, row: int) -> str:
    """The reference in a row in sight, as it stands in the page."""
    return cell_at(reader, row).text_content() or ""


@pytest.mark.parametrize("actions", some(ORDERS, shares=4))
def test_in_any_order_a_click_opens_the_person_who_was_clicked(
    reader: Reader, desk: Workspace, actions: str
) -> None:
    reader.open()
    for action in actions.split():
        ACTIONS[action](reader, desk)
    clicked = reference_at(reader, 5)
    reader.grid().click(SUSPECT, 5)
    reader.expect_suspect(clicked)


def test_a_filter_goes_along_to_a_suspect_and_back_and_through_a_reload(
    reader: Reader, desk: Workspace
) -> None:
    chosen = Filter(home=(GREENWICH,))
    people = ranked_list(ask(desk, TESTER, RankingSpec()), chosen).people["suspect_id"].to_list()
    reader.open()
    filter_by(reader, "Home borough", "Greenwich")
    reader.expect_link(f"home={GREENWICH}")
    expect(reader.page.get_by_test_id("glide-cell-1-0")).to_have_text(people[0])
    reader.grid().click(SUSPECT, 1)
    reader.expect_suspect(people[1])
    reader.expect_link(f"home={GREENWICH}")
    reader.page.reload()
    reader.expect_suspect(people[1])
    reader.turn_to("Top 100")
    reader.expect_link(f"home={GREENWICH}")
    expect(reader.page.get_by_test_id("glide-cell-1-0")).to_have_text(people[0])
    reader.page.reload()
    reader.expect_title("Top 100")
    expect(reader.page.get_by_test_id("glide-cell-1-0")).to_have_text(people[0])
    expect(reader.page.get_by_text("home in Greenwich").first).to_be_visible()


def test_a_filter_goes_along_from_page_to_page(reader: Reader) -> None:
    reader.open(home=GREENWICH, victims=2, window=200)
    for name in ("Boroughs", "Method", "Data quality", "Top 100"):
        reader.turn_to(name)
        reader.expect_link(f"home={GREENWICH}")
        reader.expect_link("victims=2")
        reader.expect_link("window=200")
    expect(reader.page.get_by_text("home in Greenwich; two or more victims").first).to_be_visible()


def test_back_takes_a_filter_off_and_forward_puts_it_on(reader: Reader, desk: Workspace) -> None:
    reader.open()
    show_near_misses(reader, desk)
    reader.page.go_back()
    expect_first(reader, "1")
    reader.page.go_forward()
    expect_first(reader, "101")


def test_two_tabs_with_different_filters_do_not_disturb_each_other(reader: Reader) -> None:
    other = reader.second_tab()
    reader.open(show="near")
    other.open(home=GREENWICH)
    reader.page.reload()
    expect_first(reader, "101")
    expect(other.page.get_by_text("home in Greenwich").first).to_be_visible()
    assert "show" not in other.page.url


def test_what_nobody_knows_in_a_link_is_said_and_taken_out(reader: Reader) -> None:
    reader.open(incident="nowhere", home=GREENWICH)
    expect(reader.page.get_by_text("not known here")).to_be_visible()
    reader.expect_link(f"home={GREENWICH}")
    assert "nowhere" not in reader.page.url


@pytest.mark.parametrize("query", [{}, {"show": "near"}, {"show": "everyone"}])
def test_the_page_sends_less_than_600_kb(reader: Reader, query: dict[str, str]) -> None:
    received: list[int] = []
    reader.page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda frame: received.append(len(frame))),
    )
    reader.open("", **query)
    reader.grid().wait()
    assert 10_000 < sum(received) < 600_000
