"""Recorded crime over time: a year beside the same months of the year before, and what drove it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from dashboard.wording import counted, phrase
from harm.drivers import drivers
from harm.intervals import changes
from sample_data.recorded import NEAREST, recorded_crime

MONTHS: Final = 12
#: From this month on crimes are recorded in a new system: before and after do not compare.
NEW_SYSTEM: Final = date(2024, 3, 1)
BREAK: Final = {NEW_SYSTEM: "new recording system"}


@dataclass(frozen=True)
class YearOnYear:
    """A year of recorded crime beside the same months of the year before.

    Attributes:
        months: first and last of the later year.
        before: crimes in the earlier year.
        after: crimes in the later year.
        low: of the change, the lower end of what chance alone would leave likely; empty: none.
        high: the upper end.
        drivers: what the change is made of, as `harm.drivers.DRIVERS`; it adds up exactly.
        comparable: whether both years were recorded in the same system.
    """

    months: tuple[date, date]
    before: int
    after: int
    low: int | None
    high: int | None
    drivers: pl.DataFrame
    comparable: bool


def year_on_year(code: str | None, months: tuple[date, date]) -> YearOnYear:
    """The crimes of a year beside those of the year before, in a borough or all that is recorded.

    Args:
        code: of the borough; None: all of them, airports and unknown places too.
        months: first and last month of the later year.
    """
    first, last = months
    earlier = (_year_before(first), _year_before(last))
    before, after = _of(code, earlier), _of(code, months)
    told = changes(_as_harms(before), _as_harms(after)).row(0, named=True)
    return YearOnYear(
        months=months,
        before=int(before["crimes"].sum()),
        after=int(after["crimes"].sum()),
        low=told["low"],
        high=told["high"],
        drivers=drivers(before, after, group="minor", measure="crimes"),
        comparable=earlier[0] >= NEW_SYSTEM,
    )


def in_change_words(told: YearOnYear) -> str:
    """The change in a sentence or two: whether it is more than chance, and what drove it."""
    change = told.after - told.before
    if not told.comparable:
        return "The year before was recorded in another system, so the two years are not compared."
    if not told.before and not told.after:
        return (
            "The Metropolitan Police recorded none here, neither in this year nor in the one "
            "before."
        )
    if told.low is None or told.high is None:
        return f"{counted(told.after, 'crime')}, {told.before:,} in the year before."
    way = "more" if change >= 0 else "fewer"
    chance = (
        "so chance alone could have done it"
        if told.low <= 0 <= told.high
        else "so it is more than chance alone would do"
    )
    return (
        f"{counted(told.after, 'crime')}, {abs(change):,} {way} than in the same months of the "
        f"year before; as far as chance goes between {_signed(told.low)} and {_signed(told.high)}, "
        f"{chance}. {_driven(told)}"
    )


def _driven(told: YearOnYear) -> str:
    named = told.drivers.filter(pl.col("group").is_not_null(), pl.col("change") != 0).head(2)
    parts = [
        f"{phrase(group.lower())} ({_signed(change)})"
        for group, change in named.select("group", "change").iter_rows()
    ]
    return f"Most of the change: {' and '.join(parts)}." if parts else ""


def _signed(number: int) -> str:
    """A number with its sign: +12, −3, 0."""
    return f"+{number:,}" if number > 0 else f"−{-number:,}" if number < 0 else "0"


def _of(code: str | None, months: tuple[date, date]) -> pl.DataFrame:
    chosen = recorded_crime().filter(
        pl.col("major").is_in(NEAREST), pl.col("month").is_between(*months)
    )
    return chosen if code is None else chosen.filter(pl.col("borough_code") == code)


def _as_harms(crimes: pl.DataFrame) -> pl.DataFrame:
    """Each crime counted as one, whatever it is: an interval of a count."""
    return pl.DataFrame(
        {"area": [""], "tenths": [1], "crimes": [int(crimes["crimes"].sum())]},
        schema={"area": pl.String, "tenths": pl.Int64, "crimes": pl.Int64},
    )


def _year_before(month: date) -> date:
    return month.replace(year=month.year - 1)
