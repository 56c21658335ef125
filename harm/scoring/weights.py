"""The days that each counting allegation carries, after the choices that change them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache

import polars as pl

from harm.days import TENTHS
from harm.scoring.rules import Rules


def apply_weights(
    counting: pl.LazyFrame, suspects: pl.LazyFrame, *, rules: Rules, as_of: date
) -> pl.LazyFrame:
    """Replace `tenths` by the days that each row carries under the rules.

    Decay comes first, rounded to a tenth of a day (halves up). Then a crime's days are shared out
    among the people named in it, to the tenth; the odd tenths go to the first references in order,
    so that the shares add up to the crime's days again.

    Args:
        counting: rows that count, with `suspect`, `crime`, `recorded_on` and `tenths`.
        suspects: `suspect`, `suspect_id`.
        rules: the choices.
        as_of: the date of the list, from which age is counted.
    """
    weighed = decayed(counting, rules=rules, as_of=as_of)
    if rules.co_suspects == "full":
        return weighed
    return (
        with_shares(weighed, suspects)
        .with_columns(share(pl.col("sharers"), pl.col("turn")).alias("tenths"))
        .drop("sharers", "turn")
    )


def decayed(counting: pl.LazyFrame, *, rules: Rules, as_of: date) -> pl.LazyFrame:
    """Replace `tenths` by what is left of them by age: days × 0.5^(age / half-life).

    The factors are worked out as decimals, since a processor's own powers differ in the last bit.

    Args:
        counting: rows that count, with `recorded_on` and `tenths`.
        rules: the choices; without a half-life nothing is changed.
        as_of: the date of the list, from which age is counted.
    """
    if rules.half_life_days is None:
        return counting
    ages = range(rules.window_days)
    factors = pl.LazyFrame(
        {
            "age": pl.Series(ages, dtype=pl.Int32),
            "factor": [_left_after(rules.half_life_days, age) for age in ages],
        }
    )
    age = (pl.lit(as_of) - pl.col("recorded_on")).dt.total_days().cast(pl.Int32)
    return (
        counting.with_columns(age.alias("age"))
        .join(factors, on="age", how="left")
        .with_columns(
            (pl.col("tenths") * pl.col("factor") + 0.5).floor().cast(TENTHS).alias("tenths")
        )
        .drop("age", "factor")
    )


@lru_cache(maxsize=65_536)
def _left_after(half_life_days: int, age: int) -> float:
    """What part of its days an allegation of an age carries: kept, since a decimal takes long."""
    return float(Decimal("0.5") ** (Decimal(age) / Decimal(half_life_days)))


def with_shares(counting: pl.LazyFrame, suspects: pl.LazyFrame) -> pl.LazyFrame:
    """Among how many people the days of each row's crime are shared, and in which turn.

    Args:
        counting: rows that count, with `suspect` and `crime`.
        suspects: `suspect`, `suspect_id`.

    Returns:
        The rows with `sharers`, how many people share the crime, and `turn`, the suspect's place
        among them by reference, from 1; both are empty where nobody else shares it.
    """
    named = counting.select("crime", "suspect").unique()
    shares = (
        named.join(suspects, on="suspect")
        .select(
            "crime",
            "suspect",
            sharers=pl.len().over("crime"),
            turn=pl.col("suspect_id").rank("ordinal").over("crime"),
        )
        .filter(pl.col("sharers") > 1)
    )
    return counting.join(shares, on=["crime", "suspect"], how="left")


def share(sharers: pl.Expr, turn: pl.Expr) -> pl.Expr:
    """The share of a row's `tenths`; the odd tenths go to the first in turn.

    Args:
        sharers: among how many people they are shared; empty: the suspect carries them all.
        turn: the suspect's place among them, from 1.
    """
    whole = pl.col("tenths")
    odd = (turn <= whole % sharers).cast(TENTHS)
    return pl.when(sharers.is_null()).then(whole).otherwise(whole // sharers + odd).cast(TENTHS)
