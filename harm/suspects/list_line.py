"""A line about each of some suspects: the most serious allegation, and when harm was recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import polars as pl

from harm.days import TENTHS
from harm.offences.indices import Index
from harm.record.allegations import Allegations
from harm.scoring.eligibility import explain_rows
from harm.scoring.rules import Rules
from harm.scoring.weights import apply_weights

#: The number of equal parts of the window: for a year, about a month each.
PARTS: Final = 12


def profile(
    allegations: Allegations,
    suspects: Sequence[int],
    *,
    rules: Rules,
    index: Index,
    as_of: date,
) -> pl.DataFrame:
    """The words and the small chart that a list shows with each score.

    Args:
        allegations: rows, of these suspects and any others.
        suspects: whose profiles, by number.
        rules: the choices.
        index: the scores.
        as_of: the date of the list.

    Returns:
        `suspect`; `most_serious_offence`, the index's wording of the allegation with most days,
        the latest of equals; `by_part`, twelve sums of tenths of a day over equal parts of the
        window, oldest first, which add up to the score. A row for each suspect, in no order.
    """
    whose = pl.Series(suspects, dtype=pl.UInt32)
    judged = explain_rows(allegations, rules=rules, index=index, as_of=as_of)
    counting = judged.filter(pl.col("reason").is_null())
    weighed = (
        apply_weights(counting, allegations.suspects, rules=rules, as_of=as_of)
        .filter(pl.col("suspect").cast(pl.UInt32).is_in(whose.implode()))
        .select(pl.col("suspect").cast(pl.UInt32), "crime", "recorded_on", "tenths", "entry")
        .collect()
        .sort("tenths", "recorded_on", "entry", descending=[True, True, False])
    )
    units = (
        weighed.unique(["suspect", "crime"], keep="first", maintain_order=True)
        if rules.victim_rows == "once"
        else weighed
    )
    top = units.group_by("suspect", maintain_order=True).first()
    titles = index.entries.select(
        most_serious_offence=pl.coalesce(pl.col("title", "urn", "classification").replace("", None))
    ).with_row_index("entry")
    return (
        top.join(titles, on="entry", how="left")
        .select("suspect", "most_serious_offence")
        .join(_by_part(units, rules, as_of), on="suspect")
    )


def _by_part(units: pl.DataFrame, rules: Rules, as_of: date) -> pl.DataFrame:
    age = (pl.lit(as_of) - pl.col("recorded_on")).dt.total_days()
    part = PARTS - 1 - age * PARTS // rules.window_days
    sums = [
        pl.col("tenths").filter(part == number).sum().cast(TENTHS).alias(str(number))
        for number in range(PARTS)
    ]
    return (
        units.group_by("suspect")
        .agg(sums)
        .select("suspect", by_part=pl.concat_list(str(number) for number in range(PARTS)))
    )
