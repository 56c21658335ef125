"""Days of harm as exact tenths.

A day of harm is a day of the sentence that an index assigns to an offence; it is never a
prediction. Sums are kept in whole tenths of a day, since sums of floats depend on their order.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final

import polars as pl

TENTHS: Final = pl.Int64
#: No sentence is longer than this many tenths of a day: a million days.
MOST_TENTHS: Final = 10_000_000


def to_tenths(days: str | Decimal) -> tuple[int, bool]:
    """Whole tenths of a day, rounding halves up, and whether anything was rounded away.

    Raises:
        ValueError: `days` is not a number, or is negative, or is not finite.
    """
    try:
        tenths = Decimal(days) * 10
    except InvalidOperation:
        raise ValueError(f"{days!r} is not a number of days") from None
    if not tenths.is_finite() or not 0 <= tenths <= MOST_TENTHS:
        raise ValueError(f"{days!r} is not a number of days from 0 to {MOST_TENTHS // 10:,}")
    whole = tenths.quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return int(whole), whole != tenths


def in_days(tenths: int) -> float:
    """Days, exact to the tenth when printed."""
    return tenths / 10


def days_column(name: str = "tenths") -> pl.Expr:
    """A column of tenths as days: the same floats as `in_days` gives."""
    return as_days(pl.col(name))


def as_days(tenths: pl.Expr) -> pl.Expr:
    """Tenths as days; rounded, since Polars divides by multiplying, which is not exact."""
    return (tenths / 10).round(1)


def percent_column(part: str, whole: str) -> pl.Expr:
    """One column of tenths as whole percent of another; never all of it, or none, unless it is so.

    It is empty where the whole is 0.
    """
    rounded = (pl.col(part) * 200 + pl.col(whole)) // (pl.col(whole) * 2)
    bounded = rounded.clip(1, 99)
    return (
        pl.when(pl.col(whole) == 0)
        .then(None)
        .when(pl.col(part) == 0)
        .then(0)
        .when(pl.col(part) == pl.col(whole))
        .then(100)
        .otherwise(bounded)
    )


def spoken(tenths: float) -> str:
    """Days as people read them: 3,650 or 547.5; a half tenth (of a median) keeps its digit."""
    whole = round(tenths * 10)
    text = f"{whole / 100:,.2f}".rstrip("0")
    return text.rstrip(".")
