"""Days that some rules do not count: Sundays, Good Friday, Christmas and other bank holidays.

The bank holidays of England and Wales follow a rule, with the days that were moved or given once
in `tables/bank_holidays_changed.csv`. A day that is proclaimed later is not known here until the
table has it: a limit that counts working days then ends a day too early.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Final, Literal

from harm.cases.events import rows

#: What a rule leaves out when it counts.
Skipped = Literal["sundays", "christmas", "good_friday"]
_MONDAY: Final = 0
_SATURDAY: Final = 5
_SUNDAY: Final = 6
_DAY: Final = timedelta(days=1)


def easter(year: int) -> date:
    """Easter Sunday, by the rule of the Gregorian calendar (Meeus, Astronomical Algorithms)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (
        19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def good_friday(year: int) -> date:
    """The Friday before Easter."""
    return easter(year) - timedelta(days=2)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England and Wales in a year, from 1978 on.

    Where a day falls on a weekend, the next day that is none of them takes its place.
    """
    found = {
        good_friday(year),
        easter(year) + _DAY,
        _monday_from(date(year, 5, 1)),
        _monday_from(date(year, 5, 25)),
        _monday_from(date(year, 8, 25)),
    }
    for day in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        found.add(_in_place_of(day, found))
    for row in rows("bank_holidays_changed"):
        day = date.fromisoformat(row["day"])
        if day.year == year:
            found = found | {day} if row["change"] == "given" else found - {day}
    return frozenset(found)


def is_working_day(day: date) -> bool:
    """Whether a day is neither of a weekend nor a bank holiday of England and Wales."""
    return day.weekday() < _SATURDAY and day not in bank_holidays(day.year)


def is_skipped(day: date, skips: frozenset[Skipped]) -> bool:
    """Whether a rule that skips such days does not count this one."""
    return (
        ("sundays" in skips and day.weekday() == _SUNDAY)
        or ("christmas" in skips and (day.month, day.day) == (12, 25))
        or ("good_friday" in skips and day == good_friday(day.year))
    )


def working_day_before(day: date) -> date:
    """The day itself, or the last working day before it."""
    while not is_working_day(day):
        day -= _DAY
    return day


def add_working_days(day: date, number: int) -> date:
    """So many working days later; the first one counted is the next."""
    while number > 0:
        day += _DAY
        number -= is_working_day(day)
    return day


def _monday_from(day: date) -> date:
    return day + timedelta(days=(_MONDAY - day.weekday()) % 7)


def _in_place_of(day: date, taken: set[date]) -> date:
    while day.weekday() >= _SATURDAY or day in taken:
        day += _DAY
    return day
