"""Which offence moves somebody from one index to another."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from harm.days import TENTHS
from harm.offences.indices import Index
from harm.record.allegations import Allegations
from harm.scoring.contributions import by_crime, weighed_rows
from harm.scoring.rules import Rules

MOVED_BY: Final = pl.Schema(
    {"suspect": pl.UInt32(), "offence": pl.String(), "tenths_more": TENTHS()}
)


def moved_by(
    allegations: Allegations,
    suspects: pl.Series,
    *,
    rules: Rules,
    first: Index,
    second: Index,
    as_of: date,
) -> pl.DataFrame:
    """The offence whose days differ most between two indices, for each of some suspects.

    A place depends on everybody else's days too: somebody can move although none of their own
    offences weighs more or less, and has no row here.

    Args:
        allegations: the rows of the window, of everybody.
        suspects: whose, by number.
        rules: the choices.
        first: an index.
        second: the other.
        as_of: the date of the list.

    Returns:
        As `MOVED_BY`: the offence as recorded, and how many tenths of a day more the suspect
        carries of it under the second; fewer are negative. In order of `suspect`.
    """
    sides = [
        _by_offence(allegations, suspects, rules=rules, index=index, as_of=as_of)
        for index in (first, second)
    ]
    pair = ["suspect", "offence"]
    differs = (
        sides[0]
        .join(sides[1], on=pair, how="full", coalesce=True, suffix="_second")
        .with_columns(
            tenths_more=pl.col("tenths_second").fill_null(0) - pl.col("tenths").fill_null(0)
        )
        .filter(pl.col("tenths_more") != 0)
    )
    most = (
        differs.sort(
            "suspect", pl.col("tenths_more").abs(), "offence", descending=[False, True, False]
        )
        .group_by("suspect", maintain_order=True)
        .first()
    )
    return most.select(pl.col(name).cast(kind) for name, kind in MOVED_BY.items())


def _by_offence(
    allegations: Allegations, suspects: pl.Series, *, rules: Rules, index: Index, as_of: date
) -> pl.DataFrame:
    """The days that each suspect carries of each offence as recorded."""
    number = pl.col("suspect").cast(pl.UInt32)
    most = pl.col("offence").sort_by("tenths", "offence").last().cast(pl.UInt32).alias("number")
    weighed = weighed_rows(allegations, rules=rules, index=index, as_of=as_of).with_columns(number)
    mine = weighed.filter(pl.col("suspect").is_in(suspects.cast(pl.UInt32).implode()))
    names = allegations.offences.select(
        pl.col("offence").cast(pl.UInt32).alias("number"),
        pl.coalesce("offence_title", "offence_code").alias("offence"),
    )
    return (
        by_crime(mine, rules=rules, also=(most,))
        .collect()
        .join(names, on="number", how="left")
        .group_by("suspect", "offence")
        .agg(pl.col("tenths").sum())
    )
