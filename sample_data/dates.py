"""The two years of the demonstration, and when crimes are recorded and committed."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, Final

from sample_data.decks import deck

if TYPE_CHECKING:
    from random import Random

    from sample_data.marginals import Marginals, Months

#: The last day recorded: the demonstration's as-of date.
LAST_DAY: Final = date(2026, 2, 28)

#: First months of the two windows of 365 days that end on 28 February 2025 and 2026.
YEARS: Final = (date(2024, 3, 1), date(2025, 3, 1))
_MONTHS: Final = 12


def recorded_days(rng: Random, marginals: Marginals, first_month: date, total: int) -> list[date]:
    """Days of recording within the twelve months from `first_month`, by the real monthly counts."""
    start = marginals.months.values.index(first_month)
    months = slice(start, start + _MONTHS)
    firsts = deck(rng, marginals.months.values[months], marginals.months.weights[months], total)
    return [first.replace(day=_day_in(rng, first)) for first in firsts]


def _day_in(rng: Random, month: date) -> int:
    return 1 + int(rng.random() * monthrange(month.year, month.month)[1])


def committed_on(rng: Random, recorded_on: date, delay: Months) -> date:
    """A first date of the offence that lies as many months before the recording as `delay` says.

    Within the month of recording, most are recorded in the first days: the gap is the cube of an
    even draw (a product, since powers may differ in the last digit between machines).
    """
    first, last = delay
    chance = rng.random()
    if last == 0:
        return recorded_on.replace(
            day=recorded_on.day - int(recorded_on.day * (chance * chance * chance))
        )
    months = recorded_on.year * 12 + recorded_on.month - 1
    months -= first + int(chance * (last - first + 1))
    month = date(months // 12, months % 12 + 1, 1)
    return month.replace(day=_day_in(rng, month))


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier; 29 February becomes the 28th."""
    return day.replace(year=day.year - years, day=min(day.day, 28) if day.month == 2 else day.day)  # noqa: PLR2004
