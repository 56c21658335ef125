"""A small file with one trouble, and the account of it that is owed."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import xlsxwriter  # type: ignore[import-untyped] # it ships no types

from dashboard.intake.table_kinds import Shape
from tests.unit.dashboard.build import TODAY

#: The shortest table of allegations, and rows for it that nothing is wrong with.
HEAD: Final = "crime_ref,suspect_id,offence_code,recorded_on"
FIRST: Final = "C1,S1,019/08,2026-01-05"
SECOND: Final = "C2,S2,008/06,2026-01-06"
THIRD: Final = "C3,S3,105/01,2026-01-07"
BOTH: Final = {"crime_ref": ["C1", "C2"], "suspect_id": ["S1", "S2"]}

DAY_FIRST: Final = "The dates of “recorded_on” are read day first."
MONTH_FIRST: Final = "The dates of “recorded_on” are read month first."
ASSUMED: Final = "The dates of “recorded_on” are read day first, assumed."
SERIALS: Final = "dates that a spreadsheet had written as numbers"


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """A file, and what is expected of it.

    Attributes:
        name: what is troublesome, in words.
        file_name: what the file is called.
        content: its bytes.
        rows: how many data lines it has.
        accepted: how many of them are sound and stand once.
        rejected: how many are refused.
        duplicates: how many stand in the file before, word for word.
        shape: what it is a table of.
        reasons: how many rows are refused for each reason.
        lines: where the refused rows begin.
        repaired: how many cells were mended, by what was wrong with them.
        notes: what the reader is told, each as words that one note has; no other is told.
        how: parts of the reading.
        dropped: the headings that nobody asked for.
        mapping: for some of our columns the heading, and how sure it is.
        values: for some of our columns the accepted values.
        counts: month, area, borough, category and number of each sound count, sorted.
        today: the day on which it is read.
    """

    name: str
    content: bytes
    rows: int
    accepted: int
    file_name: str = "made-up.csv"
    rejected: int = 0
    duplicates: int = 0
    shape: Shape = "allegations"
    reasons: Mapping[str, int] = field(default_factory=dict)
    lines: Sequence[int] = ()
    repaired: Mapping[str, int] = field(default_factory=dict)
    notes: Sequence[str] = ()
    how: Mapping[str, object] = field(default_factory=dict)
    dropped: Sequence[str] = ()
    mapping: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    values: Mapping[str, Sequence[object]] = field(default_factory=dict)
    counts: Sequence[tuple[date, str | None, str | None, str, int]] | None = None
    today: date = TODAY


def of_lines(name: str, *lines: str, **expected: Any) -> Trouble:  # noqa: ANN401 - of the fields of `Trouble`
    """A trouble of a text in UTF-8, given line by line."""
    return Trouble(name=name, content=joined(*lines).encode(), **expected)


def joined(*lines: str, end: str = "\n") -> str:
    """Lines, each with its end."""
    return "".join(line + end for line in lines)


@dataclass(frozen=True)
class Formula:
    """A cell that is calculated, and what it last came to."""

    text: str
    value: object


def workbook(**sheets: Sequence[Sequence[object]]) -> bytes:
    """A workbook of these sheets; nothing leaves a cell empty."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(number, column, cell, day)
                    elif isinstance(cell, Formula):
                        sheet.write_formula(number, column, cell.text, None, cell.value)
                    elif isinstance(cell, str):
                        sheet.write_string(number, column, cell)
                    elif cell is not None:
                        sheet.write(number, column, cell)
    return out.getvalue()


#: Headings of a workbook as cells.
HEADINGS: Final = HEAD.split(",")
