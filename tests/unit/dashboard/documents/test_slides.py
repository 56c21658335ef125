"""Slides as PowerPoint opens them: marked, in order, with tables and charts that can be edited."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import fastexcel
import pytest
from pptx import Presentation

from dashboard.documents.slides import ROWS, Bars, Deck, Grid, Slide, deck_as_pptx

MARKING = "OFFICIAL-SENSITIVE"


def deck_of(*slides: Slide) -> bytes:
    return deck_as_pptx(
        Deck(
            marking=MARKING,
            provenance="Data to 1 March 2026",
            taken="Taken by ada",
            on=date(2026, 3, 1),
            title="Pack",
            slides=slides,
        )
    )


def shown(content: bytes) -> list[Any]:
    return list(Presentation(io.BytesIO(content)).slides)


def table_of(slide: Any) -> list[list[str]]:  # noqa: ANN401 - the library has no name for it
    (table,) = [shape.table for shape in slide.shapes if shape.has_table]
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_each_slide_is_marked_above_and_below_and_says_which_it_is() -> None:
    content = deck_of(Slide("One", ("A sentence.",)), Slide("Two"))
    slides = shown(content)
    assert [slide.shapes.title.text for slide in slides] == ["One", "Two"]
    for number, slide in enumerate(slides, 1):
        texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        assert texts.count(MARKING) == 2
        assert f"Data to 1 March 2026 · Taken by ada · slide {number} of 2" in texts


def test_a_table_keeps_its_cells_and_goes_on_on_further_slides() -> None:
    rows = tuple((f"{number}", "x") for number in range(2 * ROWS + 1))
    slides = shown(deck_of(Slide("Long", ("How to read it.",), (Grid(("No", "X"), rows, (1, 3)),))))
    assert [slide.shapes.title.text for slide in slides] == [f"Long ({n} of 3)" for n in (1, 2, 3)]
    found = [table_of(slide) for slide in slides]
    assert all(table[0] == ["No", "X"] for table in found)
    assert [tuple(row) for table in found for row in table[1:]] == list(rows)


def test_a_chart_has_the_numbers_of_its_table_and_a_sheet_of_them() -> None:
    bars = Bars("Cases", ("active", "closed"), (3, 0))
    grid = Grid(("State", "Cases"), (("active", "3"), ("closed", "0")), (3, 1))
    content = deck_of(Slide("States", (), (grid,), bars))
    (slide,) = shown(content)
    (chart,) = [shape.chart for shape in slide.shapes if shape.has_chart]
    assert tuple(chart.plots[0].categories) == bars.labels
    assert tuple(chart.plots[0].series[0].values) == bars.counts
    assert [tuple(row) for row in table_of(slide)[1:]] == [("active", "3"), ("closed", "0")]
    sheet = fastexcel.read_excel(chart.part.chart_workbook.xlsx_part.blob).load_sheet(0)
    assert sheet.to_polars().rows() == [("active", 3.0), ("closed", 0.0)]


@pytest.mark.parametrize("text", ["<a:t>&amp;", '"><p:sp/>', "a\x0bb\x00", "=1+1", "]]>"])
def test_text_is_never_markup(text: str) -> None:
    content = deck_of(
        Slide(text, (text,), (Grid((text,), ((text,),), (1,)),), Bars("N", (text,), (1,)))
    )
    (slide,) = shown(content)
    said = " ".join(text.replace("\x0b", " ").replace("\x00", " ").split())
    assert slide.shapes.title.text == said
    assert table_of(slide) == [[said], [said]]


def test_the_same_slides_give_the_same_bytes_and_nobody_else_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slide = Slide("S", (), (), Bars("Cases", ("active",), (3,)))
    first = deck_of(slide)
    monkeypatch.setattr("time.localtime", lambda *_: (2031, 5, 5, 5, 5, 5, 0, 0, 0))
    assert deck_of(slide) == first
    about = Presentation(io.BytesIO(first)).core_properties
    assert (about.author, about.last_modified_by, about.title) == ("Harmdesk", "Harmdesk", "Pack")
    with zipfile.ZipFile(io.BytesIO(first)) as packed:
        assert packed.namelist()[1] == "ppt/presentation.xml"
        assert b"Canny" not in b"".join(packed.read(name) for name in packed.namelist())
