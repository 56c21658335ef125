"""Rates of areas, and the steps in which harm is counted."""

from __future__ import annotations

from itertools import accumulate
from math import exp, lgamma, log, sqrt
from typing import Final, Literal

import polars as pl

#: What is compared: how many crimes, or their harm in tenths of a day.
Measure = Literal["crimes", "tenths"]

#: Rates are per this many residents.
PER: Final = 1000

#: This many standard deviations from its mean, a Poisson count has a negligible probability.
_FAR: Final = 9


def cumulative(mean: float) -> tuple[int, list[float]]:
    """The distribution of a Poisson count, but for its far ends.

    Args:
        mean: what is expected; more than 0.

    Returns:
        The first count, and the probability of no more than this, the next, and so on.
    """
    first = max(0, int(mean - _FAR * sqrt(mean)))
    last = int(mean + _FAR * sqrt(mean)) + 3 * _FAR
    chances = (exp(count * log(mean) - mean - lgamma(count + 1)) for count in range(first, last))
    return first, list(accumulate(chances))


def comparable(areas: pl.DataFrame, measure: Measure) -> pl.DataFrame:
    """The rows that have a rate: a known place, residents and a figure; `row` is their number."""
    known = pl.col("area").is_not_null() & pl.col(measure).is_not_null() & (pl.col("people") > 0)
    return areas.with_row_index("row").filter(known)


def rate_and_step(placed: pl.DataFrame, measure: Measure) -> tuple[float, float]:
    """The figure of all areas together for each resident, and the step that is counted as one."""
    total, people = (float(placed[name].sum() or 0) for name in (measure, "people"))
    step = float(placed["squares"].sum()) / total if measure == "tenths" and total else 1.0
    return (total / people if people else 0.0), step


def with_results(areas: pl.DataFrame, results: pl.DataFrame) -> pl.DataFrame:
    """All areas in their order, with the results for some of them, joined by `row`."""
    whole = areas.with_row_index("row").join(results, on="row", how="left", maintain_order="left")
    return whole.drop("row")
