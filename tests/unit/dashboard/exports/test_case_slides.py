"""The pack as slides: agenda order, one slide a person, nobody's victim, and what the log has."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from pptx import Presentation

from dashboard.exports.case_slides import DUE, slides_file
from dashboard.services.cases.deciding import name_victim_lead
from dashboard.services.cases.meeting import answer_meeting
from dashboard.services.cases.working import work
from dashboard.services.files import Handling
from dashboard.wording.cases import PART_TITLES
from tests.unit.dashboard.services.cases.desk import Desk

#: HERREF is on the list too, and named as a suspect.
VICTIMS = ("VIC1", "VIC2", "VIC3", "VIC4", "Jane Fulham")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    found = Desk(tmp_path)
    found.active("S2")
    found.adopted("S3")
    name_victim_lead(found.ask(), "S2", "V1", "vic lead")
    plan = {"strand": "pursue", "tactic": "visit", "owner": "pia", "due": "2026-06-02"}
    for _ in range(DUE):
        work(found.ask(), "S2", "action", {**plan, "text": "Visit early " * 60})
    charge = {"what": "charge", "on": "2026-05-05", "tied_to": "C3", "because": "of_listing"}
    work(found.ask(), "S2", "outcome", {**charge, "offences": "7"})
    return found


def members(content: bytes) -> dict[str, bytes]:
    """Every file in it, and in the sheets of its charts."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        found = {name: packed.read(name) for name in packed.namelist()}
    for name in [name for name in found if name.endswith(".xlsx")]:
        found |= {f"{name}/{own}": part for own, part in members(found[name]).items()}
    return found


def test_the_agenda_comes_in_order_and_then_a_slide_a_person(desk: Desk) -> None:
    meeting = answer_meeting(desk.ask())
    content = slides_file(desk.ask(), meeting, Handling(recipient="The chair"))
    titles = [slide.shapes.title.text for slide in Presentation(io.BytesIO(content)).slides]
    assert titles[0].startswith("Pack of the meeting, ")
    assert titles[1:3] == ["Where the cases stand", "What came of the cases"]
    agenda = [title for title in PART_TITLES.values() if title in titles]
    assert agenda
    assert titles[3 : 3 + len(agenda)] == agenda
    assert sorted(titles[3 + len(agenda) :]) == ["Case of S2: active", "Case of S3: adopted"]
    lines = desk.workspace.register.log().tail(3)["subject"].to_list()
    assert lines[0].startswith("case slides of ")
    assert lines[0].endswith("; for The chair")
    assert sorted(lines[1:]) == ["case of S2; for The chair", "case of S3; for The chair"]


def test_what_is_left_out_of_a_slide_is_said(desk: Desk) -> None:
    content = slides_file(desk.ask(), answer_meeting(desk.ask()))
    (page,) = [
        slide
        for slide in Presentation(io.BytesIO(content)).slides
        if slide.shapes.title.text == "Case of S2: active"
    ]
    texts = [shape.text_frame.text for shape in page.shapes if shape.has_text_frame]
    assert f"What is due: the first {DUE} of {DUE + 2}" in texts
    assert any(
        text.startswith("What came of it: Charge on 5 May 2026 (7 offences)") for text in texts
    )
    cells = [
        cell.text
        for shape in page.shapes
        if shape.has_table
        for row in shape.table.rows
        for cell in row.cells
    ]
    assert any(text.endswith("…") for text in cells)
    below = max(shape.top + shape.height for shape in page.shapes if shape.has_table)
    assert below < 6_858_000 - 520_000


def test_an_arrest_is_no_attempt_at_one(desk: Desk) -> None:
    arrest = {"what": "arrest", "on": "2026-05-05", "tied_to": "C4", "because": "not_known"}
    work(desk.ask(), "S3", "outcome", arrest)
    slides = Presentation(io.BytesIO(slides_file(desk.ask(), answer_meeting(desk.ask())))).slides
    (came,) = [one for one in slides if one.shapes.title.text == "What came of the cases"]
    (table,) = [shape.table for shape in came.shapes if shape.has_table]
    assert {row.cells[0].text for row in list(table.rows)[1:]} == {"Arrest", "Charge"}
    (page,) = [one for one in slides if one.shapes.title.text == "Case of S3: adopted"]
    texts = [shape.text_frame.text for shape in page.shapes if shape.has_text_frame]
    assert "What came of it: Arrest on 5 May 2026." in texts


def test_no_byte_of_it_names_a_victim(desk: Desk) -> None:
    content = slides_file(desk.ask(), answer_meeting(desk.ask()))
    found = members(content)
    assert any(name.endswith(".xlsx/xl/worksheets/sheet1.xml") for name in found)
    for name, part in found.items():
        for victim in VICTIMS:
            assert victim.encode() not in part, name
    assert b"S2" in b"".join(found.values())
