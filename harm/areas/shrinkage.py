"""Rates for a map, moved towards London's by as much as chance makes them unreliable.

On a map the eye goes to the extremes, and the extremes of raw rates are mostly small areas in
which a few crimes more or fewer happened. Empirical Bayes moves each rate part of the way to that
of all areas together: far where few people live, hardly where many do. Marshall (1991), Mapping
disease and mortality rates using empirical Bayes estimators, Applied Statistics 40:283–294.

How it misleads. A small area that is truly unlike the others is hidden: its difference is taken
for chance. So the raw rate is always shown next to the shrunken one, and nothing is decided on the
shrunken one alone. Shrunken rates differ less than areas do, and no longer add up to London's sum.
Each depends on all the others: if an area is left out, the rest change.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Final

import polars as pl

from harm.areas.rates import PER, Measure, comparable, rate_and_step, with_results

#: What `shrink` adds to each area.
COLUMNS: Final[dict[str, pl.DataType]] = {
    "rate": pl.Float64(),
    "shrunk": pl.Float64(),
    "weight": pl.Float64(),
}


@dataclass(frozen=True)
class Shrinkage:
    """Areas with both rates, and the basis of the shrunken ones.

    Attributes:
        rate: of all areas that have one, together, per 1,000 residents.
        deviation: how much the areas' own rates differ beyond chance, as a standard deviation, per
            1,000 residents; 0 where chance explains all, and then every rate shrinks to London's.
        table: the areas as given, with `COLUMNS`.
    """

    rate: float
    deviation: float
    table: pl.DataFrame


def shrink(areas: pl.DataFrame, measure: Measure) -> Shrinkage:
    """Each area's rate, raw and shrunken.

    For crimes this is the global estimator of Marshall (1991), by the method of moments, for a
    Poisson count whose rates are gamma distributed. For harm it is our own adaptation, as no source
    has one: normal around normal, where the variance within an area is that of a compound Poisson,
    London's sum of squared harms shared out by residents. As in Marshall it is London's, not the
    area's own: by its own crimes an area where nothing serious happened would seem the surest of
    all.

    Args:
        areas: as for `harm.areas.funnel.funnel`.
        measure: crimes, or harm in tenths of a day.

    Returns:
        All rows in their order, with `COLUMNS`: the raw `rate` and the `shrunk` one, per 1,000
        residents, and the `weight` of the raw one in it, from 0 (all London's) to 1 (all its
        own). Empty for an unknown place, or one where nobody is known to live.
    """
    placed = comparable(areas, measure)
    rate, step = rate_and_step(placed, measure)
    own, people = pl.col(measure) / pl.col("people"), pl.col("people")
    chance = rate * step / people
    extra = (people * (own - rate) ** 2).sum() / people.sum() - rate * step / people.mean()
    beyond = max(0.0, placed.select(extra).item() or 0.0)
    weight = beyond / (beyond + chance) if beyond else pl.lit(0.0)
    results = placed.select(
        "row",
        rate=own * PER,
        shrunk=(rate + weight * (own - rate)) * PER,
        weight=weight,
    )
    return Shrinkage(rate * PER, sqrt(beyond) * PER, with_results(areas, results))
