"""What goes to a browser is bounded: 2 MB in one page run, however much a record has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import FilePayload, Page, WebSocket, expect

from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.web.parts.timeline import MOST_STEPS
from tests.app.pages import MENU, VIEWS
from tests.browser.reading import Reader, Record, Tabs
from tests.browser.serving import Server, serving
from tests.browser.test_find import FIELD
from tests.unit.dashboard.build import TODAY, loaded, row

#: How often a list of options is opened, and for how many milliseconds it is looked at.
TIMES_OPENED, OPENED_FOR = 4, 15_000

pytestmark = pytest.mark.browser

MOST_BYTES = 2_000_000
ALLEGATIONS, VICTIMS, REJECTED = 100_000, 5_000, 5_000
BIG, NEXT = "BIG", "S1"
#: The pages that are tried in tests of their own.
APART = ("compare", "find", "suspect", "upload")
#: What a tab has is sent to it again, as if each page were opened in a tab of its own.
EACH_WHOLE = {"STREAMLIT_GLOBAL_MIN_CACHED_MESSAGE_SIZE": "1e12"}


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on a record in which two suspects are named in the same 100,000 crimes."""
    data = tmp_path_factory.mktemp("large")
    usual = row(offence_title="Rape of a female aged 16 or over", borough="E09000001")
    rows = [
        usual
        | {
            "crime_ref": f"C{n:07}",
            "suspect_id": BIG,
            "victim_id": f"V{n % VICTIMS}",
            "recorded_on": TODAY - timedelta(days=n % 360),
        }
        for n in range(ALLEGATIONS)
    ]
    rows += [one | {"suspect_id": NEXT} for one in rows[:5_000]]
    others = [usual | {"crime_ref": f"D{n}", "suspect_id": f"T{n}"} for n in range(150)]
    loaded(data, *rows, *others)
    with serving(data, environment=EACH_WHOLE) as up:
        yield up


@pytest.fixture
def sizes() -> list[int]:
    """How many bytes each answer on the websocket had, since it was emptied."""
    return []


@pytest.fixture
def watched(tabs: Tabs, sizes: list[int]) -> Page:
    """A tab whose answers are measured."""

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: sizes.append(len(frame)))

    page = tabs()
    page.on("websocket", listen)
    return page


@pytest.fixture
def reader(watched: Page, large: Server, record: Record) -> Reader:
    return Reader(watched, large, record)


def expect_bounded(reader: Reader, sizes: list[int]) -> None:
    """What was sent since the sizes were emptied is a page, and not too much."""
    expect(reader.page.get_by_test_id("stException")).to_have_count(0)
    assert 0 < sum(sizes) <= MOST_BYTES
    sizes.clear()


def test_no_view_sends_more_than_two_megabytes(reader: Reader, sizes: list[int]) -> None:
    titles = {page: title for page, title, *_ in MENU}
    reader.open()
    expect_bounded(reader, sizes)
    turned = [view for view in VIEWS if view not in {"overview", *APART}]
    for view in turned:
        reader.turn_to(titles[view])
        expect_bounded(reader, sizes)
    assert sorted(["overview", *turned, *APART]) == VIEWS


def test_two_compared_send_no_more(reader: Reader, sizes: list[int]) -> None:
    link = Workspace(Settings(data=reader.server.data)).register.link
    reader.open("compare", **{"suspect": link(BIG), "with": link(NEXT)})
    expect_bounded(reader, sizes)


def test_the_page_of_a_suspect_says_what_is_added_up_and_finds_every_crime(
    reader: Reader, sizes: list[int]
) -> None:
    link = Workspace(Settings(data=reader.server.data)).register.link
    reader.open("suspect", suspect=link(BIG))
    expect_bounded(reader, sizes)
    expect(reader.page.get_by_text("largest are marks of their own")).to_be_visible()
    expect(reader.page.get_by_text(f"Step through the {MOST_STEPS} largest")).to_be_visible()
    reader.write(f"Search {ALLEGATIONS:,} allegations", "C0077777")
    reader.rest()
    found = reader.page.get_by_role("option", name=re.compile("C0077777"))
    for _ in range(TIMES_OPENED):  # a page that is drawn anew closes the list of options
        reader.page.get_by_role("combobox", name="Leave out").click()
        try:
            expect(found).to_be_visible(timeout=OPENED_FOR)
            break
        except AssertionError:
            reader.page.keyboard.press("Escape")
            reader.rest()
    expect(found).to_be_visible()
    expect(reader.page.get_by_role("option", name=re.compile("C0077776"))).to_have_count(0)
    assert 0 < sum(sizes) <= MOST_BYTES


def test_a_search_that_finds_many_and_a_file_that_is_refused_send_no_more(
    reader: Reader, sizes: list[int]
) -> None:
    reader.open("find")
    expect_bounded(reader, sizes)
    reader.write(FIELD, "T1")
    reader.grid().wait()
    reader.rest()
    expect_bounded(reader, sizes)
    lines = ["crime_ref,suspect_id,offence_title,recorded_on"]
    lines += [f"R{n},S{n},Rape of a female aged 16 or over,no day" for n in range(REJECTED)]
    lines += ["R,S,Rape of a female aged 16 or over,2026-04-01"]
    content = "\n".join(lines).encode()
    reader.open("upload")
    expect_bounded(reader, sizes)
    reader.page.locator("input[type=file]").set_input_files(
        FilePayload(name="refused.csv", mimeType="text/csv", buffer=content)
    )
    expect(reader.page.get_by_text("What became of every row")).to_be_visible()
    reader.rest()
    assert 0 < sum(sizes) <= MOST_BYTES


def test_the_movement_of_everyone_in_the_demonstration_sends_no_more(
    watched: Page, server: Server, record: Record, sizes: list[int]
) -> None:
    reader = Reader(watched, server, record)
    reader.open("movement")
    expect_bounded(reader, sizes)
