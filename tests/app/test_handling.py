"""What is chosen under Files in the sidebar goes for every file of the session."""

from __future__ import annotations

import io
import zipfile

import fastexcel
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.services.workspace import Workspace
from dashboard.web.downloads import GATE, Parcel
from dashboard.web.kit.handling import RECIPIENT, REDACTION
from dashboard.web.kit.session import the_workspace
from tests.app.pages import complaints, visited


def click(page: AppTest, label: str) -> AppTest:
    next(button for button in page.button if button.label == label).click().run()
    return page


def waiting() -> Parcel:
    parcel = GATE.take(next(reversed(GATE._waiting)))
    assert parcel is not None
    return parcel


def test_a_list_leaves_without_names_and_for_somebody(desk: Workspace) -> None:
    page = visited("list")
    page.selectbox(REDACTION).select("no_names").run()
    page.text_input(RECIPIENT).set_value("DI Example, Croydon").run()
    assert complaints(click(page, "Download CSV, without names")) == []
    before = desk.register.log().height
    with zipfile.ZipFile(io.BytesIO(waiting().hand_over())) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".csv"))
        people = pl.read_csv(archive.read(name), infer_schema=False)
        words = archive.read(next(n for n in archive.namelist() if n.endswith(".txt"))).decode()
    assert people["suspect_id"].to_list() == [f"person {n}" for n in range(1, 101)]
    assert people["suspect_name"].null_count() == 100
    assert "for DI Example, Croydon" in words
    line = desk.register.log().row(before, named=True)
    assert line["subject"].endswith("; no names; for DI Example, Croydon")
    assert line["seal"].startswith("file ")


def test_a_file_that_has_no_such_form_is_refused_in_words() -> None:
    page = visited("list")
    page.selectbox(REDACTION).select("aggregates").run()
    (words,) = complaints(click(page, "Tables of this page (XLSX), counts alone"))
    assert "has no form of counts alone" in words


def test_without_a_recipient_nothing_leaves_where_one_is_needed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HARMDESK_RECIPIENT", "required")
    the_workspace.clear()
    try:
        (words,) = complaints(click(visited("list"), "Download CSV"))
        assert "say to whom it goes" in words
    finally:
        the_workspace.clear()


@pytest.mark.parametrize("view", ["movement", "cohorts"])
def test_the_tables_of_pages_that_count_leave_as_counts_alone(desk: Workspace, view: str) -> None:
    page = visited(view)
    page.selectbox(REDACTION).select("aggregates").run()
    assert complaints(click(page, "Tables of this page (XLSX), counts alone")) == []
    before = desk.register.log().height
    book = fastexcel.read_excel(waiting().hand_over())
    sheets = [book.load_sheet(name).to_polars() for name in book.sheet_names[2:]]
    cells = {str(cell) for sheet in sheets for row in sheet.rows() for cell in row}
    known = desk.store.suspects.named()
    assert not cells & {*known["suspect_id"], *known["suspect_name"].drop_nulls()}
    counts = [sheet["Suspects"] for sheet in sheets if sheet.columns[0] == "Counted by"]
    assert counts
    assert all(number == 0 or number >= 5 for column in counts for number in column)
    assert "; aggregates" in desk.register.log()["subject"][before]
