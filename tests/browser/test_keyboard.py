"""The whole job without a mouse, and one step back to where the reader was."""

from __future__ import annotations

import csv
import re
import time
import zipfile
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboard.services.listing.filters import Filter
from dashboard.services.listing.order import in_order
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.suspects.stability import what_if
from dashboard.services.suspects.suspect_file import suspect_file
from dashboard.services.workspace import Workspace
from dashboard.wording.stability import in_what_if_words
from harm.stability.what_if import Scenario
from tests.browser.reading import PATIENCE, Reader
from tests.conftest import TESTER

pytestmark = pytest.mark.browser

CROYDON = "E09000008"
SUSPECT = 1
SUSPECT_AT = 80  # pixels from the left
SCROLLED = "[...document.querySelectorAll('.dvn-scroller')].map(it => it.scrollTop)[0]"


#: What a screen reader would call what has the focus, more or less.
FOCUSED = """() => {
    const it = document.activeElement;
    const label = it.labels && it.labels.length ? it.labels[0].textContent : "";
    const words = it.matches("a, button") ? it.textContent : "";
    return [it.getAttribute("aria-label") || "", label, words].join(" | ");
}"""
MOST_TABS = 200
MOST_ESCAPES = 6
MOST_TRIES = 6
CLOSED = 500  # milliseconds that a panel takes to be gone


def press(reader: Reader, *keys: str) -> None:
    late = time.monotonic() + PATIENCE / 1000
    while not reader.page.evaluate("Boolean(window.harmdeskBrowser)"):
        assert time.monotonic() < late, "the page's own script did not start"
        reader.page.wait_for_timeout(100)
    for key in keys:
        reader.page.keyboard.press(key)


def enter_table(reader: Reader) -> None:
    """Put the keyboard into the first table."""
    grid = reader.grid()
    grid.wait()
    grid.frame.locator("canvas").first.focus()


def enter_second_row(reader: Reader) -> None:
    """Put the keyboard into the second row of the first table.

    What was closed a moment ago may still take the focus back.
    """
    for _ in range(MOST_TRIES):
        enter_table(reader)
        press(reader, "ArrowUp", "ArrowUp", "ArrowUp", "ArrowDown")
        reader.page.wait_for_timeout(CLOSED)
        if reader.page.evaluate("document.activeElement.id").endswith("-1"):
            return
    pytest.fail("The keyboard did not stay in the table.")


def tab_to(reader: Reader, name: str, *, key: str = "Tab") -> None:
    """Press Tab until the focus is on what has this name."""
    reader.rest()
    for _ in range(MOST_TABS):
        press(reader, key)
        if name in reader.page.evaluate(FOCUSED):
            return
    pytest.fail(f"No {name} was reached by {MOST_TABS} presses of {key}.")


def steps(reader: Reader) -> int:
    """How many addresses the history of the tab has."""
    return int(reader.page.evaluate("history.length"))


def test_enter_opens_the_row_and_one_step_back_is_the_list_as_it_was_left(
    reader: Reader, desk: Workspace
) -> None:
    people = ranked_list(ask(desk, TESTER, RankingSpec()), Filter(show="near")).people
    reader.open(show="near", window=365)
    enter_table(reader)
    press(reader, *["ArrowDown"] * 40)
    cell = reader.page.get_by_test_id("glide-cell-1-40")
    expect(cell).to_have_text(people["suspect_id"][40])
    scrolled, before, address = reader.page.evaluate(SCROLLED), steps(reader), reader.page.url
    assert scrolled > 0
    press(reader, "Enter")
    reader.expect_suspect(people["suspect_id"][40])
    assert steps(reader) == before + 1
    reader.page.go_back()
    reader.expect_title("Top 100")
    reader.grid().wait()
    assert reader.page.url == address
    expect(cell).to_be_attached()
    reader.page.wait_for_function(f"{SCROLLED} === {scrolled}")
    reader.page.go_forward()
    reader.expect_suspect(people["suspect_id"][40])


def test_the_order_of_a_list_is_kept_and_walked_by_keys(reader: Reader, desk: Workspace) -> None:
    listing = ranked_list(
        ask(desk, TESTER, RankingSpec()), Filter(show="everyone", home=(CROYDON,))
    )
    order = in_order(listing.people, "name")["suspect_id"].to_list()
    reader.open(show="everyone", home=CROYDON, sort="Name")
    reader.grid().expect_column(SUSPECT, order[:3])
    reader.grid().click(SUSPECT_AT, 1)
    reader.expect_suspect(order[1])
    press(reader, "n")
    reader.expect_suspect(order[2])
    press(reader, "p")
    reader.expect_suspect(order[1])
    press(reader, "p")
    reader.expect_suspect(order[0])
    expect(reader.page.get_by_role("button", name="Previous")).to_have_count(0)
    reader.page.get_by_role("link", name="Back to Top 100").click()
    reader.expect_title("Top 100")
    reader.expect_link("sort=Name")
    reader.expect_link(f"home={CROYDON}")
    reader.grid().expect_column(SUSPECT, order[:3])


def test_back_from_a_list_of_a_borough_is_the_borough(reader: Reader) -> None:
    reader.open("boroughs", borough="Lewisham", tab="Suspects")
    reader.page.get_by_role("button", name=re.compile("On the list, home here")).click()
    reader.expect_title("Top 100")
    reader.page.go_back()
    reader.expect_title(re.compile("Lewisham|Boroughs"))
    reader.expect_link("borough=Lewisham")


@pytest.mark.parametrize("text", ["lower", "upper"])
def test_a_reference_in_the_search_box_of_any_page_opens_its_suspect(
    reader: Reader, desk: Workspace, text: str
) -> None:
    worst = ask(desk, TESTER, RankingSpec()).ranking.table["suspect_id"][7]
    reader.open("method")
    press(reader, "/")
    expect(reader.page.get_by_placeholder("Name, reference, birth, crime")).to_be_focused()
    reader.page.keyboard.type(getattr(worst, text)())
    press(reader, "Enter")
    reader.expect_suspect(worst)


def test_a_name_in_the_search_box_is_searched_for_and_in_no_address(
    reader: Reader, desk: Workspace
) -> None:
    first = ranked_list(ask(desk, TESTER, RankingSpec())).people.row(0, named=True)
    reader.open("quality")
    press(reader, "?")  # the keys are listed
    keys = reader.page.get_by_text("Write into the search box")
    expect(keys).to_be_visible()
    close_what_is_open(reader)
    press(reader, "/")
    reader.page.keyboard.type(first["suspect_name"])
    press(reader, "Enter")
    reader.expect_title("Search")
    reader.grid().wait()
    assert first["suspect_id"] in str(reader.grid().rows())
    assert first["suspect_name"].split()[0] not in reader.page.url


def close_what_is_open(reader: Reader) -> None:
    """Press Escape until no list of options and no panel is open."""
    for _ in range(MOST_ESCAPES):
        if not reader.page.get_by_test_id("stPopoverBody").count():
            break
        press(reader, "Escape")
        reader.page.wait_for_timeout(CLOSED)
    expect(reader.page.get_by_test_id("stPopoverBody")).to_have_count(0)
    reader.rest()


def test_the_whole_job_without_a_mouse(reader: Reader, desk: Workspace) -> None:
    question = ask(desk, TESTER, RankingSpec())
    people = ranked_list(question, Filter(home=(CROYDON,))).people
    suspect = people["suspect_id"][1]
    file = suspect_file(question, suspect)
    largest = file.explanation.counting["crime_ref"][0]
    without = Scenario(frozenset({largest}), ())
    reader.open("")
    press(reader, "/")
    tab_to(reader, "Top 100")
    press(reader, "Enter")
    reader.expect_title("Top 100")
    tab_to(reader, "Filter")
    press(reader, "Enter")
    expect(reader.page.get_by_test_id("stPopoverBody").locator("input").first).to_be_focused()
    tab_to(reader, "Home borough")
    reader.page.keyboard.type("Croydon")
    press(reader, "Enter")
    reader.expect_link(f"home={CROYDON}")
    close_what_is_open(reader)
    reader.grid().expect_column(SUSPECT, people["suspect_id"].head(2).to_list())
    reader.rest()
    address = reader.page.url
    expect(reader.page.get_by_test_id("glide-cell-1-1")).to_have_text(suspect)
    enter_second_row(reader)
    press(reader, "Enter")
    reader.expect_suspect(suspect)
    press(reader, "/")
    tab_to(reader, "Leave out")
    reader.page.keyboard.type(largest)
    press(reader, "Enter")
    answer = in_what_if_words(what_if(question, file, without, on=question.spec))
    expect(reader.page.get_by_text(answer)).to_be_visible()
    press(reader, "Escape")
    tab_to(reader, "Profile", key="Shift+Tab")
    with reader.page.expect_download() as arriving:
        press(reader, "Enter")
    assert arriving.value.suggested_filename == f"harmdesk-profile-{suspect}.pdf"
    tab_to(reader, "Back to Top 100", key="Shift+Tab")
    press(reader, "Enter")
    reader.expect_title("Top 100")
    reader.grid().expect_column(SUSPECT, people["suspect_id"].head(2).to_list())
    assert reader.page.url == address


def test_a_date_that_is_typed_holds_at_once_also_for_a_file(
    reader: Reader, desk: Workspace, tmp_path: Path
) -> None:
    newest = desk.facts.newest
    earlier = newest - timedelta(days=40)
    people = ranked_list(ask(desk, TESTER, RankingSpec(as_of=earlier))).people
    reader.open("list")
    press(reader, "/")
    tab_to(reader, "day, As of")
    reader.page.keyboard.type(f"{earlier:%d%m%Y}")
    press(reader, "Enter")
    reader.expect_link(f"as_of={earlier}")
    tab_to(reader, "Download CSV")
    with reader.page.expect_download() as arriving:
        press(reader, "Enter")
    assert arriving.value.suggested_filename == f"harmdesk-list-{earlier}.zip"
    arriving.value.save_as(tmp_path / "list.zip")
    with zipfile.ZipFile(tmp_path / "list.zip") as archive:
        text = archive.read(f"harmdesk-list-{earlier}.csv").decode("utf-8-sig")
    rows = csv.DictReader(StringIO(text))
    assert [row["suspect_id"] for row in rows] == people["suspect_id"].to_list()
