"""What each suspect carries from each crime, with what the chance of a later change goes by."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from harm.days import TENTHS
from harm.offences.definitions.groups import group_of
from harm.offences.indices import Index
from harm.record.allegations import ALLEGATION_STATUS, SOURCE, Allegations
from harm.scoring.contributions import by_crime, weighed_rows
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

#: What is carried alone.
CARRIED: Final = tuple(name for name in UNIT if name not in {*CELL, "again"})


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
    groups = group_of(allegations.offences)
    found = _found(allegations, rules=rules, index=index, as_of=as_of)
    placed = found.join(groups, on="offence", how="left", maintain_order="left").with_columns(
        age=pl.sum_horizontal(pl.col("days_old") > days for days in AGES)
    )
    again = _recorded_again(placed).with_columns(again=pl.lit(value=True))
    return (
        placed.join(again, on=["suspect", "crime"], how="left", maintain_order="left")
        .with_columns(pl.col("again").fill_null(value=False))
        .select(pl.col(name).cast(dtype) for name, dtype in UNIT.items())
    )


def carried_of(
    allegations: Allegations, *, rules: Rules, index: Index, as_of: date
) -> pl.DataFrame:
    """The same without what the chance of a change goes by, in half the time.

    Args:
        allegations: the rows of the window, as known on some day.
        rules: the choices.
        index: the scores.
        as_of: the date of the list.

    Returns:
        The columns of `units_of` up to `victims`, and its rows.
    """
    found = _found(allegations, rules=rules, index=index, as_of=as_of)
    return found.select(pl.col(name).cast(UNIT[name]) for name in CARRIED)


def _found(allegations: Allegations, *, rules: Rules, index: Index, as_of: date) -> pl.DataFrame:
    """The pairs of suspect and crime, in order of both."""
    weighed = weighed_rows(allegations, rules=rules, index=index, as_of=as_of)
    rows = weighed.select(_WEIGHED).collect(engine="streaming")
    found = _pairs(rows, rules)
    if rules.minimum_allegations > 1:
        enough = pl.col("allegations").sum().over("suspect") >= rules.minimum_allegations
        found = found.filter(enough)
    old = (pl.lit(as_of) - pl.col("last_recorded_on")).dt.total_days()
    return found.with_columns(old.alias("days_old")).sort(PAIR)


#: The columns of the rows that count that are needed.
_WEIGHED: Final = (
    *("suspect", "crime", "victim", "offence", "tenths", "recorded_on"),
    *("allegation_status", "source"),
)
#: A suspect and a crime as one number, which is compared and sorted faster than the two.
PAIR: Final = pl.col("suspect").cast(pl.UInt64) * 2**32 + pl.col("crime").cast(pl.UInt64)


def _pairs(rows: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """What each suspect carries from each crime, in no order.

    Most pairs have one row, which is what is carried; only the others are added up.
    """
    status, source = _number("allegation_status", ALLEGATION_STATUS), _number("source", SOURCE)
    several = rows.select(PAIR).to_series().is_duplicated()
    one = rows.filter(~several).select(
        "suspect",
        "crime",
        "tenths",
        pl.lit(1, pl.UInt32).alias("allegations"),
        pl.col("tenths").alias("most_serious"),
        pl.col("recorded_on").alias("last_recorded_on"),
        pl.when(pl.col("victim").is_null())
        .then(pl.lit([], pl.List(pl.UInt32)))
        .otherwise(pl.concat_list(pl.col("victim").cast(pl.UInt32)))
        .alias("victims"),
        status.alias("status"),
        source.fill_null(-1).alias("source"),
        pl.col("offence").cast(pl.UInt32),
    )
    most = pl.col("offence").sort_by("tenths", "offence").last()
    also = (
        pl.col("victim").drop_nulls().unique().sort().alias("victims"),
        status.max().alias("status"),
        source.min().fill_null(-1).alias("source"),
        most.cast(pl.UInt32).alias("offence"),
    )
    more = by_crime(rows.filter(several).lazy(), rules=rules, also=also).collect()
    return pl.concat([one, more.select(one.columns).cast(one.schema)])


def _recorded_again(found: pl.DataFrame) -> pl.DataFrame:
    """The suspect and crime of each that follows one of the same offence and victim."""
    same = ["suspect", "victims", "offence"]
    gap = pl.col("days_old").shift().over(same) - pl.col("days_old")
    victims = (
        found.select("suspect", "crime", "victims", "offence", "days_old")
        .explode("victims")
        .filter(pl.col("victims").is_not_null())
    )
    both = pl.col("suspect").cast(pl.UInt64) * 2**32 + pl.col("victims").cast(pl.UInt64)
    met = victims.filter(victims.select(both).to_series().is_duplicated())
    return (
        met.filter(met.select(same).is_duplicated())
        .sort(*same, "days_old", "crime", descending=[False] * len(same) + [True, False])
        .filter(gap <= AGAIN_DAYS)
        .select("suspect", "crime")
        .unique()
    )


def apart_of(allegations: Allegations, *, as_of: date) -> pl.Series:
    """Suspects who have died or are children, and so are on no list, by number."""
    return people_apart(allegations, as_of).select("suspect").collect()["suspect"].cast(pl.UInt32)


def _number(column: str, kind: pl.Enum) -> pl.Expr:
    """The place of each value in its list; a store's own numbers of a text mean nothing."""
    return pl.col(column).cast(kind).to_physical().cast(pl.Int64)
