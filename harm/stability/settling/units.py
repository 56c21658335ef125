"""What each suspect carries from each crime, with what the chance of a later change goes by."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from harm.days import TENTHS
from harm.offences.definitions.groups import group_of
from harm.offences.indices import Index
from harm.record.allegations import ALLEGATION_STATUS, SOURCE, Allegations
from harm.scoring.contributions import units
from harm.scoring.eligibility import people_apart
from harm.scoring.rules import Rules

#: The last day of age, since recording, of each band but the oldest.
AGES: Final = (30, 90, 180)

#: A crime of the same offence against the same victim, recorded so many days before or less: one of
#: the two may be the other, recorded again.
AGAIN_DAYS: Final = 31

#: What the chance of a change goes by, from the strongest on: a cell with few allegations is drawn
#: towards the cell without its last part.
CELL: Final = ("again", "status", "age", "group", "source")

UNIT: Final = pl.Schema(
    {
        "suspect": pl.UInt32(),
        "crime": pl.UInt32(),
        "tenths": TENTHS(),
        "allegations": pl.Int64(),
        "most_serious": TENTHS(),
        "days_old": pl.Int64(),
        "victims": pl.List(pl.UInt32()),
        "again": pl.Boolean(),
        "status": pl.Int64(),
        "age": pl.Int64(),
        "group": pl.String(),
        "source": pl.Int64(),
    }
)


def units_of(allegations: Allegations, *, rules: Rules, index: Index, as_of: date) -> pl.DataFrame:
    """What each suspect who is assessed carries from each crime.

    Args:
        allegations: the rows of the window, as known on some day.
        rules: the choices.
        index: the scores.
        as_of: the date of the list.

    Returns:
        A row for each pair of suspect and crime that counts, as `UNIT`, in order of both numbers:
        `tenths` and `most_serious` are tenths of a day, `days_old` the days from recording to the
        list, `victims` their numbers; `again` is whether it follows another of the same
        offence and victim within `AGAIN_DAYS`; `status` and `source` are numbers of
        `record.allegations.ALLEGATION_STATUS` and `SOURCE` (-1: not recorded), of the furthest
        status and the first source among the pair's rows; `age` is a band of `AGES`. Suspects with
        fewer allegations than the rules need are left out.
    """
    most = pl.col("offence").sort_by("tenths", "offence").last()
    also = (
        pl.col("victim").drop_nulls().unique().sort().alias("victims"),
        _number("allegation_status", ALLEGATION_STATUS).max().alias("status"),
        _number("source", SOURCE).min().fill_null(-1).alias("source"),
        most.cast(pl.UInt32).alias("offence"),
    )
    groups = group_of(allegations.offences).lazy()
    old = (pl.lit(as_of) - pl.col("last_recorded_on")).dt.total_days()
    enough = pl.col("allegations").sum().over("suspect") >= rules.minimum_allegations
    found = (
        units(allegations, rules=rules, index=index, as_of=as_of, also=also)
        .filter(enough)
        .join(groups, on="offence", how="left")
        .with_columns(old.alias("days_old"))
        .with_columns(age=pl.sum_horizontal(pl.col("days_old") > days for days in AGES))
        .sort("suspect", "crime")
        .collect(engine="streaming")
    )
    again = pl.struct("suspect", "crime").is_in(_recorded_again(found).implode())
    return found.with_columns(again.alias("again")).select(
        pl.col(name).cast(dtype) for name, dtype in UNIT.items()
    )


def _recorded_again(found: pl.DataFrame) -> pl.Series:
    """The suspect and crime of each that follows one of the same offence and victim."""
    same = ["suspect", "victims", "offence"]
    gap = pl.col("days_old").shift().over(same) - pl.col("days_old")
    victims = found.select("suspect", "crime", "victims", "offence", "days_old").explode("victims")
    several = victims.filter(victims.select(same).is_duplicated() & pl.col("victims").is_not_null())
    return (
        several.sort(*same, "days_old", "crime", descending=[False] * len(same) + [True, False])
        .filter(gap <= AGAIN_DAYS)
        .select(pl.struct("suspect", "crime"))
        .to_series()
        .unique()
    )


def apart_of(allegations: Allegations, *, as_of: date) -> pl.Series:
    """Suspects who have died or are children, and so are on no list, by number."""
    return people_apart(allegations, as_of).select("suspect").collect()["suspect"].cast(pl.UInt32)


def _number(column: str, kind: pl.Enum) -> pl.Expr:
    """The place of each value in its list; a store's own numbers of a text mean nothing."""
    return pl.col(column).cast(kind).to_physical().cast(pl.Int64)
