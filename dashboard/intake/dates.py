"""Dates as people and machines write them.

Whether 03/04/2026 is in March or in April is decided by the whole column: a day over 12 in any
row shows which part is the day. Where no row shows it, the day is read first, as in the United
Kingdom, and the reader is warned of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

import polars as pl

from dashboard.intake.months import month_named

#: The order of a column's days and months: the first two are known, the last was assumed.
Order = Literal["day first", "month first", "day first, assumed"]

#: A time of day after a date, and its time zone.
CLOCK: Final = (
    r"[T\s]+\d{1,2}[:.]\d{2}([:.]\d{2}([.,]\d+)?)?\s*([AaPp]\.?[Mm]\.?)?"
    r"\s*(Z|[+-]\d{2}:?\d{2}|UTC|GMT|BST)?$"
)
ISO: Final = r"^\d{4}-\d{2}-\d{2}$"

WRITTEN: Final = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})")
COMPACT: Final = re.compile(r"([12]\d{3})(\d{2})(\d{2})")
NUMBERS: Final = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})")
DAY_NAMED: Final = re.compile(
    r"(?:[a-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?[-/\s.]*([a-z]{3,9})\.?[-/\s,.]*'?(\d{4}|\d{2})",
    re.IGNORECASE,
)
MONTH_NAMED: Final = re.compile(
    r"(?:[a-z]{3,9},\s+)?([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.IGNORECASE
)
SERIAL: Final = r"^\d{5}(\.\d+)?$"
#: Day 0 of a spreadsheet's count of days; it allows for the wrong leap day in 1900.
SPREADSHEETS_BEGIN: Final = date(1899, 12, 30)
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199
MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Dates:
    """A column of dates, and how it was read.

    Attributes:
        values: the dates; null where a text is not a date.
        order: the order of days and months, where the column has numbers alone.
        serials: whether a text is a spreadsheet's number of days.
    """

    values: pl.Series
    order: Order | None
    serials: pl.Series


def read(texts: pl.Series, *, today: date, hint: Order | None = None) -> Dates:
    """The dates of a column of texts.

    Args:
        texts: stripped; nothing where a cell is empty.
        today: years of two digits are in this century up to today's year.
        hint: the order of the file's other columns, for a column that does not show its own.
    """
    if bool(texts.str.contains(ISO).all()):
        values = pl.select(_sensible(texts.str.to_date("%Y-%m-%d", strict=False))).to_series()
        return Dates(values.alias(texts.name), None, texts.str.contains(SERIAL))
    days = texts.str.replace(CLOCK, "")
    distinct = days.unique().drop_nulls()
    order = _order(distinct, hint)
    read_as = {text: _date(text, today=today, order=order) for text in distinct}
    values = days.replace_strict(read_as, default=None, return_dtype=pl.Date)
    return Dates(values, order, days.str.contains(SERIAL))


def _sensible(values: pl.Series) -> pl.Expr:
    """Null in place of a date whose year cannot be right."""
    lit = pl.lit(values)
    first, last = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
    return pl.when(lit.is_between(first, last)).then(lit)


def _order(distinct: pl.Series, hint: Order | None) -> Order | None:
    numbers = [found for text in distinct if (found := NUMBERS.fullmatch(text))]
    if not numbers:
        return None
    day_first = any(int(found[1]) > MONTHS for found in numbers)
    month_first = any(int(found[2]) > MONTHS for found in numbers)
    if day_first or not month_first:
        return "day first" if day_first else hint or "day first, assumed"
    return "month first"


def _date(text: str, *, today: date, order: Order | None) -> date | None:
    if found := WRITTEN.fullmatch(text) or COMPACT.fullmatch(text):
        return _made(int(found[1]), int(found[2]), int(found[3]))
    if found := NUMBERS.fullmatch(text):
        first, second = int(found[1]), int(found[2])
        day, month = (second, first) if order == "month first" else (first, second)
        return _made(_year(found[3], today), month, day)
    if found := DAY_NAMED.fullmatch(text):
        return _named(found[1], found[2], _year(found[3], today))
    if found := MONTH_NAMED.fullmatch(text):
        return _named(found[2], found[1], int(found[3]))
    if re.match(SERIAL, text):
        return SPREADSHEETS_BEGIN + timedelta(days=int(text[:5]))
    return None


def _named(day: str, month: str, year: int) -> date | None:
    number = month_named(month)
    return None if number is None else _made(year, number, int(day))


def _made(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(digits: str, today: date) -> int:
    """A year of four digits, or of two: the latest that is not after today."""
    year = int(digits)
    if len(digits) > 2:  # noqa: PLR2004 - two digits
        return year
    century = today.year - today.year % 100
    return century + year if century + year <= today.year else century - 100 + year
