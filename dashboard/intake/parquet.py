"""Parquet to cells: every column is read as text, or refused by its name.

A list of texts that each cell refers to by number is kept as that list, so that a long text that
is in every row is held once. The size of the table is checked against its limits first of all.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import polars as pl
import pyarrow as pa
from pyarrow import parquet

from dashboard.errors import IntakeError
from dashboard.intake import arrow
from dashboard.intake.cells import Cells, Reading, all_as_wide, headings
from dashboard.intake.growth import HARMLESS_PAGES, HARMLESS_TABLE, Size, check_cell, check_table
from dashboard.intake.lossless_check import length_of
from dashboard.intake.pages import Pages, pages_of
from dashboard.intake.source_file import File

#: Where one Parquet file ends and another begins; only the last would be read.
JOINED: Final = b"PAR1PAR1"
#: This many cells are read at once in a column whose texts build on each other.
FEW_ROWS: Final = 32
#: The most bytes of a page of such a column, and so of a text in it.
MOST_BYTES_OF_A_PAGE: Final = 8_388_608
#: The errors that a damaged file can raise.
BROKEN: Final = (
    *(pa.ArrowException, pl.exceptions.PolarsError),
    *(ValueError, OSError, OverflowError, MemoryError, NotImplementedError),
)


def cells_of(file: File, *, packed: int) -> Cells:
    """The table of a Parquet file.

    Args:
        file: its name and bytes.
        packed: size of the file as uploaded, in bytes; less than the Parquet file's own size
            where it was compressed again.

    Raises:
        IntakeError: it cannot be read, holds no rows or far more than its size explains, or has a
            column that is not text, numbers, dates, times or yes/no values.
    """
    if file.content.find(JOINED, 4) >= 0:
        raise IntakeError(
            f"The file {file.name} is several Parquet files in one, of which only the last would "
            f"be read; load each by itself."
        )
    try:
        return _cells(file, _table(file, packed), packed)
    except BROKEN as error:
        raise IntakeError(
            f"The file {file.name} begins like Parquet and cannot be read as it; export it again."
        ) from error


def _table(file: File, packed: int) -> pa.Table:
    """The table as it is in the file, once it is known to fit."""
    opened = _opened(file)
    footer = opened.metadata
    for field in opened.schema_arrow:
        arrow.check_kind(file.name, field.name, field.type)
    rows = sum(footer.row_group(n).num_rows for n in range(footer.num_row_groups))
    widths = sum(arrow.fixed_width(field.type) for field in opened.schema_arrow)
    size = Size(rows, rows * footer.num_columns, rows * widths)
    check_table(file.name, size, packed=packed)
    pages = pages_of(file.content, footer)
    unpacked = Size(rows, rows * footer.num_columns, pages.unpacked)
    check_table(
        file.name, unpacked, packed=packed, harmless=replace(HARMLESS_TABLE, text=HARMLESS_PAGES)
    )
    _check_beginnings(file, opened, pages, packed)
    listed = [
        footer.schema.column(number).path
        for number in pages.by_dictionary
        if footer.schema.column(number).physical_type == "BYTE_ARRAY"
    ]
    return _opened(file, listed).read()


def _opened(file: File, listed: list[str] | None = None) -> parquet.ParquetFile:
    return parquet.ParquetFile(
        pa.BufferReader(file.content),
        read_dictionary=listed,
        pre_buffer=False,
        arrow_extensions_enabled=False,
    )


def _check_beginnings(file: File, opened: parquet.ParquetFile, pages: Pages, packed: int) -> None:
    """Refuse texts that are stored as what they add to the text before, and grow without end.

    Raises:
        IntakeError: they grow beyond the limits.
    """
    size = 0
    for number, largest in pages.by_beginnings.items():
        _check_page(file.name, largest)
        name = opened.metadata.schema.column(number).path
        for batch in opened.iter_batches(FEW_ROWS, columns=[name], use_threads=False):
            size += batch.nbytes
            check_cell(file.name, batch.nbytes // FEW_ROWS)
            check_table(file.name, Size(text=size), packed=packed)


def _check_page(name: str, size: int) -> None:
    """Refuse a page in which a text could fill the memory.

    Raises:
        IntakeError: the page is too large.
    """
    if size > MOST_BYTES_OF_A_PAGE:
        raise IntakeError(
            f"The file {name} has texts packed in pages of {size / 1e6:,.0f} MB, which no extract "
            f"needs; it was not read. Export it again as CSV."
        )


def _cells(file: File, table: pa.Table, packed: int) -> Cells:
    rows, names, left = table.num_rows, table.column_names, table.columns[::-1]
    unique_names = headings(names, file.name)
    del table  # each column is released as soon as its texts are read
    if not rows:
        raise IntakeError(f"The file {file.name} has a header and no rows; export it again.")
    columns: list[pl.Series] = []
    inexact: dict[str, str] = {}
    text = 0
    for name, heading in zip(names, unique_names, strict=True):
        column = left.pop()
        check_cell(file.name, arrow.longest(column))
        texts, lost = arrow.texts_of(column, name, file.name)
        text += length_of(texts.to_frame())
        check_table(file.name, Size(rows, rows * len(unique_names), text), packed=packed)
        columns.append(texts.alias(heading))
        if lost is not None:
            inexact[heading] = lost
    lines = pl.int_range(1, rows + 1, dtype=pl.UInt32, eager=True).alias("line")
    reading = Reading(kind="Parquet")
    return Cells(pl.DataFrame(columns), lines, all_as_wide(rows), reading, inexact)
