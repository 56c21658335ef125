"""A supervisor drops a file, sees it scored, and adds it or lets it go."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import FilePayload, Locator, expect

import sample_data
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.wording.formats import day
from sample_data.months import MONTHS
from tests.browser.reading import Reader, Record, Tabs
from tests.browser.serving import Server, serving
from tests.browser.test_accessibility import TALL, faults
from tests.depth import some

pytestmark = pytest.mark.browser

EXAMPLES = Path(sample_data.__file__).parent / "examples"
UPDATE = EXAMPLES / "synthetic-allegations-update.csv"
FAULTS = EXAMPLES / "synthetic-allegations-with-faults.csv"
TAGS = "<img src=x onerror=alert(1)>"
FORMULA = '=HYPERLINK("https://elsewhere.example","x")'


@pytest.fixture(scope="module")
def own(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on a record that these tests may change."""
    data = tmp_path_factory.mktemp("changed") / "data"
    with serving(Path(shutil.copytree(demonstration, data))) as up:
        yield up


@pytest.fixture(params=some(["light", "dark"]))
def reader(request: pytest.FixtureRequest, tabs: Tabs, own: Server, record: Record) -> Reader:
    return Reader(tabs(TALL, request.param), own, record)


def drop(reader: Reader, file: Path | FilePayload) -> None:
    reader.open("upload")
    reader.page.locator("input[type=file]").set_input_files(file)
    expect(reader.page.get_by_text("What became of every row")).to_be_visible()


def button(reader: Reader, name: str) -> Locator:
    return reader.page.get_by_role("button", name=name)


def test_a_file_tried_beside_the_list_has_no_fault_and_is_not_added(reader: Reader) -> None:
    version = Workspace(Settings(data=reader.server.data)).facts.version
    drop(reader, UPDATE)
    reader.page.get_by_text("Read it differently").click()
    button(reader, "Try it against the list").click()
    expect(reader.page.get_by_text("Who would come onto the list")).to_be_visible()
    expect(button(reader, "Add to the record")).to_be_disabled()
    assert faults(reader) == []
    assert Workspace(Settings(data=reader.server.data)).facts.version == version


def test_refused_rows_leave_as_text_marked_and_logged(reader: Reader, tmp_path: Path) -> None:
    faulty = pl.read_csv(FAULTS, infer_schema=False).filter(recorded_on="yesterday")
    rows = FAULTS.read_text(encoding="utf-8").replace(faulty["suspect_name"][0], TAGS)
    content = rows.replace("yesterday", '"' + FORMULA.replace('"', '""') + '"')
    file = FilePayload(name="../../faults.csv", mimeType="text/csv", buffer=content.encode())
    drop(reader, file)
    with reader.page.expect_download() as download:
        button(reader, "Download the refused rows").click()
    saved = tmp_path / "refused.csv"
    download.value.save_as(saved)
    text = saved.read_text(encoding="utf-8-sig")
    assert '",faults.csv,8,recorded_on cannot be read' in text
    assert "'=HYPERLINK" in text
    last = Workspace(Settings(data=reader.server.data)).register.log().row(-1, named=True)
    assert (last["action"], last["subject"]) == ("file", "rejects of faults.csv")


def test_a_file_is_added_and_the_list_moves_on(reader: Reader) -> None:
    before = Workspace(Settings(data=reader.server.data)).facts
    drop(reader, UPDATE)
    button(reader, "Try it against the list").click()
    reader.page.get_by_text("I have read what this changes").click()
    known_already = before.version > MONTHS  # the other theme has added it
    if known_already:
        expect(reader.page.get_by_text("0 rows added, 0 earlier entries replaced")).to_be_visible()
        return
    button(reader, "Add to the record").click()
    expect(reader.page.get_by_text(f"Added: the record is at version {MONTHS + 1}")).to_be_visible()
    newest = Workspace(Settings(data=reader.server.data)).facts.newest
    assert newest > before.newest
    reader.open("list")
    shown = f"data to {day(newest)}, version {MONTHS + 1}"
    expect(reader.page.get_by_text(shown)).to_be_visible()
