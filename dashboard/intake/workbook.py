"""A workbook to cells: the sheet that looks most like an extract, unless the reader chose one."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import fastexcel
import polars as pl

from dashboard.errors import IntakeError
from dashboard.intake.cells import LOOKED_AT, Cells, Choices, Reading, all_as_wide, headings
from dashboard.intake.finding import header_among, match
from dashboard.intake.source import File

# The reader's own warnings would stand beside our one line; who wants them gives a handler.
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
        wanted = [choices.sheet] if choices.sheet is not None else names
        sheets = {name: _sheet(book, name) for name in wanted}
    except fastexcel.FastExcelError as error:
        raise IntakeError(
            f"The file {file.name} begins like an XLSX workbook and cannot be read as one; save it "
            f"again."
        ) from error
    filled = {name: frame for name, frame in sheets.items() if frame.height and frame.width}
    if not filled:
        raise IntakeError(f"The file {file.name} has no rows; export it again.")
    chosen = max(filled, key=lambda name: _likeness(filled[name]))
    return _cells(filled[chosen], file.name, chosen, tuple(names), choices)


def _sheet(book: fastexcel.ExcelReader, name: str) -> pl.DataFrame:
    sheet = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    return sheet.to_polars().select(pl.all().cast(pl.String).fill_null(""))


def _likeness(sheet: pl.DataFrame) -> tuple[int, int]:
    """How many of our columns a sheet's headings stand for, and how many rows it has."""
    rows = sheet.head(LOOKED_AT).rows()
    header = [str(cell) for cell in rows[header_among(rows)]]
    return len(match(header, chosen={}, remembered={})), sheet.height


def _cells(
    sheet: pl.DataFrame, name: str, chosen: str, names: tuple[str, ...], choices: Choices
) -> Cells:
    looked_at = sheet.head(LOOKED_AT).rows()
    at = _header(looked_at, name, choices.header_line)
    told = headings(_trimmed(looked_at[at]), name)
    body = sheet[at + 1 :, : len(told)].rename(
        dict(zip(sheet.columns, told, strict=False)), strict=False
    )
    lines = pl.int_range(at + 2, sheet.height + 1, dtype=pl.UInt32, eager=True).alias("line")
    filled = body.select(pl.any_horizontal(pl.all().str.strip_chars() != "")).to_series()
    if not filled.any():
        raise IntakeError(f"The file {name} has a header and no rows; export it again.")
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


def _trimmed(row: Sequence[str]) -> list[str]:
    """A row of headings without the empty cells that follow the last one."""
    last = max((number for number, cell in enumerate(row) if cell.strip()), default=0)
    return list(row[: last + 1])
