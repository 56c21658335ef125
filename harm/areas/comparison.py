"""A comparison of areas: their sums and rates, and the measure that they are compared by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import polars as pl

from harm.areas.intervals import intervals
from harm.areas.largest_crime import sums
from harm.areas.rates import PER
from harm.areas.rates import Measure as Summed
from harm.areas.shrinkage import shrink
from harm.days import TENTHS, as_days

#: What areas are compared by: days of harm, number of crimes, days for each 1,000 people, the
#: share of all days, or days for each crime.
Measure = Literal["days", "crimes", "per_1000", "share", "mean"]

COMPARED: Final = pl.Schema(
    {
        "area": pl.String(),
        "people": pl.Int64(),
        "crimes": pl.Int64(),
        "tenths": TENTHS(),
        "squares": pl.Float64(),
        "days": pl.Float64(),
        "value": pl.Float64(),
        "rate": pl.Float64(),
        "shrunk": pl.Float64(),
        "low": pl.Float64(),
        "high": pl.Float64(),
        "largest": TENTHS(),
        "days_without": pl.Float64(),
    }
)

#: All of London, without a number of residents.
_LONDON: Final = pl.DataFrame(
    {"area": [None], "people": [None]}, schema={"area": pl.String, "people": pl.Int64}
)


@dataclass(frozen=True)
class Compared:
    """A comparison of areas, and all of them together.

    Attributes:
        table: a row for each area, as `COMPARED`.
        total: one row of the same columns without an area: the sums of everything, known place or
            not. Its `rate` is that of all areas that have one, together.
    """

    table: pl.DataFrame
    total: pl.DataFrame


def compared(harms: pl.DataFrame, areas: pl.DataFrame, measure: Measure) -> Compared:
    """Compare areas by a measure.

    Args:
        harms: as for `harm.areas.largest_crime.sums`; every `area` is one of `areas`.
        areas: every `area` that is to have a row (empty: the unknown place), and the `people` who
            live there; empty where this is not known, or where they are too few for a rate.
        measure: what the areas are compared by.

    Returns:
        The areas in their order, and all together. `value` is the measure. `rate` and `shrunk`
        are per 1,000 people: crimes where these are the measure, else days; see
        `harm.areas.shrinkage` for how they mislead. The value lies between `low` and `high` in 95
        of 100 draws of the same crimes (`harm.areas.intervals`); for a share of
        all days as though the rest stayed as it is. There are none for the mean, nor where there
        is no harm. `largest` is the single crime with most days, and `days_without` the days
        without it.
    """
    summed: Summed = "crimes" if measure == "crimes" else "tenths"
    found = _summed(harms, areas, summed)
    shrunken = shrink(found, summed)
    whole = _summed(harms.with_columns(area=pl.lit(None, pl.String)), _LONDON, summed)
    together = whole.with_columns(rate=pl.lit(shrunken.rate), shrunk=pl.lit(None, pl.Float64))
    total = int(whole["tenths"].item())
    return Compared(
        _in_days(shrunken.table, measure, total=total), _in_days(together, measure, total=total)
    )


def _summed(harms: pl.DataFrame, areas: pl.DataFrame, summed: Summed) -> pl.DataFrame:
    """The areas with `largest_crime.SUMS`, and the ends of the interval of what is summed."""
    alike = harms if summed == "tenths" else harms.with_columns(tenths=pl.lit(1, TENTHS))
    known = sums(harms).join(
        intervals(alike).select("area", "low", "high"), on="area", nulls_equal=True
    )
    return (
        areas.select("area", pl.col("people").cast(pl.Int64))
        .join(known, on="area", how="left", nulls_equal=True, maintain_order="left")
        .with_columns(pl.col("crimes", "tenths", "squares", "tenths_without").fill_null(0))
    )


def _in_days(areas: pl.DataFrame, measure: Measure, *, total: int) -> pl.DataFrame:
    """Sums and rates as people read them, with the measure and its interval."""
    unit = 1 if measure == "crimes" else 10
    rates = areas.with_columns(pl.col("rate", "shrunk") / unit)
    return rates.select(
        *("area", "people", "crimes", "tenths", "squares"),
        *(as_days(pl.col("tenths")).alias("days"), _value(measure, total).alias("value")),
        *("rate", "shrunk"),
        *(_end(name, measure, total).alias(name) for name in ("low", "high")),
        *("largest", as_days(pl.col("tenths_without")).alias("days_without")),
    ).cast(dict(COMPARED))  # type: ignore[arg-type]


def _value(measure: Measure, total: int) -> pl.Expr:
    tenths, crimes = pl.col("tenths"), pl.col("crimes")
    of_all = pl.when(total > 0).then(tenths / max(1, total))
    values = {
        "days": as_days(tenths),
        "crimes": crimes,
        "per_1000": pl.col("rate"),
        "share": of_all,
        "mean": pl.when(crimes > 0).then(tenths / 10 / crimes),
    }
    return values[measure]


def _end(name: str, measure: Measure, total: int) -> pl.Expr:
    end, people = pl.col(name), pl.col("people")
    # All areas together are always the whole, and a mean is not a sum that can be resampled.
    of_all = pl.when(pl.col("tenths") < total).then(end / max(1, total))
    ends = {
        "days": as_days(end),
        "crimes": end,
        "per_1000": pl.when(people > 0).then(end * PER / 10 / people),
        "share": of_all,
        "mean": pl.lit(None, pl.Float64),
    }
    return ends[measure]
