"""What each suspect carries from each crime: the score, split by allegation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import polars as pl

from harm.days import TENTHS
from harm.offences.indices import Index
from harm.record.allegations import Allegations
from harm.scoring.eligibility import counting_rows
from harm.scoring.rules import Rules
from harm.scoring.weights import apply_weights

CARRIED: Final = pl.Schema(
    {
        "suspect_id": pl.String(),
        "crime_ref": pl.String(),
        "tenths": TENTHS(),
        "allegations": pl.UInt32(),
        "most_serious": TENTHS(),
        "last_recorded_on": pl.Date(),
        "victims": pl.List(pl.String()),
    }
)


def units(
    allegations: Allegations,
    *,
    rules: Rules,
    index: Index,
    as_of: date,
    also: Sequence[pl.Expr] = (),
) -> pl.LazyFrame:
    """What each suspect carries from each crime that counts for them, by number.

    Args:
        allegations: the rows.
        rules: the choices.
        index: the scores.
        as_of: the date of the list.
        also: further expressions over a pair's rows.

    Returns:
        A row for each pair of `suspect` and `crime`: `tenths`, which sum to a score; `allegations`,
        how many count (one for each crime, or for each victim where the rules say so);
        `most_serious` and `last_recorded_on`. Suspects with fewer than the rules need are included.
    """
    weighed = weighed_rows(allegations, rules=rules, index=index, as_of=as_of)
    return by_crime(weighed, rules=rules, also=also)


def weighed_rows(
    allegations: Allegations, *, rules: Rules, index: Index, as_of: date
) -> pl.LazyFrame:
    """The rows that count and have a score, with the days that each carries.

    Args:
        allegations: the rows.
        rules: the choices.
        index: the scores.
        as_of: the date of the list.
    """
    kept = counting_rows(allegations, rules=rules, index=index, as_of=as_of)
    return apply_weights(
        kept.filter(pl.col("tenths").is_not_null()), allegations.suspects, rules=rules, as_of=as_of
    )


def by_crime(weighed: pl.LazyFrame, *, rules: Rules, also: Sequence[pl.Expr] = ()) -> pl.LazyFrame:
    """What each suspect carries from each crime, from rows with the days that each carries.

    Args:
        weighed: rows that count, after `apply_weights`.
        rules: the choices; they say whether a crime counts once or for each of its victims.
        also: further expressions over a pair's rows.

    Returns:
        As `units`.
    """
    once = rules.victim_rows == "once"
    return weighed.group_by("suspect", "crime").agg(
        pl.col("tenths").max() if once else pl.col("tenths").sum(),
        (pl.lit(1, pl.UInt32) if once else pl.len()).alias("allegations"),
        pl.col("tenths").max().alias("most_serious"),
        pl.col("recorded_on").max().alias("last_recorded_on"),
        *also,
    )


def contributions_of(
    allegations: Allegations, *, rules: Rules, index: Index, as_of: date
) -> pl.DataFrame:
    """What each suspect carries from each crime that counts for them.

    Args:
        allegations: numbered from a flat frame, so that they still have their references; for a
            complete score, every row of the suspect, and every row of others named with them.
        rules: the choices.
        index: the scores.
        as_of: the date of the list.

    Returns:
        A row for each pair of suspect and crime, as `CARRIED`, most first. A suspect's `tenths`
        sum to the score, their `allegations` to how many count: one for each crime, or for each
        victim where the rules say so. Suspects with fewer than the rules need are included.
    """
    also = (
        pl.col("suspect_id", "crime_ref").first(),
        pl.col("victim_id").drop_nulls().unique().alias("victims"),
    )
    return (
        units(allegations, rules=rules, index=index, as_of=as_of, also=also)
        .select(pl.col(name).cast(dtype) for name, dtype in CARRIED.items())
        .sort(
            *("tenths", "last_recorded_on", "crime_ref", "suspect_id"),
            descending=[True, True, False, False],
        )
        .collect()
    )
