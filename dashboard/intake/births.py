"""Dates of birth that can't be right: they are taken as unknown, and never refuse a row.

A date of birth only keeps children apart from the list. A filler such as 1 January 1900 says
nothing of anybody, and a birth on the day of the record would make a child of an adult.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

import polars as pl

from dashboard.intake.ages import BORN, derive_births
from dashboard.intake.columns import Column
from dashboard.intake.file_warnings import FileWarning, examples, rows_words

#: Nobody who is alive was born before; systems that have no date write one.
FIRST_BIRTH: Final = date(1906, 1, 1)
#: The same for an offence: earlier than any that a living suspect can have committed.
FIRST_OFFENCE: Final = date(1916, 1, 1)


def read_births(
    rows: pl.DataFrame, columns: Mapping[str, Column], headings: Mapping[str, str]
) -> tuple[pl.DataFrame, list[FileWarning], bool]:
    """The rows with their births: as recorded where that can be right, or from ages or years.

    Args:
        rows: the values of a file's rows.
        columns: each of our columns as it was written.
        headings: the heading of each that the file has.

    Returns:
        the rows, the warnings, and whether the births were worked out.
    """
    rows, found = _believe_offence_dates(rows, columns, headings)
    if BORN not in headings:
        return rows, found, False
    derived = derive_births(rows, columns[BORN], headings[BORN])
    if derived is not None:
        return rows.with_columns(derived.values), [*found, *derived.warnings], True
    rows, doubted = _believe_births(rows, columns[BORN], headings[BORN])
    return rows, [*found, *doubted], False


def _believe_offence_dates(
    rows: pl.DataFrame, columns: Mapping[str, Column], headings: Mapping[str, str]
) -> tuple[pl.DataFrame, list[FileWarning]]:
    """The rows without dates of offences that cannot be right, and what was left out."""
    if "committed_on" not in headings:
        return rows, []
    early = (rows["committed_on"] < FIRST_OFFENCE).fill_null(value=False)
    if not early.any():
        return rows, []
    text = f"{rows_words(int(early.sum()))} with an offence before 1916"
    heading, written = headings["committed_on"], columns["committed_on"]
    warning = _warning("filler_offence_date", heading, early, written, text)
    return _emptied(rows, "committed_on", early), [warning]


def _believe_births(
    rows: pl.DataFrame, written: Column, heading: str
) -> tuple[pl.DataFrame, list[FileWarning]]:
    """The rows without births that cannot be right, and what was left out."""
    found: list[FileWarning] = []
    unreadable = ~written.is_empty() & rows[BORN].is_null()
    old = (rows[BORN] < FIRST_BIRTH).fill_null(value=False)
    late = (rows[BORN] >= rows["recorded_on"]).fill_null(value=False)
    late |= (rows[BORN] >= rows["committed_on"]).fill_null(value=False)
    for code, wrong, what in (
        ("birth_unreadable", unreadable, "a date of birth that cannot be read"),
        ("birth_filler", old, "a date of birth before 1906, as systems fill a gap"),
        ("birth_after_offence", late, "a date of birth on or after the offence or its record"),
    ):
        if wrong.any():
            text = f"{rows_words(int(wrong.sum()))} {_have(wrong)} {what}"
            found.append(_warning(code, heading, wrong, written, text))
    return _emptied(rows, BORN, old | late), found


def _warning(code: str, heading: str, wrong: pl.Series, written: Column, what: str) -> FileWarning:
    texts = written.cells(written.texts).filter(wrong)
    return FileWarning(
        code,
        heading,
        int(wrong.sum()),
        f"In “{heading}” {what}: {examples(texts.unique(maintain_order=True))}. It is taken as "
        f"unknown; the rows count.",
    )


def _have(wrong: pl.Series) -> str:
    return "has" if int(wrong.sum()) == 1 else "have"


def _emptied(rows: pl.DataFrame, column: str, where: pl.Series) -> pl.DataFrame:
    if not where.any():
        return rows
    return rows.with_columns(pl.when(~pl.lit(where)).then(column).alias(column))
