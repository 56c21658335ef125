"""Of a file with the history of its crimes, the latest rows of each crime and suspect.

The reader names the column that says when a row was last changed. Rows of a crime and suspect with
the latest moment are all kept, such as one for each victim; where they disagree they are refused
like any others. An earlier row is left out whatever is wrong with it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

import polars as pl

from dashboard.errors import IntakeError
from dashboard.intake import dates
from dashboard.intake.cells import Cells
from dashboard.intake.column_matching import check_chosen
from dashboard.intake.columns import plain
from dashboard.intake.file_warnings import FileWarning, examples, rows_words
from dashboard.intake.moments import Moments, read_moments
from dashboard.intake.row_checks import (
    ANOTHER,
    FAULTS,
    MISSING_KEY,
    TOTAL,
    disagreeing_rows,
    several,
    without,
)
from dashboard.intake.texts import text_of
from dashboard.intake.values import Values, doubtful
from harm.record.allegations import COLUMNS

#: One in so many filled cells must be a date, for a column to hold dates.
HALF: Final = 2
LETTERS: Final = 40
#: Why a row is refused of which nobody can say whether it is the latest; its value follows.
UNDATED: Final = "several rows of this crime and suspect, and no date says which is the latest"
CASE: Final = ["crime_ref", "suspect_id"]


@dataclass(frozen=True, slots=True)
class Latest:
    """The rows that are left of a file.

    Attributes:
        rows: the rows without those that a later one replaces.
        faults: what is wrong with them, as `row_checks.FAULTS`.
        earlier: the numbers of rows of which something was left out.
        notes: how the column was read.
        warnings: how many rows were left out.
    """

    rows: pl.DataFrame
    faults: pl.DataFrame
    earlier: pl.Series = field(default_factory=lambda: pl.Series("row", [], pl.UInt32))
    notes: tuple[str, ...] = ()
    warnings: tuple[FileWarning, ...] = ()


def keep_latest(
    rows: pl.DataFrame,
    faults: pl.DataFrame,
    cells: Cells,
    read: Values,
    heading: str | None,
    *,
    today: date,
    name: str,
) -> Latest:
    """Leave out the rows of a crime and suspect of which the file has a later one.

    Args:
        rows: the values of the file's rows, with the number of each as `part` and that of its row
            in the file as `row`.
        faults: of each row by itself, as `row_checks.FAULTS`.
        cells: of the file.
        read: how its cells were read.
        heading: of the column that says which row is the latest; None: all rows are kept.
        today: as `dates.read` has it.
        name: of the file.

    Raises:
        IntakeError: the file has no such column, or it holds no dates that can be read.
    """
    if heading is None:
        return Latest(rows, faults)
    check_chosen({"latest": heading}, cells.frame.columns, name)
    texts = text_of(plain(cells.frame.select(heading)).to_series())
    moments = _moments(texts, cells, read, today)
    if moments.doubt is not None:
        raise doubtful(moments.doubt, heading, name)
    _check_dates(texts, moments, heading, name)
    cases = _cases(rows, faults, moments.values)
    earlier = cases.filter(~pl.col("undated") & (pl.col("moment") < pl.col("last")))
    left = rows.join(earlier, on="part", how="anti", maintain_order="left")
    without_moment = _without_moment(cases, texts, heading)
    gone = earlier.join(left, on="row", how="anti")["row"].unique()
    note = f"The dates of “{heading}” are read {moments.order}."
    return Latest(
        left,
        pl.concat([faults.filter(~pl.col("row").is_in(gone.implode())), without_moment]),
        earlier["row"].unique(),
        () if moments.order is None or note in read.notes else (note,),
        _warnings(earlier, left, gone.len(), heading),
    )


def _moments(texts: pl.Series, cells: Cells, read: Values, today: date) -> Moments:
    """The column's moments; where it does not show its order of day and month, as the others."""
    found = read_moments(texts, today=today, epoch=cells.epoch)
    if found.order != "day first, assumed":
        return found
    orders = {
        dates.read(read.columns[ours].texts, today=today, epoch=cells.epoch).order
        for ours in ("recorded_on", "committed_on", "suspect_born")
    }
    if orders & {"day first", "month first"} != {"month first"}:
        return found
    return read_moments(texts, today=today, epoch=cells.epoch, hint="month first")


def _check_dates(texts: pl.Series, moments: Moments, heading: str, name: str) -> None:
    """Refuse a column of which fewer than half of the filled cells are dates.

    Raises:
        IntakeError: it is no column of dates.
    """
    filled = texts.drop_nulls()
    known = filled.len() - (moments.values.null_count() - texts.null_count())
    if known and known * HALF >= filled.len():
        return
    other = texts.filter(texts.is_not_null() & moments.values.is_null())
    such = f", such as {examples(other.head(1))}" if other.len() else ""
    raise IntakeError(
        f"The file {name} holds no dates under {heading[:60]!r}{such}; give --latest the heading "
        f"of the column that says when each row was last changed."
    )


def _cases(rows: pl.DataFrame, faults: pl.DataFrame, moments: pl.Series) -> pl.DataFrame:
    """The rows of crimes and suspects that have several, with what is known of their moments.

    A total, a row without a reference and a row that was cut in two are of no crime.
    """
    stray = faults.filter(
        pl.col("reason").is_in([TOTAL, MISSING_KEY]) | pl.col("reason").str.starts_with("has ")
    )
    alike = several(without(rows, stray).drop_nulls("crime_ref"), *CASE)
    moment = pl.col("moment")
    return alike.with_columns(moment=moments.gather(alike["row"])).with_columns(
        last=moment.max().over(CASE),
        undated=moment.is_null().any().over(CASE),
        dated=moment.is_not_null().any().over(CASE),
    )


def _without_moment(cases: pl.DataFrame, texts: pl.Series, heading: str) -> pl.DataFrame:
    """The rows of which nobody knows whether they are the latest, as `row_checks.FAULTS`.

    Where no row of a crime and suspect has a date, they are refused only if they disagree.
    """
    open_cases = cases.filter(pl.col("undated"))
    if open_cases.is_empty():
        return FAULTS.to_frame()
    disagree = disagreeing_rows(open_cases)["row"].implode()
    differ = pl.struct(list(COLUMNS)).n_unique().over(CASE) > 1
    refused = open_cases.filter(
        differ & (pl.col("dated") | pl.col("row").is_in(disagree).any().over(CASE))
    )
    written = pl.lit(texts.gather(refused["row"])).str.slice(0, LETTERS)
    reason = (
        pl.when(pl.col("moment").is_not_null())
        .then(pl.lit(ANOTHER))
        .when(written.is_null())
        .then(pl.lit(f"{UNDATED}: “{heading}” is empty"))
        .otherwise(pl.format("{}: “{}” is “{}”", pl.lit(UNDATED), pl.lit(heading), written))
    )
    found = refused.select("row", reason=reason)
    return found.unique(maintain_order=True).cast(dict(FAULTS))  # type: ignore[arg-type]


def _warnings(
    earlier: pl.DataFrame, left: pl.DataFrame, gone: int, heading: str
) -> tuple[FileWarning, ...]:
    """How many rows were left out, and how many victims with them."""
    if not gone:
        return ()
    victim = [*CASE, "victim_id"]
    lost = (
        earlier.drop_nulls("victim_id")
        .join(left, on=victim, how="anti", nulls_equal=True)
        .select(victim)
        .n_unique()
    )
    victims = "1 victim whom" if lost == 1 else f"{lost:,} victims whom"
    more = f" They name {victims} no later row of the same crime and suspect names." if lost else ""
    verb, duplicates = ("was", "a duplicate") if gone == 1 else ("were", "duplicates")
    return (
        FileWarning(
            "earlier_rows",
            heading,
            gone,
            f"{rows_words(gone)} {verb} left out for a later row of the same crime and suspect, "
            f"by “{heading[:60]}”, and {verb} counted as {duplicates}.{more}",
        ),
    )
