"""Frames as CSV."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl
from polars import selectors

from dashboard.intake.formulas import guard, guarded
from harm.days import days_column

BOM: Final = "\ufeff"


def harmless(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with an apostrophe before each text that a spreadsheet would run.

    The names of its columns are such texts too: those of refused rows are the file's own. What is
    no text, such as a number below zero, stays as it is.
    """
    texts = frame.with_columns((selectors.categorical() | selectors.enum()).cast(pl.String))
    cells = texts.with_columns(guarded(column) for column in texts if column.dtype == pl.String)
    return cells.rename(guard)


def list_as_csv(
    people: pl.DataFrame,
    *,
    marking: str,
    boroughs: Mapping[str, str],
    situations: Mapping[str, str],
) -> bytes:
    """A list as a CSV file for a spreadsheet: headings, then a row for each suspect.

    Args:
        people: as `RankedList.people`; with `force`, in a record of several.
        marking: in the last column of each row.
        boroughs: their names by their codes; each goes next to its code.
        situations: the words of situations by their codes, in the same way.
    """
    table = people.select(
        "position",
        "rank",
        "suspect_id",
        *(["force"] if "force" in people.columns else []),
        "suspect_name",
        days_column().alias("days"),
        "allegations",
        "victims",
        days_column("most_serious").alias("most_serious_days"),
        "most_serious_offence",
        "unmapped",
        "last_recorded_on",
        "suspect_home_borough",
        _named("suspect_home_borough", boroughs),
        "suspect_situation",
        _named("suspect_situation", situations),
    )
    return marked_as_csv(table, marking=marking)


def _named(column: str, names: Mapping[str, str]) -> pl.Expr:
    """The name of each code of a column, next to it; empty where nothing is recorded."""
    codes = pl.col(column).cast(pl.String)
    return codes.replace_strict(names, default=None, return_dtype=pl.String).alias(f"{column}_name")


def rejects_as_csv(rejected: pl.DataFrame, *, marking: str) -> bytes:
    """Refused rows as they were written, each with the marking, its row number and reasons."""
    marked = rejected.select(pl.lit(marking).alias("marking"), pl.all())
    return (BOM + harmless(marked).write_csv()).encode()


def marked_as_csv(table: pl.DataFrame, *, marking: str) -> bytes:
    """A table as a CSV file: headings, then a row for each of its rows, with the marking last."""
    marked = table.select(pl.all(), pl.lit(marking).alias("marking"))
    return (BOM + harmless(marked).write_csv()).encode()
