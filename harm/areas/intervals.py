"""How different a sum of harm might have been: intervals by a bootstrap of crimes.

A harm sum is a compound Poisson: crimes come by chance, and each brings its own harm. In another
year like this one the same crimes might have happened more or less often. So each crime is
resampled a Poisson number of times, one on average, and the resulting sums show what is plausible:
Efron (1979), Bootstrap methods, Annals of Statistics 7:1–26, with the Poisson weights of Hanley
and MacGibbon (2006), Computer Methods and Programs in Biomedicine 83:57–62.

How it misleads. An interval says how far chance could have moved this year's sum, and not where
next year's will lie, which has its own chance too: another year in which nothing changed lies
outside in about one of six (in one of four to five with 60 to 300 crimes of mixed harm). The draws
include only crimes that were recorded: neither what nobody reported, nor a kind of crime that by
chance did not happen. A ward without a homicide has no homicide in any
draw, so that its interval is too short and too low. Where there are few crimes the interval is too
short altogether; where there are none there is no interval, since resampling nothing always gives
nothing. And crimes that come together, as in a feud, are drawn as though they were independent.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import lru_cache
from itertools import accumulate
from math import isfinite, sqrt
from random import Random
from statistics import NormalDist
from typing import Final

import polars as pl

from harm.areas.rates import cumulative
from harm.days import TENTHS

#: How many times the crimes are resampled.
DRAWS: Final = 2000
#: An interval begins and ends with this draw from either end: 95 % of them are in it.
TAIL: Final = DRAWS // 40
#: The seed of the draws, so that the same crimes always give the same interval.
SEED: Final = 1
#: Crimes are drawn together as one normal where their skewness would be less than this.
SMOOTH: Final = 0.02

INTERVALS: Final = pl.Schema(
    {
        "area": pl.String(),
        "crimes": pl.UInt32(),
        "tenths": TENTHS(),
        "low": TENTHS(),
        "high": TENTHS(),
    }
)
CHANGES: Final = pl.Schema(
    {
        "area": pl.String(),
        "crimes_before": pl.UInt32(),
        "crimes_after": pl.UInt32(),
        "tenths_before": TENTHS(),
        "tenths_after": TENTHS(),
        "change": TENTHS(),
        "low": TENTHS(),
        "high": TENTHS(),
        "ratio": pl.Float64(),
        "ratio_low": pl.Float64(),
        "ratio_high": pl.Float64(),
    }
)

_Ends = tuple[float | None, float | None]
_NONE: Final[_Ends] = (None, None)
#: The midpoints of equal parts of the range from 0 to 1, as many as there are draws.
_EVEN: Final = [(draw + 0.5) / DRAWS for draw in range(DRAWS)]
_NORMAL: Final = pl.Series([NormalDist().inv_cdf(part) for part in _EVEN])

#: For one area: how many crimes there are of each harm in tenths of a day.
_Harms = Mapping[int, int]


def intervals(harms: pl.DataFrame, *, seed: int = SEED) -> pl.DataFrame:
    """The harm of each area, with a 95 % interval.

    Crimes of equal harm are drawn together, as a sum of Poisson numbers is a Poisson number; those
    that are many, or small compared with the rest, together as one normal number. The draws of
    each harm are spread evenly over the possible values, and only their combination is random:
    McKay, Beckman and Conover (1979), Technometrics 21:239–245. So the interval of an area whose
    crimes all have the same harm is that of a Poisson count. Elsewhere an end is off by about a
    twentieth of a standard deviation, always the same for the same crimes.

    Args:
        harms: as for `harm.areas.largest_crime.sums`.
        seed: of the draws.

    Returns:
        A row for each area, as `INTERVALS`, in the order in which they first appear. `low` and
        `high` are percentiles of the draws, in whole tenths of a day, 0 or more; empty where there
        is no harm to draw from.
    """
    orders, rows = _Orders(seed), []
    for area, own in _by_area(harms).items():
        tenths = _total(own)
        ends = _whole(_ends(_draws(own, orders, turn=0))) if tenths else _NONE
        rows.append((area, sum(own.values()), tenths, *ends))
    return pl.DataFrame(rows, schema=INTERVALS, orient="row")


def changes(before: pl.DataFrame, after: pl.DataFrame, *, seed: int = SEED) -> pl.DataFrame:
    """The change of each area's harm from one period to another, with 95 % intervals.

    The periods are drawn independently. They must be equally long and of the same months, or the
    season is taken for a change. An interval on both sides of 0 (for a ratio, of 1) means that
    chance alone could explain the change; an interval on one side does not show the cause. Of 32
    boroughs in which nothing changed, one or two have such an interval.

    Args:
        before: the earlier period, as for `harm.areas.largest_crime.sums`.
        after: the later one.
        seed: of the draws.

    Returns:
        A row for each area of either, as `CHANGES`: those of `before` first, in their order.
        `change` is after less before, exactly; `low` and `high` are empty where either period has
        no harm. `ratio` is after over before, empty where there was no harm before; an end of its
        interval is empty where there were so few crimes before that it has no bound.
    """
    orders, rows = _Orders(seed), []
    old, new = _by_area(before), _by_area(after)
    for area in {**old, **new}:
        first, then = old.get(area, {}), new.get(area, {})
        was, now = _total(first), _total(then)
        ends, ratios = _NONE, _NONE
        if was and now:
            earlier, later = _draws(first, orders, turn=0), _draws(then, orders, turn=1)
            ends, ratios = _whole(_ends(later - earlier)), _bounded(_ends(later / earlier))
        counts = sum(first.values()), sum(then.values())
        ratio = now / was if was else None
        rows.append((area, *counts, was, now, now - was, *ends, ratio, *ratios))
    return pl.DataFrame(rows, schema=CHANGES, orient="row")


class _Orders:
    """The random order in which each harm's numbers are used, the same for all areas."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311  # to be repeated, not to be secret
        self._known: list[pl.Series] = []
        self._ordered: dict[tuple[int | None, int], pl.Series] = {}

    def numbers(self, crimes: int | None, place: int) -> pl.Series:
        """Poisson numbers with this mean, or normal ones (None), in the order of a place.

        Most areas have one or two crimes of a harm, so that each is put in order once for all.
        """
        key = (crimes, place)
        if key not in self._ordered:
            numbers = _NORMAL if crimes is None else _poisson(crimes)
            self._ordered[key] = numbers.gather(self.of(place))
        return self._ordered[key]

    def of(self, place: int) -> pl.Series:
        while len(self._known) <= place:
            keys = [self._random.random() for _ in range(DRAWS)]
            order = sorted(range(DRAWS), key=keys.__getitem__)
            self._known.append(pl.Series(order, dtype=pl.UInt32))
        return self._known[place]


def _by_area(harms: pl.DataFrame) -> dict[str | None, dict[int, int]]:
    """How many crimes of each harm each area has."""
    found: dict[str | None, dict[int, int]] = {}
    for area, tenths, crimes in harms.select("area", "tenths", "crimes").iter_rows():
        own = found.setdefault(area, {})
        own[tenths] = own.get(tenths, 0) + crimes
    return found


def _total(harms: _Harms) -> int:
    return sum(tenths * crimes for tenths, crimes in harms.items())


def _draws(harms: _Harms, orders: _Orders, *, turn: int) -> pl.Series:
    """Sums of harm, one for each draw; draws of another turn are independent of them."""
    apart, together = _split(harms)
    mean = _total(together)
    deviation = sqrt(sum(crimes * tenths**2 for tenths, crimes in together.items()))
    draws = orders.numbers(None, turn) * deviation + mean
    for place, (tenths, crimes) in enumerate(apart.items(), start=1):
        draws += orders.numbers(crimes, 2 * place + turn) * tenths
    return draws.clip(lower_bound=0)


def _split(harms: _Harms) -> tuple[_Harms, _Harms]:
    """The harms that are drawn singly, the weightiest first, and those drawn as a normal number.

    A sum is nearly normal where its third cumulant is small compared with its deviation cubed.
    """
    third = {tenths: crimes * tenths**3 for tenths, crimes in harms.items()}
    most = SMOOTH * sum(crimes * tenths**2 for tenths, crimes in harms.items()) ** 1.5
    order = sorted(third, key=lambda tenths: (third[tenths], tenths))
    added = list(accumulate(third[tenths] for tenths in order))
    cut = bisect_right(added, most)
    apart, together = order[: cut - 1 : -1] if cut else order[::-1], order[:cut]
    return {size: harms[size] for size in apart}, {size: harms[size] for size in together}


@lru_cache(maxsize=512)
def _poisson(mean: int) -> pl.Series:
    """One Poisson number for each draw, each as often as its probability says, lowest first."""
    first, chances = cumulative(mean)
    numbers = [first + bisect_left(chances, part) for part in _EVEN]
    return pl.Series(numbers, dtype=pl.Float64)


def _ends(draws: pl.Series) -> tuple[float, float]:
    ordered = draws.sort()
    return ordered[TAIL - 1], ordered[-TAIL]


def _whole(ends: tuple[float, float]) -> _Ends:
    return round(ends[0]), round(ends[1])


def _bounded(ends: tuple[float, float]) -> _Ends:
    low, high = (end if isfinite(end) else None for end in ends)
    return low, high
