"""A table as it is in a file: texts under headings, each row with its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

import polars as pl

from dashboard.errors import IntakeError
from dashboard.intake.dates import DAY_0
from dashboard.intake.file_warnings import FileWarning

Kind = Literal["CSV", "XLSX", "Parquet"]

#: A file with more columns is the wrong file or a hostile one.
MOST_COLUMNS: Final = 1_000
#: The cells to the right of the last heading, as the file of refused rows has them.
BEYOND: Final = "beyond the headings"
#: Our columns that identify people and crimes.
REFERENCES: Final = ("crime_ref", "suspect_id", "victim_id")
#: How many rows are looked at to find the headings.
LOOKED_AT: Final = 50


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file was read (its format, encoding and headings); the user may change any of it.

    Attributes:
        kind: what the file is.
        encoding: of a text file; None for the others.
        delimiter: between the cells of a text file.
        sheet: the sheet that was read of a workbook.
        sheets: all that it has.
        header_line: the line of the headings; 0 where they are not on a line.
        above: texts above the headings, such as a title.
        blank: how many lines below them are empty.
    """

    kind: Kind
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    header_line: int = 0
    above: tuple[str, ...] = ()
    blank: int = 0


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user chose for a file; None: Harmdesk works it out.

    Attributes:
        encoding: one of `encoding.ENCODINGS`.
        delimiter: one of `delimited.DELIMITERS`, or another letter.
        sheet: of a workbook.
        header_line: the line of the headings, from 1.
        mapping: for each of our columns the file's heading, or None for none; Harmdesk works out
            the columns that it does not name.
        where: by heading the value of the lines that are meant, of a table of counts.
        latest: the heading of the dates by which only the latest rows of a crime and suspect are
            taken; None: all rows are.
        force: the police force that the rows are of; None: each row says so, or else they are of
            the record's own.
    """

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_line: int | None = None
    mapping: dict[str, str | None] = field(default_factory=dict)
    where: dict[str, str] = field(default_factory=dict)
    latest: str | None = None
    force: str | None = None


@dataclass(frozen=True, slots=True)
class Cells:
    """A table of texts.

    Attributes:
        frame: the cells, text or `columns.coded` text; the headings are its columns, none twice.
        lines: for each row the line of the file (or row of the sheet) on which it begins.
        widths: for each row how many cells it has, where that differs from the number of headings;
            missing cells are empty.
        reading: how the file was read.
        inexact: by heading a number under it that has lost digits in its file, so that several
            references may have become the same number.
        epoch: day 0 of its program's count of days.
        warnings: what may mislead in how it was read.
    """

    frame: pl.DataFrame
    lines: pl.Series
    widths: pl.Series
    reading: Reading
    inexact: Mapping[str, str] = field(default_factory=dict)
    epoch: date = DAY_0
    warnings: tuple[FileWarning, ...] = ()


def headings(row: Sequence[str | None], name: str) -> list[str]:
    """Unique headings: a heading without a name gets its number, a repeated one a count.

    Raises:
        IntakeError: there are more than an extract has.
    """
    if len(row) > MOST_COLUMNS:
        raise IntakeError(
            f"The file {name} has {len(row):,} columns, over {MOST_COLUMNS:,} columns are not "
            f"read; an extract has about twenty."
        )
    return distinct(
        " ".join((cell or "").split()) or f"column {number}" for number, cell in enumerate(row, 1)
    )


def distinct(names: Iterable[str], *, taken: Sequence[str] = ()) -> list[str]:
    """The names, made unique among themselves and against `taken`: a repeat gets a count."""
    known = dict.fromkeys(taken)
    for name in names:
        nth, candidate = 1, name
        while candidate in known:
            nth += 1
            candidate = f"{name} ({nth})"
        known[candidate] = None
    return list(known)[len(taken) :]


def all_as_wide(rows: int) -> pl.Series:
    """The widths of this many rows that each have a cell for each heading."""
    return pl.Series("width", [None], dtype=pl.UInt32).new_from_index(0, rows)


def ragged(cells: Cells, needed: Sequence[str]) -> pl.Series:
    """What is wrong with the shape of each row, or nothing.

    In a row with more cells than headings a cell was cut in two, and nobody can know which. A row
    with fewer is complete as long as it has the cells that are read.
    """
    if cells.widths.null_count() == cells.widths.len():
        return pl.Series("fault", [None], pl.String).new_from_index(0, cells.widths.len())
    columns = [heading for heading in cells.frame.columns if heading != BEYOND]
    last = max((columns.index(heading) for heading in needed), default=0) + 1
    wrong = (cells.widths > len(columns)) | (cells.widths < last)
    fault = pl.format(
        "has {} cells under {} headings", pl.lit(cells.widths), pl.lit(len(columns))
    ).str.replace(r"^has 1 cells", "has 1 cell")
    return pl.select(pl.when(pl.lit(wrong)).then(fault)).to_series().alias("fault")


def check_exact(cells: Cells, theirs: Mapping[str, str], name: str) -> None:
    """Refuse references that are numbers and have lost digits.

    Args:
        cells: of the file.
        theirs: the heading of each of our columns that the file has.
        name: of the file.

    Raises:
        IntakeError: a column of references has such a number.
    """
    for column in REFERENCES:
        heading = theirs.get(column, "")
        if heading in cells.inexact:
            raise IntakeError(
                f"The file {name} has numbers in its column {heading[:60]!r} that are too large to "
                f"be kept to the last digit, such as {cells.inexact[heading][:40]}, so two "
                f"references can have become one; export that column as text."
            )
