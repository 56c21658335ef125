"""The borough table: alleged harm beside real recorded crime, each labelled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from dashboard import recorded
from dashboard.answers import Basis
from dashboard.desk import Desk
from dashboard.geography import boroughs
from harm.days import days_column

UNKNOWN: Final = "Unknown place"

#: The City of London: a resident base too small for a rate, and a police force of its own.
CITY: Final = "E09000001"


@dataclass(frozen=True, slots=True)
class Measure:
    """What a borough is coloured and sorted by.

    Attributes:
        title: what it is, and whether it is synthetic or real, in words.
        unit: of its values, for a legend.
        decimals: how many a value is shown with.
    """

    title: str
    unit: str
    decimals: int = 0


MEASURES: Final = {
    "days": Measure("Alleged harm, days (allegations that count)", "days"),
    "allegations": Measure("Allegations that count", "allegations"),
    "days_per_1000_women": Measure(
        "Alleged harm, days per 1,000 women aged 16 and over", "days per 1,000", decimals=1
    ),
    "crimes": Measure("Recorded crime (real): violence and sexual offences", "crimes"),
}


def table_of(desk: Desk, basis: Basis) -> pl.DataFrame:
    """A row a borough and one for unknown places, which make up the whole.

    Returns:
        `code` (empty: unknown), `name`, `bcu_name`, `days`, `allegations`, `suspects`,
        `days_per_1000_women` (none for the City of London, where few people live), `crimes`
        (real; airports and unknown places are in the unknown row; none for the City
        of London, whose own force records its crimes). By days, most first.
    """
    alleged = desk.by_borough(basis).rename({"area": "code"})
    crimes = recorded.by_borough(desk.dated(basis)).rename({"borough_code": "code"})
    unknown = pl.DataFrame(
        {"code": [None], "name": [UNKNOWN]}, schema_overrides={"code": pl.String}
    )
    areas = pl.concat(
        [boroughs().select("code", "name", "bcu_name", "women_16plus"), unknown], how="diagonal"
    )
    rate = 1000 * pl.col("days") / pl.col("women_16plus")
    return (
        areas.join(alleged, on="code", how="left", nulls_equal=True)
        .join(crimes, on="code", how="left", nulls_equal=True)
        .with_columns(
            days_column().fill_null(0).alias("days"),
            pl.col("allegations", "suspects", "crimes").fill_null(0),
        )
        .with_columns(
            pl.when(pl.col("code") != CITY).then(rate).alias("days_per_1000_women"),
            # Its crimes are recorded by a force of its own: none here is not a low count.
            pl.when((pl.col("code") == CITY).fill_null(value=False) & (pl.col("crimes") == 0))
            .then(None)
            .otherwise("crimes")
            .alias("crimes"),
        )
        .select(
            "code",
            "name",
            "bcu_name",
            "days",
            "allegations",
            "suspects",
            "days_per_1000_women",
            "crimes",
        )
        .sort("days", "name", descending=[True, False])
    )


def mapped(table: pl.DataFrame, measure: str) -> pl.DataFrame:
    """What a map draws of the table: `code`, `name`, `value`.

    Unknown places have no outline. The City of London has a police force of its own: where the
    data has nothing of it, it is left blank, for that is not a low value.
    """
    value = pl.col(measure).cast(pl.Float64)
    blank = (pl.col("code") == CITY) & (value == 0)
    return table.filter(pl.col("code").is_not_null()).select(
        "code", "name", value=pl.when(~blank).then(value)
    )
