"""The two years of the demonstration, and when crimes are recorded and committed."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

from sample_data.generator.decks import deck
from sample_data.months import FIRST_DAY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from sample_data.generator.marginals import Marginals, Months

#: First months of the two windows of 365 days that end on 28 February 2025 and 2026.
YEARS: Final = (FIRST_DAY, date(2025, 3, 1))
_MONTHS: Final = 12

#: How often crimes are recorded and committed on each day of the week, from Monday on: more is
#: recorded when offices are open, and more is done from Friday night on. Ours.
_RECORDED: Final = (1.10, 1.06, 1.03, 1.00, 1.00, 0.92, 0.89)
_COMMITTED: Final = (0.94, 0.92, 0.92, 0.94, 1.02, 1.12, 1.14)
_TRIES: Final = 4


def recorded_days(rng: Random, marginals: Marginals, first_month: date, total: int) -> list[date]:
    """Days of recording within the twelve months from `first_month`, by the real monthly counts."""
    start = marginals.months.values.index(first_month)
    months = slice(start, start + _MONTHS)
    firsts = deck(rng, marginals.months.values[months], marginals.months.weights[months], total)
    return [_day_in(rng, first, _RECORDED) for first in firsts]


def _day_in(rng: Random, month: date, week: tuple[float, ...]) -> date:
    days, weights = _days_of(month, week)
    return rng.choices(days, cum_weights=weights)[0]


@cache
def _days_of(month: date, week: tuple[float, ...]) -> tuple[Sequence[date], Sequence[float]]:
    """The days of a month, and their weights added up."""
    days = [month.replace(day=n + 1) for n in range(monthrange(month.year, month.month)[1])]
    weights: list[float] = []
    for day in days:
        weights.append(week[day.weekday()] + (weights[-1] if weights else 0))
    return days, weights


def committed_on(rng: Random, recorded_on: date, delay: Months, in_force_from: date) -> date:
    """A first date of the offence that lies as many months before the recording as `delay` says.

    Within the month of recording, most are recorded in the first days: the gap is the cube of an
    even draw (a product, since powers may differ in the last digit between machines). Where the
    law is younger than that date, the date lies between the two.
    """
    day = _committed_on(rng, recorded_on, delay)
    if day < in_force_from:
        return in_force_from + timedelta(
            days=int(rng.random() * ((recorded_on - in_force_from).days + 1))
        )
    return day


def _committed_on(rng: Random, recorded_on: date, delay: Months) -> date:
    first, last = delay
    if last == 0:
        day = _this_month(rng, recorded_on)
        for _ in range(_TRIES):
            if rng.random() * max(_COMMITTED) < _COMMITTED[day.weekday()]:
                break
            day = _this_month(rng, recorded_on)
        return day
    months = recorded_on.year * _MONTHS + recorded_on.month - 1
    months -= first + int(rng.random() * (last - first + 1))
    return _day_in(rng, date(months // _MONTHS, months % _MONTHS + 1, 1), _COMMITTED)


def _this_month(rng: Random, recorded_on: date) -> date:
    chance = rng.random()
    return recorded_on - timedelta(days=int(recorded_on.day * (chance * chance * chance)))


def days_later(rng: Random, day: date, quartiles: Sequence[int]) -> date:
    """A day after another, drawn by the days at equal steps of chance, straight between them.

    Args:
        rng: where chance is from.
        day: the day before.
        quartiles: days at even steps from the shortest to the longest, such as five of them for
            least, lower quartile, median, upper quartile and most.
    """
    at = rng.random() * (len(quartiles) - 1)
    step = int(at)
    low, high = quartiles[step], quartiles[step + 1]
    return day + timedelta(days=low + int((at - step) * (high - low + 1)))


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier; 29 February becomes the 28th."""
    return day.replace(year=day.year - years, day=min(day.day, 28) if day.month == 2 else day.day)  # noqa: PLR2004
