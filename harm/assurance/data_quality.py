"""What is doubtful or missing in the data behind a list, and how many of its places it affects.

A defect that affects a place may or may not change it: it shows what to check before the list is
relied on, not that the list is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

import polars as pl

from harm.offences.indices import Index
from harm.record.allegations import Allegations
from harm.scoring.eligibility import explain_rows
from harm.scoring.rules import Rules

#: Two records of one case are rarely further apart.
NEAR: Final = timedelta(days=3)
#: Columns that `defects` reads in addition to those that a ranking reads.
ALSO: Final = ("committed_on", "borough", "suspect_name", "suspect_home_borough")

#: What can be doubtful or missing.
DEFECTS: Final = (
    "unmapped",
    "ambiguous",
    "derived",
    "alike",
    "one_case",
    "births",
    "victim",
    "victim_sex",
    "born",
    "name",
    "committed",
    "borough",
    "home",
    "source",
)
#: Of these, what can change a score, who is assessed or the order of equals; the others change no
#: place under the announced rule.
DECISIVE: Final = frozenset(DEFECTS) - {"name", "committed", "borough", "home", "source"}


def defects(
    allegations: Allegations,
    listed: Sequence[int],
    *,
    rules: Rules,
    index: Index,
    as_of: date,
) -> pl.DataFrame:
    """How many allegations each defect is in, and how many listed suspects have one of them.

    Args:
        allegations: rows, with the columns of `ALSO`.
        listed: numbers of the suspects who are on the list.
        rules: the choices.
        index: the scores.
        as_of: the date of the list.

    Returns:
        `defect`, `rows`, `of` (the rows that count, or would if the index had a score), `places`;
        a row for each of `DEFECTS`, in their order.
    """
    is_listed = pl.col("suspect").is_in(_numbers(listed).implode())
    found = _tested(allegations, rules=rules, index=index, as_of=as_of).with_columns(
        is_listed=is_listed
    )
    figures = [
        found.select(
            pl.lit(name).alias("defect"),
            pl.col(name).sum().cast(pl.UInt32).alias("rows"),
            pl.len().alias("of"),
            pl.col("suspect").filter(pl.col(name) & pl.col("is_listed")).n_unique().alias("places"),
        )
        for name in DEFECTS
    ]
    return pl.concat(figures)


def defects_of(
    allegations: Allegations, *, rules: Rules, index: Index, as_of: date
) -> pl.DataFrame:
    """Which defects the allegations of each suspect have; arguments as of `defects`.

    Returns:
        `suspect` and `defects`, those of `DEFECTS` that any of their rows has; a row for each
        suspect with a row that counts, or would if the index had a score. Of the listed those with
        a defect are as many as its `places`.
    """
    found = _tested(allegations, rules=rules, index=index, as_of=as_of)
    named = [pl.when(pl.col(name)).then(pl.lit(name)) for name in DEFECTS]
    return (
        found.group_by("suspect")
        .agg(pl.col(DEFECTS).any())
        .select("suspect", defects=pl.concat_list(named).list.drop_nulls())
    )


def _tested(allegations: Allegations, *, rules: Rules, index: Index, as_of: date) -> pl.DataFrame:
    """`suspect`, and each of `DEFECTS`: the rows that count, or would with a score."""
    judged = explain_rows(allegations, rules=rules, index=index, as_of=as_of)
    in_play = judged.filter(pl.col("reason").is_null() | (pl.col("reason") == "unmapped"))
    tests = (test.alias(name) for name, test in _tests().items())
    return in_play.collect(engine="streaming").select(pl.col("suspect").cast(pl.UInt32), *tests)


def _numbers(listed: Sequence[int]) -> pl.Series:
    return pl.Series(listed, dtype=pl.UInt32)


def _tests() -> dict[str, pl.Expr]:
    same = pl.struct("suspect", "victim", "offence", "committed_on")
    return {
        "unmapped": pl.col("tenths").is_null(),
        "ambiguous": pl.col("ambiguous").fill_null(value=False),
        "derived": pl.col("derived").fill_null(value=False),
        "alike": (
            pl.col("victim").is_not_null()
            & pl.col("committed_on").is_not_null()
            & (pl.col("crime").n_unique().over(same) > 1)
        ),
        "one_case": pl.col("victim").is_null() & _is_near(NEAR),
        "births": pl.col("suspect_born").drop_nulls().n_unique().over("suspect") > 1,
        "victim": pl.col("victim").is_null(),
        "victim_sex": pl.col("victim_sex") == "U",
        "born": pl.col("suspect_born").is_null(),
        "name": pl.col("suspect_name").is_null(),
        "committed": pl.col("committed_on").is_null(),
        "borough": pl.col("borough").is_null(),
        "home": pl.col("suspect_home_borough").is_null(),
        "source": pl.col("source").is_null(),
    }


def _is_near(days: timedelta) -> pl.Expr:
    """Whether another crime with the same suspect and offence was recorded within some days."""
    dates, crimes = pl.col("recorded_on"), pl.col("crime")
    before = (dates - dates.shift(1) <= days) & (crimes != crimes.shift(1))
    after = (dates.shift(-1) - dates <= days) & (crimes != crimes.shift(-1))
    return (before.fill_null(value=False) | after.fill_null(value=False)).over(
        "suspect", "offence", order_by="recorded_on"
    )


def unscored(allegations: Allegations, *, rules: Rules, index: Index, as_of: date) -> pl.DataFrame:
    """The offences whose allegations would count if the index had a score for them.

    Returns:
        `offence_code`, `offence_title`, `rows`; most rows first.
    """
    judged = explain_rows(allegations, rules=rules, index=index, as_of=as_of)
    rows = (
        judged.filter(pl.col("reason") == "unmapped")
        .group_by("offence")
        .agg(rows=pl.len())
        .collect(engine="streaming")
    )
    return (
        rows.join(
            allegations.offences.with_columns(pl.col("offence").cast(pl.UInt32)), on="offence"
        )
        .select("offence_code", "offence_title", "rows")
        .sort("rows", "offence_code", "offence_title", descending=[True, False, False])
    )
