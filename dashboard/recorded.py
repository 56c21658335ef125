"""Real recorded crime, summed for a page."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from sample_data.recorded import NEAREST, recorded_crime

MONTHS: int = 12


def months_to(as_of: date) -> tuple[date, date]:
    """First and last of the twelve whole months to a date, within what is recorded."""
    newest = recorded_crime()["month"].max()
    last = as_of.replace(day=1)
    if isinstance(newest, date):
        last = min(last, newest)
    first = date(last.year - 1, last.month, 1)
    return _next_month(first), last


def _next_month(month: date) -> date:
    return date(month.year + month.month // MONTHS, month.month % MONTHS + 1, 1)


def by_month(borough_code: str | None, as_of: date, *, months: int = MONTHS) -> pl.DataFrame:
    """Violence and sexual offences by `month`, in one borough or in all of London.

    Args:
        borough_code: of the borough; None: all of London.
        as_of: the date up to which.
        months: how many there are, the latest last.
    """
    _, last = months_to(as_of)
    first = last
    for _ in range(months - 1):
        first = (first - timedelta(days=1)).replace(day=1)
    chosen = recorded_crime().filter(
        pl.col("major").is_in(NEAREST), pl.col("month").is_between(first, last)
    )
    if borough_code is not None:
        chosen = chosen.filter(pl.col("borough_code") == borough_code)
    return chosen.group_by("month").agg(pl.col("crimes").sum()).sort("month")
