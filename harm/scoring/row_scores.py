"""What each row adds to its suspect's score, and why where it adds nothing."""

from __future__ import annotations

from datetime import date

import polars as pl

from harm.days import TENTHS
from harm.offences.indices import Index
from harm.record.allegations import Allegations
from harm.scoring.eligibility import REASON, explain_rows
from harm.scoring.rules import Rules
from harm.scoring.weights import apply_weights


def score_rows(
    allegations: Allegations, *, rules: Rules, index: Index, as_of: date
) -> pl.DataFrame:
    """Each row with what it adds to its suspect's score, and the reason where it adds nothing.

    A row without a suspect is among them, and adds nothing to anybody's score. Where the rules
    need several allegations, those of somebody who has fewer count here and the person is still
    in no list. With only some rows of a crime or of a suspect the figures would be others: shares
    depend on who else is named, and death and age on any row of the person.

    Args:
        allegations: numbered from a flat frame, so that they still have their references; every
            row of each crime, with those of others named in it.
        rules: the choices.
        index: the scores.
        as_of: the date of the list.

    Returns:
        The rows, in no order, with in addition: `counts`, whether the row carries days; `tenths`,
        what it adds in tenths of a day, 0 where it does not count; `index_tenths`, the index's own
        score, empty where it has none; `reason`, a `REASON`, empty where it counts; `derived`,
        `ambiguous` and `entry` as `eligibility.explain_rows` has them. The `tenths` of a suspect's
        rows add up to the score.
    """
    judged = explain_rows(allegations, rules=rules, index=index, as_of=as_of).with_row_index("row")
    rows = judged.collect()
    weighed = apply_weights(
        rows.lazy().filter(pl.col("reason").is_null()),
        allegations.suspects,
        rules=rules,
        as_of=as_of,
    ).select("row", carried="tenths")
    joined = (
        rows.rename({"tenths": "index_tenths"})
        .join(weighed.collect(), on="row", how="left")
        .rename({"carried": "tenths"})
    )
    counts = pl.col("reason").is_null()
    return _once(joined, rules).with_columns(
        counts.alias("counts"),
        pl.when(counts).then("tenths").otherwise(0).cast(TENTHS).alias("tenths"),
        pl.col("derived", "ambiguous").fill_null(value=False),
    )


def _once(rows: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """Mark the rows of a crime and suspect whose days another of their rows already carries."""
    if rules.victim_rows == "each":
        return rows
    pair, best = ["suspect_id", "crime_ref"], ["tenths", "recorded_on", "victim_id"]
    descending = [False, False, True, True, False]
    ordered = rows.sort(*pair, *best, descending=descending, nulls_last=True)
    again = pl.col("reason").is_null() & (pl.int_range(pl.len()).over(pair) > 0)
    return ordered.with_columns(
        pl.when(again)
        .then(pl.lit("counted_once", dtype=REASON))
        .otherwise("reason")
        .alias("reason")
    )
