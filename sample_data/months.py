"""The months of the demonstration, each of which ends with an extract."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Final

#: The first and the last day recorded; the last one is the demonstration's as-of date.
FIRST_DAY: Final = date(2024, 3, 1)
LAST_DAY: Final = date(2026, 2, 28)
_YEAR: Final = 12


@cache
def month_end(month: int) -> date:
    """The last day of a month, counted from 0, the first one of the demonstration."""
    months = FIRST_DAY.year * _YEAR + FIRST_DAY.month + month
    return date(months // _YEAR, months % _YEAR + 1, 1) - timedelta(days=1)


def month_of(day: date) -> int:
    """The month of a day, counted as `month_end` counts them."""
    return (day.year - FIRST_DAY.year) * _YEAR + day.month - FIRST_DAY.month


#: How many months there are.
MONTHS: Final = month_of(LAST_DAY) + 1
