"""The two times that places are compared over: the window, and the same days of an earlier year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

YEAR: Final = 365


@dataclass(frozen=True, slots=True)
class Windows:
    """Two times of the same length, in days, that share none.

    Attributes:
        now: first and last day of the later.
        before: of the earlier.
        years: how many years lie between their last days.
    """

    now: tuple[date, date]
    before: tuple[date, date]
    years: int

    @classmethod
    def to(cls, as_of: date, days: int) -> Windows:
        """The window of so many days to a date, and the one before it that ends on the same day."""
        years = -(-days // YEAR)
        earlier, length = years_before(as_of, years), timedelta(days=days - 1)
        return cls(now=(as_of - length, as_of), before=(earlier - length, earlier), years=years)

    @property
    def begins(self) -> tuple[date, ...]:
        """The days on which one of them, or the time between them, begins, in order."""
        between = self.before[1] + timedelta(days=1)
        return tuple(sorted({self.before[0], between, self.now[0]}))


def years_before(when: date, years: int) -> date:
    """The same day so many years earlier; of 29 February the 28th."""
    if (when.month, when.day) == (2, 29):
        return date(when.year - years, 2, 28)
    return when.replace(year=when.year - years)
