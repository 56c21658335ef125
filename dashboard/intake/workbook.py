"""A workbook to cells: the sheet that looks most like an extract, unless the reader chose one."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Final

import fastexcel
import polars as pl

from dashboard.errors import IntakeError
from dashboard.intake.archive import long_numbers
from dashboard.intake.cells import LOOKED_AT, Cells, Choices, Reading, all_as_wide, headings
from dashboard.intake.column_matching import header_among, match
from dashboard.intake.source_file import File

#: A number with more digits than a spreadsheet keeps, as text.
LONG: Final = r"^-?\d{16,}(?:\.\d+)?$"

# The library's own warnings would appear next to our message; to see them, add a handler.
logging.getLogger("calamine").addHandler(logging.NullHandler())


def cells_of(file: File, choices: Choices) -> Cells:
    """The table of a workbook.

    Dates come as ISO text, numbers as Excel has them, an error as an empty cell.

    Raises:
        IntakeError: it cannot be read, or no sheet has a table.
    """
    try:
        book = fastexcel.read_excel(file.content)
        names = book.sheet_names
        if choices.sheet is not None and choices.sheet not in names:
            raise IntakeError(
                f"The file {file.name} has no sheet {choices.sheet[:60]!r}; it has "
                f"{', '.join(names)}."
            )
        chosen, sheet = _best(book, [choices.sheet] if choices.sheet is not None else names)
    except fastexcel.FastExcelError as error:
        raise IntakeError(
            f"The file {file.name} begins like an XLSX workbook and cannot be read as one; save it "
            f"again."
        ) from error
    if sheet is None:
        raise IntakeError(f"The file {file.name} has no rows; export it again.")
    return _cells(sheet, file, chosen, tuple(names), choices)


def _best(book: fastexcel.ExcelReader, names: Sequence[str]) -> tuple[str, pl.DataFrame | None]:
    """The name and cells of the sheet most like an extract; at most two are in memory at once."""
    chosen, best, most = "", None, (-1, -1)
    for name in names:
        sheet = _sheet(book, name)
        if sheet.height and sheet.width and (likeness := _likeness(sheet)) > most:
            chosen, best, most = name, sheet, likeness
    return chosen, best


def _sheet(book: fastexcel.ExcelReader, name: str) -> pl.DataFrame:
    sheet = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    return sheet.to_polars().select(pl.all().cast(pl.String).fill_null(""))


def _likeness(sheet: pl.DataFrame) -> tuple[int, int]:
    """How many of our columns a sheet's headings stand for, and how many rows it has."""
    rows = sheet.head(LOOKED_AT).rows()
    header = [str(cell) for cell in rows[header_among(rows)]]
    return len(match(header, chosen={}, remembered={})), sheet.height


def _cells(
    sheet: pl.DataFrame, file: File, chosen: str, names: tuple[str, ...], choices: Choices
) -> Cells:
    looked_at = sheet.head(LOOKED_AT).rows()
    at = _header(looked_at, file.name, choices.header_line)
    width = _width(looked_at[at], sheet[at + 1 :])
    body = sheet[at + 1 :, :width]
    body.columns = headings(looked_at[at][:width], file.name)
    lines = pl.int_range(at + 2, sheet.height + 1, dtype=pl.UInt32, eager=True).alias("line")
    filled = body.select(pl.any_horizontal(pl.all().str.strip_chars() != "")).to_series()
    if not filled.any():
        raise IntakeError(f"The file {file.name} has a header and no rows; export it again.")
    return Cells(
        body.filter(filled),
        lines.filter(filled),
        all_as_wide(int(filled.sum())),
        Reading(
            kind="XLSX",
            sheet=chosen,
            sheets=names,
            header_line=at + 1,
            above=tuple(
                text for row in looked_at[:at] if (text := " ".join(cell for cell in row if cell))
            ),
            blank=body.height - int(filled.sum()),
        ),
        _inexact(body, file),
    )


def _header(rows: Sequence[tuple[str, ...]], name: str, chosen: int | None) -> int:
    if chosen is None:
        return header_among(rows)
    if not 1 <= chosen <= len(rows):
        raise IntakeError(
            f"The file {name} has no headings on row {chosen:,}; they are looked for on the first "
            f"{len(rows):,} rows."
        )
    return chosen - 1


def _width(header: Sequence[str], below: pl.DataFrame) -> int:
    """How many columns are read: up to the last that has a heading, or a cell without one."""
    width = max((number for number, cell in enumerate(header, 1) if cell.strip()), default=1)
    further = enumerate(below.get_columns()[width:], width + 1)
    return max((n for n, cells in further if (cells.str.strip_chars() != "").any()), default=width)


def _inexact(body: pl.DataFrame, file: File) -> dict[str, str]:
    """By heading a number with more digits than a spreadsheet keeps.

    A text may have as many digits, so the workbook's numbers are looked up only where a column has
    such a text.
    """
    long = {cells.name: cells.filter(cells.str.contains(LONG)) for cells in body}
    if not any(cells.len() for cells in long.values()):
        return {}
    numbers = pl.Series(sorted(long_numbers(file)), dtype=pl.Float64)
    lossy = (
        cells.filter(cells.cast(pl.Float64).is_in(numbers.implode())) for cells in long.values()
    )
    return {cells.name: cells[0] for cells in lossy if cells.len()}
