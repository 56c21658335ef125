"""Frames as CSV."""

from __future__ import annotations

import re
from typing import Final

import polars as pl

from harm.days import days_column

#: A spreadsheet would run a cell that begins so.
FORMULA: Final = r"^([=+\-@\t\r])"
BOM: Final = "\ufeff"


def harmless(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with a quotation mark before each text that a spreadsheet would run.

    The names of its columns are such texts too: those of refused rows are the file's own.
    """
    texts = frame.with_columns(pl.col(pl.String).str.replace(FORMULA, "'$1"))
    return texts.rename(lambda name: re.sub(FORMULA, r"'\1", name))


def list_as_csv(people: pl.DataFrame, *, header: str) -> bytes:
    """A list as a CSV file for a spreadsheet.

    Args:
        people: as `Listing.people`.
        header: marking, provenance and limits of use; the file's first line.
    """
    table = people.select(
        "position",
        "rank",
        "suspect_id",
        "suspect_name",
        days_column().alias("days"),
        "allegations",
        "victims",
        days_column("most_serious").alias("most_serious_days"),
        "most_serious_offence",
        "unmapped",
        "last_recorded_on",
        "suspect_home_borough",
        "suspect_situation",
    ).with_columns(pl.col("suspect_situation").cast(pl.String))
    first_line = f'"{header.replace(chr(34), chr(39))}"\n'
    return (BOM + first_line + harmless(table).write_csv()).encode()


def rejects_as_csv(rejected: pl.DataFrame, *, marking: str) -> bytes:
    """Refused rows as they were written, each with the marking, its row number and reasons."""
    marked = rejected.insert_column(0, pl.lit(marking).alias("marking"))
    return (BOM + harmless(marked).write_csv()).encode()
