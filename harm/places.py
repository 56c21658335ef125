"""Sums of alleged harm by area.

A sum is moved by few crimes: one homicide can be a tenth of a borough's year. It says where harm
was alleged, not how safe a place is, and not how well it is policed.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from harm.allegations import Allegations
from harm.eligibility import judge
from harm.indices import Index
from harm.rules import Rules
from harm.scoring import weigh


def by_area(
    allegations: Allegations, area: str, *, rules: Rules, index: Index, as_of: date
) -> pl.DataFrame:
    """Harm, allegations and suspects by area, over the allegations that count for a person.

    The days are those of the ranking, so the areas add up to the sum of all scores; where the
    rules need several allegations of a suspect, those with fewer are in here all the same.

    Args:
        allegations: rows with the column `area`.
        area: the column to sum by, such as `borough`. Rows without one make up an area of their
            own, so that nothing is dropped.
        rules: the choices.
        index: the scores.
        as_of: the date of the list.

    Returns:
        `area` (empty: unknown), `tenths`, `allegations`, `suspects`; by area.
    """
    judged = judge(allegations, rules=rules, index=index, as_of=as_of)
    counting = judged.filter(pl.col("reason").is_null())
    weighed = weigh(counting, allegations.suspects, rules=rules, as_of=as_of)
    units = (
        weighed.group_by("suspect", "crime").agg(pl.col("tenths", area).max())
        if rules.victim_rows == "once"
        else weighed
    )
    return (
        units.group_by(pl.col(area).alias("area"))
        .agg(
            pl.col("tenths").sum(),
            pl.len().alias("allegations"),
            pl.col("suspect").n_unique().alias("suspects"),
        )
        .sort("area", nulls_last=True)
        .collect(engine="streaming")
    )
