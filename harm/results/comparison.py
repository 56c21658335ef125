"""One comparison of the two sides of a cut: people, rates, interval, and what it could see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from harm.results.permutation import rate_interval, share_interval
from harm.results.power import DEVIATIONS, people_needed, power, smallest_difference

#: The effect that the chance of finding is given for: half of the rate of those outside.
EFFECT: Final = 0.5


@dataclass(frozen=True, slots=True)
class Side:
    """The people on one side of a cut.

    Attributes:
        people: how many.
        total: how many of them had the outcome, or its sum over them.
        exposure: what the total is divided by: the people, or their days.
    """

    people: int
    total: int
    exposure: int

    @property
    def rate(self) -> float | None:
        """Total by exposure; None where there is none."""
        return self.total / self.exposure if self.exposure else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of those just inside a cut, and of those just outside.

    How it misleads: an interval that holds zero does not show that there is no effect, only that
    none as large as `smallest` is likely. An interval that does not can come of chance, once in
    twenty; of several comparisons, one such is no finding. Both sides can be touched by what is
    done to one.

    Attributes:
        inside: those inside; `outside`: those outside.
        difference: the rate inside less the rate outside; None where a side is empty.
        low: the lower end of its interval (95 in 100); `high`: the upper end.
        smallest: the smallest difference that would be found 80 times of 100; None where nobody
            on either side had the outcome, or a side is empty.
        found: how often half the rate of those outside would be found, 0 to 1; `needed`: how many
            a side it takes to find that 80 times of 100. None of both for sums.
    """

    inside: Side
    outside: Side
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    smallest: float | None = None
    found: float | None = None
    needed: int | None = None

    @property
    def holds_zero(self) -> bool | None:
        """Whether chance alone may give the difference; None where there is no interval."""
        return None if self.low is None or self.high is None else self.low <= 0 <= self.high


def compare_shares(people: pl.DataFrame, outcome: str) -> Comparison:
    """Compare how many of each side had an outcome.

    Args:
        people: a row for each person, `inside` and the outcome as true or false.
        outcome: the column of the outcome.
    """
    inside, outside = (
        Side(side.height, int(side[outcome].sum()), side.height) for side in _sides(people)
    )
    if not (inside.people and outside.people):
        return Comparison(inside, outside)
    counts = (inside.people, outside.people)
    base = outside.total / outside.people
    low, high = share_interval((inside.total, outside.total), counts)
    some = 0 < base < 1
    return Comparison(
        inside,
        outside,
        inside.total / inside.people - base,
        low,
        high,
        smallest_difference(counts, base) if some else None,
        power(counts, base, base * EFFECT) if some else None,
        people_needed(base, base * EFFECT) if some else None,
    )


def compare_rates(people: pl.DataFrame, total: str, exposure: str, *, seed: int) -> Comparison:
    """Compare sums over sums, such as days by person-days.

    Args:
        people: a row for each person: `inside`, the whole number `total`, and `exposure`; whoever
            has no exposure is left out.
        total: the column of what is summed.
        exposure: the column that it is divided by.
        seed: of the deals of the interval.
    """
    first, second = _sides(people.filter(pl.col(exposure) > 0))
    inside, outside = (
        Side(side.height, int(side[total].sum()), int(side[exposure].sum()))
        for side in (first, second)
    )
    if not (inside.exposure and outside.exposure):
        return Comparison(inside, outside)
    arrays = [
        (side[total].cast(pl.Int64).to_numpy(), side[exposure].cast(pl.Int64).to_numpy())
        for side in (first, second)
    ]
    low, high, spread = rate_interval(arrays[0], arrays[1], seed=seed)
    return Comparison(
        inside,
        outside,
        inside.total / inside.exposure - outside.total / outside.exposure,
        low,
        high,
        DEVIATIONS * spread if spread else None,
    )


def _sides(people: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    return people.filter("inside"), people.filter(~pl.col("inside"))
