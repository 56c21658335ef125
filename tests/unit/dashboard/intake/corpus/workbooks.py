"""Workbooks and Parquet files."""

import io
from datetime import date, datetime
from typing import Any, Final

import polars as pl

from tests.unit.dashboard.intake.corpus.trouble import (
    BOTH,
    HEADINGS,
    SERIALS,
    Formula,
    Trouble,
    workbook,
)

SOUND: Final = [
    ["C1", "S1", "019/08", "2026-01-05"],
    ["C2", "S2", "008/06", "2026-01-06"],
]
DAYS: Final = [date(2026, 1, 5), date(2026, 1, 6)]
NOTHING: Final[list[object]] = []


def of_sheets(name: str, sheets: dict[str, list[list[Any]]], **expected: Any) -> Trouble:  # noqa: ANN401 - of the fields of `Trouble`
    """A trouble of a workbook."""
    return Trouble(name=name, file_name="made-up.xlsx", content=workbook(**sheets), **expected)


def parquet(frame: pl.DataFrame) -> bytes:
    """A frame as the bytes of a Parquet file."""
    out = io.BytesIO()
    frame.write_parquet(out)
    return out.getvalue()


SHEETS: Final = [
    of_sheets(
        "a workbook of several sheets",
        {
            "Read me": [["Made up for tests"], ["Nothing else"]],
            "Look-up": [["Offence", "Days"], *([f"Offence {n}", n] for n in range(30))],
            "Extract": [HEADINGS, *SOUND],
        },
        rows=2,
        accepted=2,
        how={
            "kind": "XLSX",
            "sheet": "Extract",
            "sheets": ("Read me", "Look-up", "Extract"),
            "header_line": 1,
            "encoding": None,
            "delimiter": None,
        },
        values=BOTH | {"recorded_on": DAYS},
    ),
    of_sheets(
        "a workbook with titles above and a total below",
        {
            "Sheet1": [
                ["Made-up Constabulary"],
                ["Extract of January"],
                NOTHING,
                HEADINGS,
                *SOUND,
                ["Total", 2],
            ]
        },
        rows=3,
        accepted=2,
        rejected=1,
        reasons={"a total, not a record": 1},
        lines=[7],
        how={"header_line": 4, "above": ("Made-up Constabulary", "Extract of January")},
        values=BOTH,
    ),
    of_sheets(
        "a workbook with empty rows and columns before and between",
        {
            "Sheet1": [
                NOTHING,
                NOTHING,
                [None, None, *HEADINGS],
                [None, None, *SOUND[0]],
                NOTHING,
                [None, None, "C9", "S9", "019/08", "never"],
                [None, None, *SOUND[1]],
            ]
        },
        rows=3,
        accepted=2,
        rejected=1,
        reasons={"recorded_on cannot be read": 1},
        lines=[6],
        how={"header_line": 3, "blank": 1},
        values=BOTH,
    ),
]

CELLS: Final = [
    of_sheets(
        "cells that are dates",
        {
            "Sheet1": [
                [*HEADINGS, "committed_on"],
                ["C1", "S1", "019/08", date(2026, 1, 5), datetime(2026, 1, 4, 13, 45)],  # noqa: DTZ001 - a sheet knows no zone
                ["C2", "S2", "008/06", date(2026, 1, 6), None],
            ]
        },
        rows=2,
        accepted=2,
        values=BOTH | {"recorded_on": DAYS, "committed_on": [date(2026, 1, 4), None]},
    ),
    of_sheets(
        "cells that lost their format and are numbers of days",
        {"Sheet1": [HEADINGS, ["C1", "S1", "019/08", 46027], ["C2", "S2", "008/06", 46028.5]]},
        rows=2,
        accepted=2,
        repaired={SERIALS: 2},
        values=BOTH | {"recorded_on": DAYS},
    ),
    of_sheets(
        "offence codes that became dates and numbers",
        {
            "Sheet1": [
                HEADINGS,
                ["C1", "S1", date(2026, 1, 8), "2026-01-05"],
                ["C2", "S2", 1908, "2026-01-06"],
            ]
        },
        rows=2,
        accepted=2,
        repaired={
            "offence codes that a spreadsheet had turned into dates": 1,
            "offence codes without their leading noughts": 1,
        },
        values=BOTH | {"offence_code": ["008/01", "019/08"]},
    ),
    of_sheets(
        "cells that are true or false, errors, and long numbers",
        {
            "Sheet1": [
                ["crime_ref", "suspect_id", "offence_code", "recorded_on", "domestic", "victim_id"],
                [2600000123456, 1000001, "019/08", "2026-01-05", True, Formula("=NA()", "#N/A")],
                [2600000123457, 1000002, "008/06", "2026-01-06", False, 1000003],
            ]
        },
        rows=2,
        accepted=2,
        values={
            "crime_ref": ["2600000123456", "2600000123457"],
            "suspect_id": ["1000001", "1000002"],
            "domestic": [True, False],
            "victim_id": [None, "1000003"],
        },
    ),
    of_sheets(
        "a formula stands for what it came to, and text that looks like one stays text",
        {
            "Sheet1": [
                [*HEADINGS, "suspect_name"],
                ["C1", Formula('="S"&1', "S1"), "019/08", "2026-01-05", '=HYPERLINK("x","y")'],
                ["C2", "S2", "008/06", "2026-01-06", "<script>made up</script>"],
            ]
        },
        rows=2,
        accepted=2,
        values=BOTH | {"suspect_name": ['=HYPERLINK("x","y")', "<script>made up</script>"]},
    ),
]

COUNTS: Final = [
    of_sheets(
        "counts with a cell that is a date for each month",
        {
            "Sheet1": [
                ["Borough", "Offence", date(2026, 1, 1), date(2026, 2, 1)],
                ["Camden", "Arson", 3, 1234],
                ["Total", None, 3, 1234],
            ]
        },
        rows=2,
        accepted=1,
        rejected=1,
        shape="counts",
        reasons={"a total, not a record": 1},
        lines=[3],
        counts=[
            (date(2026, 1, 1), "E09000007", "E09000007", "Arson", 3),
            (date(2026, 2, 1), "E09000007", "E09000007", "Arson", 1234),
        ],
    ),
]

PARQUET: Final = [
    Trouble(
        name="Parquet with typed columns",
        file_name="made-up.parquet",
        content=parquet(
            pl.DataFrame(
                {
                    "Crime Ref": ["C1", "C2", "C2"],
                    "Suspect ID": ["S1", "S2", "S2"],
                    "Offence Code": ["019/08", "008/06", "008/06"],
                    "Recorded Date": [*DAYS, DAYS[1]],
                    "Domestic": [True, None, None],
                    "Shoe Size": [9, 10, 10],
                }
            )
        ),
        rows=3,
        accepted=2,
        duplicates=1,
        how={"kind": "Parquet", "encoding": None, "delimiter": None, "sheet": None},
        dropped=["Shoe Size"],
        values=BOTH | {"recorded_on": DAYS, "domestic": [True, False]},
    ),
    Trouble(
        name="Parquet with times, numbers and an unreadable text",
        file_name="made-up.parquet",
        content=parquet(
            pl.DataFrame(
                {
                    "crime_ref": [101, 102],
                    "suspect_id": [201, None],
                    "offence_code": ["019/08", "008/06"],
                    "recorded_on": [datetime(2026, 1, 5, 9), datetime(2026, 1, 6)],  # noqa: DTZ001 - a naive column
                    "victim_sex": ["F", "not one"],
                }
            )
        ),
        rows=2,
        accepted=1,
        rejected=1,
        reasons={"victim_sex cannot be read": 1},
        lines=[2],
        values={"crime_ref": ["101"], "suspect_id": ["201"], "recorded_on": DAYS[:1]},
    ),
]

TROUBLES: Final = [*SHEETS, *CELLS, *COUNTS, *PARQUET]
