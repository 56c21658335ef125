"""A whole monthly meeting by keyboard, from the frozen list to minutes and pack."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from dashboard.access.viewer import Viewer
from dashboard.services.cases.opening import open_case
from dashboard.services.question import ask
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from tests.browser.reading import Reader, Record, Tabs
from tests.browser.serving import Server, serving
from tests.browser.test_keyboard import press, tab_to
from tests.unit.dashboard.build import loaded, row

pytestmark = pytest.mark.browser

CROYDON: Final = "E09000008"
FOR: Final = "DCI Example, Croydon"
WHY: Final = "Grave harm that goes on"
SAID: Final = "V1 is to be seen before the weekend"
#: Three people of Croydon, in the order of their days.
ROWS: Final = tuple(
    row(crime_ref=f"C{who}{number}", suspect_id=f"S{who}", victim_id=f"VIC{who}",
        suspect_home_borough=CROYDON, borough=CROYDON)
    for who in range(1, 4)
    for number in range(4 - who)
)  # fmt: skip


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Server]:
    """A server on a few people, which asks to whom each file goes."""
    data = tmp_path / "data"
    loaded(data, *ROWS, synthetic=True)
    with serving(data, environment={"HARMDESK_RECIPIENT": "required"}) as up:
        yield up


def turn(reader: Reader, page: str) -> None:
    """Turn to a page by its name in the menu."""
    tab_to(reader, page)
    press(reader, "Enter")
    reader.expect_title(page)


def look_at(reader: Reader, person: str) -> None:
    """Open the page of whoever the meeting has before it, and come back."""
    expect(reader.page.get_by_role("heading", name=re.compile(f"^{person}"))).to_be_visible()
    reader.rest()
    press(reader, "o")
    reader.expect_suspect(person)
    tab_to(reader, "Back to Meeting")
    press(reader, "Enter")
    reader.expect_title("Meeting")
    expect(reader.page.get_by_text(re.compile("Place .* of the list"))).to_be_visible()


def decide(reader: Reader, key: str, fields: dict[str, str], done: str) -> None:
    """Choose a decision by its key, write its fields, and send them by Enter."""
    reader.rest()
    press(reader, key)
    for label, value in fields.items():
        expect(reader.page.get_by_label(label, exact=True)).to_be_visible()
        tab_to(reader, label)
        reader.page.keyboard.type(value)
    press(reader, "Enter")
    expect(reader.page.get_by_text(done)).to_be_visible()
    reader.rest()


def take(reader: Reader, button: str) -> tuple[str, str]:
    """Take a file by keyboard: its name, and what it says."""
    tab_to(reader, button)
    with reader.page.expect_download() as arriving:
        press(reader, "Enter")
    content = Path(arriving.value.path()).read_bytes()
    pages = PdfReader(io.BytesIO(content)).pages
    words = " ".join(" ".join(page.extract_text() for page in pages).split())
    return arriving.value.suggested_filename, words


def test_a_meeting_from_the_frozen_list_to_minutes_and_pack(
    small: Server, tabs: Tabs, record: Record
) -> None:
    reader = Reader(tabs(), small, record)
    reader.open("list")
    tab_to(reader, "Freeze this list")
    press(reader, "Enter")
    expect(reader.page.get_by_text("is kept")).to_be_visible()
    tab_to(reader, "See the demonstration as", key="Shift+Tab")
    reader.page.keyboard.type("Superv")
    expect(reader.page.get_by_role("option", name="Supervisor")).to_be_visible()
    press(reader, "Enter")
    expect(reader.page.get_by_role("combobox", name="of the borough")).to_be_visible()
    reader.settle()
    turn(reader, "Meeting")
    expect(reader.page.get_by_text("3 lines about 3 people")).to_be_visible()
    reader.rest()
    press(reader, "w")
    look_at(reader, "S1")
    decide(reader, "1", {"Owner": "olu", "Reason": WHY}, "Adopted: S1.")
    press(reader, "n")
    look_at(reader, "S2")
    decide(reader, "2", {"Reason": WHY}, "Not adopted: S2.")
    press(reader, "n")
    look_at(reader, "S3")
    decide(reader, "3", {"Reason": WHY}, "Deferred: S3.")
    for person in ("S2", "S1"):
        press(reader, "p")
        expect(reader.page.get_by_role("heading", name=re.compile(f"^{person}"))).to_be_visible()
        reader.rest()
    decide(reader, "1", {"What the meeting said": SAID}, "Minuted: S1.")
    press(reader, "b")
    expect(reader.page.get_by_text("3 decisions and 1 assessment about 3 people")).to_be_visible()
    for name in ("Help for To whom", "To whom"):  # the field comes after its help
        tab_to(reader, name)
    reader.page.keyboard.type(FOR)
    press(reader, "Enter")
    reader.rest()
    day = Workspace(Settings(data=small.data)).facts.newest
    name, words = take(reader, "Pack")
    assert name == f"harmdesk-pack-{day}.pdf"
    assert "Case of S1: adopted" in words
    name, minutes = take(reader, "Minutes")
    assert name == f"harmdesk-minutes-{day}.pdf"
    for text in (words, minutes):
        assert FOR in text
        assert "VIC" not in text
    assert SAID in minutes
    assert all(said in minutes for said in ("adopt", "decline", "defer", "assessment", WHY))
    desk = Workspace(Settings(data=small.data))
    states = {
        person: open_case(ask(desk, Viewer("ada")), person).state for person in ("S1", "S2", "S3")
    }
    assert states == {"S1": "adopted", "S2": "not_adopted", "S3": "deferred"}
    lines = desk.register.log().filter(action="file")["subject"].to_list()
    assert {f"case {file} of {day}; for {FOR}" for file in ("pack", "minutes")} <= {*lines}
    assert "case_refused" not in desk.register.log()["action"].to_list()
    assert desk.register.verify().fault is None
