"""Dates with their time of day, as moments that can be put in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from dashboard.intake import dates
from dashboard.intake.dates import Doubt, Order

#: A time of day behind a date: hour, minutes, seconds, a part of one, half of the day, zone.
CLOCK: Final = (
    r"[T\s]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})([.,]\d+)?)?\s*([AaPp])?(?:\.?[Mm]\.?)?"
    r"\s*(Z|z|[+-]\d{2}(?::?\d{2})?|UTC|GMT|BST)?$"
)
#: A spreadsheet's count of days with a part of a day.
SERIAL: Final = r"^\d{5}(\.\d+)$"
SECONDS_OF_A_DAY: Final = 86_400
HOURS_OF_A_HALF: Final = 12
MINUTES: Final = 60


@dataclass(frozen=True, slots=True)
class Moments:
    """A column of dates with or without a time of day.

    Attributes:
        values: for each cell the moment in UTC, to the microsecond; a date without a time is the
            beginning of its day in London; null where a cell is no date.
        order: the order of days and months, as `dates.Dates`.
        doubt: why the column cannot be read for certain; None: it can.
    """

    values: pl.Series
    order: Order | None
    doubt: Doubt | None


def read_moments(
    texts: pl.Series, *, today: date, epoch: date = dates.DAY_0, hint: Order | None = None
) -> Moments:
    """The moments of a column of texts.

    Args:
        texts: stripped; null where a cell is empty.
        today: years of two digits are in this century up to today's year.
        epoch: day 0 of a spreadsheet's count of days.
        hint: the order of the file's other columns, for a column that does not show its own.
    """
    different = texts.unique(maintain_order=True).drop_nulls()
    days = different.str.replace(CLOCK, "")
    found = dates.read(days, today=today, hint=hint, epoch=epoch)
    parts = different.str.extract_groups(CLOCK).struct.unnest()
    clock = parts.select(
        date=pl.lit(found.values.alias("date")),
        seconds=_seconds().fill_null(
            pl.lit(different).str.extract(SERIAL).cast(pl.Float64) * SECONDS_OF_A_DAY
        ),
        offset=_offset(),
    )
    local = pl.col("date").cast(pl.Datetime("us")) + pl.duration(
        microseconds=(pl.col("seconds").fill_null(0) * 1_000_000).round().cast(pl.Int64)
    )
    london = local.dt.replace_time_zone(
        dates.LONDON, ambiguous="earliest", non_existent="null"
    ).dt.convert_time_zone("UTC")
    exact = local.dt.replace_time_zone("UTC")
    moments = clock.select(
        pl.when(pl.col("offset").is_not_null())
        .then(exact - pl.duration(minutes=pl.col("offset")))
        # An hour that the clocks left out in March is as good as any other to order rows by.
        .otherwise(pl.coalesce(london, exact))
    ).to_series()
    values = texts.replace_strict(different, moments, default=None, return_dtype=moments.dtype)
    return Moments(values.alias(texts.name), found.order, found.doubt)


def _seconds() -> pl.Expr:
    """The seconds since midnight of the parts of a time; null where there is no time."""
    hour = pl.col("1").cast(pl.Float64)
    half = pl.col("5").str.to_lowercase()
    hour = (
        pl.when(half == "p")
        .then(hour % HOURS_OF_A_HALF + HOURS_OF_A_HALF)
        .when(half == "a")
        .then(hour % HOURS_OF_A_HALF)
        .otherwise(hour)
    )
    part = pl.concat_str(pl.lit("0."), pl.col("4").str.slice(1)).cast(pl.Float64)
    seconds = pl.col("3").cast(pl.Float64).fill_null(0) + part.fill_null(0)
    return (hour * MINUTES + pl.col("2").cast(pl.Float64)) * MINUTES + seconds


def _offset() -> pl.Expr:
    """The minutes by which a time's zone is ahead of UTC; null where it names none."""
    zone = pl.col("6").str.to_uppercase().str.replace(":", "", literal=True)
    hours = zone.str.slice(1, 2).cast(pl.Int64, strict=False)
    minutes = zone.str.slice(3, 2).cast(pl.Int64, strict=False).fill_null(0)
    sign = pl.when(zone.str.starts_with("-")).then(-1).otherwise(1)
    return (
        pl.when(zone.is_in(["Z", "UTC", "GMT"]))
        .then(0)
        .when(zone == "BST")
        .then(MINUTES)
        .otherwise(sign * (hours * MINUTES + minutes))
    )
