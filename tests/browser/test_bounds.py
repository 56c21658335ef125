"""What goes to a browser is bounded: 2 MB in one page run, however much a record has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, FilePayload, WebSocket, expect

from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.web.parts.timeline import MOST_STEPS
from tests.app.pages import VIEWS
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
    with serving(data) as up:
        yield up


@pytest.fixture
def sizes() -> list[int]:
    """How many bytes each answer on the websocket had, since it was emptied."""
    return []


@pytest.fixture
def reader(tabs: Tabs, large: Server, record: Record, sizes: list[int]) -> Reader:
    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: sizes.append(len(frame)))

    page = tabs()
    page.on("websocket", listen)
    return Reader(page, large, record)


def query(view: str, server: Server) -> dict[str, str]:
    link = Workspace(Settings(data=server.data)).register.link
    if view == "suspect":
        return {"suspect": link(BIG)}
    return {"suspect": link(BIG), "with": link(NEXT)} if view == "compare" else {}


@pytest.mark.parametrize("view", VIEWS)
def test_no_view_sends_more_than_two_megabytes(reader: Reader, sizes: list[int], view: str) -> None:
    reader.open(view if view != "overview" else "", **query(view, reader.server))
    expect(reader.page.get_by_test_id("stException")).to_have_count(0)
    assert 0 < sum(sizes) <= MOST_BYTES


def test_the_page_of_a_suspect_says_what_is_added_up_and_finds_every_crime(
    reader: Reader, sizes: list[int]
) -> None:
    reader.open("suspect", **query("suspect", reader.server))
    expect(reader.page.get_by_text("largest are marks of their own")).to_be_visible()
    expect(reader.page.get_by_text(f"Step through the {MOST_STEPS} largest")).to_be_visible()
    sizes.clear()
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
    sizes.clear()
    reader.write(FIELD, "T1")
    reader.grid().wait()
    reader.rest()
    assert 0 < sum(sizes) <= MOST_BYTES
    lines = ["crime_ref,suspect_id,offence_title,recorded_on"]
    lines += [f"R{n},S{n},Rape of a female aged 16 or over,no day" for n in range(REJECTED)]
    lines += ["R,S,Rape of a female aged 16 or over,2026-04-01"]
    content = "\n".join(lines).encode()
    reader.open("upload")
    sizes.clear()
    reader.page.locator("input[type=file]").set_input_files(
        FilePayload(name="refused.csv", mimeType="text/csv", buffer=content)
    )
    expect(reader.page.get_by_text("What became of every row")).to_be_visible()
    reader.rest()
    assert 0 < sum(sizes) <= MOST_BYTES


def test_the_movement_of_everyone_in_the_demonstration_sends_no_more(
    browser: Browser, server: Server, record: Record, sizes: list[int]
) -> None:
    page = record.watch(browser.new_page())
    page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda frame: sizes.append(len(frame))),
    )
    Reader(page, server, record).open("movement")
    page.close()
    assert 0 < sum(sizes) <= MOST_BYTES
