"""What a list shows where listing does nothing at all: a made-up world, seeded.

Everybody has a rate of their own that never changes, the number of allegations of a year is drawn
from it alone, and each allegation is an offence drawn from the same mix. Whoever is listed after
the first year had an exceptional year, or allegations that are seldom and grave; in the second year
they go on as ever. So the days of the listed fall far, and those of the next as many nearly as far,
and nothing was done to either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from importlib.resources import files
from statistics import fmean, stdev
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

#: How many people could be named, how many allegations each has a year on average, and how far
#: their rates are spread (the standard deviation of the logarithm). With these some 37,000 people
#: are named in a year, 86 in 100 of them once, and 23 in 100 of them again a year later. They are
#: ours: no public source gives the spread.
PEOPLE: Final = 400_000
RATE: Final = 0.11
SPREAD: Final = 1.2
#: How many are listed.
TOP: Final = 100

Days = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class NullWorld:
    """What became of the listed and of the next as many, where nothing was done.

    Attributes:
        fall: of the days of the listed from one year to the next, in percent; `fall_next`: of the
            next as many.
        days: of each of the listed in the second year, on average; `days_next`: of the next.
        again: how many of 100 listed were named again; `again_next`: of the next.
    """

    fall: float
    fall_next: float
    days: float
    days_next: float
    again: float
    again_next: float


def simulate(scores: Days, weights: Days, *, seed: int, top: int = TOP) -> NullWorld:
    """Two years of a world in which nothing has any effect.

    Args:
        scores: days of each kind of offence.
        weights: how often each comes about, in any unit.
        seed: of the world; the same gives the same world.
        top: how many are listed.
    """
    rng = np.random.Generator(np.random.PCG64(seed))
    rates = rng.lognormal(np.log(RATE) - SPREAD**2 / 2, SPREAD, PEOPLE)
    first, _ = _year(rng, rates, scores, weights)
    second, named = _year(rng, rates, scores, weights)
    order = np.argsort(-first, kind="stable")
    groups = [order[:top], order[top : 2 * top]]
    falls = [100 * (1 - second[group].sum() / first[group].sum()) for group in groups]
    return NullWorld(
        *(float(fall) for fall in falls),
        *(float(second[group].mean()) for group in groups),
        *(float(100 * (named[group] > 0).mean()) for group in groups),
    )


def _year(
    rng: np.random.Generator, rates: Days, scores: Days, weights: Days
) -> tuple[Days, NDArray[np.int64]]:
    """The days of each person in a year, and how often they were named."""
    times = rng.poisson(rates)
    whose = np.repeat(np.arange(rates.size), times)
    offences = rng.choice(scores.size, whose.size, p=weights / weights.sum())
    days = np.bincount(whose, weights=scores[offences], minlength=rates.size)
    return days.astype(np.float64), times


def measured(worlds: Sequence[NullWorld]) -> pl.DataFrame:
    """What some worlds show: each `measure` of `NullWorld` with its `mean` and `sd`.

    Args:
        worlds: at least two.
    """
    columns: Iterable[tuple[float, ...]] = zip(*map(astuple, worlds), strict=True)
    rows = [
        (field.name, round(fmean(values), 1), round(stdev(values), 1), len(worlds))
        for field, values in zip(fields(NullWorld), columns, strict=True)
    ]
    schema = {"measure": pl.String, "mean": pl.Float64, "sd": pl.Float64, "worlds": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def shipped() -> dict[str, float]:
    """The mean of each measure, as it was worked out for the pages: `tables/null_world.csv`."""
    text = (files("harm.stability") / "tables" / "null_world.csv").read_bytes()
    return dict(pl.read_csv(text).select("measure", "mean").iter_rows())
