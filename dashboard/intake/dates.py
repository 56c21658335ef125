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

#: Day 0 of a spreadsheet's count of days, but of a Macintosh's; it allows for the leap day that
#: 1900 did not have.
DAY_0: Final = date(1899, 12, 30)
#: Two dates of a kind show that it is no chance.
ENOUGH: Final = 2

#: The order of a column's days and months: the first two are known, the last was assumed.
Order = Literal["day first", "month first", "day first, assumed"]

#: A time of day after a date, and its time zone.
CLOCK: Final = (
    r"[T\s]+\d{1,2}[:.]\d{2}([:.]\d{2}([.,]\d+)?)?\s*([AaPp]\.?[Mm]\.?)?"
    r"\s*(Z|[+-]\d{2}:?\d{2}|UTC|GMT|BST)?$"
)
#: A time with its zone: it is of the day on which it was in London.
ZONED: Final = (
    r"^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2}(?:[.,]\d+)?)?\s*"
    r"(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)$"
)
#: A time at midnight, or an hour before it, without a zone.
MIDNIGHT: Final = r"^\d{4}-\d{2}-\d{2}[T ](?:00|23):00(?::00(?:[.,]0+)?)?$"
#: Clocks change on the last Sunday of March and of October.
LAST_WEEK: Final = 24
LONDON: Final = "Europe/London"
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
#: Two texts of an order are no slip of the pen where they are at least one in this many.
SLIPS: Final = 100
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
        utc: how many texts are midnights of British days in UTC without saying so.
        doubt: why the column cannot be read for certain, with a text of each kind; None: it can.
    """

    values: pl.Series
    order: Order | None
    serials: pl.Series
    doubt: Doubt | None = None
    utc: int = 0


@dataclass(frozen=True, slots=True)
class Doubt:
    """What makes a column of dates uncertain.

    Attributes:
        kind: `both orders`: some texts can only be day first and others only month first;
            `half converted`: a program read some as month first, and left those that it could not.
        texts: an example of each kind.
    """

    kind: Literal["both orders", "half converted"]
    texts: tuple[str, str]


def read(texts: pl.Series, *, today: date, hint: Order | None = None, epoch: date = DAY_0) -> Dates:
    """The dates of a column of texts.

    Args:
        texts: stripped; nothing where a cell is empty.
        today: years of two digits are in this century up to today's year.
        hint: the order of the file's other columns, for a column that does not show its own.
        epoch: day 0 of a spreadsheet's count of days.
    """
    if bool(texts.str.contains(ISO).all()):
        values = pl.select(_sensible(texts.str.to_date("%Y-%m-%d", strict=False))).to_series()
        return Dates(values.alias(texts.name), None, texts.str.contains(SERIAL))
    utc = _midnights_in_utc(texts)
    zoned = (
        texts
        if utc is None
        else pl.select(pl.when(pl.lit(utc)).then(pl.lit(texts) + "Z").otherwise(pl.lit(texts)))
        .to_series()
        .alias(texts.name)
    )
    days = _in_london(zoned).str.replace(CLOCK, "")
    distinct = days.unique(maintain_order=True).drop_nulls()
    order = _order(distinct, hint)
    read_as = {text: _date(text, today=today, order=order, epoch=epoch) for text in distinct}
    values = days.replace_strict(read_as, default=None, return_dtype=pl.Date)
    doubt = _doubt(distinct)
    late = 0 if utc is None else int(texts.str.contains(" 23:|T23:").sum())
    return Dates(values, order, days.str.contains(SERIAL), doubt, late)


def _midnights_in_utc(texts: pl.Series) -> pl.Series | None:
    """Which texts are times of British midnights in UTC that do not say so; None: none are.

    Nobody records at midnight alone, and in summer an hour before it alone: so wrote a program that
    turned dates into times and these into UTC.
    """
    known = texts.drop_nulls()
    if known.is_empty() or not known.str.contains(MIDNIGHT).all():
        return None
    late = known.str.contains("[T ]23:")
    days = known.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    noons = days.cast(pl.Datetime("us")).dt.replace_time_zone("UTC").dt.convert_time_zone(LONDON)
    summer = noons.dt.dst_offset() > timedelta(0)
    borders = days.dt.month().is_in([3, 10]) & (days.dt.day() > LAST_WEEK)
    if not late.any() or ((late != summer) & ~borders).fill_null(value=True).any():
        return None
    return texts.is_not_null()


def _in_london(texts: pl.Series) -> pl.Series:
    """Times with a zone as the date that it was in London; other texts as they are."""
    zoned = texts.str.contains(ZONED).fill_null(value=False)
    if not zoned.any():
        return texts
    parts = texts.str.extract_groups(ZONED).struct.unnest()
    zone = parts["4"].str.replace(r"(?i)^(z|utc|gmt)$", "+0000").str.replace(":", "")
    zone = (
        zone
        + pl.select(
            pl.when(pl.lit(zone).str.len_chars() == len("+00"))
            .then(pl.lit("00"))
            .otherwise(pl.lit(""))
        ).to_series()
    )
    moments = (parts["1"] + " " + parts["2"] + " " + zone).str.to_datetime(
        "%Y-%m-%d %H:%M %z", strict=False
    )
    local = moments.dt.convert_time_zone(LONDON).dt.to_string("%Y-%m-%d")
    return (
        pl.select(pl.when(pl.lit(zoned)).then(pl.lit(local)).otherwise(pl.lit(texts)))
        .to_series()
        .alias(texts.name)
    )


def _doubt(distinct: pl.Series) -> Doubt | None:
    """Why the dates of a column cannot be read for certain."""
    numbers = {text: found for text in distinct if (found := NUMBERS.fullmatch(text))}
    day_first = [text for text, found in numbers.items() if int(found[1]) > MONTHS]
    month_first = [text for text, found in numbers.items() if int(found[2]) > MONTHS]
    day_first, month_first = (
        [text for text in day_first if text not in month_first],
        [text for text in month_first if text not in day_first],
    )
    fewer, more = sorted((len(day_first), len(month_first)))
    if fewer and fewer * SLIPS >= more:
        return Doubt("both orders", (day_first[0], month_first[0]))
    written = [text for text in distinct if WRITTEN.fullmatch(text)]
    late = [text for text in written if int(WRITTEN.fullmatch(text)[3]) > MONTHS]  # type: ignore[index]
    turned = len(written) >= ENOUGH and not late
    if turned and len(numbers) >= ENOUGH and len(day_first) == len(numbers):
        return Doubt("half converted", (written[0], day_first[0]))
    return None


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


def _date(text: str, *, today: date, order: Order | None, epoch: date) -> date | None:
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
        return epoch + timedelta(days=int(text[:5]))
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
