"""Which areas differ from London by more than chance: limits for a funnel plot.

A small area's rate varies by chance far more than a large one's, so that the top and the bottom of
a league table are mostly small areas. A funnel compares each rate with limits that chance alone
would seldom pass, wide for few people and narrow for many: Spiegelhalter (2005), Funnel plots for
comparing institutional performance, Statistics in Medicine 24:1185–1202.

How it misleads. A funnel does not rank: areas within the limits are in no order, and one outside
is different, not worse. The limits allow only for chance: an area may be outside because more is
reported there, or because it is busy. Crime is counted where it happened and divided by those who
live there, though many who are harmed in the West End live elsewhere. And even if areas did not
differ at all, one in 20 would lie outside the 95 % limits: of 679 wards, 34.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import Final, Literal

import polars as pl

from harm.areas.rates import PER, Measure, comparable, cumulative, rate_and_step, with_results

#: What is allowed for in addition to chance: that areas differ for many small reasons.
Allowance = Literal["none", "additive"]
#: The limits, and with what probability chance stays below each.
LIMITS: Final = {"low_95": 0.025, "high_95": 0.975, "low_998": 0.001, "high_998": 0.999}
#: Where an area's rate lies.
OUTSIDE: Final = pl.Enum(["below 99.8", "below 95", "within", "above 95", "above 99.8"])
#: The part of the areas, at each end, that is pulled in before over-dispersion is measured.
WINSORISED: Final = 0.1

#: What `funnel` adds to each area.
COLUMNS: Final[dict[str, pl.DataType]] = {
    "rate": pl.Float64(),
    "expected": pl.Float64(),
    "z": pl.Float64(),
    **dict.fromkeys(LIMITS, pl.Float64()),
    "outside": OUTSIDE,
}


@dataclass(frozen=True)
class Spread:
    """How far the square root of an observed figure lies from that of the expected one.

    Attributes:
        between: the variance between areas of the root of observed over expected; 0: none.
    """

    between: float = 0.0

    def deviation(self, expected: float) -> float:
        """The standard deviation of the root; by chance alone a half, whatever the expected."""
        return sqrt(0.25 + self.between * expected)


@dataclass(frozen=True)
class Funnel:
    """Areas with their limits, and the basis of the limits.

    Attributes:
        rate: of all areas that are compared, together, per 1,000 residents.
        step: what is counted as one: a crime, or this many tenths of a day of harm.
        areas: how many are compared.
        phi: how many times as much as by chance they vary, once the furthest are pulled in.
        spread: what the limits allow for; None: they are exact for a count, by chance alone.
        table: the areas as given, with `COLUMNS`.
    """

    rate: float
    step: float
    areas: int
    phi: float
    spread: Spread | None
    table: pl.DataFrame


def funnel(areas: pl.DataFrame, measure: Measure, *, allowance: Allowance = "additive") -> Funnel:
    """Each area's rate compared with what would be likely at the rate of all areas together.

    A sum of harm is a compound Poisson: crimes come by chance, each with its own harm, and the
    variance of the sum is the sum of the squared harms. A funnel asks whether an area is like the
    others, so it uses London's sum of squares, shared out by residents, and not the area's own:
    an area that had no homicide this year would otherwise look as if it could have none. Harm is
    thus counted in steps of London's sum of squares over its sum; the variance of a number of such
    steps is the number itself, as for crimes: Bohm and Zech (2014), Nuclear Instruments and Methods
    in Physics Research A 748:1–6. The square root of the number is then taken as normal. (For the
    harm of a ward's year, chance passes each 95 % limit in 2.2 to 2.9 % of years instead of 2.5.)

    Areas do differ, and narrow limits around a large one are soon passed. `additive` adds a
    variance between areas (DerSimonian and Laird 1986, Controlled Clinical Trials 7:177–188), and
    only where they vary by more than chance, measured by z-scores winsorised at a tenth:
    Spiegelhalter and others (2012), Statistical methods for healthcare regulation, Journal of the
    Royal Statistical Society A 175:1–47. An allowance treats what most areas have in common as
    normal, whether good or bad.

    Args:
        areas: a row for each area, with `area` (empty: an unknown place), `people` who live there,
            and the measure; for harm also `squares`, the sum of the squared tenths of its crimes.
        measure: what is compared.
        allowance: what the limits allow for in addition to chance.

    Returns:
        All rows in their order, with `COLUMNS`: the `rate` per 1,000 residents; how many crimes
        or tenths are `expected` there at London's rate; `z`, how many standard deviations their
        square root is away; the limits, as rates; and in words where the rate lies, by the
        limits. All are empty for an unknown place, or one where nobody is known to live; such a
        row is not in London's rate either.
    """
    placed = comparable(areas, measure)
    rate, step = rate_and_step(placed, measure)
    observed = [figure / step for figure in placed[measure]]
    expected = [people * rate / step for people in placed["people"]]
    phi = dispersion(observed, expected)
    spread = _allowed(measure, allowance, phi, expected)
    rows = placed.select("row", "people", measure).with_columns(
        limits(expected, spread),
        observed=pl.Series(observed, dtype=pl.Float64),
        z=pl.Series(_apart(observed, expected, spread or Spread()), dtype=pl.Float64),
    )
    rows = rows.with_columns(
        outside=_outside(),
        rate=pl.col(measure) / pl.col("people") * PER,
        expected=pl.col("people") * rate,
    ).with_columns(pl.col(name) * (step * PER) / pl.col("people") for name in LIMITS)
    table = with_results(areas, rows.select("row", *COLUMNS))
    return Funnel(rate * PER, step, placed.height, phi, spread, table)


def curve(plot: Funnel, people: Sequence[float]) -> pl.DataFrame:
    """The limits for areas of any size, as lines for a plot.

    Args:
        plot: the funnel that they belong to.
        people: how many live in each.

    Returns:
        `people`, and `LIMITS` as rates per 1,000 of them.

    Raises:
        ZeroDivisionError: nobody lives in one of them.
    """
    counts = limits([size * plot.rate / PER / plot.step for size in people], plot.spread)
    rates = [plot.step * PER / size for size in people]
    columns = {name: counts[name] * pl.Series(rates, dtype=pl.Float64) for name in LIMITS}
    return pl.DataFrame({"people": pl.Series(people, dtype=pl.Float64), **columns})


def limits(expected: Sequence[float], spread: Spread | None = None) -> pl.DataFrame:
    """The counts that chance would seldom pass, given the expected count.

    Args:
        expected: how many crimes, or steps of harm; 0 or more.
        spread: how far counts lie from it; None: as a Poisson count does, exactly. Between two
            whole counts this is interpolated as in the appendix of Spiegelhalter (2005), so that
            the limits are smooth. As counts are whole, chance passes the lower limit at most as
            often as it should, and the upper one at least as often.

    Returns:
        A row for each: counts, as `LIMITS`, 0 or more.
    """
    rows = [_likely(mean, spread) for mean in expected]
    return pl.DataFrame(rows, schema=dict.fromkeys(LIMITS, pl.Float64), orient="row")


def dispersion(observed: Sequence[float], expected: Sequence[float]) -> float:
    """How many times as much as by chance counts vary around the expected.

    The mean of the squared z-scores; a tenth of these at either end is pulled in, so that the few
    areas that a funnel is to find do not themselves widen its limits, and what normal scores lose
    by that is made up for (`kept_variance`). 0 where there are none.
    """
    apart = pl.Series(_apart(observed, expected, Spread()), dtype=pl.Float64)
    low, high = (apart.quantile(part, "linear") for part in (WINSORISED, 1 - WINSORISED))
    pulled_in = float((apart.clip(low, high) ** 2).sum()) / max(1, apart.len())
    return pulled_in / kept_variance(WINSORISED)


def kept_variance(part: float) -> float:
    """How much of its variance a standard normal keeps when this part at each end is pulled in.

    The middle keeps its squares, the integral of z² φ(z) between the cuts ±c, which is
    1 - 2 (part + c φ(c)); each end has c² in their place. Of a tenth it is 0.6787: without
    dividing by it, over-dispersion would be measured a third too low.
    """
    normal = NormalDist()
    cut = normal.inv_cdf(1 - part)
    middle = 1 - 2 * (part + cut * normal.pdf(cut))
    return middle + 2 * part * cut * cut


def between(phi: float, weights: Sequence[float]) -> float:
    """The variance between areas that is left when chance has been taken out; never negative.

    Args:
        phi: how many times as much as by chance they vary.
        weights: one over the variance of each by chance.
    """
    extra, total = phi * len(weights) - (len(weights) - 1), sum(weights)
    if len(weights) < 2 or extra <= 0:  # noqa: PLR2004  # one alone differs from nothing
        return 0.0
    return extra / (total - sum(weight * weight for weight in weights) / total)


def _allowed(
    measure: Measure, allowance: Allowance, phi: float, expected: Sequence[float]
) -> Spread | None:
    if allowance == "additive" and (variance := between(phi, [4 * mean for mean in expected])):
        return Spread(between=variance)
    return None if measure == "crimes" else Spread()


def _apart(observed: Sequence[float], expected: Sequence[float], spread: Spread) -> list[float]:
    """How many standard deviations the root of each count is from that of the expected."""
    pairs = zip(observed, expected, strict=True)
    return [(sqrt(count) - sqrt(mean)) / spread.deviation(mean) for count, mean in pairs]


def _likely(mean: float, spread: Spread | None) -> list[float]:
    if not mean:
        return [0.0] * len(LIMITS)
    return _exact(mean) if spread is None else _rooted(mean, spread)


def _exact(mean: float) -> list[float]:
    first, chances = cumulative(mean)

    def below(part: float) -> float:
        found = bisect_right(chances, part)
        before = chances[found - 1] if found else 0.0
        past = (chances[found] - part) / (chances[found] - before)
        return max(0.0, first + found - past)

    return [below(part) for part in LIMITS.values()]


def _rooted(mean: float, spread: Spread) -> list[float]:
    far = (NormalDist().inv_cdf(part) * spread.deviation(mean) for part in LIMITS.values())
    return [max(0.0, sqrt(mean) + distance) ** 2 for distance in far]


def _outside() -> pl.Expr:
    count = pl.col("observed")
    return (
        pl.when(count < pl.col("low_998"))
        .then(pl.lit("below 99.8"))
        .when(count < pl.col("low_95"))
        .then(pl.lit("below 95"))
        .when(count > pl.col("high_998"))
        .then(pl.lit("above 99.8"))
        .when(count > pl.col("high_95"))
        .then(pl.lit("above 95"))
        .otherwise(pl.lit("within"))
        .cast(OUTSIDE)
    )
