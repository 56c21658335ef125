"""Areas that somebody brings: a plain table, or the published workbook of ward officers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

import polars as pl
import pytest
import xlsxwriter  # type: ignore[import-untyped] # it ships no types

from dashboard.errors import IntakeError
from dashboard.intake.area_table import Kind
from dashboard.intake.own_areas import own_areas
from dashboard.intake.source_file import File

JUNE, JULY = date(2026, 6, 30), date(2026, 7, 31)
CROYDON, KINGSTON, RICHMOND, HAMMERSMITH, CAMDEN = (
    "E09000008", "E09000021", "E09000027", "E09000013", "E09000007",
)  # fmt: skip
ADDISCOMBE, AVONMORE = "E05011462", "E05013734"
#: Date, department, team, rank and FTE, made up.
OFFICERS = [
    (JUNE, "Camden Borough", "Bloomsbury", "Constable", 2),
    (JUNE, "Croydon Borough", "Addiscombe East", "Constable", 9),
    (JULY, "Croydon Borough", "Addiscombe East", "Constable", 2),
    (JULY, "Croydon Borough", "Addiscombe East Ward", "PCSO", 0.71),
    (JULY, "Hammersmith & Fulham Borough", "Avonmore", "PCSO", 1),
    (JULY, "Kingston Borough", "Nowhere in particular", "PCSO", 1),
    (JULY, "Richmond Borough", "Nowhere in particular", "Constable", 1),
    (JULY, "Aviation Borough", "Terminals", "Constable", 4),
]


def workbook(rows: Sequence[tuple[Any, ...]]) -> File:
    """The two sheets of the published workbook, with made-up rows."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    taken = book.add_worksheet("Sheet1")
    taken.write_row(0, 0, ["Month of Abstraction", "BCU", "Borough", "Team",
                           "Abstracted From Duty", "Abstraction Type", "Abstraction Minutes",
                           "Ward_Code"])  # fmt: skip
    taken.write_row(1, 0, ["2026-07", "NA", "Enfield Borough", "Bowes", "Yes", "Aid", "1.234,5"])
    sheet = book.add_worksheet("Strengths")
    sheet.write_row(0, 0, ["Date", "Buisness Group", "OCU", "Department", "Team", "Rank", "FTE"])
    for place, (on, department, team, rank, fte) in enumerate(rows, start=1):
        sheet.write_datetime(place, 0, datetime.combine(on, time()), day)
        sheet.write_row(place, 1, ["Local", "XX", department, team, rank, fte])
    book.close()
    return File("officers.xlsx", content.getvalue())


def bases(file: File, kind: Kind) -> dict[str, int | None]:
    return dict(own_areas(file, kind).frame.select("code", "base").iter_rows())


def csv(text: str) -> File:
    return File("areas.csv", text.encode())


def test_ward_officers_are_those_of_the_latest_month_by_borough() -> None:
    found = bases(workbook(OFFICERS), "borough")
    assert {code: base for code, base in found.items() if base is not None} == {
        CROYDON: 271, HAMMERSMITH: 100, KINGSTON: 100, RICHMOND: 100,
    }  # fmt: skip
    assert len(found) == 32


def test_a_borough_that_is_missing_is_missing_and_not_nought() -> None:
    assert bases(workbook(OFFICERS), "borough")[CAMDEN] is None
    empty = [*OFFICERS, (JULY, "Croydon Borough", "Addiscombe West", "PCSO", None)]
    assert bases(workbook(empty), "borough")[CROYDON] is None


def test_ward_officers_by_ward_name_teams_of_no_known_ward_apart() -> None:
    own = own_areas(workbook(OFFICERS), "ward")
    known = own.frame.drop_nulls("base").select("code", "base").rows()
    assert known == [(ADDISCOMBE, 271), (AVONMORE, 100)]
    assert own.frame.height == 679
    assert own.unplaced == (
        ("Aviation Borough", "Terminals", "4"),
        ("Kingston Borough", "Nowhere in particular", "1"),
        ("Richmond Borough", "Nowhere in particular", "1"),
    )
    assert own.counted_on == JULY


def test_a_command_unit_with_a_borough_missing_is_not_known() -> None:
    whole = [
        (JULY, f"{name} Borough", "A team", "Constable", 3) for name in ("Enfield", "Haringey")
    ]
    found = bases(workbook([*OFFICERS, *whole]), "bcu")
    assert found["NA"] == 600
    assert found["SN"] is None


def test_officers_in_areas_of_a_file_alone_are_refused() -> None:
    with pytest.raises(IntakeError, match="choose bcu, borough or ward"):
        own_areas(workbook(OFFICERS), "own")


def test_strength_of_ward_officers_that_is_no_number_is_refused() -> None:
    bad = [(JULY, "Croydon Borough", "Addiscombe East", "Constable", "two")]
    with pytest.raises(IntakeError, match=r"'two' under 'FTE' in line 2 of officers\.xlsx"):
        own_areas(workbook(bad), "borough")


def test_a_plain_table_has_codes_or_names_and_na_is_north_area() -> None:
    own = own_areas(csv('code,base,demand\nNA,"1,329.7",10\nCentral East,,5.5\n'), "bcu")
    rows = own.frame.select("code", "base", "demand").rows()
    assert rows == [("CE", None, 550), ("NA", 132_970, 1_000)]
    assert own.columns == {"base", "demand"}


@pytest.mark.parametrize(
    ("text", "hundredths"),
    [
        ("1234.5", 123_450),
        ("1,234.5", 123_450),
        ("1.234,5", 123_450),
        ("1 234,5", 123_450),
        ("12,5", 1_250),
        ("1,234", 123_400),
        ("0", 0),
        ("", None),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, hundredths: int | None) -> None:
    own = own_areas(csv(f"area;base;demand\nX;{text};1\n"), "own")
    assert own.frame["base"].to_list() == [hundredths]


def test_boroughs_are_known_however_they_are_written() -> None:
    own = own_areas(csv("Borough,FTE,Population\nLB of Croydon,4,390000\n"), "borough")
    assert own.frame.select("code", "base", "residents").rows() == [(CROYDON, 400, 390_000)]


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ("code,base\nAtlantis,4\n", "bcu", "'Atlantis' in line 2 of areas.csv is no command unit"),
        ("code,base\nNA,4\nNorth Area,5\n", "bcu", "'North Area' in line 3 .* is there twice"),
        ("code,base\nNA,-4\n", "bcu", "'-4' under 'base' in line 2 .* no figure of 0 or more"),
        ("code,base\nNA,many\n", "bcu", "'many' under 'base' in line 2"),
        ("code,base\nNA,1e400\n", "bcu", "no figure of 0 or more"),
        ("code,base\n,4\n", "bcu", "Line 2 of areas.csv names no area"),
        ("code,colour\nNA,red\n", "bcu", "headings code and base, or code and demand"),
        ("code,base\nAbbey,4\n", "ward", "is no code of a ward"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, kind: Kind, message: str) -> None:
    with pytest.raises(IntakeError, match=message):
        own_areas(csv(text), kind)


def test_the_frame_has_its_columns_whatever_the_file_has() -> None:
    own = own_areas(csv("ward code,demand\nE05011462,7\n"), "ward")
    assert own.frame.schema == pl.Schema(
        {"code": pl.String, "name": pl.String, "base": pl.Int64, "demand": pl.Int64,
         "residents": pl.Int64}
    )  # fmt: skip
